//! Configuration: the user's file and directories, key bindings, themes.

pub mod columns;
mod file;
mod key_words;
pub mod keymap;
mod paths;
mod style_role;
pub mod theme;

pub use crate::config::{
    file::{Config, ConfigError},
    key_words::ActionGroup,
    paths::{config_dir, state_dir, user_catalog_paths},
};
