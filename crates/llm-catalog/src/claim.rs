//! What somebody says of an entry, and what became of it.

use serde::{Deserialize, Serialize};

use crate::{link::Url, localized::LocalizedText};

/// A field that a [`Claim`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimField {
    /// Its name.
    Name,
    /// How it was trained.
    Stage,
    /// Who made it.
    Organizations,
    /// Its size.
    Parameters,
    /// When it came out.
    Released,
    /// The shape of the network.
    Architecture,
    /// What it was trained on.
    Training,
    /// The longest input.
    Context,
    /// A result on a benchmark.
    Score,
    /// What it speaks.
    Languages,
    /// The license of its weights.
    License,
    /// The link to its paper.
    Paper,
    /// The link to its weights.
    Checkpoint,
    /// The link to its code.
    Code,
    /// The link to its own page.
    Homepage,
    /// The link to its announcement.
    Blog,
    /// What it was built on.
    BaseModels,
    /// What was new about it.
    Insight,
    /// The sort of an extension.
    Kind,
    /// What an extension is.
    Summary,
    /// What an extension does.
    Description,
    /// The list as a whole.
    #[serde(rename = "document")]
    SourceList,
}

/// What became of a [`Claim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// Checked and found right.
    Confirmed,
    /// Found wrong; the field holds the right value.
    Corrected,
    /// Sources disagree, or it could not be settled.
    Disputed,
    /// Reported without confirmation by the makers.
    Rumour,
    /// The makers chose not to say.
    Undisclosed,
    /// There is no such thing.
    #[serde(rename = "none")]
    Nonexistent,
}

impl ClaimStatus {
    /// Every one of them.
    pub const ALL: [Self; 6] =
        [Self::Confirmed, Self::Corrected, Self::Disputed, Self::Rumour, Self::Undisclosed, Self::Nonexistent];
}

/// What somebody says of a field, where sources disagree.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The field it is about.
    pub field: ClaimField,
    /// The value as it was claimed.
    #[serde(rename = "listed")]
    pub claimed_value: Option<String>,
    /// Who claimed it; left out for the list that the catalogue began with.
    #[serde(rename = "by")]
    pub claimed_by: Option<String>,
    /// What became of it.
    pub status: ClaimStatus,
    /// Where it was checked.
    pub source: Option<Url>,
    /// Why.
    pub note: LocalizedText,
}
