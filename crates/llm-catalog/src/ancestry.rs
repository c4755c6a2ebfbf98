//! Who descends from whom.

use std::collections::HashMap;

use crate::{Catalog, Model, id::Id};

/// A chain of parents that comes back to where it began, if there is one:
/// each model is followed by a parent of it, and the first stands at the end again.
pub(crate) fn find_cycle<'a>(models: &'a [Model], rows: &HashMap<&'a Id, &'a Model>) -> Option<Vec<&'a Id>> {
    // Models are taken away whose parents all are; what is left has circles above it.
    let parents = |model: &'a Model| model.base_models.iter().filter_map(|parent| rows.get(&parent.id).copied());
    let mut waiting: HashMap<&Id, usize> = models.iter().map(|model| (&model.id, parents(model).count())).collect();
    let mut children: HashMap<&Id, Vec<&Id>> = HashMap::new();
    for model in models {
        parents(model).for_each(|parent| children.entry(&parent.id).or_default().push(&model.id));
    }
    let mut free: Vec<&Id> = waiting.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    while let Some(id) = free.pop() {
        waiting.remove(id);
        for child in children.get(id).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(child) {
                *count -= 1;
                if *count == 0 {
                    free.push(child);
                }
            }
        }
    }
    // From any of them, up among them, until one comes again.
    let mut path: Vec<&Id> =
        models.iter().map(|model| &model.id).find(|id| waiting.contains_key(id)).into_iter().collect();
    while let Some(model) = path.last().and_then(|id| rows.get(id)) {
        let next = parents(model).map(|parent| &parent.id).find(|id| waiting.contains_key(id))?;
        let seen = path.iter().position(|id| *id == next);
        path.push(next);
        if let Some(start) = seen {
            return Some(path.split_off(start));
        }
    }
    None
}

impl Catalog {
    /// Every model that this one descends from, by whatever parent, the nearest first.
    #[must_use]
    pub fn ancestors<'a>(&'a self, model: &'a Model) -> Vec<&'a Model> {
        let mut found: Vec<&Model> = Vec::new();
        let mut next = vec![model];
        while !next.is_empty() {
            let parents = next.iter().flat_map(|model| &model.base_models);
            let parents: Vec<_> = parents.filter_map(|parent| self.model(&parent.id)).collect();
            next.clear();
            for parent in parents {
                if !found.iter().any(|other| other.id == parent.id) {
                    found.push(parent);
                    next.push(parent);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::Catalog;

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
    fn a_long_line_of_descent_is_read() {
        let ids: Vec<_> = (0..30_000).map(|n| format!("m{n}")).collect();
        let parents: Vec<_> =
            ids.iter().skip(1).zip(&ids).map(|(id, parent)| (id.as_str(), [parent.as_str()])).collect();
        let lines: Vec<(&str, &[&str])> = parents.iter().map(|(id, parent)| (*id, parent.as_slice())).collect();
        let text = lineage_toml(&[("m0", &[])]) + &lineage_toml(&lines);
        assert_eq!(Catalog::parse("test", &text).unwrap().models().len(), 30_000);
    }

    #[test]
    fn a_circle_is_refused() {
        let text = lineage_toml(&[("a", &["c"]), ("b", &["a"]), ("c", &["b"])]);
        let problems = Catalog::parse("test", &text).unwrap_err().to_string();
        assert!(problems.contains("descends from itself"), "{problems}");
    }
}
