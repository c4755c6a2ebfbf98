//! Copying the selected entry.

use llm_catalog::localized::Locale;
use llm_index::Column;

use crate::{
    app::{
        command::Update,
        copy_format::CopyFormat,
        effect::Effect,
        overlays::{Overlay, menu::Menu, menu_item::MenuAction},
        state::App,
    },
    i18n::Messages,
};

impl App {
    /// Copies the link of the line in the detail, if it has one, else the main link of the selected entry.
    pub(super) fn copy_link(&self) -> Update {
        let no_link = || Update::status(self.messages().line_has_no_link);
        self.link_of_line().map_or_else(no_link, |url| Effect::Copy(url.to_string()).into())
    }

    /// Opens a menu of the formats that the selected entry can be copied in.
    pub(super) fn open_copy_menu(&mut self) {
        let (messages, items) = (self.messages(), self.copy_choices(self.settings.locale));
        if items.is_empty() {
            self.status = Some(messages.nothing_to_copy.to_owned());
        } else {
            self.overlay = Some(Overlay::Menu(Box::new(Menu::new(messages.copy_title, items, 0))));
        }
    }

    /// The formats that the selected entry can be copied in, with labels in a language.
    pub(super) fn copy_choices(&self, locale: Locale) -> Vec<(MenuAction, String)> {
        let formats = CopyFormat::ALL.into_iter().filter(|format| self.render_selected(*format).is_some());
        formats.map(|format| (MenuAction::Copy(format), format.label(Messages::get(locale)).to_owned())).collect()
    }

    pub(super) fn copy_as(&self, format: CopyFormat) -> Update {
        self.render_selected(format).map(|text| Effect::CopyAs(format, text)).into()
    }

    fn render_selected(&self, format: CopyFormat) -> Option<String> {
        format.render(self.list.selected_row()?, &self.list_columns(), &self.index, self.settings.locale)
    }

    /// The columns of the list for copies and exports: without the summary that fills a wide screen.
    pub(super) fn list_columns(&self) -> Vec<Column> {
        let columns = self.list.columns(&self.settings.columns, &self.index, self.settings.locale);
        let is_filler = |column: &Column| !columns.is_chosen && *column == Column::Summary;
        let is_extra = |column: &Column| is_filler(column) && !self.list.tab().columns().contains(column);
        columns.columns.iter().map(|spec| spec.column).filter(|column| !is_extra(column)).collect()
    }
}
