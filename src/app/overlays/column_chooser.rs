//! The chooser of columns: which ones the list of a tab shows, in what order and how wide. The list shows each change.

use ratatui::layout::{Margin, Position, Rect};

use llm_index::Column;

use crate::{
    action::Action,
    app::{layout::Layout, list_state::ListState},
    columns::EXTENSION_COLUMNS,
    config::columns::{COLUMN_WIDTHS, ColumnSpec},
    tab::Tab,
};

/// The width with the border.
const WIDTH: u16 = 44;
/// The border, and above and below the columns.
const BORDER: Margin = Margin::new(1, 1);
/// Over the list it covers at most this share of the height, so that the headings and some rows stay visible.
const MAX_PERCENT_OVER_LIST: u16 = 60;
/// It is at least this high, where the screen is.
const MIN_HEIGHT: u16 = 6;

/// The columns that the list of a tab can have, those that it shows first.
#[derive(Clone, Debug)]
pub struct ColumnChooser {
    /// The tab.
    pub tab: Tab,
    /// The columns in the order of the list.
    pub items: Vec<ColumnItem>,
    /// The cursor.
    pub state: ListState,
    /// The columns without a choice.
    default: DefaultColumns,
    /// True while they are shown.
    is_default: bool,
    /// The choice when the chooser was opened.
    original: Option<Vec<ColumnSpec>>,
    /// The area with the border. Computed after each event.
    area: Rect,
}

/// The columns of a tab for which none were chosen in the program.
#[derive(Clone, Debug)]
pub(in crate::app) enum DefaultColumns {
    /// Those of the configuration.
    Configured(Vec<ColumnSpec>),
    /// Those of the program, of which a narrow list shows only the most useful.
    Builtin(Vec<ColumnSpec>),
}

/// A column that is shown or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnItem {
    /// The column with its width.
    pub spec: ColumnSpec,
    /// True if the list shows it where it fits.
    pub is_shown: bool,
}

impl ColumnChooser {
    /// A chooser for a tab with its present columns: chosen ones, or `None` for the default.
    pub(in crate::app) fn new(tab: Tab, default: DefaultColumns, chosen: Option<Vec<ColumnSpec>>) -> Self {
        let configured = match &default {
            DefaultColumns::Configured(columns) => Some(columns),
            DefaultColumns::Builtin(_) => None,
        };
        let is_default = chosen.as_ref() == configured;
        let items = all_items(tab, chosen.as_deref().unwrap_or_else(|| default.columns()));
        Self { tab, items, state: ListState::default(), default, is_default, original: chosen, area: Rect::ZERO }
    }

    /// The columns of the list; `None` for those of the program.
    pub(in crate::app) fn chosen(&self) -> Option<Vec<ColumnSpec>> {
        match &self.default {
            DefaultColumns::Builtin(_) if self.is_default => None,
            DefaultColumns::Configured(columns) if self.is_default => Some(columns.clone()),
            _ => Some(self.items.iter().filter(|item| item.is_shown).map(|item| item.spec).collect()),
        }
    }

    /// The choice when the chooser was opened.
    pub(in crate::app) fn original(&self) -> Option<&[ColumnSpec]> {
        self.original.as_deref()
    }

    /// Shows the columns without a choice.
    pub(in crate::app) fn reset(&mut self) {
        self.items = all_items(self.tab, self.default.columns());
        self.is_default = true;
    }

    /// Shows or hides the column at the cursor. Returns false for the name, without which rows cannot be told apart.
    pub(in crate::app) fn toggle(&mut self) -> bool {
        let item = self.items.get_mut(self.state.selected).filter(|item| item.spec.column != Column::Name);
        let Some(item) = item else { return false };
        item.is_shown = !item.is_shown;
        self.is_default = false;
        true
    }

    /// Exchanges the column at the cursor with the one after or before it. The cursor goes with it.
    pub(in crate::app) fn move_column(&mut self, is_right: bool) {
        let from = self.state.selected;
        let to = if is_right { from + 1 } else { from.saturating_sub(1) };
        if from != to && to < self.items.len() {
            self.items.swap(from, to);
            self.is_default = false;
            self.apply_motion(if is_right { Action::NextRow } else { Action::PreviousRow });
        }
    }

