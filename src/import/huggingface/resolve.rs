//! Unique ids for the entries of a list, and their parents by these ids.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

use hashbrown::{HashTable, hash_table::Entry};
use llm_catalog::{Model, id::Id, parent::Parent};

use crate::import::{
    huggingface::{
        break_cycles::find_back_edges, first_warnings::Subject, repositories::Repositories, repository::Repository,
    },
    model_name,
    warning::WarningKind,
};

/// The entries of a list, which are known by their order in it.
#[derive(Debug)]
pub(super) struct ResolvedList {
    repositories: Repositories,
    /// Whether the id of each entry has the owner in it.
    have_owners: Vec<bool>,
    /// The entries that are left out, each with the one before it that has its id.
    taken_by: HashMap<usize, usize>,
    /// The pairs of an entry and a parent that descends from it.
    back_edges: HashSet<(usize, usize)>,
}

/// What was read of a record: its model, unless it is left out, and the warnings.
pub(super) type ReadEntry = (Option<Model>, Vec<(Subject, WarningKind)>);

impl ResolvedList {
    /// Adds the owner to ids that several entries share, leaves out entries whose id is still taken, and finds the parents
    /// that descend from their children.
    pub(super) fn new(repositories: Repositories) -> Self {
        let have_owners = share_short_ids(&repositories);
        let mut list = Self { repositories, have_owners, taken_by: HashMap::new(), back_edges: HashSet::new() };
        list.taken_by = list.find_taken_ids();
        let kept = &list;
        let parents = |entry: usize| {
            let parents = kept.repositories.parents(entry).filter(move |parent| *parent != entry);
            parents.filter(move |parent| kept.is_kept(*parent) && kept.is_kept(entry))
        };
        list.back_edges = find_back_edges(kept.repositories.entry_count(), parents);
        list
    }

    /// Reads the record of an entry; `None` if it is another one.
    pub(super) fn read_record(&self, entry: usize, record: &str) -> Option<ReadEntry> {
        if let Some(other) = self.taken_by.get(&entry) {
            let [repository, other] = [entry, *other].map(|entry| self.repositories.entry_name(entry).to_owned());
            return Some((None, vec![(Subject::Id, WarningKind::TakenId { repository, id: self.id(entry)?, other })]));
        }
        let repository: Repository<'_> = serde_json::from_str(record).ok()?;
        let repo_id = repository.repo_id().filter(|repo_id| *repo_id == self.repositories.entry_name(entry))?;
        let (kind, parents) = repository.derivation();
        let mut model = repository.to_model(repo_id, kind, !parents.is_empty()).ok()?;
        model.id = self.id(entry)?;
        let mut warnings = Vec::new();
        for (parent, relation) in parents {
            let child = repo_id.to_owned();
            match self.repositories.entry_by_name(&parent).filter(|parent| self.is_kept(*parent)) {
                // Some model cards name their own repository.
                Some(found) if found == entry => {}
                Some(found) if self.back_edges.contains(&(entry, found)) => {
                    let parent = self.repositories.entry_name(found).to_owned();
                    warnings.push((Subject::Cycle, WarningKind::CircularParent { parent, child }));
                }
                Some(found) => model.base_models.push(Parent::new(self.id(found)?, relation)),
                None if self.repositories.is_listed(&parent) => {
                    warnings.push((Subject::Parent, WarningKind::SkippedParent { parent, child }));
                }
                None => warnings.push((Subject::Parent, WarningKind::UnknownParent { parent, child })),
            }
        }
        Some((Some(model), warnings))
    }

    fn is_kept(&self, entry: usize) -> bool {
        !self.taken_by.contains_key(&entry)
    }

    /// The id of an entry. It is made each time it is needed, as the names are there anyhow.
    fn id(&self, entry: usize) -> Option<Id> {
        let name = self.repositories.entry_name(entry);
        let with_owner = self.have_owners.get(entry).filter(|has_owner| **has_owner);
        with_owner.and_then(|_| model_name::to_id(name)).or_else(|| short_id(name))
    }

    /// The entries whose id is that of one before them.
    fn find_taken_ids(&self) -> HashMap<usize, usize> {
        let id = |entry| self.id(entry);
        let pairs = find_equal_ids(self.repositories.entry_count(), id);
        pairs.into_iter().map(|(first, entry)| (entry, first)).collect()
    }
}

/// The id that is made of a name without its owner.
pub(super) fn short_id(name: &str) -> Option<Id> {
    model_name::to_id(name.split_once('/').map_or(name, |(_, name)| name))
}

/// Whether each entry shares the id without the owner with others.
fn share_short_ids(repositories: &Repositories) -> Vec<bool> {
    let count = repositories.entry_count();
    let mut are_shared = vec![false; count];
    for (first, entry) in find_equal_ids(count, |entry| short_id(repositories.entry_name(entry))) {
        for entry in [first, entry] {
            if let Some(is_shared) = are_shared.get_mut(entry) {
                *is_shared = true;
            }
        }
    }
    are_shared
}

/// Each entry that has the id of one before it, with the first one of that id: `(first, entry)`.
fn find_equal_ids(count: usize, id: impl Fn(usize) -> Option<Id>) -> Vec<(usize, usize)> {
    let hasher = RandomState::new();
    let mut entries: HashTable<usize> = HashTable::with_capacity(count);
    let mut pairs = Vec::new();
    for entry in 0..count {
        let own_id = id(entry);
        let is_same = |other: &usize| id(*other) == own_id;
        match entries.entry(hasher.hash_one(&own_id), is_same, |entry| hasher.hash_one(id(*entry))) {
            Entry::Occupied(first) => pairs.push((*first.get(), entry)),
            Entry::Vacant(vacant) => {
                vacant.insert(entry);
            }
        }
    }
    pairs
}
