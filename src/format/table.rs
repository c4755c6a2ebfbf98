//! A table for people, as wide as it needs or as there is room for.

use std::{borrow::Cow, cmp::Reverse, ops::Range};

use rayon::prelude::*;

use super::{Listing, UNKNOWN};
use crate::{
    search::Column,
    sheet::{Line, Piece},
    text::{fit, width},
    theme::Role,
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
            let widest = |column: &Column| {
                let cells = column.cells(self.shelf, rows, self.locale);
                cells.made.iter().map(|(text, _)| width(known(text))).max().unwrap_or_default()
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

    /// Some of its lines, from the top.
    #[must_use]
    pub fn lines(&self, lines: Range<usize>) -> Vec<Line> {
        let rows = lines.start.saturating_sub(1)..lines.end.saturating_sub(1);
        let rows = self.listing.rows.get(rows).unwrap_or_default();
        let with_heading = lines.start == 0 && lines.end > 0;
        let mut written = vec![Line::default(); rows.len() + usize::from(with_heading)];
        for (at, (column, room)) in self.columns.iter().enumerate() {
            let is_last = at + 1 == self.columns.len();
            let padded = |text: &str, role| padded(text, role, *room, column.shape().right, is_last);
            let (headings, others) = written.split_at_mut(usize::from(with_heading));
            for line in headings {
                line.pieces.extend(padded(self.listing.heading(*column), Role::Title));
            }
            let cells = column.cells(self.listing.shelf, rows, self.listing.locale);
            let made = cells.made.iter().map(|(text, role)| {
                let role = if text.is_empty() { Role::Muted } else { *role };
                padded(known(text), role)
            });
            let made: Vec<_> = made.collect();
            for (line, place) in others.iter_mut().zip(&cells.places) {
                line.pieces.extend_from_slice(made.get(*place).map_or(&[], Vec::as_slice));
            }
        }
        written
    }
}

/// The text of a cell, or the sign of what is not known.
fn known(text: &str) -> &str {
    if text.is_empty() { UNKNOWN } else { text }
}

/// A cell of some width between what keeps it apart from the next.
fn padded(text: &str, role: Role, room: usize, is_right: bool, is_last: bool) -> Vec<Piece> {
    let text = if width(text) <= room { Cow::Borrowed(text) } else { Cow::Owned(fit(text, room)) };
    let (blanks, gap) = (room.saturating_sub(width(&text)), if is_last { 0 } else { GAP });
    let (before, after) = match (is_right, is_last) {
        (true, _) => (blanks, gap),
        (false, false) => (0, blanks + gap),
        (false, true) => (0, 0),
    };
    // Blanks have the looks of text.
    if role == Role::Text {
        return vec![Piece::new(role, format!("{:before$}{text}{:after$}", "", ""))];
    }
    let blank = |columns| (columns > 0).then(|| Piece::new(Role::Text, " ".repeat(columns)));
    [blank(before), Some(Piece::new(role, text)), blank(after)].into_iter().flatten().collect()
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
