//! Choosing the columns of the list.

use ratatui::layout::Position;

use crate::{
    action::Action,
    app::{
        command::Update,
        overlays::{
            Overlay,
            column_chooser::{ColumnChooser, DefaultColumns},
        },
        state::{App, Focus},
        tab::Tab,
    },
    config::columns::ColumnSpec,
    i18n::LocalizedStr,
};

const NAME_STAYS: LocalizedStr = LocalizedStr { en: "The name is always shown", zh: "名称列始终显示" };

impl App {
    /// Opens the chooser of the columns of the current tab, over or beside the list.
    pub(super) fn open_column_chooser(&mut self) {
        if !self.layout.side_by_side {
            self.focus = Focus::List;
        }
        let tab = self.list.tab();
        let default = match self.settings.config.columns.get(tab) {
            Some(configured) => DefaultColumns::Configured(configured.to_vec()),
            None => DefaultColumns::Builtin(tab.default_columns()),
        };
        let chosen = self.settings.columns.get(tab).map(<[_]>::to_vec);
        self.overlay = Some(Overlay::Columns(Box::new(ColumnChooser::new(tab, default, chosen))));
    }

    /// Performs an action of the chooser.
    pub(super) fn update_columns(&mut self, action: Action) -> Update {
        let Some(Overlay::Columns(chooser)) = &mut self.overlay else { return Update::Ignored };
        match action {
            Action::Enter => {
                self.overlay = None;
                return Update::Done;
            }
            Action::Back | Action::Close => {
                self.discard_columns();
                return Update::Done;
            }
            Action::ToggleColumn => return self.toggle_column(),
            Action::MoveColumnLeft => chooser.move_column(false),
            Action::MoveColumnRight => chooser.move_column(true),
            Action::NarrowColumn => chooser.resize(false, &self.layout),
            Action::WidenColumn => chooser.resize(true, &self.layout),
            Action::ResetColumns => chooser.reset(),
            _ if action.is_motion() => chooser.apply_motion(action),
            _ => return Update::Ignored,
        }
        self.show_chosen_columns();
        Update::Done
    }

    fn toggle_column(&mut self) -> Update {
        let Some(Overlay::Columns(chooser)) = &mut self.overlay else { return Update::Ignored };
        if !chooser.toggle() {
            return Update::status(NAME_STAYS.get(self.settings.locale));
        }
        self.show_chosen_columns();
        Update::Done
    }

    /// Shows or hides the clicked column. A click outside closes the chooser as that of a menu does.
    pub(super) fn click_columns(&mut self, position: Position) -> Update {
        let Some(Overlay::Columns(chooser)) = &mut self.overlay else { return Update::Ignored };
        if chooser.select_at(position) {
            return self.toggle_column();
        }
        if !chooser.area().contains(position) {
            self.discard_columns();
        }
        Update::Done
    }

    /// Shows the columns of the chooser in the list.
    fn show_chosen_columns(&mut self) {
        if let Some(Overlay::Columns(chooser)) = &self.overlay {
            self.settings.columns.set(chooser.tab, chooser.chosen());
        }
    }

    /// Closes the chooser and shows the columns of before.
    fn discard_columns(&mut self) {
        if let Some(Overlay::Columns(chooser)) = &self.overlay {
            self.settings.columns.set(chooser.tab, chooser.original().map(<[_]>::to_vec));
            self.overlay = None;
        }
    }

    /// The columns of a tab that were kept, not those that an open chooser tries.
    pub(super) fn kept_columns(&self, tab: Tab) -> Option<&[ColumnSpec]> {
        match self.column_chooser().filter(|chooser| chooser.tab == tab) {
            Some(chooser) => chooser.original(),
            None => self.settings.columns.get(tab),
        }
    }
}
