//! Links: which one a person means, and where it leads.

use llm_catalog::link::{LinkKind, Url};
use llm_index::LinkShortcut;

use crate::{
    app::{App, Effect, Focus},
    document::LinkTarget,
};

impl App {
    /// Opens one of the links that a key stands for, or says that there is none.
    pub(super) fn open_link(&mut self, opens: LinkShortcut) -> Option<Effect> {
        let record = self.selected_entry()?;
        let entry = record.as_entry_ref();
        if let Some(url) = opens.url(entry) {
            return Some(Effect::Open(url.clone()));
        }
        let messages = self.messages();
        let name = entry.name();
        let what = match opens {
            LinkShortcut::Paper => (messages.link_kind)(LinkKind::Paper),
            LinkShortcut::Checkpoint => (messages.link_kind)(LinkKind::Checkpoint),
            LinkShortcut::Website => messages.website_link,
            LinkShortcut::License => messages.license_link,
        };
        self.status_message = Some((messages.missing_link)(name, what));
        None
    }

    pub(super) fn open_current_link(&mut self) -> Option<Effect> {
        self.current_link().map(Effect::Open)
    }

    /// The link of the line in the detail, else the main link of the entry.
    pub(super) fn current_link(&mut self) -> Option<Url> {
        let found = match self.current_target() {
            Some(LinkTarget::Url(url)) => Some(url),
            Some(LinkTarget::Model(row)) if self.is_tree_open() => {
                self.index.get(row).and_then(|record| Some(record.as_entry_ref().links().first()?.url.clone()))
            }
            Some(LinkTarget::Model(_) | LinkTarget::Term(_) | LinkTarget::Lineage(_)) => None,
            None if self.focus == Focus::Detail || self.screen.is_some() => None,
            None => self.selected_entry().and_then(|record| Some(record.as_entry_ref().links().first()?.url.clone())),
        };
        if found.is_none() {
            self.status_message = Some(self.messages().line_has_no_link.to_owned());
        }
        found
    }

    pub(super) fn current_target(&self) -> Option<LinkTarget> {
        let place = match &self.screen {
            Some((_, cursor)) => cursor.selected,
            None if self.focus == Focus::Detail => self.detail.selected,
            None => return None,
        };
        self.document().lines.get(place)?.link.clone()
    }
}
