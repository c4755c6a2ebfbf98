//! Sorting the rows of an index.

mod counting;
mod order;
mod ordinals;
mod parallel;
mod prefix_key;
mod text_sorter;

pub use order::SortOrder;
