//! The rules about several entries.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::relations::{
    facts::{Facts, ParentFacts, Reference, Row, TextHash},
    finding::{RelationError, RelationFinding},
    graph::ParentGraph,
    links::{check_license_urls, check_shared_links},
};

/// The number of missing parents that get a suggestion; finding one compares all ids.
const MAX_SUGGESTIONS: usize = 50;
/// Catalogues with more entries get none.
const MAX_ENTRIES_FOR_SUGGESTIONS: usize = 100_000;
/// How many models of a cycle an error names at its start, and at its end.
const NAMED_IN_CYCLE: usize = 4;
const NAMED_AT_END_OF_CYCLE: usize = 2;
/// How many months a tuned model may be announced before the model it was tuned from: Med-PaLM 2 was two
/// months before its parent.
const MAX_MONTHS_BEFORE_PARENT: u8 = 3;

/// What keeps the catalogue from being read.
pub(crate) fn errors(facts: &Facts) -> Vec<RelationFinding> {
    let graph = ParentGraph::new(facts);
    let mut findings = Vec::new();
    let is_missing = |parent: &&ParentFacts| {
        let id = parent.reference.target;
        graph.row_of(id).is_none() && !facts.is_unparsed(id)
    };
    for (idx, parent) in facts.parents.iter().filter(is_missing).enumerate() {
        let has_suggestion = idx < MAX_SUGGESTIONS && facts.entries.len() <= MAX_ENTRIES_FOR_SUGGESTIONS;
        let reason = RelationError::MissingParent { has_suggestion };
        findings.push(RelationFinding { rule: "parent", reference: parent.reference, reason });
    }
    findings.extend(missing_parent_variants(facts, &graph));
    let is_missing = |id| !facts.benchmarks.contains(&id) && !facts.is_unparsed(id);
    for score in facts.scores.iter().filter(|score| is_missing(score.target)) {
        findings.push(RelationFinding { rule: "score", reference: *score, reason: RelationError::MissingBenchmark });
    }
    findings.extend(graph.find_cycle().as_deref().and_then(|cycle| cycle_finding(cycle, &graph)));
    sorted(findings)
}

/// A parent's variant must be one of it.
fn missing_parent_variants(facts: &Facts, graph: &ParentGraph<'_>) -> Vec<RelationFinding> {
    let named = || facts.parents.iter().filter_map(|parent| Some((parent.reference, parent.parent_variant?)));
    if named().next().is_none() {
        return Vec::new();
    }
    let variants: FxHashSet<_> = facts.variants.iter().collect();
    let is_missing = |(parent, variant): &(Reference, TextHash)| {
        graph.row_of(parent.target).is_some() && !facts.is_unparsed(parent.target) && !variants.contains(variant)
    };
    let finding =
        |(reference, _)| RelationFinding { rule: "parent", reference, reason: RelationError::MissingParentVariant };
    named().filter(is_missing).map(finding).collect()
}

fn cycle_finding(cycle: &[Row], graph: &ParentGraph<'_>) -> Option<RelationFinding> {
    let reference = graph.parent_reference(*cycle.first()?, *cycle.get(1)?)?;
    let omitted = cycle.len().saturating_sub(NAMED_IN_CYCLE + NAMED_AT_END_OF_CYCLE);
    let reason = match cycle.split_at_checked(NAMED_IN_CYCLE) {
        Some((first, rest)) if omitted > 1 => {
            let last = rest.get(omitted..).unwrap_or_default().to_vec();
            RelationError::Cycle { first: first.to_vec(), omitted, last }
        }
        _ => RelationError::Cycle { first: cycle.to_vec(), omitted: 0, last: Vec::new() },
    };
    Some(RelationFinding { rule: "cycle", reference, reason })
}

/// What a maintainer should look at.
pub(crate) fn warnings(facts: &Facts) -> Vec<RelationFinding> {
    let graph = ParentGraph::new(facts);
    let mut findings = check_aliases(facts);
    findings.extend(check_license_urls(facts, &graph));
    findings.extend(check_parent_dates(facts, &graph));
    findings.extend(check_replacements(facts, &graph));
    findings.extend(check_shared_links(facts, &graph));
    sorted(findings)
}

fn sorted(mut findings: Vec<RelationFinding>) -> Vec<RelationFinding> {
    findings.sort_by_key(|finding| finding.reference.row);
    findings
}

/// An alias must not be a name of another entry, ignoring case. The later of two entries gets the warning.
fn check_aliases(facts: &Facts) -> Vec<RelationFinding> {
    // Models come before extensions.
    let order = |row: Row| (facts.get(row).is_none_or(|entry| !entry.is_model), row);
    // By alias, the entries that it stands for, and whether it is the name or the id of each.
    let mut owners: FxHashMap<_, BTreeMap<(bool, Row), bool>> = FxHashMap::default();
    for alias in &facts.aliases {
        owners.entry(alias.target).or_default().insert(order(alias.row), false);
    }
    for (row, entry) in (0..).zip(&facts.entries).filter(|(_, entry)| !entry.is_duplicate) {
        for name in [entry.name, entry.id] {
            if let Some(owners) = owners.get_mut(&name) {
                owners.insert(order(row), true);
            }
        }
    }
    let reason = |alias: &Reference| {
        if facts.get(alias.row).is_some_and(|entry| entry.name == alias.target) {
            return Some(RelationError::AliasOfOwnName);
        }
        let own = order(alias.row);
        let mut others = owners.get(&alias.target)?.iter().filter(|(other, _)| **other != own);
        let ((_, other), _) = others.find(|(other, is_name)| **other < own || **is_name)?;
        Some(RelationError::AliasTaken(*other))
    };
    let findings = facts
        .aliases
        .iter()
        .filter_map(|alias| Some(RelationFinding { rule: "alias", reference: *alias, reason: reason(alias)? }));
    findings.collect()
}

/// A model must not be much older than one whose weights it was built on.
fn check_parent_dates(facts: &Facts, graph: &ParentGraph<'_>) -> Vec<RelationFinding> {
    let finding = |parent: &ParentFacts| {
        let row = graph.row_of(parent.reference.target).filter(|_| parent.relation.uses_weights())?;
        let (own, first) = parent.released.zip(facts.get(row)?.released)?;
        first.is_after(own.plus_months(MAX_MONTHS_BEFORE_PARENT)).then_some(RelationFinding {
            rule: "parent-date",
            reference: parent.reference,
            reason: RelationError::BeforeParent { own, parent: first },
        })
    };
    facts.parents.iter().filter_map(finding).collect()
}

/// The model that a lifecycle names as the replacement must be another one of the catalogue.
fn check_replacements(facts: &Facts, graph: &ParentGraph<'_>) -> Vec<RelationFinding> {
    let reason = |replacement: &Reference| {
        let id = replacement.target;
        if facts.get(replacement.row).is_some_and(|entry| entry.id == id) {
            return Some(RelationError::OwnReplacement);
        }
        (graph.row_of(id).is_none() && !facts.is_unparsed(id)).then_some(RelationError::MissingReplacement)
    };
    let findings = facts.replacements.iter().filter_map(|replacement| {
        Some(RelationFinding { rule: "replacement", reference: *replacement, reason: reason(replacement)? })
    });
    findings.collect()
}
