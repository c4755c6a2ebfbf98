//! A forest of models and variants, in which each is below the first of its parents.

use rustc_hash::FxHashSet;

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

/// Models, or groups of their variants, and the parents that are among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineageForest {
    nodes: Vec<Node>,
    /// The nodes without a tree parent.
    roots: Vec<NodeId>,
    counts: Counts,
}

/// Numbers of models, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    matches: usize,
    ancestors: usize,
    /// Matching models beyond the limit.
    omitted: usize,
}

/// A node to build a forest of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeSeed {
    /// The first row of the model.
    pub entry: RowId,
    /// The row of the node: of its first variant.
    pub row: RowId,
    /// The rows of its variants, if the others have other parents; else empty.
    pub variants: Vec<RowId>,
    /// Whether it is a model as a whole, beside groups of its variants: the parent of those that name no variant.
    pub is_whole: bool,
    /// Its stage.
    pub stage: Stage,
    /// Its release date.
    pub released: Option<Date>,
    /// Whether it matches the query, rather than being an ancestor of a node that does.
    pub is_match: bool,
    /// The parents, each by its position among the seeds.
    pub parents: Vec<ParentLink>,
}

/// A parent of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParentLink {
    /// The node of the parent.
    pub parent: NodeId,
    /// What the node has from it.
    pub relation: Relation,
    /// Whether only some variants of the node have it.
    pub is_partial: bool,
}

/// A model of a forest, or a group of its variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The first row of the model.
    pub entry: RowId,
    /// The row of the node: of its first variant.
    pub row: RowId,
    /// The rows of its variants, if the others have other parents; else empty.
    pub variants: Box<[RowId]>,
    /// Its stage.
    pub stage: Stage,
    /// Whether it matches the query, rather than being an ancestor of a node that does.
    pub is_match: bool,
    /// The parents.
    pub parents: Vec<ParentLink>,
    /// The nodes that have this one as a parent, oldest first.
    pub children: Vec<NodeId>,
    /// The parent below which the node is shown with its children.
    pub tree_parent: Option<NodeId>,
    /// Whether the node is the last child of its tree parent.
    pub(super) is_last_child: bool,
}

impl From<NodeSeed> for Node {
    /// A node without children.
    fn from(seed: NodeSeed) -> Self {
        let NodeSeed { entry, row, variants, stage, is_match, parents, .. } = seed;
        let variants = variants.into();
        Self {
            entry,
            row,
            variants,
            stage,
            is_match,
            parents,
            children: Vec::new(),
            tree_parent: None,
            is_last_child: false,
        }
    }
}

impl LineageForest {
    /// Builds a forest, oldest nodes first. Parents that are not among the nodes are dropped, and cycles are broken.
    #[must_use]
    pub fn build(seeds: Vec<NodeSeed>) -> Self {
        let mut seeds: Vec<_> = seeds.into_iter().enumerate().collect();
        // A model as a whole stands after its variants.
        seeds.sort_unstable_by_key(|(idx, seed)| {
            (seed.released.is_none(), seed.released, seed.entry, seed.is_whole, *idx)
        });
        // Most models of a large catalogue have no parents.
        if seeds.iter().any(|(_, seed)| !seed.parents.is_empty()) {
            let mut new_ids = vec![None; seeds.len()];
            for (id, (idx, _)) in seeds.iter().enumerate() {
                new_ids.get_mut(*idx).into_iter().for_each(|new_id| *new_id = Some(id));
            }
            for (id, (_, seed)) in seeds.iter_mut().enumerate() {
                resolve_parents(&mut seed.parents, id, &new_ids);
            }
        }
        let nodes = seeds.into_iter().map(|(_, seed)| Node::from(seed)).collect();
        let mut forest = Self { nodes, ..Self::default() };
        forest.count_models();
        forest.link_nodes();
        forest
    }

    /// Counts the models; one with several nodes is a match if one of them is.
    fn count_models(&mut self) {
        let matches = self.nodes.iter().filter(|node| node.is_match).count();
        self.counts = Counts { matches, ancestors: self.nodes.len() - matches, omitted: 0 };
        if self.nodes.iter().all(|node| node.variants.is_empty()) {
            return;
        }
        let entries =
            |is_match: bool| self.nodes.iter().filter(move |node| node.is_match == is_match).map(|node| node.entry);
        let matches: FxHashSet<RowId> = entries(true).collect();
        let ancestors: FxHashSet<RowId> = entries(false).filter(|entry| !matches.contains(entry)).collect();
        self.counts = Counts { matches: matches.len(), ancestors: ancestors.len(), omitted: 0 };
    }

    /// Sets the number of matching models beyond the limit.
    pub(super) fn with_omitted(self, omitted: usize) -> Self {
        Self { counts: Counts { omitted, ..self.counts }, ..self }
    }

    /// Sets the roots, the tree parents and the children.
    fn link_nodes(&mut self) {
        let tree_parents = break_cycles(self.nodes.iter().map(|node| Some(node.parents.first()?.parent)).collect());
        let ids = tree_parents.iter().enumerate();
        self.roots = ids.filter(|(_, parent)| parent.is_none()).map(|(id, _)| id).collect();
        let mut children = vec![Vec::new(); self.nodes.len()];
        for (id, node) in self.nodes.iter().enumerate() {
            for link in &node.parents {
                children.get_mut(link.parent).into_iter().for_each(|children| children.push(id));
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

    /// The node of a variant, by its row and the first row of its model; another node of the model if that is not here.
    #[must_use]
    pub fn node_id(&self, row: RowId, entry: RowId) -> Option<NodeId> {
        let of_variant = self.nodes.iter().position(|node| node.variants.contains(&row));
        of_variant.or_else(|| self.nodes.iter().position(|node| node.entry == entry))
    }

    /// The tree parent of a node, its tree parent, and so on.
    pub fn tree_ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.get(id).and_then(|node| node.tree_parent), |id| self.get(*id)?.tree_parent)
    }

    /// How a node is linked to one of its parents.
    #[must_use]
    pub fn link(&self, id: NodeId, parent: NodeId) -> Option<ParentLink> {
        self.get(id)?.parents.iter().find(|link| link.parent == parent).copied()
    }

    /// The number of matching models in the forest.
    #[must_use]
    pub fn match_count(&self) -> usize {
        self.counts.matches
    }

    /// The number of other models.
    #[must_use]
    pub fn ancestor_count(&self) -> usize {
        self.counts.ancestors
    }

    /// Whether there is a node that does not match the query.
    #[must_use]
    pub fn has_ancestors(&self) -> bool {
        self.nodes.iter().any(|node| !node.is_match)
    }

    /// The number of matching models that were left out because of the limit.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.counts.omitted
    }
}

/// Replaces positions of parents by ids of nodes, and leaves each parent once, those by weights first: a node stands
/// below a parent whose weights it has, if there is one.
fn resolve_parents(parents: &mut Vec<ParentLink>, id: NodeId, new_ids: &[Option<NodeId>]) {
    let mut seen = FxHashSet::from_iter([id]);
    parents.retain_mut(|link| match new_ids.get(link.parent).copied().flatten() {
        Some(parent) if seen.insert(parent) => {
            link.parent = parent;
            true
        }
        _ => false,
    });
    parents.sort_by_key(|link| (!link.relation.uses_weights(), link.is_partial));
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
