//! The areas of the screen, for drawing and for the mouse.

use ratatui::layout::{Position, Rect, Size};

use llm_index::Column;

use crate::{
    app::{
        column_fit::{COLUMN_GAP, FittedColumns, chosen_width, fit_columns, hidden_label},
        list_columns::ListColumns,
    },
    display_width::MAX_TEXT_WIDTH,
};

/// From this width on, the detail is beside the list.
const SIDE_BY_SIDE_MIN_WIDTH: u16 = 100;
/// The share of the list without another choice, in thousandths of the width.
const DEFAULT_LIST_PERMILLE: u16 = 680;
const MIN_DETAIL_WIDTH: u16 = 40;
/// The same where chosen columns need the width, unless the share was chosen too.
const MIN_DETAIL_WIDTH_FOR_COLUMNS: u16 = 32;
/// Enough for the name and a few figures.
const MIN_LIST_WIDTH: u16 = 40;
/// Columns between the list and the detail.
const PANE_GAP: u16 = 3;
/// On a smaller screen, blank lines are omitted and labels are shortened.
pub const COMPACT_BELOW: Size = Size { width: 60, height: 18 };

/// The width of the list beside the detail, and whether one of them has the whole width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaneSplit {
    /// The share of the list in thousandths of the width, so that the rule follows the mouse on a wide screen too.
    pub list_permille: u16,
    /// True if the pane with the focus has the whole width.
    pub is_zoomed: bool,
}

impl Default for PaneSplit {
    fn default() -> Self {
        Self { list_permille: DEFAULT_LIST_PERMILLE, is_zoomed: false }
    }
}

/// The areas for one terminal size, tab and sort order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The tabs.
    pub header: Rect,
    /// The query and the number of results.
    pub search_bar: Rect,
    /// The column headings of the list.
    pub table_header: Rect,
    /// The rows of the list.
    pub table_body: Rect,
    /// The detail: beside the list, or over it on a narrow screen.
    pub detail: Rect,
    /// Everything between search bar and footer, for screens.
    pub body: Rect,
    /// The key hints or the status message.
    pub footer: Rect,
    /// True if list and detail are side by side.
    pub side_by_side: bool,
    /// The visible columns with their areas in `table_body`.
    pub columns: Vec<(Column, Rect)>,
    /// How many of the columns that a person chose do not fit.
    pub hidden_columns: usize,
}

impl Layout {
    /// Computes the areas. The column that the list is sorted by is visible if two columns fit.
    #[must_use]
    pub fn new(size: Size, columns: &ListColumns, split: PaneSplit) -> Self {
        #[cfg(test)]
        LAYOUT_COUNT.with(|count| count.set(count.get() + 1));
        let line = |y: u16, height: u16| Rect::new(1, y, size.width.saturating_sub(2), height);
        let side_by_side = size.width >= SIDE_BY_SIDE_MIN_WIDTH && !split.is_zoomed;
        // A blank line above and below if they fit; screens have their title in the first.
        let blank_lines = u16::from(size.height >= COMPACT_BELOW.height);
        let body = line(3, size.height.saturating_sub(4 + blank_lines));
        let detail_width = match split.list_permille {
            DEFAULT_LIST_PERMILLE => {
                let width = detail_width(body.width, DEFAULT_LIST_PERMILLE);
                let left = body.width.saturating_sub(PANE_GAP + chosen_width(columns));
                width.min(left.max(MIN_DETAIL_WIDTH_FOR_COLUMNS))
            }
            permille => detail_width(body.width, permille),
        };
        let table_width = if side_by_side { body.width.saturating_sub(detail_width + PANE_GAP) } else { body.width };
        // Without blank lines, the list also takes the line of the screen titles.
        let title_lines = 1 - blank_lines;
        let table = Rect { width: table_width, y: body.y - title_lines, height: body.height + title_lines, ..body };
        let table_header = Rect { height: 1, ..table };
        let table_body = Rect { y: table.y + 1, height: table.height.saturating_sub(1), ..table };
        let detail = if side_by_side {
            Rect { x: table.right() + PANE_GAP, width: detail_width, ..table }
        } else {
            Rect { width: table.width.min(MAX_TEXT_WIDTH), ..table }
        };
        let FittedColumns { columns, hidden_count } = fit_columns(table_body, columns);
        let footer = line(size.height.saturating_sub(1), 1);
        Self {
            header: line(0, 1),
            search_bar: line(1, 1),
            table_header,
            table_body,
            detail,
            body,
            footer,
            side_by_side,
            columns,
            hidden_columns: hidden_count,
        }
    }

