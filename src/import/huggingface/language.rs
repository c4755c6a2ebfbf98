//! The languages of a repository.

use std::collections::HashSet;

use crate::import::{
    cell::languages::{ISO_639_1_CODES, is_ambiguous, is_code, is_technical},
    huggingface::repository::Repository,
};

impl Repository<'_> {
    /// The distinct languages of the model card, else the tags that are language codes.
    pub(super) fn languages(&self) -> Vec<String> {
        let mut codes = self.card_data.as_ref().map(|card| card.language.values()).unwrap_or_default();
        if codes.is_empty() {
            let tags = self.tags.iter().map(|tag| tag.0.as_ref());
            codes = tags.filter(|tag| *tag == "multilingual" || is_language_tag(tag)).collect();
            // `it` and `no` are codes only among codes.
            if codes.iter().all(|code| is_ambiguous(code)) {
                codes.clear();
            }
        }
        let mut seen = HashSet::new();
        codes.into_iter().filter_map(bcp47_code).filter(|language| seen.insert(language.clone())).collect()
    }
}

/// Whether a tag is a code of ISO 639-1, and no technical abbreviation.
fn is_language_tag(tag: &str) -> bool {
    ISO_639_1_CODES.split(' ').any(|code| code == tag) && !is_technical(tag)
}

/// The BCP 47 code, if the text is one or `multilingual`.
fn bcp47_code(text: &str) -> Option<String> {
    if text == "multilingual" {
        return Some("mul".to_owned());
    }
    is_code(text).then(|| text.to_owned())
}
