//! The figures of models and of their variants, for rules that apply to both.

use crate::{
    date::Date,
    foreign::Foreign,
    merge::MergeOutput,
    model::Model,
    variant::Variant,
    violation::{DocPath, PathSegment, model_path},
};

/// A model, or one of its variants.
pub(crate) struct Scope {
    path: DocPath,
    /// What messages call it: `` `qwen3` ``, or ``variant `8B` of `qwen3` ``.
    pub label: String,
    /// What it states itself.
    pub own: Figures,
    /// What holds for it: a variant has what it does not state from its model.
    pub all: Figures,
}

#[derive(Clone, Copy)]
pub(crate) struct Figures {
    pub released: Option<Date>,
    pub knowledge: Option<Date>,
    pub lifecycle_since: Option<Date>,
    pub context: Option<u32>,
    pub context_extended: Option<u32>,
}

impl Scope {
    fn of_model(row: usize, model: &Model) -> Self {
        let figures = Figures {
            released: model.released,
            knowledge: model.knowledge,
            lifecycle_since: model.lifecycle.as_ref().and_then(|lifecycle| lifecycle.since),
            context: model.context,
            context_extended: model.context_extended,
        };
        Self { path: model_path(row, &[]), label: format!("`{}`", model.id), own: figures, all: figures }
    }

    fn of_variant(row: usize, model: &Model, idx: usize, variant: &Variant) -> Self {
        let resolved = Self::of_model(row, &model.resolve(variant)).all;
        let own = Figures {
            released: variant.released,
            knowledge: variant.knowledge,
            lifecycle_since: variant.lifecycle.as_ref().and_then(|lifecycle| lifecycle.since),
            context: variant.context,
            context_extended: variant.context_extended,
        };
        Self { path: variant_path(row, idx, &[]), label: variant_label(model, variant), own, all: resolved }
    }

    /// The path of a key.
    pub fn key_path(&self, rest: &[PathSegment]) -> DocPath {
        [&self.path, rest].concat()
    }
}

/// All models, each followed by its variants.
pub(crate) fn scopes(merged: &MergeOutput<'_>) -> impl Iterator<Item = Scope> {
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
