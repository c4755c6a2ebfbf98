//! The figures of models and of their variants, for rules that apply to both.

use crate::{
    date::Date,
    foreign::Foreign,
    lifecycle::LifecycleStatus,
    merge::MergeOutput,
    model::Model,
    variant::Variant,
    violation::{DocPath, PathSegment, model_path},
};

/// A model, or one of its variants.
pub(crate) struct Scope<'m> {
    row: usize,
    model: &'m Model,
    /// The variant and its position.
    variant: Option<(usize, &'m Variant)>,
    /// What it states itself.
    pub stated: Figures,
    /// What holds for it: a variant has what it does not state from its model.
    pub resolved: Figures,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figures {
    pub released: Option<Date>,
    pub knowledge: Option<Date>,
    pub lifecycle_status: Option<LifecycleStatus>,
    pub lifecycle_since: Option<Date>,
    pub open_weights: Option<bool>,
    pub context: Option<u32>,
    pub context_extended: Option<u32>,
}

impl Figures {
    fn of_model(model: &Model) -> Self {
        Self {
            released: model.released,
            knowledge: model.knowledge,
            lifecycle_status: model.lifecycle.as_ref().map(|lifecycle| lifecycle.status),
            lifecycle_since: model.lifecycle.as_ref().and_then(|lifecycle| lifecycle.since),
            open_weights: model.open_weights,
            context: model.context,
            context_extended: model.context_extended,
        }
    }

    fn of_variant(variant: &Variant) -> Self {
        Self {
            released: variant.released,
            knowledge: variant.knowledge,
            lifecycle_status: variant.lifecycle.as_ref().map(|lifecycle| lifecycle.status),
            lifecycle_since: variant.lifecycle.as_ref().and_then(|lifecycle| lifecycle.since),
            open_weights: variant.open_weights,
            context: variant.context,
            context_extended: variant.context_extended,
        }
    }

    /// What holds for a variant with these figures (see [`Model::resolve`]).
    fn or_inherited(self, variant: &Variant, model: Self) -> Self {
        // A lifecycle is inherited as a whole, and an extension of another context is none of this one.
        let (has_lifecycle, has_context) = (variant.lifecycle.is_some(), self.context.is_some());
        Self {
            released: self.released.or(model.released),
            knowledge: self.knowledge.or(model.knowledge),
            lifecycle_status: self.lifecycle_status.or(model.lifecycle_status),
            lifecycle_since: if has_lifecycle { self.lifecycle_since } else { model.lifecycle_since },
            open_weights: self.open_weights.or(model.open_weights),
            context: self.context.or(model.context),
            context_extended: self.context_extended.or(model.context_extended.filter(|_| !has_context)),
        }
    }
}

impl<'m> Scope<'m> {
    fn of_model(row: usize, model: &'m Model) -> Self {
        let figures = Figures::of_model(model);
        Self { row, model, variant: None, stated: figures, resolved: figures }
    }

    fn of_variant(row: usize, model: &'m Model, idx: usize, variant: &'m Variant) -> Self {
        let stated = Figures::of_variant(variant);
        let resolved = stated.or_inherited(variant, Figures::of_model(model));
        Self { row, model, variant: Some((idx, variant)), stated, resolved }
    }

    /// What messages call it: `` `qwen3` ``, or ``variant `8B` of `qwen3` ``.
    pub fn label(&self) -> String {
        match self.variant {
            Some((_, variant)) => variant_label(self.model, variant),
            None => format!("`{}`", self.model.id),
        }
    }

    /// The path of a key.
    pub fn key_path(&self, rest: &[PathSegment]) -> DocPath {
        match self.variant {
            Some((idx, _)) => variant_path(self.row, idx, rest),
            None => model_path(self.row, rest),
        }
    }
}

/// All models, each followed by its variants.
pub(crate) fn scopes<'m>(merged: &'m MergeOutput<'_>) -> impl Iterator<Item = Scope<'m>> {
    merged.catalog.models().iter().enumerate().flat_map(|(row, model)| {
        let variants = model.variants.iter().enumerate();
        let variants = variants.map(move |(idx, variant)| Scope::of_variant(row, model, idx, variant));
        std::iter::once(Scope::of_model(row, model)).chain(variants)
    })
}

/// A path inside a variant.
pub(crate) fn variant_path(row: usize, idx: usize, rest: &[PathSegment]) -> DocPath {
    [&model_path(row, &[PathSegment::Key("variant"), PathSegment::Index(idx)]), rest].concat()
}

pub(crate) fn variant_label(model: &Model, variant: &Variant) -> String {
    format!("variant `{}` of `{}`", Foreign::new(&variant.name), model.id)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::Catalog;

    #[test]
    fn figures_are_inherited_as_a_model_is_resolved() {
        let catalog = Catalog::read(Path::new("../../catalog.toml")).unwrap();
        for (row, model) in catalog.models().iter().enumerate() {
            for (idx, variant) in model.variants.iter().enumerate() {
                let resolved = Figures::of_model(&model.resolve(variant));
                assert_eq!(
                    Scope::of_variant(row, model, idx, variant).resolved,
                    resolved,
                    "{} {}",
                    model.id,
                    variant.name
                );
            }
        }
    }
}
