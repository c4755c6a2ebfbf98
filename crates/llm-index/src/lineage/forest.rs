//! A forest of models and variants, in which each is below the first of its parents.

use rayon::prelude::*;
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParentLink {
    /// The node of the parent.
    pub parent: NodeId,
    /// What the node has from it.
    pub relation: Relation,
    /// Whether only some variants of the node have it.
    pub is_partial: bool,
    /// The rows of the variants of the parent that are named, ascending; empty if none is.
    pub variants: Vec<RowId>,
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

/// A parallel task makes at least so many nodes.
const MIN_TASK_NODES: usize = 10_000;

impl LineageForest {
    /// Builds a forest, whose nodes have the positions of the seeds. Parents that are not among them are dropped, and
    /// cycles are broken.
    #[must_use]
    pub fn build(mut seeds: Vec<NodeSeed>) -> Self {
        let count = seeds.len();
        // Most models of a large catalogue have neither parents nor variants. One pass finds that, because reading a
        // million nodes takes as long as reading their memory.
        let (mut matches, mut has_parents, mut has_variants) = (0, false, false);
        for (id, seed) in seeds.iter_mut().enumerate() {
            settle_parents(&mut seed.parents, id, count);
            matches += usize::from(seed.is_match);
            has_parents |= !seed.parents.is_empty();
            has_variants |= !seed.variants.is_empty();
        }
        let by_age = ids_by_age(&seeds);
        let counts = Counts { matches, ancestors: count - matches, omitted: 0 };
        let nodes = seeds.into_par_iter().with_min_len(MIN_TASK_NODES).map(Node::from).collect();
        let mut forest = Self { nodes, roots: Vec::new(), counts };
        if has_variants {
            forest.count_models();
        }
        if has_parents {
            forest.link_nodes(&by_age);
        } else {
            forest.roots = by_age;
        }
        forest
    }

    /// Counts the models, of which one with several nodes is a match if one of them is.
    fn count_models(&mut self) {
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
    fn link_nodes(&mut self, by_age: &[NodeId]) {
        let tree_parents = break_cycles(self.nodes.iter().map(|node| Some(node.parents.first()?.parent)).collect());
        for (node, tree_parent) in self.nodes.iter_mut().zip(tree_parents) {
            node.tree_parent = tree_parent;
        }
        for id in by_age {
            let Some(node) = self.get(*id) else { continue };
            let parents: Vec<_> = node.parents.iter().map(|link| link.parent).collect();
            self.roots.extend(node.tree_parent.is_none().then_some(*id));
            for parent in parents {
                let Some(parent) = self.nodes.get_mut(parent) else { continue };
                // It may have something else from another variant of the parent.
                if parent.children.last() != Some(id) {
                    parent.children.push(*id);
                }
            }
        }
        let last_child = |node: &Node| self.get(node.tree_parent?)?.children.last().copied();
        let last_children: Vec<_> = self.nodes.iter().map(last_child).collect();
        for (id, (node, last)) in self.nodes.iter_mut().zip(last_children).enumerate() {
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

    /// How a node is linked to one of its parents: by weights, if that is one of several relations.
    #[must_use]
    pub fn link(&self, id: NodeId, parent: NodeId) -> Option<&ParentLink> {
        self.get(id)?.parents.iter().find(|link| link.parent == parent)
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

/// Leaves each parent that there is once by each relation, those by weights first: a node stands below a parent whose
/// weights it has, if there is one.
fn settle_parents(parents: &mut Vec<ParentLink>, id: NodeId, count: usize) {
    if parents.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    parents.retain(|link| link.parent < count && link.parent != id && seen.insert((link.parent, link.relation)));
    parents.sort_by_key(|link| (!link.relation.uses_weights(), link.is_partial));
}

/// The nodes, the oldest first; a model as a whole stands after its variants.
fn ids_by_age(seeds: &[NodeSeed]) -> Vec<NodeId> {
    // A number is compared faster than a date.
    let number = |Date { year, month, day }| {
        u32::from(year) << 16 | u32::from(month.unwrap_or(0)) << 8 | u32::from(day.unwrap_or(0))
    };
    let age = |seed: &NodeSeed| seed.released.map_or(u32::MAX, number);
    let key = |(id, seed): (NodeId, &NodeSeed)| (age(seed), seed.entry, seed.is_whole, id);
    let mut keys: Vec<_> = seeds.iter().enumerate().map(key).collect();
    keys.par_sort_unstable();
    keys.into_iter().map(|(.., id)| id).collect()
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
