//! The texts of an entry as fields with weights.

use crate::segment::NameKind;

/// A kind of text in which words are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchField {
    Name,
    Alias,
    Id,
    Organization,
    PaperTitle,
    /// The stage or the license.
    Attribute,
    /// The insight or the description.
    Summary,
    Url,
}

impl SearchField {
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Alias,
        Self::Id,
        Self::Organization,
        Self::PaperTitle,
        Self::Attribute,
        Self::Summary,
        Self::Url,
    ];

    /// The weight of a match relative to one in the name, in 16ths.
    pub fn weight_sixteenths(self) -> u32 {
        match self {
            Self::Name => 16,
            Self::Alias | Self::Id => 14,
            Self::Organization => 9,
            Self::PaperTitle => 7,
            Self::Attribute => 5,
            Self::Summary => 3,
            Self::Url => 2,
        }
    }

    /// The share of the best possible score that a fuzzy match needs, in
    /// percent; `None` where only substrings match. In long texts nearly any
    /// word matches with its characters far apart.
    pub fn min_score_percent(self) -> Option<u32> {
        match self {
            Self::Name => Some(60),
            Self::Alias => Some(75),
            Self::Organization | Self::PaperTitle => Some(85),
            Self::Id | Self::Attribute | Self::Summary | Self::Url => None,
        }
    }
}

impl From<NameKind> for SearchField {
    fn from(kind: NameKind) -> Self {
        match kind {
            NameKind::Name => Self::Name,
            NameKind::Alias => Self::Alias,
            NameKind::Id => Self::Id,
        }
    }
}
