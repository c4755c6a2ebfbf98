//! How a repository derives from others.

use std::collections::HashSet;

use llm_catalog::parent::Relation;

use crate::import::{huggingface::repository::Repository, model_name};

/// How a repository was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DerivationKind {
    /// By training, from scratch or from another model.
    Trained,
    /// By training an adapter for another model.
    Adapter,
    /// By quantizing another model.
    Quantized,
    /// By merging other models without training.
    Merge,
}

/// Formats of quantized weights, as tags and as words of names.
const QUANTIZATION_FORMATS: [&str; 6] = ["gguf", "gptq", "awq", "exl2", "exl3", "ggml"];

impl Repository<'_> {
    /// How the repository was made, with the distinct repositories of its parents.
    ///
    /// Tags state the relation since 2024. For older repositories it is
    /// inferred from other tags, the name and the library.
    pub(super) fn derivation(&self) -> (DerivationKind, Vec<(String, Relation)>) {
        let (stated, mut parents) = self.tagged_parents();
        if let (true, Some(card)) = (parents.is_empty(), &self.card_data) {
            parents = card.base_model.values();
        }
        let kind = stated.unwrap_or_else(|| self.infer_derivation(!parents.is_empty()));
        let relation = if kind == DerivationKind::Adapter { Relation::Adapter } else { Relation::Weights };
        let mut seen = HashSet::new();
        let distinct = parents.into_iter().filter(|parent| seen.insert(parent.to_ascii_lowercase()));
        (kind, distinct.map(|parent| (parent.to_owned(), relation)).collect())
    }

    /// The first stated relation and the parents: `base_model:finetune:owner/name` or `base_model:owner/name`.
    fn tagged_parents(&self) -> (Option<DerivationKind>, Vec<&str>) {
        let (mut stated, mut parents) = (None, Vec::new());
        for value in self.tag_values("base_model:") {
            let (kind, parent) = match value.split_once(':') {
                Some(("finetune", parent)) => (Some(DerivationKind::Trained), parent),
                Some(("adapter", parent)) => (Some(DerivationKind::Adapter), parent),
                Some(("quantized", parent)) => (Some(DerivationKind::Quantized), parent),
                Some(("merge", parent)) => (Some(DerivationKind::Merge), parent),
                _ => (None, value),
            };
            stated = stated.or(kind);
            parents.push(parent);
        }
        (stated, parents)
    }

    fn infer_derivation(&self, has_parents: bool) -> DerivationKind {
        let words = model_name::lowercase_words(self.repo_id().unwrap_or_default());
        let names_format = words.iter().any(|word| QUANTIZATION_FORMATS.contains(&word.as_str()));
        if self.has_any_tag(&["merge", "mergekit"]) {
            DerivationKind::Merge
        } else if names_format || has_parents && self.has_any_tag(&QUANTIZATION_FORMATS) {
            DerivationKind::Quantized
        } else if self.library_name.as_ref().is_some_and(|name| name.0 == "peft") {
            DerivationKind::Adapter
        } else {
            DerivationKind::Trained
        }
    }
}
