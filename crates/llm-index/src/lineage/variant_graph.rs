//! Which models, and which of their variants, descend from which.
//!
//! A parent of which a variant is named is that variant. One of which none is named is the model as a whole: it has by
//! weights the ancestors that all its variants have, and by any relation those of any variant. Variants with the same
//! parents are one node, and a model whose variants all have the same parents is a single node.

use std::{cell::Cell, collections::VecDeque, ops::Range};

use rustc_hash::{FxHashMap, FxHashSet};

use llm_catalog::{
    id::Id,
    parent::{Parent, Relation},
};

use crate::{
    index::Index,
    lineage::{
        forest::{NodeId, NodeSeed, ParentLink, Relations},
        variant_groups::VariantGroup,
    },
    row_id::RowId,
    segment::hash_variant,
};

/// How often variants are compared and the ancestors of whole models computed again. Twice is enough unless a model is
/// much older than its parents, or descends from itself.
const MAX_ROUNDS: usize = 32;
/// How many ancestors of a variant are looked at. A real lineage has fewer.
const MAX_ANCESTORS: usize = 1_000;
/// How many ancestors are looked at in all, if a catalogue has thousands of such models in cycles. Those of a model as a
/// whole that are not found by then are left out.
const MAX_VISITS: usize = 5_000_000;

/// What a model or a variant descends from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Target {
    /// The variants of a group, by its position.
    Group(usize),
    /// A model as a whole, by its first row, whose variants have different parents.
    Whole(RowId),
    /// A variant that the model does not have.
    Unknown(RowId),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    target: Target,
    relation: Relation,
    /// Whether only some variants of a whole model have it.
    is_partial: bool,
    /// The variants of the target that are named, ascending; empty if one of several links names none.
    variants: Vec<RowId>,
}

impl Link {
    /// What is compared where variants that are named make no difference.
    fn key(&self) -> (Target, Relation) {
        (self.target, self.relation)
    }

    /// Adds the variants that another link with the same key names.
    fn add_variants(&mut self, other: &Self) {
        if self.variants.is_empty() || other.variants.is_empty() {
            self.variants.clear();
            return;
        }
        self.variants.extend(&other.variants);
        self.variants.sort_unstable();
        self.variants.dedup();
    }
}

/// The nodes of some models: those of variants, each with the position of the parents among them. Parents that are not
/// among the models are left out. The groups of a model are next to each other.
pub(super) fn nodes(
    index: &Index,
    groups: Vec<VariantGroup>,
    rows_by_id: &FxHashMap<Id, RowId>,
    relations: Relations,
) -> Vec<NodeSeed> {
    // Most models of a large catalogue have no parents and no variants.
    if groups.iter().all(|group| group.parents.is_empty() && group.variants.is_empty()) {
        return groups.into_iter().map(|group| seed(group, Vec::new())).collect();
    }
    let mut graph = VariantGraph::new(groups, relations);
    graph.resolve_parents(index, rows_by_id);
    graph.merge_groups();
    graph.link_wholes();
    graph.into_seeds()
}

fn seed(group: VariantGroup, parents: Vec<ParentLink>) -> NodeSeed {
    let VariantGroup { entry, row, variants, stage, released, .. } = group;
    NodeSeed { entry, row, variants, is_whole: false, stage, released, is_match: false, parents }
}

struct VariantGraph {
    groups: Vec<VariantGroup>,
    /// By group, the parents.
    links: Vec<Vec<Link>>,
    /// By group, the first group of the model that has the same parents.
    first_equal: Vec<usize>,
    relations: Relations,
    models: FxHashMap<RowId, ModelGroups>,
    /// The first rows of models with several groups, the oldest first.
    split: Vec<RowId>,
    /// The models that are parents as a whole, in the order in which they were found.
    wholes: Vec<RowId>,
    whole_links: FxHashMap<RowId, Vec<Link>>,
    /// The number of ancestors looked at.
    visits: Cell<usize>,
}

/// The groups of a model.
struct ModelGroups {
    range: Range<usize>,
    /// The number of groups with different parents.
    distinct: usize,
}

