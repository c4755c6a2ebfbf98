//! The languages of catalogue texts, and texts in all of them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::foreign::Foreign;

/// A language in which catalogues and programs have their texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl<'de> Deserialize<'de> for Locale {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A text in every [`Locale`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LocalizedText {
    /// The English text.
    pub en: String,
    /// The Chinese text.
    pub zh: String,
}

impl LocalizedText {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::En => &self.en,
            Locale::Zh => &self.zh,
        }
    }
}

/// A language tag that is no [`Locale`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a language of this program; use `en` or `zh`", Foreign::new(.0))]
pub struct LocaleError(String);

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The language tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }
}

impl FromStr for Locale {
    type Err = LocaleError;

    /// Parses a language tag (`zh-CN`) or a POSIX locale (`zh_CN.UTF-8`).
    fn from_str(tag: &str) -> Result<Self, LocaleError> {
        let language = tag.split(['-', '_', '.', '@']).next().unwrap_or_default();
        let known = Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(language));
        known.ok_or_else(|| LocaleError(tag.to_owned()))
    }
}

impl Locale {
    /// The other language.
    #[must_use]
    pub fn toggle(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_and_posix_locales_are_parsed() {
        for tag in ["zh", "zh-CN", "zh_CN.UTF-8", "ZH-Hans", "zh_TW@radical"] {
            assert_eq!(tag.parse(), Ok(Locale::Zh), "{tag}");
        }
        for tag in ["en", "en-GB", "en_US.UTF-8"] {
            assert_eq!(tag.parse(), Ok(Locale::En), "{tag}");
        }
        assert!("tlh".parse::<Locale>().is_err());
    }
}
