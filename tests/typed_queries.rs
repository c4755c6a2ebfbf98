//! Queries as people type them: commands to output, keys to screen, and what filters find against the JSON export.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, sync::LazyLock};

use cli::{cli_command, run_command};
use proptest::prelude::*;
use serde_json::Value;
use support::{TestScreen, screen_with};

use llm_catalog::{
    claim::ClaimStatus,
    extension::ExtensionKind,
    license::CommercialUse,
    link::LinkKind,
    localized::Locale,
    model::{Architecture, Stage},
};
use llm_index::{
    Column, Index, ValueType,
    query::{Query, QuerySpan, complete::complete, parser::SavedQueries, query_spans},
    search::SearchResults,
    serde_name,
};
use llm_tui::{app::Tab, i18n::Messages};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "other tests use more of it")]
mod support;

fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| llm_tui::builtin::index().unwrap());
    &INDEX
}

fn screen(width: u16, height: u16) -> TestScreen {
    screen_with(index().clone(), width, height)
}

/// Runs `llm-tui` and returns the exit code, stdout and stderr.
fn run(args: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    run_command(cli_command(home.path()).args(args))
}

/// The ids that `llm-tui list` finds; none if the exit code is 1.
fn list(query: &str) -> BTreeSet<String> {
    let (code, out, err) = run(&["list", query, "--format", "json"]);
    assert!(code < 2, "{query}: {err}");
    let entries: Vec<Value> = serde_json::from_str(&out).unwrap();
    entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids that a query finds.
fn search(query: &str) -> BTreeSet<String> {
    let (parsed, errors) = Query::parse_for_index(query, &SavedQueries::new(), index());
    assert!(errors.is_empty(), "{query}: {errors:?}");
    let rows = SearchResults::search_all(&parsed, index()).rows;
    rows.iter().filter_map(|row| index().locate(*row)).map(|(segment, row)| segment.id(row).to_owned()).collect()
}

/// Every model and extension as `llm-tui list --format json` prints it.
fn exported() -> &'static [Value] {
    static ENTRIES: LazyLock<Vec<Value>> = LazyLock::new(|| {
        let list = |tab| run(&["list", "--variants", "--format", "json", "--tab", tab]).1;
        let entries = |tab| serde_json::from_str::<Vec<Value>>(&list(tab));
        [entries("all").unwrap(), entries("extensions").unwrap()].concat()
    });
    &ENTRIES
}

