//! The kind and axes of a chart.

use llm_catalog::model::Stage;
use llm_index::Column;

/// The kind of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    Parameters,
    Tokens,
    Score,
    Years,
    Licenses,
    Languages,
    ScoreOverTime,
    Context,
    OpenClosed,
}

impl ChartKind {
    /// Every chart, in the order of the digit keys that select them.
    pub const ALL: [Self; 9] = [
        Self::Parameters,
        Self::Tokens,
        Self::Score,
        Self::Years,
        Self::Licenses,
        Self::Languages,
        Self::ScoreOverTime,
        Self::Context,
        Self::OpenClosed,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::Tokens => "tokens",
            Self::Score => "score",
            Self::Years => "years",
            Self::Licenses => "licenses",
            Self::Languages => "languages",
            Self::ScoreOverTime => "score-over-time",
            Self::Context => "context",
            Self::OpenClosed => "open-closed",
        }
    }

    /// The index in [`ALL`](Self::ALL).
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The chart `steps` after this one, wrapping around at both ends.
    #[must_use]
    pub fn step(self, steps: isize) -> Self {
        let count = Self::ALL.len();
        let idx = self.index().wrapping_add_signed(steps).wrapping_add(count) % count;
        Self::ALL.get(idx).copied().unwrap_or(self)
    }

    /// The default axes of a scatter plot; `None` for bar charts.
    #[must_use]
    pub fn axes(self) -> Option<Axes> {
        let (x, y) = match self {
            Self::Parameters => (Column::Released, Column::Parameters),
            Self::Tokens => (Column::Parameters, Column::TrainingData),
            Self::Score => (Column::Parameters, Column::Score),
            Self::ScoreOverTime | Self::OpenClosed => (Column::Released, Column::Score),
            Self::Context => (Column::Released, Column::ContextLength),
            Self::Years | Self::Licenses | Self::Languages => return None,
        };
        Some(Axes { x, y, benchmark: None })
    }
}

/// What tells the points of a scatter plot apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    Stage,
    /// The first organization of a model; those with the fewest models are one group.
    Maker,
    /// Open or closed weights.
    Weights,
}

impl ChartKind {
    /// What the markers of a scatter plot stand for.
    #[must_use]
    pub fn grouping(self) -> Grouping {
        match self {
            Self::ScoreOverTime => Grouping::Maker,
            Self::OpenClosed => Grouping::Weights,
            _ => Grouping::Stage,
        }
    }
}

/// The axes of a scatter plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axes {
    pub x: Column,
    pub y: Column,
    /// The benchmark of [`Column::Score`], as an index into the catalogue's
    /// benchmarks. Scores of different benchmarks are never mixed; `None` means
    /// the benchmark that most of the matched models have a score on.
    pub benchmark: Option<usize>,
}

impl Axes {
    /// The columns that can be an axis besides [`Column::Score`]: each has one
    /// number or date per model. [`Column::TrainingData`] means pre-training tokens.
    pub const COLUMNS: [Column; 5] =
        [Column::Released, Column::Parameters, Column::ActiveParameters, Column::TrainingData, Column::ContextLength];

    /// True if one axis is parameters and the other is training tokens.
    #[must_use]
    pub fn has_ratio(self) -> bool {
        matches!(
            (self.x, self.y),
            (Column::Parameters, Column::TrainingData) | (Column::TrainingData, Column::Parameters)
        )
    }

    /// True if the plot has lines of the best value so far.
    #[must_use]
    pub fn has_frontier(self) -> bool {
        self.x == Column::Released && matches!(self.y, Column::Score | Column::ContextLength)
    }

    /// True if only scores of one evaluation protocol are shown, so that the best ones compare.
    #[must_use]
    pub fn has_one_protocol(self) -> bool {
        self.has_frontier() && self.y == Column::Score
    }

    /// Training tokens per parameter at a position; `None` without [`has_ratio`](Self::has_ratio).
    #[must_use]
    pub fn tokens_per_param(self, x: f64, y: f64) -> Option<f64> {
        match (self.x, self.y) {
            (Column::Parameters, Column::TrainingData) => Some(y / x),
            (Column::TrainingData, Column::Parameters) => Some(x / y),
            _ => None,
        }
    }

    /// The y value of the compute-optimal line, [`OPTIMAL_TOKENS_PER_PARAM`], at `x`;
    /// `None` without [`has_ratio`](Self::has_ratio).
    #[must_use]
    pub fn compute_optimal_y(self, x: f64) -> Option<f64> {
        match (self.x, self.y) {
            (Column::Parameters, Column::TrainingData) => Some(x * OPTIMAL_TOKENS_PER_PARAM),
            (Column::TrainingData, Column::Parameters) => Some(x / OPTIMAL_TOKENS_PER_PARAM),
            _ => None,
        }
    }
}

/// Training tokens per parameter that minimize the loss for a given amount of
/// compute: the rule of thumb drawn from Hoffmann et al., "Training
/// Compute-Optimal Large Language Models" (2022, arXiv:2203.15556). Chinchilla,
/// with 70B parameters and 1.4T tokens, follows it.
pub const OPTIMAL_TOKENS_PER_PARAM: f64 = 20.0;

/// A request for a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartSpec {
    pub kind: ChartKind,
    /// The axes of a scatter plot; `None` for bar charts.
    pub axes: Option<Axes>,
    /// The stage whose models are in the chart; `None` for those of every stage.
    pub stage: Option<Stage>,
}

impl From<ChartKind> for ChartSpec {
    fn from(kind: ChartKind) -> Self {
        Self { kind, axes: kind.axes(), stage: None }
    }
}
