//! The graph of models and their parents: ancestors and cycles.

use std::collections::{HashMap, HashSet};

use crate::{catalog::Catalog, id::EntryId, model::Model};

impl Catalog {
    /// All ancestors of a model by any relation, the nearest first.
    #[must_use]
    pub fn ancestors<'a>(&'a self, model: &'a Model) -> Vec<&'a Model> {
        self.nearest_ancestors(model, usize::MAX)
    }

    /// The ancestors of the nearest generations: all of them, unless these are more than `limit`.
    pub(crate) fn nearest_ancestors<'a>(&'a self, model: &'a Model, limit: usize) -> Vec<&'a Model> {
        let (mut ancestors, mut seen) = (Vec::new(), HashSet::new());
        let mut generation = vec![model];
        while !generation.is_empty() && ancestors.len() < limit {
            let mut next = Vec::new();
            for parent in generation.into_iter().flat_map(|model| self.parents(model)) {
                if seen.insert(&parent.id) {
                    ancestors.push(parent);
                    next.push(parent);
                }
            }
            generation = next;
        }
        ancestors
    }

    /// A cycle of parents, if there is one: each model is followed by a parent
    /// of it, and the first model is also the last.
    pub(crate) fn find_cycle(&self) -> Option<Vec<&EntryId>> {
        let unresolved = self.ids_with_cycle_above();
        let is_unresolved = |id: &&EntryId| unresolved.contains_key(id);
        // Each of them has an unresolved parent: follow these until a model is reached twice.
        let mut path = vec![self.models().iter().map(|model| &model.id).find(is_unresolved)?];
        let mut positions = HashMap::new();
        loop {
            let id = *path.last()?;
            positions.insert(id, path.len() - 1);
            let parent = self.parents(self.model(id)?).map(|parent| &parent.id).find(is_unresolved)?;
            path.push(parent);
            if let Some(start) = positions.get(parent) {
                return Some(path.split_off(*start));
            }
        }
    }

    fn parents<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a Model> {
        model.all_parents().filter_map(|parent| self.model(&parent.id))
    }

    /// The models with a cycle among their ancestors, each with its number of parents
    /// among them. Kahn's algorithm: models without remaining parents are removed
    /// until every remaining model has one.
    fn ids_with_cycle_above(&self) -> HashMap<&EntryId, usize> {
        let mut parent_counts: HashMap<&EntryId, usize> = HashMap::new();
        let mut children: HashMap<&EntryId, Vec<&EntryId>> = HashMap::new();
        for model in self.models() {
            parent_counts.insert(&model.id, self.parents(model).count());
            self.parents(model).for_each(|parent| children.entry(&parent.id).or_default().push(&model.id));
        }
        let mut roots: Vec<&EntryId> =
            parent_counts.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
        while let Some(id) = roots.pop() {
            parent_counts.remove(id);
            for child in children.get(id).into_iter().flatten() {
                if let Some(count) = parent_counts.get_mut(child) {
                    *count -= 1;
                    if *count == 0 {
                        roots.push(child);
                    }
                }
            }
        }
        parent_counts
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;

    fn lineage_toml(parents: &[(&str, &[&str])]) -> String {
        let model = |(id, parents): &(&str, &[&str])| {
            format!(
                "[[model]]\nid = \"{id}\"\nname = \"{id}\"\nstage = \"base\"\norganizations = [\"x\"]\n\
                 open_weights = true\nbase_models = {parents:?}\ninsight = {{ en = \"e\", zh = \"中\" }}\n"
            )
        };
        parents.iter().map(model).collect()
    }

    #[test]
    fn a_lineage_of_30_000_generations_is_read() {
        let ids: Vec<_> = (0..30_000).map(|number| format!("m{number}")).collect();
        let parents: Vec<_> =
            ids.iter().skip(1).zip(&ids).map(|(id, parent)| (id.as_str(), [parent.as_str()])).collect();
        let models: Vec<(&str, &[&str])> = parents.iter().map(|(id, parent)| (*id, parent.as_slice())).collect();
        let text = lineage_toml(&[("m0", &[])]) + &lineage_toml(&models);
        assert_eq!(Catalog::parse("test", &text).unwrap().models().len(), 30_000);
    }

    #[test]
    fn the_error_of_a_cycle_of_20_000_models_is_short() {
        let ids: Vec<_> = (0..20_000).map(|number| format!("m{number}")).collect();
        let parents = ids.iter().cycle().skip(1).map(|parent| [parent.as_str()]);
        let parents: Vec<_> = ids.iter().zip(parents).collect();
        let models: Vec<(&str, &[&str])> =
            parents.iter().map(|(id, parent)| (id.as_str(), parent.as_slice())).collect();
        let errors = Catalog::parse("test", &lineage_toml(&models)).unwrap_err().to_string();
        assert!(errors.len() < 300, "{} bytes", errors.len());
        assert!(errors.contains("`m0` > `m1` > `m2`") && errors.contains("19995 more > `m19999` > `m0`"), "{errors}");
    }

    #[test]
    fn a_cycle_is_an_error() {
        let text = lineage_toml(&[("a", &["c"]), ("b", &["a"]), ("c", &["b"])]);
        let errors = Catalog::parse("test", &text).unwrap_err().to_string();
        assert!(errors.contains("descends from itself"), "{errors}");
    }
}
