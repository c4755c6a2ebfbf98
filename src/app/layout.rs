//! Where everything is on the screen: asked by drawing and by the mouse.

use std::cmp::Reverse;

use ratatui::layout::{Margin, Position, Rect, Size};

use llm_index::Column;

use crate::{
    app::{Menu, Screen, tab::Tab},
    columns::ColumnExt,
    display_width::width,
};

/// From this width on, the detail stands beside the table.
const SIDE_BY_SIDE_MIN_WIDTH: u16 = 100;
/// Below this size the program says so and waits.
pub const MIN_SIZE: Size = Size { width: 30, height: 8 };
/// The detail takes this share of a wide screen in percent, and at least so many columns.
const DETAIL_WIDTH_PERCENT: u32 = 36;
const MIN_DETAIL_WIDTH: u16 = 40;
/// Pages are not wider than this: longer lines are hard to read.
pub const MAX_TEXT_WIDTH: u16 = 100;
/// Columns between the table and the detail.
const PANE_GAP: u16 = 3;
/// On a smaller screen blank lines and long labels are left out.
pub const COMPACT_BELOW: Size = Size { width: 60, height: 18 };
/// Columns between two columns of the table.
const COLUMN_GAP: u16 = 2;
/// The most columns that a name, a license and a summary are given.
const MAX_NAME_WIDTH: u16 = 28;
const MAX_LICENSE_WIDTH: u16 = 32;
/// The columns that most licenses need.
const TYPICAL_LICENSE_WIDTH: u16 = 18;
const MAX_SUMMARY_WIDTH: u16 = 60;

/// The places on a screen of one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The name of the program and the tabs.
    pub header: Rect,
    /// The search bar and the count.
    pub search_bar: Rect,
    /// The headings of the table.
    pub table_header: Rect,
    /// The rows of the table.
    pub table_body: Rect,
    /// The detail: beside the table, or over it on a narrow screen.
    pub detail: Rect,
    /// Everything between search bar and footer, for pages.
    pub body: Rect,
    /// The keys, or a notice.
    pub footer: Rect,
    /// Whether table and detail stand side by side.
    pub side_by_side: bool,
    /// The columns of the table, with their places in `rows`.
    pub columns: Vec<(Column, Rect)>,
}

impl Layout {
    /// The places on a screen of a size, for the columns of a tab. The one that
    /// the table is ordered by is shown wherever there is room for two.
    #[must_use]
    pub fn new(size: Size, tab: Tab, ordered: Option<Column>) -> Self {
        let line = |y: u16, height: u16| Rect::new(1, y, size.width.saturating_sub(2), height);
        let wide = size.width >= SIDE_BY_SIDE_MIN_WIDTH;
        // A blank line above and below where there is room; pages have their title above.
        let gap = u16::from(size.height >= COMPACT_BELOW.height);
        let body = line(3, size.height.saturating_sub(4 + gap));
        let share = u32::from(body.width) * DETAIL_WIDTH_PERCENT / 100;
        let detail_width = u16::try_from(share).unwrap_or(MIN_DETAIL_WIDTH).max(MIN_DETAIL_WIDTH);
        let table_width = if wide { body.width.saturating_sub(detail_width + PANE_GAP) } else { body.width };
        let raised = 1 - gap;
        let table = Rect { width: table_width, y: body.y - raised, height: body.height + raised, ..body };
        let headings = Rect { height: 1, ..table };
        let rows = Rect { y: table.y + 1, height: table.height.saturating_sub(1), ..table };
        let detail = if wide { Rect { x: table.right() + PANE_GAP, width: detail_width, ..table } } else { table };
        let columns = fit_columns(rows, tab.columns(), ordered);
        let footer = line(size.height.saturating_sub(1), 1);
        Self {
            header: line(0, 1),
            search_bar: line(1, 1),
            table_header: headings,
            table_body: rows,
            detail,
            body,
            footer,
            side_by_side: wide,
            columns,
        }
    }

    /// The place of a page: as wide as is easy to read; a comparison needs more.
    #[must_use]
    pub fn screen_area(&self, page: Screen) -> Rect {
        let most = if page == Screen::Compare { u16::MAX } else { MAX_TEXT_WIDTH };
        Rect { width: self.body.width.min(most), ..self.body }
    }

