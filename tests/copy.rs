//! Copying an entry in a chosen format.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use biblatex::{Bibliography, ChunksExt};
use cli::{cli_command, run_command};
use partial_figures::{CATALOG_TOML, catalog, catalog_screen, detail_screen, model};
use support::{TestScreen, screen_with};

use llm_catalog::{EntryRef, localized::Locale};
use llm_index::Index;
use llm_tui::{
    app::{CopyFormat, Effect, EffectResult},
    export::bibtex,
    i18n::Messages,
};

#[path = "support/cli.rs"]
mod cli;
#[path = "support/partial_figures.rs"]
mod partial_figures;
#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// Runs a command that must succeed and returns its stdout.
fn run_ok(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = run_command(cli_command(home.path()).args(["--locale", "en"]).args(arguments));
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// Chooses a menu item and returns what is copied.
fn copy_as(screen: TestScreen, item_idx: usize) -> (CopyFormat, String) {
    match screen.press("Y").press(&"<down>".repeat(item_idx)).press("<enter>").effect {
        Some(Effect::CopyAs(format, text)) => (format, text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn copied_formats_equal_the_command_output() {
    let menu = detail_screen("parent", 80, 24)
        .press("Y")
        .assert_shows("Markdown row")
        .assert_shows("BibTeX")
        .assert_shows("JSON")
        .assert_shows("Insight");
    menu.press("<esc>").assert_hides("Markdown row");
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(&file, CATALOG_TOML).unwrap();
    let path = file.path().to_str().unwrap();
    let command = |arguments: &[&str]| run_ok(&[&["--catalog", path], arguments].concat());
    let table = command(&["list", "--format", "markdown", "id:parent"]);
    let expected = [
        (CopyFormat::Name, "Parent".to_owned()),
        (CopyFormat::Id, "parent".to_owned()),
        (CopyFormat::Link, command(&["open", "parent", "--print"]).trim_end().to_owned()),
        (CopyFormat::Markdown, format!("{}\n", table.lines().nth(2).unwrap())),
        (CopyFormat::Bibtex, command(&["show", "parent", "--format", "bibtex"])),
        (CopyFormat::Json, command(&["show", "parent", "--format", "json"])),
        (CopyFormat::Insight, "Trained on public data only.".to_owned()),
    ];
    for (idx, expected) in expected.into_iter().enumerate() {
        assert_eq!(CopyFormat::ALL[idx], expected.0);
        assert_eq!(copy_as(detail_screen("parent", 80, 24).press("<esc>"), idx), expected);
    }
    let (_, insight) = copy_as(detail_screen("parent", 80, 24).in_chinese(), 6);
    assert_eq!(insight, "只用公开数据训练。");
}

#[test]
fn menu_offers_available_formats_only() {
    detail_screen("child", 80, 24).press("Y").assert_shows("│  Name").assert_hides("Main link").assert_shows("BibTeX");
    let (format, text) = copy_as(detail_screen("tool", 80, 24).press("5"), 6);
    assert_eq!((format, text.as_str()), (CopyFormat::Insight, "A framework to build with."));
    catalog_screen(80, 24).press("/zzzz<enter>Y").assert_shows("No entry to copy");
    catalog_screen(80, 24).press("?Y").assert_shows("No entry to copy");
    screen_with(Index::try_from(&catalog()).unwrap(), 40, 12)
        .in_chinese()
        .press("Y")
        .assert_shows("Markdown 表格行")
        .press("<end>")
        .assert_shows("见解");
}

#[test]
fn click_selects_a_format() {
    let screen = catalog_screen(80, 24).press("1Y");
    let row = screen.lines().iter().position(|line| line.contains("│  ID")).unwrap();
    let column = screen.lines()[row].chars().position(|ch| ch == 'I').unwrap();
    let screen = screen.click(u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    assert!(matches!(screen.effect, Some(Effect::CopyAs(CopyFormat::Id, _))), "{:?}", screen.effect);
}

#[test]
fn status_message_names_what_was_copied() {
    let message = |locale: Locale, format, text: &str| {
        EffectResult::CopiedAs(format, text.to_owned()).message(Messages::get(locale))
    };
    assert_eq!(message(Locale::En, CopyFormat::Name, "LLaMA"), "Copied as Name: LLaMA");
    assert_eq!(message(Locale::En, CopyFormat::Bibtex, "@misc{a,\n}\n"), "Copied as BibTeX: 2 lines");
    assert_eq!(message(Locale::Zh, CopyFormat::Json, "{\n}\n"), "已复制为 JSON，共 2 行");
    assert!(message(Locale::En, CopyFormat::Insight, &"long ".repeat(100)).len() < 100);
    let url = format!("https://a.b/{}", "c".repeat(200));
    assert!(message(Locale::En, CopyFormat::Link, &url).ends_with(&url));
}

#[test]
fn bibtex_escapes_special_characters_and_infers_the_year() {
    let mut model = model("parent");
    let paper = model.paper.as_mut().unwrap();
    paper.title = "50% {of} a_b & c#d: $5 ~ ^ \\x, \"quoted\"".to_owned();
    paper.year = None;
    paper.authors.clear();
    model.organizations = vec!["A and B".to_owned()];
    let text = bibtex(EntryRef::Model(&model));
    let bibliography = Bibliography::parse(&text).unwrap();
    let entry = bibliography.get("parent").unwrap();
    assert_eq!(entry.title().unwrap().format_verbatim(), model.paper.unwrap().title, "{text}");
    assert_eq!(entry.get("year").unwrap().format_verbatim(), "2023", "the year of the arXiv id");
    assert_eq!(entry.author().unwrap().len(), 1, "{text}");
}

#[test]
fn every_model_has_valid_bibtex() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let text: String = catalog.models().iter().map(|model| bibtex(EntryRef::Model(model))).collect();
    let bibliography = Bibliography::parse(&text).unwrap();
    assert_eq!(bibliography.len(), catalog.models().len());
    for model in catalog.models() {
        let entry = bibliography.get(model.id.as_str()).unwrap();
        let title = entry.title().unwrap().format_verbatim();
        let expected = model.paper.as_ref().map_or(&model.name, |paper| &paper.title);
        assert_eq!(&title, expected);
        assert!(!entry.author().unwrap().is_empty(), "{}", model.id);
        let year = entry.get("year").unwrap().format_verbatim();
        assert!(year.len() == 4 && year.parse::<u16>().is_ok(), "{year}");
        let field = |name: &str| entry.get(name).map(ChunksExt::format_verbatim);
        if let Some(paper) = &model.paper {
            assert_eq!(field("eprint"), paper.arxiv, "{}", model.id);
            assert_eq!(field("doi"), paper.doi, "{}", model.id);
        }
        assert!(field("eprint").or(field("doi")).or(field("url")).is_some(), "{}", model.id);
    }
}
