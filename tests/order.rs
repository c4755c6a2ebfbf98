//! The order of the list, its columns, and what they show for a query.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use support::{TestScreen, buffer_line, screen_with};

use llm_catalog::{
    Benchmark, Catalog, Entry, EntryRef, Model, localized::Locale, memory::MemoryBudget, model::Score,
    protocol::Protocol, quantity::Quantity,
};
use llm_index::{
    Column, Index, RowId,
    query::{Query, parser::SavedQueries},
    search::SearchResults,
    sort::SortOrder,
    value::ColumnValues,
};
use llm_tui::{
    app::{SearchRequest, Tab},
    columns::{ColumnExt, format_score},
};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

use cli::{cli_command, run_command};

fn builtin(width: u16, height: u16) -> TestScreen {
    screen_with(llm_tui::builtin::index().unwrap(), width, height)
}

/// The output of `list` with some arguments.
fn list(args: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = run_command(cli_command(home.path()).arg("list").args(args));
    assert_eq!(code, 0, "{args:?}: {err}");
    out
}

fn models(args: &[&str]) -> Vec<serde_json::Value> {
    let json = list(&[args, &["--format", "json"]].concat());
    serde_json::from_str(&json).unwrap()
}

/// The line of the headings.
fn headings(screen: &TestScreen) -> String {
    let y = screen.app.layout().table_header.y;
    buffer_line(&screen.buffer(), y)
}

/// Chooses an item of the sort menu.
fn sort_by(screen: TestScreen, label: &str) -> TestScreen {
    let screen = screen.press("s");
    let menu = screen.app.menu().unwrap();
    let steps = menu.items.iter().position(|item| item.label == label).unwrap_or_else(|| panic!("{label}: {menu:?}"));
    screen.press("<home>").press(&"<down>".repeat(steps)).press("<enter>")
}

fn is_at_top(screen: &TestScreen) -> bool {
    let state = screen.app.list().state();
    (state.selected, state.offset) == (0, 0)
}

fn rows(text: &str, order: SortOrder) -> (Vec<RowId>, Index) {
    let index = llm_tui::builtin::index().unwrap();
    let (query, errors) = Query::parse_for_index(text, &SavedQueries::default(), &index);
    assert!(errors.is_empty(), "{text}: {errors:?}");
    let request = SearchRequest::new(index.clone(), query, Tab::All, order, SearchResults::default());
    let response = request.run(&false.into()).unwrap();
    let mut index = index;
    index.set_shown_scores(response.benchmark_idx, response.comparable_scores.clone());
    index.set_memory_budget(response.memory_budget);
    (response.rows.to_vec(), index)
}

fn resolved(row: RowId, index: &Index) -> Model {
    match &*index.resolved(row).unwrap() {
        Entry::Model(model) => (**model).clone(),
        Entry::Extension(_) => panic!("a model"),
    }
}

#[test]
fn a_new_order_goes_to_its_first_row() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12)] {
        let screen = builtin(width, height).press("GGkkk");
        assert!(!is_at_top(&screen));
        let screen = sort_by(screen, "Params");
        assert!(is_at_top(&screen));
        let selected = resolved(screen.app.list().selected_row().unwrap(), screen.app.index());
        let index = screen.app.index();
        let parameters = |row| index.locate(row).and_then(|(segment, row)| segment.variant(row)?.parameters);
        let largest = index.rows().filter_map(parameters).max();
        assert_eq!(selected.variants[0].parameters, largest, "{}", selected.name);
        // Reversed, and by a click on a heading twice.
        let screen = screen.press("GS");
        assert!(is_at_top(&screen));
        let (x, y) = (screen.app.layout().table_header.x, screen.app.layout().table_header.y);
        let screen = screen.press("G").click(x, y);
        assert!(is_at_top(&screen));
        let screen = screen.press("G").click(x, y);
        assert!(is_at_top(&screen));
    }
}

