//! Warnings about catalogue files that can be read.

mod dates;
mod finding;
mod lines;
mod papers;
mod plausibility;
mod scope;
mod scores;
mod sources;
#[cfg(test)]
mod tests;
mod variant_aliases;

use std::{collections::HashSet, io};

use crate::{
    catalog_file::{CatalogFile, FileFormat},
    diagnostic::{Diagnostic, Severity},
    lint::{finding::Findings, scope::variant_label},
    merge::{MergeOutput, merge},
    variant::Variant,
    violation::{PathSegment, Violation, model_path},
};

pub use lines::{Counts, LineCheck};

type LintRule = fn(&MergeOutput<'_>) -> Findings;

/// The rules that warn of entries by themselves, by the name that diagnostics have. Those of how entries relate are in
/// [`relations`](crate::relations); that of the order in a file is [`check_order`].
const RULES: [(&str, LintRule); 23] = [
    ("added-date", dates::check_added_dates),
    ("alias-variant", variant_aliases::check_variant_aliases),
    ("arxiv-date", papers::check_arxiv_dates),
    ("arxiv-link", papers::check_arxiv_links),
    ("claim-source", check_claim_sources),
    ("context", plausibility::check_contexts),
    ("insight", check_insights),
    ("knowledge-date", dates::check_knowledge_dates),
    ("lifecycle-date", dates::check_lifecycle_dates),
    ("lifecycle-weights", plausibility::check_unreleased_weights),
    ("paper-authors", papers::check_authors),
    ("paper-year", papers::check_years),
    ("parameters", plausibility::check_parameters),
    ("release-date", dates::check_release_dates),
    ("score-range", scores::check_score_range),
    ("score-setting", scores::check_settings),
    ("score-variant", scores::check_score_variants),
    ("sources", sources::check_sources),
    ("summary-width", plausibility::check_summaries),
    ("tokens-per-parameter", plausibility::check_tokens_per_parameter),
    ("variant-date", dates::check_variant_dates),
    ("variant-figures", check_variant_figures),
    ("weight-size", plausibility::check_weight_sizes),
];

/// Further rules for a catalogue that is a reference, by the name that diagnostics have.
const STRICT_RULES: [(&str, LintRule); 3] = [
    ("added", dates::check_added),
    ("figure-source", sources::check_figure_sources),
    ("sweeping-statement", sources::check_sweeping_statements),
];

/// Which rules warn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Those for any catalogue.
    Usual,
    /// Also those for a reference: every figure has a source.
    Strict,
}

/// The result of checking catalogue files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintReport {
    /// Errors and warnings, file by file in the order of their lines.
    pub diagnostics: Vec<Diagnostic>,
    /// How many entries could be read.
    pub entry_count: usize,
}

