//! The state of the program, and how actions change it.
//!
//! Nothing here touches the world: what a person does comes in as events, and
//! what the world should do goes out as an [`Effect`].

use std::cell::RefCell;

use ratatui::layout::Size;
use tui_input::Input;

mod accessors;
mod bookmarks;
mod cell_cache;
mod charts;
mod compare;
mod copy;
mod effect;
mod entry_list;
mod glossary;
mod history;
mod input;
pub mod layout;
mod links;
mod list_state;
mod nav_history;
mod order;
mod prompt;
mod search_jobs;
mod search_request;
mod tab;
mod tree;
mod update;

pub use crate::app::copy::CopyFormat;
pub use crate::app::effect::{BrowserError, Effect, EffectResult};
pub use crate::app::entry_list::EntryList;
pub use crate::app::history::QueryHistory;
pub use crate::app::layout::Layout;
pub use crate::app::list_state::ListState;
pub use crate::app::prompt::Prompt;
pub use crate::app::search_request::{NoMatchHints, SearchRequest, SearchResponse};
pub use crate::app::tab::Tab;

use llm_catalog::localized::Locale;
use llm_index::{Index, RowId, query::parser::SavedQueries, sort::SortOrder};

use crate::{
    action::KeyContext,
    app::search_jobs::Jobs,
    chart::Axes,
    config::{keymap::Keymap, theme::Theme},
};

/// The whole state of the program.
pub struct App {
    index: Index,
    keymap: Keymap,
    theme: Theme,
    theme_idx: usize,
    /// Whether a person wants no color at all.
    no_color: bool,
    locale: Locale,
    size: Size,
    list: EntryList,
    jobs: Jobs,
    search_input: Input,
    /// Whether the next letter replaces the query, as if it were selected.
    select_all: bool,
    saved_queries: SavedQueries,
    query_history: QueryHistory,
    nav_history: nav_history::NavHistory,
    tree: tree::TreeState,
    focus: Focus,
    detail: ListState,
    screen: Option<(Screen, ListState)>,
    /// The pages below it, to come back to.
    screen_stack: Vec<(Screen, ListState)>,
    menu: Option<Menu>,
    prompt: Option<Prompt>,
    /// The row of the entry whose bookmark, which has a note, was asked to be taken away once.
    pending_unbookmark: Option<RowId>,
    /// The detail that was laid out last.
    detail_cache: RefCell<Option<accessors::CachedLayout>>,
    /// The cells that were shown last.
    cell_cache: RefCell<cell_cache::CellCache>,
    status_message: Option<String>,
    selection: compare::Selection,
    chart: charts::ChartState,
}

/// The pane that keys go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    List,
    Detail,
    Search,
}

/// A page over everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The keys, as they are in a mode.
    Help(KeyContext),
    /// What the catalogue is.
    About,
    /// The family tree of what the query finds.
    Tree,
    /// The marked models side by side.
    Compare,
    /// A chart of what the query finds.
    Chart,
    /// What terms mean.
    Glossary,
}

/// Something to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What is chosen here.
    pub title: String,
    /// What can be chosen, with its name.
    pub items: Vec<(MenuAction, String)>,
    /// What is chosen.
    pub state: ListState,
}

/// What a person can choose in a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuAction {
    /// An order of the table.
    Sort(SortOrder),
    /// The scores on a benchmark, by its place.
    SortByScore(usize),
    /// A form to copy an entry in.
    Copy(CopyFormat),
    /// The axes of a chart.
    SetAxes(Axes),
}

/// Why the program could not start; a broken build, never a person's fault.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The embedded key map is broken.
    #[error("the built-in key map is broken: {0}")]
    Keymap(#[from] crate::config::keymap::KeymapError),
    /// An embedded theme is broken.
    #[error("a built-in theme is broken: {0}")]
    Theme(#[from] llm_catalog::toml_reader::TomlError),
}

impl App {
    /// The program as it starts: the first tab, no query.
    ///
    /// # Errors
    ///
    /// Fails where an embedded file is broken; tests hold that none is.
    pub fn new(shelf: Index, locale: Locale, theme: usize, size: Size) -> Result<Self, StartError> {
        let mut app = Self {
            keymap: Keymap::builtin()?,
            theme: Theme::builtin(theme)?,
            theme_idx: theme,
            no_color: false,
            index: shelf,
            locale,
            size,
            list: EntryList::default(),
            jobs: Jobs::default(),
            search_input: Input::default(),
            select_all: false,
            saved_queries: SavedQueries::new(),
            query_history: QueryHistory::default(),
            nav_history: nav_history::NavHistory::default(),
            tree: tree::TreeState::default(),
            focus: Focus::List,
            detail: ListState::default(),
            screen: None,
            screen_stack: Vec::new(),
            menu: None,
            prompt: None,
            pending_unbookmark: None,
            cell_cache: RefCell::default(),
            detail_cache: RefCell::default(),
            status_message: None,
            selection: compare::Selection::default(),
            chart: charts::ChartState::default(),
        };
        app.start_search(None);
        Ok(app)
    }

    /// Gives the program the queries of a person: those with names, and those
    /// of earlier runs.
    #[must_use]
    pub fn with_queries(self, named: SavedQueries, history: QueryHistory) -> Self {
        Self { saved_queries: named, query_history: history, ..self }
    }

    /// The program without any color, whatever the theme.
    #[must_use]
    pub fn without_color(self) -> Self {
        Self { no_color: true, ..self }
    }

    /// Begins with a query, in a tab, at an entry of the catalogue, by its row.
    /// A query without a tab shows the tab of the best match.
    pub fn set_initial_view(&mut self, query: &str, tab: Option<Tab>, select: Option<RowId>) {
        self.search_input = query.into();
        self.on_query_changed();
        let best = self.list.best_match().and_then(|row| self.index.locate(row)).map(|(part, row)| part.stage(row));
        self.show_tab(
            tab.unwrap_or(best.map_or(self.list.tab(), |stage| stage.map_or(Tab::Extensions, Tab::from_stage))),
        );
        if let Some(row) = select {
            self.select_entry(row);
        }
    }

    /// Searches for what the bar says now.
    fn on_query_changed(&mut self) {
        if let Some(select) = self.list.set_query(self.search_input.value(), &self.saved_queries) {
            self.detail = ListState::default();
            self.start_search(select);
        }
    }

    /// Takes a new size of the screen; the selection stays where it is.
    pub fn resize(&mut self, size: Size) {
        self.with_relayout(|app| app.size = size);
        self.clamp_cursors();
    }

    /// Brings every cursor back to what there is now, and in sight: another
    /// size, language or entry has other lines.
    fn clamp_cursors(&mut self) {
        self.clear_stale_unbookmark();
        let layout = self.layout();
        self.list.scroll_to_selected(usize::from(layout.table_body.height));
        if self.list.selected_row().is_none() && self.focus == Focus::Detail {
            self.focus = Focus::List;
        }
        let lines = self.detail_document().lines.len();
        self.detail.move_by(0, lines, usize::from(layout.detail.height));
        if let Some(lines) = self.screen_document().map(|sheet| sheet.lines.len())
            && let Some((_, cursor)) = &mut self.screen
        {
            cursor.move_by(0, lines, usize::from(layout.body.height));
        }
    }

    /// Tells a person what became of an effect.
    pub fn notify(&mut self, outcome: &EffectResult) {
        self.status_message = Some(outcome.message(self.messages()));
    }
}
