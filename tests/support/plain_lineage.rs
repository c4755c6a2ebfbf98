//! Lineage as a plain reading of the exported JSON has it, and random catalogues with lineages.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use serde_json::Value;

use llm_catalog::{Catalog, EntryRef, Model, parent::Parent, write};

/// An id and the name of a variant, which is empty for a model without variants.
pub type VariantId = (String, String);

/// The parents of each variant of each model.
pub struct PlainLineage(HashMap<String, Vec<(String, Vec<Parent>)>>);

impl PlainLineage {
    /// Reads entries as `llm-tui list --variants --format json` prints them.
    pub fn from_json(entries: &[Value]) -> Self {
        let mut variants: HashMap<String, Vec<(String, Vec<Parent>)>> = HashMap::new();
        for entry in entries {
            let (id, variant) = id_and_variant(entry);
            let parents = entry.get("base_models").map(|parents| serde_json::from_value(parents.clone()).unwrap());
            variants.entry(id).or_default().push((variant, parents.unwrap_or_default()));
        }
        Self(variants)
    }

    pub fn new(catalog: &Catalog) -> Self {
        let variants = catalog.models().iter().flat_map(Model::resolved);
        Self::from_json(&variants.map(|model| write::to_variant_json(EntryRef::Model(&model))).collect::<Vec<_>>())
    }

    pub fn parent_ids(&self) -> BTreeSet<&str> {
        let parents = self.0.values().flatten().flat_map(|(_, parents)| parents);
        parents.map(|parent| parent.id.as_str()).collect()
    }

    pub fn variants_of(&self, id: &str) -> impl Iterator<Item = VariantId> {
        let names = self.0[id].iter().map(|(name, _)| name.clone());
        names.map(|name| (id.to_owned(), name)).collect::<Vec<_>>().into_iter()
    }

    /// The ids and variants that have an ancestor; by weights alone, also through every variant that a parent may be.
    pub fn descendants(&self, ancestor: &str, by_weights: bool) -> BTreeSet<VariantId> {
        let mut known = HashMap::new();
        let variants = self.0.iter().flat_map(|(id, variants)| variants.iter().map(move |(name, _)| (id, name)));
        let descends = variants.filter(|(id, name)| self.descends((id, name), ancestor, by_weights, &mut known));
        descends.map(|(id, name)| (id.clone(), name.clone())).collect()
    }

    fn descends<'a>(
        &'a self,
        (id, name): (&'a str, &'a str),
        ancestor: &str,
        by_weights: bool,
        known: &mut HashMap<(&'a str, &'a str), bool>,
    ) -> bool {
        if let Some(descends) = known.get(&(id, name)) {
            return *descends;
        }
        let variants = &self.0[id];
        let (_, parents) = variants.iter().find(|(variant, _)| variant == name).unwrap();
        let descends = parents.iter().filter(|parent| parent.relation.uses_weights() || !by_weights).any(|parent| {
            let id = parent.id.as_str();
            let names = self.0[id].iter().map(|(name, _)| name.as_str());
            let mut names = names.filter(|name| parent.variant.as_deref().is_none_or(|variant| variant == *name));
            let mut descends = |name| self.descends((id, name), ancestor, by_weights, known);
            id == ancestor || if by_weights { names.all(&mut descends) } else { names.any(&mut descends) }
        });
        known.insert((id, name), descends);
        descends
    }
}

pub fn id_and_variant(entry: &Value) -> VariantId {
    let text = |key| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    (text("id"), text("variant"))
}

type RandomParents = Vec<(usize, Option<usize>, Option<&'static str>)>;

/// The parents of a model, and of each of its variants that states its own.
pub type RandomModel = (RandomParents, Vec<Option<RandomParents>>);

pub fn arb_parents() -> impl Strategy<Value = RandomModel> {
    let relation = proptest::sample::select(&[None, None, Some("adapter"), Some("data"), Some("successor")][..]);
    let parent = (0_usize..10, prop::option::of(0_usize..3), relation);
    let parents = prop::collection::vec(parent, 0..3);
    (parents.clone(), prop::collection::vec(prop::option::of(parents), 0..4))
}

/// Models of which each has parents among the earlier ones.
pub fn lineage_toml(models: &[RandomModel]) -> String {
    let list = |idx: usize, parents: &RandomParents| {
        let parent = |(parent, variant, relation): &(usize, Option<usize>, Option<&str>)| {
            let parent = parent % idx;
            let count = models[parent].1.len();
            let variant = variant.filter(|_| count > 0).map(|variant| format!(", variant = \"v{}\"", variant % count));
            let relation = relation.map(|relation| format!(", relation = \"{relation}\""));
            format!("{{ id = \"m{parent}\"{}{} }}", variant.unwrap_or_default(), relation.unwrap_or_default())
        };
        let parents = parents.iter().filter(|_| idx > 0).map(parent).collect::<Vec<_>>();
        format!("base_models = [{}]\n", parents.join(", "))
    };
    let model = |(idx, (parents, variants)): (usize, &RandomModel)| {
        let variants = variants.iter().enumerate().map(|(number, parents)| {
            let parents = parents.as_ref().map(|parents| list(idx, parents)).unwrap_or_default();
            format!("[[model.variant]]\nname = \"v{number}\"\n{parents}")
        });
        format!(
            "[[model]]\nid = \"m{idx}\"\nname = \"Model {idx}\"\nstage = \"base\"\n\
             insight = {{ en = \"e\", zh = \"中\" }}\n{}{}",
            list(idx, parents),
            variants.collect::<String>()
        )
    };
    models.iter().enumerate().map(model).collect()
}
