//! The columns of a list of entries: their keys, value types and fields.

use crate::field::EncodedField;

/// A column of a list of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The name. Filters also match the aliases.
    Name,
    /// The permanent id.
    Id,
    /// How the model was trained.
    Stage,
    /// The organizations that made it, under all their names.
    Organizations,
    /// The countries of the organizations, as ISO 3166-1 alpha-2 codes.
    Countries,
    /// The total parameters of the sizes.
    Parameters,
    /// The parameters used per token of the sizes, where they are fewer than all.
    ActiveParameters,
    /// The release date.
    Released,
    /// The best score on the active benchmark, usually in percent.
    Score,
    /// Amounts of training data. Filters match the pre-training tokens of the model and its sizes.
    TrainingData,
    /// The context length in tokens.
    ContextLength,
    /// The architecture of the network.
    Architecture,
    /// Whether the weights can be downloaded: `yes` or `no`.
    OpenWeights,
    /// The languages as BCP 47 codes.
    Languages,
    /// The names of the license of the weights.
    License,
    /// Whether the license allows commercial use.
    CommercialUse,
    /// The ids of the parents. Filters match all ancestors.
    Parents,
    /// The title of the paper.
    Paper,
    /// The kinds of the links, and `license` for the page of the license.
    Links,
    /// The results of the checked claims.
    Claims,
    /// The kind of an extension.
    ExtensionKind,
    /// What an extension is, in one line.
    Summary,
}

/// The type of the values of a column, which decides how filters are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Free text; a filter matches anywhere in it.
    Text,
    /// A keyword; a filter matches all of it, or its parts up to a hyphen.
    Keyword,
    /// Whole numbers with magnitudes, such as `7B`.
    Quantity,
    /// Decimal numbers.
    Number,
    /// Dates.
    Date,
}

impl Column {
    /// All columns.
    pub const ALL: [Self; 22] = [
        Self::Name,
        Self::Id,
        Self::Stage,
        Self::Organizations,
        Self::Countries,
        Self::Parameters,
        Self::ActiveParameters,
        Self::Released,
        Self::Score,
        Self::TrainingData,
        Self::ContextLength,
        Self::Architecture,
        Self::OpenWeights,
        Self::Languages,
        Self::License,
        Self::CommercialUse,
        Self::Parents,
        Self::Paper,
        Self::Links,
        Self::Claims,
        Self::ExtensionKind,
        Self::Summary,
    ];

    /// The name in queries, on the command line and in exports, and the type of
    /// the values.
    #[must_use]
    pub fn key_and_type(self) -> (&'static str, ValueType) {
        match self {
            Self::Name => ("name", ValueType::Text),
            Self::Id => ("id", ValueType::Text),
            Self::Stage => ("stage", ValueType::Keyword),
            Self::Organizations => ("org", ValueType::Text),
            Self::Countries => ("country", ValueType::Keyword),
            Self::Parameters => ("params", ValueType::Quantity),
            Self::ActiveParameters => ("active", ValueType::Quantity),
            Self::Released => ("released", ValueType::Date),
            Self::Score => ("score", ValueType::Number),
            Self::TrainingData => ("tokens", ValueType::Quantity),
            Self::ContextLength => ("context", ValueType::Quantity),
            Self::Architecture => ("arch", ValueType::Keyword),
            Self::OpenWeights => ("open", ValueType::Keyword),
            Self::Languages => ("lang", ValueType::Keyword),
            Self::License => ("license", ValueType::Text),
            Self::CommercialUse => ("commercial", ValueType::Keyword),
            Self::Parents => ("base", ValueType::Keyword),
            Self::Paper => ("paper", ValueType::Text),
            Self::Links => ("has", ValueType::Keyword),
            Self::Claims => ("claim", ValueType::Keyword),
            Self::ExtensionKind => ("kind", ValueType::Keyword),
            Self::Summary => ("summary", ValueType::Text),
        }
    }

    /// The dictionary fields that the values come from; empty for a column with
    /// a text of its own for each entry. The first field decides cells and order.
    #[must_use]
    pub fn encoded_fields(self) -> &'static [EncodedField] {
        match self {
            Self::Stage => &[EncodedField::Stage],
            Self::Organizations => &[EncodedField::Organizations],
            Self::Countries => &[EncodedField::Countries],
            Self::Parameters | Self::ActiveParameters => &[EncodedField::Sizes],
            Self::Released => &[EncodedField::Released],
            Self::Score => &[EncodedField::Scores],
            Self::TrainingData => &[EncodedField::Training, EncodedField::Sizes],
            Self::ContextLength => &[EncodedField::Context],
            Self::Architecture => &[EncodedField::Architecture],
            Self::OpenWeights => &[EncodedField::OpenWeights],
            Self::Languages => &[EncodedField::Languages],
            Self::License | Self::CommercialUse => &[EncodedField::License],
            Self::Parents => &[EncodedField::BaseModels],
            Self::Claims => &[EncodedField::Claims],
            Self::ExtensionKind => &[EncodedField::Kind],
            Self::Summary => &[EncodedField::Summary],
            Self::Name | Self::Id | Self::Paper | Self::Links => &[],
        }
    }

    /// The name in queries, on the command line and in exports.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.key_and_type().0
    }

    /// The column with this [key](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key() == key)
    }

    /// Whether sorting by the column starts with the largest or newest value.
    pub(crate) fn is_descending_by_default(self) -> bool {
        matches!(self.key_and_type().1, ValueType::Quantity | ValueType::Number | ValueType::Date)
    }
}
