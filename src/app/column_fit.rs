//! The widths of the columns of the list.

use ratatui::layout::Rect;

use llm_index::Column;

use crate::{app::list_columns::ListColumns, columns::ColumnExt, config::columns::ColumnSpec};

/// Columns between two columns.
pub(super) const COLUMN_GAP: u16 = 1;
const MIN_NAME_WIDTH: u16 = 16;
/// A score without a bar: `~100.0`.
const MIN_SCORE_WIDTH: u16 = 6;
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

/// The columns of a list that fit.
pub(super) struct FittedColumns {
    /// The columns with their areas.
    pub(super) columns: Vec<(Column, Rect)>,
    /// How many of the chosen columns do not fit.
    pub(super) hidden_count: usize,
}

/// Chooses the columns that fit, after the name and the sort column the most useful ones, and their areas. If chosen ones
/// do not fit, the right end of the headings is left free for how many.
pub(super) fn fit_columns(table: Rect, columns: &ListColumns) -> FittedColumns {
    let fit = ColumnFit::new(table.width, MIN_NAME_WIDTH, columns);
    let hidden_count = fit.hidden_count();
    if hidden_count == 0 {
        return FittedColumns { columns: fit.areas(table), hidden_count };
    }
    // The name is cut for it, so that no other column has to leave.
    let label_width = COLUMN_GAP + u16::try_from(hidden_label(hidden_count).len()).unwrap_or_default();
    let table_width = table.width.saturating_sub(label_width);
    let fit = ColumnFit::new(table_width, MIN_NAME_WIDTH.saturating_sub(label_width), columns);
    FittedColumns { columns: fit.areas(table), hidden_count: fit.hidden_count() }
}

/// What says at the end of the headings that chosen columns do not fit.
pub(super) fn hidden_label(count: usize) -> String {
    format!("+{count}")
}

/// The width that a list needs for all columns that a person chose; 0 if nobody did.
pub(super) fn chosen_width(columns: &ListColumns) -> u16 {
    if !columns.is_chosen {
        return 0;
    }
    let fit = ColumnFit { widths: vec![None; columns.columns.len()], columns, spare: u16::MAX };
    let required = columns.columns.iter().filter(|spec| !fit.is_optional(spec.column));
    let width = |spec: &ColumnSpec| match (spec.width, spec.column) {
        (Some(width), _) => width,
        (None, Column::Name) => MIN_NAME_WIDTH,
        (None, column) if columns.sort_column == Some(column) => fit.sort_width(column, 0),
        (None, column) => fit.narrowest_width(column, 0),
    };
    required.map(|spec| width(spec).saturating_add(COLUMN_GAP)).fold(0, u16::saturating_add).saturating_sub(COLUMN_GAP)
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

impl<'a> ColumnFit<'a> {
    /// Chooses the columns for a width, and widens them as far as it goes.
    fn new(table_width: u16, min_name_width: u16, columns: &'a ListColumns) -> Self {
        let spare = table_width + COLUMN_GAP;
        let mut fit = Self { widths: vec![None; columns.columns.len()], columns, spare };
        fit.widen(Column::Name, Width::Exactly(min_name_width.min(table_width)));
        let sort_column = columns.sort_column.filter(|column| !fit.is_optional(*column));
        for column in sort_column.into_iter().chain(columns.filtered_column) {
            fit.widen(column, Width::Exactly(fit.sort_width(column, table_width)));
        }
        if columns.is_chosen {
            fit.show_chosen(table_width);
        }
        for (column, width) in steps(columns) {
            let width = match column {
                Column::Memory => Width::Exactly(fit.full_width(*column, table_width)),
                _ => *width,
            };
            if !columns.is_chosen || fit.is_shown(*column) {
                fit.widen(*column, width);
            }
        }
        // Columns of no step, which were asked for.
        fit.show_all(table_width);
        fit
    }

    /// True for the column of the order if it leaves after those that a person chose.
    fn is_optional(&self, column: Column) -> bool {
        self.columns.is_sort_optional && self.columns.sort_column == Some(column)
    }

    /// How many of the chosen columns do not fit.
    fn hidden_count(&self) -> usize {
        let columns = self.columns.columns.iter().zip(&self.widths);
        let hidden = columns.filter(|(spec, width)| width.is_none() && !self.is_optional(spec.column));
        if self.columns.is_chosen { hidden.count() } else { 0 }
    }

    /// The width of the sort column: the sign of the order is after the heading.
    fn sort_width(&self, column: Column, table_width: u16) -> u16 {
        self.full_width(column, table_width) + u16::from(!column.layout().right_aligned)
    }

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

    /// Shows the columns that a person chose: all as narrow as they can be, as far as it fits from the left, then that
    /// of the order, then all as wide as is legible.
    fn show_chosen(&mut self, table_width: u16) {
        for spec in &self.columns.columns {
            if !self.is_shown(spec.column) && !self.is_optional(spec.column) {
                self.widen(spec.column, Width::Exactly(self.narrowest_width(spec.column, table_width)));
            }
        }
        if let Some(column) = self.columns.sort_column.filter(|column| self.is_optional(*column)) {
            self.widen(column, Width::Exactly(self.sort_width(column, table_width)));
        }
        // Signs alone are enough in a narrow list.
        if table_width < SIGNS_ONLY_BELOW {
            return;
        }
        for spec in &self.columns.columns {
            if self.is_shown(spec.column) {
                self.widen(spec.column, Width::Exactly(self.legible_width(spec.column, table_width)));
            }
        }
    }

    /// Shows the columns that are left, from the left, as far as it fits: legible, else as narrow as they can be.
    fn show_all(&mut self, table_width: u16) {
        for spec in &self.columns.columns {
            for width in [self.legible_width(spec.column, table_width), self.narrowest_width(spec.column, table_width)]
            {
                if !self.is_shown(spec.column) {
                    self.widen(spec.column, Width::Exactly(width));
                }
            }
        }
    }

    /// The widths that the steps give a column.
    fn step_widths(&self, column: Column) -> impl Iterator<Item = u16> {
        steps(self.columns).iter().filter_map(move |(other, width)| match width {
            Width::Exactly(width) if *other == column => Some(*width),
            _ => None,
        })
    }

    /// The least width of a column before columns are widened: it may show only a sign.
    fn narrowest_width(&self, column: Column, table_width: u16) -> u16 {
        let full = self.full_width(column, table_width);
        match column {
            Column::Score => MIN_SCORE_WIDTH,
            _ => self.step_widths(column).min().unwrap_or(full).min(full),
        }
    }

    /// The least width of a column with its text.
    fn legible_width(&self, column: Column, table_width: u16) -> u16 {
        let full = self.full_width(column, table_width);
        self.step_widths(column).find(|width| *width > SIGN_WIDTH).unwrap_or(full)
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
