//! A laid-out document with a cursor, of which a window is drawn.

use ratatui::layout::{Position, Rect};

use llm_catalog::link::Url;

use crate::{
    action::Action,
    app::{
        command::{Command, Update},
        effect::Effect,
        list_state::ListState,
        text_find::TextFind,
    },
    document::{Document, LineMatch, LinkTarget, StyledLine},
    i18n::Messages,
};

/// Lines that are visible above and below a link that the cursor jumps to.
const LINK_MARGIN: usize = 3;

/// A document, its selected line and its scroll offset.
///
/// The cursor stops at lines with a text of their own: not at blank lines and headings, nor at the further lines of a
/// wrapped text, unless that is taller than the window.
#[derive(Debug, Default)]
pub struct DocumentView {
    document: Document,
    state: ListState,
    /// Lines of the window.
    height: usize,
    /// True if only the visible lines are laid out. Then the cursor stops at every line.
    is_sparse: bool,
    /// The find, until its matches are cleared.
    find: Option<TextFind>,
}

impl DocumentView {
    /// A document of which only the visible lines are laid out.
    pub(super) fn sparse() -> Self {
        Self { is_sparse: true, ..Self::default() }
    }

    /// Replaces the document. The cursor stays near its line; [`set_height`](Self::set_height) clamps it.
    pub(super) fn set_document(&mut self, document: Document) {
        if document == self.document {
            return;
        }
        self.document = document;
        if let Some(find) = &mut self.find {
            find.update(&self.document);
        }
        self.state.selected = self.state.selected.min(self.document.lines.len().saturating_sub(1));
        self.snap(self.state.selected);
    }

