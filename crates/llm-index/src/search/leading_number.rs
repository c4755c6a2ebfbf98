//! Numbers at the start of words, which are not parts of other numbers.

use memchr::memmem;

/// The number at the start of a word, such as that of `8b`, which is neither in `0.8B` nor in `80B`.
pub(crate) struct LeadingNumber {
    digits: memmem::Finder<'static>,
    /// Whether more than digits follow, so that the number is all of one.
    is_whole: bool,
}

impl LeadingNumber {
    /// `None` if a word begins otherwise, or with a version number.
    pub fn new(word: &str) -> Option<Self> {
        let rest = word.trim_start_matches(|ch: char| ch.is_ascii_digit());
        let digits = word.strip_suffix(rest).filter(|digits| !digits.is_empty() && !rest.starts_with('.'))?;
        Some(Self { digits: memmem::Finder::new(digits).into_owned(), is_whole: !rest.is_empty() })
    }

    /// Whether a number of a name is it, or begins with it where it may go on.
    pub fn is_in_name(&self, name: &[u8]) -> bool {
        // Full-width digits are digits too.
        !name.is_ascii() || self.digits.find_iter(name).any(|start| self.is_at(name, start))
    }

    /// Whether the digits at a position, which are those of the word, are such a number.
    pub fn is_at(&self, text: &[u8], start: usize) -> bool {
        let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
        let is_separator = |at: Option<usize>| matches!(at.and_then(|at| text.get(at)), Some(b'.' | b','));
        let (before, end) = (start.checked_sub(1), start + self.digits.needle().len());
        let has_digits_before = is_digit(before) || is_separator(before) && is_digit(start.checked_sub(2));
        let goes_on = is_digit(Some(end)) || is_separator(Some(end)) && is_digit(Some(end + 1));
        !(has_digits_before || self.is_whole && goes_on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_not_part_of_another_one() {
        let is_in = |word: &str, name: &str| LeadingNumber::new(word).unwrap().is_in_name(name.as_bytes());
        for (word, name) in [("8b", "Qwen3 8B"), ("8", "80B"), ("22b", "235B-A22B"), ("4o", "GPT-4o"), ("8b", "８B")] {
            assert!(is_in(word, name), "{word} {name}");
        }
        for (word, name) in
            [("8b", "0.8B"), ("8b", "80B"), ("8b", "8.5B"), ("8b", "18B"), ("3", "13B"), ("8b", "B"), ("3", "16,384")]
        {
            assert!(!is_in(word, name), "{word} {name}");
        }
        assert!(LeadingNumber::new("0.8b").is_none() && LeadingNumber::new("b8").is_none());
    }
}
