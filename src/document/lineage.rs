//! What a model was built on, up to the roots, and all that was built on it.

use std::collections::HashSet;

use llm_catalog::parent::Relation;
use llm_index::{
    Index, RowId,
    lineage::{Fold, LineageForest, TreeRow},
};

use crate::{
    columns::stage_style_role,
    config::theme::StyleRole,
    display_width::truncate,
    document::{
        LinkTarget, StyledLine, StyledSpan,
        builder::{DocumentBuilder, LABEL_WIDTH, pad_to_width},
        tree::{stage_letter, tree_guides},
    },
    i18n::Messages,
};

/// The most lines of each: more belong on a page of their own.
const MAX_LINES: usize = 30;
/// The most descendants that are counted.
const MAX_COUNTED_DESCENDANTS: usize = 2_000;
/// On a larger shelf only the children are looked for: each generation is
/// sought among all that there is.
const ALL_GENERATIONS_MAX_ROWS: usize = 100_000;

/// Writes the ancestors and the descendants of the model of a row.
pub(super) fn write_lineage(writer: &mut DocumentBuilder, shelf: &Index, row: RowId, messages: &'static Messages) {
    let forest = LineageForest::with_ancestors(shelf, [row], 1);
    if let Some(place) = forest.node_id_by_row(row) {
        let lines =
            LineageLayout { forest: &forest, index: shelf, messages, width: writer.width.saturating_sub(LABEL_WIDTH) };
        write_lines(writer, messages.parents, lines.ancestors(place), Some(forest.nodes().len() - 1), row, messages);
    }
    let generations = if shelf.len() > ALL_GENERATIONS_MAX_ROWS { 1 } else { usize::MAX };
    let forest = LineageForest::descendants(shelf, row, generations, MAX_COUNTED_DESCENDANTS);
    let known = forest.nodes().len().saturating_sub(1);
    let count = (known < MAX_COUNTED_DESCENDANTS && (generations > 1 || known == 0)).then_some(known);
    let lines =
        LineageLayout { forest: &forest, index: shelf, messages, width: writer.width.saturating_sub(LABEL_WIDTH) };
    write_lines(writer, messages.descendants, lines.descendants(row), count, row, messages);
}

/// A line with whether it is a model's own, and not a reference to it.
type LineageLine = (StyledLine, bool);

/// Writes the first lines behind a label, and how many models are not among them.
fn write_lines(
    writer: &mut DocumentBuilder,
    label: &str,
    kin: Vec<LineageLine>,
    count: Option<usize>,
    row: RowId,
    messages: &Messages,
) {
    // A line that says that there is one more takes the place of that one.
    let is_short = kin.len() <= MAX_LINES + 1 && count.is_some();
    let most = if is_short { kin.len() } else { MAX_LINES };
    let shown = kin.iter().take(most).filter(|(_, is_own)| *is_own).count();
    for (number, (line, _)) in kin.into_iter().take(most).enumerate() {
        let label = StyledSpan::new(StyleRole::Muted, pad_to_width(if number == 0 { label } else { "" }, LABEL_WIDTH));
        let pieces = std::iter::once(label).chain(line.spans).collect();
        writer.push_line(StyledLine { spans: pieces, ..line });
    }
    if !is_short {
        let text = (messages.more_relatives)(count.map(|count| count.saturating_sub(shown)));
        writer.field_spans("", &[StyledSpan::new(StyleRole::Accent, text)], Some(&LinkTarget::Lineage(row)));
    }
}

struct LineageLayout<'a> {
    forest: &'a LineageForest,
    index: &'a Index,
    messages: &'static Messages,
    /// Columns behind the label.
    width: usize,
}

impl LineageLayout<'_> {
    /// The parents of a model, each with its own parents below it.
    fn ancestors(&self, place: usize) -> Vec<LineageLine> {
        let mut seen: HashSet<usize> = [place].into_iter().collect();
        let mut waiting: Vec<(usize, usize, Vec<bool>)> = Vec::new();
        let mut lines = Vec::new();
        let mut next = Some((place, Vec::new()));
        while let Some((child, lasts)) = next.take().filter(|_| lines.len() < MAX_LINES + 2) {
            let parents = self.forest.get(child).map_or(&[][..], |member| &member.parents);
            waiting.extend(parents.iter().rev().enumerate().map(|(number, (parent, _))| {
                // The nearest first, as far as there is room to draw them.
                let lasts = std::iter::once(number == 0).chain(lasts.iter().copied()).take(self.width).collect();
                (*parent, child, lasts)
            }));
            while let Some((parent, child, lasts)) = waiting.pop() {
                let is_own = seen.insert(parent);
                let relation = self.forest.relation(child, parent);
                lines.push((
                    self.line(parent, relation, lasts.split_last().map_or(&[], |(_, inner)| inner), is_own),
                    is_own,
                ));
                if is_own {
                    next = Some((parent, lasts));
                    break;
                }
            }
        }
        lines
    }

    /// All that descends from the model of a row.
    fn descendants(&self, row: RowId) -> Vec<LineageLine> {
        let branches = self.forest.flatten(|_, _| true);
        let is_other = |branch: &&TreeRow| self.forest.get(branch.node).is_some_and(|member| member.row != row);
        let line = |branch: &TreeRow| {
            // The model itself has no line here.
            let depth = branch.depth.saturating_sub(1);
            let lasts: Vec<_> = self.forest.last_child_flags(branch).take(depth).collect();
            let relation = branch.parent.and_then(|under| self.forest.relation(branch.node, under));
            let is_own = branch.fold != Fold::Reference;
            (self.line(branch.node, relation, &lasts, is_own), is_own)
        };
        branches.iter().filter(is_other).take(MAX_LINES + 2).map(line).collect()
    }

    fn line(&self, place: usize, relation: Option<Relation>, lasts: &[bool], is_own: bool) -> StyledLine {
        let Some(member) = self.forest.get(place) else { return StyledLine::default() };
        let mut before = tree_guides(lasts.iter().copied(), lasts.len(), self.width);
        if !lasts.is_empty() {
            before.push(' ');
        }
        let name = self.index.locate(member.row).map_or("", |(part, row)| part.name(row));
        let name = (self.messages.related_model)(name, relation.unwrap_or(Relation::Weights));
        let room = self.width.saturating_sub(before.len());
        let mut pieces = vec![StyledSpan::new(StyleRole::Border, before)];
        if is_own {
            let role = stage_style_role(member.stage);
            let letter = StyledSpan::new(role, stage_letter(member.stage).to_owned() + " ");
            pieces.extend([letter, StyledSpan::new(role, truncate(&name, room.saturating_sub(2)))]);
        } else {
            pieces.push(StyledSpan::new(StyleRole::Muted, truncate(&(self.messages.see_reference)(&name), room)));
        }
        StyledLine { spans: pieces, target: Some(LinkTarget::Model(member.row)) }
    }
}
