//! How the list and the detail share the width of the screen.

use crate::app::{command::Update, state::App};

/// What one key press adds to the share of the list.
const STEP_PERMILLE: i16 = 40;

impl App {
    /// Makes the list wider or narrower.
    pub(super) fn move_split(&mut self, is_wider: bool) -> Update {
        if !self.layout.side_by_side {
            return self.explain_single_pane();
        }
        let step = if is_wider { STEP_PERMILLE } else { -STEP_PERMILLE };
        self.split.list_permille = self.layout.list_permille().saturating_add_signed(step);
        Update::Done
    }

    /// Moves the rule between the panes to a column of the screen.
    pub(super) fn drag_split(&mut self, column: u16) {
        self.split.list_permille = self.layout.list_permille_at(column);
    }

    /// Gives the pane with the focus the whole width, or brings the other one back.
    pub(super) fn toggle_zoom(&mut self) -> Update {
        if !self.layout.side_by_side && !self.split.is_zoomed {
            return self.explain_single_pane();
        }
        self.split.is_zoomed = !self.split.is_zoomed;
        Update::Done
    }

    fn explain_single_pane(&self) -> Update {
        let messages = self.messages();
        Update::status(if self.split.is_zoomed { messages.pane_is_zoomed } else { messages.too_narrow_for_two_panes })
    }
}
