//! Licenses of weights.

use serde::{Deserialize, Serialize};

use crate::{link::Url, localized::Locale};

/// The license of a model's weights (not of its code or data).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct License {
    /// A short label, such as `Apache 2.0`.
    pub name: String,
    /// The label in Chinese, if it differs.
    pub zh: Option<String>,
    /// The SPDX identifier, if there is one (<https://spdx.org/licenses/>).
    pub spdx: Option<String>,
    /// The text of the license, or the page that states it.
    pub url: Option<Url>,
    /// Whether it allows commercial use.
    #[serde(rename = "commercial")]
    pub commercial_use: Option<CommercialUse>,
}

impl License {
    /// The label in a language: the Chinese one if there is one, else the name.
    #[must_use]
    pub fn label(&self, locale: Locale) -> &str {
        match (&self.zh, locale) {
            (Some(zh), Locale::Zh) => zh,
            _ => &self.name,
        }
    }
}

/// Whether a license allows commercial use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommercialUse {
    /// Allowed.
    Yes,
    /// Allowed under conditions, such as registration, a user limit or excluded uses.
    Conditions,
    /// Not allowed.
    No,
}

impl CommercialUse {
    /// All values.
    pub const ALL: [Self; 3] = [Self::Yes, Self::Conditions, Self::No];
}
