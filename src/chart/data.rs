//! The data of a chart.

use llm_index::{Index, RowId};

use crate::chart::{
    bars::{Bar, build_bar_chart},
    navigate::Direction,
    point::Point,
    protocol::most_common_protocol,
    scatter::{PlotSpec, ScatterPlot, build_scatter_plot},
    segment_values::{count_models, most_common_benchmark, rows_of_stage},
    spec::ChartSpec,
};

/// A chart of the models that a query matches, of all or of one stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The requested chart, with the benchmark filled in.
    pub spec: ChartSpec,
    /// The number of models of the stage that the query matches.
    pub matched_models: usize,
    /// The number of models in the chart; the others lack a value.
    pub shown_models: usize,
    pub data: ChartData,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ChartData {
    Scatter(Box<ScatterPlot>),
    /// The bars, and the number of values omitted because there are too many.
    Bars(Vec<Bar>, usize),
}

impl Chart {
    /// The chart of some rows of an index, in ascending order. Rows of other stages than that of the
    /// request are left out.
    #[must_use]
    pub fn new(mut spec: ChartSpec, rows: &[RowId], index: &Index) -> Self {
        let of_stage = spec.stage.map(|stage| rows_of_stage(stage, rows, index));
        let rows = of_stage.as_deref().unwrap_or(rows);
        let mut protocol = None;
        if let Some(axes) = &mut spec.axes {
            if axes.has_one_protocol() {
                protocol = most_common_protocol(axes.benchmark, rows, index);
                axes.benchmark = protocol.as_ref().map(|(benchmark, _)| *benchmark).or(axes.benchmark);
            }
            axes.benchmark = axes.benchmark.or_else(|| most_common_benchmark(rows, index));
        }
        let protocol = protocol.map(|(_, scores)| scores);
        let matched_models = count_models(rows, index);
        let (data, shown_models) = if let Some(axes) = spec.axes {
            let (plot, model_count) =
                build_scatter_plot(PlotSpec { axes, grouping: spec.kind.grouping(), protocol }, rows, index);
            (ChartData::Scatter(Box::new(plot)), model_count)
        } else {
            let chart = build_bar_chart(spec.kind, rows, index);
            (ChartData::Bars(chart.bars, chart.omitted), chart.model_count)
        };
        Self { spec, matched_models, shown_models, data }
    }

    /// The number of points or bars.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.data {
            ChartData::Scatter(plot) => plot.points.len(),
            ChartData::Bars(bars, _) => bars.len(),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The point at an index; `None` for bar charts.
    #[must_use]
    pub fn point(&self, idx: usize) -> Option<&Point> {
        match &self.data {
            ChartData::Scatter(plot) => plot.points.get(idx),
            ChartData::Bars(..) => None,
        }
    }

    /// The rank of a point, from 1, and the number of points that have one: by tokens per parameter if the axes have
    /// both, else by the y value; the highest first.
    #[must_use]
    pub fn rank(&self, idx: usize) -> Option<(usize, usize)> {
        match &self.data {
            ChartData::Scatter(plot) => Some((plot.rank_position(idx)? + 1, plot.rank_order.len())),
            ChartData::Bars(..) => None,
        }
    }

    /// The index of the point or bar `steps` after `idx`, clamped at both ends: points by rank, bars from top to bottom.
    #[must_use]
    pub fn step(&self, idx: usize, steps: isize) -> usize {
        let last = self.len().saturating_sub(1);
        match &self.data {
            ChartData::Scatter(plot) => plot.step_by_rank(idx, steps),
            ChartData::Bars(..) => idx.saturating_add_signed(steps).min(last),
        }
    }

    /// The index of the nearest visible point in a direction; that of the next bar up or down. `idx` if there is none.
    #[must_use]
    pub fn step_towards(&self, idx: usize, direction: Direction) -> usize {
        match &self.data {
            ChartData::Scatter(plot) => plot.nearest_towards(idx, direction),
            ChartData::Bars(..) => match direction {
                Direction::Down | Direction::Right => self.step(idx, 1),
                Direction::Up | Direction::Left => self.step(idx, -1),
            },
        }
    }

    /// The scatter plot; `None` for bar charts.
    #[must_use]
    pub fn plot(&self) -> Option<&ScatterPlot> {
        match &self.data {
            ChartData::Scatter(plot) => Some(plot),
            ChartData::Bars(..) => None,
        }
    }

    /// The scatter plot, to zoom and pan it.
    pub fn plot_mut(&mut self) -> Option<&mut ScatterPlot> {
        match &mut self.data {
            ChartData::Scatter(plot) => Some(plot),
            ChartData::Bars(..) => None,
        }
    }
}
