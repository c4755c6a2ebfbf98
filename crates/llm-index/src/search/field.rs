//! Where words are looked for in an entry.

use crate::segment::NameKind;

/// What a word is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchField {
    /// The name.
    Name,
    /// Another spelling of the name.
    Alias,
    /// The id, which names the entry once more and often its owner.
    Id,
    /// Who made it.
    Organization,
    /// The title of its paper.
    PaperTitle,
    /// How it was trained, what its license is.
    Attribute,
    /// What was new about it.
    Summary,
    /// Where it is on the web.
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

    /// What a match here is worth beside one in the name, in 16ths.
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

    /// How much of the best possible score of a word a fuzzy match must reach,
    /// in percent; nothing where letters in order would be noise. Scattered
    /// letters match nearly any word in a long title.
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
    fn from(spelling: NameKind) -> Self {
        match spelling {
            NameKind::Name => Self::Name,
            NameKind::Alias => Self::Alias,
            NameKind::Id => Self::Id,
        }
    }
}
