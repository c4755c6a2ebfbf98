//! A find in the family tree, which also finds models in folded branches.

use llm_index::lineage::{Fold, LineageForest, NodeId, TreeRow};

use crate::{app::screens::folds::Folds, document::TextPattern};

/// A find: where it started and the models found.
#[derive(Debug)]
pub struct TreeFind {
    /// The folds when the find started.
    pub(super) folds: Folds,
    /// The model at the cursor when the find started.
    pub(super) node: Option<NodeId>,
    /// Every model in the order of the unfolded tree.
    order: Vec<NodeId>,
    /// The indices of those found, ascending.
    found: Vec<usize>,
}

impl TreeFind {
    pub(super) fn new(folds: Folds, node: Option<NodeId>) -> Self {
        Self { folds, node, order: Vec::new(), found: Vec::new() }
    }

    /// Looks for a text in the rows of a forest.
    pub(super) fn set_text(&mut self, text: &str, forest: &LineageForest, row_text: impl Fn(&TreeRow) -> String) {
        let mut rows = forest.flatten(|_, _| true);
        rows.retain(|row| row.fold != Fold::Reference);
        self.order = rows.iter().map(|row| row.node).collect();
        let pattern = TextPattern::new(text);
        let is_found = |row: &TreeRow| pattern.as_ref().is_some_and(|pattern| pattern.is_in(&row_text(row)));
        self.found = rows.iter().enumerate().filter(|(_, row)| is_found(row)).map(|(idx, _)| idx).collect();
    }

    fn index_of(&self, node: Option<NodeId>) -> usize {
        self.order.iter().position(|other| Some(*other) == node).unwrap_or_default()
    }

    /// The first model found from where the find started, else the first of all.
    pub(super) fn first(&self) -> Option<NodeId> {
        let start = self.index_of(self.node);
        let idx = self.found.iter().find(|idx| **idx >= start).or(self.found.first())?;
        self.order.get(*idx).copied()
    }

    /// The next or previous model found, round the end.
    pub(super) fn next(&self, current: Option<NodeId>, forward: bool) -> Option<NodeId> {
        let current = self.index_of(current);
        let idx = if forward {
            self.found.iter().find(|idx| **idx > current).or(self.found.first())
        } else {
            self.found.iter().rev().find(|idx| **idx < current).or(self.found.last())
        };
        self.order.get(*idx?).copied()
    }

    /// The number of a model among those found, from 1, and how many there are.
    pub(super) fn position(&self, node: Option<NodeId>) -> (Option<usize>, usize) {
        let position = self.found.iter().position(|idx| self.order.get(*idx).copied() == node);
        (position.map(|idx| idx + 1), self.found.len())
    }
}
