//! Effects that the platform performs for the application, and their results.

use llm_catalog::{bookmarks::BookmarkChange, id::Id as EntryId, link::Url};

use crate::{app::copy_format::CopyFormat, config::SavedQueryChange, display_width::truncate, i18n::Messages};

/// Display width of the first line of copied text in the status message.
const MAX_FIRST_LINE_WIDTH: usize = 40;

/// An action with effects outside of the application state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Open a page in the browser.
    Open(Url),
    /// Open several pages in the browser.
    OpenAll(Vec<Url>),
    /// Copy text to the clipboard.
    Copy(String),
    /// Copy an entry, rendered in a format, to the clipboard.
    CopyAs(CopyFormat, String),
    /// Edit a note in the user's editor.
    EditNote(NoteEdit),
    /// Write entries to a file.
    Export(Box<FileExport>),
    /// Save a query under a name in the configuration, or delete it.
    ChangeSavedQuery(SavedQueryChange),
    /// Append a query to the history file.
    SaveQuery(String),
    /// Change the bookmarks file.
    SaveBookmark(BookmarkChange),
    /// Make several changes of the bookmarks file together.
    SaveBookmarks(Vec<BookmarkChange>),
    /// Make changes of the bookmarks file that undo others.
    Undo(Vec<BookmarkChange>),
    /// Draw every cell again.
    Redraw,
    /// Stop until the shell resumes the process.
    Suspend,
    /// Leave the main loop.
    Quit,
}

/// A note to be edited in the user's editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEdit {
    /// The entry.
    pub id: EntryId,
    /// The stored note; `None` without a bookmark.
    pub original: Option<String>,
    /// The text to edit.
    pub text: String,
}

/// Why a text was not edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorError {
    /// No editor is named, and no usual one is installed.
    NotFound,
    /// The editor cannot be started or failed, with the reason.
    Failed(String),
}

/// Entries to be written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileExport {
    /// The path as it was typed.
    pub path: String,
    /// The contents of the file.
    pub text: String,
    /// The number of entries.
    pub count: usize,
    /// True for the marked entries, false for those of the list.
    pub is_marked: bool,
    /// True if a file that exists may be replaced.
    pub replaces: bool,
}

/// Why entries were not exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// There is a file with this name.
    Exists,
    /// The file cannot be written, with the error of the system.
    Io(String),
}

/// The result of an [`Effect`] that is reported to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectResult {
    /// A browser was started.
    Opened(Url),
    /// A browser was started for each of several links.
    OpenedAll(usize),
    /// Text was copied.
    Copied(String),
    /// An entry was copied in a format.
    CopiedAs(CopyFormat, String),
    /// No browser could be started, so the link was copied.
    CopiedInstead(Url, BrowserError),
    /// No browser could be started, so several links were copied.
    CopiedAllInstead(usize, BrowserError),
}

/// Why no browser was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowserError {
    /// The program runs in a remote session.
    RemoteSession,
    /// There is no display.
    NoDisplay,
    /// Starting it failed, with the error of the system.
    Failed(String),
}

impl BrowserError {
    fn message(&self, messages: &Messages) -> String {
        match self {
            Self::RemoteSession => messages.remote_session.to_owned(),
            Self::NoDisplay => messages.no_browser.to_owned(),
            Self::Failed(reason) => (messages.browser_failed)(reason),
        }
    }
}

impl EffectResult {
    /// The status message.
    #[must_use]
    pub fn message(&self, messages: &Messages) -> String {
        match self {
            Self::Opened(url) => (messages.opening)(url.host_and_path()),
            Self::OpenedAll(count) => (messages.opening_links)(*count),
            Self::Copied(text) => match (text.lines().next(), text.lines().count()) {
                (Some(first), lines @ 2..) => {
                    (messages.copied_lines)(&truncate(first, MAX_FIRST_LINE_WIDTH), lines - 1)
                }
                _ => (messages.copied)(text),
            },
            Self::CopiedAs(format, text) => format.copied_message(text, messages),
            Self::CopiedInstead(url, error) => (messages.link_copied_instead)(url.as_str(), &error.message(messages)),
            Self::CopiedAllInstead(count, error) => (messages.links_copied_instead)(*count, &error.message(messages)),
        }
    }
}
