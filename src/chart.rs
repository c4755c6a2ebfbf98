//! Charts of models: what stands in them, and how it is drawn as text and as
//! a picture.
//!
//! A chart is made once of the rows that a query finds; drawing it reads it.

mod bars;
mod grid;
mod label_placement;
mod labels;
mod points;
pub mod scale;
mod svg;
mod text;

pub use crate::chart::bars::Bar;
pub use crate::chart::grid::marker;
pub use crate::chart::labels::{axis_label, bar_summary, point_summary, title};
pub use crate::chart::points::Point;
pub use crate::chart::svg::render_svg;
pub use crate::chart::text::{TextChart, render_text};

use llm_index::{Column, EncodedField, Index, RowId};

use crate::chart::scale::{Scale, ScaleKind};

/// Which chart is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ChartKind {
    Parameters,
    Tokens,
    Score,
    Years,
    Licenses,
    Languages,
}

impl ChartKind {
    /// Every chart, in the order of its keys.
    pub const ALL: [Self; 6] =
        [Self::Parameters, Self::Tokens, Self::Score, Self::Years, Self::Licenses, Self::Languages];

    /// Its name on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Parameters => "parameters",
            Self::Tokens => "tokens",
            Self::Score => "score",
            Self::Years => "years",
            Self::Licenses => "licenses",
            Self::Languages => "languages",
        }
    }

    /// Its place among all, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The chart some places further, around the end.
    #[must_use]
    pub fn step(self, places: isize) -> Self {
        let count = Self::ALL.len();
        let place = self.index().wrapping_add_signed(places).wrapping_add(count) % count;
        Self::ALL.get(place).copied().unwrap_or(self)
    }

    /// What it sets against what at first; bars have no axes.
    #[must_use]
    pub fn axes(self) -> Option<Axes> {
        let (x, y) = match self {
            Self::Parameters => (Column::Released, Column::Parameters),
            Self::Tokens => (Column::Parameters, Column::TrainingData),
            Self::Score => (Column::Parameters, Column::Score),
            Self::Years | Self::Licenses | Self::Languages => return None,
        };
        Some(Axes { x, y, benchmark: None })
    }
}

/// What a chart of points sets against what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axes {
    /// What is counted from the left.
    pub x: Column,
    /// What is counted from below.
    pub y: Column,
    /// The benchmark of scores, by its place in the catalogue. Scores of two
    /// benchmarks never stand in one chart: where none is chosen, it is the one
    /// that most of what is found has.
    pub benchmark: Option<usize>,
}

impl Axes {
    /// The columns that have one figure or date of one sort. Of training
    /// figures, these are tokens seen in pre-training. Scores are the sixth.
    pub const COLUMNS: [Column; 5] =
        [Column::Released, Column::Parameters, Column::ActiveParameters, Column::TrainingData, Column::ContextLength];

    /// Whether its points have tokens per parameter.
    #[must_use]
    pub fn has_ratio(self) -> bool {
        matches!(
            (self.x, self.y),
            (Column::Parameters, Column::TrainingData) | (Column::TrainingData, Column::Parameters)
        )
    }

    /// Training tokens per parameter of a point, where it has both.
    #[must_use]
    pub fn tokens_per_param(self, point: &Point) -> Option<f64> {
        match (self.x, self.y) {
            (Column::Parameters, Column::TrainingData) => Some(point.y / point.x),
            (Column::TrainingData, Column::Parameters) => Some(point.x / point.y),
            _ => None,
        }
    }

    /// Where the line of compute-optimal training is for a value of the x axis.
    #[must_use]
    pub fn compute_optimal_y(self, x: f64) -> Option<f64> {
        match (self.x, self.y) {
            (Column::Parameters, Column::TrainingData) => Some(x * OPTIMAL_TOKENS_PER_PARAM),
            (Column::TrainingData, Column::Parameters) => Some(x / OPTIMAL_TOKENS_PER_PARAM),
            _ => None,
        }
    }
}

