//! A menu of choices, which typed text filters.

use crossterm::event::{Event, KeyEvent};
use ratatui::layout::{Margin, Position, Rect};
use tui_input::{Input, backend::crossterm::EventHandler};

use crate::{
    action::Action,
    app::{
        list_state::ListState,
        overlays::{
            menu_filter::{MenuMatch, filter_items},
            menu_item::{MenuAction, MenuItem},
        },
        text_input::{insert_at_cursor, is_char_key, to_single_line},
    },
    display_width::width,
};

/// The border of a menu, and the blank columns beside its labels.
const BORDER_AND_PADDING: Margin = Margin::new(3, 1);
/// Enough for the line of the filter.
const MIN_WIDTH: u16 = 28;
/// The line of the filter and the rule below it.
const FILTER_LINES: u16 = 2;
/// Columns between a label, its note and its key.
pub const ITEM_GAP: usize = 2;
/// The choices that are visible at once; more are scrolled or filtered.
const MAX_VISIBLE_ITEMS: usize = 20;
const MAX_FILTER_CHARS: usize = 100;

/// A list of choices with a filter and a cursor.
#[derive(Clone, Debug)]
pub struct Menu {
    /// The title in the border.
    pub title: String,
    /// The choices.
    pub items: Vec<MenuItem>,
    /// The text that is typed to filter the choices.
    pub filter: Input,
    /// The choices that match the filter, the best match first.
    matches: Vec<MenuMatch>,
    /// The cursor among the matches.
    pub state: ListState,
    /// What is done when the menu is closed without a choice.
    on_cancel: Option<MenuAction>,
    /// The area with the border. Computed after each event.
    area: Rect,
}

impl Menu {
    pub(in crate::app) fn new<T: Into<MenuItem>>(
        title: &str,
        items: impl IntoIterator<Item = T>,
        selected: usize,
    ) -> Self {
        let items: Vec<_> = items.into_iter().map(Into::into).collect();
        let matches = filter_items(&items, "");
        let state = ListState { selected, offset: 0 };
        Self {
            title: title.to_owned(),
            items,
            filter: Input::default(),
            matches,
            state,
            on_cancel: None,
            area: Rect::ZERO,
        }
    }

    /// Does something when the menu is closed without a choice.
    #[must_use]
    pub(in crate::app) fn on_cancel(mut self, action: MenuAction) -> Self {
        self.on_cancel = Some(action);
        self
    }

    /// Moves the cursor.
    pub(in crate::app) fn apply_motion(&mut self, action: Action) {
        self.state.apply_motion(action, self.matches.len(), self.height());
    }

    /// Scrolls by some rows; the cursor stays visible.
    pub(in crate::app) fn scroll_by(&mut self, rows: isize) {
        self.state.scroll_by(rows, self.matches.len(), self.height());
    }

    /// Types a key of the filter.
    pub(in crate::app) fn handle_key(&mut self, key: KeyEvent) {
        if self.remaining_chars() > 0 || !is_char_key(key) {
            let before = self.filter.value().to_owned();
            self.filter.handle_event(&Event::Key(key));
            self.update_matches(&before);
        }
    }

    /// Inserts pasted text into the filter up to the maximum length.
    pub(in crate::app) fn paste(&mut self, text: &str) {
        let text: String = to_single_line(text).chars().take(self.remaining_chars()).collect();
        let before = self.filter.value().to_owned();
        self.filter = insert_at_cursor(&self.filter, &text);
        self.update_matches(&before);
    }

    fn remaining_chars(&self) -> usize {
        MAX_FILTER_CHARS.saturating_sub(self.filter.value().chars().count())
    }

    /// Selects the best match of another filter.
    fn update_matches(&mut self, previous: &str) {
        if self.filter.value() != previous {
            self.matches = filter_items(&self.items, self.filter.value());
            self.state = ListState::default();
        }
    }

    /// The selected choice; `None` if nothing matches the filter.
    #[must_use]
    pub fn selected(&self) -> Option<&MenuAction> {
        self.action_at(self.state.selected)
    }

    fn action_at(&self, idx: usize) -> Option<&MenuAction> {
        self.items.get(self.matches.get(idx)?.item_idx).map(|item| &item.action)
    }

    /// What to do when the menu is closed without a choice.
    pub(in crate::app) fn into_cancel_action(self) -> Option<MenuAction> {
        self.on_cancel
    }

    /// The choices that match the filter, with what matched.
    #[must_use]
    pub fn matches(&self) -> impl ExactSizeIterator<Item = (&MenuMatch, Option<&MenuItem>)> {
        self.matches.iter().map(|found| (found, self.items.get(found.item_idx)))
    }

    /// The choice at a position of the screen.
    pub(in crate::app) fn item_at(&self, position: Position) -> Option<&MenuAction> {
        let area = self.items_area();
        if !area.contains(position) {
            return None;
        }
        self.action_at(self.state.offset + usize::from(position.y - area.y))
    }

    /// Computes the areas, which do not change while the filter is typed.
    pub(in crate::app) fn lay_out(&mut self, body: Rect) {
        let note_column = self.label_columns() + ITEM_GAP;
        let columns = |item: &MenuItem| {
            let text = if item.note.is_empty() { width(&item.label) } else { note_column + width(&item.note) };
            let key = width(&item.key);
            text + if key == 0 { 0 } else { ITEM_GAP + key }
        };
        let max_columns = self.items.iter().map(columns).chain([width(&self.title) + 2]).max().unwrap_or_default();
        let width = u16::try_from(max_columns + 2 * usize::from(BORDER_AND_PADDING.horizontal)).unwrap_or(u16::MAX);
        let lines =
            self.items.len().min(MAX_VISIBLE_ITEMS) + usize::from(FILTER_LINES + 2 * BORDER_AND_PADDING.vertical);
        let height = u16::try_from(lines).unwrap_or(u16::MAX);
        let (width, height) = (width.max(MIN_WIDTH).min(body.width), height.min(body.height));
        // In the middle, but not lower than the upper third, where the eye is.
        let y = body.y + body.height.saturating_sub(height) / 3;
        self.area = Rect { x: body.x + body.width.saturating_sub(width) / 2, y, width, height };
        self.state.clamp(self.matches.len(), self.height());
    }

    /// The columns of the widest label of an item with a note; 0 if there is none.
    #[must_use]
    pub fn label_columns(&self) -> usize {
        let with_note = self.items.iter().filter(|item| !item.note.is_empty());
        with_note.map(|item| width(&item.label)).max().unwrap_or_default()
    }

    /// The area of the menu with its border.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// The line of the filter.
    #[must_use]
    pub fn filter_area(&self) -> Rect {
        Rect { height: 1, ..self.area.inner(BORDER_AND_PADDING) }
    }

    /// The lines of the choices, up to the border at both sides.
    #[must_use]
    pub fn items_area(&self) -> Rect {
        let inner = self.area.inner(Margin::new(1, BORDER_AND_PADDING.vertical));
        Rect { y: inner.y + FILTER_LINES, height: inner.height.saturating_sub(FILTER_LINES), ..inner }
    }

    fn height(&self) -> usize {
        usize::from(self.items_area().height)
    }
}
