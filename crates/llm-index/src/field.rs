//! The fields of an entry that are stored as dictionary columns.

/// A field with far fewer distinct values than there are entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodedField {
    /// How the model was trained.
    Stage,
    /// Who made it.
    Organizations,
    /// The countries of the organizations.
    Countries,
    /// Release date.
    Released,
    /// Network architecture.
    Architecture,
    /// Context length in tokens.
    Context,
    /// Whether the weights can be downloaded.
    OpenWeights,
    /// Languages of the model.
    Languages,
    /// Amounts of training data.
    Training,
    /// Parents of the model.
    BaseModels,
    /// License of the weights.
    License,
    /// Sizes of the model family, without the checkpoints.
    Sizes,
    /// Benchmark scores.
    Scores,
    /// Statuses of the claims.
    Claims,
    /// Kind of an extension.
    Kind,
    /// One-line summary of an extension.
    Summary,
}

impl EncodedField {
    /// The number of fields.
    pub const COUNT: usize = Self::ALL.len();

    /// All fields, in the order in which catalogue files are written.
    pub const ALL: [Self; 16] = [
        Self::Stage,
        Self::Organizations,
        Self::Countries,
        Self::Released,
        Self::Architecture,
        Self::Context,
        Self::OpenWeights,
        Self::Languages,
        Self::Training,
        Self::BaseModels,
        Self::License,
        Self::Sizes,
        Self::Scores,
        Self::Claims,
        Self::Kind,
        Self::Summary,
    ];

    /// Whether the words of a query are searched in its values.
    pub(crate) fn is_searchable(self) -> bool {
        matches!(self, Self::Stage | Self::Organizations | Self::License)
    }

    /// The key of the field in catalogue files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Organizations => "organizations",
            Self::Countries => "countries",
            Self::Released => "released",
            Self::Architecture => "architecture",
            Self::Context => "context",
            Self::OpenWeights => "open_weights",
            Self::Languages => "languages",
            Self::Training => "training",
            Self::BaseModels => "base_models",
            Self::License => "license",
            Self::Sizes => "size",
            Self::Scores => "score",
            Self::Claims => "claim",
            Self::Kind => "kind",
            Self::Summary => "summary",
        }
    }

    /// The field with this key. The fields after `previous` are tried first, as
    /// most files write their keys in the same order.
    pub(crate) fn from_key(key: &str, previous: Option<Self>) -> Option<Self> {
        let (first, last) = Self::ALL.split_at(previous.map_or(0, |field| field as usize + 1));
        last.iter().chain(first).copied().find(|field| field.key() == key)
    }
}
