//! A laid-out document with a cursor, of which a window is drawn.

use ratatui::layout::{Position, Rect};

use llm_catalog::link::Url;

use crate::{
    action::Action,
    app::{
        command::{Command, Update},
        effect::Effect,
        list_state::ListState,
    },
    document::{Document, LinkTarget, StyledLine},
    i18n::Messages,
};

/// A document, its selected line and its scroll offset.
#[derive(Debug, Default)]
pub struct DocumentView {
    document: Document,
    state: ListState,
    /// Lines of the window.
    height: usize,
}

impl DocumentView {
    /// Replaces the document. The cursor stays on its line; [`set_height`](Self::set_height) clamps it.
    pub(super) fn set_document(&mut self, document: Document) {
        self.document = document;
    }

    /// Sets the height of the window and scrolls the cursor into it.
    pub(super) fn set_height(&mut self, height: usize) {
        self.height = height;
        self.move_by(0);
    }

    /// Sets the number of lines before they are laid out.
    pub(super) fn set_line_count(&mut self, count: usize) {
        self.document.lines.resize(count, StyledLine::default());
    }

    /// The laid-out lines.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The selected line and the scroll offset.
    #[must_use]
    pub fn state(&self) -> ListState {
        self.state
    }

    /// The selected line.
    #[must_use]
    pub fn selected_line(&self) -> Option<&StyledLine> {
        self.document.lines.get(self.state.selected)
    }

    /// The link of the selected line.
    #[must_use]
    pub fn target(&self) -> Option<&LinkTarget> {
        self.selected_line()?.link.as_ref()
    }

    pub(super) fn reset_state(&mut self) {
        self.state = ListState::default();
    }

    fn move_by(&mut self, lines: isize) {
        self.state.move_by(lines, self.document.lines.len(), self.height);
    }

    pub(super) fn apply_motion(&mut self, action: Action) {
        self.state.apply_motion(action, self.document.lines.len(), self.height);
    }

    pub(super) fn scroll_by(&mut self, lines: isize) {
        self.state.scroll_by(lines, self.document.lines.len(), self.height);
    }

    pub(super) fn select(&mut self, line: usize) {
        self.state.select(line, self.document.lines.len(), self.height);
    }

    /// Selects a line and scrolls it to the top.
    pub(super) fn select_at_top(&mut self, line: usize) {
        self.state = ListState { selected: line, offset: line };
        self.select(line);
    }

    /// Selects the line at a position of the screen and follows its link. `area` is where the window is drawn.
    pub(super) fn click_at(&mut self, position: Position, area: Rect) -> Update {
        let line = self.state.offset + usize::from(position.y.saturating_sub(area.y));
        if !area.contains(position) || line >= self.document.lines.len() {
            return Update::Ignored;
        }
        self.select(line);
        self.target().cloned().map_or(Update::Done, |target| Command::Follow(target).into())
    }

    /// Actions of a document: motions and links. There is no entry to copy.
    pub(super) fn update(&mut self, action: Action, messages: &Messages) -> Update {
        match action {
            Action::Enter => self.follow(messages),
            Action::Open => self.open_link(messages),
            Action::Copy => self.copy_link(messages),
            Action::CopyAs => Update::status(messages.nothing_to_copy),
            _ if action.is_motion() => {
                self.apply_motion(action);
                Update::Done
            }
            _ => Update::Ignored,
        }
    }

    /// Follows the link of the selected line.
    pub(super) fn follow(&self, messages: &Messages) -> Update {
        self.target().map_or_else(|| no_link(messages), |target| Command::Follow(target.clone()).into())
    }

    /// Opens the URL of the selected line.
    pub(super) fn open_link(&self, messages: &Messages) -> Update {
        self.url().map_or_else(|| no_link(messages), |url| Effect::Open(url.clone()).into())
    }

    /// Copies the URL of the selected line.
    pub(super) fn copy_link(&self, messages: &Messages) -> Update {
        self.url().map_or_else(|| no_link(messages), |url| Effect::Copy(url.to_string()).into())
    }

    fn url(&self) -> Option<&Url> {
        match self.target()? {
            LinkTarget::Url(url) => Some(url),
            LinkTarget::Model(_) | LinkTarget::Term(_) | LinkTarget::Lineage(_) => None,
        }
    }
}

fn no_link(messages: &Messages) -> Update {
    Update::status(messages.line_has_no_link)
}
