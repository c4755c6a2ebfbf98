//! Key bindings, read from `assets/keymap.toml`.

use std::collections::BTreeMap;

use crokey::{KeyCombination, KeyCombinationFormat, OneToThree};
use crossterm::event::{KeyCode, KeyModifiers};

use llm_catalog::parse::{ValueError, toml};

use crate::action::{Action, KeyContext};

const BUILTIN_KEYMAP: &str = include_str!("../../assets/keymap.toml");

/// Key bindings by section. The default has none.
#[derive(Debug, Default)]
pub struct Keymap {
    sections: BTreeMap<String, BTreeMap<Action, Vec<KeyCombination>>>,
}

/// Why a key map could not be read.
#[derive(Debug, thiserror::Error)]
pub enum KeymapError {
    /// Invalid TOML or an unknown action.
    #[error(transparent)]
    Toml(#[from] ValueError),
    /// A key that does not exist.
    #[error("`{key}` is not a key; write it like `ctrl-d`, `shift-g` or `f2`")]
    InvalidKey {
        /// The key as written.
        key: String,
    },
}

/// The sections of the key map that apply in a context.
fn section_names(context: KeyContext) -> Vec<&'static str> {
    let own = context.section();
    match context {
        KeyContext::Search | KeyContext::Prompt => vec![own, "global"],
        KeyContext::List | KeyContext::Detail | KeyContext::Menu => vec![own, "motion", "global"],
        _ => vec![own, "screen", "motion", "global"],
    }
}

impl Keymap {
    /// The built-in key map.
    ///
    /// # Errors
    ///
    /// Fails if the embedded file is not valid.
    pub fn builtin() -> Result<Self, KeymapError> {
        Self::parse(BUILTIN_KEYMAP)
    }

    fn parse(text: &str) -> Result<Self, KeymapError> {
        let sections: BTreeMap<String, BTreeMap<Action, Vec<String>>> = toml::from_str(text)?;
        let parse_key = |key: String| crokey::parse(&key).map_err(|_| KeymapError::InvalidKey { key });
        let parse_keys = |keys: Vec<String>| keys.into_iter().map(parse_key).collect::<Result<Vec<_>, _>>();
        let parse_section = |section: BTreeMap<Action, Vec<String>>| {
            section
                .into_iter()
                .map(|(action, keys)| Ok((action, parse_keys(keys)?)))
                .collect::<Result<_, KeymapError>>()
        };
        let sections = sections.into_iter().map(|(name, section)| Ok((name, parse_section(section)?)));
        Ok(Self { sections: sections.collect::<Result<_, KeymapError>>()? })
    }

    /// The bindings of a context, section by section.
    fn context_bindings(&self, context: KeyContext) -> impl Iterator<Item = (Action, &[KeyCombination])> {
        let sections = section_names(context).into_iter().filter_map(|name| self.sections.get(name));
        sections.flatten().map(|(action, keys)| (*action, keys.as_slice()))
    }

    /// The action of a key in a context.
    #[must_use]
    pub fn action(&self, context: KeyContext, key: KeyCombination) -> Option<Action> {
        let key = normalize_key(key);
        let is_bound = |keys: &[KeyCombination]| keys.iter().any(|other| normalize_key(*other) == key);
        self.context_bindings(context).find(|(_, keys)| is_bound(keys)).map(|(action, _)| action)
    }

    /// The bound actions of a context with their keys, in the order of [`Action`].
    #[must_use]
    pub fn bindings(&self, context: KeyContext) -> Vec<(Action, String)> {
        let mut labels = BTreeMap::<Action, Vec<String>>::new();
        for (action, keys) in self.context_bindings(context) {
            labels.entry(action).or_default().extend(keys.iter().map(|key| format_key(*key)));
        }
        labels.into_iter().map(|(action, labels)| (action, labels.join(" "))).collect()
    }

    /// The first key of an action in a context, such as `Ctrl-d`.
    #[must_use]
    pub fn key_label(&self, context: KeyContext, action: Action) -> Option<String> {
        let (_, keys) = self.context_bindings(context).find(|(bound, _)| *bound == action)?;
        keys.first().map(|key| format_key(*key))
    }
}

/// Removes Shift from characters without case: some terminals report it with `?`, others do not.
fn normalize_key(key: KeyCombination) -> KeyCombination {
    let mut key = key.normalized();
    if matches!(key.codes, OneToThree::One(KeyCode::Char(ch)) if !ch.is_alphabetic()) {
        key.modifiers.remove(KeyModifiers::SHIFT);
    }
    key
}

/// Formats a key as `G`, `Ctrl-d` or `Shift-Tab`.
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

    #[test]
    fn every_context_can_be_left_and_escape_never_quits() {
        let keymap = Keymap::builtin().unwrap();
        let key = |name: &str| crokey::parse(name).unwrap();
        for context in KeyContext::ALL {
            assert_eq!(keymap.action(context, key("ctrl-c")), Some(Action::Quit), "{context:?}");
            assert_eq!(keymap.action(context, key("ctrl-z")), Some(Action::Suspend), "{context:?}");
            assert_eq!(keymap.action(context, key("esc")), Some(Action::Back), "{context:?}");
        }
    }

    #[test]
    fn printable_characters_are_not_bound_while_typing() {
        let keymap = Keymap::builtin().unwrap();
        for ch in ('!'..='~').map(|ch| ch.to_string()) {
            let Ok(key) = crokey::parse(&ch) else { continue };
            assert_eq!(keymap.action(KeyContext::Search, key), None, "{ch}");
            assert_eq!(keymap.action(KeyContext::Prompt, key), None, "{ch}");
        }
    }

    #[test]
    fn every_section_is_used_and_exists() {
        let keymap = Keymap::builtin().unwrap();
        let mut used: Vec<_> = KeyContext::ALL.into_iter().flat_map(section_names).collect();
        used.sort_unstable();
        used.dedup();
        assert_eq!(keymap.sections.keys().map(String::as_str).collect::<Vec<_>>(), used);
    }

    #[test]
    fn a_key_names_one_action_in_each_context() {
        let keymap = Keymap::builtin().unwrap();
        for context in KeyContext::ALL {
            let mut actions = BTreeMap::new();
            for (action, keys) in keymap.context_bindings(context) {
                for key in keys {
                    let label = format_key(normalize_key(*key));
                    let other = actions.insert(label.clone(), action);
                    assert_eq!(other, None, "{label} in {context:?} is also {action:?}");
                }
            }
        }
    }

    #[test]
    fn the_link_glyphs_of_the_list_are_their_keys() {
        let keymap = Keymap::builtin().unwrap();
        for shortcut in LinkShortcut::ALL {
            let label = keymap.key_label(KeyContext::List, shortcut.into());
            assert_eq!(label, Some(glyph(shortcut).to_string()));
        }
    }

    #[test]
    fn an_invalid_key_is_named() {
        let error = Keymap::parse("[global]\nquit = [\"hyper-q\"]").unwrap_err();
        assert!(error.to_string().contains("`hyper-q` is not a key"), "{error}");
    }
}
