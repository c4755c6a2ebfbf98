//! Tables as aligned text.

use std::{cmp::Reverse, ops::Range};

use rayon::prelude::*;

use llm_index::{Column, RowId, RowLocation};

use crate::{
    columns::{ColumnExt, UNKNOWN_SYMBOL},
    config::theme::{StyleRole, Theme},
    display_width::{truncate, width},
    document::StyledSpan,
    export::{ansi::ansi_span, table::ExportTable},
};

/// Rows measured by one parallel task.
const MEASURE_CHUNK_ROWS: usize = 4_000;
const COLUMN_GAP: usize = 2;

/// A table as text: a line of headings, then one for each row; no lines if there are no rows.
pub struct TextTable<'a> {
    export: &'a ExportTable<'a>,
    /// The columns that fit, with their widths.
    columns: Vec<(Column, usize)>,
}

impl ExportTable<'_> {
    /// Lays the table out for a width in columns: texts are cut, and columns that do not fit are left out by priority.
    /// Without a width, every column is as wide as its widest text.
    #[must_use]
    pub fn text_table(&self, width: Option<usize>) -> TextTable<'_> {
        let columns: Vec<_> = self.columns.iter().copied().zip(self.column_widths()).collect();
        let columns = match width {
            Some(width) => fit_columns(&columns, width),
            None => columns,
        };
        TextTable { export: self, columns }
    }

    /// The widths of the widest text in each column, headings included.
    fn column_widths(&self) -> Vec<usize> {
        let chunk_widths = |rows: &[RowId]| -> Vec<usize> {
            let rows = self.locate_rows(rows);
            let column_width = |column: &Column| {
                let cells = column.cells(&rows, self.index, self.locale);
                let widths = cells.unique_cells.iter().map(|(text, _)| width(text).max(width(UNKNOWN_SYMBOL)));
                widths.max().unwrap_or_default()
            };
            self.columns.iter().map(column_width).collect()
        };
        let headings = || self.columns.iter().map(|column| width(&self.heading(*column))).collect();
        let max_widths = |a: Vec<usize>, b: Vec<usize>| a.into_iter().zip(b).map(|(a, b)| a.max(b)).collect();
        self.rows.par_chunks(MEASURE_CHUNK_ROWS).map(chunk_widths).reduce(headings, max_widths)
    }

    fn locate_rows(&self, rows: &[RowId]) -> Vec<RowLocation<'_>> {
        rows.iter().filter_map(|row| self.index.location(*row)).collect()
    }
}

impl TextTable<'_> {
    #[must_use]
    pub fn line_count(&self) -> usize {
        let rows = self.export.rows.len();
        if rows == 0 { 0 } else { 1 + rows }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line_count() == 0
    }

    /// The text of a range of lines, indented by a number of blanks; in the styles of a theme, if there is one.
    #[must_use]
    pub fn render(&self, lines: Range<usize>, indent: usize, theme: Option<&Theme>) -> String {
        let rows = lines.start.saturating_sub(1)..lines.end.saturating_sub(1);
        let rows = self.export.locate_rows(self.export.rows.get(rows).unwrap_or_default());
        let columns: Vec<_> = (0..self.columns.len()).filter_map(|idx| self.render_column(idx, &rows, theme)).collect();
        let mut out = String::new();
        let mut line = |cell: &dyn Fn(&RenderedColumn) -> &str| {
            out.extend(std::iter::repeat_n(' ', indent));
            out.extend(columns.iter().map(cell));
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
        };
        if lines.start == 0 && lines.end > 0 {
            line(&|column| &column.heading);
        }
        for row in 0..rows.len() {
            line(&|column| column.cell(row));
        }
        out
    }

    /// The heading and cells of the column at an index, padded to its width.
    fn render_column(&self, idx: usize, rows: &[RowLocation<'_>], theme: Option<&Theme>) -> Option<RenderedColumn> {
        let (column, width) = *self.columns.get(idx)?;
        let padding =
            Padding { width, right_aligned: column.layout().right_aligned, is_last: idx + 1 == self.columns.len() };
        let cells = column.cells(rows, self.export.index, self.export.locale);
        let unique_cells = cells.unique_cells.iter().map(|(text, role)| match text.as_str() {
            "" => padding.pad(UNKNOWN_SYMBOL, StyleRole::Muted, theme),
            text => padding.pad(text, *role, theme),
        });
        let unique_cells = unique_cells.collect();
        let heading = padding.pad(&self.export.heading(column), StyleRole::Title, theme);
        Some(RenderedColumn { heading, unique_cells, cell_indices: cells.cell_indices })
    }
}

/// The text of a column.
struct RenderedColumn {
    heading: String,
    unique_cells: Vec<String>,
    /// For each row, the index of its cell in `unique_cells`.
    cell_indices: Vec<usize>,
}

impl RenderedColumn {
    fn cell(&self, row: usize) -> &str {
        let idx = self.cell_indices.get(row).copied();
        idx.and_then(|idx| self.unique_cells.get(idx)).map_or("", String::as_str)
    }
}

/// How the cells of a column are padded.
struct Padding {
    width: usize,
    right_aligned: bool,
    /// True if no column follows, so that no gap is needed.
    is_last: bool,
}

impl Padding {
    fn pad(&self, text: &str, role: StyleRole, theme: Option<&Theme>) -> String {
        let text = truncate(text, self.width);
        let (blanks, gap) = (self.width.saturating_sub(width(&text)), if self.is_last { 0 } else { COLUMN_GAP });
        let (before, after) = match (self.right_aligned, self.is_last) {
            (true, _) => (blanks, gap),
            (false, false) => (0, blanks + gap),
            (false, true) => (0, 0),
        };
        let text = theme.map_or_else(|| text.to_string(), |theme| ansi_span(&StyledSpan::new(role, &*text), theme));
        // A width of `format!` must be below 65,536.
        [&" ".repeat(before), &*text, &" ".repeat(after)].concat()
    }
}

/// The columns that fit a width, those of higher priority first, with their widths.
fn fit_columns(columns: &[(Column, usize)], available: usize) -> Vec<(Column, usize)> {
    let mut by_priority: Vec<_> = columns.iter().copied().enumerate().collect();
    by_priority.sort_by_key(|(_, (column, _))| Reverse(column.layout().priority));
    let mut spare = available + COLUMN_GAP;
    let mut widths = vec![None; columns.len()];
    for (rank, (idx, (column, width))) in by_priority.iter().enumerate() {
        let min_width = (*width).min(column.layout().min_width.into());
        // The first column is always shown.
        let min_width = if rank == 0 { min_width.min(available) } else { min_width };
        if let (true, Some(slot)) = (min_width + COLUMN_GAP <= spare, widths.get_mut(*idx)) {
            *slot = Some(min_width);
            spare -= min_width + COLUMN_GAP;
        }
    }
    for (idx, (_, width)) in by_priority {
        if let Some(Some(slot)) = widths.get_mut(idx) {
            let extra = (width - *slot).min(spare);
            *slot += extra;
            spare -= extra;
        }
    }
    columns.iter().zip(widths).filter_map(|((column, _), width)| Some((*column, width?))).collect()
}
