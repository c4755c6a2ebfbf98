//! The fields of an entry that are stored as dictionary columns.

/// A field with far fewer distinct values than there are entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodedField {
    /// One-line summary.
    Summary,
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
    /// Context length with an extension, in tokens.
    ContextExtended,
    /// What the model takes and gives.
    Modalities,
    /// Whether it reasons before it answers.
    Reasoning,
    /// Whether it calls tools.
    Tools,
    /// End of its knowledge.
    Knowledge,
    /// Whether it can still be used.
    Lifecycle,
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
    /// The variant of the row, with the figures that are its own.
    Variant,
    /// Benchmark scores.
    Scores,
    /// Statuses of the claims.
    Claims,
    /// When the entry was added to the catalogue.
    Added,
    /// Kind of an extension.
    Kind,
}

impl EncodedField {
    /// The number of fields.
    pub const COUNT: usize = Self::ALL.len();

    /// All fields, in the order in which catalogue files are written.
    pub const ALL: [Self; 23] = [
        Self::Summary,
        Self::Stage,
        Self::Organizations,
        Self::Countries,
        Self::Released,
        Self::Architecture,
        Self::Context,
        Self::ContextExtended,
        Self::Modalities,
        Self::Reasoning,
        Self::Tools,
        Self::Knowledge,
        Self::Lifecycle,
        Self::OpenWeights,
        Self::Languages,
        Self::Training,
        Self::BaseModels,
        Self::License,
        Self::Variant,
        Self::Scores,
        Self::Claims,
        Self::Added,
        Self::Kind,
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
            Self::Variant => "variant",
            Self::Scores => "score",
            Self::Claims => "claim",
            Self::Added => "added",
            Self::ContextExtended => "context_extended",
            Self::Modalities => "modalities",
            Self::Reasoning => "reasoning",
            Self::Tools => "tools",
            Self::Knowledge => "knowledge",
            Self::Lifecycle => "lifecycle",
            Self::Kind => "kind",
            Self::Summary => "summary",
        }
    }

    /// The field with this key.
    pub(crate) fn from_key(key: &str) -> Option<Self> {
        Some(match key {
            "summary" => Self::Summary,
            "stage" => Self::Stage,
            "organizations" => Self::Organizations,
            "countries" => Self::Countries,
            "released" => Self::Released,
            "architecture" => Self::Architecture,
            "context" => Self::Context,
            "context_extended" => Self::ContextExtended,
            "modalities" => Self::Modalities,
            "reasoning" => Self::Reasoning,
            "tools" => Self::Tools,
            "knowledge" => Self::Knowledge,
            "lifecycle" => Self::Lifecycle,
            "open_weights" => Self::OpenWeights,
            "languages" => Self::Languages,
            "training" => Self::Training,
            "base_models" => Self::BaseModels,
            "license" => Self::License,
            // The former key, which catalogue files may still have.
            "variant" | "size" => Self::Variant,
            "score" => Self::Scores,
            "claim" => Self::Claims,
            "added" => Self::Added,
            "kind" => Self::Kind,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_stands_for_its_field() {
        assert!(EncodedField::ALL.into_iter().all(|field| EncodedField::from_key(field.key()) == Some(field)));
    }
}
