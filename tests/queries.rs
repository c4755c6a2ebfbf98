//! Search: queries, and the models they must find first.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::LazyLock;

use proptest::prelude::*;

use llm_catalog::{
    Catalog, Model, license::CommercialUse, model::Architecture, training::TrainingKind, variant::Variant,
};
use llm_index::{
    Index,
    query::{Query, parser::SavedQueries},
    search::SearchResults,
    sort::SortOrder,
};
use llm_tui::i18n::{Messages, describe_query_error};

/// Queries as people type them, and the id of the best match.
const EXPECTED_FIRST: &[(&str, &str)] = &[
    // Full and partial names
    ("llama", "llama"),
    ("LLaMA", "llama"),
    ("bloom", "bloom"),
    ("bloomz", "bloomz"),
    ("chinch", "chinchilla"),
    ("galac", "galactica"),
    ("instructg", "instructgpt"),
    ("alpa", "alpaca"),
    ("guana", "guanaco"),
    ("wizard", "wizardlm"),
    ("baize", "baize"),
    ("yalm", "yalm-100b"),
    ("lamda", "lamda"),
    ("glam", "glam"),
    ("opt", "opt"),
    ("ul2", "ul2"),
    ("orca", "orca"),
    ("t0", "t0"),
    ("moss", "moss"),
    ("ziya", "ziya"),
    ("claude", "claude"),
    ("sparrow", "sparrow"),
    // Version numbers and sizes
    ("chatglm2", "chatglm2-6b"),
    ("chatglm", "chatglm-6b"),
    ("gpt 4", "gpt-4"),
    ("gpt-3", "gpt-3"),
    ("gpt3", "gpt-3"),
    ("gpt 3.5", "gpt-3-5"),
    ("t5 11b", "t5"),
    ("t5", "t5"),
    ("dolly2.0", "dolly-2"),
    ("dolly v2", "dolly-2"),
    ("dolly", "dolly"),
    ("rwkv4", "rwkv-4"),
    ("falcon 40b", "falcon-40b"),
    ("neox 20b", "gpt-neox-20b"),
    ("gptj", "gpt-j"),
    ("gpt-j 6b", "gpt-j"),
    ("glm 130b", "glm-130b"),
    ("baichuan 7b", "baichuan-7b"),
    // Two words in the wrong order, an organization, a title
    ("neox gpt", "gpt-neox-20b"),
    ("palm flan", "flan-palm"),
    ("t5 flan", "flan-t5"),
    ("google switch", "switch-transformer"),
    ("tsinghua chat", "chatglm3"),
    ("yandex", "yandexgpt-5-lite"),
    ("databricks 2", "dolly-2"),
    ("compute-optimal", "cerebras-gpt"),
    ("models are few-shot", "gpt-3"),
    ("2302.13971", "llama"),
    // Misspellings and aliases
    ("phonenix", "phoenix"),
    ("pheonix", "phoenix"),
    ("lama", "llama"),
    ("chatgtp", "chatgpt"),
    ("vicuna chinese", "chinese-vicuna"),
    ("knowlm", "zhixi"),
    ("j1-jumbo", "jurassic-1"),
    ("openchatkit", "gpt-neoxt-chat-base-20b"),
    ("megatron", "megatron-lm"),
    // Chinese and pinyin
    ("pangu", "pangu-sigma"),
    ("盘古", "openpangu-2-0"),
    ("鹏程.盘古α", "pangu-alpha"),
    ("百川", "baichuan-m2"),
    ("智析", "zhixi"),
    ("姜子牙", "ziya"),
    ("港中大（深圳） phoenix", "phoenix"),
    // Filters with words, and the operators of fzf
    ("org:meta llama", "llama"),
    ("base:gpt-neox-20b stage:sft", "gpt-neoxt-chat-base-20b"),
    ("'glm stage:base", "glm-4-9b"),
    ("^gpt stage:base !neo params:>100b", "gpt-3"),
    ("^opt$", "opt"),
    ("\"flan-ul2\"", "flan-ul2"),
    ("org:\"tsinghua university\" released:2023-06 stage:rlhf", "chatglm2-6b"),
];

fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| llm_tui::builtin::catalog().unwrap());
    &CATALOG
}

fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| llm_tui::builtin::index().unwrap());
    &INDEX
}

