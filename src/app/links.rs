//! Links: which one a person means, and where it leads.

use super::{App, Effect, Focus};
use crate::{
    catalog::link::{LinkKind, Url},
    search::Opens,
    sheet::Target,
};

impl App {
    /// Opens one of the links that a key stands for, or says that there is none.
    pub(super) fn open(&mut self, opens: Opens) -> Option<Effect> {
        let record = self.selected()?;
        let entry = record.entry();
        if let Some(url) = opens.url(entry) {
            return Some(Effect::Open(url.clone()));
        }
        let messages = self.messages();
        let name = entry.name();
        let what = match opens {
            Opens::Paper => (messages.link)(LinkKind::Paper),
            Opens::Checkpoint => (messages.link)(LinkKind::Checkpoint),
            Opens::Website => messages.website,
            Opens::License => messages.license_word,
        };
        self.notice = Some((messages.no_link)(name, what));
        None
    }

    pub(super) fn open_here(&mut self) -> Option<Effect> {
        self.link_here().map(Effect::Open)
    }

    /// The link of the line in the detail, else the main link of the entry.
    pub(super) fn link_here(&mut self) -> Option<Url> {
        let found = match self.target_here() {
            Some(Target::Url(url)) => Some(url),
            Some(Target::Model(row)) if self.shows_tree() => {
                self.shelf.get(row).and_then(|record| Some(record.entry().links().first()?.url.clone()))
            }
            Some(Target::Model(_) | Target::Term(_) | Target::Family(_)) => None,
            None if self.focus == Focus::Detail || self.page.is_some() => None,
            None => self.selected().and_then(|record| Some(record.entry().links().first()?.url.clone())),
        };
        if found.is_none() {
            self.notice = Some(self.messages().nothing_to_open.to_owned());
        }
        found
    }

    pub(super) fn target_here(&self) -> Option<Target> {
        let place = match &self.page {
            Some((_, cursor)) => cursor.row,
            None if self.focus == Focus::Detail => self.detail.row,
            None => return None,
        };
        self.sheet().lines.get(place)?.target.clone()
    }
}
