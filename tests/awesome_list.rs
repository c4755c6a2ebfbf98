//! The catalogue as a page and as data: what it says is all there, and can be read back.
#![expect(clippy::expect_used, reason = "an export that cannot be read should stop a test")]

use std::process::{Command, Stdio};

use proptest::prelude::*;

use llm_catalog::{
    Catalog, ChangelogEntry, Extension, Model,
    license::License,
    link::{Link, LinkKind, Url},
    localized::Locale,
    model::Size,
};
use llm_index::Column;
use llm_tui::{
    export::awesome_list::awesome_list,
    import::{ImportResult, markdown},
};

const LOCALES: [Locale; 2] = [Locale::En, Locale::Zh];

fn builtin_catalog() -> Catalog {
    llm_tui::builtin::catalog().expect("the built-in catalogue keeps its own rules")
}

/// What `export` prints of the built-in catalogue.
fn run_export(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().arg("export").args(arguments).stdin(Stdio::null());
    let output = command.output().expect("the command runs");
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]), "{arguments:?}");
    String::from_utf8(output.stdout).expect("the command speaks UTF-8")
}

/// A page without its lists and tables, but for their headings and the rows of some entries.
fn excerpt(page: &str) -> String {
    let rows = ["| LLaMA |", "| Alpaca |", "| InstructGPT |", "* [LangChain]", "* 2023-08-07"];
    let (mut lines, mut is_below) = (Vec::new(), false);
    let all: Vec<_> = page.lines().collect();
    for (at, line) in all.iter().enumerate() {
        let is_heading = all.get(at + 1).is_some_and(|next| next.starts_with("| ---"));
        let is_item = line.starts_with("* ") && !line.contains("](#");
        let is_chosen = rows.iter().any(|row| line.starts_with(row)) || is_below && line.starts_with("  * ");
        if is_chosen || is_heading || line.starts_with("| ---") || !(line.starts_with(['|', ' ']) || is_item) {
            lines.push(*line);
        }
        is_below = is_chosen;
    }
    lines.join("\n")
}

/// What of a model a page shows, but for its insight.
#[derive(Debug, PartialEq)]
struct ModelFields {
    name: String,
    stage: String,
    sizes: Vec<(String, String)>,
    released: String,
    links: Vec<(LinkKind, Url)>,
    scores: Vec<(Option<String>, f64)>,
    training: Vec<String>,
    languages: Vec<String>,
    license: Option<(String, Option<Url>)>,
    paper: Option<String>,
}

fn model_fields(model: &Model, catalog: Option<&Catalog>) -> ModelFields {
    let main = catalog.and_then(|catalog| catalog.meta().benchmarks.first()).map(|benchmark| &benchmark.id);
    let scores = model.scores.iter().filter(|score| main.is_none_or(|main| *main == score.benchmark));
    let size = |size: &Size| {
        let parameters = size.parameters.or_else(|| size.name.parse().ok());
        (size.name.clone(), format!("{parameters:?} {:?}", size.active))
    };
    let license = |license: &License| (license.name.clone(), license.url.clone());
    ModelFields {
        name: model.name.clone(),
        stage: format!("{:?}", model.stage),
        sizes: model.sizes.iter().map(size).collect(),
        released: model.released.map_or_else(String::new, |date| date.to_string()),
        links: link_pairs(&model.links),
        scores: scores.map(|score| (score.size.clone(), score.value)).collect(),
        training: model.training.iter().map(|training| format!("{training:?}")).collect(),
        languages: model.languages.clone(),
        license: model.license.as_ref().map(license),
        paper: model.paper.as_ref().map(|paper| paper.title.clone()),
    }
}

fn link_pairs(links: &[Link]) -> Vec<(LinkKind, Url)> {
    links.iter().map(|link| (link.kind, link.url.clone())).collect()
}

/// An extension: its name, kind and upkeep, links, summary and description.
fn extension_fields(extension: &Extension, locale: Locale) -> (String, String, Vec<(LinkKind, Url)>, String, String) {
    let Extension { name, kind, maintenance: status, links: all, summary, description, .. } = extension;
    let texts = [summary, description].map(|text| text.get(locale).to_owned());
    let [summary, description] = texts;
    (name.clone(), format!("{kind:?} {status:?}"), link_pairs(all), summary, description)
}

fn changelog_entries(updates: &[ChangelogEntry], locale: Locale) -> Vec<(String, &str)> {
    updates.iter().map(|update| (update.date.to_string(), update.text.get(locale))).collect()
}

