//! The ancestors and descendants of a model, as trees in its detail.

use std::collections::HashSet;

use llm_catalog::{localized::Locale, parent::Relation};
use llm_index::{
    Column, Index, RowId,
    lineage::{Fold, LineageForest, Relations, TreeRow},
};

use crate::{
    columns::{stage_sign, stage_style_role},
    config::theme::StyleRole,
    display_width::{truncate, width},
    document::{
        builder::{DocumentBuilder, LABEL_WIDTH, Label},
        field::DocField,
        line::{LinkTarget, StyledLine, StyledSpan},
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
    // A lineage has entries, each by its first row.
    let row = index.entry_row(row);
    let messages = Messages::get(locale);
    let width = builder.width.saturating_sub(LABEL_WIDTH);
    let forest = LineageForest::with_ancestors(index, [row], 1, Relations::All);
    if let Some(node) = forest.node_id_by_row(row) {
        let lines = LineageLayout { forest: &forest, index, messages, width }.ancestors(node);
        let label = Label::from_column(Column::Parents, locale);
        write_lines(builder, label, lines, Some(forest.nodes().len() - 1), row, messages);
    }
    let generations = if index.len() > ALL_GENERATIONS_MAX_ROWS { 1 } else { usize::MAX };
    let forest = LineageForest::descendants(index, row, generations, MAX_COUNTED_DESCENDANTS);
    let known = forest.nodes().len().saturating_sub(1);
    let count = (known < MAX_COUNTED_DESCENDANTS && (generations > 1 || known == 0)).then_some(known);
    let lines = LineageLayout { forest: &forest, index, messages, width }.descendants(row);
    write_lines(builder, Label::new(messages.descendants, DocField::Descendants), lines, count, row, messages);
}

struct LineageLine {
    line: StyledLine,
    /// True if the line refers to a model that is shown on another line.
    is_reference: bool,
}

/// Writes the first lines after a label, then how many models are left out. `count` is the number of all models, if
/// known.
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
    let shown = lines.iter().take(max_lines).filter(|line| !line.is_reference).count();
    let mut label = label;
    for LineageLine { line, .. } in lines.into_iter().take(max_lines) {
        builder.push_labeled(&label, line);
        label = label.without_text();
    }
    if !is_complete {
        let text = (messages.more_relatives)(count.map(|count| count.saturating_sub(shown)));
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

impl LineageLayout<'_> {
    /// The parents of a model, each with its own parents below it.
    fn ancestors(&self, node: usize) -> Vec<LineageLine> {
        let mut seen: HashSet<usize> = [node].into_iter().collect();
        // Nodes to visit: parent, child, and for each level, the nearest first, whether it is the last at its level.
        let mut pending: Vec<(usize, usize, Vec<bool>)> = Vec::new();
        let mut lines = Vec::new();
        let mut next = Some((node, Vec::new()));
        while let Some((child, flags)) = next.take().filter(|_| lines.len() < MAX_LINES + 2) {
            let parents = self.forest.get(child).map_or(&[][..], |child| &child.parents);
            pending.extend(parents.iter().rev().enumerate().map(|(idx, (parent, _))| {
                // As many levels as can be drawn.
                let flags = std::iter::once(idx == 0).chain(flags.iter().copied()).take(self.width).collect();
                (*parent, child, flags)
            }));
            while let Some((parent, child, flags)) = pending.pop() {
                let is_reference = !seen.insert(parent);
                let relation = self.forest.relation(child, parent);
                let inner = flags.split_last().map_or(&[][..], |(_, inner)| inner);
                lines.push(self.line(parent, relation, inner, is_reference));
                if !is_reference {
                    next = Some((parent, flags));
                    break;
                }
            }
        }
        lines
    }

    /// The descendants of a model.
    fn descendants(&self, row: RowId) -> Vec<LineageLine> {
        let tree_rows = self.forest.flatten(|_, _| true);
        let is_descendant = |tree_row: &&TreeRow| self.forest.get(tree_row.node).is_some_and(|node| node.row != row);
        let line = |tree_row: &TreeRow| {
            // The model itself, at depth 0, has no line.
            let depth = tree_row.depth.saturating_sub(1);
            let flags: Vec<_> = self.forest.last_child_flags(tree_row).take(depth).collect();
            let relation = tree_row.parent.and_then(|parent| self.forest.relation(tree_row.node, parent));
            self.line(tree_row.node, relation, &flags, tree_row.fold == Fold::Reference)
        };
        tree_rows.iter().filter(is_descendant).take(MAX_LINES + 2).map(line).collect()
    }

    fn line(&self, node_id: usize, relation: Option<Relation>, flags: &[bool], is_reference: bool) -> LineageLine {
        let Some(node) = self.forest.get(node_id) else {
            return LineageLine { line: StyledLine::default(), is_reference };
        };
        let mut guides = tree_guides(flags.iter().copied(), flags.len(), self.width);
        if !flags.is_empty() {
            guides.push(' ');
        }
        let name = self.index.locate(node.row).map_or("", |(segment, row)| segment.name(row));
        let name = (self.messages.related_model)(name, relation.unwrap_or(Relation::Weights));
        let name_width = self.width.saturating_sub(width(&guides));
        let mut spans = vec![StyledSpan::new(StyleRole::Border, guides)];
        if is_reference {
            let text = truncate(&(self.messages.see_reference)(&name), name_width);
            spans.push(StyledSpan::new(StyleRole::Muted, text));
        } else {
            let sign = format!("{} ", stage_sign(node.stage));
            spans.push(StyledSpan::drawing(stage_style_role(node.stage), sign));
            spans.push(StyledSpan::new(StyleRole::Text, truncate(&name, name_width.saturating_sub(2))));
        }
        let link = Some(LinkTarget::Model(node.row));
        LineageLine { line: StyledLine { link, ..spans.into() }, is_reference }
    }
}
