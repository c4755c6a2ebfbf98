//! Names: what a person types first is found first, and a name never stands for another entry.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{LazyLock, atomic::AtomicBool};

use ratatui::style::Modifier;

use cli::{cli_command, run_command};
use llm_index::{Index, query::Query, search::SearchResults, sort::SortOrder};
use llm_tui::app::{SearchRequest, Tab};
use support::{TestScreen, buffer_line, screen_with};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// Names as people type them, and the id of the first result; an asterisk stands for any member of a family.
const EXPECTED_FIRST: &[(&str, &str)] = &[
    ("chatgpt", "chatgpt"),
    ("ChatGPT", "chatgpt"),
    ("chat gpt", "chatgpt"),
    ("gpt-5", "gpt-5"),
    ("gpt 5", "gpt-5"),
    ("gpt4", "gpt-4"),
    ("gpt-4o", "gpt-4o"),
    ("ｇｐｔ－４ｏ", "gpt-4o"),
    ("gpt-4.1", "gpt-4-1"),
    ("gpt-4-1", "gpt-4-1"),
    ("gpt-2", "gpt-2"),
    ("o1", "o1"),
    ("o3", "o3"),
    ("gemini", "gemini-*"),
    ("gemini 2.5 pro", "gemini-2-5-pro"),
    ("gemma 3", "gemma-3"),
    ("claude", "claude"),
    ("claude opus 4.5", "claude-opus-4-5"),
    ("opus", "claude-opus-*"),
    ("sonnet", "claude-sonnet-*"),
    ("kimi", "kimi-*"),
    ("grok", "grok-*"),
    ("qwen", "qwen"),
    ("qwen3", "qwen3"),
    ("qwen 2.5", "qwen2-5"),
    ("qwen-2.5", "qwen2-5"),
    ("deepseek", "deepseek-*"),
    ("deepseek-r1", "deepseek-r1"),
    ("deepseek v3", "deepseek-v3"),
    ("deepseekv3", "deepseek-v3"),
    ("deepseek_v3", "deepseek-v3"),
    ("llama", "llama"),
    ("llama 3", "llama-3"),
    ("llama3", "llama-3"),
    ("llama-3.1", "llama-3-1"),
    ("llama 3 instruct", "llama-3-instruct"),
    ("llama-3.1-inst", "llama-3-1-instruct"),
    ("mistral", "mistral-*"),
    ("mixtral", "mixtral-8x7b"),
    ("phi-4", "phi-4"),
    ("phi", "phi-*"),
    ("command r+", "command-r-plus"),
    ("command r", "command-r"),
    ("glm-4.5", "glm-4-5"),
    ("ernie", "ernie-*"),
    ("yi", "yi"),
    ("baichuan", "baichuan-*"),
    ("chatglm", "chatglm-6b"),
    ("falcon", "falcon-*"),
    ("bloom", "bloom"),
    ("opt", "opt"),
    ("t5", "t5"),
    ("bert", "bert"),
    ("olmo", "olmo"),
    ("tulu 3", "tulu-3"),
    ("alpaca", "alpaca"),
    ("vicuna", "vicuna"),
    ("langchain", "langchain"),
    ("文心", "ernie-*"),
    ("通义千问", "qwen"),
    ("混元", "h*"),
    ("豆包", "doubao-*"),
    ("智谱", "glm-*"),
    ("书生", "intern*"),
];

fn index() -> Index {
    static INDEX: LazyLock<Index> = LazyLock::new(|| llm_tui::builtin::index().unwrap());
    INDEX.clone()
}

fn fresh() -> TestScreen {
    screen_with(index(), 120, 40)
}

fn selected_id(screen: &TestScreen) -> String {
    let entry = screen.app.selected_entry();
    entry.map_or_else(|| "nothing".to_owned(), |entry| entry.as_entry_ref().id().to_string())
}

/// Runs a command in English; returns the exit code, stdout and stderr.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    run_command(cli_command(home.path()).args(["--locale", "en"]).args(arguments))
}

