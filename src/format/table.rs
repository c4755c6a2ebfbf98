//! A table for people, as wide as it needs or as there is room for.

use std::{borrow::Cow, cmp::Reverse, ops::Range};

use rayon::prelude::*;

use super::{Listing, UNKNOWN, paint::styled};
use crate::{
    search::Column,
    sheet::Piece,
    shelf::Part,
    text::{fit, width},
    theme::{Role, Theme},
};

/// So many rows are measured by one core.
const TOGETHER: usize = 4_000;
/// Blanks between two columns.
const GAP: usize = 2;

/// A table whose columns are as wide as there is room for: a line of headings,
/// then one for each entry; no line where there is no entry.
pub struct Table<'a> {
    listing: &'a Listing<'a>,
    /// The columns that are shown, with how wide they are.
    columns: Vec<(Column, usize)>,
}

impl Listing<'_> {
    /// The entries as a table.
    ///
    /// Where there is room for so many columns of a screen only, texts are cut
    /// and the columns of least priority left out.
    #[must_use]
    pub fn table(&self, room: Option<usize>) -> Table<'_> {
        let widths_of = |rows: &[usize]| -> Vec<usize> {
            let rows = self.placed(rows);
            let widest = |column: &Column| {
                let cells = column.cells(&rows, self.shelf, self.locale);
                cells.made.iter().map(|(text, _)| width(text).max(width(UNKNOWN))).max().unwrap_or_default()
            };
            self.columns.iter().map(widest).collect()
        };
        let headings = || self.columns.iter().map(|column| width(self.heading(*column))).collect();
        let widest = |a: Vec<usize>, b: Vec<usize>| a.into_iter().zip(b).map(|(a, b)| a.max(b)).collect();
        let widths = self.rows.par_chunks(TOGETHER).map(widths_of).reduce(headings, widest);
        let columns: Vec<_> = self.columns.iter().copied().zip(widths).collect();
        let columns = match room {
            Some(room) => fitted(&columns, room),
            None => columns,
        };
        Table { listing: self, columns }
    }

    fn placed(&self, rows: &[usize]) -> Vec<(&Part, usize)> {
        rows.iter().filter_map(|row| self.shelf.part_of(*row)).collect()
    }
}

impl Table<'_> {
    /// How many lines it has.
    #[must_use]
    pub fn len(&self) -> usize {
        let rows = self.listing.rows.len();
        if rows == 0 { 0 } else { 1 + rows }
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of some of its lines, from the top, so many blanks from the
    /// left; with looks where there is a theme.
    #[must_use]
    pub fn text(&self, lines: Range<usize>, indent: usize, theme: Option<&Theme>) -> String {
        let rows = lines.start.saturating_sub(1)..lines.end.saturating_sub(1);
        let rows = self.listing.placed(self.listing.rows.get(rows).unwrap_or_default());
        let strips: Vec<_> = (0..self.columns.len()).filter_map(|at| self.strip(at, &rows, theme)).collect();
        let mut out = String::new();
        let mut line = |cell: &dyn Fn(&Strip) -> &str| {
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
    fn strip(&self, at: usize, rows: &[(&Part, usize)], theme: Option<&Theme>) -> Option<Strip> {
        let (column, room) = *self.columns.get(at)?;
        let is_last = at + 1 == self.columns.len();
        let padded = |text: &str, role| padded(text, role, room, column.shape().right, is_last, theme);
        let cells = column.cells(rows, self.listing.shelf, self.listing.locale);
        let made = cells.made.iter().map(|(text, role)| match text.as_str() {
            "" => padded(UNKNOWN, Role::Muted),
            text => padded(text, *role),
        });
        let heading = padded(self.listing.heading(column), Role::Title);
        Some(Strip { heading, made: made.collect(), places: cells.places })
    }
}

/// A column of text: its heading, and for each row the place of its cell among those that were made.
struct Strip {
    heading: String,
    made: Vec<String>,
    places: Vec<usize>,
}

impl Strip {
    fn cell(&self, row: usize) -> &str {
        let place = self.places.get(row).copied();
        place.and_then(|place| self.made.get(place)).map_or("", String::as_str)
    }
}

/// A cell of some width between what keeps it apart from the next.
fn padded(text: &str, role: Role, room: usize, is_right: bool, is_last: bool, theme: Option<&Theme>) -> String {
    let text = if width(text) <= room { Cow::Borrowed(text) } else { Cow::Owned(fit(text, room)) };
    let (blanks, gap) = (room.saturating_sub(width(&text)), if is_last { 0 } else { GAP });
    let (before, after) = match (is_right, is_last) {
        (true, _) => (blanks, gap),
        (false, false) => (0, blanks + gap),
        (false, true) => (0, 0),
    };
    let text = theme.map_or_else(|| text.to_string(), |theme| styled(&Piece::new(role, &*text), theme));
    format!("{:before$}{text}{:after$}", "", "")
}

/// The columns that have room, those of most priority first, each with its width.
fn fitted(columns: &[(Column, usize)], room: usize) -> Vec<(Column, usize)> {
    let mut by_priority: Vec<_> = columns.iter().copied().enumerate().collect();
    by_priority.sort_by_key(|(_, (column, _))| Reverse(column.shape().priority));
    let mut spare = room + GAP;
    let mut given = vec![None; columns.len()];
    for (rank, (at, (column, width))) in by_priority.iter().enumerate() {
        let least = (*width).min(column.shape().width.into());
        // The first stays on the narrowest screen too.
        let least = if rank == 0 { least.min(room) } else { least };
        if let (true, Some(given)) = (least + GAP <= spare, given.get_mut(*at)) {
            *given = Some(least);
            spare -= least + GAP;
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
