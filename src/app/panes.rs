//! The panes: the list, the detail and the search bar.

pub mod detail;
pub mod list;
pub mod search_bar;