fn ids(query: &str) -> Vec<String> {
    let (_, out, _) = run(&["list", query, "--columns", "id", "--format", "tsv"]);
    out.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn names_that_people_type_come_first_whatever_tab_was_chosen() {
    let mut wrong = Vec::new();
    for tab_key in ["", "2", "5"] {
        for (name, id) in EXPECTED_FIRST {
            let screen = fresh().press(tab_key).press("/").press(name);
            let first = selected_id(&screen);
            if !id.strip_suffix('*').map_or(first == *id, |family| first.starts_with(family)) {
                wrong.push(format!("{name} after {tab_key:?}: {first} instead of {id}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn of_equal_matches_the_shortest_name_is_first_then_the_newest() {
    for (query, id) in [
        ("phi", "phi-4"),
        ("mistral", "mistral-7b"),
        ("minimax", "minimax-m3"),
        ("deepseek", "deepseek-v4"),
        ("ernie", "ernie-5-1"),
        ("sonnet", "claude-sonnet-5-5"),
        ("月之暗面", "kimi-k3-1-pro"),
        ("neox gpt", "gpt-neox-20b"),
    ] {
        assert_eq!(selected_id(&fresh().press("/").press(query)), id, "{query}");
    }
}

#[test]
fn every_name_finds_its_entry_first() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let mut wrong = Vec::new();
    for entry in catalog.entries() {
        // A filter or an operator of the query language is no name.
        if entry.name().contains([':', '!', '^', '$', '"', '\'']) {
            continue;
        }
        let screen = fresh().press("/").send_event(&crossterm::event::Event::Paste(entry.name().to_owned()));
        let first = screen.app.selected_entry().map(|entry| entry.as_entry_ref().name().to_owned());
        if first.as_deref() != Some(entry.name()) {
            wrong.push(format!("{}: {first:?}", entry.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_program_starts_in_all_and_a_search_leaves_a_tab_without_a_match_as_good() {
    let screen = fresh();
    assert_eq!(screen.app.list().tab(), Tab::All);
    assert_eq!(screen.app.tab_labels().first().map(|(tab, ..)| *tab), Some(Tab::All));
    // RLHF models are not in Base.
    let screen = screen.press("2/gpt-5").assert_shows("Showing All models: the best match is not in Base");
    assert_eq!(screen.app.list().tab(), Tab::All);
    // A tab that is chosen after that narrows.
    let screen = screen.press("<enter>2");
    assert_eq!(screen.app.list().tab(), Tab::Base);
    let screen = screen.press("<enter><esc>");
    assert_eq!(screen.app.list().tab(), Tab::Base, "it stays");
    // A match as good as the best one is enough to stay, and the tab comes back with it.
    let screen = fresh().press("2/gem");
    assert_eq!((screen.app.list().tab(), selected_id(&screen)), (Tab::Base, "gemma".to_owned()));
    let screen = screen.press("ini");
    assert_eq!(screen.app.list().tab(), Tab::All);
    let screen = screen.press("<backspace><backspace><backspace>").assert_hides("Showing");
    assert_eq!(screen.app.list().tab(), Tab::Base);
    // Extensions are in no other tab.
    let screen = fresh().press("/langchain").assert_shows("Showing Extensions");
    assert_eq!(screen.app.list().tab(), Tab::Extensions);
    let screen = screen.press("<esc>");
    assert_eq!(screen.app.list().tab(), Tab::All);
    // A filter has no best match: any match is enough.
    assert_eq!(fresh().press("2/stage:rlhf").app.list().tab(), Tab::All);
    assert_eq!(fresh().press("2/open:yes").app.list().tab(), Tab::Base);
}

#[test]
fn chinese_matches_anywhere_in_a_name_and_latin_inside_of_words_last() {
    let found = ids("羊驼");
    for id in ["llama", "llama-2", "alpaca", "vicuna", "chinese-vicuna"] {
        assert!(found.contains(&id.to_owned()), "{id} is not in {found:?}");
    }
    assert_eq!(found.first().map(String::as_str), Some("llama"), "an exact alias first");
    assert!(ids("度求").contains(&"deepseek-v3".to_owned()), "inside of an organization");
    assert!(ids("lpac").iter().take(2).any(|id| id == "alpaca"));
    let found = ids("bert");
    let position = |id: &str| found.iter().position(|other| other == id).unwrap();
    assert!(position("bert") < position("roberta"), "{found:?}");
}

#[test]
fn spelling_makes_no_difference_in_words() {
    for spellings in [
        &["gpt-4o mini", "GPT 4o-mini", "gpt4o_mini", "ｇｐｔ－４ｏ　ｍｉｎｉ"][..],
        &["llama 3.1", "llama-3.1", "Llama-3-1", "ＬＬＡＭＡ３．１"],
        &["state-space", "state_space", "ｓｔａｔｅ－ｓｐａｃｅ"],
        &["盘古α", "盘古 α", "盘古-Α"],
    ] {
        let first: Vec<_> = spellings.iter().map(|text| ids(text).first().cloned()).collect();
        assert!(first[0].is_some() && first.iter().all(|id| *id == first[0]), "{spellings:?}: {first:?}");
    }
}

#[test]
fn a_name_is_resolved_by_id_name_or_alias_only() {
    for (name, id) in [
        ("llama-3-1", "llama-3-1"),
        ("Llama 3.1", "llama-3-1"),
        ("LLAMA_3.1", "llama-3-1"),
        ("ｌｌａｍａ ３．１", "llama-3-1"),
        ("gpt4-1", "gpt-4-1"),
        ("Command R+", "command-r-plus"),
        ("Command R", "command-r"),
        ("tülu 2", "tulu-2"),
        ("davinci", "gpt-3"),
        ("小羊驼", "vicuna"),
        ("langchain", "langchain"),
    ] {
        for command in [&["show", name, "--format", "json"][..], &["open", name, "--print"]] {
            let (code, out, err) = run(command);
            assert_eq!((code, err.as_str()), (0, ""), "{command:?}");
            if command[0] == "show" {
                let entry: serde_json::Value = serde_json::from_str(&out).unwrap();
                assert_eq!(entry["id"], id, "{name}");
            }
        }
    }
}

#[test]
fn a_name_that_is_not_in_the_catalogue_fails_with_near_names() {
    for (name, near) in [
        ("opnelm", "openelm"),
        ("minimax m9", "minimax-m2-5"),
        ("gpt-41", "gpt-4-1"),
        ("alpacca", "alpaca"),
        ("mini", "minicpm"),
        ("few-shot learners", ""),
        ("OpenAI", ""),
        ("stage:rlhf", ""),
        ("", ""),
    ] {
        for command in [&["show", name][..], &["open", name], &["compare", name, "llama"]] {
            let (code, out, err) = run(command);
            assert_eq!((code, out.as_str()), (1, ""), "{command:?}: {err}");
            assert!(err.starts_with(&format!("llm-tui: `{name}` is not in the catalogue")), "{err}");
            assert!(err.contains(near) && err.lines().count() <= 6, "{command:?}: {err}");
        }
    }
    let (code, _, err) = run(&["show", "opnelm", "--locale", "zh"]);
    assert!(code == 1 && err.contains("目录中没有 `opnelm`"), "{err}");
}

#[test]
fn a_parent_is_resolved_by_id_name_or_alias_only() {
    assert_eq!(ids("base:llama2"), ids("base:llama-2"));
    assert_eq!(ids("base:davinci"), ids("base:gpt-3"), "an alias");
    assert!(!ids("base:\"Llama 3.1\"").is_empty());
    for command in [&["list", "base:opnelm"][..], &["tree", "base:opnelm"], &["chart", "years", "base:opnelm"]] {
        let (code, out, err) = run(command);
        assert_eq!((code, out.as_str()), (2, ""), "{command:?}");
        assert!(err.contains("no entry has `opnelm` as `base`") && err.contains("openelm"), "{err}");
    }
    fresh().press("/base:opnelm").assert_shows("no entry has `opnelm` as `base`; did you mean `openelm`");
}

#[test]
fn the_name_of_a_variant_stands_for_that_variant() {
    for (name, title, variant) in [
        ("qwen3-8b", "Qwen3 ", "8B"),
        ("Qwen3 8B", "Qwen3 ", "8B"),
        ("qwen3", "Qwen3 ", "235B-A22B"),
        ("llama 3.1 8b", "Llama 3.1 ", "8B"),
        ("Llama-3.1-70B", "Llama 3.1 ", "70B"),
        ("llama3.1", "Llama 3.1 ", "405B"),
    ] {
        let (code, out, err) = run(&["show", name]);
        assert_eq!((code, err.as_str()), (0, ""), "{name}");
        assert!(out.starts_with(title) && out.contains(&format!("Estimates for {variant}\n")), "{name}: {out}");
        let (_, lineage) = out.split_once("Based on").unwrap();
        assert!(!lineage.lines().any(|line| line.trim_end().ends_with(&format!(" {}", title.trim()))), "{lineage}");
    }
    for filter in ["base", "related"] {
        let expected = ids(&format!("{filter}:llama-3-1"));
        assert!(!expected.is_empty());
        assert_eq!(ids(&format!("{filter}:\"llama 3.1 8b\"")), expected);
        assert_eq!(ids(&format!("{filter}:llama-3.1-8b")), expected, "an alias of the variant");
    }
    for query in ["qwen3 8b", "qwen3-8b", "Qwen3 8B"] {
        let screen = fresh().press("/").press(query).assert_shows("Qwen3 · 8B");
        assert_eq!(selected_id(&screen), "qwen3", "{query}");
    }
    for (query, id) in [("qwen3 235b", "qwen3"), ("qwen3-vl 235", "qwen3-vl"), ("llama 3.1 40", "llama-3-1")] {
        assert_eq!(
            selected_id(&fresh().press("/").press(query)),
            id,
            "the beginning of the name of a variant: {query}"
        );
    }
    // Of equal matches the default variant is shown.
    for query in ["qwen3", "llama 3.1", "gemma 3"] {
        let screen = fresh().press("/").press(query);
        let row = screen.app.list().selected_row().unwrap();
        assert_eq!(screen.app.index().entry_row(row), row, "{query}");
    }
}

#[test]
fn every_alias_of_a_variant_shows_that_variant() {
    let (catalog, index) = (llm_tui::builtin::catalog().unwrap(), index());
    let all = SearchResults::search_all(&Query::default(), &index);
    let mut wrong = Vec::new();
    for model in catalog.models() {
        let default = model.default_variant().map(|variant| &variant.name);
        let names =
            model.variants.iter().flat_map(|variant| variant.aliases.iter().map(|alias| (&variant.name, alias)));
        for (variant, alias) in names {
            let query = Query::parse(alias).0;
            let request = SearchRequest::new(index.clone(), query, Tab::All, SortOrder::Relevance, all.clone());
            let row = request.run(&AtomicBool::new(false)).unwrap().rows.first().copied().unwrap();
            // The row of an entry shows its default variant.
            let shown = index.variant_name(row);
            let id = index.resolved(row).unwrap().as_entry_ref().id().to_string();
            if id != model.id.as_str() || shown.as_ref().or(default) != Some(variant) {
                wrong.push(format!("{alias}: {id} {shown:?}, not {} {variant}", model.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_that_several_entries_share_lists_them() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("list.jsonl");
    let line = |id: &str, name: &str| {
        format!("{{\"id\":\"{id}\",\"name\":\"{name}\",\"stage\":\"base\",\"open_weights\":true}}\n")
    };
    std::fs::write(&file, line("a-1", "Same") + &line("b-1", "same")).unwrap();
    let file = file.to_str().unwrap();
    for command in [&["show", "SAME"][..], &["open", "SAME"], &["list", "base:SAME"]] {
        let (code, out, err) = run(&[&["--catalog", file], command].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(
            err.contains("several entries are called `SAME`") && err.contains("a-1") && err.contains("b-1"),
            "{err}"
        );
    }
}

#[test]
fn what_matched_is_marked_in_the_detail_and_named_in_the_row() {
    let marked = |screen: &TestScreen| -> String {
        let (buffer, detail) = (screen.buffer(), screen.app.layout().detail);
        let cells = detail.positions().filter(|position| buffer[*position].modifier.contains(Modifier::UNDERLINED));
        cells.map(|position| buffer[position].symbol().to_owned()).collect()
    };
    let row = |screen: &TestScreen| {
        let layout = screen.app.layout();
        let line = buffer_line(&screen.buffer(), layout.table_body.y);
        line.chars().take(usize::from(layout.table_body.width)).collect::<String>()
    };
    let screen = screen_with(index(), 160, 50).press("/davinci");
    assert!(row(&screen).contains("GPT-3  alias"), "{}", row(&screen));
    assert!(marked(&screen).contains("davinci"), "{}", marked(&screen));
    let screen = screen_with(index(), 160, 140).press("/models are few-shot");
    assert!(row(&screen).contains("GPT-3  paper"), "{}", row(&screen));
    assert!(marked(&screen).contains("Few-Shot"), "{}", marked(&screen));
    let screen = screen_with(index(), 160, 50).press("/pengboshe");
    assert!(row(&screen).contains("BloombergGPT  org"), "{}", row(&screen));
    let screen = screen_with(index(), 160, 50).press("/wafer-scale");
    assert!(row(&screen).contains("Cerebras-GPT  "), "{}", row(&screen));
    assert!(marked(&screen).contains("Wafer-Scale") || marked(&screen).contains("wafer-scale"), "{}", marked(&screen));
    let screen = screen_with(index(), 160, 50).press("/logbook");
    assert!(row(&screen).contains("OPT  insight"), "{}", row(&screen));
    assert!(marked(&screen).starts_with("logbook"), "{}", marked(&screen));
    // Nothing is marked without words.
    assert_eq!(marked(&screen.press("<esc>")), "");
}
