//! A forest as the list of rows of a tree view.

use crate::lineage::forest::{LineageForest, NodeId};

/// A row of a tree view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// The model of the row.
    pub node: NodeId,
    /// The parent below which it is shown here.
    pub parent: Option<NodeId>,
    /// The number of rows above it in the tree.
    pub depth: usize,
    /// Whether it is the last child of that parent.
    pub is_last_child: bool,
    /// What is shown below the row.
    pub fold: Fold,
}

/// What a tree view shows below a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The model has no children.
    Leaf,
    /// Its children.
    Open,
    /// Nothing; the children are hidden.
    Folded,
    /// Nothing; the children are shown below another row of the model.
    Reference,
}

impl LineageForest {
    /// The rows from top to bottom. `is_open` decides by node and depth whether
    /// the children of a node are included.
    #[must_use]
    pub fn flatten(&self, is_open: impl Fn(NodeId, usize) -> bool) -> Vec<TreeRow> {
        if self.roots().len() == self.nodes().len() {
            // No node has a child, as in most catalogues of a million models. The nodes need not be read, in the order of
            // their dates each somewhere else in memory.
            let row =
                |id: &NodeId| TreeRow { node: *id, parent: None, depth: 0, is_last_child: false, fold: Fold::Leaf };
            return self.roots().iter().map(row).collect();
        }
        // A stack, the next row last: a lineage may be too deep for recursion.
        let mut pending = Vec::new();
        let mut rows = Vec::with_capacity(self.roots().len());
        for root in self.roots() {
            pending.extend(self.tree_row(*root, None, 0, false, &is_open));
            while let Some(row) = pending.pop() {
                rows.push(row);
                if row.fold != Fold::Open {
                    continue;
                }
                let children = self.get(row.node).map_or(&[][..], |node| &node.children);
                for (idx, child) in children.iter().rev().enumerate() {
                    pending.extend(self.tree_row(*child, Some(row.node), row.depth + 1, idx == 0, &is_open));
                }
            }
        }
        rows
    }

    fn tree_row(
        &self,
        id: NodeId,
        parent: Option<NodeId>,
        depth: usize,
        is_last_child: bool,
        is_open: &impl Fn(NodeId, usize) -> bool,
    ) -> Option<TreeRow> {
        let node = self.get(id)?;
        let fold = match () {
            () if node.tree_parent != parent => Fold::Reference,
            () if node.children.is_empty() => Fold::Leaf,
            () if is_open(id, depth) => Fold::Open,
            () => Fold::Folded,
        };
        Some(TreeRow { node: id, parent, depth, is_last_child, fold })
    }

    /// Whether the row, then each of the rows above it in the tree, is a last
    /// child; roots are left out.
    pub fn last_child_flags(&self, row: &TreeRow) -> impl Iterator<Item = bool> {
        let ancestors =
            row.parent.into_iter().flat_map(|parent| std::iter::once(parent).chain(self.tree_ancestors(parent)));
        let flags = ancestors.filter_map(|id| self.get(id)).map(|node| node.is_last_child);
        std::iter::once(row.is_last_child).chain(flags).take(row.depth)
    }
}
