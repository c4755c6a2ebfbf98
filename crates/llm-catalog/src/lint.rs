//! What a careful maintainer looks for in catalogue files beyond what reading
//! them demands.

mod links;
mod papers;

use std::collections::HashMap;

use crate::{
    Catalog, EntryRef, Model,
    catalog_file::CatalogFile,
    diagnostic::{Diagnostic, DocPath, PathSegment, Severity, Violation},
    merge::{MergeOutput, merge},
};

/// The places that break a rule, each with what is wrong and what to do.
pub(crate) type Findings = Vec<(DocPath, String)>;

/// A rule: what of a catalogue breaks it.
type LintRule = fn(&MergeOutput<'_>) -> Findings;

/// The rules by name. A catalogue that breaks one can be read all the same.
const RULES: [(&str, LintRule); 13] = [
    ("alias", check_aliases),
    ("arxiv-date", papers::check_arxiv_dates),
    ("arxiv-link", papers::check_arxiv_links),
    ("claim-source", check_claim_sources),
    ("insight", check_insights),
    ("license-url", links::check_license_urls),
    ("order", check_order),
    ("paper-authors", papers::check_authors),
    ("paper-year", papers::check_years),
    ("score-range", check_score_range),
    ("shared-link", links::check_shared_links),
    ("size-figures", check_size_quantities),
    ("sources", check_sources),
];

/// What a check of files found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintReport {
    /// Errors and warnings, file by file in the order of their lines.
    pub diagnostics: Vec<Diagnostic>,
    /// How many entries could be read.
    pub entry_count: usize,
}

impl LintReport {
    /// How many problems are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|problem| problem.severity == severity).count()
    }
}

/// Checks files that lie over one another, the first at the bottom: every rule
/// of reading, and the rules of a careful maintainer on what can be read.
#[must_use]
pub fn check(files: &[CatalogFile]) -> LintReport {
    let merged = merge(files);
    let remarks = RULES.iter().flat_map(|(name, rule)| {
        let found = rule(&merged).into_iter();
        found.map(|(place, message)| Violation { path: place, rule: name, message })
    });
    let warnings = merged.warnings(remarks.collect());
    let problems = merged.errors().into_iter().zip(warnings).flat_map(|(errors, warnings)| {
        // What keeps an entry from being read is not told a second time.
        let is_new = |warning: &Diagnostic| {
            errors.iter().all(|error| (error.line, error.column) != (warning.line, warning.column))
        };
        let warnings: Vec<_> = warnings.into_iter().filter(is_new).collect();
        let mut problems = [errors, warnings].concat();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        problems
    });
    LintReport { diagnostics: problems.collect(), entry_count: merged.catalog.len() }
}

/// A place in a model.
pub(crate) fn model_path(row: usize, rest: &[PathSegment]) -> DocPath {
    [&[PathSegment::Key("model"), PathSegment::Index(row)], rest].concat()
}

/// A place in any entry, by its row.
fn entry_path(row: usize, catalog: &Catalog, rest: &[PathSegment]) -> DocPath {
    match row.checked_sub(catalog.models().len()) {
        None => model_path(row, rest),
        Some(row) => [&[PathSegment::Key("extension"), PathSegment::Index(row)], rest].concat(),
    }
}

