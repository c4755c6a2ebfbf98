//! Statements about entries that were checked.

use serde::{Deserialize, Serialize};

use crate::{link::Url, localized::LocalizedText};

/// A field of an entry that a [`Claim`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimField {
    /// The name.
    Name,
    /// The training stage.
    Stage,
    /// The organizations that made it.
    Organizations,
    /// The number of parameters.
    Parameters,
    /// The release date.
    Released,
    /// The architecture.
    Architecture,
    /// The training data.
    Training,
    /// The context length.
    Context,
    /// A benchmark score.
    Score,
    /// The languages.
    Languages,
    /// The license of the weights.
    License,
    /// The link to the paper.
    Paper,
    /// The link to the weights.
    Checkpoint,
    /// The link to the code.
    Code,
    /// The link to the home page.
    Homepage,
    /// The link to the announcement.
    Blog,
    /// The parents.
    BaseModels,
    /// The insight.
    Insight,
    /// The kind of an extension.
    Kind,
    /// The summary of an extension.
    Summary,
    /// The description of an extension.
    Description,
    /// The source list itself, rather than an entry.
    #[serde(rename = "document")]
    SourceList,
}

impl ClaimField {
    /// All fields.
    pub const ALL: [Self; 22] = [
        Self::Name,
        Self::Stage,
        Self::Organizations,
        Self::Parameters,
        Self::Released,
        Self::Architecture,
        Self::Training,
        Self::Context,
        Self::Score,
        Self::Languages,
        Self::License,
        Self::Paper,
        Self::Checkpoint,
        Self::Code,
        Self::Homepage,
        Self::Blog,
        Self::BaseModels,
        Self::Insight,
        Self::Kind,
        Self::Summary,
        Self::Description,
        Self::SourceList,
    ];
}

/// The result of checking a [`Claim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// The claim is right.
    Confirmed,
    /// The claim is wrong; the field has the right value.
    Corrected,
    /// Sources disagree, or it could not be verified.
    Disputed,
    /// Reported, but not confirmed by the makers.
    Rumour,
    /// The makers have not published it.
    Undisclosed,
    /// It does not exist.
    #[serde(rename = "none")]
    Nonexistent,
}

impl ClaimStatus {
    /// All statuses.
    pub const ALL: [Self; 6] =
        [Self::Confirmed, Self::Corrected, Self::Disputed, Self::Rumour, Self::Undisclosed, Self::Nonexistent];
}

/// A statement about a field that was checked, usually because sources disagree.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The field that the claim is about.
    pub field: ClaimField,
    /// The value that was claimed, as it was written.
    #[serde(rename = "listed")]
    pub claimed_value: Option<String>,
    /// Who claimed it; `None` for the source list of the catalogue.
    #[serde(rename = "by")]
    pub claimed_by: Option<String>,
    /// The result of the check.
    pub status: ClaimStatus,
    /// The page where it was checked.
    pub source: Option<Url>,
    /// The reason for the status.
    pub note: LocalizedText,
}
