//! What drawing asks of the state.

use std::{rc::Rc, sync::Arc};

use ratatui::layout::Size;
use tui_input::Input;

use llm_catalog::{Entry, localized::Locale};
use llm_index::{
    Index, RowId,
    query::complete::{Completion, complete},
};

use crate::{
    action::KeyContext,
    app::{App, EntryList, Focus, Layout, ListState, Menu, Screen, Tab, layout, order::sort_column},
    config::{keymap::Keymap, theme::Theme},
    document::{self, Document},
    i18n::Messages,
};

/// A detail that is laid out: of which row, in which generation of the index,
/// for how many columns, in which language.
pub(super) type CachedLayout = ((RowId, u64, usize, Locale), Rc<Document>);

impl App {
    /// The entries, those that are shown and all others.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The language that is spoken.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The words of that language.
    #[must_use]
    pub fn messages(&self) -> &'static Messages {
        Messages::get(self.locale)
    }

    /// The colors.
    #[must_use]
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// The keys.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// The size of the screen.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// Whether the screen is too small to draw on.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.size.width < layout::MIN_SIZE.width || self.size.height < layout::MIN_SIZE.height
    }

    /// Where everything is on the screen.
    #[must_use]
    pub fn layout(&self) -> Layout {
        Layout::new(self.size, self.list.tab(), sort_column(self.list.sort_order()))
    }

    /// What has the focus.
    #[must_use]
    pub fn key_context(&self) -> KeyContext {
        if self.prompt.is_some() {
            return KeyContext::Prompt;
        }
        match (&self.menu, &self.screen, self.focus) {
            (None, Some((Screen::Tree, _)), Focus::Search) => KeyContext::Search,
            (Some(_), _, _) => KeyContext::Menu,
            (_, Some(_), _) => KeyContext::Screen,
            (_, _, Focus::List) => KeyContext::List,
            (_, _, Focus::Detail) => KeyContext::Detail,
            (_, _, Focus::Search) => KeyContext::Search,
        }
    }

    /// The table.
    #[must_use]
    pub fn list(&self) -> &EntryList {
        &self.list
    }

    /// The search bar.
    #[must_use]
    pub fn search_input(&self) -> &Input {
        &self.search_input
    }

    /// What the half-typed query may go on with.
    #[must_use]
    pub fn completion(&self) -> Completion {
        if self.key_context() != KeyContext::Search {
            return Completion::default();
        }
        let cursor = self.search_input.value().chars().take(self.search_input.cursor()).map(char::len_utf8).sum();
        complete(self.search_input.value(), cursor, &self.index, &self.saved_queries)
    }

    /// Whether the table is in sight: on a narrow screen the detail covers it.
    #[must_use]
    pub fn is_list_visible(&self) -> bool {
        self.focus != Focus::Detail || self.layout().side_by_side
    }

    /// Whether the detail is in sight.
    #[must_use]
    pub fn is_detail_visible(&self) -> bool {
        self.focus == Focus::Detail || self.layout().side_by_side
    }

    /// The entry under the cursor.
    #[must_use]
    pub fn selected_entry(&self) -> Option<Arc<Entry>> {
        self.index.get(self.list.selected_row()?)
    }

    /// The page that is open, and the place in it.
    #[must_use]
    pub fn screen(&self) -> Option<(Screen, ListState)> {
        self.screen
    }

    /// The menu that is open.
    #[must_use]
    pub fn menu(&self) -> Option<&Menu> {
        self.menu.as_ref()
    }

    /// Where the detail is scrolled to, and its selected line.
    #[must_use]
    pub fn detail_state(&self) -> ListState {
        self.detail
    }

    /// What a person should be told now.
    #[must_use]
    pub fn status_message(&self) -> Option<&str> {
        self.status_message.as_deref()
    }

    /// Lines that the open page, else the detail, has room for.
    pub(super) fn document_height(&self) -> usize {
        let layout = self.layout();
        usize::from(if self.screen.is_some() { layout.body.height } else { layout.detail.height })
    }

    /// The place in the open page, else in the detail.
    pub(super) fn document_state_mut(&mut self) -> &mut ListState {
        match &mut self.screen {
            Some((_, cursor)) => cursor,
            None => &mut self.detail,
        }
    }

    /// Whether the next letter replaces the query.
    #[must_use]
    pub fn is_query_selected(&self) -> bool {
        self.select_all && self.key_context() == KeyContext::Search
    }

    /// The open page, else the detail of the entry under the cursor.
    #[must_use]
    pub fn document(&self) -> Rc<Document> {
        self.screen_document().map_or_else(|| self.detail_document(), Rc::new)
    }

    /// The detail of the entry under the cursor; laid out anew only where it is another one.
    #[must_use]
    pub fn detail_document(&self) -> Rc<Document> {
        let Some(row) = self.list.selected_row() else { return Rc::default() };
        let columns = usize::from(self.layout().detail.width);
        let wanted = (row, self.index.generation(), columns, self.locale);
        let mut laid = self.detail_cache.borrow_mut();
        if laid.as_ref().is_none_or(|(what, _)| *what != wanted) {
            let sheet = document::entry(&self.index, row, &self.keymap, self.locale, columns);
            *laid = Some((wanted, Rc::new(sheet)));
        }
        laid.as_ref().map(|(_, sheet)| sheet.clone()).unwrap_or_default()
    }

    /// How wide the lines of a page are.
    pub(super) fn document_width(&self) -> usize {
        usize::from(self.layout().body.width.min(layout::MAX_TEXT_WIDTH))
    }

    /// The page that is open.
    #[must_use]
    pub fn screen_document(&self) -> Option<Document> {
        let (page, _) = self.screen?;
        let columns = usize::from(self.layout().screen_area(page).width);
        Some(match page {
            Screen::Help(mode) => document::help(&self.keymap, mode, self.locale, columns),
            Screen::About => document::about(&self.index, self.locale, columns),
            Screen::Tree => self.tree_document(columns),
            Screen::Compare => {
                document::compare(&self.comparison(), Some(self.compared_column()), self.locale, columns)
            }
            // A chart is no text; it is drawn by itself.
            Screen::Chart => Document::default(),
            Screen::Glossary => self.glossary_document().0,
        })
    }

    /// The tabs from the left: label, matches.
    #[must_use]
    pub fn tab_labels(&self) -> Vec<(Tab, String, usize)> {
        let messages = self.messages();
        let label = |tab: Tab| match tab {
            Tab::Extensions if self.size.width < layout::COMPACT_BELOW.width => messages.tab_extensions_short,
            Tab::All if self.size.width < layout::COMPACT_BELOW.width => messages.tab_all_short,
            _ => tab.label(messages),
        };
        let count = |tab: &Tab| (*tab, label(*tab).to_owned(), self.list.count(*tab));
        Tab::ALL.iter().map(count).collect()
    }

    pub(super) fn list_height(&self) -> usize {
        usize::from(self.layout().table_body.height)
    }
}
