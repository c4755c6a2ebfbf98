//! Looking things up: entries packed so that a million of them can be searched.
//!
//! It is a crate by itself so that the catalogue can be packed with it when the
//! program is built, and so that it can be compiled for speed where the rest is
//! compiled for size.

pub use llm_tui_nouns::{action, bookmarks, catalog, locale, messages, pressed, role, text};

// Floor 1
pub mod shelf;
// Floor 2
pub mod search;
