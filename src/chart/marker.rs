//! The markers of points and bars.

use llm_catalog::model::Stage;

/// What fills the part of a bar that stands for a stage, distinct without color.
#[must_use]
pub fn bar_fill(stage: Stage) -> char {
    match stage {
        Stage::Base => '█',
        Stage::Sft => '▓',
        Stage::Rlhf => '░',
    }
}

/// The markers for at least 1, 10, 100, 1,000 and 10,000 models.
const DENSITY_MARKERS: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// The marker of a cell with some models, which are at least one.
pub(super) fn density_marker(models: usize) -> char {
    let power = usize::try_from(models.checked_ilog10().unwrap_or_default()).unwrap_or_default();
    DENSITY_MARKERS.get(power.min(DENSITY_MARKERS.len() - 1)).copied().unwrap_or('█')
}
