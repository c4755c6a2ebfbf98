//! The bindings of a context, merged from the built-in sections and those of a person.

use crate::{
    action::{Action, KeyContext},
    config::{
        diagnostic::{BoundAction, ConfigDiagnostic, ConfigErrorKind},
        key_overrides::KeyOverrides,
        key_sequence::KeySequence,
    },
};

/// The keys of an action in a section.
pub(super) struct SectionBinding<'a> {
    pub(super) section: &'static str,
    pub(super) action: Action,
    pub(super) keys: &'a [KeySequence],
}

/// A key of an action.
#[derive(Clone)]
struct Candidate {
    key: KeySequence,
    action: Action,
    /// Where a person wrote it; `None` if it is built in.
    location: Option<String>,
}

impl Candidate {
    fn bound_action(&self) -> BoundAction {
        BoundAction { action: self.action.name(), location: self.location.clone() }
    }
}

/// The bindings of a context.
#[derive(Default)]
pub(super) struct MergedContext {
    pub(super) bindings: Vec<(Action, Vec<KeySequence>)>,
    pub(super) diagnostics: Vec<ConfigDiagnostic>,
}

/// True for the actions that leave a context.
fn leaves(action: Action, context: KeyContext) -> bool {
    match context {
        KeyContext::List => action == Action::Quit,
        context if context.takes_text() || context == KeyContext::Menu => action == Action::Back,
        KeyContext::Detail => matches!(action, Action::Back | Action::Close | Action::FocusList),
        _ => matches!(action, Action::Back | Action::Close),
    }
}

/// Merges the bindings of a context. Of two actions with one key, that of the person wins, and of two of the person the
/// first. If the context could not be left then, the built-in keys that leave it are kept.
pub(super) fn merge_context(
    context: KeyContext,
    builtin: &[SectionBinding<'_>],
    overrides: &KeyOverrides,
) -> MergedContext {
    let merged = merge(context, builtin, overrides, false);
    if merged.bindings.iter().any(|(action, _)| leaves(*action, context)) {
        return merged;
    }
    let mut merged = merge(context, builtin, overrides, true);
    let exit = if context == KeyContext::List { Action::Quit } else { Action::Back };
    let is_user = |binding: &&crate::config::key_overrides::KeyOverride| leaves(binding.action, context);
    let location = overrides.bindings.iter().find(is_user).and_then(|binding| binding.keys.first());
    let location = location.map_or_else(|| format!("keys.{}", context.section()), |(_, location)| location.clone());
    let kind = ConfigErrorKind::NoExit { context: context.section(), action: exit.name() };
    merged.diagnostics.push(ConfigDiagnostic { location, kind });
    merged
}

fn merge(
    context: KeyContext,
    builtin: &[SectionBinding<'_>],
    overrides: &KeyOverrides,
    keeps_exits: bool,
) -> MergedContext {
    let is_kept = |action| keeps_exits && leaves(action, context);
    let sections: Vec<_> = builtin.iter().map(|binding| binding.section).collect();
    let is_own =
        |binding: &SectionBinding<'_>, action| binding.section == context.section() && binding.action == action;
    let is_replaced = |binding: &SectionBinding<'_>| {
        overrides.bindings.iter().any(|other| {
            let hides_shared =
                other.section == context.section() && !builtin.iter().any(|builtin| is_own(builtin, other.action));
            other.action == binding.action && (other.section == binding.section || hides_shared)
        })
    };
    let own = overrides.bindings.iter().filter(|other| {
        (other.section == context.section() || sections.contains(&other.section.as_str())) && !is_kept(other.action)
    });
    let own = own.flat_map(|other| {
        let candidate = |(key, location): &(KeySequence, String)| Candidate {
            key: key.clone(),
            action: other.action,
            location: Some(location.clone()),
        };
        other.keys.iter().map(candidate)
    });
    let left = builtin.iter().filter(|binding| is_kept(binding.action) || !is_replaced(binding));
    let left = left.flat_map(|binding| {
        let candidate = |key: &KeySequence| Candidate { key: key.clone(), action: binding.action, location: None };
        binding.keys.iter().map(candidate)
    });
    let (exits, others): (Vec<_>, Vec<_>) = left.partition(|candidate| is_kept(candidate.action));
    resolve(context, exits.into_iter().chain(own).chain(others))
}

/// Keeps each key of which no earlier one is the start.
fn resolve(context: KeyContext, candidates: impl Iterator<Item = Candidate>) -> MergedContext {
    let (mut kept, mut diagnostics) = (Vec::<Candidate>::new(), Vec::new());
    for candidate in candidates {
        let location = candidate.location.clone();
        if context.takes_text() && candidate.location.is_some() && candidate.key.types_text() {
            let kind = ConfigErrorKind::TypedKey { key: candidate.key.to_string(), context: context.section() };
            diagnostics.push(ConfigDiagnostic { location: location.unwrap_or_default(), kind });
            continue;
        }
        let Some(other) = kept.iter().find(|other| other.key.overlaps(&candidate.key)) else {
            kept.push(candidate);
            continue;
        };
        let is_same = other.action == candidate.action && other.key.key_count() == candidate.key.key_count();
        let location = other.location.clone().or(location);
        if let (false, Some(location)) = (is_same, location) {
            let actions = [other.bound_action(), candidate.bound_action()];
            let key = other.key.to_string();
            let kind = ConfigErrorKind::KeyConflict { key, context: context.section(), actions };
            diagnostics.push(ConfigDiagnostic { location, kind });
        }
    }
    let mut bindings = Vec::<(Action, Vec<KeySequence>)>::new();
    for Candidate { key, action, .. } in kept {
        match bindings.iter_mut().find(|(other, _)| *other == action) {
            Some((_, keys)) => keys.push(key),
            None => bindings.push((action, vec![key])),
        }
    }
    MergedContext { bindings, diagnostics }
}
