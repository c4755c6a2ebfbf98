//! Links to papers, checkpoints, code and pages.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    foreign::Foreign,
    serde_helpers::impl_serde_via_str,
    text::{TextError, is_joiner},
};

/// A web address that is safe to pass to a browser: `http` or `https`, without
/// white space, invisible characters or a user part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(String);

impl_serde_via_str!(Url);

/// A text that is not a [`Url`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a web address; it must start with `https://` or `http://`, name a host and hold no blanks", Foreign::new(.0))]
pub struct UrlError(String);

impl Url {
    /// Whether a text is an address that is safe to pass to a browser.
    #[must_use]
    pub fn is_valid(text: &str) -> bool {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let is_clean = || {
            text.bytes().all(|byte| byte.is_ascii_graphic())
                || !text.chars().any(|ch| ch.is_whitespace() || is_joiner(ch)) && TextError::find(text).is_none()
        };
        // A browser's command line could take a leading dash for an option; a user part hides the host.
        !host.is_empty() && !host.starts_with('-') && !host.contains('@') && is_clean()
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without its scheme.
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

/// The kind of page that a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// The paper or technical report that introduced the model.
    Paper,
    /// The weights, or the page that says how to get them.
    Checkpoint,
    /// The source code.
    Code,
    /// The home page.
    Homepage,
    /// An announcement or article by the makers.
    Blog,
    /// A page to try the model.
    Demo,
    /// The training data.
    Dataset,
}

impl LinkKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Paper, Self::Checkpoint, Self::Code, Self::Homepage, Self::Blog, Self::Demo, Self::Dataset];
}

/// A link of a model or an extension.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The kind of page.
    pub kind: LinkKind,
    /// The address.
    pub url: Url,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_valid() {
        let parse = |text: &str| Url::try_from(text.to_owned());
        for valid in ["https://arxiv.org/abs/2302.13971", "http://a.b", "https://github.com/x/y#模型下载"] {
            assert!(parse(valid).is_ok(), "{valid}");
        }
        for invalid in [
            "about:blank",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://-oops",
            "https://a b",
            "https://a\u{1b}[2J",
            "https://me@host/",
            "https://a.b/\u{202e}",
            "https://a.b/\u{e0100}",
            "HTTPS",
        ] {
            assert!(parse(invalid).is_err(), "{invalid}");
        }
    }
}