/// A value as text or number, for a naive comparison.
fn compare(a: &ColumnValues, b: &ColumnValues) -> Ordering {
    match (a, b) {
        (ColumnValues::Texts(a), ColumnValues::Texts(b)) => a[0].to_lowercase().cmp(&b[0].to_lowercase()),
        (ColumnValues::Quantities(a), ColumnValues::Quantities(b)) => a.iter().max().cmp(&b.iter().max()),
        (ColumnValues::Number(a), ColumnValues::Number(b)) => a.total_cmp(b),
        (ColumnValues::Date(a), ColumnValues::Date(b)) => a.cmp(b),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_has_no_value_is_last_in_both_directions() {
    let columns = [
        Column::Parameters,
        Column::ActiveParameters,
        Column::ContextLength,
        Column::Memory,
        Column::Released,
        Column::Score,
        Column::Name,
        Column::Organizations,
        Column::License,
    ];
    for column in columns {
        for descending in [false, true] {
            let (rows, index) = rows("", SortOrder::ByColumn { column, descending });
            let values = rows.iter().map(|row| {
                let model = resolved(*row, &index);
                column.values(EntryRef::Model(&model), index.meta())
            });
            let values: Vec<_> = values.collect();
            let known = values.iter().position(|value| *value == ColumnValues::Missing).unwrap_or(values.len());
            assert!(values[known..].iter().all(|value| *value == ColumnValues::Missing), "{column:?}");
            assert!(known > 0, "{column:?}");
            let date = |row: &RowId| resolved(index.entry_row(*row), &index).released;
            for (pair, rows) in values.windows(2).zip(rows.windows(2)) {
                let order =
                    if pair[1] == ColumnValues::Missing { Ordering::Equal } else { compare(&pair[0], &pair[1]) };
                let expected = if descending { order.is_ge() } else { order.is_le() };
                assert!(expected || pair[1] == ColumnValues::Missing, "{column:?} {descending}: {pair:?}");
                let are_equal =
                    order.is_eq() && (pair[0] == ColumnValues::Missing) == (pair[1] == ColumnValues::Missing);
                if are_equal && !matches!(column, Column::Name | Column::Released) {
                    assert!(date(&rows[0]) >= date(&rows[1]), "{column:?} {descending}: the newest first");
                }
            }
        }
    }
}

#[test]
fn the_heading_shows_the_direction() {
    for (label, descending, ascending) in
        [("Params", "Params▾", "Params▴"), ("Released", "Released▾", "Released▴"), ("Model", "Model▾", "Model▴")]
    {
        let screen = builtin(140, 40);
        let screen = if label == "Released" { screen } else { sort_by(screen, label) };
        let screen = if label == "Model" { screen.press("S") } else { screen };
        assert!(headings(&screen).contains(descending), "{}", headings(&screen));
        assert!(headings(&screen.press("S")).contains(ascending));
    }
    let mut ascii = builtin(140, 40);
    ascii.app = ascii.app.without_unicode();
    assert!(headings(&ascii).contains("Releasedv"), "{}", headings(&ascii));
    assert!(headings(&ascii.press("S")).contains("Released^"));
    // Relevance has no direction.
    assert!(!headings(&builtin(140, 40).press("/qwen<enter>")).contains(['▾', '▴']));
    // The sign is as narrow in every terminal, and only on the screen.
    assert!(llm_tui::display_width::has_unambiguous_width("▴▾"));
    assert!(!list(&["--sort", "params"]).contains(['▾', '▴']));
}

#[test]
fn orders_are_those_of_the_sort_menu_in_both_languages() {
    let labels = |screen: TestScreen| -> Vec<String> {
        screen.press("s").app.menu().unwrap().items.iter().map(|item| item.label.clone()).collect()
    };
    let en = labels(builtin(140, 40));
    assert_eq!(en[..5], ["Params", "Active", "Context", "Memory", "Released"]);
    let rest: Vec<_> = en.iter().skip(5).filter(|label| !label.starts_with("Score: ")).collect();
    assert_eq!(rest, ["Tokens", "Model", "Maker", "Stage", "License", "Links"]);
    let zh = labels(builtin(140, 40).in_chinese());
    assert_eq!(zh[..5], ["参数量", "激活", "上下文", "内存", "发布"]);
    // Each order shows its column, also where the column is not one of the tab.
    for label in ["Active", "Context", "Memory", "Maker"] {
        for (width, height) in [(140, 40), (80, 24), (40, 12)] {
            let screen = sort_by(builtin(width, height), label);
            assert!(headings(&screen).contains(label), "{label} at {width}: {}", headings(&screen));
        }
    }
}

/// The benchmark that most of the first rows have, by the JSON of their models; the earlier one of two.
fn commonest(rows: &[serde_json::Value]) -> (usize, String) {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let ids = catalog.meta().benchmarks.iter().map(|benchmark| benchmark.id.to_string());
    // The only ratings; all others are in percent.
    let ids = ids.filter(|id| id != "arena");
    let has = |row: &serde_json::Value, id: &str| {
        row["score"].as_array().is_some_and(|scores| scores.iter().any(|score| score["benchmark"] == id))
    };
    let counts = ids.map(|id| (rows.iter().filter(|row| has(row, &id)).count(), id));
    counts.reduce(|best, next| if next.0 > best.0 { next } else { best }).unwrap()
}

fn active_benchmark(screen: &TestScreen) -> String {
    screen.app.index().meta().active_benchmark().unwrap().id.to_string()
}

#[test]
fn the_score_column_is_the_benchmark_of_most_of_the_first_results() {
    for (query, tab) in [("", "all"), ("", "base"), ("org:meta", "all"), ("released:2023", "all"), ("qwen", "rlhf")] {
        let mut rows = models(&[query, "--tab", tab, "--variants"]);
        // One row for each model, as in the list.
        let mut seen = std::collections::HashSet::new();
        rows.retain(|row| seen.insert(row["id"].to_string()));
        let key = ["all", "base", "sft", "rlhf"].iter().position(|other| *other == tab).unwrap();
        let screen = builtin(140, 40).press(&format!("/{query}<enter>"));
        let screen = (0..key).fold(screen, |screen, _| screen.press("<tab>"));
        let names: Vec<_> = screen.app.list().rows().map(|row| resolved(row, screen.app.index())).collect();
        // Naively, from the models that the list shows.
        let json: Vec<_> =
            names.iter().take(40).map(|model| llm_catalog::write::to_json(EntryRef::Model(model))).collect();
        assert_eq!(active_benchmark(&screen), commonest(&json).1, "{query} {tab}");
    }
}

/// The setting without the mode of the model and the reporter, by hand.
fn protocol(score: &Score) -> (String, Option<String>) {
    let words = ["base", "instruct", "chat", "sft", "rl", "preview", "thinking", "no thinking", "budget forcing"];
    let is_mode = |part: &&str| {
        words.contains(part) || part.ends_with(" effort") || part.starts_with("effort ") || part.ends_with("K thinking")
    };
    let parts: Vec<_> =
        score.setting.iter().flat_map(|setting| setting.split(", ")).filter(|it| !is_mode(it)).collect();
    (parts.join(", "), score.reported_by.clone())
}

#[test]
fn the_score_of_a_row_is_measured_as_those_of_most_models_or_marked() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let mut index = llm_tui::builtin::index().unwrap();
    let mut marked = 0;
    let resolved = |row| match &*index.resolved(row).unwrap() {
        Entry::Model(model) => Some((row, model.clone())),
        Entry::Extension(_) => None,
    };
    let models: Vec<_> = index.rows().filter_map(resolved).collect();
    for (idx, benchmark) in catalog.meta().benchmarks.iter().enumerate() {
        let mut counts = BTreeMap::new();
        for model in catalog.models() {
            let scores = model.scores.iter().filter(|score| score.benchmark == benchmark.id);
            for protocol in scores.map(protocol).collect::<BTreeSet<_>>() {
                *counts.entry(protocol).or_insert(0) += 1;
            }
        }
        let Some(most) = counts.values().max() else { continue };
        let main = counts.iter().find(|(_, count)| *count == most).unwrap().0;
        index.set_active_benchmark(idx);
        for (row, model) in &models {
            let scores: Vec<_> = model.scores.iter().filter(|score| score.benchmark == benchmark.id).collect();
            let best = |scores: &[&Score]| scores.iter().map(|score| score.value).max_by(f64::total_cmp);
            let like: Vec<_> = scores.iter().copied().filter(|score| protocol(score) == *main).collect();
            let expected = best(&like).map(format_score).or_else(|| Some(format!("~{}", format_score(best(&scores)?))));
            let (text, _) = Column::Score.cell(&index, *row, Locale::En);
            assert_eq!(text, expected.unwrap_or_default(), "{} on {}", model.name, benchmark.id);
            marked += usize::from(text.starts_with('~'));
        }
    }
    assert!(marked > 100, "{marked}");
}

#[test]
fn the_scores_that_compare_are_those_of_most_of_the_first_rows() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let mut protocols = BTreeSet::new();
    for (text, order) in [
        ("", SortOrder::by_column(Column::Released)),
        ("released:2025", SortOrder::by_column(Column::Released)),
        ("released:2023", SortOrder::by_column(Column::Parameters)),
        ("llama", SortOrder::Relevance),
        ("deepseek score:>50", SortOrder::Relevance),
        ("org:openai", SortOrder::by_column(Column::Score)),
    ] {
        let (found, index) = rows(text, order);
        let (benchmark, shown) = (index.meta().active_benchmark().unwrap(), index.meta().comparable_scores.clone());
        let shown = shown.unwrap();
        protocols.insert((benchmark.id.clone(), shown.protocol.clone()));
        // Without the scores, as they depend on what is asked for here.
        let plain = text.replace(" score:>50", "");
        let without =
            if order.column() == Some(Column::Score) { SortOrder::by_column(Column::Released) } else { order };
        let (first, _) =
            if (plain.as_str(), without) == (text, order) { (found, index.clone()) } else { rows(&plain, without) };
        let is_sample = |rows: &&[RowId]| rows.iter().any(|row| !protocols_of(*row, &index, benchmark).is_empty());
        let sample = first.chunks(40).find(is_sample).unwrap();
        let mut counts = BTreeMap::new();
        for protocol in sample.iter().flat_map(|row| protocols_of(*row, &index, benchmark)) {
            *counts.entry(protocol).or_insert(0) += 1;
        }
        let most = counts.values().max().unwrap();
        let expected = counts.iter().find(|(_, count)| *count == most).unwrap().0;
        let Protocol { setting, reported_by } = shown.protocol.clone();
        assert_eq!((setting, reported_by), *expected, "{text}: {counts:?}");
        // Of all models, not of the sample alone.
        for score in catalog.models().iter().flat_map(|model| &model.scores) {
            let is_like = score.benchmark == benchmark.id && protocol(score) == *expected;
            let is_shown = score.benchmark == benchmark.id
                && shown.contains(score.setting.as_deref(), score.reported_by.as_deref());
            assert_eq!(is_like, is_shown, "{text}: {score:?}");
        }
    }
    assert!(protocols.len() > 2, "{protocols:?}");
}

