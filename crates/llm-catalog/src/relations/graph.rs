//! The graph of models and their parents.

use std::collections::HashSet;

use rustc_hash::FxHashMap;

use crate::relations::facts::{Facts, ParentFacts, Reference, Row, TextHash};

/// How many ancestors are looked at. A real lineage has fewer.
const MAX_ANCESTORS: usize = 128;

/// The parents of models by row.
pub(super) struct ParentGraph<'f> {
    facts: &'f Facts,
    /// The models.
    rows: FxHashMap<TextHash, Row>,
}

impl<'f> ParentGraph<'f> {
    pub fn new(facts: &'f Facts) -> Self {
        let models = (0..).zip(&facts.entries).filter(|(_, entry)| entry.is_model && !entry.is_duplicate);
        Self { facts, rows: models.map(|(row, entry)| (entry.id, row)).collect() }
    }

    /// The model of an id.
    pub fn row_of(&self, id: TextHash) -> Option<Row> {
        self.rows.get(&id).copied()
    }

    /// The parents of a model that there are.
    fn parents(&self, row: Row) -> impl Iterator<Item = Row> {
        self.references(row).filter_map(|reference| self.row_of(reference.target))
    }

    /// Where a model, or one of its variants, names a parent.
    pub fn parent_reference(&self, row: Row, parent: Row) -> Option<Reference> {
        self.references(row).find(|reference| self.row_of(reference.target) == Some(parent))
    }

    /// Where a model and its variants name their parents.
    fn references(&self, row: Row) -> impl Iterator<Item = Reference> {
        let parents = &self.facts.parents;
        let start = parents.partition_point(|parent| parent.reference.row < row);
        let of_row = parents.get(start..).unwrap_or_default().iter();
        of_row.take_while(move |parent| parent.reference.row == row).map(|parent| parent.reference)
    }

    /// The ancestors of the nearest generations: all of them, unless these are very many.
    pub fn nearest_ancestors(&self, row: Row) -> HashSet<Row> {
        let (mut ancestors, mut generation) = (HashSet::new(), vec![row]);
        while !generation.is_empty() && ancestors.len() < MAX_ANCESTORS {
            let parents = generation.into_iter().flat_map(|row| self.parents(row));
            generation = parents.filter(|parent| ancestors.insert(*parent)).collect();
        }
        ancestors
    }

    /// A cycle of parents, if there is one: each model is followed by a parent of it, and the first model is also the
    /// last.
    pub fn find_cycle(&self) -> Option<Vec<Row>> {
        let unresolved = self.rows_with_cycle_above();
        let is_unresolved = |row: &Row| unresolved.get(row).is_some_and(|count| *count > 0);
        // Each of them has an unresolved parent: follow these until a model is reached twice.
        let first = self.facts.parents.iter().map(|parent| parent.reference.row).find(is_unresolved)?;
        let (mut path, mut positions) = (vec![first], FxHashMap::default());
        loop {
            let row = *path.last()?;
            positions.insert(row, path.len() - 1);
            let parent = self.parents(row).find(is_unresolved)?;
            path.push(parent);
            if let Some(start) = positions.get(&parent) {
                return Some(path.split_off(*start));
            }
        }
    }

    /// The models with parents, each with the number of its parents that have a cycle among their ancestors or are
    /// part of one. Kahn's algorithm: models without remaining parents are removed until every remaining model has one.
    fn rows_with_cycle_above(&self) -> FxHashMap<Row, usize> {
        let mut parent_counts: FxHashMap<Row, usize> = FxHashMap::default();
        let mut children: FxHashMap<Row, Vec<Row>> = FxHashMap::default();
        let edge = |parent: &ParentFacts| Some((self.row_of(parent.reference.target)?, parent.reference.row));
        for (parent, child) in self.facts.parents.iter().filter_map(edge) {
            *parent_counts.entry(child).or_default() += 1;
            children.entry(parent).or_default().push(child);
        }
        let mut roots: Vec<_> = children.keys().copied().filter(|row| !parent_counts.contains_key(row)).collect();
        while let Some(row) = roots.pop() {
            for child in children.get(&row).into_iter().flatten() {
                if let Some(count) = parent_counts.get_mut(child) {
                    *count -= 1;
                    if *count == 0 {
                        roots.push(*child);
                    }
                }
            }
        }
        parent_counts
    }
}
