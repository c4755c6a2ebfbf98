//! Keywords in texts that people write.

/// Whether a text in lower case has one of some keywords, at the start of a word if it is in Latin letters: `online` has no
/// `line`.
pub(super) fn contains_any(text: &str, keywords: &[&str]) -> bool {
    let starts_word =
        |at: usize| text.get(..at).is_some_and(|before| !before.ends_with(|ch: char| ch.is_ascii_alphanumeric()));
    keywords.iter().any(|keyword| text.match_indices(keyword).any(|(at, _)| !keyword.is_ascii() || starts_word(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_starts_a_word() {
        assert!(contains_any("two lines", &["line"]) && contains_any("大模型", &["模型"]));
        assert!(!contains_any("online", &["line"]) && !contains_any("", &["line"]));
    }
}
