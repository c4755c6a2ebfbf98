//! Key bindings and the words for them, read from `assets/keymap.toml`.

use std::collections::BTreeMap;

use crokey::KeyCombination;

use serde::Deserialize;

use llm_catalog::{Foreign, localized::Locale};

use crate::{
    action::{Action, KeyContext},
    config::{
        diagnostic::ConfigDiagnostic,
        key_merge::{SectionBinding, merge_context},
        key_overrides::{KeyOverrides, KeyPreset},
        key_sequence::KeySequence,
        key_words::{ActionGroup, ActionWords, ContextWords},
    },
};

const BUILTIN_KEYMAP: &str = include_str!(concat!(env!("OUT_DIR"), "/keymap.json"));
const EMACS_KEYMAP: &str = include_str!(concat!(env!("OUT_DIR"), "/keymap-emacs.json"));

/// Key bindings by section, and the words for contexts and actions. The default has none.
#[derive(Debug, Default)]
pub struct Keymap {
    sections: BTreeMap<String, BTreeMap<Action, Vec<KeySequence>>>,
    /// The bindings of each context, if those of a person were merged.
    merged: BTreeMap<KeyContext, Vec<(Action, Vec<KeySequence>)>>,
    contexts: BTreeMap<KeyContext, ContextWords>,
    actions: BTreeMap<Action, ActionWords>,
    groups: Vec<ActionGroup>,
}

/// A key map file.
#[derive(Deserialize)]
struct KeymapFile {
    #[serde(default, rename = "context")]
    contexts: BTreeMap<KeyContext, ContextWords>,
    #[serde(default, rename = "action")]
    actions: BTreeMap<Action, ActionWords>,
    #[serde(default, rename = "group")]
    groups: Vec<ActionGroup>,
    #[serde(flatten)]
    sections: BTreeMap<String, BTreeMap<Action, Vec<String>>>,
}

/// A section of the key map.
#[derive(Debug)]
pub struct KeymapSection<'a> {
    /// Its name in the file.
    pub name: &'static str,
    /// The contexts that it applies in.
    pub contexts: Vec<KeyContext>,
    /// The actions with their keys.
    pub bindings: Vec<(Action, &'a [KeySequence])>,
}

/// What keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyMatch {
    /// They perform an action.
    Action(Action),
    /// They are the start of a sequence.
    Prefix,
    /// They do nothing.
    None,
}

/// Why a key map could not be read.
#[derive(Debug, thiserror::Error)]
pub enum KeymapError {
    /// An unknown action, or words that are missing.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// A key that does not exist.
    #[error("`{}` is not a key; write it like `ctrl-d`, `shift-g` or `f2`", Foreign::new(key))]
    InvalidKey {
        /// The key as written.
        key: String,
    },
}

