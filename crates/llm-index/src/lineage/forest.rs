//! A forest of models, in which each model is below the first of its parents.

use rustc_hash::{FxHashMap, FxHashSet};

use llm_catalog::{date::Date, model::Stage, parent::Relation};

use crate::row_id::RowId;

/// The index of a node in a [`LineageForest`].
pub type NodeId = usize;

/// The relations to parents that a forest has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relations {
    /// Those that use the weights of the parent: fine-tuning, merging, adapters.
    #[default]
    Weights,
    /// All: also the same architecture, objective or data, and successors.
    All,
}

impl Relations {
    /// True if a relation is one of them.
    #[must_use]
    pub fn contains(self, relation: Relation) -> bool {
        self == Self::All || relation.uses_weights()
    }

    /// The other choice.
    #[must_use]
    pub fn toggle(self) -> Self {
        match self {
            Self::Weights => Self::All,
            Self::All => Self::Weights,
        }
    }
}

/// Models and the parents that are among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineageForest {
    nodes: Vec<Node>,
    /// The nodes without a tree parent.
    roots: Vec<NodeId>,
    /// The number of matching models beyond the limit.
    omitted: usize,
}

/// A model to build a forest of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeSeed {
    /// The row of the model.
    pub row: RowId,
    /// Its stage.
    pub stage: Stage,
    /// Its release date.
    pub released: Option<Date>,
    /// Whether the model matches the query, rather than being an ancestor of one that does.
    pub is_match: bool,
    /// The rows of the parents with the relation to each.
    pub parents: Vec<(RowId, Relation)>,
}

/// A model of a forest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The row of the model.
    pub row: RowId,
    /// Its stage.
    pub stage: Stage,
    /// Whether the model matches the query, rather than being an ancestor of one that does.
    pub is_match: bool,
    /// The parents with the relation to each.
    pub parents: Vec<(NodeId, Relation)>,
    /// The nodes that have this one as a parent, oldest first.
    pub children: Vec<NodeId>,
    /// The parent below which the node is shown with its children.
    pub tree_parent: Option<NodeId>,
    /// Whether the node is the last child of its tree parent.
    pub(super) is_last_child: bool,
}

impl LineageForest {
    /// Builds a forest, oldest models first. Parents that are not among the
    /// models are dropped, and cycles are broken.
    #[must_use]
    pub fn build(mut seeds: Vec<NodeSeed>) -> Self {
        seeds.sort_unstable_by_key(|seed| (seed.released.is_none(), seed.released, seed.row));
        seeds.dedup_by_key(|seed| seed.row);
        // Most models of a large catalogue have no parents.
        let has_parents = seeds.iter().any(|seed| !seed.parents.is_empty());
        let with_ids = seeds.iter().enumerate().filter(|_| has_parents);
        let ids: FxHashMap<RowId, NodeId> = with_ids.map(|(id, seed)| (seed.row, id)).collect();
        let node = |(id, seed): (NodeId, NodeSeed)| {
            let (mut parents, mut seen) = (Vec::<(NodeId, Relation)>::new(), FxHashSet::default());
            for (row, relation) in seed.parents {
                let Some(parent) = ids.get(&row).filter(|parent| **parent != id) else { continue };
                if seen.insert(*parent) {
                    parents.push((*parent, relation));
                }
            }
            // A model stands below a parent whose weights it has, if there is one.
            parents.sort_by_key(|(_, relation)| !relation.uses_weights());
            let NodeSeed { row, stage, is_match, .. } = seed;
            Node { row, stage, is_match, tree_parent: None, parents, children: Vec::new(), is_last_child: false }
        };
        let nodes = seeds.into_iter().enumerate().map(node).collect();
        let mut forest = Self { nodes, ..Self::default() };
        forest.link_nodes();
        forest
    }

    /// Sets the number of matching models beyond the limit.
    pub(super) fn with_omitted(self, omitted: usize) -> Self {
        Self { omitted, ..self }
    }

    /// Sets the roots, the tree parents and the children.
    fn link_nodes(&mut self) {
        let tree_parents = break_cycles(self.nodes.iter().map(|node| Some(node.parents.first()?.0)).collect());
        let ids = tree_parents.iter().enumerate();
        self.roots = ids.filter(|(_, parent)| parent.is_none()).map(|(id, _)| id).collect();
        let mut children = vec![Vec::new(); self.nodes.len()];
        for (id, node) in self.nodes.iter().enumerate() {
            for (parent, _) in &node.parents {
                children.get_mut(*parent).into_iter().for_each(|children| children.push(id));
            }
        }
        let last_children: Vec<_> = children.iter().map(|children| children.last().copied()).collect();
        for (id, (node, children)) in self.nodes.iter_mut().zip(children).enumerate() {
            node.children = children;
            node.tree_parent = tree_parents.get(id).copied().flatten();
            let last = node.tree_parent.and_then(|parent| last_children.get(parent).copied().flatten());
            node.is_last_child = last == Some(id);
        }
    }

    /// All nodes, by id.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The nodes without a tree parent, oldest first.
    #[must_use]
    pub fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// The node with this id.
    #[must_use]
    pub fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The node of the model of a row.
    #[must_use]
    pub fn node_id_by_row(&self, row: RowId) -> Option<NodeId> {
        self.nodes.iter().position(|node| node.row == row)
    }

    /// The tree parent of a node, its tree parent, and so on.
    pub fn tree_ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.get(id).and_then(|node| node.tree_parent), |id| self.get(*id)?.tree_parent)
    }

    /// The relation of a node to one of its parents.
    #[must_use]
    pub fn relation(&self, id: NodeId, parent: NodeId) -> Option<Relation> {
        let parents = &self.get(id)?.parents;
        parents.iter().find(|(other, _)| *other == parent).map(|(_, relation)| *relation)
    }

    /// The number of matching models in the forest.
    #[must_use]
    pub fn match_count(&self) -> usize {
        self.nodes.iter().filter(|node| node.is_match).count()
    }

    /// The number of matching models that were left out because of the limit.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }
}

/// Removes one parent of each cycle. JSON Lines files are not checked for cycles.
fn break_cycles(mut parents: Vec<Option<NodeId>>) -> Vec<Option<NodeId>> {
    // The start of the walk that reached a node first.
    let mut visited_from: Vec<Option<NodeId>> = vec![None; parents.len()];
    for start in 0..parents.len() {
        let mut next = Some(start);
        while let Some(id) = next {
            let (Some(walk), Some(parent)) = (visited_from.get_mut(id), parents.get_mut(id)) else { break };
            if *walk == Some(start) {
                *parent = None;
            }
            if walk.is_some() {
                break;
            }
            *walk = Some(start);
            next = *parent;
        }
    }
    parents
}
