//! The number of models of each stage.

use llm_catalog::model::Stage;

/// The number of models of each stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageCounts([usize; Stage::ALL.len()]);

impl StageCounts {
    /// Adds models of one stage.
    pub fn add(&mut self, stage: Stage, models: usize) {
        for (count, _) in self.0.iter_mut().zip(Stage::ALL).filter(|(_, other)| *other == stage) {
            *count += models;
        }
    }

    /// The number of models of all stages.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// Every stage with its count, in the order of [`Stage::ALL`].
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Stage, usize)> + use<> {
        Stage::ALL.into_iter().zip(self.0)
    }
}
