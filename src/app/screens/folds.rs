//! Which branches of the family tree are folded.

use std::collections::HashMap;

use llm_index::{Index, lineage::Node};

/// The models that the user unfolded (true) or folded, by id. Where variants have different parents, each is also
/// unfolded by itself, by the id and the variant: `qwen3/8B`. They are kept when the screen is closed.
pub type Folds = HashMap<String, bool>;

/// The key of a node in [`Folds`].
pub(super) fn fold_key(node: &Node, index: &Index) -> Option<String> {
    let (segment, row) = index.locate(node.row)?;
    let (id, variant) = (segment.id(row), node.variants.first().and_then(|row| index.variant_name(*row)));
    Some(variant.map_or_else(|| id.to_owned(), |variant| format!("{id}/{variant}")))
}

/// Whether the user unfolded or folded a node, or all of its model.
pub(super) fn fold_choice(node: &Node, folds: &Folds, index: &Index) -> Option<bool> {
    let (segment, row) = index.locate(node.row)?;
    let of_variant = if node.variants.is_empty() { None } else { folds.get(&fold_key(node, index)?) };
    of_variant.or_else(|| folds.get(segment.id(row))).copied()
}
