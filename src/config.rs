//! Configuration: the user's file and directories, key bindings, themes.

pub mod columns;
mod contrast;
mod diagnostic;
mod file;
mod key_merge;
pub mod key_overrides;
mod key_reader;
pub mod key_sequence;
mod key_words;
pub mod keymap;
mod paths;
mod read;
mod saved_query;
pub mod setting;
mod setting_value;
mod style_role;
mod table_reader;
pub mod theme;
mod themes;

pub use crate::config::{
    diagnostic::{BoundAction, ConfigDiagnostic, ConfigErrorKind, Expected},
    file::{Config, Origin},
    key_words::ActionGroup,
    paths::{config_dir, state_dir, user_catalog_dir, user_catalog_paths},
    read::TABLES,
    saved_query::{SavedQueryChange, SavedQueryError, edit_saved_query},
    setting_value::InvalidValue,
    themes::Themes,
};
