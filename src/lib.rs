//! The reference shelf of large language models, in a terminal.
//!
//! This is the map of the house. A room uses rooms of its own floor and of
//! those below, never one above; a test holds that. What the catalogue is
//! checked and packed with is in two crates of their own, in the folder `crates`.
//!
//! | floor | rooms |
//! |---|---|
//! | 1 nouns | [`catalog`]: models and what is known of them; [`bookmarks`]; [`shelf`]: a catalogue to look things up in; [`builtin`]: the one that the program carries; [`glossary`]: what terms mean; [`locale`], [`messages`]: languages and words; [`action`]; [`theme`], [`role`]: looks; [`text`]: widths; [`document`]: reading TOML; [`pressed`]: less room for it |
//! | 2 asking | [`search`]: queries, columns, order; [`keymap`] |
//! | 3 state | [`config`]: what a person has set; [`sheet`]: pages of text; [`mod@format`]: entries as text for other programs; [`page`]: a catalogue as an awesome-list; [`comparison`]: models side by side; [`chart`]: models on axes; [`import`]: lists as entries; [`app`]: the state, and how actions change it |
//! | 4 sight | [`view`]: drawing; [`system`]: browser, clipboard, what is remembered |
//! | 5 ways in | [`tui`]: the terminal and its loop; [`cli`]: the command line |

pub use llm_tui_nouns::{action, bookmarks, catalog, document, locale, messages, pressed, role, text};
pub use llm_tui_shelf::{search, shelf};

// Floor 1, with what stands in `crates`
pub mod builtin;
pub mod glossary;
pub mod theme;
// Floor 2
pub mod keymap;
// Floor 3
pub mod app;
pub mod chart;
pub mod comparison;
pub mod config;
pub mod format;
pub mod import;
pub mod page;
pub mod sheet;
// Floor 4
pub mod system;
pub mod view;
// Floor 5
pub mod cli;
pub mod tui;
