//! Who descends from whom among some models: a forest in which each model
//! stands once in full, under the first of its parents that is there.

use std::collections::HashMap;

mod build;
mod flatten;
mod query;

pub use crate::lineage::flatten::{Fold, TreeRow};

use llm_catalog::{date::Date, model::Stage, parent::Relation};

/// Families of models. A model is named by its place among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineageForest {
    nodes: Vec<Node>,
    /// The models that stand under no other.
    roots: Vec<usize>,
    /// How many models were left out, as there are too many.
    omitted: usize,
}

/// A model before it has its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeSeed {
    /// Its row on the shelf.
    pub row: usize,
    /// How it was trained.
    pub stage: Stage,
    /// When it came out.
    pub released: Option<Date>,
    /// Whether it was asked for; others are there because such a one descends from them.
    pub is_match: bool,
    /// The rows of its parents, and what it has from each.
    pub parents: Vec<(usize, Relation)>,
}

/// A model in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its row on the shelf.
    pub row: usize,
    /// How it was trained.
    pub stage: Stage,
    /// Whether it was asked for; others are there because such a one descends from them.
    pub is_wanted: bool,
    /// The places of its parents, and what it has from each.
    pub parents: Vec<(usize, Relation)>,
    /// The places of all that have it as a parent, the oldest first.
    pub children: Vec<usize>,
    /// The parent that it stands under.
    pub tree_parent: Option<usize>,
    /// Whether it is the last child there.
    is_last_child: bool,
}

impl LineageForest {
    /// Gives models their places, the oldest first. Parents that are not among
    /// them are left out; a circle is cut at one of its models.
    #[must_use]
    pub fn build(mut sprouts: Vec<NodeSeed>) -> Self {
        sprouts.sort_unstable_by_key(|sprout| (sprout.released.is_none(), sprout.released, sprout.row));
        sprouts.dedup_by_key(|sprout| sprout.row);
        let places: HashMap<_, _> = sprouts.iter().enumerate().map(|(place, sprout)| (sprout.row, place)).collect();
        let member = |(place, sprout): (usize, NodeSeed)| {
            let mut parents: Vec<(usize, Relation)> = Vec::new();
            for (row, relation) in sprout.parents {
                let Some(parent) = places.get(&row).filter(|parent| **parent != place) else { continue };
                if !parents.iter().any(|(other, _)| other == parent) {
                    parents.push((*parent, relation));
                }
            }
            let NodeSeed { row, stage, is_match: is_wanted, .. } = sprout;
            Node { row, stage, is_wanted, tree_parent: None, parents, children: Vec::new(), is_last_child: false }
        };
        let members = sprouts.into_iter().enumerate().map(member).collect();
        let mut forest = Self { nodes: members, ..Self::default() };
        forest.link_nodes();
        forest
    }

    /// Puts every model under its parent, and lists the children of each.
    fn link_nodes(&mut self) {
        let under = break_cycles(self.nodes.iter().map(|member| Some(member.parents.first()?.0)).collect());
        self.roots = (0..under.len()).filter(|place| under.get(*place) == Some(&None)).collect();
        let mut children = vec![Vec::new(); self.nodes.len()];
        for (place, member) in self.nodes.iter().enumerate() {
            for (parent, _) in &member.parents {
                children.get_mut(*parent).into_iter().for_each(|children| children.push(place));
            }
        }
        let lasts: Vec<_> = children.iter().map(|children| children.last().copied()).collect();
        for (place, (member, children)) in self.nodes.iter_mut().zip(children).enumerate() {
            member.children = children;
            member.tree_parent = under.get(place).copied().flatten();
            let last = member.tree_parent.and_then(|parent| lasts.get(parent).copied().flatten());
            member.is_last_child = last == Some(place);
        }
    }

    /// Every model, by its place.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The model at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Node> {
        self.nodes.get(place)
    }

    /// The place of the model of a row.
    #[must_use]
    pub fn node_id_by_row(&self, row: usize) -> Option<usize> {
        self.nodes.iter().position(|member| member.row == row)
    }

    /// The models that a place stands under, the nearest first.
    pub fn tree_ancestors(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.get(place).and_then(|member| member.tree_parent), |place| {
            self.get(*place)?.tree_parent
        })
    }

    /// What a model has from a parent.
    #[must_use]
    pub fn relation(&self, place: usize, parent: usize) -> Option<Relation> {
        let parents = &self.get(place)?.parents;
        parents.iter().find(|(other, _)| *other == parent).map(|(_, relation)| *relation)
    }

    /// How many models were asked for and are there.
    #[must_use]
    pub fn match_count(&self) -> usize {
        self.nodes.iter().filter(|member| member.is_wanted).count()
    }

    /// How many models were left out, as there are too many.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }
}

/// The parent of each place, with every circle cut. A dump may hold circles,
/// as nobody has checked it.
fn break_cycles(mut under: Vec<Option<usize>>) -> Vec<Option<usize>> {
    // The walk that came by a place first.
    let mut walks: Vec<Option<usize>> = vec![None; under.len()];
    for start in 0..under.len() {
        let mut next = Some(start);
        while let Some(place) = next {
            let (Some(walk), Some(parent)) = (walks.get_mut(place), under.get_mut(place)) else { break };
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
    under
}
