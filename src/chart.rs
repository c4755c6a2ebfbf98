//! Charts of models: what stands in them, and how it is drawn as text and as
//! a picture.
//!
//! A chart is made once of the rows that a query finds; drawing it reads it.

mod bars;
mod grid;
mod labels;
mod points;
pub mod scale;
mod svg;
mod text;
mod words;

pub use bars::Bar;
pub use grid::symbol;
pub use points::Point;
pub use svg::svg;
pub use text::{Picture, picture};
pub use words::{axis_name, bar_line, point_line, title};

use crate::{
    search::Column,
    shelf::{Fact, Shelf},
};
use scale::{Scale, Steps};

/// Which chart is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Parameters,
    Tokens,
    Score,
    Years,
    Licenses,
    Languages,
}

impl Kind {
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
    pub fn place(self) -> usize {
        self as usize
    }

    /// The chart some places further, around the end.
    #[must_use]
    pub fn step(self, places: isize) -> Self {
        let count = Self::ALL.len();
        let place = self.place().wrapping_add_signed(places).wrapping_add(count) % count;
        Self::ALL.get(place).copied().unwrap_or(self)
    }

    /// What it sets against what at first; bars have no axes.
    #[must_use]
    pub fn axes(self) -> Option<Axes> {
        let (x, y) = match self {
            Self::Parameters => (Column::Released, Column::Parameters),
            Self::Tokens => (Column::Parameters, Column::Training),
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
        [Column::Released, Column::Parameters, Column::Active, Column::Training, Column::Context];

    /// Whether its points have tokens per parameter.
    #[must_use]
    pub fn have_ratio(self) -> bool {
        matches!((self.x, self.y), (Column::Parameters, Column::Training) | (Column::Training, Column::Parameters))
    }

    /// Training tokens per parameter of a point, where it has both.
    #[must_use]
    pub fn ratio(self, point: &Point) -> Option<f64> {
        match (self.x, self.y) {
            (Column::Parameters, Column::Training) => Some(point.y / point.x),
            (Column::Training, Column::Parameters) => Some(point.x / point.y),
            _ => None,
        }
    }

    /// Where the line of compute-optimal training is for a value of the x axis.
    #[must_use]
    pub fn optimal(self, x: f64) -> Option<f64> {
        match (self.x, self.y) {
            (Column::Parameters, Column::Training) => Some(x * TOKENS_PER_PARAMETER),
            (Column::Training, Column::Parameters) => Some(x / TOKENS_PER_PARAMETER),
            _ => None,
        }
    }
}

/// How many tokens a parameter should see for the least computation, by
/// Hoffmann et al., "Training Compute-Optimal Large Language Models" (2022,
/// arXiv:2203.15556): their rule of thumb, which Chinchilla follows with 70B
/// parameters and 1.4T tokens.
pub const TOKENS_PER_PARAMETER: f64 = 20.0;

/// A chart that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Which one.
    pub kind: Kind,
    /// Of a chart of points, what it sets against what.
    pub axes: Option<Axes>,
}

impl From<Kind> for Ask {
    fn from(kind: Kind) -> Self {
        Self { kind, axes: kind.axes() }
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What was asked for.
    pub ask: Ask,
    /// How many models the query finds.
    pub found: usize,
    /// How many of them stand in the chart; of the others something is not known.
    pub shown: usize,
    /// What stands in it.
    pub body: Body,
}

/// What stands in a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Points.
    Points(Points),
    /// Bars, and how many were left out behind them.
    Bars(Vec<Bar>, usize),
}

/// Models on two axes.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    /// What they are set on.
    pub axes: Axes,
    /// From the left.
    pub x: Scale,
    /// From below.
    pub y: Scale,
    /// The points by x, then by y.
    pub points: Vec<Point>,
    /// Their places by tokens per parameter, where they have both; else none.
    pub by_ratio: Vec<usize>,
    /// Whether there are so many that points stand for several models each.
    pub is_dense: bool,
}

impl Chart {
    /// The chart of what a query finds, by rows in the order of the shelf.
    #[must_use]
    pub fn of(mut ask: Ask, rows: &[u32], shelf: &Shelf) -> Self {
        if let Some(axes) = &mut ask.axes {
            axes.benchmark = axes.benchmark.or_else(|| points::most_frequent(rows, shelf));
        }
        let found = rows.iter().filter(|row| is_model(**row as usize, shelf)).count();
        let (body, shown) = match ask.axes {
            Some(axes) => {
                let (points, shown) = points::points(axes, rows, shelf);
                (Body::Points(points), shown)
            }
            None => bars::bars(ask.kind, rows, shelf),
        };
        Self { ask, found, shown, body }
    }

    /// How many points or bars it has.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.body {
            Body::Points(points) => points.points.len(),
            Body::Bars(bars, _) => bars.len(),
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
        match &self.body {
            Body::Points(points) => points.points.get(place),
            Body::Bars(..) => None,
        }
    }

    /// Which of the points with tokens per parameter one is, from 0, by those.
    #[must_use]
    pub fn rank(&self, place: usize) -> Option<usize> {
        match &self.body {
            Body::Points(points) => points.by_ratio.iter().position(|other| *other == place),
            Body::Bars(..) => None,
        }
    }

    /// The place that is some steps away in its own order: of points with
    /// tokens per parameter, by those; of others, by x and y.
    #[must_use]
    pub fn step(&self, place: usize, steps: isize) -> usize {
        let last = self.len().saturating_sub(1);
        match &self.body {
            Body::Points(Points { by_ratio, .. }) if !by_ratio.is_empty() => {
                let rank = self.rank(place).unwrap_or_default();
                by_ratio.get(rank.saturating_add_signed(steps).min(last)).copied().unwrap_or_default()
            }
            _ => place.saturating_add_signed(steps).min(last),
        }
    }
}

fn is_model(row: usize, shelf: &Shelf) -> bool {
    shelf.part_of(row).is_some_and(|(part, row)| part.code(Fact::Stage, row) > 0)
}

/// How the values of a column are spread over an axis.
fn steps(column: Column) -> Steps {
    match column {
        Column::Released => Steps::Years,
        Column::Score => Steps::Linear,
        _ => Steps::Log,
    }
}
