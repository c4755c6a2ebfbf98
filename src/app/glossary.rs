//! The glossary, at the term that a person looks at.

use super::{App, Cursor, Focus, Page};
use crate::{
    catalog::{Record, training::TrainingKind},
    glossary::Glossary,
    search::{Column, Order},
    sheet::{self, Line, Sheet, Target},
    theme::Role,
};

impl App {
    /// Shows what the terms mean, from the one on that is looked at; or hides them.
    pub(super) fn open_glossary(&mut self) {
        let place = self.term_in_sight();
        self.toggle(Page::Glossary);
        if let (Some((Page::Glossary, _)), Some(place)) = (self.page, place) {
            self.show_term(place);
        }
    }

    /// The glossary, laid out, and the line of each term.
    pub(super) fn glossary_sheet(&self) -> (Sheet, Vec<usize>) {
        let terms: Vec<_> = Glossary::builtin().terms.iter().collect();
        sheet::glossary(&terms, self.locale, self.page_columns())
    }

    /// Goes to a term of the glossary, by its place.
    pub(super) fn show_term(&mut self, place: usize) {
        let (sheet, starts) = self.glossary_sheet();
        let row = starts.get(place).copied().unwrap_or_default();
        let mut cursor = Cursor { row, top: row };
        cursor.select(row, sheet.lines.len(), usize::from(self.layout().body.height));
        self.page = Some((Page::Glossary, cursor));
    }

    /// The place of the term at the cursor of the glossary, where that is open.
    fn term_at_cursor(&self) -> Option<usize> {
        let Some((Page::Glossary, cursor)) = self.page else { return None };
        let (_, starts) = self.glossary_sheet();
        starts.partition_point(|start| *start <= cursor.row).checked_sub(1)
    }

    /// Makes a change after which lines break elsewhere; the glossary stays at its term.
    pub(super) fn rewrap(&mut self, change: impl FnOnce(&mut Self)) {
        let place = self.term_at_cursor();
        change(self);
        if let Some(place) = place {
            self.show_term(place);
        }
    }

    /// The term of the line in the detail, else of the column that the table is ordered by.
    fn term_in_sight(&self) -> Option<usize> {
        let of_line = || (self.focus == Focus::Detail).then(|| self.term_of_line()).flatten();
        let column = match self.table.order() {
            Order::Relevance => Column::Name,
            Order::By { column, .. } => column,
        };
        of_line().or_else(|| Glossary::builtin().of_column(column.key()))
    }

    /// The term for the label of the line under the cursor, or of the last line
    /// above it that has one.
    fn term_of_line(&self) -> Option<usize> {
        let (sheet, record) = (self.detail_sheet(), self.selected()?);
        let glossary = Glossary::builtin();
        if self.detail.row == 0 {
            return glossary.of_word(&self.plain(Column::Stage, &record));
        }
        let above = sheet.lines.get(..=self.detail.row)?;
        let label = above.iter().rev().map_while(label).find(|label| !label.is_empty())?;
        if let Some(id) = self.term_of_label(label) {
            return glossary.place(id);
        }
        let leads_out = above.last().is_some_and(|line| matches!(line.target, Some(Target::Url(_))));
        let column = self.column_of_label(label).or_else(|| leads_out.then_some(Column::Links))?;
        let word = match (column, &*record) {
            (Column::Stage | Column::Architecture, _) => Some(self.plain(column, &record)),
            (Column::Training, Record::Model(model)) => {
                model.training.first().map(|training| word_of(training.kind).to_owned())
            }
            _ => None,
        };
        word.and_then(|word| glossary.of_word(&word)).or_else(|| glossary.of_column(column.key()))
    }

    fn plain(&self, column: Column, record: &Record) -> String {
        column.plain(record.entry(), &self.shelf, self.locale)
    }

    /// The term for a label that is no heading of a column.
    fn term_of_label(&self, label: &str) -> Option<&'static str> {
        let messages = self.messages();
        let labels = [
            (messages.tokens_per_parameter, "chinchilla"),
            (messages.training_compute, "flop"),
            (messages.weights_size, "quantization"),
            (messages.after_parent, "lineage"),
            (messages.lineage, "lineage"),
            (messages.descendants, "lineage"),
        ];
        labels.into_iter().find(|(other, _)| *other == label).map(|(_, id)| id)
    }

    /// The column that says the same as a label; before that of a link stands its key.
    fn column_of_label(&self, label: &str) -> Option<Column> {
        let messages = self.messages();
        let word = label.split_once(' ').filter(|(key, _)| key.len() == 1).map_or(label, |(_, word)| word);
        let is_heading = |column: &Column| {
            let heading = column.heading(messages);
            heading == label || heading.to_lowercase() == word.to_lowercase()
        };
        let others = [(messages.training, Column::Training), (messages.languages_label, Column::Languages)];
        let other = || others.into_iter().find(|(other, _)| *other == label).map(|(_, column)| column);
        Column::ALL.into_iter().find(is_heading).or_else(other)
    }
}

/// What stands before the text of a line; nothing where the line above says it.
fn label(line: &Line) -> Option<&str> {
    let first = line.pieces.first().filter(|piece| piece.role == Role::Muted && line.pieces.len() > 1)?;
    Some(first.text.trim())
}

/// A kind of training figure as the catalogue writes it.
fn word_of(kind: TrainingKind) -> &'static str {
    match kind {
        TrainingKind::Trained => "trained",
        TrainingKind::Dataset => "dataset",
        TrainingKind::FineTuning => "fine-tuning",
    }
}
