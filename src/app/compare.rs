//! Marking models, and comparing them.

use llm_index::RowId;

use crate::{
    action::{Action, KeyContext},
    app::{App, Effect, Focus, Screen},
    comparison::{Comparison, MAX_MODELS, MIN_MODELS},
    document::ComparisonLayout,
    export::comparison_markdown,
};

/// The models that are marked or compared, by their rows on the shelf.
#[derive(Default)]
pub(super) struct Selection {
    /// Those that are marked, the last one at the end; in whichever tab.
    marked_rows: Vec<RowId>,
    /// Those on the page, from the left.
    compared_rows: Vec<RowId>,
    /// The one on the page that a person is at.
    current_column: usize,
}

/// Why a row was not marked.
enum MarkError {
    NotAModel,
    LimitReached,
}

impl App {
    /// Whether the entry of a row is marked.
    #[must_use]
    pub fn is_marked(&self, row: RowId) -> bool {
        self.selection.marked_rows.contains(&row)
    }

    /// How many entries are marked.
    #[must_use]
    pub fn marked_count(&self) -> usize {
        self.selection.marked_rows.len()
    }

    /// How many models are on the page.
    #[must_use]
    pub fn compared_count(&self) -> usize {
        self.selection.compared_rows.len()
    }

    /// The comparison that is open.
    #[must_use]
    pub fn comparison(&self) -> Comparison {
        Comparison::new(&self.index, &self.selection.compared_rows, self.locale)
    }

    /// The model of the comparison that a person is at.
    #[must_use]
    pub fn compared_column(&self) -> usize {
        self.selection.current_column
    }

    /// The columns of the comparison, where that is open.
    #[must_use]
    pub fn comparison_layout(&self) -> Option<ComparisonLayout> {
        let (page, _) = self.screen?;
        let columns = usize::from(self.layout().screen_area(page).width);
        (page == Screen::Compare).then(|| {
            ComparisonLayout::new(columns, self.selection.compared_rows.len(), Some(self.selection.current_column))
        })
    }

    /// Whether the comparison is what keys are for.
    pub(super) fn is_comparing(&self) -> bool {
        self.key_context() == KeyContext::Screen && matches!(self.screen, Some((Screen::Compare, _)))
    }

    /// Marks the entry under the cursor, or takes its mark away; in the table
    /// the cursor goes on to the next row. In the comparison, leaves a model out.
    pub(super) fn toggle_mark(&mut self) {
        if self.is_comparing() {
            self.remove_compared();
        }
        let Some(row) = self.list.selected_row().filter(|_| self.screen.is_none()) else { return };
        if let Some(place) = self.selection.marked_rows.iter().position(|marked| *marked == row) {
            self.selection.marked_rows.remove(place);
        } else if let Err(refusal) = self.mark_row(row) {
            return self.notify_mark_error(&refusal);
        }
        if self.focus == Focus::List {
            self.move_list_cursor(Action::NextRow);
        }
    }

    /// Marks the rows from the one marked last to the cursor, as far as there
    /// is room.
    pub(super) fn mark_range(&mut self) {
        let Some(from) = self.selection.marked_rows.last().and_then(|row| self.list.index_of(*row)) else {
            let (mark, range) = (self.key_for(Action::Mark), self.key_for(Action::MarkRange));
            self.status_message = Some((self.messages().range_needs_anchor)(&mark, &range));
            return;
        };
        let to = self.list.state().selected;
        let steps = from.abs_diff(to);
        // One more than there is room for tells that there was not enough.
        let places = (0..=steps.min(MAX_MODELS * 2)).map(|step| if to > from { from + step } else { from - step });
        let rows: Vec<_> = places.filter_map(|place| self.list.row_at(place)).collect();
        for row in rows {
            if let Err(refusal) = self.mark_row(row) {
                return self.notify_mark_error(&refusal);
            }
        }
    }

    fn mark_row(&mut self, row: RowId) -> Result<(), MarkError> {
        let is_model = self.index.locate(row).is_some_and(|(part, row)| part.stage(row).is_some());
        if !is_model {
            return Err(MarkError::NotAModel);
        }
        if self.is_marked(row) {
            return Ok(());
        }
        if self.marked_count() >= MAX_MODELS {
            return Err(MarkError::LimitReached);
        }
        self.selection.marked_rows.push(row);
        Ok(())
    }

    fn notify_mark_error(&mut self, refusal: &MarkError) {
        let messages = self.messages();
        self.status_message = Some(match refusal {
            MarkError::NotAModel => messages.extensions_not_comparable.to_owned(),
            MarkError::LimitReached => (messages.mark_limit_reached)(&self.marked_names(), &self.key_for(Action::Mark)),
        });
    }

    fn marked_names(&self) -> String {
        let name = |row: &RowId| self.index.locate(*row).map(|(part, row)| part.name(row));
        self.selection.marked_rows.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    }

    /// The key of an action in the table.
    fn key_for(&self, action: Action) -> String {
        self.keymap.key_label(KeyContext::List, action).unwrap_or_default()
    }

    /// Opens the comparison of the marked models; with fewer than two, of
    /// these and the one under the cursor. Closes it where it is open.
    pub(super) fn toggle_comparison(&mut self) {
        if self.is_comparing() {
            self.toggle_screen(Screen::Compare);
            return;
        }
        let mut rows = self.selection.marked_rows.clone();
        let here = self.list.selected_row().filter(|row| !rows.contains(row));
        let is_model = |row: &RowId| self.index.locate(*row).is_some_and(|(part, row)| part.stage(row).is_some());
        if let (true, Some(row)) = (rows.len() < MIN_MODELS, here.filter(is_model)) {
            rows.push(row);
        }
        if rows.len() < MIN_MODELS {
            let keys = (self.key_for(Action::Mark), self.key_for(Action::Compare));
            self.status_message = Some((self.messages().compare_hint)(&keys.0, &keys.1));
            return;
        }
        (self.selection.compared_rows, self.selection.current_column) = (rows, 0);
        self.push_screen(Screen::Compare);
    }

    /// Takes the model that a person is at off the page, and its mark away.
    fn remove_compared(&mut self) {
        let Some(row) = self.selection.compared_rows.get(self.selection.current_column).copied() else { return };
        if self.selection.compared_rows.len() <= MIN_MODELS {
            self.status_message = Some(self.messages().compare_needs_two.to_owned());
            return;
        }
        self.selection.compared_rows.retain(|compared| *compared != row);
        self.selection.marked_rows.retain(|marked| *marked != row);
        self.selection.current_column = self.selection.current_column.min(self.selection.compared_rows.len() - 1);
    }

    /// Goes to the next model of the comparison, or to the one before.
    pub(super) fn move_column(&mut self, action: Action) {
        if self.is_comparing() {
            let last = self.selection.compared_rows.len().saturating_sub(1);
            let step = if action == Action::Right { 1 } else { -1 };
            self.selection.current_column = self.selection.current_column.saturating_add_signed(step).min(last);
        }
    }

    /// Goes to the model of the comparison at a column of the screen.
    pub(super) fn select_compared_at(&mut self, x: u16) {
        let left = self.layout().body.x;
        let place = self.comparison_layout().and_then(|grid| grid.model_at_column(usize::from(x.saturating_sub(left))));
        self.selection.current_column = place.unwrap_or(self.selection.current_column);
    }

    /// Copies the comparison as Markdown.
    pub(super) fn copy_comparison(&self) -> Effect {
        Effect::Copy(comparison_markdown(&self.comparison(), self.locale))
    }
}
