//! The words for actions and key contexts, as `assets/keymap.toml` writes them.

use std::collections::BTreeMap;

use serde::Deserialize;

use llm_catalog::localized::LocalizedText;

use crate::action::Action;

/// What an action does.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActionWords {
    /// One or two words.
    pub(super) label: LocalizedText,
    /// One line.
    pub(super) description: LocalizedText,
}

/// The actions of one topic, together in the help.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionGroup {
    /// The topic.
    pub name: LocalizedText,
    /// In the order of the help.
    pub actions: Vec<Action>,
}

/// What the interface says about a pane, screen or overlay.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextWords {
    /// The title of a screen; panes and overlays have none.
    pub(super) title: Option<LocalizedText>,
    /// The line above its keys in the help.
    pub(super) heading: LocalizedText,
    /// The actions that the footer names, the most useful first.
    pub(super) footer: Vec<Action>,
    /// The actions that do something else than in other contexts.
    #[serde(default, rename = "action")]
    pub(super) actions: BTreeMap<Action, ActionWords>,
}
