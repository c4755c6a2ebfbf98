//! A variant of a model in a comparison.

use std::sync::Arc;

use llm_catalog::{Entry, Model, model::Score};
use llm_index::{Index, RowId};

use crate::columns::variant_label;

/// A variant of a model, or a model without variants.
#[derive(Clone, Debug)]
pub struct ComparedVariant {
    /// The row of the variant.
    pub row: RowId,
    /// The model as the variant has it.
    pub resolved: Model,
    /// The model with all its variants.
    entry: Arc<Entry>,
}

impl ComparedVariant {
    /// The variant of a row; `None` for an extension.
    pub(super) fn new(row: RowId, index: &Index) -> Option<Self> {
        let entry = index.get(index.entry_row(row))?;
        let Entry::Model(model) = &*entry else { return None };
        let variant = index.variant_of(row, model);
        let resolved = variant.map_or_else(|| Model::clone(model), |variant| model.resolve(variant));
        Some(Self { row, resolved, entry })
    }

    /// The name of the model; with that of the variant, if it has several.
    #[must_use]
    pub fn title(&self) -> String {
        let name = &self.resolved.name;
        self.name().map_or_else(|| name.clone(), |variant| variant_label(name, variant))
    }

    /// The name of the variant, if the model has several.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let model = self.model()?;
        let variant = self.resolved.variants.first().filter(|_| model.variants.len() > 1)?;
        Some(&variant.name)
    }

    /// The scores of the other variants with their names, in the order of the variants.
    pub(super) fn other_scores(&self) -> Vec<(&str, &Score)> {
        let Some(model) = self.model().filter(|model| model.variants.len() > 1) else { return Vec::new() };
        let default = model.default_variant().map(|variant| variant.name.as_str());
        let order = model.variant_order().into_iter().filter_map(|idx| model.variants.get(idx));
        let names = order.map(|variant| variant.name.as_str()).filter(|name| Some(*name) != self.name());
        let scores_of = |name| {
            // A score that names no variant is one of the default.
            let is_of = move |score: &&Score| score.variant.as_deref().or(default) == Some(name);
            model.scores.iter().filter(is_of).map(move |score| (name, score))
        };
        names.flat_map(scores_of).collect()
    }

    fn model(&self) -> Option<&Model> {
        match &*self.entry {
            Entry::Model(model) => Some(model),
            Entry::Extension(_) => None,
        }
    }
}
