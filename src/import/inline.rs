//! The text of a cell or a list item, with its links.

use llm_catalog::{
    link::Url,
    text::{is_unsafe_for_terminal, sanitize},
};

use crate::import::footnotes::strip_labels;

/// Text with links, without characters that are unsafe for a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline(Vec<InlineNode>);

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineNode {
    /// Text on one line.
    Text(String),
    /// A link.
    Link {
        /// The text of the link, or that of the images in it, which is not part of the visible text.
        label: String,
        /// The address, which may be none that a browser can be given.
        url: String,
        /// Whether the link has images and no text.
        is_image: bool,
    },
    /// The end of a line.
    LineBreak,
}

impl InlineNode {
    /// The visible text.
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Link { label: text, is_image: false, .. } => text,
            Self::Link { .. } => "",
            Self::LineBreak => "\n",
        }
    }
}

impl Inline {
    /// The cell of a file without markup. Addresses in the text are links.
    #[must_use]
    pub fn from_plain_text(text: &str) -> Self {
        let mut inline = Self::default();
        for (idx, line) in text.lines().enumerate() {
            if idx > 0 {
                inline.push_line_break();
            }
            inline.push_text(line);
        }
        inline
    }

    /// The parts.
    #[must_use]
    pub fn nodes(&self) -> &[InlineNode] {
        &self.0
    }

    /// Adds text. Addresses in it become links.
    pub fn push_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(start) = find_address(rest) {
            let (before, address) = rest.split_at_checked(start).unwrap_or((rest, ""));
            let length = address_len(address);
            let (address, after) = address.split_at_checked(length).unwrap_or((address, ""));
            self.push_plain(before);
            self.push_link("", address);
            self.push_to_link(address);
            rest = after;
        }
        self.push_plain(rest);
    }

    fn push_plain(&mut self, text: &str) {
        let text = strip_unsafe(text);
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(InlineNode::Text(last)) => last.push_str(&text),
            _ => self.0.push(InlineNode::Text(text)),
        }
    }

    /// Adds a link.
    pub fn push_link(&mut self, label: &str, url: &str) {
        self.0.push(InlineNode::Link { label: strip_unsafe(label), url: strip_unsafe(url), is_image: false });
    }

    /// Adds text to the label of the last part, if it is a link.
    pub(super) fn push_to_link(&mut self, text: &str) {
        match self.0.last_mut() {
            Some(InlineNode::Link { is_image: true, .. }) if text.trim().is_empty() => {}
            Some(InlineNode::Link { label, is_image, .. }) => {
                if std::mem::take(is_image) {
                    label.clear();
                }
                label.push_str(&strip_unsafe(text));
            }
            _ => self.push_plain(text),
        }
    }

    /// Adds the text of an image to the label of the last part, if that is a link without text.
    pub(super) fn push_image_to_link(&mut self, text: &str) {
        if let Some(InlineNode::Link { label, is_image, .. }) = self.0.last_mut()
            && (*is_image || label.trim().is_empty())
        {
            *is_image = true;
            label.push_str(&strip_unsafe(text));
        }
    }

    /// Removes the labels of footnotes.
    pub(super) fn strip_footnote_labels(&mut self) {
        for node in &mut self.0 {
            if let InlineNode::Text(text) = node {
                *text = strip_labels(text).into_owned();
            }
        }
    }

    /// Begins a new part: where emphasis begins or ends.
    pub(super) fn begin_part(&mut self) {
        self.0.push(InlineNode::Text(String::new()));
    }

    /// Whether all of it is emphasized.
    pub(super) fn is_emphasized(&self) -> bool {
        matches!(self.0.as_slice(), [InlineNode::Text(text), InlineNode::Text(end)] if !text.is_empty() && end.is_empty())
    }

    /// Ends a line.
    pub fn push_line_break(&mut self) {
        self.0.push(InlineNode::LineBreak);
    }

    /// The lines of visible text, trimmed, without blank ones and what a catalogue rejects.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let text: String = self.0.iter().map(InlineNode::as_str).collect();
        text.lines().map(sanitize).filter(|line| !line.is_empty()).collect()
    }

    /// The visible text on one line.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines().join(" ")
    }

    /// The label and address of each link.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|node| match node {
            InlineNode::Link { label, url, .. } => Some((label.trim(), url.as_str())),
            _ => None,
        })
    }
}

/// The byte where the first address of a text begins.
fn find_address(text: &str) -> Option<usize> {
    let start = ["https://", "http://"].into_iter().filter_map(|scheme| text.find(scheme)).min()?;
    let address = text.get(start..)?;
    address.get(..address_len(address)).is_some_and(Url::is_valid).then_some(start)
}

/// The bytes of the address that a text begins with: up to a blank, without the punctuation of the sentence around it.
fn address_len(text: &str) -> usize {
    let is_end = |ch: char| ch.is_whitespace() || ch.is_control() || "<>\"'`|，。；、）】》".contains(ch);
    let address = text.split(is_end).next().unwrap_or_default();
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', ']']);
    let has_open = address.contains('(');
    if has_open { address } else { address.split(')').next().unwrap_or_default() }.len()
}

fn strip_unsafe(text: &str) -> String {
    text.chars().filter(|ch| !is_unsafe_for_terminal(*ch)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_plain_text_are_links() {
        let links = |text| {
            let inline = Inline::from_plain_text(text);
            let links: Vec<_> = inline.links().map(|(_, url)| url.to_owned()).collect();
            (inline.text(), links.join(" "))
        };
        for (text, expected) in [
            ("https://a.b/c", "https://a.b/c"),
            ("see https://a.b/c, http://d.e.", "https://a.b/c http://d.e"),
            ("(https://a.b/c)", "https://a.b/c"),
            ("https://a.b/c_(d)", "https://a.b/c_(d)"),
            ("论文：https://a.b/c。", "https://a.b/c"),
            ("https:// no", ""),
        ] {
            assert_eq!(links(text), (text.to_owned(), expected.to_owned()));
        }
        assert_eq!(Inline::from_plain_text("a\n b").lines(), ["a", "b"]);
    }
}
