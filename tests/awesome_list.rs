//! Tests of `llm-tui export`: the output is complete and can be imported again.
#![expect(clippy::expect_used, reason = "a test fails if an export cannot be parsed")]

use std::process::{Command, Stdio};

use proptest::prelude::*;

use llm_catalog::{
    Catalog, ChangelogEntry, EntryRef, Extension, Model,
    license::License,
    link::{Link, LinkKind, Url},
    localized::Locale,
    model::Score,
    variant::Variant,
};
use llm_index::Index;
use llm_tui::{
    export::{
        ExportTable, Grouping, RecordColumn,
        awesome_list::{AwesomeList, PageParts},
    },
    import::{ImportResult, markdown},
};

const LOCALES: [Locale; 2] = [Locale::En, Locale::Zh];

fn builtin_catalog() -> Catalog {
    llm_tui::builtin::catalog().expect("the built-in catalogue is valid")
}

/// The page of all entries of a catalogue.
fn awesome_list(catalog: &Catalog, locale: Locale) -> String {
    let index = Index::try_from(catalog).expect("the catalogue can be indexed");
    let table = ExportTable { index: &index, locale, rows: index.rows().collect(), columns: Vec::new() };
    AwesomeList { table: &table, grouping: Some(Grouping::Stage) }.page(PageParts::default())
}

/// The output of `export` for the built-in catalogue.
fn run_export(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().arg("export").args(arguments).stdin(Stdio::null());
    let output = command.output().expect("the command runs");
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]), "{arguments:?}");
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// A page with only the headings of its lists and tables, and the rows of some entries.
fn excerpt(page: &str) -> String {
    let rows = ["| LLaMA |", "| Alpaca |", "| InstructGPT |", "* [LangChain]", "* 2023-08-07"];
    let (mut lines, mut is_nested) = (Vec::new(), false);
    let all: Vec<_> = page.lines().collect();
    for (idx, line) in all.iter().enumerate() {
        let is_heading = all.get(idx + 1).is_some_and(|next| next.starts_with("| ---"));
        let is_item = line.starts_with("* ") && !line.contains("](#");
        let is_chosen = rows.iter().any(|row| line.starts_with(row)) || is_nested && line.starts_with("  * ");
        if is_chosen || is_heading || line.starts_with("| ---") || !(line.starts_with(['|', ' ']) || is_item) {
            lines.push(*line);
        }
        is_nested = is_chosen;
    }
    lines.join("\n")
}

/// The fields of a model that a page shows, except the insight.
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

fn model_fields(model: &Model, index: Option<&Index>) -> ModelFields {
    let scores = match index {
        Some(index) => shown_scores(model, index),
        None => model.scores.iter().map(|score| (score.variant.clone(), score.value)).collect(),
    };
    let size = |size: &Variant| {
        let parameters = size.parameters.or_else(|| size.name.parse().ok());
        (size.name.clone(), format!("{parameters:?} {:?}", size.active))
    };
    let license = |license: &License| (license.name.clone(), license.url.clone());
    ModelFields {
        name: model.name.clone(),
        stage: format!("{:?}", model.stage),
        sizes: model.variants.iter().map(size).collect(),
        released: model.released.map_or_else(String::new, |date| date.to_string()),
        links: link_pairs(&model.links),
        scores,
        training: model.training.iter().map(|training| format!("{training:?}")).collect(),
        languages: model.languages.clone(),
        license: model.license.as_ref().map(license),
        paper: model.paper.as_ref().map(|paper| paper.title.clone()),
    }
}

/// Of each variant, the score on the first benchmark that a page shows: the best one that was measured as those of most
/// models, else the best.
fn shown_scores(model: &Model, index: &Index) -> Vec<(Option<String>, f64)> {
    let main = index.meta().benchmarks.first().expect("a benchmark").id.clone();
    let comparable = index.comparable_scores(&main).expect("it has scores");
    let names = model.variants.iter().map(|variant| Some(variant.name.clone()));
    let best = |variant: Option<String>| {
        let scores = model.scores.iter().filter(|score| score.benchmark == main && score.variant == variant);
        let key =
            |score: &Score| (comparable.contains(score.setting.as_deref(), score.reported_by.as_deref()), score.value);
        let best = scores.map(key).reduce(|best, next| if next > best { next } else { best });
        best.map(|(_, value)| (variant.clone(), value))
    };
    std::iter::once(None).chain(names).filter_map(best).collect()
}

