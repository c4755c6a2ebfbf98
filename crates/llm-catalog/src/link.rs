//! Links: where a model's paper, checkpoint, code and pages are.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::serde_helpers::impl_serde_via_str;

/// A web address that is safe to hand to a browser: `http` or `https`, one
/// line, no blanks, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(String);

impl_serde_via_str!(Url);

/// Why a text is not a [`Url`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a web address; it must start with `https://` or `http://`, name a host and hold no blanks")]
pub struct UrlError(String);

impl Url {
    /// Whether a text is an address that is safe to hand to a browser.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let is_clean = || {
            text.bytes().all(|byte| byte.is_ascii_graphic())
                || !text.chars().any(|c| c.is_whitespace() || c.is_control())
        };
        // A leading dash or a user part could be read as something else by a browser's command line.
        !host.is_empty() && !host.starts_with('-') && !host.contains('@') && is_clean()
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without its scheme, as a person reads it.
    #[must_use]
    pub fn host_and_path(&self) -> &str {
        self.0.split_once("://").map_or(self.as_str(), |(_, rest)| rest)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Url {
    type Error = UrlError;

    fn try_from(text: String) -> Result<Self, UrlError> {
        if Self::is_valid(&text) { Ok(Self(text)) } else { Err(UrlError(text)) }
    }
}

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// The paper or technical report that introduced the model.
    Paper,
    /// The weights, or the page that tells how to get them.
    Checkpoint,
    /// The source code.
    Code,
    /// The project's own page.
    Homepage,
    /// An announcement or article by the makers.
    Blog,
    /// A page where the model can be tried.
    Demo,
    /// The data it was trained on.
    Dataset,
}

impl LinkKind {
    /// Every one of them.
    pub const ALL: [Self; 7] =
        [Self::Paper, Self::Checkpoint, Self::Code, Self::Homepage, Self::Blog, Self::Demo, Self::Dataset];
}

/// A link of a model or an extension.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What it leads to.
    pub kind: LinkKind,
    /// Where.
    pub url: Url,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_web_addresses_only() {
        let url = |s: &str| Url::try_from(s.to_owned());
        for good in ["https://arxiv.org/abs/2302.13971", "http://a.b", "https://github.com/x/y#模型下载"] {
            assert!(url(good).is_ok(), "{good}");
        }
        for bad in [
            "about:blank",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://-oops",
            "https://a b",
            "https://a\u{1b}[2J",
            "https://me@host/",
            "HTTPS",
        ] {
            assert!(url(bad).is_err(), "{bad}");
        }
    }
}