impl VariantGraph {
    fn new(groups: Vec<VariantGroup>, relations: Relations) -> Self {
        let mut models: FxHashMap<RowId, ModelGroups> = FxHashMap::default();
        for (id, group) in groups.iter().enumerate() {
            let model = models.entry(group.entry).or_insert(ModelGroups { range: id..id, distinct: 0 });
            (model.range.end, model.distinct) = (id + 1, model.distinct + 1);
        }
        let firsts = groups.iter().filter(|group| models.get(&group.entry).is_some_and(|model| model.distinct > 1));
        let mut split: Vec<_> = firsts.map(|group| (group.released.is_none(), group.released, group.entry)).collect();
        split.sort_unstable();
        let mut seen = FxHashSet::default();
        let split = split.into_iter().map(|(.., entry)| entry).filter(|entry| seen.insert(*entry)).collect();
        Self {
            links: Vec::new(),
            first_equal: (0..groups.len()).collect(),
            groups,
            relations,
            models,
            split,
            wholes: Vec::new(),
            whole_links: FxHashMap::default(),
            visits: Cell::new(0),
        }
    }

    fn resolve_parents(&mut self, index: &Index, rows_by_id: &FxHashMap<Id, RowId>) {
        let link = |parent: &Parent| {
            let row = *rows_by_id.get(&parent.id)?;
            let model = self.models.get(&row)?;
            let link = |target| Link { target, relation: parent.relation, is_partial: false, variants: Vec::new() };
            let Some(name) = &parent.variant else {
                let target = if model.distinct > 1 { Target::Whole(row) } else { Target::Group(model.range.start) };
                return Some(link(target));
            };
            let Some(variant) = variant_row(index, row, name) else { return Some(link(Target::Unknown(row))) };
            let has_variant = |id: &usize| {
                self.groups.get(*id).is_some_and(|group| group.variants.is_empty() || group.variants.contains(&variant))
            };
            let target = model.range.clone().find(has_variant).map(Target::Group)?;
            Some(Link { variants: vec![variant], ..link(target) })
        };
        self.links = self.groups.iter().map(|group| group.parents.iter().filter_map(link).collect()).collect();
    }

    /// What a target is after groups were merged.
    fn current(&self, target: Target) -> Target {
        let group = |id: usize| Target::Group(self.first_equal.get(id).copied().unwrap_or(id));
        match target {
            Target::Group(id) => group(id),
            Target::Whole(entry) => match self.models.get(&entry) {
                Some(model) if model.distinct <= 1 => group(model.range.start),
                _ => target,
            },
            Target::Unknown(_) => target,
        }
    }

    /// The parents of a group after groups were merged, each once by each relation. Of which the same variants are named
    /// several times, the parent is one by weights, if that is one of the relations.
    fn current_links(&self, id: usize) -> Vec<Link> {
        let itself = self.current(Target::Group(id));
        let (mut stated, mut positions) = (Vec::<Link>::new(), FxHashMap::default());
        for link in self.links.get(id).into_iter().flatten() {
            let target = self.current(link.target);
            if target == itself {
                continue;
            }
            let position = *positions.entry((target, &link.variants)).or_insert(stated.len());
            match stated.get_mut(position) {
                Some(known) if link.relation.uses_weights() && !known.relation.uses_weights() => {
                    known.relation = link.relation;
                }
                Some(_) => {}
                None => stated.push(Link { target, ..link.clone() }),
            }
        }
        let (mut links, mut positions) = (Vec::<Link>::new(), FxHashMap::default());
        for link in stated {
            let position = *positions.entry(link.key()).or_insert(links.len());
            match links.get_mut(position) {
                Some(known) => known.add_variants(&link),
                None => links.push(link),
            }
        }
        links
    }

    /// Merges the groups of a model that have the same parents. Groups of which different variants of a parent are
    /// named become equal when these are merged.
    fn merge_groups(&mut self) {
        for _ in 0..MAX_ROUNDS {
            let mut is_changed = false;
            for idx in 0..self.split.len() {
                let Some(entry) = self.split.get(idx).copied() else { break };
                is_changed |= self.merge_groups_of(entry);
            }
            if !is_changed {
                break;
            }
        }
        self.links = (0..self.groups.len()).map(|id| self.current_links(id)).collect();
        for id in 0..self.groups.len() {
            let first = self.first_equal.get(id).copied().unwrap_or(id);
            if first != id {
                self.move_variants(id, first);
            }
        }
        let Self { groups, models, .. } = self;
        for group in groups {
            let is_single = models.get(&group.entry).is_some_and(|model| model.distinct <= 1);
            group.variants.truncate(if is_single { 0 } else { usize::MAX });
            group.variants.sort_unstable();
        }
    }

    /// Moves the variants of a group to the first one with the same parents, and those that it names of these.
    fn move_variants(&mut self, id: usize, first: usize) {
        let more = self.groups.get_mut(id).map(|group| std::mem::take(&mut group.variants));
        if let Some(group) = self.groups.get_mut(first) {
            group.variants.extend(more.into_iter().flatten());
        }
        let links = self.links.get_mut(id).map(std::mem::take).unwrap_or_default();
        // The same parents by the same relations, in the same order.
        for (known, link) in self.links.get_mut(first).into_iter().flatten().zip(&links) {
            known.add_variants(link);
        }
    }

