//! The family tree: what it shows, what is folded.

use std::{collections::HashMap, ops::Range};

use ratatui::layout::Position;

use super::{App, Cursor, Page, layout};
use crate::{
    action::Action,
    sheet::{self, Sheet, Widths},
    shelf::lineage::{Branch, Fold, Forest},
};

/// The most models that a tree is made of, beside their ancestors.
pub(super) const MOST: usize = 20_000;
/// A larger tree is folded below some generations.
const LARGE: usize = 150;
const GENERATIONS: usize = 3;

/// A family tree.
#[derive(Default)]
pub(super) struct Tree {
    forest: Forest,
    /// The lines that are not folded away.
    branches: Vec<Branch>,
    /// The models that were folded (`false`) and unfolded, by their rows.
    folds: HashMap<usize, bool>,
    /// Whether it is being opened, so that its cursor has no place yet.
    is_new: bool,
}

impl Tree {
    /// Brings the lines to what is folded now.
    fn unfold(&mut self) {
        let (forest, folds) = (&self.forest, &self.folds);
        let is_small = forest.members().len() <= LARGE;
        self.branches = forest.branches(|place, depth| {
            let chosen = forest.get(place).and_then(|member| folds.get(&member.row));
            chosen.copied().unwrap_or(is_small || depth + 1 < GENERATIONS)
        });
    }

    /// Unfolds everything above a model, and says on which line it stands.
    fn reveal(&mut self, place: usize) -> Option<usize> {
        let rows = self.forest.above(place).filter_map(|above| self.forest.get(above));
        let rows: Vec<_> = rows.map(|member| (member.row, true)).collect();
        let line = |tree: &Self| {
            tree.branches.iter().position(|branch| branch.place == place && branch.fold != Fold::Elsewhere)
        };
        line(self).or_else(|| {
            self.folds.extend(rows);
            self.unfold();
            line(self)
        })
    }
}

impl App {
    /// Opens the family tree at the selected model, or closes it.
    pub(super) fn toggle_tree(&mut self) {
        self.toggle(Page::Tree);
        if self.shows_tree() {
            (self.tree.forest, self.tree.is_new) = (Forest::default(), true);
            self.tree.unfold();
            self.seek(self.current());
        }
    }

    /// Opens the family tree at a model, with all that descends from it.
    pub(super) fn open_family(&mut self, row: usize) {
        let id = self.shelf.part_of(row).map_or("", |(part, row)| part.id(row)).to_owned();
        let is_whole = self.search.value().is_empty() && self.shelf.len() <= MOST;
        self.tree.folds.insert(row, true);
        self.close_pages();
        self.toggle_tree();
        if !is_whole {
            self.search = format!("base:\"{id}\"").into();
            self.requery();
        }
    }

    /// Whether the family tree is open.
    #[must_use]
    pub fn shows_tree(&self) -> bool {
        matches!(self.page, Some((Page::Tree, _)))
    }

    /// What the family tree is made of.
    #[must_use]
    pub fn forest(&self) -> &Forest {
        &self.tree.forest
    }

    /// Takes the families of what was found; the cursor goes to the model that
    /// is to be selected, to the best match of a new query, or stays where it is.
    pub(super) fn plant(&mut self, forest: Forest, select: Option<usize>) {
        let here = self.tree_cursor().and_then(|cursor| self.row_at(cursor.row));
        let is_new = std::mem::take(&mut self.tree.is_new);
        self.tree.forest = forest;
        self.tree.unfold();
        let best = self.table.best().filter(|_| select.is_none() && !self.table.query().is_empty());
        let row = if is_new { select.or(best) } else { best.or(here) };
        let place = row.and_then(|row| self.tree.forest.place_of(row));
        if let Some((_, cursor)) = &mut self.page {
            *cursor = Cursor::default();
        }
        if let Some(place) = place {
            self.go_to(place);
        }
    }

    /// The tree as a sheet of which a window is laid out.
    pub(super) fn tree_sheet(&self, columns: usize) -> Sheet {
        let Tree { forest, branches, .. } = &self.tree;
        let tree = sheet::Tree { shelf: &self.shelf, forest, branches, locale: self.locale, folds: true };
        let top = self.tree_cursor().unwrap_or_default();
        // The cursor may be about to be brought in sight.
        let sight =
            Range { start: top.top.min(top.row), end: (top.top + usize::from(self.size.height)).max(top.row + 1) };
        sheet::tree(&tree, Widths::within(columns), &sight)
    }

    fn tree_cursor(&self) -> Option<Cursor> {
        self.page.filter(|(page, _)| *page == Page::Tree).map(|(_, cursor)| cursor)
    }

    fn branch_here(&self) -> Option<Branch> {
        self.tree.branches.get(self.tree_cursor()?.row).copied()
    }

    fn row_at(&self, line: usize) -> Option<usize> {
        let branch = self.tree.branches.get(line)?;
        self.tree.forest.get(branch.place).map(|member| member.row)
    }

    /// Folds, unfolds or moves along the branches.
    pub(super) fn climb(&mut self, action: Action) {
        let Some(branch) = self.branch_here() else { return };
        match (action, branch.fold) {
            (_, Fold::Elsewhere) if action != Action::Out => self.go_to(branch.place),
            (Action::Into, Fold::Open) => self.travel(Action::NextRow),
            (Action::Into | Action::Mark, Fold::Folded) => self.fold(branch, true),
            (Action::Out | Action::Mark, Fold::Open) => self.fold(branch, false),
            (Action::Out, _) => {
                if let Some(under) = branch.under {
                    self.go_to(under);
                }
            }
            _ => {}
        }
    }

    fn fold(&mut self, branch: Branch, is_open: bool) {
        if let Some(member) = self.tree.forest.get(branch.place) {
            self.tree.folds.insert(member.row, is_open);
            self.tree.unfold();
        }
    }

    /// Puts the cursor on the line of a model, wherever that is folded away.
    fn go_to(&mut self, place: usize) {
        let (Some(line), height) = (self.tree.reveal(place), self.sheet_height()) else { return };
        let count = self.tree.branches.len();
        self.sheet_cursor().select(line, count, height);
    }

    /// Folds or unfolds at a click on the sign of a line; says whether it was one.
    pub(super) fn click_fold(&mut self, at: Position) -> bool {
        let (Some(cursor), body) = (self.tree_cursor(), self.layout().body) else { return false };
        let line = cursor.top + usize::from(at.y.saturating_sub(body.y));
        let Some(branch) = self.tree.branches.get(line).copied() else { return false };
        let columns = usize::from(body.width.min(layout::READABLE));
        let is_sign = Widths::within(columns).fold_sign(&branch).contains(&usize::from(at.x.saturating_sub(body.x)));
        if !is_sign || !matches!(branch.fold, Fold::Open | Fold::Folded) {
            return false;
        }
        let (count, height) = (self.tree.branches.len(), self.sheet_height());
        self.sheet_cursor().select(line, count, height);
        self.fold(branch, branch.fold == Fold::Folded);
        true
    }
}
