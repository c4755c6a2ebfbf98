//! Running a query over an index: what matches, how well, and where.

mod boost;
mod field;
mod filter;
mod highlight;
mod results;
mod scorer;
mod term;
mod texts;

pub use highlight::{Highlights, MatchIndices};
pub use results::SearchResults;
