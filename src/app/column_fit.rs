//! The widths of the columns of the list.

use ratatui::layout::Rect;

use llm_index::Column;

use crate::{app::list_columns::ListColumns, columns::ColumnExt};

/// Columns between two columns.
pub(super) const COLUMN_GAP: u16 = 1;
const MIN_NAME_WIDTH: u16 = 16;
/// In a narrower list the heading of the memory says only what it is for.
const FULL_MEMORY_HEADING_MIN_WIDTH: u16 = 70;

/// A sign without a text.
const SIGN_WIDTH: u16 = 1;
/// In a narrower list, chosen columns start with signs alone where they have some.
const SIGNS_ONLY_BELOW: u16 = 60;

/// How the width of a list of models is used: each step shows a column or widens it, the most useful first.
const MODEL_STEPS: [(Column, Width); 29] = [
    (Column::Memory, Width::Exactly(8)),
    (Column::Parameters, Width::Exactly(6)),
    (Column::Released, Width::Exactly(8)),
    // Signs without a text.
    (Column::Stage, Width::Exactly(SIGN_WIDTH)),
    (Column::Organizations, Width::Exactly(9)),
    (Column::ContextLength, Width::Exactly(6)),
    (Column::License, Width::Exactly(SIGN_WIDTH)),
    (Column::Stage, Width::Exactly(6)),
    (Column::Name, Width::UpTo(18)),
    (Column::Score, Width::Exactly(9)),
    (Column::License, Width::Exactly(9)),
    (Column::Organizations, Width::UpTo(12)),
    (Column::License, Width::Exactly(12)),
    (Column::Organizations, Width::UpTo(15)),
    // With a bar.
    (Column::Parameters, Width::Exactly(10)),
    (Column::Name, Width::UpTo(20)),
    (Column::Name, Width::UpTo(24)),
    (Column::Organizations, Width::UpTo(17)),
    (Column::License, Width::UpTo(16)),
    (Column::Summary, Width::Exactly(32)),
    (Column::ActiveParameters, Width::Exactly(6)),
    (Column::TrainingData, Width::Exactly(11)),
    (Column::Links, Width::Exactly(5)),
    (Column::Languages, Width::Exactly(6)),
    (Column::Name, Width::UpTo(28)),
    (Column::Organizations, Width::UpTo(22)),
    (Column::Summary, Width::UpTo(60)),
    (Column::License, Width::UpTo(32)),
    (Column::Name, Width::UpTo(40)),
];
/// The same for extensions.
const EXTENSION_STEPS: [(Column, Width); 7] = [
    (Column::Name, Width::UpTo(18)),
    (Column::Summary, Width::Exactly(24)),
    (Column::ExtensionKind, Width::Exactly(12)),
    (Column::Summary, Width::UpTo(40)),
    (Column::Name, Width::UpTo(24)),
    (Column::Links, Width::Exactly(5)),
    (Column::Summary, Width::UpTo(60)),
];

/// The width of a column after a step.
#[derive(Clone, Copy)]
enum Width {
    /// This one, or the step is not taken.
    Exactly(u16),
    /// As much as there is, up to this one.
    UpTo(u16),
}

/// Chooses the columns that fit, after the name and the sort column the most useful ones, and their areas.
pub(super) fn fit_columns(table: Rect, columns: &ListColumns) -> Vec<(Column, Rect)> {
    let mut fit = ColumnFit { widths: vec![None; columns.columns.len()], columns, spare: table.width + COLUMN_GAP };
    fit.widen(Column::Name, Width::Exactly(MIN_NAME_WIDTH.min(table.width)));
    for column in columns.sort_column.into_iter().chain(columns.filtered_column) {
        // The sign of the order is after the heading.
        let sign = u16::from(!column.layout().right_aligned);
        let width = fit.full_width(column, table.width) + sign;
        fit.widen(column, Width::Exactly(width));
    }
    if columns.is_chosen {
        fit.show_all(table.width);
    }
    for (column, width) in steps(columns) {
        let width = match column {
            Column::Memory => Width::Exactly(fit.full_width(*column, table.width)),
            _ => *width,
        };
        if !columns.is_chosen || fit.is_shown(*column) {
            fit.widen(*column, width);
        }
    }
    // Columns of no step, which were asked for.
    fit.show_all(table.width);
    fit.areas(table)
}

