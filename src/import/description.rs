//! Descriptions of models.

use llm_catalog::Model;

use crate::{display_width::width, import::locales::same_in_all_locales};

/// Sets the summary of a model, or its insight if the text is too long for one.
pub(super) fn set_description(model: &mut Model, text: String) {
    let slot = if width(&text) <= MAX_SUMMARY_COLUMNS { &mut model.summary } else { &mut model.insight };
    slot.get_or_insert_with(|| same_in_all_locales(text));
}

/// A summary is one line of a list.
const MAX_SUMMARY_COLUMNS: usize = 60;
