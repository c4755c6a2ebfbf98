//! Importers: other lists of models, converted to catalogue entries.
//!
//! A field that a list does not state stays empty. What an importer skips or
//! assumes is reported as an [`ImportWarning`] with its line.

pub mod catalog;
mod cell;
mod check;
pub mod csv;
mod description;
pub mod ecosystem_graphs;
mod extension_row;
pub mod filled_fields;
mod footnotes;
mod front_matter;
pub mod guess;
mod heading;
pub mod huggingface;
mod id_allocator;
mod inline;
mod insight;
pub mod into;
mod json;
mod keywords;
pub mod litellm;
mod locales;
pub mod markdown;
mod model_name;
pub mod models_dev;
pub mod openrouter;
pub mod report;
mod result;
mod row_reader;
mod served;
mod table;
mod table_reader;
mod vendor;
mod warning;
mod yaml;

pub use heading::{ColumnKind, HEADINGS};
pub use inline::{Inline, InlineNode};
pub use result::{ImportError, ImportResult, placeholder_text};
pub use table::{Table, TableContext, TableRow, TableSubject};
pub use table_reader::TableReader;
pub use warning::{Direction, ImportWarning, Service, WarningKind};