fn link_pairs(links: &[Link]) -> Vec<(LinkKind, Url)> {
    links.iter().map(|link| (link.kind, link.url.clone())).collect()
}

/// The name, kind and maintenance, links, summary and description of an extension.
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
fn the_page_is_a_valid_awesome_list() {
    let count = format!("{} ", builtin_catalog().models().len());
    for (locale, name) in [("en", "page_en"), ("zh", "page_zh")] {
        let page = run_export(&["--locale", locale]);
        insta::assert_snapshot!(name, excerpt(&page).replacen(&count, "<all> ", 1));
        assert_eq!(page.lines().filter(|line| line.starts_with("# ")).count(), 1);
        assert!(page.lines().all(|line| line.trim_end() == line), "{locale}: trailing spaces");
        assert!(page.ends_with('\n') && !page.contains("\n\n\n") && !page.ends_with("\n\n"), "{locale}");
    }
}

#[test]
fn table_rows_have_the_same_number_of_cells() {
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
fn the_table_of_contents_links_to_all_sections() {
    for locale in LOCALES {
        let page = awesome_list(&builtin_catalog(), locale);
        let anchors: Vec<_> = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        let sections = page.lines().filter_map(|line| line.strip_prefix("## ")).skip(1);
        let sections: Vec<_> = sections.map(|title| title.to_lowercase().replace(' ', "-")).collect();
        assert_eq!(anchors, sections);
    }
}

#[test]
fn an_imported_page_is_complete() {
    let catalog = builtin_catalog();
    let index = Index::try_from(&catalog).expect("the catalogue can be indexed");
    for locale in LOCALES {
        let imported = markdown::parse(&run_export(&["--locale", if locale == Locale::En { "en" } else { "zh" }]));
        let ImportResult { models, extensions, benchmarks, .. } = &imported;
        assert_eq!((models.len(), extensions.len()), (catalog.models().len(), catalog.extensions().len()));
        for model in catalog.models() {
            let back = models.iter().find(|back| back.name == model.name).expect(&model.name);
            assert_eq!(model_fields(back, None), model_fields(model, Some(&index)));
            let insight = |model: &Model| model.insight.as_ref().map(|insight| insight.get(locale).to_owned());
            assert_eq!(insight(back), insight(model), "{}", model.name);
        }
        for (back, extension) in extensions.iter().zip(catalog.extensions()) {
            assert_eq!(extension_fields(back, locale), extension_fields(extension, locale));
        }
        assert_eq!(
            changelog_entries(&imported.changelog, locale),
            changelog_entries(&catalog.meta().changelog, locale)
        );
        let [benchmark] = benchmarks.as_slice() else { panic!("{benchmarks:?}") };
        let main = catalog.meta().benchmarks.first().expect("a benchmark");
        assert_eq!((benchmark.name.get(locale), &benchmark.url), (main.name.get(locale), &main.url));
        assert_eq!(benchmark.description.get(locale), main.description.get(locale));
    }
}

#[test]
fn json_and_jsonl_have_all_entries() {
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
fn csv_has_all_columns_and_entries() {
    let catalog = builtin_catalog();
    let text = run_export(&["--format", "csv", "--locale", "en"]);
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headings: Vec<_> = table.headers().expect("headings").iter().map(str::to_owned).collect();
    assert_eq!(headings, RecordColumn::all().map(RecordColumn::heading).collect::<Vec<_>>());
    let rows: Vec<_> = table.records().collect::<Result<_, _>>().expect("every row has all its cells");
    let names: Vec<_> = rows.iter().filter_map(|row| row.get(0)).collect();
    assert_eq!(names, catalog.entries().map(EntryRef::name).collect::<Vec<_>>());
}

#[test]
fn toml_output_parses_to_the_same_catalogue() {
    let (catalog, toml) = (builtin_catalog(), run_export(&["--format", "toml"]));
    let back = Catalog::parse("catalog.toml", &toml).expect("the export is a valid catalogue");
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

/// Tokens with a meaning in Markdown or to the importer.
const SPECIAL_TOKENS: &str = r#"| \ ` `` * ** _ __ [ ] ]( ![ < > <br/> <b> <!-- &amp; & ~~ $ " ' ( ) # - + 1. 2) : ： – / 模型 盘古α é a B7
    https://a.b/c { } ^ = ! , 🎉 2023-01-01 none paper"#;

/// Texts of such tokens, with or without spaces between them; the last character is a letter.
fn arb_special_text() -> impl Strategy<Value = String> {
    let tokens: Vec<_> = SPECIAL_TOKENS.split_whitespace().collect();
    let words = prop::collection::vec((prop::sample::select(tokens), prop::bool::ANY), 1..12);
    words.prop_map(|words| {
        let text: String = words.iter().flat_map(|(token, ends)| [*token, if *ends { " " } else { "" }]).collect();
        format!("{text}x").trim_start().to_owned()
    })
}

/// A catalogue with a model, an extension and a changelog entry for each name and text.
fn catalog_with_texts(texts: &[(String, String)], links: &str) -> Catalog {
    let toml = |text: &str| serde_json::Value::from(text).to_string();
    let entry = |(idx, (name, text)): (usize, &(String, String))| {
        let (name, text) = (toml(&format!("{name}{idx}")), toml(text));
        let stage = if idx == 0 { "base" } else { "rlhf" };
        format!(
            "[[model]]\nid = \"m{idx}\"\nname = {name}\nstage = \"{stage}\"\norganizations = []\nopen_weights = false\n\
             insight = {{ en = {text}, zh = {text} }}\n\
             [[extension]]\nid = \"e{idx}\"\nname = {name}\nkind = \"library\"\n\
             links = [{links}]\n\
             summary = {{ en = {text}, zh = {text} }}\ndescription = {{ en = {text}, zh = {text} }}\n\
             [[update]]\ndate = \"2024-01-01\"\ntext = {{ en = {text}, zh = {text} }}\n"
        )
    };
    let text: String = texts.iter().enumerate().map(entry).collect();
    Catalog::parse("special.toml", &text).expect(&text)
}

#[test]
fn a_name_that_looks_like_a_list_item_is_kept() {
    for name in ["1. One", "- two", "# three", "+4", "2) five"] {
        let catalog = catalog_with_texts(&[(name.to_owned(), "x".to_owned())], "");
        let imported = markdown::parse(&awesome_list(&catalog, Locale::En));
        let names: Vec<_> = imported.extensions.iter().map(|extension| extension.name.as_str()).collect();
        assert_eq!(names, [format!("{name}0")]);
    }
}

#[test]
fn names_that_differ_in_case_keep_their_insights() {
    let imported = markdown::parse(
        "## Base\n\n| Model | Params |\n|---|---|\n| Foo | 7B |\n| foo | 8B |\n\n\
         ## Insights\n\n| Model | Insight |\n|---|---|\n| foo | small |\n| Foo | great |\n",
    );
    let insights =
        imported.models.iter().filter_map(|model| Some((model.name.as_str(), model.insight.as_ref()?.en.as_str())));
    assert_eq!(insights.collect::<Vec<_>>(), [("Foo", "great"), ("foo", "small")]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn special_characters_survive_export_and_import(texts in prop::collection::vec((arb_special_text(), arb_special_text()), 1..4)) {
        let catalog = catalog_with_texts(&texts, "{ kind = \"code\", url = \"https://github.com/a/b\" }");
        for locale in LOCALES {
            let page = awesome_list(&catalog, locale);
            let imported = markdown::parse(&page);
            let names_and_insights = |models: &[Model]| {
                models.iter().map(|m| (m.name.clone(), m.insight.clone())).collect::<Vec<_>>()
            };
            prop_assert_eq!(names_and_insights(&imported.models), names_and_insights(catalog.models()), "{}", page);
            let fields = |all: &[Extension]| all.iter().map(|extension| extension_fields(extension, locale)).collect::<Vec<_>>();
            prop_assert_eq!(fields(&imported.extensions), fields(catalog.extensions()), "{}", page);
            prop_assert_eq!(changelog_entries(&imported.changelog, locale), changelog_entries(&catalog.meta().changelog, locale), "{}", page);
        }
    }
}