/// The ids that a query finds, best first.
fn search(text: &str) -> Vec<String> {
    let index = index();
    let (query, errors) = Query::parse(text);
    assert!(errors.is_empty(), "{text}: {errors:?}");
    ranked_ids(&SearchResults::search_all(&query, index), index)
}

/// The ids of search results, best first.
fn ranked_ids(results: &SearchResults, index: &Index) -> Vec<String> {
    let rows = SortOrder::Relevance.sort(results.rows.clone(), &results.scores, index);
    let rows = index.one_row_per_entry(rows);
    rows.iter().filter_map(|row| index.locate(*row)).map(|(segment, row)| segment.id(row).to_owned()).collect()
}

/// The ids of the models of which a variant satisfies a predicate, sorted.
fn model_ids_where(predicate: impl Fn(&Model) -> bool) -> Vec<String> {
    let ids = catalog().models().iter().filter(|model| model.resolved().any(|variant| predicate(&variant)));
    let mut ids: Vec<_> = ids.map(|model| model.id.to_string()).collect();
    ids.sort();
    ids
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[test]
fn expected_models_come_first() {
    let wrong: Vec<_> = EXPECTED_FIRST
        .iter()
        .filter_map(|(query, id)| {
            let ids = search(query);
            let first = ids.first().map_or("nothing", String::as_str);
            (first != *id).then(|| format!("{query}: {first} instead of {id}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn filters_match_plain_predicates() {
    let in_billions = |model: &Model, low: f64, high: f64| {
        let parameters = model.variants.iter().filter_map(|variant| variant.parameters);
        parameters.map(|count| count.as_f64() / 1e9).any(|billions| low <= billions && billions <= high)
    };
    let named_7b = |model: &Model| {
        let is_near = |variant: &Variant| variant.parameters.is_some_and(|count| count.0 / 1_000_000_000 < 12);
        model.variants.iter().any(|variant| is_near(variant) && variant.name.split(['-', ' ']).any(|word| word == "7B"))
    };
    let trained = |model: &Model| {
        let kind = |t: &&llm_catalog::training::TrainingData| t.kind == TrainingKind::Trained;
        model.training.iter().filter(kind).map(|t| t.quantity).max()
    };
    let commercial = |model: &Model| model.license.as_ref().and_then(|license| license.commercial_use);
    let cases: [(&str, Vec<String>); 14] = [
        ("params:>100b", model_ids_where(|m| in_billions(m, 100.000_1, f64::MAX))),
        ("params:7b..13b", model_ids_where(|m| in_billions(m, 7.0, 13.0))),
        // What rounds to it, and what is named by it, such as StableLM 7B with its 7.87B.
        ("params:7b", model_ids_where(|m| in_billions(m, 6.5, 7.499_999) || named_7b(m))),
        ("params:<=13B", model_ids_where(|m| in_billions(m, 0.0, 13.0))),
        ("released:2023", model_ids_where(|m| m.released.is_some_and(|d| d.year == 2023))),
        ("released:>=2023-04", model_ids_where(|m| m.released.is_some_and(|d| (d.year, d.month) >= (2023, Some(4))))),
        ("released:<2021", model_ids_where(|m| m.released.is_some_and(|d| d.year < 2021))),
        ("tokens:>1t", model_ids_where(|m| trained(m).is_some_and(|t| t.0 > 1_000_000_000_000))),
        ("lang:zh", model_ids_where(|m| m.languages.iter().any(|l| l == "zh"))),
        ("commercial:yes", model_ids_where(|m| commercial(m) == Some(CommercialUse::Yes))),
        (
            "commercial:yes,conditions",
            model_ids_where(|m| matches!(commercial(m), Some(CommercialUse::Yes | CommercialUse::Conditions))),
        ),
        ("org:eleuther", model_ids_where(|m| m.organizations.iter().any(|o| o == "EleutherAI"))),
        (
            "open:yes !stage:base",
            model_ids_where(|m| m.open_weights == Some(true) && m.stage != llm_catalog::model::Stage::Base),
        ),
        ("arch:moe", model_ids_where(|m| matches!(m.architecture, Some(Architecture::Moe | Architecture::HybridMoe)))),
    ];
    for (query, expected) in cases {
        let ids: Vec<_> =
            search(query).into_iter().filter(|id| catalog().models().iter().any(|m| m.id.as_str() == id)).collect();
        assert!(!expected.is_empty(), "{query} should find something");
        assert_eq!(sorted(ids), expected, "{query}");
    }
}

#[test]
fn base_matches_any_depth_and_negation_matches_the_rest() {
    let rows = |text: &str| SearchResults::search_all(&Query::parse(text).0, index()).rows;
    for filter in ["base:llama", "has:checkpoint", "claim:corrected", "license:apache", "score:>50", "kind:framework"] {
        let (yes, no) = (rows(filter), rows(&format!("-{filter}")));
        assert!(!yes.is_empty(), "{filter}");
        assert_eq!(yes.len() + no.len(), index().len(), "{filter}");
        assert_eq!(rows(&format!("!{filter}")), no, "{filter}");
    }
    assert!(search("base:gpt-3").contains(&"chatgpt".to_owned()), "through GPT-3.5");
    assert!(search("base:llama").contains(&"alpaca".to_owned()));
    assert!(!search("base:llama").contains(&"llama".to_owned()));
}

#[test]
fn a_separator_in_quotes_is_part_of_the_value() {
    for text in ["org:\" \"\"、", "org:\"a、b\"", "org:\"a,b\",c"] {
        let (query, errors) = Query::parse(text);
        assert!(errors.is_empty(), "{text}: {errors:?}");
        assert_eq!(Query::parse(&query.to_string()), (query, Vec::new()), "{text}");
    }
}

#[test]
fn name_matches_rank_before_summary_matches() {
    let first: Vec<_> = search("alpaca").into_iter().take(2).collect();
    assert_eq!(first, ["alpaca", "galpaca"]);
    // Words of a summary match as substrings, not as scattered letters.
    assert!(search("prtrnng").is_empty());
}

#[test]
fn query_errors_have_spans() {
    for (text, span, message) in [
        ("llama foo:bar", 6..13, "unknown column `foo`; quote words that contain a colon"),
        ("parms:7b", 0..8, "unknown column `parms`; did you mean `params`?"),
        ("params:big", 0..10, "`big` is not a quantity; use `7b`, `>10b` or `7b..13b`"),
        ("params:7", 0..8, "`7` has no unit; did you mean `7b`?"),
        ("params:<=7..13b", 0..15, "`<=7..13b` is not a quantity; use `7b`, `>10b` or `7b..13b`"),
        ("active:7..13b", 0..13, "`7..13b` has no unit; did you mean `7b..13b`?"),
        ("tokens:>1.5", 0..11, "`>1.5` has no unit; did you mean `>1.5t`?"),
        ("params:1.5..3b", 0..14, "`1.5..3b` has no unit; did you mean `1.5b..3b`?"),
        ("context:>=128", 0..13, "`>=128` has no unit; did you mean `>=128k`?"),
        ("tokens>2", 0..8, "`>2` has no unit; did you mean `>2t`?"),
        ("context:8", 0..9, "`8` has no unit; did you mean `8k`?"),
        ("x params:13b..7b", 2..16, "`13b..7b` ends before it starts; swap the two ends"),
        ("released:2023-13", 0..16, "`2023-13` is not a date; use `2023`, `>=2022-06` or `2022..2023`"),
        ("score:>high", 0..11, "`>high` is not a number; use `>50` or `40..60`"),
        ("org:", 0..4, "`org:` needs a value, such as `org:x`"),
        ("@mine", 0..5, "no saved query `@mine` in the configuration"),
    ] {
        let (_, errors) = Query::parse(text);
        assert_eq!(errors.len(), 1, "{text}");
        assert_eq!(errors[0].span, span, "{text}");
        assert_eq!(describe_query_error(&errors[0].kind, Messages::get(llm_catalog::localized::Locale::En)), message);
    }
    let (query, errors) = Query::parse("https://arxiv.org/abs/2302.13971");
    assert!(errors.is_empty() && query.words().count() == 1);
}

#[test]
fn memory_is_asked_for_by_any_of_its_names() {
    let expected = Query::parse("fits:24gb@8bit").0;
    for text in ["memory:24gb@8bit", "vram:24gb@8bit", "ram:<=24gb@8bit", "显存:24gb@8bit"] {
        assert_eq!(Query::parse(text), (expected.clone(), Vec::new()), "{text}");
    }
    assert_eq!(Query::parse("memory:>24gb").1.len(), 1);
}

#[test]
fn a_number_that_needs_no_unit_is_accepted() {
    for text in ["params:0", "params:>0", "params:1000", "context:512", "context:2048", "context:>=131072", "score:7"] {
        assert!(Query::parse(text).1.is_empty(), "{text}");
    }
}

#[test]
fn a_benchmark_is_no_column() {
    let index = llm_tui::builtin::index().unwrap();
    for name in ["mmlu", "MMLU", "gpqa-diamond"] {
        let (_, errors) = Query::parse_for_index(&format!("{name}:>=90"), &SavedQueries::new(), &index);
        let message = describe_query_error(&errors[0].kind, Messages::get(llm_catalog::localized::Locale::En));
        assert!(
            message.contains("is a benchmark: sort by it (or `--benchmark ") && message.ends_with("`score:>=90`"),
            "{message}"
        );
    }
    // A negation stays, and what is no number is not passed on.
    for (text, end) in [("-mmlu:>80", "then `-score:>80`"), ("mmlu:abc", "(or `--benchmark mmlu`)")] {
        let (_, errors) = Query::parse_for_index(text, &SavedQueries::new(), &index);
        let message = describe_query_error(&errors[0].kind, Messages::get(llm_catalog::localized::Locale::En));
        assert!(message.ends_with(end), "{message}");
    }
}

#[test]
fn saved_queries_expand_to_their_text() {
    let saved = [("shippable".to_owned(), "commercial:yes has:checkpoint".to_owned())].into();
    let (query, errors) = Query::parse_with_saved_queries("falcon @shippable", &saved);
    assert!(errors.is_empty());
    assert_eq!(query.to_string(), "falcon commercial:yes has:checkpoint");
}

/// Text that resembles a query.
fn arb_query_text() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        "[a-z盘古]{1,5}",
        "[!'^-]{0,2}[a-z0-9\"$: ]{1,6}[$\"]?",
        "[!-]?(stage|org|params|released|score|lang|nope|base|has):[<>=]{0,2}[a-z0-9.,\"-]{0,8}",
        "params:[0-9]{1,3}[bm](\\.\\.[0-9]{1,3}[bt])?",
        "released:[<>]?=?20[0-9]{2}(-[0-9]{2})?",
        "(params|参数|year|context|许可证)[ ]?[<>=≥：]{1,2}[ ]?[0-9０-９]{1,3}[kb亿万]?",
        "[-！!]?[“\"机构语言开源：:中文是、，a-c]{1,8}",
        "\\PC{0,6}",
    ];
    prop::collection::vec(term, 0..5).prop_map(|terms| terms.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn query_round_trips_through_text(text in arb_query_text()) {
        let (query, _) = Query::parse(&text);
        let (reparsed, errors) = Query::parse(&query.to_string());
        prop_assert!(errors.is_empty(), "{:?}", errors);
        prop_assert_eq!(query, reparsed);
    }

    #[test]
    fn any_text_is_a_query_or_errors_with_spans(text in "\\PC{0,40}") {
        let (_, errors) = Query::parse(&text);
        for error in errors {
            prop_assert!(text.get(error.span).is_some_and(|slice| !slice.is_empty()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn filter_keeps_exactly_the_matches_that_pass_it(
        word in "[a-z]{0,3}",
        filter in proptest::sample::select(&["stage:sft", "lang:zh", "params:<20b", "has:paper", "-open:no"][..]),
    ) {
        // Row by row: a filter and a word hold for one and the same variant.
        let rows = |text: &str| SearchResults::search_all(&Query::parse(text).0, index()).rows;
        let passing = rows(filter);
        let expected: Vec<_> = rows(&word).iter().copied().filter(|row| passing.contains(row)).collect();
        prop_assert_eq!(&*rows(&format!("{word} {filter}")), &expected);
    }

    #[test]
    fn incremental_search_equals_full_search(
        text in prop_oneof!["[a-z]{1,6}( [a-z0-9]{1,4})?", "(llama|gpt|open) [!'^]?[a-z/]{1,5}( stage:sft [a-z]{1,3})?"],
    ) {
        let index = index();
        let mut previous = SearchResults::default();
        for (end, ch) in text.char_indices() {
            let (query, _) = Query::parse(text.get(..end + ch.len_utf8()).unwrap());
            previous = SearchResults::search(&query, index, Some(&previous), &false.into()).unwrap();
            prop_assert_eq!(ranked_ids(&previous, index), ranked_ids(&SearchResults::search_all(&query, index), index), "{}", query);
        }
    }
}
