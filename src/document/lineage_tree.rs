//! The family tree, laid out.

use std::{borrow::Cow, ops::Range};

use rayon::prelude::*;

use llm_catalog::localized::Locale;
use llm_index::{
    Column, Index,
    lineage::{Fold, LineageForest, TreeRow},
};

use crate::{
    columns::{ColumnExt, stage_outline, stage_sign, stage_style_role},
    config::theme::StyleRole,
    display_width::{truncate, width},
    document::{
        line::{Document, LinkTarget, StyledLine, StyledSpan},
        lineage_name::{child_name, node_name, shorten_name},
    },
    glyphs::{FOLDED, HORIZONTAL, TREE_BLANK, TREE_CHILD, TREE_CUT, TREE_LAST_CHILD, TREE_LINE, UNFOLDED},
    i18n::Messages,
};

/// The data of a family tree.
#[derive(Clone, Copy)]
pub struct TreeView<'a> {
    pub index: &'a Index,
    pub forest: &'a LineageForest,
    /// The rows of the tree, one per line.
    pub rows: &'a [TreeRow],
    pub locale: Locale,
    /// True if rows show a fold marker.
    pub is_foldable: bool,
}

/// The widths of the parts of a line, in columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeColumns {
    total_width: usize,
    /// 0 if organizations are not shown.
    organizations_width: usize,
    /// Deeper rows are not indented further.
    max_depth: usize,
}

/// Rows that one parallel task lays out.
const CHUNK_ROWS: usize = 1_000;
/// Columns of a fold marker, including the blank after it.
const FOLD_MARKER_WIDTH: usize = 2;
/// Columns of the sign of a stage, including the blank after it.
const SIGN_WIDTH: usize = 2;
/// Columns of a date, including the gap before it.
const DATE_WIDTH: usize = 9;
const MIN_WIDTH_WITH_DATES: usize = 36;
/// The maximum width of organizations, including the gap before them.
const MAX_ORGANIZATIONS_WIDTH: usize = 44;
const MIN_WIDTH_WITH_ORGANIZATIONS: usize = 64;
/// The spans of a line before its text: guides and fold marker.
const GUIDE_SPANS: usize = 2;
/// The spans of a line: those before its text, sign, name, date and organizations.
const MAX_SPANS: usize = 6;
/// The deepest indentation on the widest screen.
const MAX_DRAWN_DEPTH: usize = 60;

impl TreeColumns {
    /// The widths of the parts of a line that is `width` columns wide.
    #[must_use]
    pub fn for_width(width: usize) -> Self {
        let organizations_width =
            if width >= MIN_WIDTH_WITH_ORGANIZATIONS { MAX_ORGANIZATIONS_WIDTH.min(width * 3 / 10) } else { 0 };
        Self { total_width: width, organizations_width, max_depth: (width / 6).clamp(1, MAX_DRAWN_DEPTH) }
    }

    /// The same with the dates and the organizations beside the names, of which the widest has `names_width` columns with
    /// its guides.
    #[must_use]
    pub fn beside_names(self, names_width: usize) -> Self {
        let left_width = self.total_width.saturating_sub(DATE_WIDTH + self.organizations_width);
        let free = left_width.saturating_sub(names_width);
        match self.organizations_width {
            0 => self,
            width => Self { organizations_width: width + free, ..self },
        }
    }

    #[must_use]
    pub fn total_width(self) -> usize {
        self.total_width
    }

    /// The columns of a row's fold marker.
    #[must_use]
    pub fn fold_marker_columns(self, row: &TreeRow) -> Range<usize> {
        let start = 2 * row.depth.min(self.max_depth);
        start..start + FOLD_MARKER_WIDTH
    }
}

/// A family tree. Lines outside of `visible` are left blank, as there may be tens of thousands.
#[must_use]
pub fn tree(tree: &TreeView<'_>, columns: TreeColumns, visible: &Range<usize>) -> Document {
    let mut lines = vec![StyledLine::default(); tree.rows.len()];
    let visible_lines = lines.iter_mut().zip(tree.rows).skip(visible.start).take(visible.len());
    visible_lines.for_each(|(line, row)| *line = tree.line(row, columns));
    Document { lines }
}

/// A family tree to print.
pub struct PrintedTree<'a> {
    tree: TreeView<'a>,
    /// The rows, each with its line, as the forest stores their nodes. In the order of the tree, each of a million nodes
    /// and entries would be somewhere else in memory.
    rows: Vec<(usize, TreeRow)>,
}

impl<'a> PrintedTree<'a> {
    #[must_use]
    pub fn new(tree: TreeView<'a>) -> Self {
        let mut order: Vec<_> = tree.rows.iter().map(|row| row.node).zip(0..).collect();
        order.par_sort_unstable();
        let rows = order.into_iter().filter_map(|(_, line)| Some((line, *tree.rows.get(line)?))).collect();
        Self { tree, rows }
    }

