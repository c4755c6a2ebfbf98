//! Rules for dates that contradict each other. Dates of different precision contradict each other only if they do so
//! on every day that they may stand for.

use super::{
    finding::Findings,
    scope::{scopes, variant_label, variant_path},
};
use crate::{merge::MergeOutput, violation::PathSegment};

/// The year of the transformer (arXiv:1706.03762), which all large language models came after.
const FIRST_RELEASE_YEAR: u16 = 2017;

/// A release must be neither before the first language models of today's kind nor after the newest update of the
/// catalogue. The update, not the clock, says what the future is: a check has the same result on any day.
pub(crate) fn check_release_dates(merged: &MergeOutput<'_>) -> Findings {
    let newest_update = merged.catalog.meta().changelog.iter().map(|update| update.date).max();
    let findings = scopes(merged).filter_map(|scope| {
        let (label, released) = (scope.label(), scope.stated.released?);
        let message = if released.year < FIRST_RELEASE_YEAR {
            format!("{label} was released {released}, before the first transformer; correct the date")
        } else {
            let update = newest_update.filter(|update| released.is_after(*update))?;
            format!(
                "{label} was released {released}, after the newest [[update]] of {update}; correct the date, or add an update"
            )
        };
        Some((scope.key_path(&[PathSegment::Key("released")]), message))
    });
    findings.collect()
}

/// An entry must say when it was added.
pub(crate) fn check_added(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let entries = catalog.entries().enumerate().filter(|(_, entry)| entry.added().is_none());
    let findings = entries.map(|(row, entry)| {
        let message = format!("`{}` has no `added`; write the day when the entry was added", entry.id());
        (merged.entry_path(row, &[]), message)
    });
    findings.collect()
}

/// An entry must not be added after the newest update of the catalogue, which says what the future is.
pub(crate) fn check_added_dates(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let Some(update) = catalog.meta().changelog.iter().map(|update| update.date).max() else { return Findings::new() };
    let findings = catalog.entries().enumerate().filter_map(|(row, entry)| {
        let added = entry.added().filter(|added| added.is_after(update))?;
        let message = format!(
            "`{}` was added {added}, after the newest [[update]] of {update}; correct the date, or add an update",
            entry.id()
        );
        Some((merged.entry_path(row, &[PathSegment::Key("added")]), message))
    });
    findings.collect()
}

/// A variant must not be released before its model, which has the date of its first release; a preview may be.
pub(crate) fn check_variant_dates(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (idx, variant) in model.variants.iter().enumerate() {
            let name = variant.name.to_lowercase();
            let is_preview = ["preview", "exp"].iter().any(|word| name.contains(word));
            let dates = model.released.zip(variant.released);
            let Some((first, own)) = dates.filter(|(first, own)| !is_preview && first.is_after(*own)) else {
                continue;
            };
            let message = format!(
                "{} was released {own}, before the model itself ({first}); a model has the date of its first variant",
                variant_label(model, variant)
            );
            findings.push((variant_path(row, idx, &[PathSegment::Key("released")]), message));
        }
    }
    findings
}

/// Knowledge must end before the release.
pub(crate) fn check_knowledge_dates(merged: &MergeOutput<'_>) -> Findings {
    let findings = scopes(merged).filter_map(|scope| {
        // What a variant inherits is checked with its model.
        let (knowledge, released) = (scope.stated.knowledge?, scope.resolved.released?);
        let message = || {
            format!(
                "the knowledge of {} ends {knowledge}, after its release {released}; correct one of them",
                scope.label()
            )
        };
        knowledge.is_after(released).then(|| (scope.key_path(&[PathSegment::Key("knowledge")]), message()))
    });
    findings.collect()
}

/// A status must not begin before the release.
pub(crate) fn check_lifecycle_dates(merged: &MergeOutput<'_>) -> Findings {
    let findings = scopes(merged).filter_map(|scope| {
        let (since, released) = (scope.stated.lifecycle_since?, scope.resolved.released?);
        let message = || {
            format!(
                "the status of {} begins {since}, before its release {released}; correct one of them",
                scope.label()
            )
        };
        let path = [PathSegment::Key("lifecycle"), PathSegment::Key("since")];
        released.is_after(since).then(|| (scope.key_path(&path), message()))
    });
    findings.collect()
}