    fn merge_groups_of(&mut self, entry: RowId) -> bool {
        let Some(model) = self.models.get(&entry) else { return false };
        let (range, before) = (model.range.clone(), model.distinct);
        let mut firsts: FxHashMap<Vec<(Target, Relation)>, usize> = FxHashMap::default();
        for id in range.clone().filter(|id| self.first_equal.get(*id) == Some(id)).collect::<Vec<_>>() {
            let parents = self.current_links(id).iter().map(Link::key).collect();
            let first = *firsts.entry(parents).or_insert(id);
            self.first_equal.get_mut(id).into_iter().for_each(|equal| *equal = first);
        }
        for id in range {
            // The first of its first, which may have been merged just now.
            let first = self.first_equal.get(id).and_then(|first| self.first_equal.get(*first)).copied();
            self.first_equal.get_mut(id).into_iter().for_each(|equal| *equal = first.unwrap_or(id));
        }
        self.models.get_mut(&entry).into_iter().for_each(|model| model.distinct = firsts.len());
        firsts.len() < before
    }

    /// The groups of a model, without those merged into another.
    fn groups_of(&self, entry: RowId) -> impl Iterator<Item = usize> {
        let range = self.models.get(&entry).map(|model| model.range.clone()).unwrap_or_default();
        range.filter(|id| self.first_equal.get(*id) == Some(id))
    }

    fn is_split(&self, entry: RowId) -> bool {
        self.models.get(&entry).is_some_and(|model| model.distinct > 1)
    }

    /// Computes what models descend from as a whole, as far as they are parents.
    fn link_wholes(&mut self) {
        for id in 0..self.links.len() {
            self.add_wholes(&self.links.get(id).cloned().unwrap_or_default());
        }
        for _ in 0..MAX_ROUNDS {
            let (mut is_changed, mut idx) = (false, 0);
            // More are found on the way.
            while let Some(entry) = self.wholes.get(idx).copied() {
                let links = self.links_of_whole(entry);
                self.add_wholes(&links);
                is_changed |= self.whole_links.get(&entry) != Some(&links);
                self.whole_links.insert(entry, links);
                idx += 1;
            }
            if !is_changed {
                break;
            }
        }
    }

    fn add_wholes(&mut self, links: &[Link]) {
        for link in links {
            if let Target::Whole(entry) = link.target
                && !self.whole_links.contains_key(&entry)
            {
                self.whole_links.insert(entry, Vec::new());
                self.wholes.push(entry);
            }
        }
    }

    /// The nearest common ancestors of all variants by weights; with all relations, also the parents of some variants.
    fn links_of_whole(&self, entry: RowId) -> Vec<Link> {
        let groups: Vec<_> = self.groups_of(entry).collect();
        let of_group = |id: &usize| self.links.get(*id).map_or(&[][..], Vec::as_slice);
        let has_link = |id: &usize, link: &Link| of_group(id).iter().any(|other| other.key() == link.key());
        let is_shared = |link: &Link| groups.iter().all(|id| has_link(id, link));
        let direct = || groups.iter().flat_map(of_group);
        // With the variants that any of the groups names.
        let merged = |link: &Link| {
            let mut merged = link.clone();
            direct().filter(|other| other.key() == link.key()).for_each(|other| merged.add_variants(other));
            merged
        };
        let to_link = |target| {
            let shared = direct().find(|link| link.target == target && link.relation.uses_weights() && is_shared(link));
            let indirect = Link { target, relation: Relation::Weights, is_partial: false, variants: Vec::new() };
            shared.map_or(indirect, merged)
        };
        let mut links: Vec<_> = self.nearest_common_ancestors(entry, &groups).into_iter().map(to_link).collect();
        if self.relations == Relations::All {
            let key = |link: &Link| (link.target, Some(link.relation).filter(|relation| !relation.uses_weights()));
            let mut seen: FxHashSet<_> = links.iter().map(key).collect();
            let others = direct().filter(|link| link.target != Target::Whole(entry) && seen.insert(key(link)));
            links.extend(others.map(|link| Link { is_partial: !is_shared(link), ..merged(link) }));
            let by_weights = links.iter().filter(|link| link.relation.uses_weights());
            let by_weights: FxHashSet<_> = by_weights.map(|link| (link.target, link.variants.clone())).collect();
            let is_weaker = |link: &Link| by_weights.contains(&(link.target, link.variants.clone()));
            links.retain(|link| link.relation.uses_weights() || !is_weaker(link));
        }
        links
    }

