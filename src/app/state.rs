//! The application state.

use std::sync::Arc;

use ratatui::layout::Size;

use llm_catalog::{
    Entry,
    bookmarks::{BookmarkStoreError, Bookmarks},
    id::Id as EntryId,
    localized::Locale,
};
use llm_index::{Index, RowId, loader::LoadProgress, search::WordFinder};

use crate::{
    action::KeyContext,
    app::{
        context::Context,
        document_view::DocumentView,
        effect::EffectResult,
        jobs::Jobs,
        layout::{COMPACT_BELOW, Layout, PaneSplit},
        overlays::{Overlay, column_chooser::ColumnChooser, find_input::FindInput, menu::Menu, prompt::Prompt},
        panes::{detail::DetailPane, list::EntryList, search_bar::SearchBar},
        pending::PendingKeys,
        preference::SavedPreferences,
        screens::{Screen, ScreenMemory},
        settings::{Settings, StartError},
        tab::Tab,
        undo_stack::UndoStack,
        view_position::ViewPosition,
    },
    config::columns::ColumnChoices,
    i18n::{Messages, describe_bookmark_error},
};

/// The state of the terminal interface.
pub struct App {
    pub(super) index: Index,
    pub(super) settings: Settings,
    pub(super) list: EntryList,
    pub(super) detail: DetailPane,
    pub(super) search_bar: SearchBar,
    pub(super) focus: Focus,
    pub(super) split: PaneSplit,
    /// True while the rule between the panes is dragged.
    pub(super) is_dragging_split: bool,
    /// The open screens, the visible one last.
    pub(super) screens: Vec<Screen>,
    pub(super) screen_memory: ScreenMemory,
    pub(super) overlay: Option<Overlay>,
    pub(super) undo_stack: UndoStack,
    /// A note of several lines that could not be saved, to be edited again.
    pub(super) unsaved_note: Option<(EntryId, String)>,
    pub(super) jobs: Jobs,
    /// The keys of a sequence that was begun.
    pub(super) pending: PendingKeys,
    /// Why the files of the catalogue cannot be read, until they can.
    pub(super) catalog_error: Option<String>,
    /// Where to return to when the entries are there.
    pub(super) pending_position: Option<Box<ViewPosition>>,
    pub(super) saved_preferences: Box<SavedPreferences>,
    pub(super) status: Option<String>,
    /// Computed after each event, see [`App::lay_out`].
    pub(super) layout: Layout,
}

/// The pane with the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    List,
    Detail,
    Search,
}

impl App {
    /// Creates the state at start: the first tab without a query.
    ///
    /// # Errors
    ///
    /// Fails if an embedded file is not valid.
    pub fn new(index: Index, locale: Locale, theme_idx: usize, size: Size) -> Result<Self, StartError> {
        let list = EntryList::default();
        let layout = Layout::new(size, &list.columns(&ColumnChoices::default(), &index, locale), PaneSplit::default());
        let mut app = Self {
            index,
            settings: Settings::new(locale, theme_idx, size)?,
            list,
            detail: DetailPane::default(),
            search_bar: SearchBar::default(),
            focus: Focus::List,
            split: PaneSplit::default(),
            is_dragging_split: false,
            screens: Vec::new(),
            screen_memory: ScreenMemory::default(),
            overlay: None,
            undo_stack: UndoStack::default(),
            unsaved_note: None,
            jobs: Jobs::default(),
            pending: PendingKeys::default(),
            catalog_error: None,
            pending_position: None,
            saved_preferences: Box::default(),
            status: None,
            layout,
        };
        app.start_search(None);
        app.lay_out();
        Ok(app)
    }

    /// Adds the bookmarks, or shows why they could not be read.
    #[must_use]
    pub fn with_bookmarks(mut self, bookmarks: Result<Bookmarks, BookmarkStoreError>) -> Self {
        match bookmarks {
            Ok(bookmarks) => self.index.set_bookmarks(bookmarks),
            Err(error) => {
                let reason = describe_bookmark_error(&error, self.messages());
                self.status = Some((self.messages().bookmarks_not_loaded)(&reason));
            }
        }
        self.detail.invalidate();
        self.lay_out();
        self
    }

    /// Disables switching themes, because `NO_COLOR` is set.
    #[must_use]
    pub fn without_color(mut self) -> Self {
        self.settings.no_color = true;
        self
    }

    /// Draws ASCII signs only, because the terminal does not show UTF-8.
    #[must_use]
    pub fn without_unicode(mut self) -> Self {
        self.settings.has_unicode = false;
        self
    }

    /// Starts with a query, in a tab, at an entry.
    pub fn set_initial_view(&mut self, query: &str, tab: Option<Tab>, select: Option<RowId>) {
        self.search_bar.set_query(query);
        self.on_query_changed();
        if let Some(tab) = tab {
            self.show_tab(tab);
        }
        if let Some(row) = select {
            self.select_entry(row);
        }
        self.lay_out();
    }

    /// Changes the terminal size.
    pub fn resize(&mut self, size: Size) {
        self.settings.size = size;
        self.lay_out();
    }

    /// Shows a message in the status line.
    pub fn warn(&mut self, message: String) {
        self.status = Some(message);
    }

    /// Shows the result of an effect.
    pub fn notify(&mut self, result: &EffectResult) {
        self.status = Some(result.message(self.messages()));
    }

