//! The names of models and variants in a lineage.

use std::borrow::Cow;

use llm_index::{
    Index, RowId,
    lineage::{Node, ParentLink},
};

use crate::{columns::variant_label, i18n::Messages};

/// More variants are counted instead of named, unless it is one.
const MAX_NAMED_VARIANTS: usize = 3;

/// The name of a model; with those of the variants if the node stands for some of them: `Qwen3 · 8B, 14B`.
pub(super) fn node_name<'i>(node: &Node, index: &'i Index, messages: &Messages) -> Cow<'i, str> {
    let name = index.locate(node.row).map_or("", |(segment, row)| segment.name(row));
    let variants = variant_names(&node.variants, index);
    let Some((first, _)) = variants.split_first() else { return name.into() };
    let others = join_variants(&variants, messages);
    let others = others.strip_prefix(first.as_str()).unwrap_or_default();
    (variant_label(name, first) + others).into()
}

/// A name with what the model has from its parent, unless that is all weights.
pub(super) fn linked_name<'a>(name: Cow<'a, str>, link: Option<ParentLink>, messages: &Messages) -> Cow<'a, str> {
    match link {
        Some(link) if link.is_partial && link.relation.uses_weights() => (messages.some_variants)(&name).into(),
        Some(link) => (messages.related_model)(&name, link.relation).into(),
        None => name,
    }
}

/// The names of variants by their rows.
#[must_use]
pub fn variant_names(rows: &[RowId], index: &Index) -> Vec<String> {
    rows.iter().filter_map(|row| index.variant_name(*row)).collect()
}

/// The first names of some variants, and how many there are.
pub(super) fn join_variants(names: &[String], messages: &Messages) -> String {
    let named = if names.len() > MAX_NAMED_VARIANTS + 1 { MAX_NAMED_VARIANTS } else { names.len() };
    let text = names.get(..named).unwrap_or_default().join(messages.cli.list_separator);
    if named < names.len() { (messages.more_variants)(&text, names.len(), names.len() - named) } else { text }
}
