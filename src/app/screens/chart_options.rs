//! The chart and the axes that a person chose.

use llm_index::{Column, Index};

use crate::{
    app::session::{SavedAxes, SavedChart},
    chart::{Axes, ChartKind},
};

/// The chosen chart and axes, which are kept when the screen is closed.
#[derive(Clone, Debug)]
pub struct ChartOptions {
    pub(super) kind: ChartKind,
    /// The chosen axes of each chart.
    pub(super) axes: [Option<Axes>; ChartKind::ALL.len()],
}

impl Default for ChartOptions {
    fn default() -> Self {
        Self { kind: ChartKind::Parameters, axes: [None; ChartKind::ALL.len()] }
    }
}

impl ChartOptions {
    /// Takes the choices of an earlier session. What this version or this catalogue does not know is left out.
    pub(super) fn restore(&mut self, saved: &SavedChart, index: &Index) {
        let by_key = |key: &str| ChartKind::ALL.into_iter().find(|kind| kind.key() == key);
        self.kind = by_key(&saved.kind).unwrap_or(self.kind);
        for (key, axes) in &saved.axes {
            let chosen = by_key(key).and_then(|kind| self.axes.get_mut(kind.index()));
            if let (Some(chosen), Some(axes)) = (chosen, restore_axes(axes, index)) {
                *chosen = Some(axes);
            }
        }
    }

    /// The choices for the next session.
    pub(super) fn to_saved(&self, index: &Index) -> SavedChart {
        let chosen = ChartKind::ALL.into_iter().zip(&self.axes);
        let chosen = chosen.filter_map(|(kind, axes)| Some((kind.key().to_owned(), save_axes((*axes)?, index))));
        SavedChart { kind: self.kind.key().to_owned(), axes: chosen.collect() }
    }
}

fn restore_axes(saved: &SavedAxes, index: &Index) -> Option<Axes> {
    let benchmarks = &index.meta().benchmarks;
    let benchmark = match &saved.benchmark {
        Some(id) => Some(benchmarks.iter().position(|benchmark| benchmark.id.as_str() == id)?),
        None => None,
    };
    Some(Axes { x: Column::from_key(&saved.x)?, y: Column::from_key(&saved.y)?, benchmark })
}

fn save_axes(axes: Axes, index: &Index) -> SavedAxes {
    let benchmark = axes.benchmark.and_then(|idx| index.meta().benchmarks.get(idx));
    let key = |column: Column| column.key().to_owned();
    SavedAxes { x: key(axes.x), y: key(axes.y), benchmark: benchmark.map(|benchmark| benchmark.id.to_string()) }
}