    /// The widths at which nothing is truncated.
    #[must_use]
    pub fn full_width(&self) -> TreeColumns {
        let tree = &self.tree;
        let organizations_width = |row: &TreeRow| width(&tree.cell_text(row, Column::Organizations));
        let widths = self.rows.par_iter().map(|(_, row)| (tree.left_width(row), organizations_width(row)));
        let widest = widths.reduce(Default::default, |a, b| (a.0.max(b.0), a.1.max(b.1)));
        let organizations_width = widest.1 + 2;
        let total_width = widest.0 + DATE_WIDTH + organizations_width;
        TreeColumns { total_width, organizations_width, max_depth: MAX_DRAWN_DEPTH }
    }

    /// Renders all lines, as `render` does some of them.
    #[must_use]
    pub fn render(self, columns: TreeColumns, render: impl Fn(&[StyledLine]) -> String + Sync) -> RenderedTree {
        let chunk = |rows: &[(usize, TreeRow)]| {
            let lines: Vec<_> = rows.iter().map(|(_, row)| self.tree.line(row, columns)).collect();
            RenderedLines::new(render(&lines))
        };
        let chunks = self.rows.par_chunks(CHUNK_ROWS).map(chunk).collect();
        let mut positions = vec![0; self.rows.len()];
        for (position, (line, _)) in self.rows.iter().enumerate() {
            positions.get_mut(*line).into_iter().for_each(|of_line| *of_line = position);
        }
        RenderedTree { chunks, positions }
    }
}

/// The lines of a family tree, rendered.
pub struct RenderedTree {
    /// Each of [`CHUNK_ROWS`] lines.
    chunks: Vec<RenderedLines>,
    /// By line, its position among those of the chunks.
    positions: Vec<usize>,
}

impl RenderedTree {
    /// The lines from top to bottom, each with its end.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let chunk = |position: usize| self.chunks.get(position / CHUNK_ROWS);
        self.positions.iter().map(move |position| chunk(*position).map_or("", |chunk| chunk.get(position % CHUNK_ROWS)))
    }
}

/// The text of some lines.
struct RenderedLines {
    text: String,
    /// By line, where the next one starts.
    ends: Vec<usize>,
}

impl RenderedLines {
    fn new(text: String) -> Self {
        let ends = text.match_indices('\n').map(|(idx, newline)| idx + newline.len()).collect();
        Self { text, ends }
    }

    fn get(&self, idx: usize) -> &str {
        let start = idx.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.ends.get(idx).and_then(|end| self.text.get(start..*end)).unwrap_or_default()
    }
}

/// The lines before a row of a tree that is `width` columns wide. `last_child_flags` are true for each last child
/// among the row and its ancestors, the nearest first.
pub(super) fn tree_guides(last_child_flags: impl Iterator<Item = bool>, depth: usize, width: usize) -> String {
    tree_guides_to_depth(last_child_flags, depth, TreeColumns::for_width(width).max_depth)
}

fn tree_guides_to_depth(last_child_flags: impl Iterator<Item = bool>, depth: usize, max_depth: usize) -> String {
    let guide = |(level, is_last)| match (level, is_last) {
        _ if depth > max_depth && level + 1 == max_depth => TREE_CUT,
        (0, true) => TREE_LAST_CHILD,
        (0, false) => TREE_CHILD,
        (_, true) => TREE_BLANK,
        (_, false) => TREE_LINE,
    };
    let guides: Vec<_> = last_child_flags.take(max_depth).enumerate().map(guide).collect();
    guides.into_iter().rev().collect()
}

