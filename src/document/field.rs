//! The field that a document line shows, and the glossary term that explains it.

use llm_catalog::{
    CatalogMeta,
    id::Id,
    model::{Architecture, Stage},
    training::TrainingKind,
};
use llm_index::{Column, serde_name};

use crate::{comparison::RowKey, glossary::Glossary};

/// The column or fact that a document line shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocField {
    Column(Column),
    Stage(Stage),
    Architecture(Architecture),
    /// An amount of training data of one kind.
    Training(TrainingKind),
    /// A score on the benchmark with this id.
    Score(Id),
    TokensPerParameter,
    TrainingCompute,
    WeightSize,
    TimeAfterParent,
    Descendants,
}

impl DocField {
    /// The field of a list column. The score column shows the scores on the active benchmark.
    #[must_use]
    pub fn from_column(column: Column, meta: &CatalogMeta) -> Self {
        match (column, meta.active_benchmark()) {
            (Column::Score, Some(benchmark)) => Self::Score(benchmark.id.clone()),
            _ => Self::Column(column),
        }
    }

    /// The index of the glossary term that explains it.
    #[must_use]
    pub fn term(&self, glossary: &Glossary) -> Option<usize> {
        let by_value = |value: &str, column: Column| {
            glossary.index_by_value(value).or_else(|| glossary.index_by_column(column.key()))
        };
        match self {
            Self::Column(column) => glossary.index_by_column(column.key()),
            Self::Stage(stage) => by_value(&serde_name(stage), Column::Stage),
            Self::Architecture(architecture) => by_value(&serde_name(architecture), Column::Architecture),
            Self::Training(kind) => by_value(&serde_name(kind), Column::TrainingData),
            Self::Score(benchmark) => glossary
                .index_by_benchmark(benchmark.as_str())
                .or_else(|| glossary.index_by_column(Column::Score.key())),
            Self::TokensPerParameter => glossary.index_by_id("chinchilla"),
            Self::TrainingCompute => glossary.index_by_id("flop"),
            Self::WeightSize => glossary.index_by_id("quantization"),
            Self::TimeAfterParent | Self::Descendants => glossary.index_by_id("lineage"),
        }
    }
}

impl From<Column> for DocField {
    fn from(column: Column) -> Self {
        Self::Column(column)
    }
}

impl From<&RowKey> for DocField {
    fn from(key: &RowKey) -> Self {
        match key {
            RowKey::Column(column) => Self::Column(*column),
            RowKey::Training(_, kind) => Self::Training(*kind),
            RowKey::TokensPerParameter => Self::TokensPerParameter,
            RowKey::Score { benchmark } => Self::Score(benchmark.clone()),
        }
    }
}
