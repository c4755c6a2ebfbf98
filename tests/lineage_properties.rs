//! The family tree, and the lineage in the detail, have what a plain walk over the exported entries has, as
//! `filter_properties.rs` shows it of `base:` and `related:`; trees of any models and relations are complete.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeSet, HashSet};

use cli::{cli_command, run_command};
use plain_lineage::{PlainLineage, VariantId, arb_parents, lineage_toml};
use proptest::prelude::*;
use serde_json::Value;

use llm_catalog::{Catalog, Entry, localized::Locale, model::Stage, parent::Relation};
use llm_index::{
    Index, RowId,
    lineage::{Fold, LineageForest, Node, NodeSeed, ParentLink, Relations},
    query::Query,
    search::SearchResults,
};
use llm_tui::{
    config::keymap::Keymap,
    document::{self, Document, LinkTarget, StyledLine},
};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "another test uses more of it")]
#[path = "support/plain_lineage.rs"]
mod plain_lineage;

/// The variants that a node stands for; none for a model as a whole, which is only the parent of others.
fn variants_of(node: &Node, forest: &LineageForest, index: &Index) -> Vec<VariantId> {
    let is_whole =
        node.variants.is_empty() && forest.nodes().iter().filter(|other| other.entry == node.entry).count() > 1;
    let rows = match &*node.variants {
        [] if is_whole => Vec::new(),
        [] => index.variant_rows(node.entry),
        rows => rows.to_vec(),
    };
    rows.into_iter().map(|row| variant_id(row, index)).collect()
}

fn variant_id(row: RowId, index: &Index) -> VariantId {
    let (segment, row) = index.locate(row).unwrap();
    (segment.id(row).to_owned(), segment.variant(row).map(|figures| figures.name).unwrap_or_default())
}

/// The variants below the nodes of a model, at any depth; by weights alone, only those that are certain.
fn below(id: &str, forest: &LineageForest, index: &Index, by_weights: bool) -> BTreeSet<VariantId> {
    let entry = index.row_by_id(id);
    let (mut seen, mut found) = (HashSet::new(), BTreeSet::new());
    let ids = (0..forest.nodes().len()).filter(|id| Some(forest.nodes()[*id].entry) == entry);
    let mut pending: Vec<_> = ids.collect();
    while let Some(id) = pending.pop() {
        for child in &forest.nodes()[id].children {
            let link = forest.link(*child, id).unwrap();
            if (!by_weights || link.relation.uses_weights() && !link.is_partial) && seen.insert(*child) {
                found.extend(variants_of(&forest.nodes()[*child], forest, index));
                pending.push(*child);
            }
        }
    }
    found
}

/// Compares every tree with a plain walk over the variants.
fn assert_agrees(index: &Index, lineage: &PlainLineage, text: &str) {
    let by_weights = LineageForest::with_ancestors(index, index.rows(), usize::MAX, Relations::Weights);
    let all = LineageForest::with_ancestors(index, index.rows(), usize::MAX, Relations::All);
    for ancestor in lineage.parent_ids() {
        let (expected, related) = (lineage.descendants(ancestor, true), lineage.descendants(ancestor, false));
        assert_eq!(below(ancestor, &by_weights, index, true), expected, "by weights, {ancestor}\n{text}");
        assert_eq!(below(ancestor, &all, index, false), related, "by any relation, {ancestor}\n{text}");
        assert_eq!(below(ancestor, &all, index, true), expected, "by weights among all, {ancestor}\n{text}");
        let row = index.row_by_id(ancestor).unwrap();
        let detail = LineageForest::descendants(index, row, usize::MAX, usize::MAX - 1);
        assert_eq!(below(ancestor, &detail, index, false), related, "in the detail, {ancestor}\n{text}");
        let others = detail.nodes().iter().filter(|node| node.entry != row);
        let listed: BTreeSet<_> = others.flat_map(|node| variants_of(node, &detail, index)).collect();
        let related: BTreeSet<_> = related.into_iter().filter(|(id, _)| id != ancestor).collect();
        assert_eq!(listed, related, "listed in the detail, {ancestor}\n{text}");
    }
    for relations in [Relations::Weights, Relations::All] {
        let by_weights = relations == Relations::Weights;
        let ids = lineage.parent_ids().into_iter();
        let descendants: Vec<_> =
            ids.map(|id| (index.row_by_id(id).unwrap(), lineage.descendants(id, by_weights))).collect();
        for row in index.rows() {
            let id = variant_id(row, index);
            let forest = LineageForest::with_ancestors(index, [row], 1, relations);
            let others = forest.nodes().iter().map(|node| node.entry).filter(|entry| *entry != index.entry_row(row));
            let ancestors = descendants.iter().filter(|(_, descendants)| descendants.contains(&id));
            let expected: BTreeSet<_> = ancestors.map(|(ancestor, _)| *ancestor).collect();
            assert_eq!(others.collect::<BTreeSet<_>>(), expected, "{relations:?}, {id:?}\n{text}");
        }
    }
}

