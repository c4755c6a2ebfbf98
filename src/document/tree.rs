//! The family tree.

use std::ops::Range;

use llm_catalog::{localized::Locale, model::Stage};
use llm_index::{
    Column, Index,
    lineage::{Fold, LineageForest, TreeRow},
};

use crate::{
    columns::{ColumnExt, stage_style_role},
    config::theme::StyleRole,
    display_width::{truncate, width},
    document::{Document, LinkTarget, StyledLine, StyledSpan},
    i18n::Messages,
};

/// A family tree of which some lines are in sight.
#[derive(Clone, Copy)]
pub struct TreeView<'a> {
    /// What the models are part of.
    pub index: &'a Index,
    /// The models.
    pub forest: &'a LineageForest,
    /// The lines.
    pub rows: &'a [TreeRow],
    /// The language.
    pub locale: Locale,
    /// Whether lines can be folded, and say so.
    pub is_foldable: bool,
}

/// How wide the columns of a tree are.
#[derive(Clone, Copy, Debug)]
pub struct TreeColumns {
    /// All together.
    total_width: usize,
    /// The organizations, if there is room for them.
    organizations_width: usize,
    /// How deep lines go in before they are drawn no deeper.
    max_depth: usize,
}

/// Columns of the sign that folds, with the blank behind it.
const FOLD_MARKER_WIDTH: usize = 4;
/// Columns of a date with the gap before it, and the least of a sheet that has dates.
const DATE_WIDTH: usize = 9;
const MIN_WIDTH_WITH_DATES: usize = 36;
/// The most columns of organizations with the gap before them, and the least
/// of a sheet that names them.
const MAX_ORGANIZATIONS_WIDTH: usize = 30;
const MIN_WIDTH_WITH_ORGANIZATIONS: usize = 64;
/// The most generations that are drawn one below the other where there is room.
const MAX_DRAWN_DEPTH: usize = 60;

impl TreeColumns {
    /// Those that fit so many columns.
    #[must_use]
    pub fn for_width(columns: usize) -> Self {
        let makers = if columns >= MIN_WIDTH_WITH_ORGANIZATIONS { MAX_ORGANIZATIONS_WIDTH.min(columns / 4) } else { 0 };
        Self { total_width: columns, organizations_width: makers, max_depth: (columns / 6).clamp(1, MAX_DRAWN_DEPTH) }
    }

    /// All columns together.
    #[must_use]
    pub fn total_width(self) -> usize {
        self.total_width
    }

    /// Where a line has the sign that folds it, in columns.
    #[must_use]
    pub fn fold_marker_columns(self, branch: &TreeRow) -> Range<usize> {
        let start = 2 * branch.depth.min(self.max_depth);
        start..start + FOLD_MARKER_WIDTH - 1
    }
}

/// The lines of a family tree. Those out of sight are left blank: there may be
/// tens of thousands.
#[must_use]
pub fn tree(tree: &TreeView<'_>, widths: TreeColumns, sight: &Range<usize>) -> Document {
    let mut lines = vec![StyledLine::default(); tree.rows.len()];
    let seen = lines.iter_mut().zip(tree.rows).skip(sight.start).take(sight.len());
    seen.for_each(|(line, branch)| *line = tree.line(branch, widths));
    Document { lines }
}

/// The branches of an ASCII tree before a line, from whether those that it
/// stands under and itself are the last ones, the nearest first.
pub(super) fn tree_guides(lasts: impl Iterator<Item = bool>, depth: usize, columns: usize) -> String {
    let most = TreeColumns::for_width(columns).max_depth;
    tree_guides_to_depth(lasts, depth, most)
}

fn tree_guides_to_depth(lasts: impl Iterator<Item = bool>, depth: usize, most: usize) -> String {
    let guide = |(above, is_last)| match (above, is_last) {
        _ if depth > most && above + 1 == most => "..",
        (0, true) => "`-",
        (0, false) => "|-",
        (_, true) => "  ",
        (_, false) => "| ",
    };
    let guides: Vec<_> = lasts.take(most).enumerate().map(guide).collect();
    guides.into_iter().rev().collect()
}

/// The letter of a stage, for those who see no color.
pub(super) fn stage_letter(stage: Stage) -> &'static str {
    match stage {
        Stage::Base => "B",
        Stage::Sft => "S",
        Stage::Rlhf => "R",
    }
}

