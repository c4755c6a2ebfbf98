//! The query language: words and filters that are AND-ed.

mod ast;
mod bookmarks;
pub mod complete;
pub mod filter;
pub mod parser;
pub mod suggest;

pub use ast::{BOOKMARKED_VALUE, Filter, IS_KEY, Query, Term, Word, WordKind, normalize};
pub use bookmarks::toggle_bookmark_filter;
