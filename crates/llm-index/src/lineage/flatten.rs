//! A forest, line by line.

use crate::lineage::LineageForest;

/// A line of a forest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// The place of its model.
    pub node: usize,
    /// The place of the model that it stands under here.
    pub parent: Option<usize>,
    /// How many stand above it.
    pub depth: usize,
    /// Whether it is the last one under that model.
    pub is_last_child: bool,
    /// What is seen below it.
    pub fold: Fold,
}

/// What is seen below a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// There is nothing.
    Leaf,
    /// Its children are seen.
    Open,
    /// Its children are hidden.
    Folded,
    /// The model stands in full under another parent.
    Reference,
}

impl LineageForest {
    /// The lines from the top. What stands below a model is left out unless
    /// it is open; that is asked with its place and its depth.
    #[must_use]
    pub fn flatten(&self, is_open: impl Fn(usize, usize) -> bool) -> Vec<TreeRow> {
        let root = |place: &usize| self.tree_row(*place, None, 0, false, &is_open);
        // Those that are still to come, the next one last; descent may be too
        // deep for functions that call themselves.
        let mut waiting: Vec<_> = self.roots.iter().rev().filter_map(root).collect();
        let mut branches = Vec::new();
        while let Some(branch) = waiting.pop() {
            branches.push(branch);
            if branch.fold != Fold::Open {
                continue;
            }
            let children = self.get(branch.node).map_or(&[][..], |member| &member.children);
            for (number, child) in children.iter().rev().enumerate() {
                waiting.extend(self.tree_row(*child, Some(branch.node), branch.depth + 1, number == 0, &is_open));
            }
        }
        branches
    }

    fn tree_row(
        &self,
        place: usize,
        under: Option<usize>,
        depth: usize,
        is_last: bool,
        is_open: &impl Fn(usize, usize) -> bool,
    ) -> Option<TreeRow> {
        let member = self.get(place)?;
        let fold = match () {
            () if member.tree_parent != under => Fold::Reference,
            () if member.children.is_empty() => Fold::Leaf,
            () if is_open(place, depth) => Fold::Open,
            () => Fold::Folded,
        };
        Some(TreeRow { node: place, parent: under, depth, is_last_child: is_last, fold })
    }

    /// Whether the line itself and those above it are the last ones where they
    /// stand, the nearest first; roots have no such line.
    pub fn last_child_flags(&self, branch: &TreeRow) -> impl Iterator<Item = bool> {
        let parents =
            branch.parent.into_iter().flat_map(|under| std::iter::once(under).chain(self.tree_ancestors(under)));
        let lasts = parents.filter_map(|place| self.get(place)).map(|member| member.is_last_child);
        std::iter::once(branch.is_last_child).chain(lasts).take(branch.depth)
    }
}
