//! The glossary term for the line or column in use.

use llm_catalog::{Entry, training::TrainingKind};
use llm_index::Column;

use crate::{
    app::state::{App, Focus},
    columns::ColumnExt,
    config::theme::StyleRole,
    document::{LinkTarget, StyledLine},
    glossary::Glossary,
};

impl App {
    /// The term for the line of the detail, else for the column that the list is sorted by.
    pub(super) fn context_term(&self) -> Option<usize> {
        let of_line = || (self.focus == Focus::Detail).then(|| self.term_for_line()).flatten();
        let column = self.list.sort_column().unwrap_or(Column::Name);
        of_line().or_else(|| Glossary::builtin().index_by_column(column.key()))
    }

    /// The term for the label of the line under the cursor, or of the last line
    /// above it that has one.
    fn term_for_line(&self) -> Option<usize> {
        let (sheet, record) = (self.detail.view().document(), self.selected_entry()?);
        let glossary = Glossary::builtin();
        if self.detail.view().state().selected == 0 {
            return glossary.index_by_value(&self.raw_text(Column::Stage, &record));
        }
        let above = sheet.lines.get(..=self.detail.view().state().selected)?;
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
        column.raw_text(record.as_entry_ref(), &self.index, self.settings.locale)
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
            let heading = column.heading(messages);
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
