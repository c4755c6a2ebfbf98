//! What the program speaks of: most of the ground floor of its house.

pub mod action;
pub mod bookmarks;
pub mod catalog;
pub mod document;
pub mod locale;
pub mod messages;
pub mod pressed;
pub mod role;
pub mod text;
