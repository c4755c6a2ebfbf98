//! The query language: words and filters that are AND-ed.

mod ast;
mod bookmarks;
pub mod complete;
mod error;
pub mod filter;
mod license_group;
mod normalize;
pub mod parser;
mod query_spans;
mod saved_names;
pub mod suggest;
mod synonyms;
mod unknown_value;

pub use ast::{BOOKMARKED_VALUE, FITS_KEY, Filter, IS_KEY, Query, Term, Word, WordKind};
pub use bookmarks::toggle_bookmark_filter;
pub(crate) use license_group::LicensePattern;
pub use license_group::license_key;
pub use normalize::normalize;
pub use query_spans::{QueryPart, QuerySpan, query_spans};
pub use saved_names::{expand_saved_queries, is_saved_query_name};
pub use synonyms::{Synonyms, synonyms};