impl LintReport {
    /// The number of diagnostics of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

/// Merges files in order and checks them: errors that keep the catalogue from
/// being read, and warnings about what can be read.
#[must_use]
pub fn check(files: &[CatalogFile], strictness: Strictness) -> LintReport {
    if let [file] = files
        && file.format == FileFormat::JsonLines
        && let Ok(report) = check_lines(file, strictness)
    {
        return report;
    }
    check_merged(files, strictness)
}

/// Checks JSON Lines without all entries in memory.
fn check_lines(file: &CatalogFile, strictness: Strictness) -> io::Result<LintReport> {
    let mut input = io::Cursor::new(file.text.as_bytes());
    let check = LineCheck::run(&file.name, &mut input, strictness)?;
    let mut diagnostics = Vec::new();
    check.report(
        &mut input,
        |_| true,
        |diagnostic| {
            diagnostics.push(diagnostic);
            Ok(())
        },
    )?;
    Ok(LintReport { diagnostics, entry_count: check.counts().entries })
}

fn check_merged(files: &[CatalogFile], strictness: Strictness) -> LintReport {
    let merged = merge(files);
    let violations = rules(strictness).flat_map(|(rule, check)| {
        check(&merged).into_iter().map(move |(path, message)| Violation { path, rule, message })
    });
    let order = check_order(&merged).into_iter().map(|(path, message)| Violation { path, rule: "order", message });
    let warnings = merged.warnings(violations.chain(order).chain(merged.relation_warnings()).collect());
    let diagnostics = merged.errors().into_iter().zip(warnings);
    let diagnostics = diagnostics.flat_map(|(errors, warnings)| combine(errors, warnings)).collect();
    LintReport { diagnostics, entry_count: merged.catalog.len() }
}

/// The rules that warn of entries by themselves.
fn rules(strictness: Strictness) -> impl Iterator<Item = (&'static str, LintRule)> {
    let strict_rules = if strictness == Strictness::Strict { &STRICT_RULES[..] } else { &[] };
    RULES.iter().chain(strict_rules).copied()
}

/// The errors and the warnings of a file, in the order of its lines.
fn combine(errors: Vec<Diagnostic>, warnings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // An error at the same position already covers the warning.
    let error_positions: HashSet<_> = errors.iter().map(|error| (error.line, error.column)).collect();
    let is_new = |warning: &Diagnostic| !error_positions.contains(&(warning.line, warning.column));
    let mut diagnostics = errors;
    diagnostics.extend(warnings.into_iter().filter(is_new));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    diagnostics
}

/// A claim must have a source.
fn check_claim_sources(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let message = "a claim without a source is hearsay; add the `source` where it was checked";
    let mut findings = Findings::new();
    for (idx, claim) in catalog.meta().source_list.iter().flat_map(|list| &list.claims).enumerate() {
        if claim.source.is_none() {
            let path = vec![PathSegment::Key("origin"), PathSegment::Key("claim"), PathSegment::Index(idx)];
            findings.push((path, message.to_owned()));
        }
    }
    for (row, entry) in catalog.entries().enumerate() {
        for (idx, claim) in entry.claims().iter().enumerate() {
            if claim.source.is_none() {
                let path = merged.entry_path(row, &[PathSegment::Key("claim"), PathSegment::Index(idx)]);
                findings.push((path, message.to_owned()));
            }
        }
    }
    findings
}

/// A model must have an insight.
fn check_insights(merged: &MergeOutput<'_>) -> Findings {
    let models = merged.catalog.models().iter().enumerate().filter(|(_, model)| model.insight.is_none());
    let findings = models.map(|(row, model)| {
        let message = format!("`{}` has no insight; say what was new and why it mattered", model.id);
        (model_path(row, &[]), message)
    });
    findings.collect()
}

/// The models of a TOML file must be in order of stage, release and name.
fn check_order(merged: &MergeOutput<'_>) -> Findings {
    let models = merged.catalog.models();
    let mut findings = Findings::new();
    for rows in merged.rows_in_file_order() {
        for pair in rows.windows(2) {
            let &[previous, row] = pair else { continue };
            let (Some(previous), Some(model)) = (models.get(previous), models.get(row)) else { continue };
            if previous.sort_key() > model.sort_key() {
                let message = format!(
                    "`{}` stands after `{}`; models are ordered by stage, release and name: move one of them",
                    model.id, previous.id
                );
                findings.push((model_path(row, &[PathSegment::Key("id")]), message));
            }
        }
    }
    findings
}

/// A variant must differ from the model in something.
fn check_variant_figures(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (idx, variant) in model.variants.iter().enumerate() {
            let has_score = model.scores.iter().any(|score| score.variant.as_ref() == Some(&variant.name));
            if *variant == Variant::named(&variant.name) && !has_score {
                let path = [PathSegment::Key("variant"), PathSegment::Index(idx)];
                let label = variant_label(model, variant);
                let message = format!("{label} has no figure; add one, such as `parameters`");
                findings.push((model_path(row, &path), message));
            }
        }
    }
    findings
}