#[test]
fn the_trees_of_the_built_in_catalogue_are_those_of_a_plain_walk_over_its_export() {
    let home = tempfile::tempdir().unwrap();
    let mut command = cli_command(home.path());
    let (_, out, _) = run_command(command.args(["list", "--variants", "--format", "json", "--tab", "all"]));
    let lineage = PlainLineage::from_json(&serde_json::from_str::<Vec<Value>>(&out).unwrap());
    assert_agrees(&llm_tui::builtin::index().unwrap(), &lineage, "");
}

/// The models that the detail names after a label, and how many more it says there are.
fn named_relatives(document: &Document, label: &str, index: &Index) -> (BTreeSet<RowId>, usize) {
    let text = |line: &StyledLine| line.spans.iter().map(|span| span.text.as_str()).collect::<String>();
    let lines = document.lines.iter().skip_while(|line| !text(line).starts_with(label));
    let lines = lines.enumerate().take_while(|(idx, line)| *idx == 0 || text(line).starts_with("  "));
    let (mut named, mut more) = (BTreeSet::new(), 0);
    for (_, line) in lines {
        match line.link {
            Some(LinkTarget::Model(row)) => _ = named.insert(index.entry_row(row)),
            Some(LinkTarget::Lineage(_)) => more = text(line).split_whitespace().next().unwrap().parse().unwrap(),
            _ => {}
        }
    }
    (named, more)
}

#[test]
fn the_relatives_that_a_detail_names_and_those_that_it_counts_are_all() {
    let index = llm_tui::builtin::index().unwrap();
    let mut counted = 0;
    for row in index.rows().filter(|row| index.entry_row(*row) == *row) {
        let id = variant_id(row, &index).0;
        let (query, _) = Query::parse(&format!("related:\"{id}\""));
        let related = SearchResults::search_all(&query, &index).rows;
        let related: BTreeSet<_> = related.iter().map(|related| index.entry_row(*related)).collect();
        let forest = LineageForest::with_ancestors(&index, index.variant_rows(row), 1, Relations::All);
        let ancestors: BTreeSet<_> = forest.nodes().iter().map(|node| node.entry).collect();
        let document = document::entry(&index, row, &Keymap::default(), Locale::En, 100);
        for (label, expected) in [("Derivatives", related), ("Based on", ancestors)] {
            let (named, more) = named_relatives(&document, label, &index);
            let (named, expected): (BTreeSet<_>, BTreeSet<_>) = (&named - &[row].into(), &expected - &[row].into());
            assert!(named.is_subset(&expected), "{label} of {id}");
            assert_eq!(named.len() + more, expected.len(), "{label} of {id}");
            counted += usize::from(more > 0);
        }
    }
    assert!(counted > 0);
}

