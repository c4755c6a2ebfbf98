//! The languages of headers, labels and text.

use llm_catalog::localized::{Locale, LocalizedText};

/// The languages whose headers and labels are recognized, independent of the interface language.
pub(in crate::import) const LOCALES: [Locale; 2] = Locale::ALL;

/// The same text in every language.
pub(in crate::import) fn same_in_all_locales(text: String) -> LocalizedText {
    LocalizedText { en: text.clone(), zh: text }
}
