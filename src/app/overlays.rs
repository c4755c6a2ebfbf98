//! Overlays: menus, the chooser of columns, prompts and the find line, which receive all keys while open.

pub mod column_chooser;
pub mod find_input;
pub mod menu;
pub mod menu_filter;
pub mod menu_item;
pub mod prompt;

use crate::{
    action::KeyContext,
    app::overlays::{column_chooser::ColumnChooser, find_input::FindInput, menu::Menu, prompt::Prompt},
};

/// An open overlay.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A list of choices.
    Menu(Box<Menu>),
    /// The columns of the list.
    Columns(Box<ColumnChooser>),
    /// A line of text to edit.
    Prompt(Prompt),
    /// The text of a find to type.
    Find(FindInput),
}

impl Overlay {
    pub(super) fn key_context(&self) -> KeyContext {
        match self {
            Self::Menu(_) => KeyContext::Menu,
            Self::Columns(_) => KeyContext::Columns,
            Self::Prompt(_) => KeyContext::Prompt,
            Self::Find(_) => KeyContext::Find,
        }
    }
}
