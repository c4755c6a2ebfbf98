//! Placeholder for a missing text.

use llm_catalog::localized::LocalizedText;

/// The text of a required insight, summary or description that nobody has written yet.
#[must_use]
pub fn placeholder_text() -> LocalizedText {
    LocalizedText { en: "Not written yet.".to_owned(), zh: "尚未撰写。".to_owned() }
}
