//! Filters find what a plain reading of the JSON export finds, and nothing else.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, sync::LazyLock};

use cli::{cli_command, run_command};
use plain_lineage::{PlainLineage, arb_parents, id_and_variant, lineage_toml};
use proptest::prelude::*;
use serde_json::Value;

use llm_catalog::{Catalog, EntryRef, Model, write};
use llm_index::{
    Index,
    query::{Query, parser::SavedQueries},
    search::SearchResults,
    segment::Segment,
};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "another test uses more of it")]
#[path = "support/plain_lineage.rs"]
mod plain_lineage;

/// The ids and variants that a query finds in the built-in catalogue.
fn search(query: &str) -> BTreeSet<(String, String)> {
    static INDEX: LazyLock<Index> = LazyLock::new(|| llm_tui::builtin::index().unwrap());
    let (parsed, errors) = Query::parse_for_index(query, &SavedQueries::new(), &INDEX);
    assert!(errors.is_empty(), "{query}: {errors:?}");
    search_in(&INDEX, &parsed)
}

fn search_in(index: &Index, query: &Query) -> BTreeSet<(String, String)> {
    let rows = SearchResults::search_all(query, index).rows;
    let located = rows.iter().filter_map(|row| index.locate(*row));
    let variant = |segment: &Segment, row| segment.variant(row).map(|figures| figures.name).unwrap_or_default();
    located.map(|(segment, row)| (segment.id(row).to_owned(), variant(segment, row))).collect()
}

/// Every variant and extension as `llm-tui list --variants --format json` prints it.
fn exported() -> &'static [Value] {
    static ENTRIES: LazyLock<Vec<Value>> = LazyLock::new(|| {
        let home = tempfile::tempdir().unwrap();
        let entries = |tab| -> Vec<Value> {
            let mut command = cli_command(home.path());
            let (_, out, _) = run_command(command.args(["list", "--variants", "--format", "json", "--tab", tab]));
            serde_json::from_str(&out).unwrap()
        };
        [entries("all"), entries("extensions")].concat()
    });
    &ENTRIES
}

/// How a filter is typed, and what it says of an entry as a person reads it.
#[derive(Clone, Debug)]
struct NaiveFilter {
    typed: String,
    condition: Condition,
}

