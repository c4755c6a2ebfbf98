//! What can be done with the marked entries.

use llm_catalog::{bookmarks::BookmarkChange, id::Id as EntryId, localized::Locale};

use crate::{
    action::Action,
    app::{
        command::Update,
        copy_format::CopyFormat,
        effect::Effect,
        entry_id::entry_id,
        overlays::{
            menu::Menu,
            menu_item::{MenuAction, MenuItem},
        },
        state::App,
    },
    comparison::{MAX_MODELS, MIN_MODELS},
    i18n::{LocalizedStr, Messages},
};

const OPEN_LINKS: LocalizedStr = LocalizedStr { en: "Open the main links", zh: "打开各条的主链接" };
const BOOKMARK: LocalizedStr = LocalizedStr { en: "Add bookmarks", zh: "添加书签" };
const OPEN: LocalizedStr = LocalizedStr { en: "Open them", zh: "打开" };

/// More links are opened only when asked twice.
const MAX_UNCONFIRMED_LINKS: usize = 5;

impl App {
    /// Opens a menu of what can be done with the marked entries.
    pub(super) fn open_marked_menu(&self) -> Update {
        let count = self.list.marked_count();
        if count == 0 {
            return self.no_marks();
        }
        let keymap = &self.settings.keymap;
        let locale = self.settings.locale;
        let to_item = |((action, label), (_, other)): ((MenuAction, String), (MenuAction, String))| {
            let key = match action {
                MenuAction::Perform(action) => keymap.key_label(self.key_context(), action).unwrap_or_default(),
                _ => String::new(),
            };
            MenuItem::new(action, label).with_keywords(other).with_key(key)
        };
        let items = self.marked_choices(locale).into_iter().zip(self.marked_choices(locale.toggle())).map(to_item);
        Update::menu(Menu::new(&(self.messages().marked_count)(count), items, 0))
    }

    /// What can be done with the marked entries, with labels in a language; nothing without marks.
    pub(super) fn marked_choices(&self, locale: Locale) -> Vec<(MenuAction, String)> {
        if self.list.marked_count() == 0 {
            return Vec::new();
        }
        let messages = Messages::get(locale);
        let label = |action| {
            let label = self.settings.keymap.label(self.key_context(), action, locale).to_owned();
            (MenuAction::Perform(action), label)
        };
        let model_count =
            self.list.marks.entries().filter(|entry| entry.is_model(&self.index)).take(MAX_MODELS + 1).count();
        let compare = (MIN_MODELS..=MAX_MODELS).contains(&model_count).then(|| label(Action::Compare));
        let copies = CopyFormat::FOR_SEVERAL.into_iter().map(|format| {
            let label = (messages.palette_entry)(messages.copy_title, format.label(messages));
            (MenuAction::CopyMarked(format), label)
        });
        let others = [
            (MenuAction::OpenMarked, OPEN_LINKS.get(locale).to_owned()),
            (MenuAction::BookmarkMarked, BOOKMARK.get(locale).to_owned()),
            label(Action::Export),
            label(Action::ClearMarks),
        ];
        compare.into_iter().chain(copies).chain(others).collect()
    }

    /// Copies the marked entries.
    pub(super) fn copy_marked(&self, format: CopyFormat) -> Update {
        let text = format.render_several(
            self.list.marks.rows(&self.index),
            self.list_columns(),
            &self.index,
            self.settings.locale,
        );
        if text.is_empty() {
            Update::status(self.messages().nothing_to_copy)
        } else {
            Effect::CopyAs(format, text).into()
        }
    }

    /// Opens the main links of the marked entries; asks before it opens many.
    pub(super) fn open_marked(&self, is_confirmed: bool) -> Update {
        let rows = self.list.marks.rows(&self.index);
        let main_link = |row| self.index.get(row)?.as_entry_ref().links().first().map(|link| link.url.clone());
        let urls: Vec<_> = rows.into_iter().filter_map(main_link).collect();
        let count = urls.len();
        match urls.as_slice() {
            [] => Update::status(self.messages().no_links_marked),
            [url] => Effect::Open(url.clone()).into(),
            _ if count > MAX_UNCONFIRMED_LINKS && !is_confirmed => {
                let title = (self.messages().confirm_open_links)(count);
                self.confirm(&title, OPEN, "", MenuAction::OpenMarkedConfirmed)
            }
            _ => Effect::OpenAll(urls).into(),
        }
    }

    /// Bookmarks the marked entries.
    pub(super) fn bookmark_marked(&self) -> Update {
        let ids = self.list.marks.rows(&self.index).into_iter().filter_map(|row| entry_id(row, &self.index));
        let is_new = |id: &EntryId| self.index.bookmarks().note(id.as_str()).is_none();
        let changes: Vec<_> =
            ids.filter(is_new).map(|id| BookmarkChange { id, from: None, to: Some(String::new()) }).collect();
        if changes.is_empty() {
            return Update::status(self.messages().all_bookmarked);
        }
        Effect::SaveBookmarks(changes).into()
    }
}
