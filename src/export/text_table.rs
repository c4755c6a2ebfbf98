//! A table for people, as wide as it needs or as there is room for.

use std::{borrow::Cow, cmp::Reverse, ops::Range};

use rayon::prelude::*;

use llm_index::{Column, RowId, RowLocation};

use crate::{
    columns::ColumnExt,
    config::theme::{StyleRole, Theme},
    display_width::{truncate, width},
    document::StyledSpan,
    export::{ExportTable, UNKNOWN_SYMBOL, ansi::ansi_span},
};

/// So many rows are measured by one core.
const MEASURE_CHUNK_ROWS: usize = 4_000;
/// Blanks between two columns.
const COLUMN_GAP: usize = 2;

/// A table whose columns are as wide as there is room for: a line of headings,
/// then one for each entry; no line where there is no entry.
pub struct TextTable<'a> {
    export: &'a ExportTable<'a>,
    /// The columns that are shown, with how wide they are.
    columns: Vec<(Column, usize)>,
}

impl ExportTable<'_> {
    /// The entries as a table.
    ///
    /// Where there is room for so many columns of a screen only, texts are cut
    /// and the columns of least priority left out.
    #[must_use]
    pub fn text_table(&self, room: Option<usize>) -> TextTable<'_> {
        let widths_of = |rows: &[RowId]| -> Vec<usize> {
            let rows = self.locate_rows(rows);
            let widest = |column: &Column| {
                let cells = column.cells(&rows, self.index, self.locale);
                cells
                    .unique_cells
                    .iter()
                    .map(|(text, _)| width(text).max(width(UNKNOWN_SYMBOL)))
                    .max()
                    .unwrap_or_default()
            };
            self.columns.iter().map(widest).collect()
        };
        let headings = || self.columns.iter().map(|column| width(self.heading(*column))).collect();
        let widest = |a: Vec<usize>, b: Vec<usize>| a.into_iter().zip(b).map(|(a, b)| a.max(b)).collect();
        let widths = self.rows.par_chunks(MEASURE_CHUNK_ROWS).map(widths_of).reduce(headings, widest);
        let columns: Vec<_> = self.columns.iter().copied().zip(widths).collect();
        let columns = match room {
            Some(room) => fit_columns(&columns, room),
            None => columns,
        };
        TextTable { export: self, columns }
    }

    fn locate_rows(&self, rows: &[RowId]) -> Vec<RowLocation<'_>> {
        rows.iter().filter_map(|row| self.index.location(*row)).collect()
    }
}

impl TextTable<'_> {
    /// How many lines it has.
    #[must_use]
    pub fn line_count(&self) -> usize {
        let rows = self.export.rows.len();
        if rows == 0 { 0 } else { 1 + rows }
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line_count() == 0
    }

    /// The text of some of its lines, from the top, so many blanks from the
    /// left; with looks where there is a theme.
    #[must_use]
    pub fn render(&self, lines: Range<usize>, indent: usize, theme: Option<&Theme>) -> String {
        let rows = lines.start.saturating_sub(1)..lines.end.saturating_sub(1);
        let rows = self.export.locate_rows(self.export.rows.get(rows).unwrap_or_default());
        let strips: Vec<_> = (0..self.columns.len()).filter_map(|at| self.render_column(at, &rows, theme)).collect();
        let mut out = String::new();
        let mut line = |cell: &dyn Fn(&RenderedColumn) -> &str| {
            out.extend(std::iter::repeat_n(' ', indent));
            out.extend(strips.iter().map(cell));
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
        };
        if lines.start == 0 && lines.end > 0 {
            line(&|strip| &strip.heading);
        }
        for row in 0..rows.len() {
            line(&|strip| strip.cell(row));
        }
        out
    }

    /// The column at a place, as it is written for some rows.
    fn render_column(&self, at: usize, rows: &[RowLocation<'_>], theme: Option<&Theme>) -> Option<RenderedColumn> {
        let (column, room) = *self.columns.get(at)?;
        let is_last = at + 1 == self.columns.len();
        let padded = |text: &str, role| pad_cell(text, role, room, column.layout().right_aligned, is_last, theme);
        let cells = column.cells(rows, self.export.index, self.export.locale);
        let made = cells.unique_cells.iter().map(|(text, role)| match text.as_str() {
            "" => padded(UNKNOWN_SYMBOL, StyleRole::Muted),
            text => padded(text, *role),
        });
        let heading = padded(self.export.heading(column), StyleRole::Title);
        Some(RenderedColumn { heading, unique_cells: made.collect(), cell_indices: cells.cell_indices })
    }
}

/// A column of text: its heading, and for each row the place of its cell among those that were made.
struct RenderedColumn {
    heading: String,
    unique_cells: Vec<String>,
    cell_indices: Vec<usize>,
}

impl RenderedColumn {
    fn cell(&self, row: usize) -> &str {
        let place = self.cell_indices.get(row).copied();
        place.and_then(|place| self.unique_cells.get(place)).map_or("", String::as_str)
    }
}

/// A cell of some width between what keeps it apart from the next.
fn pad_cell(text: &str, role: StyleRole, room: usize, is_right: bool, is_last: bool, theme: Option<&Theme>) -> String {
    let text = if width(text) <= room { Cow::Borrowed(text) } else { Cow::Owned(truncate(text, room)) };
    let (blanks, gap) = (room.saturating_sub(width(&text)), if is_last { 0 } else { COLUMN_GAP });
    let (before, after) = match (is_right, is_last) {
        (true, _) => (blanks, gap),
        (false, false) => (0, blanks + gap),
        (false, true) => (0, 0),
    };
    let text = theme.map_or_else(|| text.to_string(), |theme| ansi_span(&StyledSpan::new(role, &*text), theme));
    format!("{:before$}{text}{:after$}", "", "")
}

/// The columns that have room, those of most priority first, each with its width.
fn fit_columns(columns: &[(Column, usize)], room: usize) -> Vec<(Column, usize)> {
    let mut by_priority: Vec<_> = columns.iter().copied().enumerate().collect();
    by_priority.sort_by_key(|(_, (column, _))| Reverse(column.layout().priority));
    let mut spare = room + COLUMN_GAP;
    let mut given = vec![None; columns.len()];
    for (rank, (at, (column, width))) in by_priority.iter().enumerate() {
        let least = (*width).min(column.layout().min_width.into());
        // The first stays on the narrowest screen too.
        let least = if rank == 0 { least.min(room) } else { least };
        if let (true, Some(given)) = (least + COLUMN_GAP <= spare, given.get_mut(*at)) {
            *given = Some(least);
            spare -= least + COLUMN_GAP;
        }
    }
    for (at, (_, width)) in by_priority {
        if let Some(Some(given)) = given.get_mut(at) {
            let more = (width - *given).min(spare);
            *given += more;
            spare -= more;
        }
    }
    columns.iter().zip(given).filter_map(|((column, _), given)| Some((*column, given?))).collect()
}
