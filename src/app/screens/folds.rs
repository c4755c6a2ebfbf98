//! Which branches of the family tree are folded.

use std::collections::HashMap;

use llm_index::{Index, RowId, lineage::Node};

/// The nodes that the user unfolded (true) or folded (false): a model by its id, a group of its variants by the id and the
/// first variant, such as `qwen3/8B`. They are kept when the screen is closed.
pub type Folds = HashMap<String, bool>;

/// The key of a node in [`Folds`].
pub(super) fn fold_key(node: &Node, index: &Index) -> Option<String> {
    let (segment, row) = index.locate(node.row)?;
    let (id, variant) = (segment.id(row), node.variants.first().and_then(|row| index.variant_name(*row)));
    Some(variant.map_or_else(|| id.to_owned(), |variant| group_key(id, &variant)))
}

fn group_key(id: &str, first_variant: &str) -> String {
    format!("{id}/{first_variant}")
}

/// Whether the user unfolded or folded a node.
pub(super) fn fold_choice(node: &Node, folds: &Folds, index: &Index) -> Option<bool> {
    folds.get(&fold_key(node, index)?).copied()
}

/// Unfolds a model and all groups of its variants, any of which may be the first of a group.
pub(super) fn unfold_model(row: RowId, folds: &mut Folds, index: &Index) {
    let Some((segment, local_row)) = index.locate(row) else { return };
    let id = segment.id(local_row);
    let variants = index.variant_rows(row).into_iter().filter_map(|row| index.variant_name(row));
    let keys = variants.map(|variant| group_key(id, &variant)).chain([id.to_owned()]);
    folds.extend(keys.map(|key| (key, true)));
}
