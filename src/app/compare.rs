//! Marking models, and comparing them.

use super::{App, Effect, Focus, Page};
use crate::{
    action::{Action, Mode},
    comparison::{Comparison, LEAST, MOST},
    format::comparison_markdown,
    sheet::Grid,
};

/// The models that are marked or compared, by their rows on the shelf.
#[derive(Default)]
pub(super) struct Marks {
    /// Those that are marked, the last one at the end; in whichever tab.
    marked: Vec<usize>,
    /// Those on the page, from the left.
    compared: Vec<usize>,
    /// The one on the page that a person is at.
    place: usize,
}

/// Why a row was not marked.
enum Refusal {
    Extension,
    Full,
}

impl App {
    /// Whether the entry of a row is marked.
    #[must_use]
    pub fn is_marked(&self, row: usize) -> bool {
        self.marks.marked.contains(&row)
    }

    /// How many entries are marked.
    #[must_use]
    pub fn marked(&self) -> usize {
        self.marks.marked.len()
    }

    /// How many models are on the page.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.marks.compared.len()
    }

    /// The comparison that is open.
    #[must_use]
    pub fn comparison(&self) -> Comparison {
        Comparison::of(&self.shelf, &self.marks.compared, self.locale)
    }

    /// The model of the comparison that a person is at.
    #[must_use]
    pub fn compared_place(&self) -> usize {
        self.marks.place
    }

    /// The columns of the comparison, where that is open.
    #[must_use]
    pub fn comparison_grid(&self) -> Option<Grid> {
        let (page, _) = self.page?;
        let columns = usize::from(self.layout().page(page).width);
        (page == Page::Compare).then(|| Grid::new(columns, self.marks.compared.len(), Some(self.marks.place)))
    }

    /// Whether the comparison is what keys are for.
    pub(super) fn is_comparing(&self) -> bool {
        self.mode() == Mode::Page && matches!(self.page, Some((Page::Compare, _)))
    }

    /// Marks the entry under the cursor, or takes its mark away; in the table
    /// the cursor goes on to the next row. In the comparison, leaves a model out.
    pub(super) fn mark(&mut self) {
        if self.is_comparing() {
            self.leave_out();
        }
        let Some(row) = self.table.selected().filter(|_| self.page.is_none()) else { return };
        if let Some(place) = self.marks.marked.iter().position(|marked| *marked == row) {
            self.marks.marked.remove(place);
        } else if let Err(refusal) = self.mark_row(row) {
            return self.refuse(&refusal);
        }
        if self.focus == Focus::Table {
            self.travel_table(Action::NextRow);
        }
    }

    /// Marks the rows from the one marked last to the cursor, as far as there
    /// is room.
    pub(super) fn mark_range(&mut self) {
        let Some(from) = self.marks.marked.last().and_then(|row| self.table.place_of(*row)) else {
            let (mark, range) = (self.key(Action::Mark), self.key(Action::MarkRange));
            self.notice = Some((self.messages().range_needs_a_mark)(&mark, &range));
            return;
        };
        let to = self.table.cursor().row;
        let steps = from.abs_diff(to);
        // One more than there is room for tells that there was not enough.
        let places = (0..=steps.min(MOST * 2)).map(|step| if to > from { from + step } else { from - step });
        let rows: Vec<_> = places.filter_map(|place| self.table.row_at(place)).collect();
        for row in rows {
            if let Err(refusal) = self.mark_row(row) {
                return self.refuse(&refusal);
            }
        }
    }

    fn mark_row(&mut self, row: usize) -> Result<(), Refusal> {
        let is_model = self.shelf.part_of(row).is_some_and(|(part, row)| part.stage(row).is_some());
        if !is_model {
            return Err(Refusal::Extension);
        }
        if self.is_marked(row) {
            return Ok(());
        }
        if self.marked() >= MOST {
            return Err(Refusal::Full);
        }
        self.marks.marked.push(row);
        Ok(())
    }

    fn refuse(&mut self, refusal: &Refusal) {
        let messages = self.messages();
        self.notice = Some(match refusal {
            Refusal::Extension => messages.no_mark_for_extensions.to_owned(),
            Refusal::Full => (messages.marks_are_full)(&self.names_of_marked(), &self.key(Action::Mark)),
        });
    }

    fn names_of_marked(&self) -> String {
        let name = |row: &usize| self.shelf.part_of(*row).map(|(part, row)| part.name(row));
        self.marks.marked.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }

    /// The key of an action in the table.
    fn key(&self, action: Action) -> String {
        self.keymap.key(Mode::Table, action).unwrap_or_default()
    }

    /// Opens the comparison of the marked models; with fewer than two, of
    /// these and the one under the cursor. Closes it where it is open.
    pub(super) fn compare(&mut self) {
        if self.is_comparing() {
            self.toggle(Page::Compare);
            return;
        }
        let mut rows = self.marks.marked.clone();
        let here = self.table.selected().filter(|row| !rows.contains(row));
        let is_model = |row: &usize| self.shelf.part_of(*row).is_some_and(|(part, row)| part.stage(row).is_some());
        if let (true, Some(row)) = (rows.len() < LEAST, here.filter(is_model)) {
            rows.push(row);
        }
        if rows.len() < LEAST {
            let keys = (self.key(Action::Mark), self.key(Action::Compare));
            self.notice = Some((self.messages().how_to_compare)(&keys.0, &keys.1));
            return;
        }
        (self.marks.compared, self.marks.place) = (rows, 0);
        self.open_over(Page::Compare);
    }

    /// Takes the model that a person is at off the page, and its mark away.
    fn leave_out(&mut self) {
        let Some(row) = self.marks.compared.get(self.marks.place).copied() else { return };
        if self.marks.compared.len() <= LEAST {
            self.notice = Some(self.messages().compares_at_least_two.to_owned());
            return;
        }
        self.marks.compared.retain(|compared| *compared != row);
        self.marks.marked.retain(|marked| *marked != row);
        self.marks.place = self.marks.place.min(self.marks.compared.len() - 1);
    }

    /// Goes to the next model of the comparison, or to the one before.
    pub(super) fn go_sideways(&mut self, action: Action) {
        if self.is_comparing() {
            let last = self.marks.compared.len().saturating_sub(1);
            let step = if action == Action::Into { 1 } else { -1 };
            self.marks.place = self.marks.place.saturating_add_signed(step).min(last);
        }
    }

    /// Goes to the model of the comparison at a column of the screen.
    pub(super) fn point_at_compared(&mut self, x: u16) {
        let left = self.layout().body.x;
        let place = self.comparison_grid().and_then(|grid| grid.at(usize::from(x.saturating_sub(left))));
        self.marks.place = place.unwrap_or(self.marks.place);
    }

    /// Copies the comparison as Markdown.
    pub(super) fn copy_comparison(&self) -> Effect {
        Effect::Copy(comparison_markdown(&self.comparison(), self.locale))
    }
}
