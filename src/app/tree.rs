//! The family tree: what it shows, what is folded.

use std::{collections::HashMap, ops::Range};

use ratatui::layout::Position;

use llm_index::lineage::{Fold, LineageForest, TreeRow};

use llm_index::RowId;

use crate::{
    action::Action,
    app::{App, ListState, Screen, layout},
    document::{self, Document, TreeColumns},
};

/// The most models that a tree is made of, beside their ancestors.
pub(super) const MAX_TREE_MODELS: usize = 20_000;
/// A larger tree is folded below some generations.
const AUTO_FOLD_THRESHOLD_NODES: usize = 150;
const AUTO_FOLD_DEPTH: usize = 3;

/// A family tree.
#[derive(Default)]
pub(super) struct TreeState {
    forest: LineageForest,
    /// The lines that are not folded away.
    rows: Vec<TreeRow>,
    /// The models that were folded (`false`) and unfolded, by their rows.
    expanded: HashMap<RowId, bool>,
    /// Whether it is being opened, so that its cursor has no place yet.
    is_opening: bool,
}

impl TreeState {
    /// Brings the lines to what is folded now.
    fn rebuild_rows(&mut self) {
        let (forest, folds) = (&self.forest, &self.expanded);
        let is_small = forest.nodes().len() <= AUTO_FOLD_THRESHOLD_NODES;
        self.rows = forest.flatten(|place, depth| {
            let chosen = forest.get(place).and_then(|member| folds.get(&member.row));
            chosen.copied().unwrap_or(is_small || depth + 1 < AUTO_FOLD_DEPTH)
        });
    }

    /// Unfolds everything above a model, and says on which line it stands.
    fn reveal(&mut self, place: usize) -> Option<usize> {
        let rows = self.forest.tree_ancestors(place).filter_map(|above| self.forest.get(above));
        let rows: Vec<_> = rows.map(|member| (member.row, true)).collect();
        let line =
            |tree: &Self| tree.rows.iter().position(|branch| branch.node == place && branch.fold != Fold::Reference);
        line(self).or_else(|| {
            self.expanded.extend(rows);
            self.rebuild_rows();
            line(self)
        })
    }
}

impl App {
    /// Opens the family tree at the selected model, or closes it.
    pub(super) fn toggle_tree(&mut self) {
        self.toggle_screen(Screen::Tree);
        if self.is_tree_open() {
            (self.tree.forest, self.tree.is_opening) = (LineageForest::default(), true);
            self.tree.rebuild_rows();
            self.start_search(self.current_row());
        }
    }

    /// Opens the family tree at a model, with all that descends from it.
    pub(super) fn open_descendants(&mut self, row: RowId) {
        let id = self.index.locate(row).map_or("", |(part, row)| part.id(row)).to_owned();
        let is_whole = self.search_input.value().is_empty() && self.index.len() <= MAX_TREE_MODELS;
        self.tree.expanded.insert(row, true);
        self.close_all_screens();
        self.toggle_tree();
        if !is_whole {
            self.search_input = format!("base:\"{id}\"").into();
            self.on_query_changed();
        }
    }

    /// Whether the family tree is open.
    #[must_use]
    pub fn is_tree_open(&self) -> bool {
        matches!(self.screen, Some((Screen::Tree, _)))
    }

    /// What the family tree is made of.
    #[must_use]
    pub fn forest(&self) -> &LineageForest {
        &self.tree.forest
    }

    /// Takes the families of what was found; the cursor goes to the model that
    /// is to be selected, to the best match of a new query, or stays where it is.
    pub(super) fn set_forest(&mut self, forest: LineageForest, select: Option<RowId>) {
        let here = self.tree_state().and_then(|cursor| self.model_row_at_line(cursor.selected));
        let is_new = std::mem::take(&mut self.tree.is_opening);
        self.tree.forest = forest;
        self.tree.rebuild_rows();
        let best = self.list.best_match().filter(|_| select.is_none() && !self.list.query().is_empty());
        let row = if is_new { select.or(best) } else { best.or(here) };
        let place = row.and_then(|row| self.tree.forest.node_id_by_row(row));
        if let Some((_, cursor)) = &mut self.screen {
            *cursor = ListState::default();
        }
        if let Some(place) = place {
            self.select_node(place);
        }
    }

    /// The tree as a sheet of which a window is laid out.
    pub(super) fn tree_document(&self, columns: usize) -> Document {
        let TreeState { forest, rows: branches, .. } = &self.tree;
        let tree =
            document::TreeView { index: &self.index, forest, rows: branches, locale: self.locale, is_foldable: true };
        let top = self.tree_state().unwrap_or_default();
        // The cursor may be about to be brought in sight.
        let sight = Range {
            start: top.offset.min(top.selected),
            end: (top.offset + usize::from(self.size.height)).max(top.selected + 1),
        };
        document::tree(&tree, TreeColumns::for_width(columns), &sight)
    }

    fn tree_state(&self) -> Option<ListState> {
        self.screen.filter(|(page, _)| *page == Screen::Tree).map(|(_, cursor)| cursor)
    }

    fn selected_tree_row(&self) -> Option<TreeRow> {
        self.tree.rows.get(self.tree_state()?.selected).copied()
    }

    fn model_row_at_line(&self, line: usize) -> Option<RowId> {
        let branch = self.tree.rows.get(line)?;
        self.tree.forest.get(branch.node).map(|member| member.row)
    }

    /// Folds, unfolds or moves along the branches.
    pub(super) fn navigate_tree(&mut self, action: Action) {
        let Some(branch) = self.selected_tree_row() else { return };
        match (action, branch.fold) {
            (_, Fold::Reference) if action != Action::Left => self.select_node(branch.node),
            (Action::Right, Fold::Open) => self.move_cursor(Action::NextRow),
            (Action::Right | Action::Mark, Fold::Folded) => self.set_expanded(branch, true),
            (Action::Left | Action::Mark, Fold::Open) => self.set_expanded(branch, false),
            (Action::Left, _) => {
                if let Some(under) = branch.parent {
                    self.select_node(under);
                }
            }
            _ => {}
        }
    }

    fn set_expanded(&mut self, branch: TreeRow, is_open: bool) {
        if let Some(member) = self.tree.forest.get(branch.node) {
            self.tree.expanded.insert(member.row, is_open);
            self.tree.rebuild_rows();
        }
    }

    /// Puts the cursor on the line of a model, wherever that is folded away.
    fn select_node(&mut self, place: usize) {
        let (Some(line), height) = (self.tree.reveal(place), self.document_height()) else { return };
        let count = self.tree.rows.len();
        self.document_state_mut().select(line, count, height);
    }

    /// Folds or unfolds at a click on the sign of a line; says whether it was one.
    pub(super) fn click_fold(&mut self, at: Position) -> bool {
        let (Some(cursor), body) = (self.tree_state(), self.layout().body) else { return false };
        let line = cursor.offset + usize::from(at.y.saturating_sub(body.y));
        let Some(branch) = self.tree.rows.get(line).copied() else { return false };
        let columns = usize::from(body.width.min(layout::MAX_TEXT_WIDTH));
        let is_sign = TreeColumns::for_width(columns)
            .fold_marker_columns(&branch)
            .contains(&usize::from(at.x.saturating_sub(body.x)));
        if !is_sign || !matches!(branch.fold, Fold::Open | Fold::Folded) {
            return false;
        }
        let (count, height) = (self.tree.rows.len(), self.document_height());
        self.document_state_mut().select(line, count, height);
        self.set_expanded(branch, branch.fold == Fold::Folded);
        true
    }
}
