//! The data of llm-tui: models and extensions, the files they are written in,
//! and the rules they must keep.
//!
//! This crate knows nothing of search, of the terminal or of the user interface.

pub mod bookmarks;
pub mod claim;
pub mod date;
pub mod estimate;
pub mod extension;
pub mod id;
pub mod license;
pub mod link;
pub mod lint;
pub mod localized;
pub mod model;
pub mod parent;
pub mod quantity;
pub mod text;
pub mod toml_reader;
pub mod training;
pub mod validate;
pub mod write;

mod ancestry;
mod catalog;
mod catalog_file;
mod diagnostic;
mod entry;
mod merge;
mod parse;
mod serde_helpers;

pub use catalog::{Benchmark, Catalog, CatalogMeta, ChangelogEntry, Organization, ReadError, SourceList};
pub use catalog_file::CatalogFile;
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use entry::{Entry, EntryRef};
pub use extension::Extension;
pub use model::Model;