/// What a person types for one entry must not be the name of another; case
/// does not matter to the search. Of two entries the later one is told.
fn check_aliases(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let mut found = Findings::new();
    let mut names: HashMap<String, Vec<(usize, EntryRef<'_>)>> = HashMap::new();
    for (row, entry) in catalog.entries().enumerate() {
        let mut own = vec![entry.name().to_lowercase(), entry.id().to_string()];
        own.extend(entry.aliases().iter().map(|alias| alias.to_lowercase()));
        own.sort_unstable();
        own.dedup();
        for name in own {
            names.entry(name).or_default().push((row, entry));
        }
    }
    for (row, entry) in catalog.entries().enumerate() {
        for (index, alias) in entry.aliases().iter().enumerate() {
            let place = entry_path(row, catalog, &[PathSegment::Key("aliases"), PathSegment::Index(index)]);
            let name = alias.to_lowercase();
            let is_name = |other: &EntryRef<'_>| other.name().to_lowercase() == name || other.id().as_str() == name;
            let mut others = names.get(&name).into_iter().flatten().filter(|(other, _)| *other != row);
            if name == entry.name().to_lowercase() {
                found.push((place, format!("the alias `{alias}` is the name of `{}`; remove it", entry.id())));
            } else if let Some((_, other)) = others.find(|(other_row, other)| *other_row < row || is_name(other)) {
                let message = format!("`{alias}` also stands for `{}`; remove the alias from one of them", other.id());
                found.push((place, message));
            }
        }
    }
    found
}

fn check_claim_sources(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let claims = |entry: EntryRef<'_>| -> Vec<usize> {
        (0..).zip(entry.claims()).filter(|(_, claim)| claim.source.is_none()).map(|(index, _)| index).collect()
    };
    let message = "a claim without a source is hearsay; add the `source` where it was checked".to_owned();
    let mut found = Findings::new();
    for (index, claim) in catalog.meta().source_list.as_ref().iter().flat_map(|origin| &origin.claims).enumerate() {
        if claim.source.is_none() {
            found.push((
                vec![PathSegment::Key("origin"), PathSegment::Key("claim"), PathSegment::Index(index)],
                message.clone(),
            ));
        }
    }
    for (row, entry) in catalog.entries().enumerate() {
        for index in claims(entry) {
            found.push((
                entry_path(row, catalog, &[PathSegment::Key("claim"), PathSegment::Index(index)]),
                message.clone(),
            ));
        }
    }
    found
}

fn check_insights(merged: &MergeOutput<'_>) -> Findings {
    let models = merged.catalog.models().iter().enumerate().filter(|(_, model)| model.insight.is_none());
    let message = |model: &Model| format!("`{}` has no insight; say what was new and why it mattered", model.id);
    models.map(|(row, model)| (model_path(row, &[]), message(model))).collect()
}

/// Models stand by stage, release and name in a file that people edit.
fn check_order(merged: &MergeOutput<'_>) -> Findings {
    let models = merged.catalog.models();
    let mut found = Findings::new();
    for rows in merged.rows_in_file_order() {
        for pair in rows.windows(2) {
            let &[before, row] = pair else { continue };
            let (Some(before), Some(model)) = (models.get(before), models.get(row)) else { continue };
            if before.sort_key() > model.sort_key() {
                let message = format!(
                    "`{}` stands after `{}`; models are ordered by stage, release and name: move one of them",
                    model.id, before.id
                );
                found.push((model_path(row, &[PathSegment::Key("id")]), message));
            }
        }
    }
    found
}

fn check_score_range(merged: &MergeOutput<'_>) -> Findings {
    let mut found = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (index, score) in model.scores.iter().enumerate() {
            if !(0.0..=100.0).contains(&score.value) {
                let place = [PathSegment::Key("score"), PathSegment::Index(index), PathSegment::Key("value")];
                let message = format!("a score of {} is outside 0 to 100; write it as a percentage", score.value);
                found.push((model_path(row, &place), message));
            }
        }
    }
    found
}

fn check_size_quantities(merged: &MergeOutput<'_>) -> Findings {
    let mut found = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (index, size) in model.sizes.iter().enumerate() {
            if size.parameters.is_none() && size.active.is_none() && size.tokens.is_none() {
                let place = [PathSegment::Key("size"), PathSegment::Index(index)];
                let message = format!("size `{}` of `{}` has no figure; add `parameters`", size.name, model.id);
                found.push((model_path(row, &place), message));
            }
        }
    }
    found
}

fn check_sources(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let lacks = |entry: EntryRef<'_>| match entry {
        EntryRef::Model(model) => model.sources.is_empty(),
        EntryRef::Extension(extension) => extension.sources.is_empty(),
    };
    let entries = catalog.entries().enumerate().filter(|(_, entry)| lacks(*entry));
    let message =
        |entry: EntryRef<'_>| format!("`{}` has no `sources`; name the pages where it was checked", entry.id());
    entries.map(|(row, entry)| (entry_path(row, catalog, &[PathSegment::Key("sources")]), message(entry))).collect()
}