fn ids_where(predicate: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let entries = exported().iter().filter(|entry| predicate(entry));
    entries.map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn forms_that_mean_the_same_find_the_same() {
    for (typed, canonical) in [
        ("open：yes", "open:yes"),
        ("ｏｐｅｎ：ｙｅｓ", "open:yes"),
        ("ｌｌａｍａ", "llama"),
        ("！ｌｌａｍａ", "!llama"),
        ("许可证:mit", "license:mit"),
        ("許可證：MIT", "license:mit"),
        ("机构:智谱", "org:zhipu"),
        ("機構:華為", "org:huawei"),
        ("参数:>130亿", "params:>13b"),
        ("params:<=130亿", "params:<=13b"),
        ("params:≥１３ｂ", "params:>=13b"),
        ("國家:中國", "country:CN"),
        ("语言:中文", "lang:zh"),
        ("开源:是", "open:yes"),
        ("lang:zh、ja", "lang:zh,ja"),
        ("org:“Meta AI”", "org:\"Meta AI\""),
        ("params>100b", "params:>100b"),
        ("params<1b", "params:<1b"),
        ("params>=100b", "params:>=100b"),
        ("params = 7b", "params:7b"),
        ("params > 100b open:yes", "params:>100b open:yes"),
        ("-params>100b", "-params:>100b"),
        ("params:>0.1t", "params:>100b"),
        ("params:7billion", "params:7b"),
        ("year:2024", "released:2024"),
        ("发布:2024年", "released:2024"),
        ("released:2024年6月..2024/8", "released:2024-06..2024-08"),
        ("size:7b", "params:7b"),
        ("maker:meta", "org:meta"),
        ("makers:meta", "org:meta"),
        ("company:meta", "org:meta"),
        ("network:moe", "arch:moe"),
        ("架构:混合专家", "arch:moe"),
        ("weights:open", "open:yes"),
        ("权重:可下载", "open:yes"),
        ("stage:instruct", "stage:sft,rlhf"),
        ("stage:pretrained", "stage:base"),
        ("lang:chinese", "lang:zh"),
        ("country:china", "country:CN"),
        ("country:usa,uk", "country:US,GB"),
        ("commercial:不可商用", "commercial:no"),
        ("based-on:llama", "base:llama"),
        ("\"based on\":llama", "base:llama"),
        ("tokens:1.4万亿", "tokens:1.4t"),
        ("context:12.8万", "context:128k"),
        ("-llama", "!llama"),
    ] {
        let found = search(typed);
        assert!(!found.is_empty(), "{typed}");
        assert_eq!(found, search(canonical), "{typed} and {canonical}");
    }
    assert_eq!(list("参数:>130亿"), list("params:>13b"));
    assert_eq!(list("params>100b"), list("params:>100b"));
}

#[test]
fn every_heading_on_the_screen_is_the_key_of_its_column() {
    for locale in [Locale::En, Locale::Zh] {
        for column in Column::ALL.iter().copied() {
            let headings = Tab::ALL.map(|tab| tab.heading(column, &Index::default(), locale));
            for heading in headings {
                assert_eq!(Column::from_name(&heading), Some(column), "{heading}");
                let key = if heading.contains(' ') { format!("\"{heading}\"") } else { heading.to_string() };
                let (_, errors) = Query::parse(&format!("{key}:"));
                assert!(
                    matches!(errors[..], [ref error] if format!("{error:?}").contains("MissingValue")),
                    "{heading}"
                );
            }
        }
    }
    let (code, out, _) = run(&["list", "llama", "--sort", "年份", "--columns", "模型,Params,许可证", "--limit", "1"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
}

#[test]
fn every_value_on_the_screen_can_be_typed() {
    for locale in [Locale::En, Locale::Zh] {
        let messages = Messages::get(locale);
        let mut shown: Vec<(Column, String, String)> = Vec::new();
        let mut add = |column, text: &str, name| shown.push((column, text.to_owned(), name));
        for value in Stage::ALL {
            add(Column::Stage, (messages.stage)(value), serde_name(&value));
        }
        for value in Architecture::ALL {
            add(Column::Architecture, (messages.architecture)(value), serde_name(&value));
        }
        for value in CommercialUse::ALL {
            add(Column::CommercialUse, (messages.commercial_use)(value), serde_name(&value));
        }
        for value in ClaimStatus::ALL {
            add(Column::Claims, (messages.claim_status)(value), serde_name(&value));
        }
        for value in ExtensionKind::ALL {
            add(Column::ExtensionKind, (messages.extension_kind)(value), serde_name(&value));
        }
        for value in LinkKind::ALL {
            add(Column::Links, (messages.link_kind)(value), serde_name(&value));
        }
        add(Column::OpenWeights, messages.weights_open, "yes".to_owned());
        add(Column::OpenWeights, messages.weights_closed, "no".to_owned());
        for (column, text, name) in shown {
            let (query, errors) = Query::parse(&format!("{}:\"{text}\"", column.key()));
            assert!(errors.is_empty(), "{text}: {errors:?}");
            assert_eq!(query, Query::parse(&format!("{}:{name}", column.key())).0, "{text}");
        }
    }
}

#[test]
fn every_code_and_country_of_the_catalogue_has_names() {
    for (column, field) in [(Column::Languages, "languages"), (Column::Countries, "countries")] {
        let codes = exported().iter().filter_map(|entry| entry[field].as_array()).flatten();
        for code in codes.map(|code| code.as_str().unwrap()).collect::<BTreeSet<_>>() {
            // A code with a name is completed from the name.
            let text = format!("{}:{code}", column.key());
            assert!(!search(&text).is_empty(), "{code}");
        }
    }
    for (name, code) in [("korean", "ko"), ("法语", "fr"), ("twi", "tw"), ("多语言", "mul"), ("德文", "de")] {
        assert_eq!(search(&format!("lang:{name}")), search(&format!("lang:{code}")), "{name}");
    }
}

#[test]
fn a_value_that_nothing_knows_is_an_error_with_the_nearest_ones() {
    for (query, message) in [
        ("org:opnai", "no entry has `opnai` as `org`; did you mean `OpenAI`"),
        ("license:apach", ""),
        ("license:appache", "no entry has `appache` as `license`; did you mean `Apache-2.0`"),
        ("lang:chinee", "no entry has `chinee` as `lang`; did you mean `zh`"),
        ("lang:klingon", "no entry has `klingon` as `lang`; use a value such as `en`"),
        ("country:germny", "no entry has `germny` as `country`; did you mean `DE`"),
        ("base:lama-2", "no entry has `lama-2` as `base`; did you mean `llama`, `llama-2`"),
        ("base:zzzz", "no entry has `zzzz` as `base`\n"),
        ("stage:bse", "unknown value `bse` for `stage`; use base, sft, rlhf"),
        ("arch:nope", "unknown value `nope` for `arch`"),
        ("open:perhaps", "unknown value `perhaps` for `open`"),
        ("org:meta,opnai", "no entry has `opnai`"),
        ("-org:opnai", "no entry has `opnai`"),
        ("parms>100b", "unknown column `parms`; did you mean `params`?"),
        ("licnse=mit", "unknown column `licnse`; did you mean `license`?"),
        ("org>meta", "`org` cannot be compared; write `org:value`"),
    ] {
        let (code, out, err) = run(&["list", "llama", query]);
        if message.is_empty() {
            assert!(code < 2, "{query} is a part of a name: {err}");
            continue;
        }
        assert_eq!((code, out.as_str()), (2, ""), "{query}: {err}");
        assert!(err.starts_with(&format!("llm-tui: query:7: {message}")), "{query}: {err}");
        let carets = format!("        {}", "^".repeat(query.chars().count()));
        assert_eq!(err.lines().last(), Some(carets.as_str()), "{err}");
    }
    // What a word knows is no error, even if nothing has it; nor is a combination without matches.
    for query in ["lang:welsh", "country:ZA", "license:isc", "license:gpl", "org:openai license:mit stage:sft"] {
        let (code, _, err) = run(&["list", query]);
        assert!(code < 2, "{query}: {err}");
    }
    let (_, _, err) = run(&["--locale", "zh", "list", "机构:opnai"]);
    assert!(err.contains("没有条目的 `org` 是 `opnai`，是否要找 `OpenAI`"), "{err}");
}

#[test]
fn an_unknown_value_is_reported_on_the_screen_and_hides_nothing() {
    let before = screen(100, 30).press("/llama");
    let count = before.app.list().len();
    let after =
        before.press(" lang:klingon").assert_shows("no entry has `klingon` as `lang`; use a value such as `en`");
    assert_eq!(after.app.list().len(), count);
    after.press("<ctrl-u>lang:welsh ai").assert_hides("no entry has");
}

#[test]
fn an_unknown_value_stays_reported_while_the_query_is_typed_on() {
    let errors = |screen: &TestScreen| -> Vec<String> {
        let (text, errors) = (screen.app.search_bar().query(), screen.app.list().query_errors());
        errors.iter().map(|error| text.get(error.span.clone()).unwrap().to_owned()).collect()
    };
    let screen = screen(140, 40).press("/lang:klingon");
    assert_eq!(errors(&screen), ["lang:klingon"]);
    let screen = screen.press(" llama");
    assert_eq!(errors(&screen), ["lang:klingon"]);
    // Before the term, where all spans move, and a second one of another kind.
    let screen = screen.press("<home>params:x org:opnai ");
    assert_eq!(errors(&screen), ["params:x", "org:opnai", "lang:klingon"]);
    let screen = screen.press("<end><ctrl-w>");
    assert_eq!(errors(&screen), ["params:x", "org:opnai", "lang:klingon"]);
    // A value that is known after all.
    let screen =
        screen.press("<backspace><backspace><backspace><backspace><backspace><backspace><backspace><backspace>en");
    assert_eq!(errors(&screen), ["params:x", "org:opnai"]);
    let screen = screen.press("<ctrl-u>en lang:klingon");
    assert_eq!(errors(&screen), ["lang:klingon"]);
    assert!(errors(&screen.press("<ctrl-u>")).is_empty());
}

#[test]
fn full_width_keys_open_the_search_and_type_filters() {
    for slash in ["／", "、", "/"] {
        let chinese = screen(120, 30).press(&format!("5{slash}机构：智谱"));
        let english = screen(120, 30).press("5/org:zhipu");
        assert_eq!(chinese.app.list().rows().collect::<Vec<_>>(), english.app.list().rows().collect::<Vec<_>>());
        assert!(!english.app.list().is_empty());
    }
    screen(120, 30).press("？").assert_shows("search; results update as you type");
}

#[test]
fn columns_and_values_are_completed_from_their_other_names() {
    let completions = |text: &str| complete(text, text.len(), index(), &SavedQueries::new()).suggestions;
    for (text, expected) in [
        ("许", "license:"),
        ("許可", "license:"),
        ("mak", "org:"),
        ("context-w", "context:"),
        ("国家:中", "CN"),
        ("国家：中", "CN"),
        ("lang:chi", "zh"),
        ("机构:智", "\"Zhipu AI\""),
        ("license:open", "open-source"),
        ("阶段:预", "base"),
        ("is:star", "bookmarked"),
    ] {
        assert!(completions(text).iter().any(|other| other == expected), "{text}: {:?}", completions(text));
    }
    screen(100, 30).in_chinese().press("/许<tab>mit").assert_shows("/ license:mit");
    screen(100, 30).in_chinese().press("/国家：中<tab>").assert_shows("/ 国家：CN");
}

#[test]
fn context_lengths_are_found_as_makers_state_them() {
    let with = |predicate: &dyn Fn(u64) -> bool| ids_where(|entry| entry["context"].as_u64().is_some_and(predicate));
    assert_eq!(list("context:32k"), with(&|tokens| tokens == 32_768 || tokens == 32_000));
    assert_eq!(list("context:128k"), with(&|tokens| tokens == 131_072 || tokens == 128_000));
    let millions = list("context:1m");
    for tokens in [1_000_000, 1_048_576] {
        let ids = with(&|other| other == tokens);
        assert!(!ids.is_empty() && ids.is_subset(&millions), "{tokens}");
    }
    let found = run(&["list", "context:1m", "--variants", "--format", "json"]).1;
    for variant in serde_json::from_str::<Vec<Value>>(&found).unwrap() {
        assert!((950_000..=1_101_004).contains(&variant["context"].as_u64().unwrap()), "{variant}");
    }
    assert_eq!(list("context:>128k"), with(&|tokens| tokens > 131_072));
    assert_eq!(list("context:>=128k"), with(&|tokens| tokens >= 128_000));
    assert_eq!(list("context:<128k"), with(&|tokens| tokens < 128_000));
    assert_eq!(list("context:<=128k"), with(&|tokens| tokens <= 131_072));
    assert_eq!(list("context:131072"), with(&|tokens| tokens == 131_072));
    assert_eq!(list("context:131,072"), with(&|tokens| tokens == 131_072));
}

#[test]
fn context_lengths_look_the_same_everywhere() {
    let column = |args: &[&str]| run(&[&["list", "id:llama-3-1", "--columns", "id,context"], args].concat()).1;
    assert!(column(&[]).contains("128K") && !column(&[]).contains("131"), "{}", column(&[]));
    assert!(column(&["--format", "markdown"]).contains("128K"));
    for format in ["csv", "tsv"] {
        let out = column(&["--format", format]);
        assert!(out.contains("131072") && !out.contains("131.072"), "{out}");
    }
    assert!(run(&["show", "llama-3-1"]).1.contains("128K (131,072)"));
    assert!(run(&["list", "id:llama-4", "--variants", "--columns", "variant,context"]).1.contains("10M"));
    let compared = run(&["compare", "llama-3-1", "llama-4"]).1;
    assert!(compared.contains("128K") && compared.contains("1M"), "{compared}");
    screen(140, 40).press("5/^llama 3.1$<enter>").assert_shows("128K (131,072)");
    // No entry shows a figure with a fraction where makers use none.
    for tokens in exported().iter().filter_map(|entry| entry["context"].as_u64()) {
        let text = llm_catalog::context_length::ContextLength(tokens).to_string();
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
        assert!(fraction.trim_end_matches(['K', 'M']).len() <= 2, "{tokens}: {text}");
    }
}

#[test]
fn licenses_are_told_apart() {
    let with = |predicate: &dyn Fn(&Value) -> bool| ids_where(|entry| predicate(&entry["license"]));
    let spdx = |id: &'static str| with(&move |license| license["spdx"] == id);
    assert_eq!(list("license:mit"), spdx("MIT"));
    assert_eq!(list("license:\"modified mit\""), with(&|license| license["name"] == "Modified MIT"));
    assert_eq!(list("license:apache"), spdx("Apache-2.0"));
    assert_eq!(list("license:AGPL"), spdx("AGPL-3.0-only"));
    let noncommercial = |license: &Value| {
        license["commercial"] == "no" || license["spdx"].as_str().is_some_and(|id| id.starts_with("CC-BY-NC"))
    };
    assert_eq!(list("license:noncommercial"), with(&noncommercial));
    let in_group = |ids: &'static [&'static str]| {
        with(&move |license| license["spdx"].as_str().is_some_and(|id| ids.contains(&id)))
    };
    assert_eq!(list("license:open-source"), in_group(&["Apache-2.0", "MIT", "BSD-3-Clause", "AGPL-3.0-only"]));
    assert_eq!(list("license:permissive"), in_group(&["Apache-2.0", "MIT", "BSD-3-Clause", "CC-BY-4.0"]));
    assert_eq!(list("license:copyleft"), in_group(&["AGPL-3.0-only", "CC-BY-SA-4.0", "CC-BY-NC-SA-4.0"]));
}

#[test]
fn enter_on_a_bar_shows_the_models_that_it_counts() {
    use llm_tui::{
        app::{Screen, Tab},
        chart::ChartData,
    };
    for chart in ["4", "5", "6"] {
        let mut bars = screen(120, 40);
        bars.app.set_initial_view("", Some(Tab::All), None);
        let bars = bars.press(&format!("v{chart}"));
        let Some(Screen::Chart(open)) = bars.app.screen() else { unreachable!("the chart is open") };
        let Some(ChartData::Bars(bars, _)) = open.chart().map(|chart| chart.data.clone()) else {
            unreachable!("a chart of bars")
        };
        for bar in bars.iter().filter(|bar| bar.counts.total() > 0) {
            let models = search(&bar.filter);
            assert_eq!(models.len(), bar.counts.total(), "{}", bar.filter);
        }
    }
}

#[test]
fn options_and_excluded_words_are_understood_or_explained() {
    let ids = |args: &[&str]| run(&[&["list", "--columns", "id", "--format", "csv"], args].concat()).1;
    assert_eq!(ids(&["-llama"]), ids(&["!llama"]));
    assert!(ids(&["-llama"]).lines().count() > 100);
    let (code, out, _) = run(&["list", "qwen", "-coder", "--columns", "name"]);
    assert!(code == 0 && !out.to_lowercase().contains("coder"), "{out}");
    // The name of an option is not a word.
    let (code, _, err) = run(&["list", "-format", "json"]);
    assert_eq!(code, 2, "{err}");
    for (locale, message) in [("en", "write a whole number from 1"), ("zh", "请写从 1 起的整数")] {
        for count in ["abc", "0", "-1", "1.5"] {
            let (code, _, err) = run(&["list", &format!("--limit={count}"), "--locale", locale]);
            assert_eq!(code, 2, "{err}");
            assert!(err.contains("--limit") && err.contains(count) && err.contains(message), "{err}");
        }
    }
}

#[test]
fn a_listed_catalogue_can_be_read_again() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("listed.toml");
    let read = |options: &[&str]| {
        let options = [&["list", "--format", "json", "--catalog", file.to_str().unwrap()], options].concat();
        run(&options)
    };
    // Without parents, the file stands for itself: it has the benchmarks of the scores and the names of organizations.
    let (_, toml, _) = run(&["list", "id:gpt-4", "org:openai", "open:no", "--limit", "3", "--format", "toml"]);
    let without_parents = toml.lines().filter(|line| !line.starts_with("base_models")).collect::<Vec<_>>().join("\n");
    std::fs::write(&file, without_parents).unwrap();
    let (code, _, err) = read(&[]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = read(&["org:Open AI"]);
    assert_eq!(code, 0, "by an alias: {err}");
    // With the parents of what was listed, so that it is whole.
    let alpaca = run(&["list", "^alpaca$", "--format", "toml"]).1;
    std::fs::write(&file, &alpaca).unwrap();
    let (code, out, err) = read(&["^llama$"]);
    assert!(code == 0 && out.contains("\"llama\""), "{err}");
    // The error of a parent that is missing has its place and a way out.
    std::fs::write(&file, alpaca.replace("id = \"llama\"", "id = \"other\"")).unwrap();
    let (code, _, err) = read(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("listed.toml:") && err.contains("base_model `llama` of `alpaca`"), "{err}");
    assert!(err.ends_with("entries may refer to the built-in catalogue with `--builtin`\n"), "{err}");
    assert_eq!(read(&["--builtin", "alpaca"]).0, 0);
}

#[test]
fn the_term_that_empties_a_result_is_named() {
    for (query, term) in [
        ("许可证:mit 机构:openai llama", "org:openai"),
        ("open：yes params>100000b", "params:>100000b"),
        ("lang:chinese context:>100m", "context:>100m"),
    ] {
        let (code, _, err) = run(&["list", query]);
        assert_eq!(code, 1, "{query}: {err}");
        assert!(err.contains(&format!("`{term}`")), "{query}: {err}");
    }
}

#[test]
fn the_manual_lists_the_other_names() {
    let (_, manual, _) = run(&["man"]);
    for name in ["makers", "机构", "chinese", "copyleft", "instruct"] {
        assert!(manual.contains(name), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_of_any_query_are_in_order_and_in_the_text(text in r#"([a-z:<>=!@"'^$,、：＞“”\-. 中语言ｂé\u{301}\u{338}]|lang|params|7b){0,24}"#) {
        let mut end = 0;
        for QuerySpan { span, .. } in query_spans(&text) {
            prop_assert!(end <= span.start && span.start < span.end, "{:?} after {} in {:?}", span, end, text);
            prop_assert!(text.get(span.clone()).is_some(), "{:?} in {:?}", span, text);
            end = span.end;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spelling_of_a_filter_makes_no_difference(
        column in proptest::sample::select(Column::ALL),
        synonym in any::<prop::sample::Index>(),
        is_full_width in any::<bool>(),
    ) {
        let value = match column.key_and_type().1 {
            ValueType::Text => "a",
            ValueType::Keyword => return Ok(()),
            ValueType::Quantity if column == Column::Memory => "24gb",
            ValueType::Quantity => ">7b",
            ValueType::Number => ">50",
            ValueType::Date => "2023",
        };
        let name = synonym.get(column.synonyms());
        let widen = |ch: char| if ch.is_ascii_graphic() { char::from_u32(u32::from(ch) + 0xfee0).unwrap() } else { ch };
        let typed: String = format!("{name}:{value}");
        let typed = if is_full_width { typed.chars().map(widen).collect() } else { typed };
        prop_assert_eq!(Query::parse(&typed), Query::parse(&format!("{}:{value}", column.key())), "{}", typed);
    }
}
