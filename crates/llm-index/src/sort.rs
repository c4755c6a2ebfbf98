//! Sorting rows of an index by score or by a column.

mod counting;
mod order;
mod ordinals;
mod parallel;
mod prefix_key;
mod text_sorter;

pub use order::SortOrder;
