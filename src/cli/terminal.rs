//! The terminal that standard output writes to.

use std::io::{self, IsTerminal};

use crate::{
    config::theme::Theme,
    document::StyledLine,
    export::{to_ansi, to_plain_text},
};

/// The width of text without a terminal, in columns.
pub(super) const DEFAULT_TEXT_WIDTH: usize = 80;

pub(super) struct Terminal {
    /// The width in columns.
    pub columns: usize,
    /// `None` for a dumb terminal.
    theme: Option<Theme>,
}

/// True if the terminal cannot position the cursor.
pub(super) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// True if `NO_COLOR` disables colors (<https://no-color.org>).
pub(super) fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

impl Terminal {
    /// The terminal of standard output; `None` if it is not a terminal.
    pub fn detect() -> anyhow::Result<Option<Self>> {
        if !io::stdout().is_terminal() {
            return Ok(None);
        }
        let columns = crossterm::terminal::size().map_or(0, |(columns, _)| usize::from(columns));
        let theme_idx = if no_color() { Theme::NO_COLOR_IDX } else { 0 };
        let theme = if is_dumb() { None } else { Some(Theme::builtin(theme_idx)?) };
        Ok(Some(Self { columns: if columns == 0 { DEFAULT_TEXT_WIDTH } else { columns }, theme }))
    }

    /// True if the terminal understands escape sequences.
    pub fn supports_ansi(&self) -> bool {
        self.theme.is_some()
    }

    pub fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()
    }
}

/// Renders lines with styles if the terminal supports them, else as plain text.
pub(super) fn render_lines(lines: &[StyledLine], terminal: Option<&Terminal>) -> String {
    match terminal.and_then(Terminal::theme) {
        Some(theme) => to_ansi(lines, theme),
        None => to_plain_text(lines),
    }
}