/// How many tokens a parameter should see for the least computation, by
/// Hoffmann et al., "Training Compute-Optimal Large Language Models" (2022,
/// arXiv:2203.15556): their rule of thumb, which Chinchilla follows with 70B
/// parameters and 1.4T tokens.
pub const OPTIMAL_TOKENS_PER_PARAM: f64 = 20.0;

/// A chart that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChartSpec {
    /// Which one.
    pub kind: ChartKind,
    /// Of a chart of points, what it sets against what.
    pub axes: Option<Axes>,
}

impl From<ChartKind> for ChartSpec {
    fn from(kind: ChartKind) -> Self {
        Self { kind, axes: kind.axes() }
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What was asked for.
    pub spec: ChartSpec,
    /// How many models the query finds.
    pub matched_models: usize,
    /// How many of them stand in the chart; of the others something is not known.
    pub shown_models: usize,
    /// What stands in it.
    pub data: ChartData,
}

/// What stands in a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartData {
    /// Points.
    Scatter(ScatterPlot),
    /// Bars, and how many were left out behind them.
    Bars(Vec<Bar>, usize),
}

/// Models on two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterPlot {
    /// What they are set on.
    pub axes: Axes,
    /// From the left.
    pub x: Scale,
    /// From below.
    pub y: Scale,
    /// The points by x, then by y.
    pub points: Vec<Point>,
    /// Their places by tokens per parameter, where they have both; else none.
    pub order_by_ratio: Vec<usize>,
    /// Whether there are so many that points stand for several models each.
    pub is_binned: bool,
}

impl Chart {
    /// The chart of what a query finds, by rows in the order of the shelf.
    #[must_use]
    pub fn new(mut ask: ChartSpec, rows: &[RowId], shelf: &Index) -> Self {
        if let Some(axes) = &mut ask.axes {
            axes.benchmark = axes.benchmark.or_else(|| points::most_common_benchmark(rows, shelf));
        }
        let found = rows.iter().filter(|row| is_model(**row, shelf)).count();
        let (body, shown) = match ask.axes {
            Some(axes) => {
                let (points, shown) = points::build_points(axes, rows, shelf);
                (ChartData::Scatter(points), shown)
            }
            None => bars::build_bars(ask.kind, rows, shelf),
        };
        Self { spec: ask, matched_models: found, shown_models: shown, data: body }
    }

    /// How many points or bars it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.data {
            ChartData::Scatter(points) => points.points.len(),
            ChartData::Bars(bars, _) => bars.len(),
        }
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The point at a place.
    #[must_use]
    pub fn point(&self, place: usize) -> Option<&Point> {
        match &self.data {
            ChartData::Scatter(points) => points.points.get(place),
            ChartData::Bars(..) => None,
        }
    }

    /// Which of the points with tokens per parameter one is, from 0, by those.
    #[must_use]
    pub fn ratio_rank(&self, place: usize) -> Option<usize> {
        match &self.data {
            ChartData::Scatter(points) => points.order_by_ratio.iter().position(|other| *other == place),
            ChartData::Bars(..) => None,
        }
    }

    /// The place that is some steps away in its own order: of points with
    /// tokens per parameter, by those; of others, by x and y.
    #[must_use]
    pub fn step(&self, place: usize, steps: isize) -> usize {
        let last = self.len().saturating_sub(1);
        match &self.data {
            ChartData::Scatter(ScatterPlot { order_by_ratio: by_ratio, .. }) if !by_ratio.is_empty() => {
                let rank = self.ratio_rank(place).unwrap_or_default();
                by_ratio.get(rank.saturating_add_signed(steps).min(last)).copied().unwrap_or_default()
            }
            _ => place.saturating_add_signed(steps).min(last),
        }
    }
}

fn is_model(row: RowId, shelf: &Index) -> bool {
    shelf.locate(row).is_some_and(|(part, row)| part.key(EncodedField::Stage, row) > 0)
}

/// How the values of a column are spread over an axis.
fn scale_kind(column: Column) -> ScaleKind {
    match column {
        Column::Released => ScaleKind::Years,
        Column::Score => ScaleKind::Linear,
        _ => ScaleKind::Log,
    }
}
