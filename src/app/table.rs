//! The table: which entries it shows, in what order, and which is selected.

use super::{
    cursor::Cursor,
    job::{Advice, Answer, Job},
    tab::Tab,
};
use crate::{
    action::Action,
    search::{Column, Fault, Named, Order, Query},
    shelf::Shelf,
};

/// The entries of a tab that match the query.
pub struct Table {
    query: Query,
    /// What of it could not be understood.
    faults: Vec<Fault>,
    /// What was found last; a job may be on the way to something newer.
    answer: Answer,
    tab: Tab,
    /// The place in the tab that is shown.
    cursor: Cursor,
    /// The entry that was selected last in each tab.
    last: [Option<usize>; Tab::ALL.len()],
    /// The order of models by a column, where no query asks for the best match.
    of_models: Order,
    /// The same for extensions, which have other columns.
    of_extensions: Order,
    /// Whether that order was chosen since the query last changed.
    chosen: bool,
}

impl Default for Table {
    /// All entries of the first tab, the newest first.
    fn default() -> Self {
        Self {
            query: Query::default(),
            faults: Vec::new(),
            answer: Answer::default(),
            tab: Tab::Base,
            cursor: Cursor::default(),
            last: Default::default(),
            of_models: Order::by(Column::Released),
            of_extensions: Order::by(Column::Name),
            chosen: false,
        }
    }
}

impl Table {
    /// Takes another query. Returns the entry to select when it is found; the
    /// best match, or the first row, where that is none. Nothing is returned
    /// where the query means the same as before.
    ///
    /// Where the query was cleared, the entry that was found stays selected.
    pub fn ask(&mut self, text: &str, named: &Named) -> Option<Option<usize>> {
        let (query, faults) = Query::parse_with(text, named);
        self.faults = faults;
        if query == self.query {
            return None;
        }
        self.query = query;
        self.chosen = false;
        let selected = self.selected();
        self.last = Default::default();
        Some(selected.filter(|_| self.query.is_empty()))
    }

    /// What is to be found now.
    #[must_use]
    pub fn job(&self, shelf: &Shelf) -> Job {
        Job::new(shelf.clone(), self.query.clone(), self.tab, self.order(), self.answer.found.clone())
    }

    /// Shows what was found, and selects an entry, else the first row.
    pub fn accept(&mut self, answer: Answer, select: Option<usize>, height: usize) {
        self.answer = answer;
        self.select(select, height);
    }

    /// Turns to another tab. Returns the entry to select there.
    pub fn turn_to(&mut self, tab: Tab) -> Option<usize> {
        self.tab = tab;
        self.last.get(tab.place()).copied().flatten()
    }

    /// Changes the order. Returns the entry to select.
    pub fn order_by(&mut self, order: Order) -> Option<usize> {
        self.chosen = order != Order::Relevance;
        if self.chosen {
            *(if self.tab == Tab::Extensions { &mut self.of_extensions } else { &mut self.of_models }) = order;
        }
        self.selected()
    }

    /// Selects an entry; the first row where it is not shown.
    fn select(&mut self, entry: Option<usize>, height: usize) {
        let place = entry.and_then(|row| self.place_of(row)).unwrap_or_default();
        self.select_place(place, height);
    }

    /// Selects the row at a place of the table.
    pub fn select_place(&mut self, place: usize, height: usize) {
        self.cursor.select(place, self.rows().len(), height);
        self.note();
    }

    /// Moves the cursor.
    pub fn travel(&mut self, action: Action, height: usize) {
        self.cursor.act(action, self.rows().len(), height);
        self.note();
    }

    /// Brings the selected row in sight of a window of another height.
    pub fn keep_in_sight(&mut self, height: usize) {
        self.cursor.step(0, self.rows().len(), height);
    }

    /// Remembers what is selected in the tab.
    fn note(&mut self) {
        let selected = self.selected();
        if let Some(last) = self.last.get_mut(self.tab.place()) {
            *last = selected;
        }
    }

    /// The cursor of the tab that is shown.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// The row in the catalogue of the selected entry.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        self.row_at(self.cursor.row)
    }

    /// The tab that is shown.
    #[must_use]
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The next tab in a direction; with a query, the next one that has a match.
    #[must_use]
    pub fn next_tab(&self, direction: isize) -> Tab {
        let tabs = std::iter::successors(Some(self.tab.step(direction)), |tab| Some(tab.step(direction)));
        let mut tabs = tabs.take(Tab::ALL.len());
        let matches = |tab: &Tab| self.query.is_empty() || self.count(*tab) > 0;
        tabs.find(matches).unwrap_or_else(|| self.tab.step(direction))
    }

    /// The rows on the shelf of what is shown, in order.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.answer.rows
    }

    /// The row on the shelf of what is shown at a place.
    #[must_use]
    pub fn row_at(&self, place: usize) -> Option<usize> {
        self.rows().get(place).map(|row| *row as usize)
    }

    /// Where an entry is shown.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<usize> {
        self.rows().iter().position(|other| *other as usize == row)
    }

    /// The query.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What of the query could not be understood.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What to say where nothing matches.
    #[must_use]
    pub fn advice(&self) -> &Advice {
        &self.answer.advice
    }

    /// How many entries were searched for what is shown.
    #[must_use]
    pub fn searched(&self) -> usize {
        self.answer.found.searched()
    }

    /// Whether the query finds an entry, in whichever tab.
    #[must_use]
    pub fn finds(&self, row: usize) -> bool {
        self.answer.found.holds(row)
    }

    /// Whether the query spells the name of an entry, or its beginning.
    #[must_use]
    pub fn is_spelt(&self, row: usize) -> bool {
        self.answer.found.is_spelt(row)
    }

    /// The entry that the query finds best, in whichever tab.
    #[must_use]
    pub fn best(&self) -> Option<usize> {
        self.answer.found.best()
    }

    /// How many entries the tab that is shown holds, whatever the query.
    #[must_use]
    pub fn total(&self) -> usize {
        self.answer.totals.get(self.tab.place()).copied().unwrap_or_default()
    }

    /// How many entries a tab holds that match.
    #[must_use]
    pub fn count(&self, tab: Tab) -> usize {
        self.answer.counts.get(tab.place()).copied().unwrap_or_default()
    }

    /// The order that holds now: the best match first while there is a query
    /// and no order was chosen for it.
    #[must_use]
    pub fn order(&self) -> Order {
        if self.query.ranks() && !self.chosen {
            Order::Relevance
        } else if self.tab == Tab::Extensions {
            self.of_extensions
        } else {
            self.of_models
        }
    }
}