/// The protocols of the scores of a row on a benchmark.
fn protocols_of(row: RowId, index: &Index, benchmark: &Benchmark) -> BTreeSet<(String, Option<String>)> {
    let model = resolved(row, index);
    model.scores.iter().filter(|score| score.benchmark == benchmark.id).map(protocol).collect()
}

#[test]
fn a_score_of_another_version_is_neither_taken_before_nor_passed_off_as_one_of_this() {
    let score = |value: f64, setting: &str| {
        format!(
            "[[model.score]]\nbenchmark = \"first\"\nvalue = {value:.1}\nsetting = \"{setting}\"\n\
             source = \"https://example.org/a\"\n"
        )
    };
    let model = |id: &str, scores: &[String]| {
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"{id}\"\nstage = \"base\"\n\
             insight = {{ en = \"One.\", zh = \"一。\" }}\n{}",
            scores.concat()
        )
    };
    let benchmark = "[[benchmark]]\nid = \"first\"\nname = { en = \"First\", zh = \"一\" }\n\
                     description = { en = \"Tests.\", zh = \"测试。\" }\nurl = \"https://example.org/b\"\n";
    let toml = [
        benchmark.to_owned(),
        model("both", &[score(70.0, "v1"), score(50.0, "thinking, v2")]),
        model("new", &[score(60.0, "high effort, v2")]),
        model("old", &[score(65.0, "v1")]),
        model("again", &[score(40.0, "no thinking, v2")]),
    ];
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("catalog.toml");
    std::fs::write(&path, toml.concat()).unwrap();
    let run = |args: &[&str]| {
        run_command(cli_command(dir.path()).args(["list", "--locale", "en", "--catalog"]).arg(&path).args(args))
    };
    let (code, out, err) = run(&["--sort", "score", "--columns", "id,score"]);
    let cells: Vec<Vec<_>> = out.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(code, 0, "{err}");
    assert_eq!(cells, [["old", "~65.0"], ["new", "60.0"], ["both", "50.0"], ["again", "40.0"]], "{out}");
    assert!(err.contains("~ has another version"), "{err}");
    let (_, out, _) = run(&["score:>=55", "--columns", "id,score"]);
    assert!(!out.contains("both") && out.contains("old") && out.contains("new"), "{out}");
}

