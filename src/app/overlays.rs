//! Overlays: menus and prompts, which receive all keys while open.

pub mod menu;
pub mod prompt;

use crate::{
    action::KeyContext,
    app::overlays::{menu::Menu, prompt::Prompt},
};

/// An open overlay.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A list of choices.
    Menu(Menu),
    /// A line of text to edit.
    Prompt(Prompt),
}

impl Overlay {
    pub(super) fn key_context(&self) -> KeyContext {
        match self {
            Self::Menu(_) => KeyContext::Menu,
            Self::Prompt(_) => KeyContext::Prompt,
        }
    }
}
