//! The clipboard of the terminal.

use std::io::{self, Write};

use crossterm::{clipboard::CopyToClipboard, execute};

/// Copies text to the clipboard of the terminal (OSC 52), which works in remote sessions too.
///
/// # Errors
///
/// Fails if `out` cannot be written.
pub fn copy_to_clipboard(text: &str, out: &mut impl Write) -> io::Result<()> {
    execute!(out, CopyToClipboard::to_clipboard_from(text))
}
