//! The rules that an entry must follow and that concern more than one of its values.

use std::collections::HashSet;

use crate::{
    foreign::Foreign,
    model::Model,
    violation::{PathSegment, Violation, model_path},
};

/// Checks the model of a row.
pub(crate) fn violations(row: usize, model: &Model) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut report = |rule, rest: &[PathSegment], message| {
        violations.push(Violation { path: model_path(row, rest), rule, message });
    };
    check_variants(model, &mut report);
    check_scores(model, &mut report);
    check_variant_names(model, &mut report);
    violations
}

fn check_variants(model: &Model, report: &mut impl FnMut(&'static str, &[PathSegment], String)) {
    let mut names = HashSet::new();
    for (idx, variant) in model.variants.iter().enumerate() {
        let path = [PathSegment::Key("variant"), PathSegment::Index(idx)];
        if !names.insert(&variant.name) {
            report(
                "variant",
                &path,
                format!("`{}` has two variants named `{}`; name each once", model.id, Foreign::new(&variant.name)),
            );
        }
        if variant.active.is_some() && variant.active > variant.parameters {
            let message = format!(
                "variant `{}` of `{}` uses more parameters than it has; swap `active` and `parameters`?",
                Foreign::new(&variant.name),
                model.id
            );
            report("variant", &path, message);
        }
    }
    if let Some(name) = model.default.as_ref().filter(|name| model.variant(name).is_none()) {
        let name = Foreign::new(name);
        let message = format!("`{}` has no variant `{name}`; name one of its [[model.variant]]", model.id);
        report("variant", &[PathSegment::Key("default")], message);
    }
    let own = model.shape.iter().map(|shape| (vec![PathSegment::Key("shape")], shape));
    let of_variants = model.variants.iter().enumerate().filter_map(|(idx, variant)| {
        let path = vec![PathSegment::Key("variant"), PathSegment::Index(idx), PathSegment::Key("shape")];
        Some((path, variant.shape.as_ref()?))
    });
    for (path, shape) in own.chain(of_variants) {
        if let Some(contradiction) = shape.contradiction() {
            report("shape", &path, format!("the shape of `{}` contradicts itself: {contradiction}", model.id));
        }
    }
}

fn check_scores(model: &Model, report: &mut impl FnMut(&'static str, &[PathSegment], String)) {
    for (idx, _) in model.scores.iter().enumerate().filter(|(_, score)| !score.value.is_finite()) {
        let path = [PathSegment::Key("score"), PathSegment::Index(idx), PathSegment::Key("value")];
        let message = format!("a score of `{}` is not a number; write one like `62.1`, or leave it out", model.id);
        report("score", &path, message);
    }
}

/// Scores, sources and training runs must name variants that there are.
fn check_variant_names(model: &Model, report: &mut impl FnMut(&'static str, &[PathSegment], String)) {
    use PathSegment::{Index, Key};
    let variants: HashSet<_> = model.variants.iter().map(|variant| variant.name.as_str()).collect();
    let scores = model.scores.iter().enumerate();
    let scores = scores.map(|(idx, score)| ("score", idx, "variant", None, score.variant.as_deref()));
    let runs = model.training_runs.iter().enumerate();
    let runs = runs.map(|(idx, run)| ("training_run", idx, "variant", None, run.variant.as_deref()));
    let sources = model.sources.iter().enumerate().flat_map(|(idx, source)| {
        let names = source.variants.iter().enumerate();
        names.map(move |(name_idx, name)| ("sources", idx, "variants", Some(name_idx), Some(name.as_str())))
    });
    for (list, idx, key, name_idx, name) in scores.chain(runs).chain(sources) {
        let Some(name) = name.filter(|name| !variants.contains(name)) else { continue };
        let mut path = vec![Key(list), Index(idx), Key(key)];
        path.extend(name_idx.map(Index));
        let name = Foreign::new(name);
        let message = format!("`{}` has no variant `{name}`; name one of its [[model.variant]]", model.id);
        report(if list == "sources" { "source" } else { list }, &path, message);
    }
}
