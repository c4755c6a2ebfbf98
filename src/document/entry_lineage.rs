//! The ancestors and descendants of a model, as trees in its detail.

use std::collections::HashSet;

use llm_catalog::localized::Locale;
use llm_index::{
    Column, Index, RowId,
    lineage::{Fold, LineageForest, NodeId, ParentLink, Relations, TreeRow},
};

use crate::{
    columns::{stage_sign, stage_style_role},
    config::theme::StyleRole,
    display_width::width,
    document::{
        builder::{DocumentBuilder, LABEL_WIDTH, Label},
        field::DocField,
        line::{LinkTarget, StyledLine, StyledSpan},
        lineage_name::{child_name, join_variants, name_with_variants, parent_name, shorten_name, variant_names},
        lineage_tree::tree_guides,
    },
    i18n::Messages,
};

/// The maximum number of lines of each tree; the family tree screen shows all.
const MAX_LINES: usize = 30;
/// The maximum number of descendants that are counted.
const MAX_COUNTED_DESCENDANTS: usize = 2_000;
/// In a larger index only the children are shown, as each generation needs a scan of all rows.
const ALL_GENERATIONS_MAX_ROWS: usize = 100_000;

/// Writes the ancestors and the descendants of a model.
pub(super) fn write_lineage(builder: &mut DocumentBuilder, index: &Index, row: RowId, locale: Locale) {
    let entry = index.entry_row(row);
    let messages = Messages::get(locale);
    let width = builder.width.saturating_sub(LABEL_WIDTH);
    let forest = LineageForest::with_ancestors(index, index.variant_rows(entry), 1, Relations::All);
    let layout = LineageLayout { forest: &forest, index, messages, width };
    let (lines, count) = (layout.ancestors(entry), layout.count_relatives(entry));
    write_lines(builder, Label::from_column(Column::Parents, locale), lines, Some(count), entry, messages);
    let generations = if index.len() > ALL_GENERATIONS_MAX_ROWS { 1 } else { usize::MAX };
    let forest = LineageForest::descendants(index, entry, generations, MAX_COUNTED_DESCENDANTS);
    let layout = LineageLayout { forest: &forest, index, messages, width };
    let (lines, known) = (layout.descendants(entry), layout.count_relatives(entry));
    let count = (known < MAX_COUNTED_DESCENDANTS && (generations > 1 || known == 0)).then_some(known);
    write_lines(builder, Label::new(messages.descendants, DocField::Descendants), lines, count, entry, messages);
}

struct LineageLine {
    line: StyledLine,
    /// The model that it names, by its first row.
    entry: RowId,
}

/// Writes the first lines after a label, then how many models they do not name. `count` is the number of all models but
/// the one at `row`, if known.
fn write_lines(
    builder: &mut DocumentBuilder,
    label: Label<'_>,
    lines: Vec<LineageLine>,
    count: Option<usize>,
    row: RowId,
    messages: &Messages,
) {
    // A line "1 more" would take as much space as the line it replaces.
    let is_complete = lines.len() <= MAX_LINES + 1 && count.is_some();
    let max_lines = if is_complete { lines.len() } else { MAX_LINES };
    let named = lines.iter().take(max_lines).map(|line| line.entry).filter(|entry| *entry != row);
    let named = named.collect::<HashSet<_>>().len();
    let mut label = label;
    for LineageLine { line, .. } in lines.into_iter().take(max_lines) {
        builder.push_labeled(&label, line);
        label = label.without_text();
    }
    if !is_complete {
        let text = (messages.more_relatives)(count.map(|count| count.saturating_sub(named)));
        let span = StyledSpan::new(StyleRole::Accent, text);
        builder.field_spans(label.without_text(), &[span], Some(&LinkTarget::Lineage(row)));
    }
}

struct LineageLayout<'a> {
    forest: &'a LineageForest,
    index: &'a Index,
    messages: &'static Messages,
    /// Columns after the label.
    width: usize,
}

/// A parent to write, with what is above it.
struct PendingParent {
    link: ParentLink,
    /// The variants that have it, if the others of the model do not.
    variants: String,
    /// For each level, the nearest first, whether it is the last at its level.
    last_flags: Vec<bool>,
}