/// The variants of a parent that some variants of a model name, by the relation.
fn named_variants(rows: &[RowId], parent: &str, index: &Index) -> BTreeSet<(Relation, String)> {
    let entries = rows.iter().filter_map(|row| index.resolved(*row));
    let parents = entries.flat_map(|entry| match &*entry {
        Entry::Model(model) => model.base_models.clone(),
        Entry::Extension(_) => Vec::new(),
    });
    let parents = parents.filter(|stated| stated.id.as_str() == parent);
    parents.filter_map(|stated| Some((stated.relation, stated.variant?))).collect()
}

#[test]
fn the_variants_of_a_parent_are_those_that_the_catalogue_states() {
    let index = llm_tui::builtin::index().unwrap();
    let forest = LineageForest::with_ancestors(&index, index.rows(), usize::MAX, Relations::All);
    let mut named = BTreeSet::new();
    for node in forest.nodes() {
        let rows = if node.variants.is_empty() { index.variant_rows(node.entry) } else { node.variants.to_vec() };
        for link in node.parents.iter().filter(|link| !link.variants.is_empty()) {
            let (parent, _) = variant_id(forest.nodes()[link.parent].entry, &index);
            let variants = link.variants.iter().map(|row| (link.relation, variant_id(*row, &index).1));
            let (variants, stated) = (variants.collect::<BTreeSet<_>>(), named_variants(&rows, &parent, &index));
            assert!(variants.is_subset(&stated), "{:?}: {variants:?} of {parent}", variant_id(node.row, &index));
            named.insert((variant_id(node.entry, &index).0, variants));
        }
    }
    let names = |id: &str, variant: &str| {
        let variants = BTreeSet::from([(Relation::Weights, variant.to_owned())]);
        named.contains(&(id.to_owned(), variants))
    };
    assert!(names("deepcoder-14b", "14B") && names("skywork-or1", "32B") && names("r1-1776", "70B"));
}

/// A model that a tree in JSON lists, or refers to, with the ids of the models above it.
fn json_paths(tree: &Value, above: &[String], paths: &mut BTreeSet<Vec<String>>) {
    for model in tree.as_array().into_iter().flatten() {
        let id = model["id"].as_str().or(model["see"].as_str()).unwrap();
        let path = [above, &[id.to_owned()]].concat();
        json_paths(&model["children"], &path, paths);
        paths.insert(path);
    }
}

