//! Lines of text for what shows them: a terminal, or anything else.

use std::fmt::Write;

use ratatui::{
    crossterm::style::{ContentStyle, StyledContent},
    prelude::IntoCrossterm,
};

use crate::{
    config::theme::{StyleRole, Theme},
    document::{LinkTarget, StyledLine, StyledSpan},
};

/// Lines without looks. An address is written whole, on one line, so that it
/// can be taken from there.
#[must_use]
pub fn to_plain_text(lines: &[StyledLine]) -> String {
    let mut out = String::new();
    let mut last = None;
    for line in lines {
        let label = line.spans.first().map_or("", |piece| &piece.text);
        let is_address = line.spans.get(1).is_some_and(|piece| piece.role == StyleRole::Accent);
        match &line.target {
            // Something that is said, and where it stands.
            Some(LinkTarget::Url(url)) if !is_address => {
                let text: String = line.spans.iter().map(|piece| piece.text.as_str()).collect();
                out.extend([text.trim_end(), "  ", url.as_str(), "\n"]);
            }
            // The rest of an address that was wrapped.
            target @ Some(LinkTarget::Url(_)) if *target == last && label.trim().is_empty() => continue,
            Some(LinkTarget::Url(url)) => out.extend([label, url.as_str(), "\n"]),
            _ => {
                let start = out.len();
                out.extend(line.spans.iter().map(|piece| piece.text.as_str()));
                let end = out.trim_end().len().max(start);
                out.truncate(end);
                out.push('\n');
            }
        }
        last.clone_from(&line.target);
    }
    out
}

/// Lines with the looks of a theme and links that can be clicked, in the
/// control sequences of a terminal.
#[must_use]
pub fn to_ansi(lines: &[StyledLine], theme: &Theme) -> String {
    let mut out = String::new();
    for line in lines {
        for (at, piece) in line.spans.iter().enumerate() {
            let text = ansi_span(piece, theme);
            match &line.target {
                // Before an address stands its label.
                Some(LinkTarget::Url(url)) if at > 0 => out += &osc8_link(&text, url.as_str()),
                _ => out += &text,
            }
        }
        out.push('\n');
    }
    out
}

/// A piece with the looks of a theme.
pub(super) fn ansi_span(piece: &StyledSpan, theme: &Theme) -> String {
    let style: ContentStyle = theme.style(piece.role).into_crossterm();
    if style == ContentStyle::default() {
        piece.text.clone()
    } else {
        StyledContent::new(style, &piece.text).to_string()
    }
}

/// A text that leads to an address (OSC 8), which must be in ASCII there.
fn osc8_link(text: &str, url: &str) -> String {
    let mut address = String::new();
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    format!("\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\")
}
