//! The language of the system.

use llm_catalog::localized::Locale;

/// Returns the first supported language among those of the system, else English.
#[must_use]
pub fn detect_locale() -> Locale {
    // POSIX: the first variable that is set and not empty decides; `C` and `POSIX` mean English.
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let mut values = set.filter(|value| !value.is_empty());
    if values.next().is_some_and(|value| matches!(value.split('.').next(), Some("C" | "POSIX"))) {
        return Locale::En;
    }
    sys_locale::get_locales().find_map(|tag| tag.parse().ok()).unwrap_or_default()
}