#[test]
fn a_filter_by_score_is_never_about_ratings_that_nobody_asked_for() {
    // Most models of Google have a rating above 1000, which any percentage would be below.
    for query in ["org:google", "org:google score:>50"] {
        let screen = builtin(140, 40).press(&format!("/{query}<enter>"));
        assert_ne!(active_benchmark(&screen), "arena", "{query}");
    }
    for model in models(&["org:google score:>50"]) {
        let scores = model["score"].as_array().unwrap();
        let is_match =
            |score: &serde_json::Value| score["benchmark"] != "arena" && score["value"].as_f64().unwrap() > 50.0;
        assert!(scores.iter().any(is_match), "{}", model["name"]);
    }
    // Asked for, they are there.
    assert!(!models(&["org:google score:>1300", "--benchmark", "arena"]).is_empty());
}

#[test]
fn the_first_screen_has_as_many_scores_as_any_benchmark_allows() {
    for (width, height) in [(140, 40), (100, 30), (80, 24)] {
        let screen = builtin(width, height);
        let rows = screen.app.list().rows().take(usize::from(screen.app.layout().table_body.height));
        let json: Vec<_> =
            rows.map(|row| llm_catalog::write::to_json(EntryRef::Model(&resolved(row, screen.app.index())))).collect();
        let shown = active_benchmark(&screen);
        let count = json
            .iter()
            .filter(|row| row["score"].as_array().is_some_and(|all| all.iter().any(|s| s["benchmark"] == *shown)))
            .count();
        assert_eq!(count, commonest(&json).0, "{width}x{height}");
    }
}