    /// The text at the end of the headings for columns that do not fit; `None` if all do.
    #[must_use]
    pub fn hidden_columns_label(&self) -> Option<String> {
        (self.hidden_columns > 0).then(|| hidden_label(self.hidden_columns))
    }

    /// The blank line above the footer, if there is one.
    #[must_use]
    pub fn line_above_footer(&self) -> Option<Rect> {
        let y = self.footer.y.checked_sub(1).filter(|y| *y >= self.body.bottom())?;
        Some(Rect { y, ..self.footer })
    }

    /// The part of the body that is not too wide for text.
    #[must_use]
    pub fn text_area(&self) -> Rect {
        Rect { width: self.body.width.min(MAX_TEXT_WIDTH), ..self.body }
    }

    /// The share of the list beside the detail, in thousandths.
    pub(super) fn list_permille(&self) -> u16 {
        self.list_permille_at(self.detail.x.saturating_sub(2))
    }

    /// The share of the list, in thousandths, if the rule between the panes were at a column of the screen.
    pub(super) fn list_permille_at(&self, column: u16) -> u16 {
        let detail = u32::from(self.body.right().saturating_sub(column.saturating_add(2)));
        // Rounded up, as `detail_width` rounds down.
        let permille = (detail * 1000).div_ceil(u32::from(self.body.width.max(1)));
        1000 - u16::try_from(permille).unwrap_or(1000).min(1000)
    }

    /// True at the rule between the panes.
    pub(super) fn is_at_pane_rule(&self, position: Position) -> bool {
        let rule = self.detail.x.saturating_sub(2);
        self.side_by_side && position.x == rule && (self.table_header.y..self.table_body.bottom()).contains(&position.y)
    }

    /// The line below the search bar, for the titles of screens.
    #[must_use]
    pub fn title_line(&self) -> Rect {
        Rect { y: self.search_bar.y + 1, ..self.search_bar }
    }

    /// The width of a column of the list; `None` if it is not visible.
    #[must_use]
    pub fn column_width(&self, column: Column) -> Option<u16> {
        self.columns.iter().find(|(other, _)| *other == column).map(|(_, area)| area.width)
    }

    /// The column whose heading is at a position.
    #[must_use]
    pub fn heading_at(&self, position: Position) -> Option<Column> {
        if position.y != self.table_header.y {
            return None;
        }
        let is_at = |area: &Rect| (area.x..area.right() + COLUMN_GAP).contains(&position.x);
        self.columns.iter().find(|(_, area)| is_at(area)).map(|(column, _)| *column)
    }
}

/// The width of the detail for a share of the list. Both panes stay wide enough to be read.
fn detail_width(body_width: u16, list_permille: u16) -> u16 {
    let share = u32::from(body_width) * u32::from(1000 - list_permille.min(1000)) / 1000;
    let max = body_width.saturating_sub(PANE_GAP + MIN_LIST_WIDTH).max(MIN_DETAIL_WIDTH);
    u16::try_from(share).unwrap_or(max).clamp(MIN_DETAIL_WIDTH, max)
}

#[cfg(test)]
thread_local! {
    /// How often a layout was computed on this thread.
    pub(super) static LAYOUT_COUNT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