    fn nearest_common_ancestors(&self, entry: RowId, groups: &[usize]) -> Vec<Target> {
        let Some((first, others)) = groups.split_first() else { return Vec::new() };
        let mut common = self.ancestors([Target::Group(*first)]);
        for other in others {
            let ancestors: FxHashSet<_> = self.ancestors([Target::Group(*other)]).into_iter().collect();
            common.retain(|target| ancestors.contains(target));
        }
        common.retain(|target| self.entry(*target) != entry);
        let further: FxHashSet<_> = self.ancestors(common.iter().copied()).into_iter().collect();
        common.retain(|target| !further.contains(target));
        common
    }

    fn entry(&self, target: Target) -> RowId {
        match target {
            Target::Group(id) => self.groups.get(id).map(|group| group.entry).unwrap_or_default(),
            Target::Whole(entry) | Target::Unknown(entry) => entry,
        }
    }

    /// The ancestors by weights, the nearest first. Those of a variant include its model as a whole.
    fn ancestors(&self, targets: impl IntoIterator<Item = Target>) -> Vec<Target> {
        let (mut found, mut seen) = (Vec::new(), FxHashSet::default());
        let mut pending: VecDeque<Target> = targets.into_iter().collect();
        while let Some(target) = pending.pop_front() {
            self.visits.set(self.visits.get() + 1);
            if found.len() >= MAX_ANCESTORS || self.visits.get() > MAX_VISITS {
                break;
            }
            let links = match target {
                Target::Group(id) => self.links.get(id),
                Target::Whole(entry) => self.whole_links.get(&entry),
                Target::Unknown(_) => None,
            };
            let by_weights =
                links.into_iter().flatten().filter(|link| link.relation.uses_weights() && !link.is_partial);
            let entry = self.entry(target);
            let is_part = matches!(target, Target::Group(_)) && self.is_split(entry);
            let whole = is_part.then_some(Target::Whole(entry));
            for parent in by_weights.map(|link| link.target).chain(whole) {
                if seen.insert(parent) {
                    found.push(parent);
                    pending.push_back(parent);
                }
            }
        }
        found
    }

    fn into_seeds(self) -> Vec<NodeSeed> {
        let groups = (0..self.groups.len()).filter(|id| self.first_equal.get(*id) == Some(id)).map(Target::Group);
        let mut targets: Vec<_> = groups.chain(self.wholes.iter().copied().map(Target::Whole)).collect();
        let mut ids: FxHashMap<Target, NodeId> = targets.iter().copied().zip(0..).collect();
        let mut all_links = Vec::with_capacity(targets.len());
        let mut idx = 0;
        while let Some(target) = targets.get(idx).copied() {
            let links = match target {
                Target::Group(id) => self.links.get(id),
                Target::Whole(entry) => self.whole_links.get(&entry),
                Target::Unknown(_) => None,
            };
            let parent_link = |link: &Link| {
                let parent = *ids.entry(link.target).or_insert_with(|| {
                    targets.push(link.target);
                    targets.len() - 1
                });
                let Link { relation, is_partial, ref variants, .. } = *link;
                ParentLink { parent, relation, is_partial, variants: variants.clone() }
            };
            all_links.push(links.into_iter().flatten().map(parent_link).collect::<Vec<_>>());
            idx += 1;
        }
        let mut groups: Vec<_> = self.groups.into_iter().map(Some).collect();
        let mut seeds: Vec<NodeSeed> = Vec::with_capacity(targets.len());
        for (target, parents) in targets.into_iter().zip(all_links) {
            seeds.extend(match target {
                Target::Group(id) => groups.get_mut(id).and_then(Option::take).map(|group| seed(group, parents)),
                Target::Whole(entry) | Target::Unknown(entry) => {
                    let first = self.models.get(&entry).and_then(|model| ids.get(&Target::Group(model.range.start)));
                    let first = first.and_then(|id| seeds.get(*id));
                    let whole = |first: &NodeSeed| NodeSeed {
                        row: entry,
                        variants: Vec::new(),
                        is_whole: true,
                        parents,
                        ..*first
                    };
                    first.map(whole)
                }
            });
        }
        seeds
    }
}

/// The row of a variant of a model.
fn variant_row(index: &Index, entry: RowId, name: &str) -> Option<RowId> {
    let (segment, first) = index.locate(entry)?;
    let hash = hash_variant(name);
    let rows = (entry.get()..).map(RowId::from).zip(segment.variant_rows(first));
    rows.into_iter().find(|(_, row)| segment.variant_hash(*row) == hash).map(|(row, _)| row)
}
