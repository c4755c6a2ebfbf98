//! Saving queries and exporting entries from the screen.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use support::{TestScreen, screen};

use llm_tui::{
    action::KeyContext,
    app::{Effect, ExportError, FileExport},
    config::SavedQueryChange,
};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

fn change(screen: &TestScreen) -> SavedQueryChange {
    match &screen.effect {
        Some(Effect::ChangeSavedQuery(change)) => change.clone(),
        other => panic!("{other:?}"),
    }
}

/// Saves or deletes what the last key asked for.
fn stored(mut screen: TestScreen) -> TestScreen {
    let change = change(&screen);
    screen.app.apply_saved_query_result(change, Ok(()));
    screen
}

fn export(screen: &TestScreen) -> FileExport {
    match &screen.effect {
        Some(Effect::Export(export)) => (**export).clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_saved_query_can_be_used_at_once() {
    let prompt = screen(100, 30).press("/llama stage:base<ctrl-s>").assert_shows("Save this query as: @");
    let named = prompt.press("my base<enter>").assert_shows("and no spaces").press("<ctrl-u>ours<enter>");
    let expected = SavedQueryChange { name: "ours".to_owned(), query: Some("llama stage:base".to_owned()) };
    assert_eq!(change(&named), expected);
    let saved = stored(named).assert_shows("Query saved: @ours");
    let found = saved.press("<esc><esc>/@ours<enter>").assert_shows("LLaMA").assert_shows("4 of 61");
    // What it stands for is saved, as one cannot refer to another.
    // The name that it has is selected: typing replaces it.
    let longer = found.press("<ctrl-s>").assert_shows("Save this query as: @ours").press("two<enter>");
    assert_eq!(change(&longer).query.as_deref(), Some("llama stage:base"));
    let menu = stored(longer).press("<esc>@").assert_shows("Query: @ours").assert_shows("llama stage:base");
    menu.press("two<enter>").assert_shows("/ @two").assert_shows("LLaMA");
}

#[test]
fn a_saved_query_is_replaced_and_deleted_only_when_asked() {
    let saved = stored(screen(100, 30).press("/llama<enter><ctrl-s>a<enter>")).press("/bloom<enter><ctrl-s>a<enter>");
    let asked = saved.assert_shows("@a exists").assert_shows("llama");
    assert_eq!(asked.effect, None);
    let kept = asked.press("<enter>").assert_hides("@a exists");
    assert_eq!(kept.effect, None);
    let replaced = stored(kept.press("<ctrl-s>a<enter>replace<enter>"));
    let asked = replaced.press(":delete a<enter>").assert_shows("Delete @a?");
    let deleted = asked.press("<down><enter>");
    assert_eq!(change(&deleted).query, None);
    stored(deleted).assert_shows("Query deleted: @a").press("@").assert_shows("No saved queries; Ctrl-s saves");
    screen(100, 30).press("<ctrl-s>").assert_shows("There is no query to save");
}

#[test]
fn the_end_of_the_path_is_the_format() {
    let prompt = screen(100, 30).press("  X").assert_shows("Export 2 entries to: models.md");
    let markdown = export(&prompt.press("<enter>"));
    assert_eq!((markdown.count, markdown.text.lines().count()), (2, 4));
    let exported = |extension: &str| export(&screen(100, 30).press(&format!("  X<ctrl-u>~/a.{extension}<enter>"))).text;
    assert_eq!(exported("csv").lines().count(), 3);
    assert_eq!(exported("jsonl").lines().count(), 2);
    assert!(exported("json").starts_with('['));
    assert!(exported("toml").starts_with("[[") || exported("toml").contains("[[model]]"));
    assert_eq!(exported("bib").matches('@').count(), 2);
    screen(100, 30).press("X<ctrl-u>a.docx<enter>").assert_shows(".md .html .csv").assert_shows("to: a.docx");
    // Without marks, the list is exported.
    assert_eq!(export(&screen(100, 30).press("2X<enter>")).count, 29);
}

#[test]
fn a_file_is_replaced_only_when_asked_and_an_error_keeps_the_path() {
    let mut screen = screen(100, 30).press(" X<enter>");
    let first = export(&screen);
    screen.app.apply_export_result(first.clone(), Err(ExportError::Exists));
    let screen = screen.assert_shows("models.md exists").press("<enter>");
    assert_eq!(screen.effect, None);
    let mut screen = screen.press("X<enter>");
    screen.app.apply_export_result(first.clone(), Err(ExportError::Exists));
    let mut screen = screen.press("replace<enter>");
    assert_eq!(export(&screen), FileExport { replaces: true, ..first.clone() });
    screen.app.apply_export_result(first.clone(), Ok(()));
    let mut screen = screen.assert_shows("Exported 1 entry to models.md");
    screen.app.apply_export_result(first, Err(ExportError::Io("disk full".to_owned())));
    let screen = screen.assert_shows("Not exported to models.md: disk full").assert_shows("to: models.md");
    assert_eq!(screen.app.key_context(), KeyContext::Prompt);
}
