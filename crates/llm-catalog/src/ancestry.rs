//! The ancestors of models.

use std::collections::HashSet;

use crate::{catalog::Catalog, model::Model};

impl Catalog {
    /// All ancestors of a model by any relation, the nearest first.
    #[must_use]
    pub fn ancestors<'a>(&'a self, model: &'a Model) -> Vec<&'a Model> {
        let (mut ancestors, mut seen) = (Vec::new(), HashSet::new());
        let mut generation = vec![model];
        while !generation.is_empty() {
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

    fn parents<'a>(&'a self, model: &'a Model) -> impl Iterator<Item = &'a Model> {
        model.all_parents().filter_map(|parent| self.model(&parent.id))
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