    /// Sets the height of the window and keeps the cursor in it.
    pub(super) fn set_height(&mut self, height: usize) {
        self.height = height;
        self.state.clamp(self.document.lines.len(), height);
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

    /// Puts the cursor where it was; the next layout clamps it.
    pub(super) fn set_state(&mut self, state: ListState) {
        self.state = state;
    }

    pub(super) fn reset_state(&mut self) {
        self.state = ListState::default();
        self.find = None;
    }

    /// True for lines between texts: blank ones and headings.
    fn is_gap(&self, line: usize) -> bool {
        let is_blank = |line: &StyledLine| line.is_heading || line.is_blank();
        !self.is_sparse && self.document.lines.get(line).is_none_or(is_blank)
    }

    /// True if the cursor stops at a line.
    fn is_stop(&self, line: usize) -> bool {
        let Some(styled_line) = self.document.lines.get(line) else { return false };
        let follows_text = || line.checked_sub(1).is_some_and(|previous| !self.is_gap(previous));
        let continues_text = || styled_line.is_continuation && follows_text();
        self.is_sparse || !(self.is_gap(line) || continues_text())
    }

    fn next_stop(&self, line: usize) -> Option<usize> {
        (line + 1..self.document.lines.len()).find(|line| self.is_stop(*line))
    }

    fn previous_stop(&self, line: usize) -> Option<usize> {
        (0..line).rev().find(|line| self.is_stop(*line))
    }

    /// The last line of the text that a line is part of.
    fn last_line_of_text(&self, line: usize) -> usize {
        let is_end = |line: &usize| self.is_stop(line + 1) || self.is_gap(line + 1);
        (line..self.document.lines.len()).find(is_end).unwrap_or(line)
    }

    pub(super) fn apply_motion(&mut self, action: Action) {
        let (before, count) = (self.state.selected, self.document.lines.len());
        match action {
            Action::NextRow => self.step_down(),
            Action::PreviousRow => self.step_up(),
            Action::FirstRow => {
                self.state = ListState::default();
                self.snap(before);
            }
            Action::PageDown | Action::PageUp | Action::HalfPageDown | Action::HalfPageUp => self.turn_page(action),
            _ => {
                self.state.apply_motion(action, count, self.height);
                self.snap(before);
            }
        }
    }

    /// Scrolls by a page or half of one, with the cursor; at the ends, only the cursor moves.
    fn turn_page(&mut self, action: Action) {
        let (before, offset) = (self.state, self.state.offset);
        self.state.apply_motion(action, self.document.lines.len(), self.height);
        let moved = self.state.selected.abs_diff(before.selected);
        let max_offset = self.document.lines.len().saturating_sub(self.height);
        self.state.offset = if self.state.selected >= before.selected {
            (offset + moved).min(max_offset)
        } else {
            offset.saturating_sub(moved)
        };
        self.snap(before.selected);
    }

    /// Moves to the next stop. Text that would be passed unseen is scrolled into the window first.
    fn step_down(&mut self) {
        let (selected, below) = (self.state.selected, self.state.offset + self.height);
        let end = self.last_line_of_text(selected);
        if end < below {
            if let Some(next) = self.next_stop(selected) {
                self.select_text_below_heading(next);
            }
        } else if end - selected < self.height {
            self.select_text(selected);
        } else {
            self.select(below);
        }
    }

    /// Moves to the previous stop. Of a text taller than the window, the end comes first.
    fn step_up(&mut self) {
        let (selected, top) = (self.state.selected, self.state.offset);
        let Some(previous) = self.previous_stop(selected) else {
            self.state.offset = 0;
            return;
        };
        let end = self.last_line_of_text(previous);
        if previous >= top || end < selected && end - previous < self.height {
            self.select_text(previous);
        } else {
            self.select(end.min(top - 1));
        }
    }

    /// Selects a line and scrolls as much of its text into the window as fits below the heading over it, which the
    /// cursor passes.
    fn select_text_below_heading(&mut self, line: usize) {
        self.select(line);
        let heading = (0..line).rev().take_while(|before| self.is_gap(*before)).last().unwrap_or(line);
        let min_offset = (self.last_line_of_text(line) + 1).saturating_sub(self.height);
        self.state.offset = self.state.offset.max(min_offset.min(heading));
    }

    /// Selects a line and scrolls all of its text into the window, if it fits.
    fn select_text(&mut self, line: usize) {
        self.select(line);
        let min_offset = (self.last_line_of_text(line) + 1).saturating_sub(self.height);
        self.state.offset = self.state.offset.max(min_offset.min(line));
    }

    /// Moves the cursor to a visible stop, after it was moved from a line to any line.
    fn snap(&mut self, from: usize) {
        let (line, height) = (self.state.selected, self.height.max(1));
        if self.is_stop(line) {
            return;
        }
        let (above, below) = (self.previous_stop(line), self.next_stop(line));
        let candidates = if line < from {
            [below.filter(|stop| *stop < from), above, below]
        } else {
            [above.filter(|stop| *stop > from || line == from), below, above]
        };
        let is_visible = |stop: &usize| (self.state.offset..self.state.offset + height).contains(stop);
        if let Some(stop) = candidates.into_iter().flatten().find(is_visible) {
            self.state.selected = stop;
        } else if self.is_gap(line) {
            self.state.selected = line.saturating_sub(1);
        }
    }

    /// Scrolls by some lines; the cursor stays inside the window.
    pub(super) fn scroll_by(&mut self, lines: isize) {
        let before = self.state.selected;
        self.state.scroll_by(lines, self.document.lines.len(), self.height);
        self.snap(before);
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
        let target = self.target().cloned();
        self.snap(line);
        target.map_or(Update::Done, |target| Command::Follow(target).into())
    }

    /// Actions of a document: motions, links and matches. There is no entry to copy.
    pub(super) fn update(&mut self, action: Action, messages: &Messages) -> Update {
        match action {
            Action::Enter => return self.follow(messages),
            Action::Open => return self.open_link(messages),
            Action::Copy => return self.copy_link(messages),
            Action::CopyAs => return Update::status(messages.nothing_to_copy),
            Action::NextLink | Action::PreviousLink => return self.go_to_link(action == Action::NextLink, messages),
            Action::NextMatch | Action::PreviousMatch => {
                if self.find.is_none() {
                    return Update::status(messages.no_find);
                }
                self.go_to_match(action == Action::NextMatch);
            }
            _ if action.is_motion() => self.apply_motion(action),
            _ => return Update::Ignored,
        }
        Update::Done
    }

    /// Goes to the next or previous line with a link.
    fn go_to_link(&mut self, forward: bool, messages: &Messages) -> Update {
        let (selected, count) = (self.state.selected, self.document.lines.len());
        let is_link = |line: &usize| {
            self.is_stop(*line) && self.document.lines.get(*line).is_some_and(|line| line.link.is_some())
        };
        let line = if forward { (selected + 1..count).find(is_link) } else { (0..selected).rev().find(is_link) };
        let Some(line) = line else {
            return Update::status(if forward { messages.no_link_below } else { messages.no_link_above });
        };
        self.select_text(line);
        self.reveal_around(line);
        Update::Done
    }

    /// Scrolls so that some lines are visible around the cursor, where the document has them.
    fn reveal_around(&mut self, line: usize) {
        let margin = LINK_MARGIN.min(self.height.saturating_sub(1) / 2);
        let max_offset = self.document.lines.len().saturating_sub(self.height);
        let (lowest, highest) = ((line + margin + 1).saturating_sub(self.height), line.saturating_sub(margin));
        self.state.offset = self.state.offset.max(lowest.min(max_offset)).min(highest);
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

    /// The URL of the selected line.
    pub(super) fn url(&self) -> Option<&Url> {
        match self.target()? {
            LinkTarget::Url(url) => Some(url),
            LinkTarget::Model(_) | LinkTarget::Term(_) | LinkTarget::Lineage(_) => None,
        }
    }

    /// Starts a find at the cursor. [`find`](Self::find) says what to look for.
    pub(super) fn start_find(&mut self) {
        self.find = Some(TextFind::new(self.state));
    }

    /// Looks for a text and goes to its first match at or below the line where the find started, else to the first.
    pub(super) fn find(&mut self, text: &str) {
        let find = self.find.get_or_insert_with(|| TextFind::new(self.state));
        find.set_text(text, &self.document);
        self.state = find.origin();
        let line = find.line_at_or_below(self.state.selected);
        if let Some(line) = line.filter(|_| !self.is_sparse) {
            self.select(line);
        }
    }

    /// Goes to the next or previous line with a match, round the end of the document.
    pub(super) fn go_to_match(&mut self, forward: bool) {
        let line = self.find.as_ref().and_then(|find| find.next_line(self.state.selected, forward));
        if let Some(line) = line {
            self.select(line);
        }
    }

    /// Clears the matches. Returns false if there is no find.
    pub(super) fn clear_find(&mut self) -> bool {
        self.find.take().is_some()
    }

    /// Clears the matches and returns to the line where the find started.
    pub(super) fn cancel_find(&mut self) {
        if let Some(find) = self.find.take() {
            self.state = find.origin();
        }
    }

    /// The text that is looked for.
    #[must_use]
    pub fn find_text(&self) -> Option<&str> {
        self.find.as_ref().map(TextFind::text)
    }

    /// The matches in the laid-out lines.
    pub fn find_matches(&self) -> impl Iterator<Item = &LineMatch> {
        self.find.iter().flat_map(TextFind::matches)
    }

    /// The number of the selected line among those with a match, and how many there are.
    #[must_use]
    pub fn find_position(&self) -> Option<(Option<usize>, usize)> {
        self.find.as_ref().map(|find| find.position(self.state.selected))
    }
}

fn no_link(messages: &Messages) -> Update {
    Update::status(messages.line_has_no_link)
}
