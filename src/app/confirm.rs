//! Questions before something that cannot be taken back.

use crate::{
    app::{
        command::Update,
        overlays::{
            menu::Menu,
            menu_item::{MenuAction, MenuItem},
        },
        state::App,
    },
    i18n::LocalizedStr,
};

const CANCEL: LocalizedStr = LocalizedStr { en: "Cancel", zh: "取消" };

impl App {
    /// Asks before an action; `note` says what it changes. Nothing is done by default.
    pub(super) fn confirm(&self, title: &str, label: LocalizedStr, note: &str, action: MenuAction) -> Update {
        let locale = self.settings.locale;
        let items = [
            MenuItem::new(MenuAction::Cancel, CANCEL.get(locale)),
            MenuItem::new(action, label.get(locale)).with_note(note),
        ];
        Update::menu(Menu::new(title, items, 0))
    }
}
