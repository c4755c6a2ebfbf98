//! The names of models and variants in a lineage.

use std::borrow::Cow;

use llm_index::{
    Index, RowId,
    lineage::{Node, ParentLink},
};

use crate::{
    columns::variant_label,
    display_width::{truncate, width},
    i18n::Messages,
};

/// A name is not cut to less than this, in columns.
const MIN_NAME_WIDTH: usize = 4;
/// More variants are counted instead of named, unless it is one.
const MAX_NAMED_VARIANTS: usize = 3;

/// The name of a model; with those of the variants if the node stands for some of them: `Qwen3 · 8B, 14B`.
pub(super) fn node_name<'i>(node: &Node, index: &'i Index, messages: &Messages) -> Cow<'i, str> {
    name_with_variants(node.row, &node.variants, index, messages)
}

/// The name of the model of a row; with those of some of its variants, if there are any.
pub(super) fn name_with_variants<'i>(
    row: RowId,
    variants: &[RowId],
    index: &'i Index,
    messages: &Messages,
) -> Cow<'i, str> {
    let name = index.locate(row).map_or("", |(segment, row)| segment.name(row));
    let variants = variant_names(variants, index);
    let Some((first, _)) = variants.split_first() else { return name.into() };
    let others = join_variants(&variants, messages);
    let others = others.strip_prefix(first.as_str()).unwrap_or_default();
    (variant_label(name, first) + others).into()
}

/// The name of a child with what it has from its parent, unless that is all weights.
pub(super) fn child_name<'a>(name: Cow<'a, str>, link: Option<&ParentLink>, messages: &Messages) -> Cow<'a, str> {
    match link {
        Some(link) if is_of_some_variants(link) => (messages.some_variants)(&name).into(),
        Some(link) => (messages.child_model)(&name, link.relation).into(),
        None => name,
    }
}

/// The name of a parent with what its child has from it, unless that is all weights.
pub(super) fn parent_name(name: &str, link: &ParentLink, messages: &Messages) -> String {
    if is_of_some_variants(link) {
        (messages.some_variants)(name)
    } else {
        (messages.parent_model)(name, link.relation)
    }
}

fn is_of_some_variants(link: &ParentLink) -> bool {
    link.is_partial && link.relation.uses_weights()
}

/// A text that contains a name, in so many columns: if it is too wide, the name is cut rather than what is said of it.
pub(super) fn shorten_name(name: &str, columns: usize, with_name: impl Fn(&str) -> String) -> String {
    let text = with_name(name);
    let excess = width(&text).saturating_sub(columns);
    let name_width = width(name).saturating_sub(excess);
    match excess {
        0 => text,
        _ if name_width < MIN_NAME_WIDTH => truncate(&text, columns).into_owned(),
        _ => with_name(&truncate(name, name_width)),
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
