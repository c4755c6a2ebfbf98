//! The glossary, at the term that a person looks at.

use llm_catalog::{Entry, training::TrainingKind};
use llm_index::{Column, sort::SortOrder};

use crate::{
    app::{App, Focus, ListState, Screen},
    columns::ColumnExt,
    config::theme::StyleRole,
    document::{self, Document, LinkTarget, StyledLine},
    glossary::Glossary,
};

impl App {
    /// Shows what the terms mean, from the one on that is looked at; or hides them.
    pub(super) fn toggle_glossary(&mut self) {
        let place = self.context_term();
        self.toggle_screen(Screen::Glossary);
        if let (Some((Screen::Glossary, _)), Some(place)) = (self.screen, place) {
            self.show_term(place);
        }
    }

    /// The glossary, laid out, and the line of each term.
    pub(super) fn glossary_document(&self) -> (Document, Vec<usize>) {
        let terms: Vec<_> = Glossary::builtin().terms.iter().collect();
        document::glossary(&terms, self.locale, self.document_width())
    }

    /// Goes to a term of the glossary, by its place.
    pub(super) fn show_term(&mut self, place: usize) {
        let (sheet, starts) = self.glossary_document();
        let row = starts.get(place).copied().unwrap_or_default();
        let mut cursor = ListState { selected: row, offset: row };
        cursor.select(row, sheet.lines.len(), usize::from(self.layout().body.height));
        self.screen = Some((Screen::Glossary, cursor));
    }

    /// The place of the term at the cursor of the glossary, where that is open.
    fn term_at_cursor(&self) -> Option<usize> {
        let Some((Screen::Glossary, cursor)) = self.screen else { return None };
        let (_, starts) = self.glossary_document();
        starts.partition_point(|start| *start <= cursor.selected).checked_sub(1)
    }

    /// Makes a change after which lines break elsewhere; the glossary stays at its term.
    pub(super) fn with_relayout(&mut self, change: impl FnOnce(&mut Self)) {
        let place = self.term_at_cursor();
        change(self);
        if let Some(place) = place {
            self.show_term(place);
        }
    }

    /// The term of the line in the detail, else of the column that the table is ordered by.
    fn context_term(&self) -> Option<usize> {
        let of_line = || (self.focus == Focus::Detail).then(|| self.term_for_line()).flatten();
        let column = match self.list.sort_order() {
            SortOrder::Relevance => Column::Name,
            SortOrder::ByColumn { column, .. } => column,
        };
        of_line().or_else(|| Glossary::builtin().index_by_column(column.key()))
    }

    /// The term for the label of the line under the cursor, or of the last line
    /// above it that has one.
    fn term_for_line(&self) -> Option<usize> {
        let (sheet, record) = (self.detail_document(), self.selected_entry()?);
        let glossary = Glossary::builtin();
        if self.detail.selected == 0 {
            return glossary.index_by_value(&self.raw_text(Column::Stage, &record));
        }
        let above = sheet.lines.get(..=self.detail.selected)?;
        let label = above.iter().rev().map_while(line_label).find(|label| !label.is_empty())?;
        if let Some(id) = self.term_for_label(label) {
            return glossary.index_of(id);
        }
        let leads_out = above.last().is_some_and(|line| matches!(line.target, Some(LinkTarget::Url(_))));
        let column = self.column_for_label(label).or_else(|| leads_out.then_some(Column::Links))?;
        let word = match (column, &*record) {
            (Column::Stage | Column::Architecture, _) => Some(self.raw_text(column, &record)),
            (Column::TrainingData, Entry::Model(model)) => {
                model.training.first().map(|training| training_kind_name(training.kind).to_owned())
            }
            _ => None,
        };
        word.and_then(|word| glossary.index_by_value(&word)).or_else(|| glossary.index_by_column(column.key()))
    }

    fn raw_text(&self, column: Column, record: &Entry) -> String {
        column.raw_text(record.as_entry_ref(), &self.index, self.locale)
    }

    /// The term for a label that is no heading of a column.
    fn term_for_label(&self, label: &str) -> Option<&'static str> {
        let messages = self.messages();
        let labels = [
            (messages.tokens_per_parameter, "chinchilla"),
            (messages.training_compute, "flop"),
            (messages.weight_size, "quantization"),
            (messages.time_after_parent, "lineage"),
            (messages.lineage, "lineage"),
            (messages.descendants, "lineage"),
        ];
        labels.into_iter().find(|(other, _)| *other == label).map(|(_, id)| id)
    }

    /// The column that says the same as a label; before that of a link stands its key.
    fn column_for_label(&self, label: &str) -> Option<Column> {
        let messages = self.messages();
        let word = label.split_once(' ').filter(|(key, _)| key.len() == 1).map_or(label, |(_, word)| word);
        let is_heading = |column: &Column| {
            let heading = messages.column_heading(*column);
            heading == label || heading.to_lowercase() == word.to_lowercase()
        };
        let others = [(messages.training, Column::TrainingData), (messages.languages_label, Column::Languages)];
        let other = || others.into_iter().find(|(other, _)| *other == label).map(|(_, column)| column);
        Column::ALL.into_iter().find(is_heading).or_else(other)
    }
}

/// What stands before the text of a line; nothing where the line above says it.
fn line_label(line: &StyledLine) -> Option<&str> {
    let first = line.spans.first().filter(|piece| piece.role == StyleRole::Muted && line.spans.len() > 1)?;
    Some(first.text.trim())
}

/// A kind of training figure as the catalogue writes it.
fn training_kind_name(kind: TrainingKind) -> &'static str {
    match kind {
        TrainingKind::Trained => "trained",
        TrainingKind::Dataset => "dataset",
        TrainingKind::FineTuning => "fine-tuning",
    }
}
