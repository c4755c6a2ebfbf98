//! Catalogue entries packed for search: segments of columns, queries, search,
//! sorting, lineage, and the loader of large files.
//!
//! This crate knows nothing of the user interface: no keys, styles, widths or
//! words of a language.
#![deny(missing_docs)]

mod char_mask;
mod column;
mod index;
pub mod lineage;
mod link_shortcut;
pub mod loader;
pub mod query;
pub mod search;
pub mod segment;
pub mod sort;
pub mod value;

pub use char_mask::CharMask;
pub use column::{Column, ValueType};
pub use index::Index;
pub use link_shortcut::LinkShortcut;

/// A row of the whole index, valid for one generation of it.
pub type RowId = usize;
/// A row of one segment.
pub type LocalRow = usize;