#[test]
fn the_page_is_an_awesome_list_in_both_languages() {
    let count = format!("{} ", builtin_catalog().models().len());
    for (locale, name) in [("en", "page_en"), ("zh", "page_zh")] {
        let page = run_export(&["--locale", locale]);
        insta::assert_snapshot!(name, excerpt(&page).replacen(&count, "<all> ", 1));
        assert_eq!(page.lines().filter(|line| line.starts_with("# ")).count(), 1);
        assert!(page.lines().all(|line| line.trim_end() == line), "{locale}: blanks at the end of a line");
        assert!(page.ends_with('\n') && !page.contains("\n\n\n") && !page.ends_with("\n\n"), "{locale}");
    }
}

#[test]
fn every_row_of_the_page_has_the_cells_of_its_table() {
    for locale in LOCALES {
        let mut width = None;
        for line in awesome_list(&builtin_catalog(), locale).lines() {
            let bars = line.replace("\\\\", "").replace("\\|", "").matches('|').count();
            let expected = *width.get_or_insert(bars);
            assert!(!line.starts_with('|') || bars == expected, "{line}");
            width = width.filter(|_| line.starts_with('|'));
        }
    }
}

#[test]
fn each_entry_of_the_contents_leads_to_a_section() {
    for locale in LOCALES {
        let page = awesome_list(&builtin_catalog(), locale);
        let anchors: Vec<_> = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        let sections = page.lines().filter_map(|line| line.strip_prefix("## ")).skip(1);
        let sections: Vec<_> = sections.map(|title| title.to_lowercase().replace(' ', "-")).collect();
        assert_eq!(anchors, sections);
    }
}

#[test]
fn a_page_that_is_imported_has_lost_nothing() {
    let catalog = builtin_catalog();
    for locale in LOCALES {
        let found = markdown::parse(&run_export(&["--locale", if locale == Locale::En { "en" } else { "zh" }]));
        let ImportResult { models, extensions, benchmarks, .. } = &found;
        assert_eq!((models.len(), extensions.len()), (catalog.models().len(), catalog.extensions().len()));
        for model in catalog.models() {
            let back = models.iter().find(|back| back.name == model.name).expect(&model.name);
            assert_eq!(model_fields(back, None), model_fields(model, Some(&catalog)));
            let insight = |model: &Model| model.insight.as_ref().map(|insight| insight.get(locale).to_owned());
            assert_eq!(insight(back), insight(model), "{}", model.name);
        }
        for (back, extension) in extensions.iter().zip(catalog.extensions()) {
            assert_eq!(extension_fields(back, locale), extension_fields(extension, locale));
        }
        assert_eq!(changelog_entries(&found.changelog, locale), changelog_entries(&catalog.meta().changelog, locale));
        let [benchmark] = benchmarks.as_slice() else { panic!("{benchmarks:?}") };
        let main = catalog.meta().benchmarks.first().expect("a benchmark");
        assert_eq!((benchmark.name.get(locale), &benchmark.url), (main.name.get(locale), &main.url));
        assert_eq!(benchmark.description.get(locale), main.description.get(locale));
    }
}

#[test]
fn data_of_every_entry_is_exported_as_json() {
    let catalog = builtin_catalog();
    let ids: Vec<_> = catalog.entries().map(|entry| entry.id().as_str().to_owned()).collect();
    let all: Vec<serde_json::Value> = serde_json::from_str(&run_export(&["--format", "json"])).expect("an array");
    let lines = run_export(&["--format", "jsonl"]);
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(all, lines);
    assert_eq!(all.iter().filter_map(|entry| entry["id"].as_str()).collect::<Vec<_>>(), ids);
    let texts = all.iter().filter_map(|entry| entry.get("insight").or(entry.get("summary")));
    assert_eq!(texts.filter(|text| text["en"].is_string() && text["zh"].is_string()).count(), ids.len());
}

#[test]
fn the_table_of_models_has_every_column_that_a_query_can_name() {
    let catalog = builtin_catalog();
    let text = run_export(&["--format", "csv", "--locale", "en"]);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headings: Vec<_> = table.headers().expect("headings").iter().map(str::to_owned).collect();
    assert_eq!(headings, Column::ALL.map(Column::key));
    let rows: Vec<_> = table.records().collect::<Result<_, _>>().expect("every row has all its cells");
    let names: Vec<_> = rows.iter().filter_map(|row| row.get(0)).collect();
    assert_eq!(names, catalog.models().iter().map(|model| model.name.as_str()).collect::<Vec<_>>());
}

