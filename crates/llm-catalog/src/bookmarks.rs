//! Bookmarks: entries that the user has marked, with notes.
//!
//! They are stored in a small TOML file that can be edited by hand:
//!
//! ```toml
//! [[bookmark]]
//! id = "llama"
//! note = "try the 7B one first"
//! ```

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fmt, io,
};

use serde::Deserialize;

use crate::{
    foreign::Foreign,
    id::EntryId,
    parse::{self, ValueError},
    text::{is_unsafe_for_terminal, line_col},
    write::toml_string,
};

const FILE_HEADER: &str = "# The bookmarks of llm-tui. It rewrites this file whenever one changes.\n";

/// The bookmarked ids, of any catalogue, with their notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmarks {
    /// An empty note stands for none.
    notes: BTreeMap<EntryId, String>,
}

/// A change of one bookmark. A state is `None` without a bookmark, else the
/// note, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookmarkChange {
    /// The entry.
    pub id: EntryId,
    /// The state that the user saw.
    pub from: Option<String>,
    /// The new state.
    pub to: Option<String>,
}

/// The result of a [`BookmarkChange`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeOutcome {
    /// All bookmarks as they are stored now, including changes by other programs.
    pub bookmarks: Bookmarks,
    /// Whether the change was applied. It is not if another program has written a
    /// note meanwhile, which would be lost.
    pub is_applied: bool,
}

/// An error in a bookmark file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {reason}")]
pub struct BookmarkParseError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Why bookmarks cannot be read or stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookmarkStoreError {
    /// The file is invalid; it is not changed.
    #[error("{}:{error}", Foreign::long(file))]
    Parse {
        /// The path of the file.
        file: String,
        /// The error in it.
        error: BookmarkParseError,
    },
    /// The file cannot be read or written.
    #[error("{}: {reason}", Foreign::long(file))]
    Io {
        /// The path of the file.
        file: String,
        /// The kind of error, for messages in other languages.
        kind: io::ErrorKind,
        /// The message of the operating system.
        reason: String,
    },
    /// There is no directory to store them in.
    #[error("there is no folder to keep bookmarks in; set HOME or XDG_STATE_HOME")]
    NoStateDir,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBookmarks {
    #[serde(default, rename = "bookmark")]
    bookmarks: Vec<RawBookmark>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBookmark {
    id: EntryId,
    #[serde(default)]
    note: String,
}

impl Bookmarks {
    /// The note of an entry, which may be empty; `None` if it is not bookmarked.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<&str> {
        self.notes.get(id).map(String::as_str)
    }

    /// The bookmarked ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.notes.keys().map(EntryId::as_str)
    }

    /// Applies a change, unless it would lose a note that the user has not seen.
    /// Returns whether it was applied.
    pub fn apply(&mut self, change: &BookmarkChange) -> bool {
        let current = self.note(change.id.as_str());
        let is_expected = current == change.from.as_deref() || current == change.to.as_deref();
        if !is_expected && current.is_some_and(|note| !note.is_empty()) {
            return false;
        }
        match &change.to {
            Some(note) => self.notes.insert(change.id.clone(), note.clone()),
            None => self.notes.remove(&change.id),
        };
        true
    }

    /// Parses the text of a bookmark file.
    ///
    /// # Errors
    ///
    /// Returns the first error. Anything that writing the file again would lose is an error too.
    pub fn parse(text: &str) -> Result<Self, BookmarkParseError> {
        let error_at = |offset: usize, reason: String| BookmarkParseError { line: line_col(text, offset).0, reason };
        let value_error = |error: ValueError| error_at(error.span.start, error.to_string());
        let document = parse::toml::parse(text).map_err(value_error)?;
        let raw: RawBookmarks = parse::from_value(&document).map_err(value_error)?;
        let offset = |idx: usize, key: &str| {
            let value = document.get("bookmark").and_then(|list| list.get_index(idx)?.get(key));
            value.map_or(0, |value| value.span.start)
        };
        let mut notes = BTreeMap::new();
        for (idx, RawBookmark { id, note }) in raw.bookmarks.into_iter().enumerate() {
            if note.contains(is_unsafe_in_note) {
                let reason = "a note has no control or invisible characters".to_owned();
                return Err(error_at(offset(idx, "note"), reason));
            }
            match notes.entry(id) {
                Entry::Vacant(vacant) => vacant.insert(note),
                Entry::Occupied(occupied) => {
                    let reason = format!("`{}` is bookmarked twice; remove one", occupied.key());
                    return Err(error_at(offset(idx, "id"), reason));
                }
            };
        }
        Ok(Self { notes })
    }
}

impl fmt::Display for Bookmarks {
    /// Writes the text of a bookmark file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FILE_HEADER)?;
        for (id, note) in &self.notes {
            write!(f, "\n[[bookmark]]\nid = {}\n", toml_string(id.as_str()))?;
            if !note.is_empty() {
                writeln!(f, "note = {}", toml_note(note))?;
            }
        }
        Ok(())
    }
}

/// Removes [unsafe characters](is_unsafe_for_terminal), and white space at the ends of lines and around the note.
#[must_use]
pub fn sanitize_note(note: &str) -> String {
    let text = note.replace('\t', "    ").replace(is_unsafe_in_note, "");
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A note may have several lines.
fn is_unsafe_in_note(ch: char) -> bool {
    ch != '\n' && is_unsafe_for_terminal(ch)
}

/// A note as a TOML string, with its lines if it has several.
fn toml_note(note: &str) -> String {
    if !note.contains('\n') {
        return toml_string(note);
    }
    // Quotes are escaped, so that no three of them end the string.
    let escaped = note.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"\"\"\n{escaped}\"\"\"")
}
