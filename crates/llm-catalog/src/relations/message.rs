//! The messages of the rules about several entries.

use crate::{
    entry::EntryRef,
    foreign::Foreign,
    model::Model,
    parent::Parent,
    relations::{
        facts::{Reference, Row},
        finding::{RelationError, RelationFinding},
    },
    variant::Variant,
};

/// The texts of entries that messages have.
pub(crate) trait EntryTexts {
    /// The id of an entry.
    fn id(&self, row: Row) -> String;
    /// The id of a model that a misspelt one may stand for.
    fn nearest_id(&self, id: &str) -> Option<String>;
}

/// What is wrong with an entry, and what to do.
pub(crate) fn describe(finding: &RelationFinding, entry: EntryRef<'_>, texts: &dyn EntryTexts) -> String {
    let idx = finding.reference.idx as usize;
    match (&finding.reason, entry) {
        (RelationError::AliasOfOwnName, _) => {
            let alias = Foreign::new(entry.aliases().get(idx).map_or("", String::as_str));
            format!("the alias `{alias}` is the name of `{}`; remove it", entry.id())
        }
        (RelationError::AliasTaken(other), _) => {
            let alias = Foreign::new(entry.aliases().get(idx).map_or("", String::as_str));
            format!("`{alias}` also stands for `{}`; remove the alias from one of them", texts.id(*other))
        }
        (_, EntryRef::Model(model)) => describe_model(finding, model, texts),
        (_, EntryRef::Extension(_)) => String::new(),
    }
}

fn describe_model(finding: &RelationFinding, model: &Model, texts: &dyn EntryTexts) -> String {
    let RelationFinding { reference, reason, .. } = finding;
    let id = &model.id;
    match reason {
        RelationError::LicenseOfOther(owner) => format!(
            "the license of `{id}` is in the repository of `{}`; link its own text or card, or leave the url out",
            texts.id(*owner)
        ),
        RelationError::SharedLink(other) => format!(
            "`{}` is also a link of `{}`, which is not related to it; correct one of them, or name the parent",
            Foreign::new(link(model, reference)),
            texts.id(*other)
        ),
        RelationError::BeforeParent { own, parent } => format!(
            "{} was released {own}, before `{}`, whose weights it has ({parent}); correct a date or the parent",
            label(model, reference),
            parent_id(model, reference)
        ),
        RelationError::MissingParent { has_suggestion } => {
            let parent = parent_id(model, reference);
            let suggestion = if *has_suggestion { texts.nearest_id(parent) } else { None };
            let advice = suggestion.map_or_else(
                || "add it as a model, or leave it out".to_owned(),
                |suggestion| format!("did you mean `{suggestion}`?"),
            );
            format!("base_model `{parent}` of `{id}` is not in the catalogue; {advice}")
        }
        RelationError::MissingParentVariant => {
            let parent = parent(model, reference);
            let name = parent.and_then(|parent| parent.variant.as_deref()).unwrap_or_default();
            format!(
                "base_model `{}` of `{id}` has no variant `{}`; name one of its variants, or leave the variant out",
                parent_id(model, reference),
                Foreign::new(name)
            )
        }
        RelationError::MissingBenchmark => {
            let score = model.scores.get(reference.idx as usize);
            let benchmark = score.map_or("", |score| score.benchmark.as_str());
            format!("benchmark `{benchmark}` is not in the catalogue; describe it in a [[benchmark]]")
        }
        RelationError::OwnReplacement => {
            format!("`{id}` is named as its own replacement; name another model, or leave it out")
        }
        RelationError::MissingReplacement => format!(
            "the replacement `{}` of `{id}` is not in the catalogue; add it, or leave it out",
            replacement(model, reference)
        ),
        RelationError::Cycle { first, omitted, last } => describe_cycle(model, first, *omitted, last, texts),
        RelationError::AliasOfOwnName | RelationError::AliasTaken(_) => String::new(),
    }
}

fn describe_cycle(model: &Model, first: &[Row], omitted: usize, last: &[Row], texts: &dyn EntryTexts) -> String {
    let quoted = |rows: &[Row]| rows.iter().map(|row| format!("`{}`", texts.id(*row))).collect::<Vec<_>>();
    let middle = (omitted > 0).then(|| format!("{omitted} more")).into_iter().collect();
    let names = [quoted(first), middle, quoted(last)].concat().join(" > ");
    format!("`{}` descends from itself: {}; remove one of these parents", model.id, Foreign::long(&names))
}

fn variant<'m>(model: &'m Model, reference: &Reference) -> Option<&'m Variant> {
    model.variants.get(reference.variant? as usize)
}

/// What messages call the model, or one of its variants.
fn label(model: &Model, reference: &Reference) -> String {
    match variant(model, reference) {
        Some(variant) => format!("variant `{}` of `{}`", Foreign::new(&variant.name), model.id),
        None => format!("`{}`", model.id),
    }
}

fn parent<'m>(model: &'m Model, reference: &Reference) -> Option<&'m Parent> {
    let of_variant = variant(model, reference).and_then(|variant| variant.base_models.as_ref());
    of_variant.unwrap_or(&model.base_models).get(reference.idx as usize)
}

fn parent_id<'m>(model: &'m Model, reference: &Reference) -> &'m str {
    parent(model, reference).map_or("", |parent| parent.id.as_str())
}

fn link<'m>(model: &'m Model, reference: &Reference) -> &'m str {
    let url = match variant(model, reference) {
        Some(variant) => variant.checkpoint.as_ref(),
        None => model.links.get(reference.idx as usize).map(|link| &link.url),
    };
    url.map_or("", |url| url.as_str())
}

fn replacement<'m>(model: &'m Model, reference: &Reference) -> &'m str {
    let lifecycle = match variant(model, reference) {
        Some(variant) => variant.lifecycle.as_ref(),
        None => model.lifecycle.as_ref(),
    };
    let replacement = lifecycle.and_then(|lifecycle| lifecycle.replacement.as_ref());
    replacement.map_or("", |replacement| replacement.as_str())
}
