//! The headings of columns.

use llm_catalog::localized::Locale;
use llm_index::Column;

// Defines `headings`, which the build script writes from `assets/glossary.toml`.
include!(concat!(env!("OUT_DIR"), "/column_headings.rs"));

pub(super) fn heading(column: Column, locale: Locale) -> &'static str {
    let (en, zh) = headings(column);
    match locale {
        Locale::En => en,
        Locale::Zh => zh,
    }
}
