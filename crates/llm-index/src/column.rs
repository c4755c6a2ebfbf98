//! The columns of a list of entries: their keys, value types and fields.

use crate::field::EncodedField;

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

/// Declares the columns, each with its key, the type of its values and its fields.
macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident: $key:literal, $value_type:ident, [$($field:ident),*];)*) => {
        /// A column of a list of entries.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column {
            $($(#[$doc])* $column,)*
        }

        impl Column {
            /// All columns.
            pub const ALL: &'static [Self] = &[$(Self::$column),*];

            /// The name in queries, on the command line and in exports, and the type of
            /// the values.
            #[must_use]
            pub fn key_and_type(self) -> (&'static str, ValueType) {
                match self {
                    $(Self::$column => ($key, ValueType::$value_type),)*
                }
            }

            /// The dictionary fields that the values come from; empty for a column with
            /// a text of its own for each entry. The first field decides cells and order.
            #[must_use]
            pub fn encoded_fields(self) -> &'static [EncodedField] {
                match self {
                    $(Self::$column => &[$(EncodedField::$field),*],)*
                }
            }
        }
    };
}

columns! {
    /// The name. Filters also match the aliases.
    Name: "name", Text, [];
    /// The name of the variant: a size, version, tier or mode.
    Variant: "variant", Text, [Variant];
    /// The permanent id.
    Id: "id", Text, [];
    /// How the model was trained.
    Stage: "stage", Keyword, [Stage];
    /// The organizations that made it, under all their names.
    Organizations: "org", Text, [Organizations];
    /// The countries of the organizations, as ISO 3166-1 alpha-2 codes.
    Countries: "country", Keyword, [Countries];
    /// The total parameters.
    Parameters: "params", Quantity, [Variant];
    /// The parameters used per token, where they are fewer than all.
    ActiveParameters: "active", Quantity, [Variant];
    /// The release date.
    Released: "released", Date, [Released];
    /// The [score](crate::active_score) on the [active benchmark](llm_catalog::CatalogMeta::active_benchmark), usually in
    /// percent.
    Score: "score", Number, [Scores];
    /// Amounts of training data. Filters match the pre-training tokens.
    TrainingData: "tokens", Quantity, [Training];
    /// The context length that the model was trained for, in tokens.
    ContextLength: "context", Quantity, [Context];
    /// The context length with an extension such as `YaRN`, in tokens.
    ContextExtended: "extended", Quantity, [ContextExtended];
    /// The memory to run it with the bits and the context of the catalogue's
    /// [`memory_budget`](llm_catalog::CatalogMeta::memory_budget), 4 bits and 8K by default, in bytes: an estimate.
    Memory: "memory", Quantity, [Variant];
    /// The number format of the released weights.
    WeightFormat: "format", Keyword, [Variant];
    /// The architecture of the network.
    Architecture: "arch", Keyword, [Architecture];
    /// How attention layers share keys and values.
    Attention: "attention", Keyword, [Variant];
    /// What the model takes.
    InputModalities: "input", Keyword, [Modalities];
    /// What the model gives.
    OutputModalities: "output", Keyword, [Modalities];
    /// Whether it reasons before it answers.
    Reasoning: "reasoning", Keyword, [Reasoning];
    /// Whether it calls tools: `yes` or `no`.
    Tools: "tools", Keyword, [Tools];
    /// The end of its knowledge, as the makers state it.
    Knowledge: "knowledge", Date, [Knowledge];
    /// Whether it can still be used.
    Lifecycle: "lifecycle", Keyword, [Lifecycle];
    /// Whether the weights can be downloaded: `yes` or `no`.
    OpenWeights: "open", Keyword, [OpenWeights];
    /// The languages as BCP 47 codes.
    Languages: "lang", Keyword, [Languages];
    /// The names of the license of the weights.
    License: "license", Text, [License];
    /// Whether the license allows commercial use.
    CommercialUse: "commercial", Keyword, [License];
    /// The ids of the parents. Filters match all ancestors by weights: what training began from.
    Parents: "base", Keyword, [BaseModels];
    /// The ids of the parents by any relation. Filters match all ancestors.
    Relatives: "related", Keyword, [BaseModels];
    /// The title of the paper.
    Paper: "paper", Text, [];
    /// The kinds of the links, and `license` for the page of the license.
    Links: "has", Keyword, [];
    /// The results of the checked claims.
    Claims: "claim", Keyword, [Claims];
    /// The kind of an extension.
    ExtensionKind: "kind", Keyword, [Kind];
    /// What the entry is, in one line.
    Summary: "summary", Text, [Summary];
    /// When the entry was added to the catalogue.
    Added: "added", Date, [Added];
}

impl Column {
    /// The name in queries, on the command line and in exports.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.key_and_type().0
    }

    /// The column with this [key](Self::key).
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.key() == key)
    }

    /// Whether sorting by the column starts with the largest or newest value.
    pub(crate) fn is_descending_by_default(self) -> bool {
        matches!(self.key_and_type().1, ValueType::Quantity | ValueType::Number | ValueType::Date)
    }
}
