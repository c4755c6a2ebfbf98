//! What a careful maintainer looks for in catalogue files beyond what reading
//! them demands.

use std::collections::HashMap;

use super::{
    Catalog, Entry, Model,
    merge::{Merged, merge},
    problem::{Place, Problem, Remark, Severity, Step},
    rules_of_links as links, rules_of_papers as papers,
    source::Source,
};

/// The places that break a rule, each with what is wrong and what to do.
pub(super) type Found = Vec<(Place, String)>;

/// A rule: what of a catalogue breaks it.
type Rule = fn(&Merged<'_>) -> Found;

/// The rules by name. A catalogue that breaks one can be read all the same.
const RULES: [(&str, Rule); 13] = [
    ("alias", aliases),
    ("arxiv-date", papers::arxiv_dates),
    ("arxiv-link", papers::arxiv_links),
    ("claim-source", claim_sources),
    ("insight", insights),
    ("license-url", links::license_urls),
    ("order", order),
    ("paper-authors", papers::authors),
    ("paper-year", papers::years),
    ("score-range", score_range),
    ("shared-link", links::shared),
    ("size-figures", size_figures),
    ("sources", sources),
];

/// What a check of files found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Errors and warnings, file by file in the order of their lines.
    pub problems: Vec<Problem>,
    /// How many entries could be read.
    pub entries: usize,
}

impl Report {
    /// How many problems are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }
}

/// Checks files that lie over one another, the first at the bottom: every rule
/// of reading, and the rules of a careful maintainer on what can be read.
#[must_use]
pub fn check(files: &[Source]) -> Report {
    let merged = merge(files);
    let remarks = RULES.iter().flat_map(|(name, rule)| {
        let found = rule(&merged).into_iter();
        found.map(|(place, message)| Remark { place, rule: name, message })
    });
    let warnings = merged.warnings(remarks.collect());
    let problems = merged.errors().into_iter().zip(warnings).flat_map(|(errors, warnings)| {
        // What keeps an entry from being read is not told a second time.
        let is_new =
            |warning: &Problem| errors.iter().all(|error| (error.line, error.column) != (warning.line, warning.column));
        let warnings: Vec<_> = warnings.into_iter().filter(is_new).collect();
        let mut problems = [errors, warnings].concat();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        problems
    });
    Report { problems: problems.collect(), entries: merged.catalog.len() }
}

/// A place in a model.
pub(super) fn in_model(row: usize, rest: &[Step]) -> Place {
    [&[Step::Key("model"), Step::Index(row)], rest].concat()
}

/// A place in any entry, by its row.
fn in_entry(row: usize, catalog: &Catalog, rest: &[Step]) -> Place {
    match row.checked_sub(catalog.models().len()) {
        None => in_model(row, rest),
        Some(row) => [&[Step::Key("extension"), Step::Index(row)], rest].concat(),
    }
}

/// What a person types for one entry must not be the name of another; case
/// does not matter to the search. Of two entries the later one is told.
fn aliases(merged: &Merged<'_>) -> Found {
    let catalog = &merged.catalog;
    let mut found = Found::new();
    let mut names: HashMap<String, Vec<(usize, Entry<'_>)>> = HashMap::new();
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
            let place = in_entry(row, catalog, &[Step::Key("aliases"), Step::Index(index)]);
            let name = alias.to_lowercase();
            let is_name = |other: &Entry<'_>| other.name().to_lowercase() == name || other.id().as_str() == name;
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

fn claim_sources(merged: &Merged<'_>) -> Found {
    let catalog = &merged.catalog;
    let claims = |entry: Entry<'_>| -> Vec<usize> {
        (0..).zip(entry.claims()).filter(|(_, claim)| claim.source.is_none()).map(|(index, _)| index).collect()
    };
    let message = "a claim without a source is hearsay; add the `source` where it was checked".to_owned();
    let mut found = Found::new();
    for (index, claim) in catalog.head().origin.as_ref().iter().flat_map(|origin| &origin.claims).enumerate() {
        if claim.source.is_none() {
            found.push((vec![Step::Key("origin"), Step::Key("claim"), Step::Index(index)], message.clone()));
        }
    }
    for (row, entry) in catalog.entries().enumerate() {
        for index in claims(entry) {
            found.push((in_entry(row, catalog, &[Step::Key("claim"), Step::Index(index)]), message.clone()));
        }
    }
    found
}

fn insights(merged: &Merged<'_>) -> Found {
    let models = merged.catalog.models().iter().enumerate().filter(|(_, model)| model.insight.is_none());
    let message = |model: &Model| format!("`{}` has no insight; say what was new and why it mattered", model.id);
    models.map(|(row, model)| (in_model(row, &[]), message(model))).collect()
}

/// Models stand by stage, release and name in a file that people edit.
fn order(merged: &Merged<'_>) -> Found {
    let models = merged.catalog.models();
    let mut found = Found::new();
    for rows in merged.rows_as_edited() {
        for pair in rows.windows(2) {
            let &[before, row] = pair else { continue };
            let (Some(before), Some(model)) = (models.get(before), models.get(row)) else { continue };
            if before.place() > model.place() {
                let message = format!(
                    "`{}` stands after `{}`; models are ordered by stage, release and name: move one of them",
                    model.id, before.id
                );
                found.push((in_model(row, &[Step::Key("id")]), message));
            }
        }
    }
    found
}

fn score_range(merged: &Merged<'_>) -> Found {
    let mut found = Found::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (index, score) in model.scores.iter().enumerate() {
            if !(0.0..=100.0).contains(&score.value) {
                let place = [Step::Key("score"), Step::Index(index), Step::Key("value")];
                let message = format!("a score of {} is outside 0 to 100; write it as a percentage", score.value);
                found.push((in_model(row, &place), message));
            }
        }
    }
    found
}

fn size_figures(merged: &Merged<'_>) -> Found {
    let mut found = Found::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (index, size) in model.sizes.iter().enumerate() {
            if size.parameters.is_none() && size.active.is_none() && size.tokens.is_none() {
                let place = [Step::Key("size"), Step::Index(index)];
                let message = format!("size `{}` of `{}` has no figure; add `parameters`", size.name, model.id);
                found.push((in_model(row, &place), message));
            }
        }
    }
    found
}

fn sources(merged: &Merged<'_>) -> Found {
    let catalog = &merged.catalog;
    let lacks = |entry: Entry<'_>| match entry {
        Entry::Model(model) => model.sources.is_empty(),
        Entry::Extension(extension) => extension.sources.is_empty(),
    };
    let entries = catalog.entries().enumerate().filter(|(_, entry)| lacks(*entry));
    let message = |entry: Entry<'_>| format!("`{}` has no `sources`; name the pages where it was checked", entry.id());
    entries.map(|(row, entry)| (in_entry(row, catalog, &[Step::Key("sources")]), message(entry))).collect()
}