    /// The column whose heading stands at a position.
    #[must_use]
    pub fn heading_at(&self, position: Position) -> Option<Column> {
        let at = |(_, place): &&(Column, Rect)| (place.x..place.right() + COLUMN_GAP).contains(&position.x);
        let on_line = position.y == self.table_header.y;
        on_line.then(|| self.columns.iter().find(at)).flatten().map(|(column, _)| *column)
    }
}

/// Gives the columns of most priority that fit their places: the name, the one
/// that the table is ordered by, the rest.
fn fit_columns(rows: Rect, wanted: &[Column], ordered: Option<Column>) -> Vec<(Column, Rect)> {
    let mut by_priority = wanted.to_vec();
    let priority = |column: &Column| (*column == Column::Name, Some(*column) == ordered, column.layout().priority);
    by_priority.sort_by_key(|column| Reverse(priority(column)));
    let mut spare = rows.width + COLUMN_GAP;
    by_priority.retain(|column| {
        let needed = column.layout().min_width + COLUMN_GAP;
        let fits = needed <= spare || *column == Column::Name;
        spare = spare.saturating_sub(if fits { needed } else { 0 });
        fits
    });
    let kept = wanted.iter().filter(|column| by_priority.contains(column));
    let mut widths: Vec<_> = kept.map(|column| (*column, column.layout().min_width)).collect();
    let wishes = [
        (Column::Summary, MAX_SUMMARY_WIDTH),
        (Column::License, TYPICAL_LICENSE_WIDTH),
        (Column::Name, MAX_NAME_WIDTH),
        (Column::License, MAX_LICENSE_WIDTH),
    ];
    for (grown, most) in wishes {
        for (_, width) in widths.iter_mut().filter(|(column, _)| *column == grown) {
            let more = most.saturating_sub(*width).min(spare);
            *width += more;
            spare -= more;
        }
    }
    let mut x = rows.x;
    let place = |(column, width): (Column, u16)| {
        let place = Rect { x, width: width.min(rows.right().saturating_sub(x)), ..rows };
        x += width + COLUMN_GAP;
        (column, place)
    };
    widths.into_iter().map(place).collect()
}

/// The place of a menu, with its border.
#[must_use]
pub fn menu_area(body: Rect, menu: &Menu) -> Rect {
    let names = menu.items.iter().map(|(_, name)| width(name));
    let widest = names.chain([width(&menu.title) + 2]).max().unwrap_or_default();
    Rect {
        width: u16::try_from(widest + 4).unwrap_or(u16::MAX).min(body.width),
        height: u16::try_from(menu.items.len() + 2).unwrap_or(u16::MAX).min(body.height),
        ..body
    }
}

/// The place inside of a border.
#[must_use]
pub fn inner(area: Rect) -> Rect {
    area.inner(Margin::new(1, 1))
}

impl Menu {
    /// The first choice that is in sight inside of the menu's border.
    #[must_use]
    pub fn scroll_offset(&self, inside: Rect) -> usize {
        (self.state.selected + 1).saturating_sub(usize::from(inside.height))
    }
}

/// The place of the label of the charts behind the tabs, on a screen that has room for it.
#[must_use]
pub fn charts_tab_area(header: Rect, tabs: &[(Tab, Rect)], label: &str) -> Option<Rect> {
    let x = tabs.last()?.1.right() + 2;
    let width = u16::try_from(width(label)).ok()?;
    (header.width + 2 >= SIDE_BY_SIDE_MIN_WIDTH).then_some(Rect { x, width, ..header })
}

/// The labels of the tabs with their counts, and their places in the header.
#[must_use]
pub fn tab_areas(header: Rect, labels: &[(Tab, String, usize)]) -> Vec<(Tab, Rect)> {
    let gap = if header.width >= COMPACT_BELOW.width { 2 } else { 1 };
    let mut x = header.x;
    let place = |(tab, label, count): &(Tab, String, usize)| {
        let wanted = u16::try_from(width(label) + 1 + count.to_string().len()).unwrap_or(u16::MAX);
        let place = Rect { x, width: wanted.min(header.right().saturating_sub(x)), ..header };
        x = x.saturating_add(wanted + gap);
        (*tab, place)
    };
    labels.iter().map(place).collect()
}
