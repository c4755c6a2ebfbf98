//! The data model of llm-tui, its file formats, and the rules that catalogues must follow.
//!
//! - Data: [`Model`], [`Extension`] and what they consist of; [`Catalog`] holds them with their [`CatalogMeta`].
//! - Reading: [`Catalog::read`], [`Catalog::merge`], [`Entry::from_json`]; [`parse::toml`] reads any TOML strictly.
//! - Rules: a catalogue that breaks a hard rule cannot be read; [`lint`] also warns.
//! - For editors: [`schema`] describes a catalogue file.
//! - Writing: [`mod@write`] as JSON, or as TOML in the style of `catalog.toml`.
//!
//! The crate knows nothing of search and user interfaces.
#![deny(missing_docs)]

pub mod bookmarks;
pub mod capability;
pub mod claim;
pub mod context_length;
pub mod coverage;
pub mod date;
pub mod estimate;
pub mod extension;
pub mod foreign;
pub mod id;
pub mod license;
pub mod lifecycle;
pub mod link;
pub mod lint;
pub mod localized;
pub mod memory;
pub mod model;
pub mod parent;
pub mod parse;
pub mod protocol;
pub mod quantity;
pub mod schema;
pub mod setting;
pub mod shape;
pub mod source;
pub mod text;
pub mod training;
pub mod training_run;
pub mod variant;
pub mod weights;
pub mod write;

mod ancestry;
mod architecture;
mod arxiv;
mod catalog;
mod catalog_file;
mod closest_match;
mod diagnostic;
mod entry;
mod entry_json;
mod error;
mod locate;
mod merge;
mod meta;
mod read;
mod relations;
mod serde_helpers;
mod stage;
mod stated_fields;
mod validate;
mod variant_inheritance;
mod violation;

pub use catalog::Catalog;
pub use catalog_file::CatalogFile;
pub use closest_match::closest_match;
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use entry::{Entry, EntryRef};
pub use error::ReadError;
pub use extension::Extension;
pub use foreign::Foreign;
pub use meta::{Benchmark, CatalogMeta, ChangelogEntry, Organization, SourceList};
pub use model::Model;