impl TreeView<'_> {
    /// The columns that leave nothing out.
    #[must_use]
    pub fn full_width(&self) -> TreeColumns {
        let endless = TreeColumns { total_width: usize::MAX, organizations_width: 0, max_depth: MAX_DRAWN_DEPTH };
        let left = |branch: &TreeRow| -> usize {
            self.left_spans(branch, endless).iter().map(|piece| width(&piece.text)).sum()
        };
        let makers = self.rows.iter().map(|branch| width(&self.cell_text(branch, Column::Organizations)));
        let makers = makers.max().unwrap_or_default() + 2;
        let columns = self.rows.iter().map(left).max().unwrap_or_default() + DATE_WIDTH + makers;
        TreeColumns { total_width: columns, organizations_width: makers, max_depth: MAX_DRAWN_DEPTH }
    }

    /// What a line says, with the date and the organization at its right end.
    fn line(&self, branch: &TreeRow, widths: TreeColumns) -> StyledLine {
        let target = self.forest.get(branch.node).map(|member| LinkTarget::Model(member.row));
        let date = if widths.total_width >= MIN_WIDTH_WITH_DATES { DATE_WIDTH } else { 0 };
        let room = widths.total_width.saturating_sub(date + widths.organizations_width);
        let mut pieces = self.left_spans(branch, widths);
        let Some(name) = pieces.pop() else { return StyledLine::default() };
        let room = room.saturating_sub(pieces.iter().map(|piece| width(&piece.text)).sum());
        if date == 0 || branch.fold == Fold::Reference {
            pieces.push(StyledSpan::new(name.role, truncate(&name.text, room)));
            return StyledLine { spans: pieces, target };
        }
        let text = truncate(&name.text, room);
        let gap = " ".repeat(room - width(&text).min(room));
        let released = format!("{gap}{:>DATE_WIDTH$}", self.cell_text(branch, Column::Released));
        pieces.extend([StyledSpan::new(name.role, text), StyledSpan::new(StyleRole::Muted, released)]);
        if widths.organizations_width > 0 {
            let makers = truncate(&self.cell_text(branch, Column::Organizations), widths.organizations_width - 2);
            pieces.push(StyledSpan::new(StyleRole::Muted, format!("  {makers}")));
        }
        StyledLine { spans: pieces, target }
    }

    /// Branches, sign, letter and name.
    fn left_spans(&self, branch: &TreeRow, widths: TreeColumns) -> Vec<StyledSpan> {
        let Some(member) = self.forest.get(branch.node) else { return Vec::new() };
        let guides = tree_guides_to_depth(self.forest.last_child_flags(branch), branch.depth, widths.max_depth);
        let mut pieces = vec![StyledSpan::new(StyleRole::Border, guides)];
        let sign = match branch.fold {
            Fold::Open if self.is_foldable => "[-] ",
            Fold::Folded if self.is_foldable => "[+] ",
            _ if self.is_foldable && branch.depth > 0 => "--- ",
            _ if self.is_foldable => "    ",
            _ if branch.depth > 0 => " ",
            _ => "",
        };
        pieces.push(StyledSpan::new(if sign.starts_with('[') { StyleRole::Accent } else { StyleRole::Border }, sign));
        let messages = Messages::get(self.locale);
        let mut name = self.index.locate(member.row).map_or("", |(part, row)| part.name(row)).to_owned();
        if let Some(relation) = branch.parent.and_then(|under| self.forest.relation(branch.node, under)) {
            name = (messages.related_model)(&name, relation);
        }
        if branch.fold == Fold::Reference {
            pieces.push(StyledSpan::new(StyleRole::Muted, (messages.see_reference)(&name)));
            return pieces;
        }
        let letter = stage_letter(member.stage);
        // What is only there for its descendants has a small letter.
        let (letter, role) = if member.is_match {
            (letter.to_owned(), stage_style_role(member.stage))
        } else {
            (letter.to_lowercase(), StyleRole::Muted)
        };
        pieces.extend([
            StyledSpan::new(role, letter),
            StyledSpan::new(StyleRole::Text, " "),
            StyledSpan::new(role, name),
        ]);
        pieces
    }

    fn cell_text(&self, branch: &TreeRow, column: Column) -> String {
        let row = self.forest.get(branch.node).map(|member| member.row);
        row.map_or_else(String::new, |row| column.cell(self.index, row, self.locale).0)
    }
}
