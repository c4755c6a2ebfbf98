//! What the output can show: the looks and the width of a terminal, or text.

use std::io::{self, IsTerminal};

use crate::{
    cli::no_color,
    config::theme::Theme,
    document::StyledLine,
    export::{to_ansi, to_plain_text},
};

/// The terminal that a command writes to.
pub(super) struct Terminal {
    /// How many columns wide it is.
    pub(super) columns: usize,
    /// Its looks; a dumb terminal has none.
    theme: Option<Theme>,
}

/// Whether this terminal cannot place the cursor, but only show text.
pub(super) fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

impl Terminal {
    /// The terminal of the standard output, if that is one.
    pub(super) fn detect() -> anyhow::Result<Option<Self>> {
        if !io::stdout().is_terminal() {
            return Ok(None);
        }
        let columns = crossterm::terminal::size().map_or(0, |(columns, _)| usize::from(columns));
        let number = if no_color() { Theme::NO_COLOR_IDX } else { 0 };
        let theme = if is_dumb() { None } else { Some(Theme::builtin(number)?) };
        Ok(Some(Self { columns: if columns == 0 { crate::cli::DEFAULT_TEXT_WIDTH } else { columns }, theme }))
    }

    /// Whether it understands control sequences.
    pub(super) fn supports_ansi(&self) -> bool {
        self.theme.is_some()
    }

    /// Its looks, where it can show any.
    pub(super) fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()
    }
}

/// Lines as the output can show them.
pub(super) fn render_lines(lines: &[StyledLine], terminal: Option<&Terminal>) -> String {
    match terminal.and_then(Terminal::theme) {
        Some(theme) => to_ansi(lines, theme),
        None => to_plain_text(lines),
    }
}