#[derive(Clone, Debug)]
enum Condition {
    /// It has so many parameters.
    Parameters(&'static str, u64),
    /// The context has so many tokens.
    Context(&'static str, u64),
    /// The context as makers state it is so long.
    StatedContext(&'static str, u64),
    /// The year of the release.
    Year(&'static str, u64),
    /// A list has this text, or a code that goes on after a hyphen.
    Listed(&'static str, &'static str),
    /// The value at a path is this text, or one of those between bars.
    Equal(&'static str, &'static str),
    /// The weights of a model without a cache are open and fit in so many gigabytes with 4 bits and 8K tokens.
    FitsWithoutCache(u32),
}

impl Condition {
    fn holds(&self, entry: &Value) -> bool {
        let field = |name| entry.get(name);
        let context = || field("context").and_then(Value::as_u64);
        let list = |name| field(name).and_then(Value::as_array).into_iter().flatten();
        match self {
            Self::Parameters(sign, bound) => {
                let count = field("parameters_count").and_then(Value::as_u64);
                count.is_some_and(|count| compare(count, sign, *bound))
            }
            Self::Context(sign, bound) => context().is_some_and(|tokens| compare(tokens, sign, *bound)),
            Self::StatedContext(sign, bound) => context().is_some_and(|tokens| compare(stated(tokens), sign, *bound)),
            Self::Year(sign, bound) => {
                let date = field("released").and_then(Value::as_str);
                date.is_some_and(|date| compare(date.split('-').next().unwrap().parse().unwrap(), sign, *bound))
            }
            Self::Listed(name, value) => list(name)
                .filter_map(Value::as_str)
                .any(|text| text == *value || text.strip_prefix(value).is_some_and(|rest| rest.starts_with('-'))),
            Self::Equal(path, value) => match entry.pointer(path) {
                Some(Value::String(text)) => value.split('|').any(|value| text == value),
                Some(other) => *other == value.parse::<Value>().unwrap(),
                None => false,
            },
            Self::FitsWithoutCache(gigabytes) => {
                let has_context = field("context").and_then(Value::as_u64).is_some_and(|tokens| tokens >= 8000);
                let parameters = field("parameters_count").and_then(Value::as_f64);
                let bytes = parameters.map(|count| count * 4.9 / 8.0 + 1_073_741_824.0);
                field("open_weights") == Some(&Value::Bool(true))
                    && field("architecture").and_then(Value::as_str) == Some("ssm")
                    && has_context
                    && bytes.is_some_and(|bytes| bytes <= f64::from(*gigabytes) * 1e9)
            }
        }
    }
}

fn compare(value: u64, sign: &str, bound: u64) -> bool {
    match sign {
        ">" => value > bound,
        ">=" => value >= bound,
        "<" => value < bound,
        _ => value <= bound,
    }
}

/// 128,000 for 131,072: the figure of a binary number with decimal units.
fn stated(tokens: u64) -> u64 {
    if tokens < 1024 || tokens.is_multiple_of(1000) || !tokens.is_multiple_of(512) {
        tokens
    } else if tokens < 1024 * 1024 {
        tokens * 1000 / 1024
    } else {
        tokens * 1_000_000 / (1024 * 1024)
    }
}

const LISTED: &[(&str, &str, &str)] = &[
    ("lang:chinese", "languages", "zh"),
    ("语言：法语", "languages", "fr"),
    ("language=de", "languages", "de"),
    ("country:china", "countries", "CN"),
    ("國家:美國", "countries", "US"),
    ("country:uk", "countries", "GB"),
];
const EQUAL: &[(&str, &str, &str)] = &[
    ("stage:pretrained", "/stage", "base"),
    ("阶段:rlhf", "/stage", "rlhf"),
    ("weights:open", "/open_weights", "true"),
    ("开源：否", "/open_weights", "false"),
    ("license:mit", "/license/spdx", "MIT"),
    ("许可证:apache", "/license/spdx", "Apache-2.0"),
    ("commercial:conditional", "/license/commercial", "conditions"),
    ("network:mixture-of-experts", "/architecture", "moe|hybrid-moe"),
    ("type:engine", "/kind", "engine"),
];

fn arb_filter() -> impl Strategy<Value = NaiveFilter> {
    use proptest::sample::select;
    let sign = || select(&[">", ">=", "<", "<="][..]);
    let filter = |typed: String, condition| NaiveFilter { typed, condition };
    let parameters = (select(&["params:", "参数：", "size", "parameters:"][..]), sign(), 1_u64..2000);
    let billion = select(&["b", "B", "0亿", "billion"][..]);
    let parameters = (parameters, billion).prop_map(move |((key, sign, count), unit)| {
        filter(format!("{key}{sign}{count}{unit}"), Condition::Parameters(sign, count * 1_000_000_000))
    });
    let context = (select(&["context:", "上下文:", "ctx"][..]), sign(), 1_u64..2000);
    let thousand = select(&["k", "K", "千", "000"][..]);
    let context = (context, thousand).prop_map(move |((key, sign, count), unit)| {
        let condition = if unit == "000" { Condition::Context } else { Condition::StatedContext };
        filter(format!("{key}{sign}{count}{unit}"), condition(sign, count * 1000))
    });
    let year = (select(&["year", "released:", "发布："][..]), sign(), 2018_u64..2027);
    let year =
        year.prop_map(move |(key, sign, year)| filter(format!("{key}{sign}{year}"), Condition::Year(sign, year)));
    let listed =
        select(LISTED).prop_map(move |(typed, name, value)| filter(typed.to_owned(), Condition::Listed(name, value)));
    let equal =
        select(EQUAL).prop_map(move |(typed, path, value)| filter(typed.to_owned(), Condition::Equal(path, value)));
    prop_oneof![parameters, context, year, listed, equal]
}

/// A filter by memory, for models of which only those without a cache have the figures that it needs.
fn arb_memory_filter() -> impl Strategy<Value = NaiveFilter> {
    (1_u32..1000).prop_map(|gigabytes| NaiveFilter {
        typed: format!("fits:{gigabytes}gb"),
        condition: Condition::FitsWithoutCache(gigabytes),
    })
}

/// Some of the keys that a model and a variant may both have.
fn arb_figures() -> impl Strategy<Value = String> {
    let context = prop::option::of(proptest::sample::select(&[2048, 32_000, 32_768, 131_072, 1_000_000][..]));
    let year = prop::option::of(2018..2027);
    let architecture = prop::option::of(proptest::sample::select(&["dense", "moe", "hybrid-moe", "ssm"][..]));
    let open_weights = prop::option::of(any::<bool>());
    let license = prop::option::of(proptest::sample::select(&["MIT", "Apache-2.0"][..]));
    let figures = (context, year, architecture, license, open_weights);
    figures.prop_map(|(context, year, architecture, license, open_weights)| {
        let lines = [
            open_weights.map(|is_open| format!("open_weights = {is_open}")),
            context.map(|tokens| format!("context = {tokens}")),
            year.map(|year| format!("released = \"{year}\"")),
            architecture.map(|architecture| format!("architecture = \"{architecture}\"")),
            license.map(|spdx| format!("license = {{ name = \"{spdx}\", spdx = \"{spdx}\", commercial = \"yes\" }}")),
        ];
        lines.into_iter().flatten().map(|line| line + "\n").collect()
    })
}

/// A model in TOML, whose id and name contain `ID`.
fn arb_model() -> impl Strategy<Value = String> {
    let stage = proptest::sample::select(&["base", "sft", "rlhf"][..]);
    let variant = (1_u64..1500, arb_figures());
    (stage, arb_figures(), prop::collection::vec(variant, 0..4)).prop_map(|(stage, figures, variants)| {
        let mut text = format!(
            "[[model]]\nid = \"mID\"\nname = \"Model ID\"\nstage = \"{stage}\"\n\
                 insight = {{ en = \"e\", zh = \"中\" }}\n{figures}"
        );
        for (idx, (billions, figures)) in variants.iter().enumerate() {
            let variant = format!("[[model.variant]]\nname = \"v{idx}\"\nparameters = \"{billions}B\"\n{figures}");
            text.push_str(&variant);
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filters_find_what_a_plain_reading_finds(filters in prop::collection::vec((arb_filter(), any::<bool>()), 1..4)) {
        let terms = filters.iter().map(|(filter, negated)| format!("{}{}", if *negated { "-" } else { "" }, filter.typed));
        let query = terms.collect::<Vec<_>>().join(" ");
        let is_match = |entry: &&Value| filters.iter().all(|(filter, negated)| filter.condition.holds(entry) != *negated);
        let expected: BTreeSet<_> = exported().iter().filter(is_match).map(id_and_variant).collect();
        prop_assert_eq!(search(&query), expected, "{}", query);
    }

    #[test]
    fn filters_find_the_right_variants_of_any_catalogue(
        models in prop::collection::vec(arb_model(), 1..6),
        filters in prop::collection::vec((prop_oneof![4 => arb_filter(), 1 => arb_memory_filter()], any::<bool>()), 1..4),
    ) {
        let text: String = models.iter().enumerate().map(|(idx, model)| model.replacen("ID", &idx.to_string(), 2)).collect();
        let catalog = Catalog::parse("random.toml", &text).unwrap();
        let index = Index::try_from(&catalog).unwrap();
        let terms = filters.iter().map(|(filter, negated)| format!("{}{}", if *negated { "-" } else { "" }, filter.typed));
        let query = terms.collect::<Vec<_>>().join(" ");
        let (parsed, errors) = Query::parse(&query);
        prop_assert!(errors.is_empty(), "{}", query);
        let is_match = |entry: &Value| filters.iter().all(|(filter, negated)| filter.condition.holds(entry) != *negated);
        let variants = catalog.models().iter().flat_map(Model::resolved);
        let variants = variants.map(|model| write::to_variant_json(EntryRef::Model(&model)));
        let expected: BTreeSet<_> = variants.filter(is_match).map(|entry| id_and_variant(&entry)).collect();
        prop_assert_eq!(search_in(&index, &parsed), expected, "{}\n{}", query, text);
    }
}

#[test]
fn every_condition_of_the_properties_has_matches() {
    let conditions = LISTED.iter().map(|(typed, name, value)| (typed, Condition::Listed(name, value)));
    let conditions = conditions.chain(EQUAL.iter().map(|(typed, path, value)| (typed, Condition::Equal(path, value))));
    for (typed, condition) in conditions {
        assert!(exported().iter().any(|entry| condition.holds(entry)), "{typed}");
    }
    let parameters = Condition::Parameters(">", 7_000_000_000);
    assert!(exported().iter().any(|entry| parameters.holds(entry)));
}

#[test]
fn lineage_filters_find_what_a_plain_walk_over_the_variants_finds() {
    let lineage = PlainLineage::from_json(exported());
    for ancestor in lineage.parent_ids() {
        assert_eq!(search(&format!("base:{ancestor}")), lineage.descendants(ancestor, true), "base:{ancestor}");
        assert_eq!(search(&format!("related:{ancestor}")), lineage.descendants(ancestor, false), "related:{ancestor}");
    }
    let ids = |query: &str| search(query).into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>();
    let [qwen, llama] = [ids("base:qwen2-5"), ids("base:llama-3-3")];
    assert!(qwen.contains("deepcoder-14b") && qwen.contains("skywork-or1") && !qwen.contains("r1-1776"));
    assert!(!llama.contains("deepcoder-14b") && !llama.contains("skywork-or1") && llama.contains("r1-1776"));
    // Its parent is of a series whose variants have different parents, and is none of those listed.
    assert!(!search("base:llama").contains(&("llava-next".to_owned(), "1.6-34B".to_owned())));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lineage_filters_follow_the_variants_of_any_catalogue(models in prop::collection::vec(arb_parents(), 2..14)) {
        let text = lineage_toml(&models);
        let catalog = Catalog::parse("random.toml", &text).unwrap();
        let (index, lineage) = (Index::try_from(&catalog).unwrap(), PlainLineage::new(&catalog));
        for ancestor in lineage.parent_ids() {
            for (key, by_weights) in [("base", true), ("related", false)] {
                let (parsed, _) = Query::parse(&format!("{key}:{ancestor}"));
                let expected = lineage.descendants(ancestor, by_weights);
                prop_assert_eq!(search_in(&index, &parsed), expected, "{}:{}\n{}", key, ancestor, text);
            }
        }
    }
}