#[test]
fn a_catalogue_file_that_is_exported_is_the_same_catalogue() {
    let (catalog, toml) = (builtin_catalog(), run_export(&["--format", "toml"]));
    let back = Catalog::parse("catalog.toml", &toml).expect("what was exported is a catalogue");
    assert_eq!(back.models(), catalog.models());
    assert_eq!(back.extensions(), catalog.extensions());
    assert_eq!(back.meta().benchmarks, catalog.meta().benchmarks);
    assert_eq!(back.meta().organizations, catalog.meta().organizations);
    assert_eq!(back.meta().changelog, catalog.meta().changelog);
    let origin = |catalog: &Catalog| {
        catalog.meta().source_list.as_ref().map(|origin| (origin.url.clone(), origin.date, origin.claims.len()))
    };
    assert_eq!(origin(&back), origin(&catalog));
}

/// Signs that Markdown or an import could take for their own.
const SPECIAL_TOKENS: &str = r#"| \ ` `` * ** _ __ [ ] ]( ![ < > <br/> <b> <!-- &amp; & ~~ $ " ' ( ) # - + 1. 2) : ： – / 模型 盘古α é a B7
    https://a.b/c { } ^ = ! , 🎉 2023-01-01 none paper"#;

/// Words of such signs, with single blanks between; the last sign is a letter.
fn arb_special_text() -> impl Strategy<Value = String> {
    let signs: Vec<_> = SPECIAL_TOKENS.split_whitespace().collect();
    let words = prop::collection::vec((prop::sample::select(signs), prop::bool::ANY), 1..12);
    words.prop_map(|words| {
        let text: String = words.iter().flat_map(|(sign, ends)| [*sign, if *ends { " " } else { "" }]).collect();
        format!("{text}x").trim_start().to_owned()
    })
}

/// Models of these names and insights, and an extension and an update of each.
fn catalog_with_texts(texts: &[(String, String)], links: &str) -> Catalog {
    let toml = |text: &str| serde_json::Value::from(text).to_string();
    let entry = |(place, (name, text)): (usize, &(String, String))| {
        let (name, text) = (toml(&format!("{name}{place}")), toml(text));
        let stage = if place == 0 { "base" } else { "rlhf" };
        format!(
            "[[model]]\nid = \"m{place}\"\nname = {name}\nstage = \"{stage}\"\norganizations = []\nopen_weights = false\n\
             insight = {{ en = {text}, zh = {text} }}\n\
             [[extension]]\nid = \"e{place}\"\nname = {name}\nkind = \"library\"\n\
             links = [{links}]\n\
             summary = {{ en = {text}, zh = {text} }}\ndescription = {{ en = {text}, zh = {text} }}\n\
             [[update]]\ndate = \"2024-01-01\"\ntext = {{ en = {text}, zh = {text} }}\n"
        )
    };
    let text: String = texts.iter().enumerate().map(entry).collect();
    Catalog::parse("nasty.toml", &text).expect(&text)
}

#[test]
fn a_name_that_looks_like_a_list_stays_a_name() {
    for name in ["1. One", "- two", "# three", "+4", "2) five"] {
        let catalog = catalog_with_texts(&[(name.to_owned(), "x".to_owned())], "");
        let found = markdown::parse(&awesome_list(&catalog, Locale::En));
        let names: Vec<_> = found.extensions.iter().map(|extension| extension.name.as_str()).collect();
        assert_eq!(names, [format!("{name}0")]);
    }
}

#[test]
fn names_that_differ_in_case_keep_their_insights() {
    let found = markdown::parse(
        "## Base\n\n| Model | Params |\n|---|---|\n| Foo | 7B |\n| foo | 8B |\n\n\
         ## Insights\n\n| Model | Insight |\n|---|---|\n| foo | small |\n| Foo | great |\n",
    );
    let insights =
        found.models.iter().filter_map(|model| Some((model.name.as_str(), model.insight.as_ref()?.en.as_str())));
    assert_eq!(insights.collect::<Vec<_>>(), [("Foo", "great"), ("foo", "small")]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sign_is_lost_between_a_page_and_its_import(texts in prop::collection::vec((arb_special_text(), arb_special_text()), 1..4)) {
        let catalog = catalog_with_texts(&texts, "{ kind = \"code\", url = \"https://github.com/a/b\" }");
        for locale in LOCALES {
            let page = awesome_list(&catalog, locale);
            let found = markdown::parse(&page);
            let of = |models: &[Model]| {
                models.iter().map(|m| (m.name.clone(), m.insight.clone())).collect::<Vec<_>>()
            };
            prop_assert_eq!(of(&found.models), of(catalog.models()), "{}", page);
            let of = |all: &[Extension]| all.iter().map(|extension| extension_fields(extension, locale)).collect::<Vec<_>>();
            prop_assert_eq!(of(&found.extensions), of(catalog.extensions()), "{}", page);
            prop_assert_eq!(changelog_entries(&found.changelog, locale), changelog_entries(&catalog.meta().changelog, locale), "{}", page);
        }
    }
}
