//! Which language to speak.

use llm_catalog::localized::Locale;

/// The first of the system's languages that the program speaks, else English.
#[must_use]
pub fn detect_locale() -> Locale {
    // POSIX: the first of these that is set decides; `C` asks for no language, which is English.
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let decides = set.filter(|value| !value.is_empty()).take(1);
    if decides.into_iter().any(|value| matches!(value.split('.').next(), Some("C" | "POSIX"))) {
        return Locale::En;
    }
    sys_locale::get_locales().find_map(|tag| tag.parse().ok()).unwrap_or_default()
}
