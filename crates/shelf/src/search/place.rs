//! Where words are looked for in an entry.

use crate::shelf::Spelling;

/// What a word is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The name.
    Name,
    /// Another spelling of the name.
    Alias,
    /// The id, which names the entry once more and often its owner.
    Id,
    /// Who made it.
    Organization,
    /// The title of its paper.
    Title,
    /// How it was trained, what its license is.
    Fact,
    /// What was new about it.
    Insight,
    /// Where it is on the web.
    Link,
}

impl Place {
    pub const ALL: [Self; 8] =
        [Self::Name, Self::Alias, Self::Id, Self::Organization, Self::Title, Self::Fact, Self::Insight, Self::Link];

    /// What a match here is worth beside one in the name, in 16ths.
    pub fn weight(self) -> u32 {
        match self {
            Self::Name => 16,
            Self::Alias | Self::Id => 14,
            Self::Organization => 9,
            Self::Title => 7,
            Self::Fact => 5,
            Self::Insight => 3,
            Self::Link => 2,
        }
    }

    /// How much of the best possible score of a word a fuzzy match must reach,
    /// in percent; nothing where letters in order would be noise. Scattered
    /// letters match nearly any word in a long title.
    pub fn floor(self) -> Option<u32> {
        match self {
            Self::Name => Some(60),
            Self::Alias => Some(75),
            Self::Organization | Self::Title => Some(85),
            Self::Id | Self::Fact | Self::Insight | Self::Link => None,
        }
    }
}

impl From<Spelling> for Place {
    fn from(spelling: Spelling) -> Self {
        match spelling {
            Spelling::Name => Self::Name,
            Spelling::Alias => Self::Alias,
            Spelling::Id => Self::Id,
        }
    }
}
