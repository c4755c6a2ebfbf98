//! What the state asks of the world, and what became of it.

use llm_catalog::{bookmarks::BookmarkChange, link::Url};

use crate::{app::CopyFormat, display_width::truncate, i18n::Messages};

/// Columns that the first line of a text that was copied is shown in.
const MAX_FIRST_LINE_WIDTH: usize = 40;

/// Something that only the system can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open a page in a browser.
    Open(Url),
    /// Copy a text to the clipboard.
    Copy(String),
    /// Copy an entry in a form, as this text.
    CopyAs(CopyFormat, String),
    /// Remember a query for later runs.
    SaveQuery(String),
    /// Keep a bookmark, or a note on one.
    SaveBookmark(BookmarkChange),
    /// Draw the whole screen anew.
    Redraw,
    /// Stop until the shell continues the program.
    Suspend,
    /// Leave.
    Quit,
}

/// What became of an [`Effect`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectResult {
    /// A browser was started on the page.
    Opened(Url),
    /// The text was handed to the terminal's clipboard.
    Copied(String),
    /// An entry was handed to it in a form, as this text.
    CopiedAs(CopyFormat, String),
    /// No browser could be started, so the link was copied.
    CopiedInstead(Url, BrowserError),
}

/// Why no browser was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowserError {
    /// The program runs on another machine than the one a person sits at.
    RemoteSession,
    /// There is no display for a browser.
    NoDisplay,
    /// It was tried and failed; the system's words.
    Failed(String),
}

impl EffectResult {
    /// The outcome in words.
    #[must_use]
    pub fn message(&self, messages: &Messages) -> String {
        match self {
            Self::Opened(url) => (messages.opening)(url.host_and_path()),
            Self::Copied(text) => match (text.lines().next(), text.lines().count()) {
                (Some(first), lines @ 2..) => {
                    (messages.copied_lines)(&truncate(first, MAX_FIRST_LINE_WIDTH), lines - 1)
                }
                _ => (messages.copied)(text),
            },
            Self::CopiedAs(form, text) => form.copied_message(text, messages),
            Self::CopiedInstead(url, reason) => {
                let reason = match reason {
                    BrowserError::RemoteSession => messages.remote_session.to_owned(),
                    BrowserError::NoDisplay => messages.no_browser.to_owned(),
                    BrowserError::Failed(words) => (messages.browser_failed)(words),
                };
                (messages.link_copied_instead)(url.as_str(), &reason)
            }
        }
    }
}
