//! Which key does what: `assets/keymap.toml`, read.

use std::collections::BTreeMap;

use crokey::{KeyCombination, KeyCombinationFormat, OneToThree};
use crossterm::event::{KeyCode, KeyModifiers};

use llm_catalog::parse::{ValueError, toml};

use crate::action::{Action, KeyContext};

const BUILTIN_KEYMAP: &str = include_str!("../../assets/keymap.toml");

/// The keys of every mode; none at all by default.
#[derive(Debug, Default)]
pub struct Keymap {
    layers: BTreeMap<String, BTreeMap<Action, Vec<KeyCombination>>>,
}

/// Why a key map could not be read.
#[derive(Debug, thiserror::Error)]
pub enum KeymapError {
    /// It is not TOML, or names an action that does not exist.
    #[error(transparent)]
    Toml(#[from] ValueError),
    /// A key that does not exist.
    #[error("`{key}` is not a key; write it like `ctrl-d`, `shift-g` or `f2`")]
    InvalidKey {
        /// The key, as it was written.
        key: String,
    },
}

/// The layers that hold in a mode, the strongest first.
fn layer_names(mode: KeyContext) -> &'static [&'static str] {
    match mode {
        KeyContext::List | KeyContext::Detail => &["browse", "move", "all"],
        KeyContext::Search => &["search", "all"],
        KeyContext::Screen => &["page", "move", "all"],
        KeyContext::Menu => &["menu", "move", "all"],
        KeyContext::Prompt => &["prompt", "all"],
    }
}

impl Keymap {
    /// The key map that the program carries with it.
    ///
    /// # Errors
    ///
    /// Fails where the embedded file breaks a rule; a test holds that it does not.
    pub fn builtin() -> Result<Self, KeymapError> {
        Self::parse(BUILTIN_KEYMAP)
    }

    fn parse(text: &str) -> Result<Self, KeymapError> {
        let written: BTreeMap<String, BTreeMap<Action, Vec<String>>> = toml::from_str(text)?;
        let key = |key: String| crokey::parse(&key).map_err(|_| KeymapError::InvalidKey { key });
        let keys = |keys: Vec<String>| keys.into_iter().map(key).collect::<Result<Vec<_>, _>>();
        let layer = |layer: BTreeMap<Action, Vec<String>>| {
            layer.into_iter().map(|(action, names)| Ok((action, keys(names)?))).collect::<Result<_, KeymapError>>()
        };
        let layers = written.into_iter().map(|(name, actions)| Ok((name, layer(actions)?)));
        Ok(Self { layers: layers.collect::<Result<_, KeymapError>>()? })
    }

    /// What a key does in a mode.
    #[must_use]
    pub fn action(&self, mode: KeyContext, key: KeyCombination) -> Option<Action> {
        let key = normalize_key(key);
        layer_names(mode).iter().find_map(|layer| {
            let mut actions = self.layers.get(*layer)?.iter();
            actions.find(|(_, keys)| keys.iter().any(|other| normalize_key(*other) == key)).map(|(action, _)| *action)
        })
    }

    /// Every action of a mode with its keys, in the order of [`Action`].
    #[must_use]
    pub fn bindings(&self, mode: KeyContext) -> Vec<(Action, String)> {
        let mut found = BTreeMap::<Action, Vec<String>>::new();
        for (action, keys) in layer_names(mode).iter().filter_map(|layer| self.layers.get(*layer)).flatten() {
            let names = found.entry(*action).or_default();
            names.extend(
                keys.iter().filter(|key| self.action(mode, **key) == Some(*action)).map(|key| format_key(*key)),
            );
        }
        found.into_iter().filter(|(_, keys)| !keys.is_empty()).map(|(action, keys)| (action, keys.join(" "))).collect()
    }

    /// The first key of an action in a mode, as people write it.
    #[must_use]
    pub fn key_label(&self, mode: KeyContext, action: Action) -> Option<String> {
        let lists = layer_names(mode).iter().filter_map(|layer| self.layers.get(*layer)?.get(&action)?.first());
        lists.map(|key| format_key(*key)).next()
    }
}

/// Some terminals report Shift with signs such as `?` that need it, others do not.
fn normalize_key(key: KeyCombination) -> KeyCombination {
    let mut key = key.normalized();
    if matches!(key.codes, OneToThree::One(KeyCode::Char(sign)) if !sign.is_alphabetic()) {
        key.modifiers.remove(KeyModifiers::SHIFT);
    }
    key
}

/// A key as people write it: `G`, `Ctrl-d`, `Shift-Tab`.
fn format_key(key: KeyCombination) -> String {
    let name = KeyCombinationFormat::default().with_implicit_shift().to_string(key);
    match name.as_str() {
        "BackTab" => "Shift-Tab".to_owned(),
        "PageDown" => "PgDn".to_owned(),
        "PageUp" => "PgUp".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use llm_index::LinkShortcut;

    use crate::columns::glyph;

    const ALL_MODES: [KeyContext; 6] = [
        KeyContext::List,
        KeyContext::Detail,
        KeyContext::Search,
        KeyContext::Screen,
        KeyContext::Menu,
        KeyContext::Prompt,
    ];

    #[test]
    fn leaving_is_possible_everywhere_and_escape_never_quits() {
        let keymap = Keymap::builtin().unwrap();
        let key = |name: &str| crokey::parse(name).unwrap();
        for mode in ALL_MODES {
            assert_eq!(keymap.action(mode, key("ctrl-c")), Some(Action::Quit), "{mode:?}");
            assert_eq!(keymap.action(mode, key("ctrl-z")), Some(Action::Suspend), "{mode:?}");
            assert_eq!(keymap.action(mode, key("esc")), Some(Action::Back), "{mode:?}");
        }
    }

    #[test]
    fn no_letter_does_anything_while_typing() {
        let keymap = Keymap::builtin().unwrap();
        for letter in ('!'..='~').map(|c| c.to_string()) {
            let Ok(key) = crokey::parse(&letter) else { continue };
            assert_eq!(keymap.action(KeyContext::Search, key), None, "{letter}");
            assert_eq!(keymap.action(KeyContext::Prompt, key), None, "{letter}");
        }
    }

    #[test]
    fn every_layer_is_used_and_no_key_stands_twice_in_one() {
        let keymap = Keymap::builtin().unwrap();
        for (name, actions) in &keymap.layers {
            assert!(ALL_MODES.iter().any(|mode| layer_names(*mode).contains(&name.as_str())), "{name}");
            let mut keys: Vec<_> = actions.values().flatten().collect();
            let count = keys.len();
            keys.sort_unstable_by_key(|key| format!("{key:?}"));
            keys.dedup();
            assert_eq!(keys.len(), count, "{name}");
        }
    }

    #[test]
    fn the_marks_of_the_table_are_the_keys() {
        let keymap = Keymap::builtin().unwrap();
        for opens in LinkShortcut::ALL {
            assert_eq!(keymap.key_label(KeyContext::List, opens.into()), Some(glyph(opens).to_string()));
        }
    }

    #[test]
    fn a_wrong_key_is_named() {
        let error = Keymap::parse("[all]\nquit = [\"hyper-q\"]").unwrap_err();
        assert!(error.to_string().contains("`hyper-q` is not a key"), "{error}");
    }
}
