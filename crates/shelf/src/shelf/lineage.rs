//! Who descends from whom among some models: a forest in which each model
//! stands once in full, under the first of its parents that is there.

use std::collections::HashMap;

mod branch;
mod gather;

pub use branch::{Branch, Fold};

use crate::catalog::{date::Date, model::Stage, parent::Relation};

/// Families of models. A model is named by its place among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forest {
    members: Vec<Member>,
    /// The models that stand under no other.
    roots: Vec<usize>,
    /// How many models were left out, as there are too many.
    left_out: usize,
}

/// A model before it has its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sprout {
    /// Its row on the shelf.
    pub row: usize,
    /// How it was trained.
    pub stage: Stage,
    /// When it came out.
    pub released: Option<Date>,
    /// Whether it was asked for; others are there because such a one descends from them.
    pub is_wanted: bool,
    /// The rows of its parents, and what it has from each.
    pub parents: Vec<(usize, Relation)>,
}

/// A model in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
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
    pub under: Option<usize>,
    /// Whether it is the last child there.
    is_last: bool,
}

impl Forest {
    /// Gives models their places, the oldest first. Parents that are not among
    /// them are left out; a circle is cut at one of its models.
    #[must_use]
    pub fn plant(mut sprouts: Vec<Sprout>) -> Self {
        sprouts.sort_unstable_by_key(|sprout| (sprout.released.is_none(), sprout.released, sprout.row));
        sprouts.dedup_by_key(|sprout| sprout.row);
        let places: HashMap<_, _> = sprouts.iter().enumerate().map(|(place, sprout)| (sprout.row, place)).collect();
        let member = |(place, sprout): (usize, Sprout)| {
            let mut parents: Vec<(usize, Relation)> = Vec::new();
            for (row, relation) in sprout.parents {
                let Some(parent) = places.get(&row).filter(|parent| **parent != place) else { continue };
                if !parents.iter().any(|(other, _)| other == parent) {
                    parents.push((*parent, relation));
                }
            }
            let Sprout { row, stage, is_wanted, .. } = sprout;
            Member { row, stage, is_wanted, under: None, parents, children: Vec::new(), is_last: false }
        };
        let members = sprouts.into_iter().enumerate().map(member).collect();
        let mut forest = Self { members, ..Self::default() };
        forest.join();
        forest
    }

    /// Puts every model under its parent, and lists the children of each.
    fn join(&mut self) {
        let under = uncircled(self.members.iter().map(|member| Some(member.parents.first()?.0)).collect());
        self.roots = (0..under.len()).filter(|place| under.get(*place) == Some(&None)).collect();
        let mut children = vec![Vec::new(); self.members.len()];
        for (place, member) in self.members.iter().enumerate() {
            for (parent, _) in &member.parents {
                children.get_mut(*parent).into_iter().for_each(|children| children.push(place));
            }
        }
        let lasts: Vec<_> = children.iter().map(|children| children.last().copied()).collect();
        for (place, (member, children)) in self.members.iter_mut().zip(children).enumerate() {
            member.children = children;
            member.under = under.get(place).copied().flatten();
            let last = member.under.and_then(|parent| lasts.get(parent).copied().flatten());
            member.is_last = last == Some(place);
        }
    }

    /// Every model, by its place.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The model at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Member> {
        self.members.get(place)
    }

    /// The place of the model of a row.
    #[must_use]
    pub fn place_of(&self, row: usize) -> Option<usize> {
        self.members.iter().position(|member| member.row == row)
    }

    /// The models that a place stands under, the nearest first.
    pub fn above(&self, place: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.get(place).and_then(|member| member.under), |place| self.get(*place)?.under)
    }

    /// What a model has from a parent.
    #[must_use]
    pub fn relation(&self, place: usize, parent: usize) -> Option<Relation> {
        let parents = &self.get(place)?.parents;
        parents.iter().find(|(other, _)| *other == parent).map(|(_, relation)| *relation)
    }

    /// How many models were asked for and are there.
    #[must_use]
    pub fn wanted(&self) -> usize {
        self.members.iter().filter(|member| member.is_wanted).count()
    }

    /// How many models were left out, as there are too many.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

/// The parent of each place, with every circle cut. A dump may hold circles,
/// as nobody has checked it.
fn uncircled(mut under: Vec<Option<usize>>) -> Vec<Option<usize>> {
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
