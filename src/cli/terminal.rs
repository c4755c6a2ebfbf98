//! What the output can show: the looks and the width of a terminal, or text.

use std::io::{self, IsTerminal};

use super::no_color;
use crate::{
    format::{painted, plain},
    sheet::Line,
    theme::Theme,
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
    pub(super) fn of_output() -> anyhow::Result<Option<Self>> {
        if !io::stdout().is_terminal() {
            return Ok(None);
        }
        let columns = crossterm::terminal::size().map_or(0, |(columns, _)| usize::from(columns));
        let number = if no_color() { Theme::COLORLESS } else { 0 };
        let theme = if is_dumb() { None } else { Some(Theme::builtin(number)?) };
        Ok(Some(Self { columns: if columns == 0 { super::COLUMNS } else { columns }, theme }))
    }

    /// Whether it understands control sequences.
    pub(super) fn is_able(&self) -> bool {
        self.theme.is_some()
    }

    /// Its looks, where it can show any.
    pub(super) fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()
    }
}

/// Lines as the output can show them.
pub(super) fn text(lines: &[Line], terminal: Option<&Terminal>) -> String {
    match terminal.and_then(Terminal::theme) {
        Some(theme) => painted(lines, theme),
        None => plain(lines),
    }
}
