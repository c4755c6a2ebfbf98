//! Charts of models, drawn as text or as SVG, or as data.
//!
//! [`Chart::new`] reads the rows that a query matches once; [`render_text`],
//! [`render_svg`] and [`render_json`] only read the chart.

mod bars;
mod braille;
mod data;
mod frontier;
mod json;
mod label_candidates;
mod labels;
mod marker;
mod navigate;
mod numbers;
mod plot_area;
mod point;
mod protocol;
mod samples;
mod scale;
mod scatter;
mod segment_values;
mod series;
mod spec;
mod stage_counts;
mod svg;
mod svg_writer;
mod text;
mod text_scatter;

pub use bars::Bar;
pub use data::{Chart, ChartData};
pub use frontier::{Frontier, FrontierStep, Lag};
pub use json::render_json;
pub use labels::{
    RankText, axis_label, bar_summary, caption, models_of_tab, notes, point_label, point_summary, rank_text,
    series_name, title,
};
pub use navigate::Direction;
pub use point::Point;
pub use scale::{Scale, ScaleKind};
pub use scatter::ScatterPlot;
pub use series::{Series, SeriesKey};
pub use spec::{Axes, ChartKind, ChartSpec, Grouping, OPTIMAL_TOKENS_PER_PARAM};
pub use stage_counts::StageCounts;
pub use svg::render_svg;
pub use text::{MIN_LINES_WITH_TITLE, TextChart, TextOptions, render_text};
