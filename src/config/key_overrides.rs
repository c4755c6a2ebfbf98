//! The key bindings that a person chose: a preset, and single actions.

use crate::{action::Action, config::key_sequence::KeySequence};

/// A set of bindings that a person may know from another program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPreset {
    /// As in vi and less.
    #[default]
    Vi,
    /// As in Emacs.
    Emacs,
}

impl KeyPreset {
    /// Every preset.
    pub const ALL: [Self; 2] = [Self::Vi, Self::Emacs];

    /// The name in the configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::Emacs => "emacs",
        }
    }
}

/// The keys of an action in a section of the key map; none unbind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOverride {
    /// The section: a context, or one that contexts share.
    pub section: String,
    /// The action.
    pub action: Action,
    /// The keys, each with where it is written.
    pub keys: Vec<(KeySequence, String)>,
}

/// What differs from the built-in key map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyOverrides {
    /// The preset.
    pub preset: KeyPreset,
    /// The bindings, in the order of the file.
    pub bindings: Vec<KeyOverride>,
}
