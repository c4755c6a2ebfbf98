//! Searching an index: what matches a query, how well, and where.

mod blocking_term;
mod boost;
mod field;
mod filter;
mod highlight;
mod results;
mod scorer;
mod term;
mod texts;

pub use blocking_term::blocking_term;
pub use highlight::{Highlights, MatchIndices};
pub use results::SearchResults;
