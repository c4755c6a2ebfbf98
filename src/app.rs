//! The state of the program, and how actions change it.
//!
//! Nothing here touches the world: what a person does comes in as events, and
//! what the world should do goes out as an [`Effect`].

use std::cell::RefCell;

use ratatui::layout::Size;
use tui_input::Input;

mod bookmarks;
mod cells;
mod charts;
mod compare;
mod copy;
mod cursor;
mod effect;
mod glossary;
mod history;
mod input;
mod job;
pub mod layout;
mod links;
mod order;
mod prompt;
mod shown;
mod tab;
mod table;
mod tree;
mod update;
mod visits;
mod work;

pub use copy::CopyForm;
pub use cursor::Cursor;
pub use effect::{Effect, Outcome, Reason};
pub use history::History;
pub use job::{Advice, Answer, Job};
pub use layout::Layout;
pub use prompt::Prompt;
pub use tab::Tab;
pub use table::Table;

use work::Work;

use crate::{
    action::Mode,
    chart::Axes,
    keymap::Keymap,
    locale::Locale,
    search::{Named, Order},
    shelf::Shelf,
    theme::Theme,
};

/// The whole state of the program.
pub struct App {
    shelf: Shelf,
    keymap: Keymap,
    theme: Theme,
    theme_number: usize,
    /// Whether a person wants no color at all.
    colorless: bool,
    locale: Locale,
    size: Size,
    table: Table,
    work: Work,
    search: Input,
    /// Whether the next letter replaces the query, as if it were selected.
    replaces: bool,
    named: Named,
    history: History,
    visits: visits::Visits,
    tree: tree::Tree,
    focus: Focus,
    detail: Cursor,
    page: Option<(Page, Cursor)>,
    /// The pages below it, to come back to.
    pages_below: Vec<(Page, Cursor)>,
    menu: Option<Menu>,
    prompt: Option<Prompt>,
    /// The row of the entry whose bookmark, which has a note, was asked to be taken away once.
    taking_away: Option<usize>,
    /// The detail that was laid out last.
    sheet: RefCell<Option<shown::Laid>>,
    /// The cells that were shown last.
    cells: RefCell<cells::Cells>,
    notice: Option<String>,
    marks: compare::Marks,
    charts: charts::Charts,
}

/// The pane that keys go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    Table,
    Detail,
    Search,
}

/// A page over everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The keys, as they are in a mode.
    Help(Mode),
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
    pub choices: Vec<(Choice, String)>,
    /// What is chosen.
    pub cursor: Cursor,
}

/// What a person can choose in a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An order of the table.
    Order(Order),
    /// The scores on a benchmark, by its place.
    Score(usize),
    /// A form to copy an entry in.
    Copy(CopyForm),
    /// The axes of a chart.
    Axes(Axes),
}

/// Why the program could not start; a broken build, never a person's fault.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The embedded key map is broken.
    #[error("the built-in key map is broken: {0}")]
    Keymap(#[from] crate::keymap::KeymapError),
    /// An embedded theme is broken.
    #[error("a built-in theme is broken: {0}")]
    Theme(#[from] crate::document::DocumentError),
}

impl App {
    /// The program as it starts: the first tab, no query.
    ///
    /// # Errors
    ///
    /// Fails where an embedded file is broken; tests hold that none is.
    pub fn new(shelf: Shelf, locale: Locale, theme: usize, size: Size) -> Result<Self, StartError> {
        let mut app = Self {
            keymap: Keymap::builtin()?,
            theme: Theme::builtin(theme)?,
            theme_number: theme,
            colorless: false,
            shelf,
            locale,
            size,
            table: Table::default(),
            work: Work::default(),
            search: Input::default(),
            replaces: false,
            named: Named::new(),
            history: History::default(),
            visits: visits::Visits::default(),
            tree: tree::Tree::default(),
            focus: Focus::Table,
            detail: Cursor::default(),
            page: None,
            pages_below: Vec::new(),
            menu: None,
            prompt: None,
            taking_away: None,
            cells: RefCell::default(),
            sheet: RefCell::default(),
            notice: None,
            marks: compare::Marks::default(),
            charts: charts::Charts::default(),
        };
        app.seek(None);
        Ok(app)
    }

    /// Gives the program the queries of a person: those with names, and those
    /// of earlier runs.
    #[must_use]
    pub fn with_queries(self, named: Named, history: History) -> Self {
        Self { named, history, ..self }
    }

    /// The program without any color, whatever the theme.
    #[must_use]
    pub fn without_color(self) -> Self {
        Self { colorless: true, ..self }
    }

    /// Begins with a query, in a tab, at an entry of the catalogue, by its row.
    /// A query without a tab shows the tab of the best match.
    pub fn start(&mut self, query: &str, tab: Option<Tab>, select: Option<usize>) {
        self.search = query.into();
        self.requery();
        let best = self.table.best().and_then(|row| self.shelf.part_of(row)).map(|(part, row)| part.stage(row));
        self.show(tab.unwrap_or(best.map_or(self.table.tab(), |stage| stage.map_or(Tab::Extensions, Tab::of))));
        if let Some(row) = select {
            self.visit(row);
        }
    }

    /// Searches for what the bar says now.
    fn requery(&mut self) {
        if let Some(select) = self.table.ask(self.search.value(), &self.named) {
            self.detail = Cursor::default();
            self.seek(select);
        }
    }

    /// Takes a new size of the screen; the selection stays where it is.
    pub fn resize(&mut self, size: Size) {
        self.rewrap(|app| app.size = size);
        self.settle();
    }

    /// Brings every cursor back to what there is now, and in sight: another
    /// size, language or entry has other lines.
    fn settle(&mut self) {
        self.settle_bookmark();
        let layout = self.layout();
        self.table.keep_in_sight(usize::from(layout.rows.height));
        if self.table.selected().is_none() && self.focus == Focus::Detail {
            self.focus = Focus::Table;
        }
        let lines = self.detail_sheet().lines.len();
        self.detail.step(0, lines, usize::from(layout.detail.height));
        if let Some(lines) = self.page_sheet().map(|sheet| sheet.lines.len())
            && let Some((_, cursor)) = &mut self.page
        {
            cursor.step(0, lines, usize::from(layout.body.height));
        }
    }

    /// Tells a person what became of an effect.
    pub fn tell(&mut self, outcome: &Outcome) {
        self.notice = Some(outcome.say(self.messages()));
    }
}
