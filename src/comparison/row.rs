//! A row of a comparison.

use llm_catalog::{
    id::Id,
    localized::Locale,
    training::{TrainingKind, TrainingUnit},
};
use llm_index::Column;

use crate::{
    comparison::cell::{Cell, ValueMark},
    i18n::LocalizedStr,
};

/// One fact about each model.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: RowKey,
    pub label: String,
    /// Says the same where the label does not fit.
    pub short_label: Option<String>,
    /// A cell for each model.
    pub cells: Vec<Cell>,
    /// True if the known values differ.
    pub differs: bool,
}

/// What a row compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKey {
    Column(Column),
    /// Amounts of training data of one unit and kind.
    Training(TrainingUnit, TrainingKind),
    TokensPerParameter,
    /// Scores on a benchmark, in any setting.
    Score {
        /// The id of the benchmark.
        benchmark: Id,
    },
}

/// A part of a comparison: rows about one topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Who made it and when.
    Origin,
    /// Size, context and memory.
    Size,
    /// What goes in and comes out.
    Capabilities,
    Training,
    /// Weights, license and links.
    Availability,
    Scores,
}

impl Section {
    /// The heading above the rows.
    #[must_use]
    pub fn heading(self, locale: Locale) -> &'static str {
        let heading = match self {
            Self::Origin => LocalizedStr { en: "Origin", zh: "来源" },
            Self::Size => LocalizedStr { en: "Size", zh: "规模" },
            Self::Capabilities => LocalizedStr { en: "Capabilities", zh: "能力" },
            Self::Training => LocalizedStr { en: "Training", zh: "训练" },
            Self::Availability => LocalizedStr { en: "Availability", zh: "获取" },
            Self::Scores => LocalizedStr { en: "Scores", zh: "得分" },
        };
        heading.get(locale)
    }
}

impl RowKey {
    /// The part of the comparison that a row stands in.
    #[must_use]
    pub fn section(&self) -> Section {
        match self {
            Self::Column(
                Column::Parameters
                | Column::ActiveParameters
                | Column::Memory
                | Column::ContextLength
                | Column::ContextExtended
                | Column::Architecture,
            ) => Section::Size,
            Self::Column(
                Column::InputModalities
                | Column::OutputModalities
                | Column::Reasoning
                | Column::Tools
                | Column::Languages
                | Column::Knowledge,
            ) => Section::Capabilities,
            Self::Column(Column::TrainingData | Column::Parents) | Self::Training(..) | Self::TokensPerParameter => {
                Section::Training
            }
            Self::Column(
                Column::OpenWeights
                | Column::WeightFormat
                | Column::License
                | Column::CommercialUse
                | Column::Paper
                | Column::Links,
            ) => Section::Availability,
            Self::Column(_) => Section::Origin,
            Self::Score { .. } => Section::Scores,
        }
    }
}

impl Row {
    /// A row of anything but scores.
    pub(super) fn new(key: RowKey, label: String, cells: Vec<Cell>) -> Self {
        let mut row = Self { key, label, short_label: None, cells, differs: false };
        let texts: Vec<_> = row.cells.iter().filter(|cell| cell.is_known()).map(|cell| cell.text(Locale::En)).collect();
        row.differs = texts.windows(2).any(|pair| pair.first() != pair.last());
        row.mark_best();
        row
    }

    /// True if the values of all models are known and equal. What is not known may differ.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        !self.differs && self.cells.iter().all(Cell::is_known)
    }

    /// True if no cell has a value.
    pub(super) fn is_empty(&self) -> bool {
        !self.cells.iter().any(Cell::is_known)
    }

    /// Marks the best cells, unless all known ones are equal.
    fn mark_best(&mut self) {
        let values = || self.cells.iter().filter_map(|cell| cell.rank_value);
        let (min, max) = (values().min_by(f64::total_cmp), values().max_by(f64::total_cmp));
        if min < max {
            let best = self.cells.iter_mut().filter(|cell| cell.rank_value == max);
            for value in best.flat_map(|cell| &mut cell.values) {
                value.mark = Some(ValueMark::Best);
            }
        }
    }
}
