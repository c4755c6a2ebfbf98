//! Opening the selected entry: its detail, its links.

use llm_catalog::{
    EntryRef, Model,
    link::{LinkKind, Url},
};
use llm_index::LinkShortcut;

use crate::{
    app::{
        command::Update,
        effect::Effect,
        state::{App, Focus},
    },
    columns::variant_label,
    document::LinkTarget,
};

impl App {
    /// Enter: shows the selected entry in the detail; in the detail, follows the link of the line.
    pub(super) fn open_entry(&mut self) -> Update {
        if self.focus == Focus::Detail {
            return self.detail.view().follow(self.messages());
        }
        self.show_detail();
        Update::Done
    }

    /// Moves the focus to the detail of the selected entry.
    pub(super) fn show_detail(&mut self) {
        if self.list.selected_row().is_some() {
            self.focus = Focus::Detail;
        }
    }

    /// Goes to the target of a link.
    pub(super) fn follow(&mut self, target: LinkTarget) -> Option<Effect> {
        match target {
            LinkTarget::Url(url) => return Some(Effect::Open(url)),
            LinkTarget::Model(row) => self.navigate_to(row),
            LinkTarget::Lineage(row) => self.open_lineage_of(row),
            LinkTarget::Term(term) => self.show_term(term),
        }
        None
    }

    /// Opens the link of a shortcut.
    pub(super) fn open_shortcut(&mut self, shortcut: LinkShortcut) -> Update {
        let Some(entry) = self.selected_variant() else { return Update::Done };
        let entry = entry.as_entry_ref();
        if let Some(url) = shortcut.url(entry) {
            return Effect::Open(url.clone()).into();
        }
        let messages = self.messages();
        let kind = match shortcut {
            LinkShortcut::Paper => (messages.link_kind)(LinkKind::Paper),
            LinkShortcut::Checkpoint => (messages.link_kind)(LinkKind::Checkpoint),
            LinkShortcut::Website => messages.website_link,
            LinkShortcut::License => messages.license_link,
        };
        let name = match entry {
            EntryRef::Model(Model { name, variants, .. }) if self.another_variant_has(shortcut) => {
                variants.first().map_or_else(|| name.clone(), |variant| variant_label(name, &variant.name))
            }
            entry => entry.name().to_owned(),
        };
        Update::status(&(messages.missing_link)(&name, kind))
    }

    /// Whether another variant of the selected model has a link.
    fn another_variant_has(&self, shortcut: LinkShortcut) -> bool {
        let variants = self.list.selected_row().map(|row| self.index.variant_rows(row));
        let has_link = |row| self.index.resolved(row).is_some_and(|entry| shortcut.url(entry.as_entry_ref()).is_some());
        variants.into_iter().flatten().any(has_link)
    }

    /// Opens the link of the line in the detail, if it has one, else the main link of the selected entry.
    pub(super) fn open_link(&self) -> Update {
        self.link_of_line()
            .map_or_else(|| Update::status(self.messages().line_has_no_link), |url| Effect::Open(url).into())
    }

    /// The link of the line in the detail, if it has one, else the main link of the selected entry.
    pub(super) fn link_of_line(&self) -> Option<Url> {
        let of_line = if self.focus == Focus::Detail { self.detail.view().url() } else { None };
        of_line.cloned().or_else(|| self.main_link())
    }

    /// The first link of the selected entry.
    pub(super) fn main_link(&self) -> Option<Url> {
        let entry = self.selected_variant()?;
        entry.as_entry_ref().links().first().map(|link| link.url.clone())
    }
}
