//! The languages of a repository.

use std::collections::HashSet;

use crate::import::{
    cell::languages::{ISO_639_1_CODES, is_code},
    huggingface::repository::Repository,
};

/// Codes that are common tags with other meanings.
const AMBIGUOUS_CODES: [&str; 3] = ["cv", "ml", "ts"];

impl Repository<'_> {
    /// The distinct languages of the model card, else the tags that are language codes.
    pub(super) fn languages(&self) -> Vec<String> {
        let mut codes = self.card_data.as_ref().map(|card| card.language.values()).unwrap_or_default();
        if codes.is_empty() {
            let tags = self.tags.iter().map(|tag| tag.0.as_ref());
            let is_code = |tag: &&str| *tag == "multilingual" || is_language_tag(tag);
            codes = tags.filter(is_code).collect();
        }
        let mut seen = HashSet::new();
        codes.into_iter().filter_map(bcp47_code).filter(|language| seen.insert(language.clone())).collect()
    }
}

/// Whether a tag is a code of ISO 639-1 and has no other common meaning.
fn is_language_tag(tag: &str) -> bool {
    ISO_639_1_CODES.split(' ').any(|code| code == tag) && !AMBIGUOUS_CODES.contains(&tag)
}

/// The BCP 47 code, if the text is one or `multilingual`.
fn bcp47_code(text: &str) -> Option<String> {
    if text == "multilingual" {
        return Some("mul".to_owned());
    }
    is_code(text).then(|| text.to_owned())
}
