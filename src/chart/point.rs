//! A point of a scatter plot.

use llm_catalog::model::Stage;
use llm_index::RowId;

use crate::chart::spec::Axes;

/// A model, one of its variants, or a bin of models.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The row of the variant; of one of the models for a bin.
    pub row: RowId,
    pub stage: Stage,
    /// The series, as an index into those of the plot.
    pub series: usize,
    /// The name of the variant, if the model has several.
    pub variant: Option<Box<str>>,
    /// How the score was measured and by whom, if known.
    pub note: Option<Box<str>>,
    /// False if the training began from other weights.
    pub is_from_scratch: bool,
    /// The number of models; above 1 only for bins.
    pub model_count: usize,
    pub x: f64,
    pub y: f64,
}

impl Point {
    /// Training tokens per parameter, if the axes have both. `None` if the training began from other weights: the
    /// tokens may or may not include those that these had seen.
    #[must_use]
    pub fn tokens_per_param(&self, axes: Axes) -> Option<f64> {
        axes.tokens_per_param(self.x, self.y).filter(|_| self.is_from_scratch)
    }
}