#[test]
fn the_command_prints_a_variant_below_its_own_parents() {
    let home = tempfile::tempdir().unwrap();
    let mut command = cli_command(home.path());
    let (_, out, _) = run_command(command.args(["tree", "--format", "json"]));
    let mut paths = BTreeSet::new();
    json_paths(&serde_json::from_str(&out).unwrap(), &[], &mut paths);
    let is_below = |id: &str, parents: &[&str]| {
        paths.iter().any(|path| {
            path.last().is_some_and(|last| last == id)
                && parents.iter().all(|parent| path.iter().any(|above| above == parent))
        })
    };
    assert!(is_below("r1-1776", &["llama-3-3", "deepseek-r1-distill"]));
    assert!(is_below("r1-1776", &["deepseek-v3", "deepseek-r1"]));
    assert!(!is_below("r1-1776", &["qwen2-5"]));
    assert!(is_below("deepcoder-14b", &["qwen2-5", "deepseek-r1-distill"]));
    assert!(!is_below("deepcoder-14b", &["llama-3-3"]) && !is_below("deepcoder-14b", &["llama-3-1"]));
    // Of its parent no variant is named, and these have different parents.
    assert!(is_below("instructblip", &["blip-2"]) && is_below("instructblip", &["flan-t5", "blip-2"]));
    assert!(!is_below("instructblip", &["opt"]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_trees_of_any_catalogue_are_those_of_a_plain_walk(models in prop::collection::vec(arb_parents(), 2..14)) {
        let text = lineage_toml(&models);
        let catalog = Catalog::parse("random.toml", &text).unwrap();
        assert_agrees(&Index::try_from(&catalog).unwrap(), &PlainLineage::new(&catalog), &text);
    }
}

/// Models with any parents, including cycles, which JSON Lines files may contain.
fn arb_node_seeds() -> impl Strategy<Value = Vec<NodeSeed>> {
    let relation = prop::sample::select(vec![Relation::Weights, Relation::Data, Relation::Adapter]);
    let parent = (0_usize..24, relation, any::<bool>());
    let parent = parent.prop_map(|(parent, relation, is_partial)| ParentLink {
        parent,
        relation,
        is_partial,
        variants: Vec::new(),
    });
    let parents = prop::collection::vec(parent, 0..4);
    let year = prop::option::of(2018_u16..2024);
    let node = (parents, prop::sample::select(Stage::ALL.to_vec()), year, any::<bool>());
    prop::collection::vec(node, 0..24).prop_map(|nodes| {
        type GeneratedNode = (Vec<ParentLink>, Stage, Option<u16>, bool);
        let to_seed = |(row, (parents, stage, year, is_match)): (usize, GeneratedNode)| NodeSeed {
            entry: RowId::from_index(row).unwrap(),
            row: RowId::from_index(row).unwrap(),
            variants: Vec::new(),
            is_whole: false,
            stage,
            released: year.map(|year| year.to_string().parse().unwrap()),
            is_match,
            parents,
        };
        nodes.into_iter().enumerate().map(to_seed).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_model_is_expanded_once_and_the_tree_has_no_cycles(seeds in arb_node_seeds()) {
        let count = seeds.len();
        let forest = LineageForest::build(seeds);
        let rows = forest.flatten(|_, _| true);
        let expanded: Vec<_> = rows.iter().filter(|row| row.fold != Fold::Reference).collect();
        prop_assert_eq!(expanded.len(), count);
        prop_assert_eq!(expanded.iter().map(|row| row.node).collect::<BTreeSet<_>>().len(), count);
        for row in &expanded {
            let ancestors: Vec<_> = forest.tree_ancestors(row.node).take(count + 1).collect();
            prop_assert_eq!(ancestors.len(), row.depth);
            prop_assert!(!ancestors.contains(&row.node));
        }
    }

    #[test]
    fn every_child_is_listed_under_its_parents(seeds in arb_node_seeds()) {
        let expected: usize = seeds.iter().enumerate().map(|(idx, seed)| {
            let parents = seed.parents.iter().map(|link| link.parent);
            parents.filter(|parent| *parent < seeds.len() && *parent != idx).collect::<BTreeSet<_>>().len()
        }).sum();
        let forest = LineageForest::build(seeds);
        let children: usize = forest.nodes().iter().map(|node| node.children.len()).sum();
        prop_assert_eq!(children, expected);
        for row in forest.flatten(|_, _| true) {
            let Some(parent) = row.parent else { continue };
            prop_assert!(forest.link(row.node, parent).is_some());
            if row.fold != Fold::Reference {
                prop_assert_eq!(forest.tree_ancestors(row.node).next(), Some(parent));
            }
            prop_assert_eq!(forest.last_child_flags(&row).count(), row.depth);
        }
    }

    #[test]
    fn folding_hides_only_descendants(seeds in arb_node_seeds(), folded in 0_usize..24) {
        let forest = LineageForest::build(seeds);
        let (all, visible) = (forest.flatten(|_, _| true), forest.flatten(|node, _| node != folded));
        let is_folded = |node: usize| std::iter::once(node).chain(forest.tree_ancestors(node)).any(|other| other == folded);
        let remaining = all.iter().filter(|row| !row.parent.is_some_and(is_folded));
        let expected: Vec<_> = remaining.map(|row| (row.node, row.parent)).collect();
        prop_assert_eq!(visible.iter().map(|row| (row.node, row.parent)).collect::<Vec<_>>(), expected);
    }
}
