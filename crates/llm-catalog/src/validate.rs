//! The rules that a catalogue must keep beyond its syntax, as far as they
//! concern more than one of its parts.

use std::collections::HashMap;

use crate::{
    Catalog, Model, ancestry,
    diagnostic::{PathSegment, Violation},
};

/// How many misspelt ids are given a hint: each takes a look at every id.
const MAX_SUGGESTIONS: usize = 50;

/// Every breach of the rules. `is_unread` tells of an id whether something of
/// that name may be there that could not be read.
pub(crate) fn violations(catalog: &Catalog, is_unread: &dyn Fn(&str) -> bool) -> Vec<Violation> {
    let mut found = Vec::new();
    for (row, model) in catalog.models().iter().enumerate() {
        let mut breach = |rule, rest: &[PathSegment], message| {
            let place = [&[PathSegment::Key("model"), PathSegment::Index(row)], rest].concat();
            found.push(Violation { path: place, rule, message });
        };
        check_sizes(model, &mut breach);
        check_scores(model, catalog, is_unread, &mut breach);
    }
    check_parents(catalog, is_unread, &mut found);
    let rows: HashMap<_, _> = catalog.models().iter().map(|model| (&model.id, model)).collect();
    if let Some(circle) = ancestry::find_cycle(catalog.models(), &rows) {
        let names: Vec<_> = circle.iter().map(|id| format!("`{id}`")).collect();
        let row = circle.first().and_then(|id| catalog.row_of(id)).unwrap_or_default();
        let place = vec![PathSegment::Key("model"), PathSegment::Index(row), PathSegment::Key("base_models")];
        let first = names.first().cloned().unwrap_or_default();
        let message = format!("{first} descends from itself: {}; remove one of these parents", names.join(" > "));
        found.push(Violation { path: place, rule: "circle", message });
    }
    found
}

fn check_parents(catalog: &Catalog, is_unread: &dyn Fn(&str) -> bool, found: &mut Vec<Violation>) {
    let mut missing = 0;
    for (row, model) in catalog.models().iter().enumerate() {
        for (index, parent) in model.base_models.iter().enumerate() {
            if catalog.row_of(&parent.id).is_some() || is_unread(parent.id.as_str()) {
                continue;
            }
            missing += 1;
            let ids = || catalog.models().iter().map(|model| model.id.as_str());
            let hint = if missing > MAX_SUGGESTIONS { None } else { closest_match(parent.id.as_str(), ids()) };
            let advice = hint.map_or_else(
                || "add it as a model, or leave it out".to_owned(),
                |hint| format!("did you mean `{hint}`?"),
            );
            let place = vec![
                PathSegment::Key("model"),
                PathSegment::Index(row),
                PathSegment::Key("base_models"),
                PathSegment::Index(index),
            ];
            let message = format!("base_model `{}` of `{}` is not in the catalogue; {advice}", parent.id, model.id);
            found.push(Violation { path: place, rule: "parent", message });
        }
    }
}

fn check_sizes(model: &Model, breach: &mut impl FnMut(&'static str, &[PathSegment], String)) {
    for (index, size) in model.sizes.iter().enumerate() {
        let place = [PathSegment::Key("size"), PathSegment::Index(index)];
        if model.sizes.iter().take(index).any(|other| other.name == size.name) {
            breach("size", &place, format!("`{}` has two sizes named `{}`; name each once", model.id, size.name));
        }
        if size.active.is_some() && size.active > size.parameters {
            breach(
                "size",
                &place,
                format!(
                    "size `{}` of `{}` uses more parameters than it has; swap `active` and `parameters`?",
                    size.name, model.id
                ),
            );
        }
    }
}

fn check_scores(
    model: &Model,
    catalog: &Catalog,
    is_unread: &dyn Fn(&str) -> bool,
    breach: &mut impl FnMut(&'static str, &[PathSegment], String),
) {
    for (index, score) in model.scores.iter().enumerate() {
        let place = |key| [PathSegment::Key("score"), PathSegment::Index(index), PathSegment::Key(key)];
        let is_known = catalog.meta().benchmarks.iter().any(|benchmark| benchmark.id == score.benchmark);
        if !is_known && !is_unread(score.benchmark.as_str()) {
            breach(
                "score",
                &place("benchmark"),
                format!("benchmark `{}` is not in the catalogue; describe it in a [[benchmark]]", score.benchmark),
            );
        }
        let known = |name: &String| model.sizes.iter().any(|size| size.name == *name);
        if let Some(size) = score.size.as_ref().filter(|size| !known(size)) {
            breach(
                "score",
                &place("size"),
                format!("`{}` has no size `{size}`; name one of its [[model.size]]", model.id),
            );
        }
        if !score.value.is_finite() {
            breach(
                "score",
                &place("value"),
                format!("a score of `{}` is not a number; write one like `62.1`, or leave it out", model.id),
            );
        }
    }
}

/// The candidate that a misspelt word most likely means.
#[must_use]
pub fn closest_match<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.85)
        .max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)))
        .map(|(_, candidate)| candidate)
}
