//! The headings of columns that show only signs.

use std::borrow::Cow;

use ratatui::layout::{Position, Rect};

use llm_index::Column;

use crate::{
    app::{column_fit::COLUMN_GAP, state::App},
    columns::ColumnExt,
    display_width::width,
};

impl App {
    /// The heading of a column of signs, too narrow for one: it ends over the signs and starts over the column to the left,
    /// where the heading of that one leaves space. `None` for other columns, and where it does not fit.
    #[must_use]
    pub fn sign_heading(&self, column: Column) -> Option<(Cow<'static, str>, Rect)> {
        let layout = self.layout();
        let idx = layout.columns.iter().position(|(other, _)| *other == column)?;
        let (_, area) = *layout.columns.get(idx)?;
        let is_sorted = |column| self.list().sort_column() == Some(column);
        if is_sorted(column) || !self.fitting_heading(column, area).is_empty() {
            return None;
        }
        let (left, left_area) = *layout.columns.get(idx.checked_sub(1)?)?;
        let used = if left.layout().right_aligned {
            left_area.width
        } else {
            u16::try_from(width(&self.fitting_heading(left, left_area))).ok()? + u16::from(is_sorted(left))
        };
        let start = left_area.x + used + COLUMN_GAP;
        let long = self.list().tab().heading(column, self.index(), self.settings().locale);
        let short = (column == Column::License).then(|| self.messages().license_short.into());
        for heading in [Some(long), short].into_iter().flatten() {
            let columns = u16::try_from(width(&heading)).unwrap_or(u16::MAX);
            if start.saturating_add(columns) <= area.right() {
                let area = Rect { x: area.right() - columns, width: columns, y: layout.table_header.y, height: 1 };
                return Some((heading, area));
            }
        }
        None
    }

    /// The heading of a column as it is drawn in its width.
    fn fitting_heading(&self, column: Column, area: Rect) -> Cow<'static, str> {
        let locale = self.settings().locale;
        let heading = self.list().tab().heading(column, self.index(), locale);
        column.heading_for_width(&heading, area.width.into(), locale).to_owned().into()
    }

    /// The column whose heading is at a position.
    pub(super) fn heading_at(&self, position: Position) -> Option<Column> {
        let columns = self.layout().columns.iter().map(|(column, _)| *column);
        let is_at = |column: &Column| self.sign_heading(*column).is_some_and(|(_, area)| area.contains(position));
        columns.into_iter().find(is_at).or_else(|| self.layout().heading_at(position))
    }
}