    /// Makes the column at the cursor a little wider or narrower than it is.
    pub(in crate::app) fn resize(&mut self, is_wider: bool, layout: &Layout) {
        let Some(item) = self.items.get_mut(self.state.selected).filter(|item| item.is_shown) else { return };
        // One that does not fit has no width that could be seen to change.
        let Some(width) = item.spec.width.or_else(|| layout.column_width(item.spec.column)) else { return };
        let max = layout.table_body.width.clamp(*COLUMN_WIDTHS.start(), *COLUMN_WIDTHS.end());
        let width = if is_wider { width.saturating_add(1) } else { width.saturating_sub(1) };
        item.spec.width = Some(width.clamp(*COLUMN_WIDTHS.start(), max));
        self.is_default = false;
    }

    /// Moves the cursor.
    pub(in crate::app) fn apply_motion(&mut self, action: Action) {
        self.state.apply_motion(action, self.items.len(), self.height());
    }

    /// Scrolls by some rows; the cursor stays visible.
    pub(in crate::app) fn scroll_by(&mut self, rows: isize) {
        self.state.scroll_by(rows, self.items.len(), self.height());
    }

    /// Puts the cursor on the column at a position of the screen. Returns false if there is none.
    pub(in crate::app) fn select_at(&mut self, position: Position) -> bool {
        let area = self.items_area();
        let idx = self.state.offset + usize::from(position.y.saturating_sub(area.y));
        let is_item = area.contains(position) && idx < self.items.len();
        if is_item {
            self.state.select(idx, self.items.len(), self.height());
        }
        is_item
    }

    /// Computes the area: over the detail, else over the lower right of the list.
    pub(in crate::app) fn lay_out(&mut self, layout: &Layout) {
        if let (true, DefaultColumns::Builtin(columns)) = (self.is_default, &self.default) {
            // A change of one column must not bring others that did not fit.
            let fitting = columns.iter().copied().filter(|spec| layout.column_width(spec.column).is_some());
            self.items = all_items(self.tab, &fitting.collect::<Vec<_>>());
        }
        let body = layout.body;
        let needed = u16::try_from(self.items.len()).unwrap_or(u16::MAX).saturating_add(2 * BORDER.vertical);
        self.area = if layout.side_by_side {
            let detail = layout.detail;
            Rect { width: WIDTH.min(detail.width), height: needed.min(detail.height), ..detail }
        } else {
            let (width, max) = (WIDTH.min(body.width), (body.height * MAX_PERCENT_OVER_LIST / 100).max(MIN_HEIGHT));
            let height = needed.min(max).min(body.height);
            Rect { x: body.right() - width, y: body.bottom() - height, width, height }
        };
        self.state.clamp(self.items.len(), self.height());
    }

    /// The area with the border.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// The lines of the columns, up to the border at both sides.
    #[must_use]
    pub fn items_area(&self) -> Rect {
        self.area.inner(BORDER)
    }

    fn height(&self) -> usize {
        usize::from(self.items_area().height)
    }
}

impl DefaultColumns {
    fn columns(&self) -> &[ColumnSpec] {
        match self {
            Self::Configured(columns) | Self::Builtin(columns) => columns,
        }
    }
}

/// The shown columns in their order, then the others that the tab can have.
fn all_items(tab: Tab, shown: &[ColumnSpec]) -> Vec<ColumnItem> {
    let of_tab = |column: &Column| match tab {
        Tab::Extensions => EXTENSION_COLUMNS.contains(column) || *column == Column::Id,
        _ => *column != Column::ExtensionKind,
    };
    let is_shown = |column: &Column| shown.iter().any(|spec| spec.column == *column);
    let others = Column::ALL.iter().copied().filter(|column| of_tab(column) && !is_shown(column));
    let item = |is_shown| move |spec| ColumnItem { spec, is_shown };
    shown.iter().copied().map(item(true)).chain(others.map(ColumnSpec::from).map(item(false))).collect()
}
