//! Searching an index: what matches a query, how well, and where.

mod blocking_term;
mod boost;
mod field;
mod filter;
mod fuzzy_score;
mod highlight;
mod leading_number;
mod results;
mod scorer;
mod texts;
mod unknown_memory;
mod word_finder;

pub use blocking_term::blocking_term;
pub use highlight::{Highlighter, Highlights, MatchIndices, MatchedText, OtherMatch};
pub use results::SearchResults;
pub use unknown_memory::count_unknown_memory;
pub use word_finder::WordFinder;
