//! Document lines as plain text, or with the control sequences of a terminal.

use std::fmt::Write;

use ratatui::{
    crossterm::style::{ContentStyle, StyledContent},
    prelude::IntoCrossterm,
};

use llm_catalog::link::Url;

use crate::{
    config::theme::Theme,
    document::{LinkTarget, SpanKind, StyledLine, StyledSpan},
};

/// Lines without styles. URLs are written in full and on one line, so that they can be copied: in place of their
/// shortened text, or after the last line of a text that links to one.
#[must_use]
pub fn to_plain_text(lines: &[StyledLine]) -> String {
    let mut out = String::new();
    for (idx, line) in lines.iter().enumerate() {
        let shows_url = line.spans.iter().any(|span| span.kind == SpanKind::Url);
        match line_url(line) {
            // The URL was written with the first line.
            Some(_) if shows_url && line.is_continuation => {}
            Some(url) if shows_url => {
                let is_before = |kind| matches!(kind, SpanKind::Label | SpanKind::Drawing);
                let label = line.spans.iter().filter(|span| is_before(span.kind));
                out.extend(label.map(|span| span.text.as_str()).chain([url.as_str(), "\n"]));
            }
            url => {
                let start = out.len();
                // A heading stands out by the blank line above it.
                let spans = line.spans.iter().filter(|span| !line.is_heading || span.kind != SpanKind::Drawing);
                out.extend(spans.map(|span| span.text.as_str()));
                let end = out.trim_end().len().max(start);
                out.truncate(end);
                let is_continued = lines.get(idx + 1).is_some_and(|next| next.is_continuation);
                if let Some(url) = url.filter(|_| !is_continued) {
                    out.extend(["  ", url.as_str()]);
                }
                out.push('\n');
            }
        }
    }
    out
}

/// Lines in the styles of a theme, with links that a terminal can open.
#[must_use]
pub fn to_ansi(lines: &[StyledLine], theme: &Theme) -> String {
    let mut out = String::new();
    for line in lines {
        for span in &line.spans {
            let text = ansi_span(span, theme);
            match line_url(line) {
                Some(url) if span.kind != SpanKind::Label => out += &osc8_link(&text, url.as_str()),
                _ => out += &text,
            }
        }
        out.push('\n');
    }
    out
}

fn line_url(line: &StyledLine) -> Option<&Url> {
    match &line.link {
        Some(LinkTarget::Url(url)) => Some(url),
        _ => None,
    }
}

/// A span in the style of a theme.
pub(super) fn ansi_span(span: &StyledSpan, theme: &Theme) -> String {
    let style: ContentStyle = theme.style(span.role).into_crossterm();
    if style == ContentStyle::default() { span.text.clone() } else { StyledContent::new(style, &span.text).to_string() }
}

/// A hyperlink (OSC 8), whose URL must be in ASCII.
fn osc8_link(text: &str, url: &str) -> String {
    let mut ascii_url = String::new();
    for byte in url.bytes() {
        if byte.is_ascii_graphic() {
            ascii_url.push(char::from(byte));
        } else {
            let _ = write!(ascii_url, "%{byte:02X}");
        }
    }
    format!("\x1b]8;;{ascii_url}\x1b\\{text}\x1b]8;;\x1b\\")
}