impl TreeView<'_> {
    /// The width of the widest name with its guides.
    #[must_use]
    pub fn names_width(&self, columns: TreeColumns) -> usize {
        let name_width = |row: &TreeRow| {
            let guides = 2 * row.depth.min(columns.max_depth) + FOLD_MARKER_WIDTH + SIGN_WIDTH;
            guides + width(&self.name(row, Messages::get(self.locale)))
        };
        self.rows.iter().map(name_width).max().unwrap_or_default()
    }

    /// The name of a row, with its relation to the parent if it is not by weights.
    fn name(&self, row: &TreeRow, messages: &Messages) -> Cow<'_, str> {
        let name = self.forest.get(row.node).map(|node| node_name(node, self.index, messages));
        self.with_relation(name.unwrap_or_default(), row, messages)
    }

    /// A name of a row with its relation to the parent.
    fn with_relation<'n>(&self, name: Cow<'n, str>, row: &TreeRow, messages: &Messages) -> Cow<'n, str> {
        let link = row.parent.and_then(|parent| self.forest.link(row.node, parent));
        let name = child_name(name, link, messages);
        if row.fold == Fold::Reference { (messages.see_reference)(&name).into() } else { name }
    }

    /// The name of a row in so many columns.
    fn short_name(&self, row: &TreeRow, columns: usize) -> String {
        let messages = Messages::get(self.locale);
        let name = self.forest.get(row.node).map(|node| node_name(node, self.index, messages)).unwrap_or_default();
        shorten_name(&name, columns, |name| self.with_relation(name.into(), row, messages).into())
    }

    /// The text of a row without its guides, not truncated.
    #[must_use]
    pub fn text(&self, row: &TreeRow) -> String {
        let unlimited = TreeColumns { total_width: usize::MAX, organizations_width: 0, max_depth: MAX_DRAWN_DEPTH };
        let spans = self.left_spans(row, unlimited).into_iter().skip(GUIDE_SPANS).map(|span| span.text);
        let cells =
            [Column::Released, Column::Organizations].map(|column| "  ".to_owned() + &self.cell_text(row, column));
        spans.chain(cells).collect()
    }

    /// A line, with the date and the organizations at its right end.
    fn line(&self, row: &TreeRow, columns: TreeColumns) -> StyledLine {
        let link = self.forest.get(row.node).map(|node| LinkTarget::Model(node.row));
        let date_width = if columns.total_width >= MIN_WIDTH_WITH_DATES { DATE_WIDTH } else { 0 };
        let left_width = columns.total_width.saturating_sub(date_width + columns.organizations_width);
        let mut spans = self.left_spans(row, columns);
        let Some(name) = spans.pop() else { return StyledLine::default() };
        let name_width = left_width.saturating_sub(spans_width(&spans));
        let used = width(&name.text);
        let text = if used > name_width { self.short_name(row, name_width) } else { name.text };
        let gap = name_width.saturating_sub(if used > name_width { width(&text) } else { used });
        spans.push(StyledSpan::new(name.role, text));
        if date_width > 0 && row.fold != Fold::Reference {
            let date = self.cell_text(row, Column::Released);
            let blanks = " ".repeat(gap + DATE_WIDTH.saturating_sub(width(&date)));
            spans.push(StyledSpan::new(StyleRole::Muted, blanks + &date));
            if columns.organizations_width > 0 {
                let names = self.cell_text(row, Column::Organizations);
                let text = truncate(&names, columns.organizations_width - 2);
                spans.push(StyledSpan::new(StyleRole::Muted, format!("  {text}")));
            }
        }
        StyledLine { link, ..spans.into() }
    }

    /// The columns of a row before its date at which nothing is truncated.
    fn left_width(&self, row: &TreeRow) -> usize {
        let guides = 2 * row.depth.min(MAX_DRAWN_DEPTH) + width(&self.fold_marker(row).text);
        let sign = if row.fold == Fold::Reference { 0 } else { SIGN_WIDTH };
        guides + sign + width(&self.name(row, Messages::get(self.locale)))
    }

    /// Guides, fold marker, sign of the stage and name; the name is last.
    fn left_spans(&self, row: &TreeRow, columns: TreeColumns) -> Vec<StyledSpan> {
        let Some(node) = self.forest.get(row.node) else { return Vec::new() };
        let guides = tree_guides_to_depth(self.forest.last_child_flags(row), row.depth, columns.max_depth);
        let mut spans = Vec::with_capacity(MAX_SPANS);
        spans.extend([StyledSpan::new(StyleRole::Border, guides), self.fold_marker(row)]);
        let messages = Messages::get(self.locale);
        let name = self.name(row, messages);
        if row.fold == Fold::Reference {
            spans.push(StyledSpan::new(StyleRole::Muted, name));
            return spans;
        }
        // Models that do not match the query are shown for their descendants.
        let (sign, role) = if node.is_match {
            (stage_sign(node.stage), StyleRole::Text)
        } else {
            (stage_outline(node.stage), StyleRole::Muted)
        };
        spans.push(StyledSpan::drawing(stage_style_role(node.stage), format!("{sign} ")));
        spans.push(StyledSpan::new(role, name));
        spans
    }

    fn fold_marker(&self, row: &TreeRow) -> StyledSpan {
        let (role, text) = match row.fold {
            Fold::Open if self.is_foldable => (StyleRole::Accent, format!("{UNFOLDED} ")),
            Fold::Folded if self.is_foldable => (StyleRole::Accent, format!("{FOLDED} ")),
            _ if self.is_foldable && row.depth > 0 => (StyleRole::Border, format!("{HORIZONTAL} ")),
            _ if self.is_foldable => (StyleRole::Border, "  ".to_owned()),
            _ if row.depth > 0 => (StyleRole::Border, " ".to_owned()),
            _ => (StyleRole::Border, String::new()),
        };
        StyledSpan::new(role, text)
    }

    fn cell_text(&self, row: &TreeRow, column: Column) -> String {
        let row = self.forest.get(row.node).map(|node| node.row);
        row.map_or_else(String::new, |row| column.cell(self.index, row, self.locale).0)
    }
}

fn spans_width(spans: &[StyledSpan]) -> usize {
    spans.iter().map(|span| width(&span.text)).sum()
}
