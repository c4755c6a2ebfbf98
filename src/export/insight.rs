//! The insights that a page shows.

use llm_catalog::{Model, localized::LocalizedText};

use crate::i18n::placeholder_text;

/// The insight of a model; `None` if an import has put a placeholder in its place.
pub(super) fn written_insight(model: &Model) -> Option<&LocalizedText> {
    model.insight.as_ref().filter(|insight| **insight != placeholder_text())
}
