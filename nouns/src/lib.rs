//! What the program speaks of: the ground floor of its house, as a crate.
//!
//! It is one by itself so that the catalogue can be checked and packed with it
//! when the program is built, and so that it can be compiled for speed where
//! the rest is compiled for size.

pub mod action;
pub mod bookmarks;
pub mod catalog;
pub mod document;
pub mod locale;
pub mod messages;
pub mod pressed;
pub mod shelf;
pub mod text;
