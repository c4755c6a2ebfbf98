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

/// Whether the terminal shows UTF-8, as far as the environment tells.
#[must_use]
pub fn has_utf8_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let charset_is_utf8 = set.into_iter().find(|value| !value.is_empty()).map(|value| names_utf8(&value));
    // Windows has no such variables and always writes Unicode.
    charset_is_utf8.unwrap_or(cfg!(windows))
}

/// Whether a POSIX locale such as `zh_CN.UTF-8` names UTF-8 as its character set.
fn names_utf8(locale: &str) -> bool {
    let charset = locale.split_once('.').map(|(_, charset)| charset.split('@').next().unwrap_or_default());
    charset.is_some_and(|charset| charset.replace('-', "").eq_ignore_ascii_case("utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_set_is_after_the_point() {
        for (locale, expected) in
            [("zh_CN.UTF-8", true), ("C.utf8", true), ("de_DE.UTF-8@euro", true), ("C", false), ("zh_CN.GBK", false)]
        {
            assert_eq!(names_utf8(locale), expected, "{locale}");
        }
    }
}
