//! Records of one model: the first one is the model, and those after it are its other variants.

use llm_catalog::{
    Model,
    link::{LinkKind, Url},
    variant::Variant,
};
use llm_index::Column;

use crate::export::RecordColumn;

/// Whether a model has the variant of another record already.
pub(super) fn has_variant_of(first: &Model, other: &Model) -> bool {
    match other.variants.first() {
        Some(variant) => first.variant(&variant.name).is_some(),
        None => true,
    }
}

/// Whether the value of a column in another record is one that the model has too, or one that a variant has of its own.
pub(super) fn is_in_first(column: RecordColumn, first: &Model, other: &Model) -> bool {
    match column {
        RecordColumn::Values(Column::Name) => first.name == other.name,
        RecordColumn::Values(Column::Organizations) => has_all(&first.organizations, &other.organizations),
        RecordColumn::Values(Column::Countries) => has_all(&first.countries, &other.countries),
        RecordColumn::Values(Column::Languages) => has_all(&first.languages, &other.languages),
        RecordColumn::Values(Column::Paper) => first.paper == other.paper,
        RecordColumn::Values(Column::Summary) => first.summary == other.summary,
        // A date that cannot be read is reported already.
        RecordColumn::Values(Column::Added) => other.added.is_none() || first.added == other.added,
        RecordColumn::Values(Column::TrainingData) => first.training == other.training || other.training.len() == 1,
        RecordColumn::Urls(kind) => {
            let mut new = other.links.iter().filter(|link| link.kind == kind && !first.links.contains(link));
            new.next().is_none() || own_checkpoint(first, other).is_some() && kind == LinkKind::Checkpoint
        }
        _ => true,
    }
}

fn has_all(first: &[String], other: &[String]) -> bool {
    other.iter().all(|item| first.contains(item))
}

/// The only address of weights in another record, if the model has others.
fn own_checkpoint(first: &Model, other: &Model) -> Option<Url> {
    let mut checkpoints = other.links.iter().filter(|link| link.kind == LinkKind::Checkpoint);
    let only = checkpoints.next().filter(|link| checkpoints.next().is_none() && !first.links.contains(link))?;
    Some(only.url.clone())
}

/// Leaves what another record does not state to the variants that state it.
fn keep_in_variants(first: &mut Model, other: &Model) {
    macro_rules! keep {
        ($($field:ident),*) => {
            $(if other.$field.is_none() && let Some(value) = first.$field.take() {
                for variant in first.variants.iter_mut().filter(|variant| variant.$field.is_none()) {
                    variant.$field = Some(value.clone());
                }
            })*
        };
    }
    keep!(
        released,
        architecture,
        context,
        context_extended,
        modalities,
        reasoning,
        tools,
        knowledge,
        lifecycle,
        open_weights,
        license,
        weights
    );
    if let ([], [tokens]) = (other.training.as_slice(), first.training.as_slice()) {
        let tokens = tokens.quantity;
        first.training.clear();
        for variant in &mut first.variants {
            variant.tokens.get_or_insert(tokens);
        }
    }
    if other.base_models.is_empty() && !first.base_models.is_empty() {
        let parents = std::mem::take(&mut first.base_models);
        for variant in first.variants.iter_mut().filter(|variant| variant.base_models.is_none()) {
            variant.base_models = Some(parents.clone());
        }
    }
}

/// Adds the variant of another record to the model, with the values that differ from those of the model.
pub(super) fn add_variant(first: &mut Model, other: Model) {
    let checkpoint = own_checkpoint(first, &other);
    let tokens = other.training.first().filter(|_| other.training != first.training && other.training.len() == 1);
    let tokens = tokens.map(|training| training.quantity);
    keep_in_variants(first, &other);
    let Model { variants, scores, .. } = other;
    let Some(variant) = variants.into_iter().next() else { return };
    let variant = Variant {
        stage: Some(other.stage).filter(|stage| *stage != first.stage),
        released: unlike(other.released, first.released.as_ref()),
        architecture: unlike(other.architecture, first.architecture.as_ref()),
        tokens,
        context: unlike(other.context, first.context.as_ref()),
        context_extended: unlike(other.context_extended, first.context_extended.as_ref()),
        modalities: unlike(other.modalities, first.modalities.as_ref()),
        reasoning: unlike(other.reasoning, first.reasoning.as_ref()),
        tools: unlike(other.tools, first.tools.as_ref()),
        knowledge: unlike(other.knowledge, first.knowledge.as_ref()),
        lifecycle: unlike(other.lifecycle, first.lifecycle.as_ref()),
        open_weights: unlike(other.open_weights, first.open_weights.as_ref()),
        base_models: unlike(Some(other.base_models).filter(|parents| !parents.is_empty()), Some(&first.base_models)),
        checkpoint,
        license: unlike(other.license, first.license.as_ref()),
        weights: unlike(other.weights, first.weights.as_ref()),
        ..variant
    };
    first.variants.push(variant);
    first.scores.extend(scores);
}

/// A value that the model does not have.
fn unlike<T: PartialEq>(value: Option<T>, own: Option<&T>) -> Option<T> {
    value.filter(|value| own != Some(value))
}
