//! Texts that stand where they are shown.

use llm_catalog::localized::Locale;

/// A fixed text in each language, for the one file that shows it. Texts that several files show are in
/// [`Messages`](crate::i18n::Messages).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalizedStr {
    pub en: &'static str,
    pub zh: &'static str,
}

impl LocalizedStr {
    /// The text in a language.
    #[must_use]
    pub const fn get(self, locale: Locale) -> &'static str {
        match locale {
            Locale::En => self.en,
            Locale::Zh => self.zh,
        }
    }
}