/// The sections of the key map that apply in a context.
fn section_names(context: KeyContext) -> Vec<&'static str> {
    let own = context.section();
    match context {
        KeyContext::Search | KeyContext::Menu | KeyContext::Prompt | KeyContext::Find => vec![own, "global"],
        KeyContext::Columns => vec![own, "motion", "global"],
        KeyContext::List => vec![own, "browse", "motion", "global"],
        KeyContext::Detail => vec![own, "browse", "document", "motion", "global"],
        KeyContext::Chart => vec![own, "screen", "motion", "global"],
        KeyContext::Help | KeyContext::About | KeyContext::Lineage | KeyContext::Compare | KeyContext::Glossary => {
            vec![own, "screen", "document", "motion", "global"]
        }
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
        let KeymapFile { contexts, actions, groups, sections } = serde_json::from_str(text)?;
        let parse_key = |key: String| key.parse::<KeySequence>().map_err(|_| KeymapError::InvalidKey { key });
        let parse_keys = |keys: Vec<String>| keys.into_iter().map(parse_key).collect::<Result<Vec<_>, _>>();
        let parse_section = |section: BTreeMap<Action, Vec<String>>| {
            section
                .into_iter()
                .map(|(action, keys)| Ok((action, parse_keys(keys)?)))
                .collect::<Result<_, KeymapError>>()
        };
        let sections = sections.into_iter().map(|(name, section)| Ok((name, parse_section(section)?)));
        Ok(Self {
            sections: sections.collect::<Result<_, KeymapError>>()?,
            contexts,
            actions,
            groups,
            merged: BTreeMap::new(),
        })
    }

    /// This key map with the preset and the bindings of a person, and what is not valid in them.
    ///
    /// # Errors
    ///
    /// Fails if the embedded file of the preset is not valid.
    pub fn with_overrides(mut self, overrides: &KeyOverrides) -> Result<(Self, Vec<ConfigDiagnostic>), KeymapError> {
        if overrides.preset == KeyPreset::Emacs {
            for (name, section) in Self::parse(EMACS_KEYMAP)?.sections {
                self.sections.entry(name).or_default().extend(section);
            }
        }
        let mut diagnostics = Vec::new();
        if overrides.bindings.is_empty() {
            return Ok((self, diagnostics));
        }
        for context in KeyContext::ALL {
            let merged = merge_context(context, &self.section_bindings(context), overrides);
            self.merged.insert(context, merged.bindings);
            // Contexts share sections; each error is said once.
            for diagnostic in merged.diagnostics {
                let is_known = |other: &ConfigDiagnostic| other.location == diagnostic.location;
                if !diagnostics.iter().any(is_known) {
                    diagnostics.push(diagnostic);
                }
            }
        }
        Ok((self, diagnostics))
    }

    fn section_bindings(&self, context: KeyContext) -> Vec<SectionBinding<'_>> {
        let sections = section_names(context).into_iter().filter_map(|name| Some((name, self.sections.get(name)?)));
        sections
            .flat_map(|(section, bindings)| {
                bindings.iter().map(move |(action, keys)| SectionBinding { section, action: *action, keys })
            })
            .collect()
    }

    /// The sections in the order of their first context, each with the contexts that it applies in and its bindings in
    /// the order of [`Action`].
    #[must_use]
    pub fn sections(&self) -> Vec<KeymapSection<'_>> {
        let mut sections: Vec<KeymapSection<'_>> = Vec::new();
        for context in KeyContext::ALL {
            for name in section_names(context) {
                if let Some(section) = sections.iter_mut().find(|section| section.name == name) {
                    section.contexts.push(context);
                    continue;
                }
                let bindings = self.sections.get(name).into_iter().flatten();
                let bindings = bindings.map(|(action, keys)| (*action, keys.as_slice())).collect();
                sections.push(KeymapSection { name, contexts: vec![context], bindings });
            }
        }
        sections
    }

    /// The names of all actions that are bound in some section.
    #[must_use]
    pub fn action_names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.sections.values().flatten().map(|(action, _)| action.name()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The bindings of a context, section by section.
    fn context_bindings(&self, context: KeyContext) -> impl Iterator<Item = (Action, &[KeySequence])> {
        let merged = self.merged.get(&context);
        let sections = if merged.is_some() { Vec::new() } else { section_names(context) };
        let sections = sections.into_iter().filter_map(|name| self.sections.get(name)).flatten();
        let merged = merged.into_iter().flatten().map(|(action, keys)| (*action, keys.as_slice()));
        merged.chain(sections.map(|(action, keys)| (*action, keys.as_slice())))
    }

    /// What keys do in a context.
    #[must_use]
    pub fn find(&self, context: KeyContext, keys: &[KeyCombination]) -> KeyMatch {
        let mut found = KeyMatch::None;
        for (action, sequences) in self.context_bindings(context) {
            for sequence in sequences.iter().filter(|sequence| sequence.starts_with(keys)) {
                if sequence.key_count() == keys.len() {
                    return KeyMatch::Action(action);
                }
                found = KeyMatch::Prefix;
            }
        }
        found
    }

    /// The action of a key in a context.
    #[must_use]
    pub fn action(&self, context: KeyContext, key: KeyCombination) -> Option<Action> {
        match self.find(context, &[key]) {
            KeyMatch::Action(action) => Some(action),
            KeyMatch::Prefix | KeyMatch::None => None,
        }
    }

    /// The keys that may follow others, with their actions.
    #[must_use]
    pub fn continuations(&self, context: KeyContext, keys: &[KeyCombination]) -> Vec<(KeySequence, Action)> {
        let rest = |(action, sequences): (Action, &[KeySequence])| {
            let longer = |sequence: &&KeySequence| sequence.starts_with(keys) && sequence.key_count() > keys.len();
            let rest = sequences.iter().filter(longer).map(|sequence| (sequence.rest(keys.len()), action));
            rest.collect::<Vec<_>>()
        };
        self.context_bindings(context).flat_map(rest).collect()
    }

    /// The bound actions of a context with their keys, in the order of [`Action`].
    #[must_use]
    pub fn bindings(&self, context: KeyContext) -> Vec<(Action, String)> {
        let mut labels = BTreeMap::<Action, Vec<String>>::new();
        for (action, keys) in self.context_bindings(context) {
            labels.entry(action).or_default().extend(keys.iter().map(ToString::to_string));
        }
        labels.into_iter().map(|(action, labels)| (action, labels.join(" "))).collect()
    }

    /// The bound actions of a context with their keys, by topic; topics without one are left out.
    #[must_use]
    pub fn bindings_by_group(&self, context: KeyContext) -> Vec<(&ActionGroup, Vec<(Action, String)>)> {
        let bindings: BTreeMap<Action, String> = self.bindings(context).into_iter().collect();
        let of_group = |group: &ActionGroup| {
            group.actions.iter().filter_map(|action| Some((*action, bindings.get(action)?.clone()))).collect::<Vec<_>>()
        };
        let groups = self.groups.iter().map(|group| (group, of_group(group)));
        groups.filter(|(_, bindings)| !bindings.is_empty()).collect()
    }

    /// The first key of an action in a context, such as `Ctrl-d`.
    #[must_use]
    pub fn key_label(&self, context: KeyContext, action: Action) -> Option<String> {
        let (_, keys) = self.context_bindings(context).find(|(bound, _)| *bound == action)?;
        keys.first().map(ToString::to_string)
    }

    fn action_words(&self, context: KeyContext, action: Action) -> Option<&ActionWords> {
        let own = self.contexts.get(&context).and_then(|context| context.actions.get(&action));
        own.or_else(|| self.actions.get(&action))
    }

    /// One or two words for an action in a context, such as `half page down`.
    #[must_use]
    pub fn label(&self, context: KeyContext, action: Action, locale: Locale) -> &str {
        self.action_words(context, action).map_or("", |words| words.label.get(locale))
    }

    /// A line that says what an action does in a context.
    #[must_use]
    pub fn description(&self, context: KeyContext, action: Action, locale: Locale) -> &str {
        self.action_words(context, action).map_or("", |words| words.description.get(locale))
    }

    /// The title of the screen with a context; empty for panes and overlays.
    #[must_use]
    pub fn title(&self, context: KeyContext, locale: Locale) -> &str {
        let title = self.contexts.get(&context).and_then(|words| words.title.as_ref());
        title.map_or("", |title| title.get(locale))
    }

    /// The heading above the keys of a context.
    #[must_use]
    pub fn heading(&self, context: KeyContext, locale: Locale) -> &str {
        self.contexts.get(&context).map_or("", |words| words.heading.get(locale))
    }

    /// The actions that the footer of a context names, the most useful first.
    #[must_use]
    pub fn footer(&self, context: KeyContext) -> &[Action] {
        self.contexts.get(&context).map_or(&[], |words| &words.footer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use llm_index::LinkShortcut;

    use crate::columns::glyph;

    #[test]
    fn every_context_can_be_left_and_only_the_list_quits() {
        let keymap = Keymap::builtin().unwrap();
        let key = |name: &str| crokey::parse(name).unwrap();
        for context in KeyContext::ALL {
            assert_eq!(keymap.action(context, key("ctrl-c")), Some(Action::Quit), "{context:?}");
            assert_eq!(keymap.action(context, key("ctrl-z")), Some(Action::Suspend), "{context:?}");
            assert_eq!(keymap.action(context, key("esc")), Some(Action::Back), "{context:?}");
            // `q` closes what is on top, and quits only where nothing is.
            let expected = match context {
                KeyContext::List => Some(Action::Quit),
                context if context.takes_text() => None,
                _ => Some(Action::Close),
            };
            assert_eq!(keymap.action(context, key("q")), expected, "{context:?}");
        }
    }

    #[test]
    fn printable_characters_are_not_bound_while_typing() {
        let keymap = Keymap::builtin().unwrap();
        for ch in ('!'..='~').map(|ch| ch.to_string()) {
            let Ok(key) = crokey::parse(&ch) else { continue };
            for context in KeyContext::ALL.into_iter().filter(|context| context.takes_text()) {
                assert_eq!(keymap.action(context, key), None, "{ch} in {context:?}");
            }
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
                    let label = key.to_string();
                    let other = actions.insert(label.clone(), action);
                    assert_eq!(other, None, "{label} in {context:?} is also {action:?}");
                }
            }
        }
    }

    #[test]
    fn every_bound_action_has_words_in_each_language() {
        let keymap = Keymap::builtin().unwrap();
        for context in KeyContext::ALL {
            for (action, keys) in keymap.bindings(context) {
                for locale in [Locale::En, Locale::Zh] {
                    let words = [keymap.label(context, action, locale), keymap.description(context, action, locale)];
                    assert!(
                        words.iter().all(|text| !text.trim().is_empty()),
                        "{keys} in {context:?}: {action:?} has no words in {locale:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_context_is_described_and_names_only_bound_actions() {
        let keymap = Keymap::builtin().unwrap();
        assert_eq!(keymap.contexts.keys().copied().collect::<Vec<_>>(), KeyContext::ALL);
        for (context, words) in &keymap.contexts {
            assert_eq!(words.title.is_some(), context.is_screen(), "title of {context:?}");
            for locale in [Locale::En, Locale::Zh] {
                let texts = words.title.iter().chain([&words.heading]).map(|text| text.get(locale));
                assert!(texts.into_iter().all(|text| !text.trim().is_empty()), "{context:?} in {locale:?}");
            }
            assert!(!words.footer.is_empty(), "footer of {context:?}");
            for action in words.footer.iter().chain(words.actions.keys()) {
                assert!(keymap.key_label(*context, *action).is_some(), "{action:?} is not bound in {context:?}");
            }
        }
    }

    #[test]
    fn each_action_is_in_one_group() {
        let keymap = Keymap::builtin().unwrap();
        let grouped: Vec<_> = keymap.groups.iter().flat_map(|group| &group.actions).copied().collect();
        for action in keymap.actions.keys() {
            let count = grouped.iter().filter(|other| *other == action).count();
            assert_eq!(count, 1, "{action:?} is in {count} groups of assets/keymap.toml");
        }
    }

    #[test]
    fn words_are_those_of_bound_actions() {
        let keymap = Keymap::builtin().unwrap();
        let bound =
            |action: &Action| KeyContext::ALL.iter().any(|context| keymap.key_label(*context, *action).is_some());
        let unbound: Vec<_> = keymap.actions.keys().filter(|action| !bound(action)).collect();
        assert!(unbound.is_empty(), "{unbound:?}");
    }

    #[test]
    fn a_file_of_keys_alone_is_a_key_map() {
        let keymap = Keymap::parse(r#"{ "global": { "quit": ["ctrl-q"] } }"#).unwrap();
        assert_eq!(keymap.key_label(KeyContext::List, Action::Quit).as_deref(), Some("Ctrl-q"));
    }

    #[test]
    fn an_unknown_action_is_named() {
        let error = Keymap::parse(r#"{ "global": { "fly": ["ctrl-q"] } }"#).unwrap_err();
        assert!(error.to_string().contains("fly"), "{error}");
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
        let error = Keymap::parse(r#"{ "global": { "quit": ["hyper-q"] } }"#).unwrap_err();
        assert!(error.to_string().contains("`hyper-q` is not a key"), "{error}");
    }
}
