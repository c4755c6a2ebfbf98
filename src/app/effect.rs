//! What the state asks of the world, and what became of it.

use super::CopyForm;
use crate::{bookmarks::Change, catalog::link::Url, messages::Messages, text::fit};

/// Columns that the first line of a text that was copied is shown in.
const FIRST: usize = 40;

/// Something that only the system can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open a page in a browser.
    Open(Url),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Copy an entry in a form, as this text.
    CopyAs(CopyForm, String),
    /// Remember a query for later runs.
    Remember(String),
    /// Keep a bookmark, or a note on one.
    Keep(Change),
    /// Draw the whole screen anew.
    Redraw,
    /// Stop until the shell continues the program.
    Suspend,
    /// Leave.
    Quit,
}

/// What became of an [`Effect`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A browser was started on the page.
    Opened(Url),
    /// The text was handed to the terminal's clipboard.
    Copied(String),
    /// An entry was handed to it in a form, as this text.
    CopiedAs(CopyForm, String),
    /// No browser could be started, so the link was copied.
    CopiedInstead(Url, Reason),
}

/// Why no browser was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The program runs on another machine than the one a person sits at.
    Remote,
    /// There is no display for a browser.
    NoDisplay,
    /// It was tried and failed; the system's words.
    Failed(String),
}

impl Outcome {
    /// The outcome in words.
    #[must_use]
    pub fn say(&self, messages: &Messages) -> String {
        match self {
            Self::Opened(url) => (messages.opened)(url.without_scheme()),
            Self::Copied(text) => match (text.lines().next(), text.lines().count()) {
                (Some(first), lines @ 2..) => (messages.copied_lines)(&fit(first, FIRST), lines - 1),
                _ => (messages.copied)(text),
            },
            Self::CopiedAs(form, text) => form.say_copied(text, messages),
            Self::CopiedInstead(url, reason) => {
                let reason = match reason {
                    Reason::Remote => messages.over_ssh.to_owned(),
                    Reason::NoDisplay => messages.no_display.to_owned(),
                    Reason::Failed(words) => (messages.open_failed)(words),
                };
                (messages.copied_instead)(url.as_str(), &reason)
            }
        }
    }
}
