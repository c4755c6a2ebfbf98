//! The panes: the list, the detail and the search bar.

pub mod detail;
pub mod list;
mod list_cache;
pub mod search_bar;