impl LineageLayout<'_> {
    /// The nodes of a model: one, or several if its variants have different parents.
    fn nodes_of(&self, entry: RowId) -> Vec<NodeId> {
        let nodes = self.forest.nodes().iter().enumerate();
        nodes.filter(|(_, node)| node.entry == entry).map(|(id, _)| id).collect()
    }

    /// The number of other models.
    fn count_relatives(&self, entry: RowId) -> usize {
        let others = self.forest.nodes().iter().map(|node| node.entry).filter(|other| *other != entry);
        others.collect::<HashSet<_>>().len()
    }

    /// The parents of a model, each with its own parents below it.
    fn ancestors(&self, entry: RowId) -> Vec<LineageLine> {
        let nodes = self.nodes_of(entry);
        let mut pending = self.first_parents(&nodes);
        let mut seen: HashSet<NodeId> = nodes.iter().copied().collect();
        let mut named: HashSet<(NodeId, Vec<RowId>)> = HashSet::new();
        let mut lines = Vec::new();
        while let Some(PendingParent { link, variants, last_flags }) =
            pending.pop().filter(|_| lines.len() < MAX_LINES + 2)
        {
            // Other variants of a parent have a line of their own.
            let is_named = link.variants.is_empty()
                || nodes.contains(&link.parent)
                || !named.insert((link.parent, link.variants.clone()));
            let is_reference = !seen.insert(link.parent) && is_named;
            let inner = last_flags.split_last().map_or(&[][..], |(_, inner)| inner);
            let with_relation = |name: &str| {
                let name = parent_name(name, &link, self.messages);
                if variants.is_empty() { name } else { (self.messages.for_variants)(&name, &variants) }
            };
            lines.push(self.line(link.parent, &link.variants, inner, is_reference, with_relation));
            if is_reference {
                continue;
            }
            let parents = self.forest.get(link.parent).map_or(&[][..], |node| &node.parents);
            pending.extend(parents.iter().rev().enumerate().map(|(idx, link)| {
                // As many levels as can be drawn.
                let last_flags = std::iter::once(idx == 0).chain(last_flags.iter().copied()).take(self.width).collect();
                PendingParent { link: link.clone(), variants: String::new(), last_flags }
            }));
        }
        lines
    }

    /// The parents of some nodes of a model, those by weights first, in reverse.
    fn first_parents(&self, nodes: &[NodeId]) -> Vec<PendingParent> {
        let mut parents: Vec<(ParentLink, Vec<NodeId>)> = Vec::new();
        for id in nodes {
            for link in self.forest.get(*id).map_or(&[][..], |node| &node.parents) {
                match parents.iter_mut().find(|(known, _)| known == link) {
                    Some((_, children)) => children.push(*id),
                    None => parents.push((link.clone(), vec![*id])),
                }
            }
        }
        parents.sort_by_key(|(link, _)| !link.relation.uses_weights());
        let pending = |(link, children): (ParentLink, Vec<NodeId>)| {
            let is_of_all = children.len() == nodes.len();
            let children = children.into_iter().filter(|_| !is_of_all).filter_map(|id| self.forest.get(id));
            let rows: Vec<_> = children.flat_map(|node| node.variants.iter().copied()).collect();
            let variants = join_variants(&variant_names(&rows, self.index), self.messages);
            PendingParent { link, variants, last_flags: vec![false] }
        };
        parents.into_iter().rev().map(pending).collect()
    }

    /// The descendants of a model.
    fn descendants(&self, entry: RowId) -> Vec<LineageLine> {
        let tree_rows = self.forest.flatten(|_, _| true);
        let is_of_model = |id: NodeId| self.forest.get(id).is_some_and(|node| node.entry == entry);
        // The child of another variant of the model has a line already.
        let is_repeated = |tree_row: &TreeRow| {
            let tree_parent = self.forest.get(tree_row.node).and_then(|node| node.tree_parent);
            tree_row.fold == Fold::Reference && [tree_row.parent, tree_parent].into_iter().flatten().all(is_of_model)
        };
        let is_descendant = |tree_row: &&TreeRow| !is_of_model(tree_row.node) && !is_repeated(tree_row);
        let line = |tree_row: &TreeRow| {
            // The model itself, at depth 0, has no line.
            let depth = tree_row.depth.saturating_sub(1);
            let flags: Vec<_> = self.forest.last_child_flags(tree_row).take(depth).collect();
            let link = tree_row.parent.and_then(|parent| self.forest.link(tree_row.node, parent));
            let with_relation = |name: &str| child_name(name.into(), link, self.messages).into();
            self.line(tree_row.node, &[], &flags, tree_row.fold == Fold::Reference, with_relation)
        };
        tree_rows.iter().filter(is_descendant).take(MAX_LINES + 2).map(line).collect()
    }

    /// A line of a node, or of some variants of its model. `with_relation` adds to its name how it is related.
    fn line(
        &self,
        node_id: NodeId,
        variants: &[RowId],
        flags: &[bool],
        is_reference: bool,
        with_relation: impl Fn(&str) -> String,
    ) -> LineageLine {
        let Some(node) = self.forest.get(node_id) else {
            return LineageLine { line: StyledLine::default(), entry: RowId::default() };
        };
        let mut guides = tree_guides(flags.iter().copied(), flags.len(), self.width);
        if !flags.is_empty() {
            guides.push(' ');
        }
        let variants = if variants.is_empty() { &node.variants } else { variants };
        let name = name_with_variants(node.row, variants, self.index, self.messages);
        let name_width = self.width.saturating_sub(width(&guides));
        let mut spans = vec![StyledSpan::new(StyleRole::Border, guides)];
        if is_reference {
            let text = shorten_name(&name, name_width, |name| (self.messages.see_reference)(&with_relation(name)));
            spans.push(StyledSpan::new(StyleRole::Muted, text));
        } else {
            let sign = format!("{} ", stage_sign(node.stage));
            spans.push(StyledSpan::drawing(stage_style_role(node.stage), sign));
            let text = shorten_name(&name, name_width.saturating_sub(2), with_relation);
            spans.push(StyledSpan::new(StyleRole::Text, text));
        }
        let link = Some(LinkTarget::Model(variants.first().copied().unwrap_or(node.row)));
        LineageLine { line: StyledLine { link, ..spans.into() }, entry: node.entry }
    }
}