#[test]
fn the_heading_names_the_benchmark_that_filters_and_orders_are_about() {
    let screen = builtin(140, 40);
    let heading_of = |screen: &TestScreen| {
        let benchmarks = &screen.app.index().meta().benchmarks;
        let benchmark = benchmarks.iter().find(|benchmark| benchmark.id.as_str() == active_benchmark(screen)).unwrap();
        let heading = benchmark.heading.clone().unwrap_or_else(|| benchmark.name.en.clone());
        (heading, benchmark.name.en.clone())
    };
    assert!(headings(&screen).contains(&heading_of(&screen).0), "{}", headings(&screen));
    let filtered = builtin(140, 40).press("/score:>60<enter>");
    let (heading, name) = heading_of(&filtered);
    assert!(headings(&filtered).contains(&heading));
    for row in filtered.app.list().rows() {
        let model = resolved(row, filtered.app.index());
        let best = model.scores.iter().filter(|score| score.benchmark.as_str() == active_benchmark(&filtered));
        assert!(best.map(|score| score.value).fold(0.0, f64::max) > 60.0, "{}", model.name);
    }
    // The command has the same results and the same heading.
    let names: Vec<_> = filtered.app.list().rows().map(|row| resolved(row, filtered.app.index()).name).collect();
    let listed: Vec<_> =
        models(&["score:>60"]).iter().map(|model| model["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(listed, names);
    assert!(list(&["score:>60"]).lines().next().unwrap().contains(&heading));
    assert!(list(&["score:>60", "--format", "markdown"]).contains(&format!("Score ({name})")));
    assert!(list(&["--benchmark", "mmlu"]).lines().next().unwrap().contains("MMLU"));
    // Files for programs have the keys of the columns, so the benchmark stands beside them.
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| run_command(cli_command(home.path()).arg("list").args(args));
    let (_, _, err) = run(&["score:>60", "--format", "csv"]);
    assert!(err.contains(&format!("`{}`", active_benchmark(&filtered))), "{err}");
    assert!(!run(&["score:>60", "--format", "csv", "--benchmark", "mmlu"]).2.contains("`mmlu`"));
    // In another result it is another one, unless one was chosen.
    let old = builtin(140, 40).press("/released:2023<enter>");
    assert!(!headings(&old).contains("SWE-bench"), "{}", headings(&old));
    let chosen = sort_by(builtin(140, 40), "Score: HumanEval").press("/released:2025<enter>");
    assert!(headings(&chosen).contains("HumanEval"), "{}", headings(&chosen));
    let chosen = sort_by(chosen, "Params").press("<esc>");
    assert!(headings(&chosen).contains("HumanEval"), "{}", headings(&chosen));
}

#[test]
fn the_license_of_weights_that_are_not_released_is_closed() {
    let index = llm_tui::builtin::index().unwrap();
    for row in index.rows() {
        let Entry::Model(model) = &*index.resolved(row).unwrap() else { continue };
        for (locale, closed) in [(Locale::En, "closed"), (Locale::Zh, "未开放")] {
            let (cell, _) = ColumnExt::cell(Column::License, &index, row, locale);
            match &model.license {
                _ if model.open_weights == Some(false) => assert_eq!(cell, closed, "{}", model.name),
                Some(_) => assert_ne!(cell, closed, "{}", model.name),
                None => assert_eq!(cell, "", "{}", model.name),
            }
        }
    }
    let found = models(&["license:closed"]);
    assert!(found == models(&["open:no"]) && found == models(&["许可证:未开放"]));
    assert!(found.len() > 50);
    let csv = list(&["gpt-4o", "--limit", "1", "--format", "csv", "--columns", "name,license"]);
    assert!(csv.lines().skip(1).all(|line| line.ends_with(',')), "{csv}");
    assert!(list(&["gpt-4o", "--limit", "1"]).contains("closed"));
    assert!(list(&["gpt-4o", "--limit", "1", "--format", "markdown"]).contains("| closed |"));
    builtin(140, 40).press("/open:no<enter>").assert_shows("closed");
    builtin(80, 40).press("/open:no<enter><enter>").assert_shows("License      closed");
    builtin(140, 40).in_chinese().press("/open:no<enter>").assert_shows("未开放");
    let compared = builtin(140, 60).press("/open:no<enter> j x");
    compared.assert_shows("closed");
}

#[test]
fn the_columns_at_140_are_those_that_people_ask_for() {
    let screen = builtin(140, 40);
    let shown: Vec<_> = screen.app.layout().columns.iter().map(|(column, _)| *column).collect();
    for column in [
        Column::Name,
        Column::Stage,
        Column::Parameters,
        Column::ContextLength,
        Column::Released,
        Column::Score,
        Column::Organizations,
        Column::License,
    ] {
        assert!(shown.contains(&column), "{column:?} of {shown:?}");
    }
    let has_maker = |width| headings(&builtin(width, 30)).contains("Maker");
    assert!(has_maker(80) && !has_maker(40));
}

#[test]
fn memory_is_shown_for_what_a_query_asks() {
    for (text, heading) in [
        ("fits:24gb", "Memory"),
        ("fits:24gb@8bit@32k", "Memory 8bit@32k"),
        ("fits:80gb@16bit@native", "Memory 16bit@native"),
    ] {
        let budget: MemoryBudget = text.strip_prefix("fits:").unwrap().parse().unwrap();
        let naive = |model: &Model| budget.estimate(model).unwrap().total();
        let screen = builtin(140, 40).press(&format!("/{text}<enter>"));
        assert!(headings(&screen).contains(heading), "{}", headings(&screen));
        for row in screen.app.list().rows() {
            let model = resolved(row, screen.app.index());
            let bytes = naive(&model);
            assert!(bytes <= Quantity(budget.bytes).as_f64());
            let (cell, _) = ColumnExt::cell(Column::Memory, screen.app.index(), row, Locale::En);
            assert_eq!(cell, llm_tui::columns::format_gigabytes(bytes), "{}", model.name);
        }
        assert!(list(&[text]).lines().next().unwrap().contains(heading));
        // The order is by what is shown.
        let (rows, index) = rows(text, SortOrder::by_column(Column::Memory));
        let figures: Vec<_> = rows.iter().map(|row| naive(&resolved(*row, &index))).collect();
        assert!(figures.is_sorted_by(|a, b| a >= b), "{figures:?}");
        // Without the term it is as before.
        let cleared = screen.press("<esc>");
        assert!(!headings(&cleared).contains("Memory"), "{}", headings(&cleared));
    }
    for (width, height) in [(100, 30), (80, 24), (40, 12)] {
        let screen = builtin(width, height).press("/fits:24gb@8bit@32k<enter>");
        assert!(headings(&screen).contains("8bit@32k"), "{}", headings(&screen));
    }
}

#[test]
fn figures_have_three_significant_digits() {
    let toml = "[[model]]\nid = \"x\"\nname = \"Xyz\"\nstage = \"base\"\norganizations = [\"Org\"]\nreleased = \"2024\"\n\
                open_weights = true\ncontext = 131072\nlinks = []\ninsight = { en = \"New.\", zh = \"新。\" }\n\
                [[model.variant]]\nname = \"8B\"\nparameters = \"8190735360\"\nactive = \"1234567890\"\ntokens = \"15T\"\n";
    let index = Index::try_from(&Catalog::parse("a.toml", toml).unwrap()).unwrap();
    let screen = screen_with(index, 160, 40);
    let row = screen.app.list().selected_row().unwrap();
    let cell = |column| ColumnExt::cell(column, screen.app.index(), row, Locale::En).0;
    let cells = [Column::Parameters, Column::ActiveParameters, Column::ContextLength, Column::TrainingData].map(cell);
    assert_eq!(cells, ["8.19B", "1.23B", "128K", "15T"]);
    screen.assert_shows("8.19B (8,190,735,360)").assert_shows("1.23B (1,234,567,890)").assert_shows("128K (131,072)");
}

#[test]
fn cut_texts_have_a_sign() {
    for (width, height) in [(140, 40), (120, 30), (100, 30), (80, 24), (40, 12)] {
        let screen = builtin(width, height);
        let layout = screen.app.layout().clone();
        let buffer = screen.buffer();
        for (idx, row) in screen.app.list().rows().take(usize::from(layout.table_body.height)).enumerate() {
            for (column, area) in layout.columns.iter().filter(|(column, _)| *column != Column::Name) {
                let y = layout.table_body.y + u16::try_from(idx).unwrap();
                let drawn: String = (area.x..area.right()).map(|x| buffer[(x, y)].symbol()).collect();
                let drawn = drawn.trim();
                let (text, _) = ColumnExt::cell(*column, screen.app.index(), row, Locale::En);
                // A figure may have a bar; of a stage or license, a sign stands alone where the column is narrow.
                let may_be_sign = matches!(column, Column::Stage | Column::License);
                let is_sign = may_be_sign && drawn.chars().count() == 1;
                let is_whole = if text.is_empty() { drawn == "–" } else { drawn.contains(text.trim()) || is_sign };
                assert!(is_whole || drawn.ends_with('…'), "{column:?}: {drawn:?} of {text:?}");
            }
        }
    }
}

#[test]
fn the_command_sorts_like_the_list() {
    let screen = sort_by(builtin(140, 40), "Params");
    let names: Vec<_> = screen.app.list().rows().map(|row| resolved(row, screen.app.index()).name).collect();
    let listed: Vec<_> =
        models(&["--sort", "params"]).iter().map(|model| model["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(listed, names);
    assert!(list(&["--sort", "active"]).lines().next().unwrap().contains("Active"));
    assert!(list(&["--sort", "memory"]).lines().next().unwrap().contains("Memory"));
}
