//! The family tree, laid out.

use std::{borrow::Cow, ops::Range};

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{
    Column, Index,
    lineage::{Fold, LineageForest, TreeRow},
};

use crate::{
    columns::{ColumnExt, stage_outline, stage_sign, stage_style_role},
    config::theme::StyleRole,
    display_width::{truncate, width},
    document::{
        line::{Document, LinkTarget, SpanKind, StyledLine, StyledSpan},
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

/// What a line shows of a node.
#[derive(Clone, Copy)]
pub(super) struct NodeCells<'t> {
    pub stage: Stage,
    pub is_match: bool,
    pub name: &'t str,
    pub date: &'t str,
    pub organizations: &'t str,
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
/// The spans of a line: guides, fold marker, sign, name, date and organizations.
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

    /// The widths at which nothing is truncated, where the widest row has `left_width` columns before its date and the
    /// widest organizations have `organizations_width`.
    pub(super) fn full_width(left_width: usize, organizations_width: usize) -> Self {
        let organizations_width = organizations_width + 2;
        let total_width = left_width + DATE_WIDTH + organizations_width;
        Self { total_width, organizations_width, max_depth: MAX_DRAWN_DEPTH }
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
    pub(super) fn with_relation<'n>(&self, name: Cow<'n, str>, row: &TreeRow, messages: &Messages) -> Cow<'n, str> {
        let link = row.parent.and_then(|parent| self.forest.link(row.node, parent));
        let name = child_name(name, link, messages);
        if row.fold == Fold::Reference { (messages.see_reference)(&name).into() } else { name }
    }

    /// The name of a row in so many columns.
    fn short_name(&self, row: &TreeRow, name: &str, columns: usize) -> String {
        let messages = Messages::get(self.locale);
        shorten_name(name, columns, |name| self.with_relation(name.into(), row, messages).into())
    }

    /// The text of a row without its guides, not truncated.
    #[must_use]
    pub fn text(&self, row: &TreeRow) -> String {
        let Some(node) = self.forest.get(row.node) else { return String::new() };
        let sign = if row.fold == Fold::Reference { "" } else { stage_mark(node.stage, node.is_match).0 };
        let blank = if sign.is_empty() { "" } else { " " };
        let name = self.name(row, Messages::get(self.locale));
        let cells = [Column::Released, Column::Organizations].map(|column| self.cell_text(row, column));
        let [date, organizations] = &cells;
        [sign, blank, &name, "  ", date, "  ", organizations].concat()
    }

    /// A line, with the date and the organizations at its right end.
    pub(super) fn line(&self, row: &TreeRow, columns: TreeColumns) -> StyledLine {
        let Some(node) = self.forest.get(row.node) else { return StyledLine::default() };
        let name = node_name(node, self.index, Messages::get(self.locale));
        let date = self.cell_text(row, Column::Released);
        let organizations = self.cell_text(row, Column::Organizations);
        let cells = NodeCells {
            stage: node.stage,
            is_match: node.is_match,
            name: &name,
            date: &date,
            organizations: &organizations,
        };
        let mut spans = Vec::with_capacity(MAX_SPANS);
        let push = |role, kind, texts: &[&str]| spans.push(StyledSpan { role, kind, text: texts.concat() });
        self.write_line(row, cells, columns, push);
        StyledLine { link: Some(LinkTarget::Model(node.row)), ..spans.into() }
    }

    /// Writes a line from left to right, each time the text of one span in parts.
    pub(super) fn write_line(
        &self,
        row: &TreeRow,
        cells: NodeCells<'_>,
        columns: TreeColumns,
        mut write: impl FnMut(StyleRole, SpanKind, &[&str]),
    ) {
        let is_reference = row.fold == Fold::Reference;
        let date_width = if columns.total_width >= MIN_WIDTH_WITH_DATES { DATE_WIDTH } else { 0 };
        let guides = tree_guides_to_depth(self.forest.last_child_flags(row), row.depth, columns.max_depth);
        write(StyleRole::Border, SpanKind::Text, &[&guides]);
        let (marker_role, marker) = self.fold_marker(row);
        write(marker_role, SpanKind::Text, &marker);
        let (sign, name_role) = stage_mark(cells.stage, cells.is_match);
        if !is_reference {
            write(stage_style_role(cells.stage), SpanKind::Drawing, &[sign, " "]);
        }
        let signs_width = width(&guides) + parts_width(&marker) + if is_reference { 0 } else { SIGN_WIDTH };
        let left_width = columns.total_width.saturating_sub(date_width + columns.organizations_width);
        let name_width = left_width.saturating_sub(signs_width);
        let mut name = self.with_relation(cells.name.into(), row, Messages::get(self.locale));
        let mut used = width(&name);
        if used > name_width {
            name = self.short_name(row, cells.name, name_width).into();
            used = width(&name);
        }
        write(if is_reference { StyleRole::Muted } else { name_role }, SpanKind::Text, &[&name]);
        if date_width > 0 && !is_reference {
            let gap = name_width.saturating_sub(used) + DATE_WIDTH.saturating_sub(width(cells.date));
            write(StyleRole::Muted, SpanKind::Text, &[&blanks(gap), cells.date]);
            if columns.organizations_width > 0 {
                let organizations = truncate(cells.organizations, columns.organizations_width - 2);
                write(StyleRole::Muted, SpanKind::Text, &["  ", &organizations]);
            }
        }
    }

    /// The columns of a row before its date, of which the name takes `name_width`.
    pub(super) fn left_width(&self, row: &TreeRow, name_width: usize) -> usize {
        let guides = 2 * row.depth.min(MAX_DRAWN_DEPTH) + parts_width(&self.fold_marker(row).1);
        guides + if row.fold == Fold::Reference { 0 } else { SIGN_WIDTH } + name_width
    }

    fn fold_marker(&self, row: &TreeRow) -> (StyleRole, [&'static str; 2]) {
        match row.fold {
            Fold::Open if self.is_foldable => (StyleRole::Accent, [UNFOLDED, " "]),
            Fold::Folded if self.is_foldable => (StyleRole::Accent, [FOLDED, " "]),
            _ if self.is_foldable && row.depth > 0 => (StyleRole::Border, [HORIZONTAL, " "]),
            _ if self.is_foldable => (StyleRole::Border, [" ", " "]),
            _ if row.depth > 0 => (StyleRole::Border, [" ", ""]),
            _ => (StyleRole::Border, ["", ""]),
        }
    }

    fn cell_text(&self, row: &TreeRow, column: Column) -> String {
        let row = self.forest.get(row.node).map(|node| node.row);
        row.map_or_else(String::new, |row| column.cell(self.index, row, self.locale).0)
    }
}

/// The sign of a stage, and the style of the name after it. Models that do not match the query are shown for their
/// descendants.
fn stage_mark(stage: Stage, is_match: bool) -> (&'static str, StyleRole) {
    if is_match { (stage_sign(stage), StyleRole::Text) } else { (stage_outline(stage), StyleRole::Muted) }
}

fn parts_width(parts: &[&str]) -> usize {
    parts.iter().map(|part| width(part)).sum()
}

fn blanks(count: usize) -> Cow<'static, str> {
    const BLANKS: &str = "                                                                ";
    BLANKS.get(..count).map_or_else(|| " ".repeat(count).into(), Cow::from)
}
