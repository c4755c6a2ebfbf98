//! Counts as values of options.

use std::{fmt, num::NonZeroUsize};

use llm_catalog::localized::Locale;

use crate::i18n::Messages;

/// A text that is no count. Its `Display` is English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CountArgError;

impl fmt::Display for CountArgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Messages::get(Locale::En).cli.invalid_count)
    }
}

impl std::error::Error for CountArgError {}

/// Parses a whole number from 1.
pub(super) fn parse_count(text: &str) -> Result<NonZeroUsize, CountArgError> {
    text.parse().map_err(|_| CountArgError)
}
