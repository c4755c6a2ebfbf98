//! The family tree.

use std::ops::Range;

use super::{Line, Piece, Sheet, Target};
use crate::{
    catalog::model::Stage,
    locale::Locale,
    search::{Column, cell::stage_role},
    shelf::{
        Shelf,
        lineage::{Branch, Fold, Forest},
    },
    text::{fit, width},
    theme::Role,
};

/// A family tree of which some lines are in sight.
#[derive(Clone, Copy)]
pub struct Tree<'a> {
    /// What the models are part of.
    pub shelf: &'a Shelf,
    /// The models.
    pub forest: &'a Forest,
    /// The lines.
    pub branches: &'a [Branch],
    /// The language.
    pub locale: Locale,
    /// Whether lines can be folded, and say so.
    pub folds: bool,
}

/// How wide the columns of a tree are.
#[derive(Clone, Copy, Debug)]
pub struct Widths {
    /// All together.
    columns: usize,
    /// The organizations, if there is room for them.
    makers: usize,
    /// How deep lines go in before they are drawn no deeper.
    deepest: usize,
}

/// Columns of the sign that folds, with the blank behind it.
const SIGN: usize = 4;
/// Columns of a date with the gap before it, and the least of a sheet that has dates.
const DATE: usize = 9;
const DATED: usize = 36;
/// The most columns of organizations with the gap before them, and the least
/// of a sheet that names them.
const MAKERS: usize = 30;
const MADE: usize = 64;
/// The most generations that are drawn one below the other where there is room.
const DEEPEST: usize = 60;

impl Widths {
    /// Those that fit so many columns.
    #[must_use]
    pub fn within(columns: usize) -> Self {
        let makers = if columns >= MADE { MAKERS.min(columns / 4) } else { 0 };
        Self { columns, makers, deepest: (columns / 6).clamp(1, DEEPEST) }
    }

    /// All columns together.
    #[must_use]
    pub fn columns(self) -> usize {
        self.columns
    }

    /// Where a line has the sign that folds it, in columns.
    #[must_use]
    pub fn fold_sign(self, branch: &Branch) -> Range<usize> {
        let start = 2 * branch.depth.min(self.deepest);
        start..start + SIGN - 1
    }
}

/// The lines of a family tree. Those out of sight are left blank: there may be
/// tens of thousands.
#[must_use]
pub fn tree(tree: &Tree<'_>, widths: Widths, sight: &Range<usize>) -> Sheet {
    let mut lines = vec![Line::default(); tree.branches.len()];
    let seen = lines.iter_mut().zip(tree.branches).skip(sight.start).take(sight.len());
    seen.for_each(|(line, branch)| *line = tree.line(branch, widths));
    Sheet { lines }
}

/// The branches of an ASCII tree before a line, from whether those that it
/// stands under and itself are the last ones, the nearest first.
pub(super) fn guides(lasts: impl Iterator<Item = bool>, depth: usize, columns: usize) -> String {
    let most = Widths::within(columns).deepest;
    guides_to(lasts, depth, most)
}

fn guides_to(lasts: impl Iterator<Item = bool>, depth: usize, most: usize) -> String {
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
pub(super) fn letter(stage: Stage) -> &'static str {
    match stage {
        Stage::Base => "B",
        Stage::Sft => "S",
        Stage::Rlhf => "R",
    }
}

impl Tree<'_> {
    /// The columns that leave nothing out.
    #[must_use]
    pub fn natural(&self) -> Widths {
        let endless = Widths { columns: usize::MAX, makers: 0, deepest: DEEPEST };
        let left =
            |branch: &Branch| -> usize { self.left(branch, endless).iter().map(|piece| width(&piece.text)).sum() };
        let makers = self.branches.iter().map(|branch| width(&self.cell(branch, Column::Organizations)));
        let makers = makers.max().unwrap_or_default() + 2;
        let columns = self.branches.iter().map(left).max().unwrap_or_default() + DATE + makers;
        Widths { columns, makers, deepest: DEEPEST }
    }

    /// What a line says, with the date and the organization at its right end.
    fn line(&self, branch: &Branch, widths: Widths) -> Line {
        let target = self.forest.get(branch.place).map(|member| Target::Model(member.row));
        let date = if widths.columns >= DATED { DATE } else { 0 };
        let room = widths.columns.saturating_sub(date + widths.makers);
        let mut pieces = self.left(branch, widths);
        let Some(name) = pieces.pop() else { return Line::default() };
        let room = room.saturating_sub(pieces.iter().map(|piece| width(&piece.text)).sum());
        if date == 0 || branch.fold == Fold::Elsewhere {
            pieces.push(Piece::new(name.role, fit(&name.text, room)));
            return Line { pieces, target };
        }
        let text = fit(&name.text, room);
        let gap = " ".repeat(room - width(&text).min(room));
        let released = format!("{gap}{:>DATE$}", self.cell(branch, Column::Released));
        pieces.extend([Piece::new(name.role, text), Piece::new(Role::Muted, released)]);
        if widths.makers > 0 {
            let makers = fit(&self.cell(branch, Column::Organizations), widths.makers - 2);
            pieces.push(Piece::new(Role::Muted, format!("  {makers}")));
        }
        Line { pieces, target }
    }

    /// Branches, sign, letter and name.
    fn left(&self, branch: &Branch, widths: Widths) -> Vec<Piece> {
        let Some(member) = self.forest.get(branch.place) else { return Vec::new() };
        let guides = guides_to(self.forest.lasts(branch), branch.depth, widths.deepest);
        let mut pieces = vec![Piece::new(Role::Border, guides)];
        let sign = match branch.fold {
            Fold::Open if self.folds => "[-] ",
            Fold::Folded if self.folds => "[+] ",
            _ if self.folds && branch.depth > 0 => "--- ",
            _ if self.folds => "    ",
            _ if branch.depth > 0 => " ",
            _ => "",
        };
        pieces.push(Piece::new(if sign.starts_with('[') { Role::Accent } else { Role::Border }, sign));
        let messages = self.locale.messages();
        let mut name = self.shelf.part_of(member.row).map_or("", |(part, row)| part.name(row)).to_owned();
        if let Some(relation) = branch.under.and_then(|under| self.forest.relation(branch.place, under)) {
            name = (messages.relative)(&name, relation);
        }
        if branch.fold == Fold::Elsewhere {
            pieces.push(Piece::new(Role::Muted, (messages.see_elsewhere)(&name)));
            return pieces;
        }
        let letter = letter(member.stage);
        // What is only there for its descendants has a small letter.
        let (letter, role) = if member.is_wanted {
            (letter.to_owned(), stage_role(member.stage))
        } else {
            (letter.to_lowercase(), Role::Muted)
        };
        pieces.extend([Piece::new(role, letter), Piece::new(Role::Text, " "), Piece::new(role, name)]);
        pieces
    }

    fn cell(&self, branch: &Branch, column: Column) -> String {
        let row = self.forest.get(branch.place).map(|member| member.row);
        row.map_or_else(String::new, |row| column.cell(self.shelf, row, self.locale).0)
    }
}
