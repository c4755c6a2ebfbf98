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
pub(crate) struct Scope<'m> {
    row: usize,
    model: &'m Model,
    /// The variant and its position.
    variant: Option<(usize, &'m Variant)>,
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

impl Figures {
    fn of_model(model: &Model) -> Self {
        Self {
            released: model.released,
            knowledge: model.knowledge,
            lifecycle_since: model.lifecycle.as_ref().and_then(|lifecycle| lifecycle.since),
            context: model.context,
            context_extended: model.context_extended,
        }
    }

    fn of_variant(variant: &Variant) -> Self {
        Self {
            released: variant.released,
            knowledge: variant.knowledge,
            lifecycle_since: variant.lifecycle.as_ref().and_then(|lifecycle| lifecycle.since),
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
            lifecycle_since: if has_lifecycle { self.lifecycle_since } else { model.lifecycle_since },
            context: self.context.or(model.context),
            context_extended: self.context_extended.or(model.context_extended.filter(|_| !has_context)),
        }
    }
}

impl<'m> Scope<'m> {
    fn of_model(row: usize, model: &'m Model) -> Self {
        let figures = Figures::of_model(model);
        Self { row, model, variant: None, own: figures, all: figures }
    }

    fn of_variant(row: usize, model: &'m Model, idx: usize, variant: &'m Variant) -> Self {
        let own = Figures::of_variant(variant);
        let all = own.or_inherited(variant, Figures::of_model(model));
        Self { row, model, variant: Some((idx, variant)), own, all }
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
