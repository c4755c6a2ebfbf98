//! Sorting rows of an index by score or by a column.

mod counting;
mod ordinals;
mod parallel;
mod prefix_key;
mod sort_order;
mod text_sorter;

pub use sort_order::SortOrder;
