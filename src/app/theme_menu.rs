//! The menu of themes.

use crate::{
    app::{
        command::Update,
        overlays::{menu::Menu, menu_item::MenuAction},
        state::App,
    },
    config::Themes,
    i18n::LocalizedStr,
};

const TITLE: LocalizedStr = LocalizedStr { en: "Theme", zh: "主题" };

impl App {
    /// Opens the menu of themes. Each is shown while it is selected; without a choice, the current one comes back.
    pub(super) fn open_theme_menu(&self) -> Update {
        if self.settings.no_color {
            return Update::status(self.messages().no_color_set);
        }
        let current = self.settings.theme_idx();
        let menu = Menu::new(TITLE.get(self.settings.locale), theme_choices(&self.settings.themes), current);
        Update::menu(menu.on_cancel(MenuAction::SetTheme(current)))
    }
}

/// The themes with their names.
pub(super) fn theme_choices(themes: &Themes) -> Vec<(MenuAction, String)> {
    themes.names().enumerate().map(|(idx, name)| (MenuAction::SetTheme(idx), name.to_owned())).collect()
}
