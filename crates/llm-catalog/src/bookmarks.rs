//! Bookmarks: entries that a person keeps at hand, with notes of their own.
//!
//! They are kept in a small file that people can read, and mend:
//!
//! ```toml
//! [[bookmark]]
//! id = "llama"
//! note = "try the 7B one first"
//! ```

use std::{collections::BTreeMap, fmt};

use serde::Deserialize;

use crate::{
    id::Id,
    text::{is_unsafe_for_terminal, line_col},
    toml_reader::{self, TomlError},
    write::toml_string,
};

/// What stands at the top of the file.
const FILE_HEADER: &str = "# The bookmarks of llm-tui. It writes this file anew whenever one changes.\n";

/// What a person has bookmarked: ids, of whichever catalogue, with notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmarks {
    /// The notes by their ids; an empty one is none.
    notes: BTreeMap<Id, String>,
}

/// A bookmark that is to be other than it was: nothing where there is none,
/// else its note, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookmarkChange {
    /// The entry.
    pub id: Id,
    /// What a person saw before.
    pub from: Option<String>,
    /// What there should be.
    pub to: Option<String>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeOutcome {
    /// All bookmarks as they are kept now, those of other programs too.
    pub bookmarks: Bookmarks,
    /// Whether the change was made: it was not where it would have lost a note
    /// that another program wrote meanwhile.
    pub is_applied: bool,
}

/// What is wrong with the text of a file of bookmarks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {reason}")]
pub struct BookmarkParseError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Why bookmarks cannot be read or kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookmarkStoreError {
    /// The file is broken; it is left as it is.
    #[error("{file}:{error}")]
    Parse {
        /// The file.
        file: String,
        /// The place in it, and what is wrong there.
        error: BookmarkParseError,
    },
    /// The system does not let it be read or written.
    #[error("{file}: {reason}")]
    Io {
        /// The file.
        file: String,
        /// The system's words.
        reason: String,
    },
    /// Nobody knows where to keep them.
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
    id: Id,
    #[serde(default)]
    note: String,
}

impl Bookmarks {
    /// The note on an entry, which may be empty; nothing where it is not bookmarked.
    #[must_use]
    pub fn note(&self, id: &str) -> Option<&str> {
        self.notes.get(id).map(String::as_str)
    }

    /// The entries, in the order of their ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.notes.keys().map(Id::as_str)
    }

    /// Makes a change, and returns whether it was made: a note that a person
    /// has not seen is never lost.
    pub fn apply(&mut self, change: &BookmarkChange) -> bool {
        let now = self.note(change.id.as_str());
        let is_known = now == change.from.as_deref() || now == change.to.as_deref();
        if !is_known && now.is_some_and(|note| !note.is_empty()) {
            return false;
        }
        match &change.to {
            Some(note) => self.notes.insert(change.id.clone(), note.clone()),
            None => self.notes.remove(&change.id),
        };
        true
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// Tells the first thing that is wrong, and its line. What would be lost
    /// when the file is written anew is wrong too.
    pub fn parse(text: &str) -> Result<Self, BookmarkParseError> {
        let fault = |at: usize, reason: String| BookmarkParseError { line: line_col(text, at).0, reason };
        let broken = |TomlError { span, message }| fault(span.start, message);
        let document = toml_reader::parse(text).map_err(broken)?;
        let at = |number: usize, key: &str| {
            let value = document.get_ref().get("bookmark")?.get_ref().get(number)?.get_ref().get(key)?;
            Some(value.span().start)
        };
        let written: RawBookmarks = toml_reader::from_str(text).map_err(broken)?;
        let mut notes = BTreeMap::new();
        for (number, RawBookmark { id, note }) in written.bookmarks.into_iter().enumerate() {
            if note.contains(is_unsafe_for_terminal) {
                let reason = "a note is one line, without control characters".to_owned();
                return Err(fault(at(number, "note").unwrap_or_default(), reason));
            }
            if notes.contains_key(&id) {
                let reason = format!("`{id}` is bookmarked twice; take one away");
                return Err(fault(at(number, "id").unwrap_or_default(), reason));
            }
            notes.insert(id, note);
        }
        Ok(Self { notes })
    }
}

impl fmt::Display for Bookmarks {
    /// As the file has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FILE_HEADER)?;
        for (id, note) in &self.notes {
            write!(f, "\n[[bookmark]]\nid = {}\n", toml_string(id.as_str()))?;
            if !note.is_empty() {
                writeln!(f, "note = {}", toml_string(note))?;
            }
        }
        Ok(())
    }
}

/// A note as it is kept: one line, without what could drive a terminal.
#[must_use]
pub fn sanitize_note(note: &str) -> String {
    note.chars().filter(|sign| !is_unsafe_for_terminal(*sign)).collect::<String>().trim().to_owned()
}
