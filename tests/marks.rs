//! Marking entries and acting on all that is marked.
#![expect(clippy::panic, reason = "a test fails by panicking")]

use support::{TestScreen, screen};

use llm_catalog::bookmarks::{Bookmarks, ChangeOutcome};
use llm_tui::app::{CopyFormat, Effect};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

fn copied(screen: &TestScreen) -> (CopyFormat, String) {
    match &screen.effect {
        Some(Effect::CopyAs(format, text)) => (*format, text.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn all_entries_of_the_list_are_marked_and_inverted() {
    let screen = screen(140, 40).press("2").press("*").assert_shows("29 marked");
    // The marks of other tabs stay.
    let screen = screen.press("3 ").assert_shows("30 marked").press("2 *").assert_shows("2 marked");
    screen
        .press("U")
        .assert_shows("Marks cleared")
        .assert_hides("marked  ")
        .press("U")
        .assert_shows("Nothing is marked");
}

#[test]
fn a_range_may_be_of_any_length() {
    screen(140, 40).press("g GV").assert_shows("61 marked");
}

#[test]
fn the_footer_says_how_many_are_marked_and_what_to_do() {
    for (width, height) in [(140, 40), (80, 24)] {
        screen(width, height).press("  ").assert_shows("m marked").assert_shows("x compare").assert_shows("2 marked");
    }
    screen(80, 24).in_chinese().press("  ").assert_shows("已标记 2 个");
    screen(80, 24).press("m").assert_shows("Nothing is marked; Space marks an entry");
}

#[test]
fn what_is_marked_is_copied_in_the_order_of_marking() {
    let marked = || screen(140, 40).press("/^llama$<enter> /^bloom$<enter> <esc>").assert_shows("2 marked");
    let (format, ids) = copied(&marked().press("mid<enter>"));
    assert_eq!((format, ids.as_str()), (CopyFormat::Id, "llama\nbloom\n"));
    let (_, json) = copied(&marked().press("mjson<enter>"));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap().as_array().unwrap().len(), 2);
    let (_, bibtex) = copied(&marked().press("mbib<enter>"));
    assert_eq!(bibtex.matches('@').count(), 2, "{bibtex}");
    let (_, table) = copied(&marked().press("mmarkdown<enter>"));
    assert_eq!(table.lines().count(), 4, "{table}");
    let (_, links) = copied(&marked().press("mlink<enter>"));
    let links: Vec<_> = links.lines().collect();
    assert!(links.len() == 2 && links.iter().all(|link| link.starts_with("https://")), "{links:?}");
    // The palette has the same.
    assert_eq!(copied(&marked().press(":marked id<enter>")).0, CopyFormat::Id);
    let compared = marked().press("mcompare<enter>").assert_shows("Comparison").assert_shows("▸ LLaMA");
    assert_eq!(compared.effect, None);
}

#[test]
fn many_links_are_opened_only_when_asked() {
    let few = screen(140, 40).press("2   m").press("open<enter>");
    assert!(matches!(&few.effect, Some(Effect::OpenAll(urls)) if urls.len() == 3), "{:?}", few.effect);
    let many = screen(140, 40).press("2*m").press("open<enter>").assert_shows("Open 29 links?");
    assert_eq!(many.effect, None);
    assert_eq!(many.press("<enter>").assert_hides("Open 29").effect, None, "the first choice opens nothing");
    let many = screen(140, 40).press("2*m").press("open<enter><down><enter>");
    assert!(matches!(&many.effect, Some(Effect::OpenAll(urls)) if urls.len() == 29), "{:?}", many.effect);
}

#[test]
fn what_is_marked_is_bookmarked_together_and_undone_together() {
    let mut screen = screen(140, 40).press("   mbookmark<enter>");
    let Some(Effect::SaveBookmarks(changes)) = screen.effect.take() else { panic!("{:?}", screen.effect) };
    assert_eq!(changes.len(), 3);
    let mut stored = Bookmarks::default();
    assert!(changes.iter().all(|change| stored.apply(change)));
    screen.app.apply_bookmarks_result(&changes, Ok(ChangeOutcome { bookmarks: stored.clone(), is_applied: true }));
    let mut screen = screen.assert_shows("3 bookmarks added").press("mbookmark<enter>");
    assert_eq!(screen.effect, None);
    screen = screen.assert_shows("All marked entries are bookmarked already").press("u");
    let Some(Effect::Undo(changes)) = screen.effect.take() else { panic!("{:?}", screen.effect) };
    assert!(changes.iter().all(|change| stored.apply(change)));
    assert_eq!(stored, Bookmarks::default());
    screen.app.apply_undo_result(&changes, Ok(ChangeOutcome { bookmarks: stored, is_applied: true }));
    screen.assert_shows("Undone: 3 bookmarks as they were").press("u").assert_shows("Nothing to undo");
}
