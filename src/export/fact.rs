//! The values of a column in a text about one entry.

use llm_catalog::{EntryRef, localized::Locale, training::TrainingData};
use llm_index::{Column, Index};

use crate::{columns::ColumnExt, i18n::Messages};

/// All values of an entry in a column; `None` if there are none, or if a text about the entry has them elsewhere.
pub(super) fn fact_text(column: Column, entry: EntryRef<'_>, index: &Index, locale: Locale) -> Option<String> {
    let messages = Messages::get(locale);
    let text = match (column, entry) {
        (Column::Name | Column::Links | Column::Claims, _) => return None,
        (Column::Languages, EntryRef::Model(model)) => model.languages.join(", "),
        (Column::Released, EntryRef::Model(model)) => model.released?.to_string(),
        (Column::TrainingData, EntryRef::Model(model)) => {
            let quantity = |training: &TrainingData| {
                (messages.training_quantity)(&training.format_amount(), training.unit, training.kind)
            };
            model.training.iter().map(quantity).collect::<Vec<_>>().join(", ")
        }
        _ => column.display_text(entry, index, locale),
    };
    (!text.is_empty()).then_some(text)
}