fn steps(columns: &ListColumns) -> &'static [(Column, Width)] {
    let is_of_extensions = columns.columns.iter().any(|spec| spec.column == Column::ExtensionKind);
    if is_of_extensions { &EXTENSION_STEPS } else { &MODEL_STEPS }
}

struct ColumnFit<'a> {
    columns: &'a ListColumns,
    /// The width of each column that is shown.
    widths: Vec<Option<u16>>,
    /// Columns that are left.
    spare: u16,
}

impl ColumnFit<'_> {
    /// The width with which a column is legible.
    fn full_width(&self, column: Column, table_width: u16) -> u16 {
        let min_width = column.layout().min_width;
        match column {
            Column::Memory if table_width >= FULL_MEMORY_HEADING_MIN_WIDTH => self.columns.memory_width.max(min_width),
            _ => min_width,
        }
    }

    /// Shows or widens a column, if it is one of the list and it fits.
    fn widen(&mut self, column: Column, width: Width) {
        let specs = self.columns.columns.iter().zip(&mut self.widths);
        let Some((spec, current)) = specs.into_iter().find(|(spec, _)| spec.column == column) else { return };
        // A width that a person chose stays; the name is cut rather than left out.
        let max_width = if column == Column::Name { self.spare.saturating_sub(COLUMN_GAP) } else { u16::MAX };
        let width =
            spec.width.filter(|_| current.is_none()).map_or(width, |width| Width::Exactly(width.min(max_width)));
        if current.is_some() && spec.width.is_some() {
            return;
        }
        let (from, gap) = current.map_or((0, COLUMN_GAP), |width| (width, 0));
        let extra = match width {
            Width::Exactly(width) => Some(width.saturating_sub(from) + gap).filter(|extra| *extra <= self.spare),
            Width::UpTo(width) => Some(width.saturating_sub(from).min(self.spare)).filter(|_| from > 0),
        };
        if let Some(extra) = extra {
            *current = Some(from + extra - gap);
            self.spare -= extra;
        }
    }

    /// Shows the columns that are left, from the left, as far as it fits: legible, else as narrow as they can be.
    fn show_all(&mut self, table_width: u16) {
        for spec in &self.columns.columns {
            for width in self.first_widths(spec.column, table_width) {
                if !self.is_shown(spec.column) {
                    self.widen(spec.column, Width::Exactly(width));
                }
            }
        }
    }

    /// The widths to try for a column before columns are widened: a legible one, then one that may show only a sign,
    /// which is enough in a narrow list.
    fn first_widths(&self, column: Column, table_width: u16) -> [u16; 2] {
        let widths = || {
            steps(self.columns).iter().filter_map(move |(other, width)| match width {
                Width::Exactly(width) if *other == column => Some(*width),
                _ => None,
            })
        };
        let full = self.full_width(column, table_width);
        let narrowest = widths().min().unwrap_or(full).min(full);
        let legible = widths().find(|width| *width > SIGN_WIDTH).unwrap_or(full);
        [if table_width < SIGNS_ONLY_BELOW { narrowest } else { legible.max(narrowest) }, narrowest]
    }

    fn is_shown(&self, column: Column) -> bool {
        self.columns.columns.iter().zip(&self.widths).any(|(spec, width)| spec.column == column && width.is_some())
    }

    fn areas(&self, table: Rect) -> Vec<(Column, Rect)> {
        let mut x = table.x;
        let shown =
            self.columns.columns.iter().zip(&self.widths).filter_map(|(spec, width)| Some((spec.column, (*width)?)));
        let to_area = |(column, width)| {
            let area = Rect { x, width, ..table };
            x += width + COLUMN_GAP;
            (column, area)
        };
        shown.map(to_area).collect()
    }
}