    /// Computes what drawing and the mouse read: the areas, the laid-out detail and top screen, the completions.
    /// Scrolls every cursor into its window. Runs once after each event.
    pub(super) fn lay_out(&mut self) {
        let columns = self.list.columns(&self.settings.columns, &self.index, self.settings.locale);
        self.layout = Layout::new(self.settings.size, &columns, self.split);
        self.list.scroll_to_selected(self.list_height());
        let selected = self.list.selected_row();
        if selected.is_none() && self.focus == Focus::Detail && self.pending_position.is_none() {
            self.focus = Focus::List;
        }
        self.clear_stale_unbookmark();
        match &mut self.overlay {
            Some(Overlay::Menu(menu)) => menu.lay_out(self.layout.body),
            Some(Overlay::Columns(chooser)) => chooser.lay_out(&self.layout),
            _ => {}
        }
        let has_search_focus = self.key_context() == KeyContext::Search;
        self.search_bar.update_parts();
        self.search_bar.update_completion(has_search_focus, &self.index, &self.settings.config.queries);
        let context = Context { index: &self.index, settings: &self.settings, layout: &self.layout };
        self.detail.lay_out(selected, WordFinder::new(self.list.query()), context);
        if let Some(screen) = self.screens.last_mut() {
            screen.lay_out(context);
        }
    }

    pub(super) fn list_height(&self) -> usize {
        usize::from(self.layout.table_body.height)
    }

    /// All entries.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Key map, theme, language and terminal size.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The strings of the interface.
    #[must_use]
    pub fn messages(&self) -> &'static Messages {
        self.settings.messages()
    }

    /// The areas of the screen.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The list of entries.
    #[must_use]
    pub fn list(&self) -> &EntryList {
        &self.list
    }

    /// The detail of the selected entry.
    #[must_use]
    pub fn detail(&self) -> &DetailPane {
        &self.detail
    }

    /// The search bar.
    #[must_use]
    pub fn search_bar(&self) -> &SearchBar {
        &self.search_bar
    }

    /// The visible screen.
    #[must_use]
    pub fn screen(&self) -> Option<&Screen> {
        self.screens.last()
    }

    /// The open menu.
    #[must_use]
    pub fn menu(&self) -> Option<&Menu> {
        if let Some(Overlay::Menu(menu)) = &self.overlay { Some(menu) } else { None }
    }

    /// The open chooser of columns.
    #[must_use]
    pub fn column_chooser(&self) -> Option<&ColumnChooser> {
        if let Some(Overlay::Columns(chooser)) = &self.overlay { Some(chooser) } else { None }
    }

    /// The open prompt.
    #[must_use]
    pub fn prompt(&self) -> Option<&Prompt> {
        if let Some(Overlay::Prompt(prompt)) = &self.overlay { Some(prompt) } else { None }
    }

    /// The open find line.
    #[must_use]
    pub fn find_input(&self) -> Option<&FindInput> {
        if let Some(Overlay::Find(find)) = &self.overlay { Some(find) } else { None }
    }

    /// The status message, until the next action; without one, why the catalogue is not up to date.
    #[must_use]
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref().or(self.catalog_error.as_deref())
    }

    /// The context that keys are looked up in. The lineage can be searched while it is open.
    #[must_use]
    pub fn key_context(&self) -> KeyContext {
        if let Some(overlay) = &self.overlay {
            return overlay.key_context();
        }
        match (self.screens.last(), self.focus) {
            (None | Some(Screen::Lineage(_)), Focus::Search) => KeyContext::Search,
            (Some(screen), _) => screen.key_context(),
            (None, Focus::List) => KeyContext::List,
            (None, Focus::Detail) => KeyContext::Detail,
        }
    }

    /// The visible document: of the top screen, else of the detail. A chart has none.
    #[must_use]
    pub fn document_view(&self) -> Option<&DocumentView> {
        self.screens.last().map_or(Some(self.detail.view()), Screen::view)
    }

    /// True unless the detail covers the list on a narrow screen.
    #[must_use]
    pub fn is_list_visible(&self) -> bool {
        self.focus != Focus::Detail || self.layout.side_by_side
    }

    /// True if the detail is beside or over the list.
    #[must_use]
    pub fn is_detail_visible(&self) -> bool {
        self.focus == Focus::Detail || self.layout.side_by_side
    }

    /// True if the keys go to the visible document: to the open screen, or to the detail.
    #[must_use]
    pub fn has_document_focus(&self) -> bool {
        let context = self.key_context();
        context.is_screen() || matches!(context, KeyContext::Detail | KeyContext::Find)
    }

    /// The selected entry.
    #[must_use]
    pub fn selected_entry(&self) -> Option<Arc<Entry>> {
        self.index.get(self.list.selected_row()?)
    }

    /// The selected entry, a model as its selected variant has it, with the links of that.
    pub(super) fn selected_variant(&self) -> Option<Arc<Entry>> {
        self.index.resolved(self.list.selected_row()?)
    }

    /// The tabs with their labels and numbers of matches.
    #[must_use]
    pub fn tab_labels(&self) -> Vec<(Tab, String, usize)> {
        let messages = self.messages();
        let is_compact = self.settings.size.width < COMPACT_BELOW.width;
        let label = |tab: Tab| match tab {
            Tab::Extensions if is_compact => messages.tab_extensions_short,
            Tab::All => messages.tab_all_short,
            _ => tab.label(messages),
        };
        Tab::ALL.map(|tab| (tab, label(tab).to_owned(), self.list.count(tab))).into()
    }

    /// True while the search for the current query is running.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.jobs.is_searching()
    }

    /// The progress of loading, until it is done.
    #[must_use]
    pub fn load_progress(&self) -> Option<&LoadProgress> {
        self.jobs.load_progress.as_ref()
    }
}
