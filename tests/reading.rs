//! Moving through what is open by keys: the list while typing, the lines and links of a text, finding text in it.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use crossterm::event::MouseEventKind;
use ratatui::style::Modifier;
use support::{TestScreen, screen, screen_with};

use llm_tui::{
    action::KeyContext,
    app::{Effect, QueryHistory},
    config::Config,
    document::StyledLine,
};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

fn line_text(line: &StyledLine) -> String {
    line.spans.iter().map(|span| span.text.as_str()).collect()
}

fn cursor_text(screen: &TestScreen) -> String {
    line_text(&screen.document().lines[screen.cursor().selected])
}

fn selected_id(screen: &TestScreen) -> String {
    screen.app.selected_entry().unwrap().as_entry_ref().id().to_string()
}

fn with_history(mut screen: TestScreen, queries: &[&str]) -> TestScreen {
    let history = QueryHistory::new(queries.iter().map(|query| (*query).to_owned()).collect());
    screen.app = screen.app.with_config(Config::default(), history);
    screen
}

/// The lines with a text of their own: not blank, and not the rest of a wrapped one.
fn text_lines(screen: &TestScreen) -> Vec<usize> {
    let lines = &screen.document().lines;
    let is_text = |idx: &usize| {
        let after_blank = *idx == 0 || line_text(&lines[idx - 1]).trim().is_empty();
        !line_text(&lines[*idx]).trim().is_empty() && (!lines[*idx].is_continuation || after_blank)
    };
    (0..lines.len()).filter(is_text).collect()
}

/// The texts in which lines can be read, each by the keys that open it.
const TEXTS: [&str; 6] = ["/gpt 4<enter><enter>", "/^alpaca$<enter><enter>", "?", "a", "i", "<enter>?"];

#[test]
fn arrows_move_in_the_list_while_typing() {
    let row = |screen: &TestScreen| screen.app.list().state().selected;
    let screen = screen(80, 24).press("/a<down><down>");
    assert_eq!((row(&screen), screen.app.search_bar().query()), (2, "a"));
    let screen = screen.press("<up>");
    assert_eq!(row(&screen), 1);
    let screen = screen.press("<ctrl-n><ctrl-n><ctrl-p>");
    assert_eq!(row(&screen), 2);
    let screen = screen.press("<pgdn>");
    assert!(row(&screen) > 10, "{}", row(&screen));
    let screen = screen.press("<pgup><pgup>");
    assert_eq!((row(&screen), screen.app.key_context()), (0, KeyContext::Search));
    // The row is kept when the query is accepted.
    let kept = screen.press("<down><enter>");
    assert_eq!((row(&kept), kept.app.key_context()), (1, KeyContext::List));
}

#[test]
fn earlier_queries_are_chosen_from_a_menu() {
    let start = || with_history(screen(80, 24), &["falcon", "bloom", "org:Meta"]);
    let menu = start().press("/gp<ctrl-r>").assert_shows("Earlier queries");
    let items: Vec<_> = menu.app.menu().unwrap().items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(items, ["org:Meta", "bloom", "falcon"], "the newest first");
    let left = menu.press("<down><esc>").assert_shows("/ gp").assert_hides("Earlier queries");
    assert_eq!(left.app.key_context(), KeyContext::Search);
    let left = left.press("t").assert_shows("/ gpt");
    // It can be edited before it is accepted.
    let taken = left.press("<ctrl-r><down><enter>").assert_shows("/ bloom").press("z").assert_shows("/ bloomz");
    assert_eq!(taken.effect, None);
    let from_list = start().press("<ctrl-r><down><down><enter>").assert_shows("/ falcon").assert_shows("1 of 61");
    assert_eq!(from_list.app.key_context(), KeyContext::List);
    let from_detail = start().press("<enter><ctrl-r><enter>").assert_shows("/ org:Meta");
    assert_eq!(from_detail.app.key_context(), KeyContext::List);
    start().in_chinese().press("<ctrl-r>").assert_shows("查询历史").press("<esc>").assert_hides("查询历史");
    screen(80, 24).press("/<ctrl-r>").assert_shows("No earlier queries");
    // An accepted query is the newest.
    let accepted = screen(80, 24).press("/opt<enter>/pythia<enter><esc><ctrl-r><down><enter>");
    assert_eq!(accepted.app.search_bar().query(), "opt");
}

#[test]
fn the_cursor_stops_at_lines_with_text_and_shows_every_line() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12)] {
        for keys in TEXTS {
            for chinese in [false, true] {
                let start = if chinese { screen(width, height).in_chinese() } else { screen(width, height) };
                let mut screen = start.press(keys).press("g");
                let name = format!("{keys} at {width}x{height}, chinese: {chinese}");
                let window = if screen.app.screen().is_some() {
                    screen.app.layout().text_area().height
                } else {
                    screen.app.layout().detail.height
                };
                let (window, count) = (usize::from(window), screen.document().lines.len());
                let stops = text_lines(&screen);
                let next_stop = |line: usize| stops.iter().copied().find(|stop| *stop > line).unwrap_or(count);
                assert_eq!(screen.cursor().selected, stops[0], "{name}");
                for (key, end) in [("j", *stops.last().unwrap()), ("k", stops[0])] {
                    let mut seen = BTreeSet::new();
                    loop {
                        let before = screen.cursor();
                        seen.extend(before.offset..(before.offset + window).min(count));
                        // Only a text taller than the window is read in steps.
                        let start = stops.iter().copied().rfind(|stop| *stop <= before.selected).unwrap();
                        assert!(
                            start == before.selected || next_stop(start) - start > window,
                            "{name}: {key} stops at line {}",
                            before.selected
                        );
                        screen = screen.press(key);
                        if screen.cursor() == before {
                            break;
                        }
                    }
                    assert!((0..count).all(|line| seen.contains(&line)), "{name}: {key} passes lines unseen");
                    assert_eq!(screen.cursor().selected, end, "{name}: {key}");
                }
                let last = screen.press("G");
                assert_eq!(last.cursor().selected, *stops.last().unwrap(), "{name}");
                assert!(last.cursor().offset + window >= count, "{name}: the end is not shown");
                assert_eq!(last.press("g").cursor().selected, stops[0], "{name}");
            }
        }
    }
}

#[test]
fn page_keys_and_the_wheel_stop_at_lines_with_text() {
    for keys in TEXTS {
        let mut screen = screen(100, 40).press(keys);
        for key in ["<ctrl-d>", "<ctrl-d>", "<ctrl-u>", "<pgdn>", "<pgdn>", "<pgup>", "<pgdn>", "<ctrl-u>", "<pgup>"] {
            screen = screen.press(key);
            assert!(text_lines(&screen).contains(&screen.cursor().selected), "{keys} then {key}");
        }
    }
}

#[test]
fn brackets_go_from_link_to_link() {
    for keys in ["/^alpaca$<enter><enter>", "/^llama$<enter><enter>", "a", "i"] {
        let mut screen = screen(100, 30).press(keys).press("g");
        let lines = &screen.document().lines;
        let links: Vec<_> = text_lines(&screen).into_iter().filter(|line| lines[*line].link.is_some()).collect();
        assert!(links.len() > 2, "{keys}");
        let mut visited = Vec::new();
        for _ in &links {
            screen = screen.press("]");
            visited.push(screen.cursor().selected);
        }
        assert_eq!(visited, links, "{keys}");
        screen = screen.press("]").assert_shows("No link below");
        for link in links.iter().rev().skip(1) {
            screen = screen.press("[");
            assert_eq!(screen.cursor().selected, *link, "{keys}");
        }
        screen.press("[").assert_shows("No link above");
    }
    // A link to a model is followed.
    let mut alpaca = screen(100, 40).press("/^alpaca$<enter><enter>");
    while !cursor_text(&alpaca).contains("LLaMA") || alpaca.document().lines[alpaca.cursor().selected].link.is_none() {
        alpaca = alpaca.press("]");
    }
    assert_eq!(selected_id(&alpaca.press("<enter>")), "llama");
    // In the tree every row is a model; in a comparison the links are those of the current one.
    let tree = screen(100, 30).press("1t");
    let row = tree.cursor().selected;
    assert_eq!(tree.press("]]").press("[").cursor().selected, row + 1);
    let compared = screen(100, 30).press("/^opt$<enter> <esc>/^llama$<enter> x]]");
    assert!(compared.document().lines[compared.cursor().selected].link.is_some());
    screen(100, 30).press("?]").assert_shows("No link below");
    screen(100, 30).in_chinese().press("?]").assert_shows("下面没有链接");
}

#[test]
fn a_line_without_a_link_says_so() {
    let screen = screen(100, 30).press("<enter><enter>").assert_shows("No link on this line");
    assert_eq!((screen.effect.clone(), screen.app.key_context()), (None, KeyContext::Detail));
}

#[test]
fn q_closes_what_is_on_top_and_escape_comes_out_one_step() {
    // In the list q quits; Esc does not.
    assert_eq!(screen(100, 30).press("q").effect, Some(Effect::Quit));
    let compare = "/^opt$<enter> <esc>/^llama$<enter> x";
    for (keys, under) in [
        ("<enter>", KeyContext::List),
        ("?", KeyContext::List),
        ("a", KeyContext::List),
        ("i", KeyContext::List),
        ("t", KeyContext::List),
        ("v", KeyContext::List),
        ("s", KeyContext::List),
        ("Y", KeyContext::List),
        (compare, KeyContext::List),
        ("<enter>Y", KeyContext::Detail),
        ("<enter>?", KeyContext::Detail),
        ("<enter>t", KeyContext::Detail),
        ("v?", KeyContext::Chart),
        ("vs", KeyContext::Chart),
        ("ti", KeyContext::Lineage),
    ] {
        for key in ["q", "<esc>"] {
            let open = screen(100, 30).press(keys);
            // In a menu, q is a letter of its filter.
            let is_letter = open.app.key_context().takes_text();
            let closed = open.press(if is_letter { "<esc>" } else { key });
            assert_eq!((closed.effect.as_ref(), closed.app.key_context()), (None, under), "{keys}{key}");
        }
        let escaped = screen(100, 30).press(keys).press("<esc><esc><esc><esc>");
        assert_eq!((escaped.effect.as_ref(), escaped.app.key_context()), (None, KeyContext::List), "{keys}");
    }
    // Where text is typed, q is a letter.
    for (keys, context) in [("/q", KeyContext::Search), ("eq", KeyContext::Prompt), ("?/q", KeyContext::Find)] {
        let typed = screen(100, 30).press(keys);
        assert_eq!((typed.effect.as_ref(), typed.app.key_context()), (None, context), "{keys}");
    }
    screen(80, 24).press("?").assert_shows("q close");
    screen(100, 140).press("<enter>?").assert_shows("q            return to the list");
}

/// The lines of a document that contain a text, in any letter case.
fn lines_with(screen: &TestScreen, text: &str) -> Vec<usize> {
    let has_text = |line: &StyledLine| line_text(line).to_lowercase().contains(&text.to_lowercase());
    let lines = screen.document().lines.iter().enumerate();
    lines.filter(|(_, line)| has_text(line)).map(|(idx, _)| idx).collect()
}

#[test]
fn slash_finds_text_in_what_is_open() {
    let compare = "/^opt$<enter> <esc>/^llama$<enter> x";
    for (keys, label, text) in [
        ("?", "find in help: ", "half"),
        ("a", "find in this page: ", "MODELS"),
        ("i", "find in glossary: ", "Token"),
        ("/^llama$<enter><enter>", "find in detail: ", "meta"),
        (compare, "find in comparison: ", "llama"),
    ] {
        let opened = screen(100, 30).press(keys);
        let (start, expected) = (opened.cursor().selected, lines_with(&opened, text));
        assert!(expected.len() > 1, "{keys}: {expected:?}");
        let first = expected.iter().find(|line| **line >= start).unwrap_or(&expected[0]);
        let typed = opened.press("/").press(text).assert_shows(&format!("{label}{text}"));
        assert_eq!(typed.cursor().selected, *first, "{keys}");
        let mut found = typed.press("<enter>").assert_hides(label).assert_shows("n next match");
        let position = expected.iter().position(|line| line == first).unwrap();
        for step in 1..=expected.len() {
            found = found.press("n");
            assert_eq!(found.cursor().selected, expected[(position + step) % expected.len()], "{keys}: n");
        }
        found = found.press("N");
        assert_eq!(found.cursor().selected, expected[(position + expected.len() - 1) % expected.len()], "{keys}: N");
        // Esc clears the matches, then closes.
        let context = found.app.key_context();
        let cleared = found.press("<esc>");
        assert_eq!((cleared.app.find_text(), cleared.app.key_context()), (None, context), "{keys}");
        let closed = cleared.press("n").assert_shows("No text to find yet").press("<esc>");
        assert_eq!(closed.app.key_context(), KeyContext::List, "{keys}");
    }
    // In the list and in a chart, it is the search.
    screen(100, 30).press("/meta").assert_shows("/ meta");
    screen(100, 30).press("v/meta").assert_shows("/ meta");
}

#[test]
fn escape_while_typing_returns_to_the_line_of_before() {
    let help = screen(80, 24).press("?jjj");
    let before = help.cursor();
    let found = help.press("/reverse");
    assert_ne!(found.cursor(), before);
    // Deleting letters looks again from the same line.
    let found = found.press("<ctrl-u>quit");
    let line = found.cursor().selected;
    assert!(cursor_text(&found).contains("quit"));
    let found = found.press("<down>");
    assert_ne!(found.cursor().selected, line, "an arrow goes to the next match");
    let left = found.press("<esc>");
    assert_eq!((left.cursor(), left.app.key_context()), (before, KeyContext::Help));
    let none = left.press("/zzzz").assert_shows("no match").press("<enter>");
    assert_eq!(none.cursor(), before);
    none.assert_shows("`zzzz` is not in this text").press("/<enter>").assert_hides("is not in this text");
}

#[test]
fn matches_are_highlighted_also_where_a_text_is_wrapped() {
    let theme = |screen: &TestScreen| {
        let style = screen.app.settings().theme.style(llm_tui::config::theme::StyleRole::FindMatch);
        (style.fg, style.bg)
    };
    let highlighted = |screen: &TestScreen| {
        let (buffer, (_, bg)) = (screen.buffer(), theme(screen));
        let cells = buffer.content.iter().filter(|cell| Some(cell.bg) == bg);
        cells.map(ratatui::buffer::Cell::symbol).collect::<String>()
    };
    let detail = || screen(80, 40).press("/^llama$<enter><enter>");
    let wrapped = "they leaked about a week later and became the base of";
    let lines = lines_with(&detail(), wrapped);
    assert!(lines.is_empty(), "it is on two lines");
    let found = detail().press("/").press(wrapped).press("<enter>");
    assert_eq!(found.app.find_position(), Some((Some(1), 1)));
    assert!(highlighted(&found).replace(' ', "").contains("theyleakedaboutaweeklaterandbecamethebaseof"));
    // Chinese, and full-width letters.
    let chinese = || screen(80, 40).in_chinese().press("/^llama$<enter><enter>");
    let found = chinese().press("/模型<enter>");
    assert!(highlighted(&found).starts_with("模型"), "{}", highlighted(&found));
    let full_width = chinese().press("/ＬＬＡＭＡ<enter>");
    assert!(highlighted(&full_width).starts_with("LLaMA"), "{}", highlighted(&full_width));
    // The words of the query stay marked.
    let both = screen(80, 40).press("/chinchilla gopher<enter><enter>/the<enter>");
    let (buffer, (_, bg)) = (both.buffer(), theme(&both));
    let row = both.lines().iter().position(|line| line.starts_with(" Chinchilla")).unwrap();
    let name = &buffer[(1, u16::try_from(row).unwrap())];
    assert!(name.modifier.contains(Modifier::UNDERLINED) && Some(name.bg) != bg);
    assert!(highlighted(&both).to_lowercase().starts_with("the"));
    // Another entry, or leaving the detail, ends the find.
    assert_eq!(both.press("q").app.find_text(), None);
}

#[test]
fn a_find_survives_another_language_and_size() {
    let found = screen(100, 30).press("i/FLOP<enter>").press("<f2>").resize(40, 12);
    assert_eq!(found.app.find_text(), Some("FLOP"));
    let (_, count) = found.app.find_position().unwrap();
    assert_eq!(count, lines_with(&found, "FLOP").len());
}

#[test]
fn the_tree_is_searched_in_folded_branches_too() {
    let start = || screen_with(llm_tui::builtin::index().unwrap(), 100, 30).press("1tg");
    let tree = start();
    let lines = tree.document().lines.len();
    let found = tree.press("/vicuna").assert_shows("find in tree: vicuna");
    assert!(cursor_text(&found).to_lowercase().contains("vicuna"), "{}", cursor_text(&found));
    let left = found.press("<esc>");
    assert_eq!((left.document().lines.len(), left.cursor().selected), (lines, 0), "the folds are restored");
    let mut kept = left.press("/vicuna<enter>");
    let (selected, count) = kept.app.find_position().unwrap();
    assert_eq!(selected, Some(1));
    for _ in 0..count {
        assert!(cursor_text(&kept).to_lowercase().contains("vicuna"), "{}", cursor_text(&kept));
        kept = kept.press("n");
    }
    assert_eq!(kept.app.find_position(), Some((Some(1), count)), "round the end");
    let all = llm_tui::builtin::catalog().unwrap();
    let named = all.models().iter().filter(|model| model.name.to_lowercase().contains("vicuna")).count();
    assert!(count >= named, "{count} of {named}");
    // The query of the tree has a key of its own.
    kept.press("f^vicuna$<enter>").assert_shows("/ ^vicuna$").assert_shows("Family tree  1 model");
}

#[test]
fn capital_j_and_k_scroll_the_detail_from_the_list() {
    let offset = |screen: &TestScreen| screen.app.detail().view().state().offset;
    let screen = screen(140, 24).press("/^llama$<enter>JJ");
    assert_eq!((offset(&screen), screen.app.key_context()), (6, KeyContext::List));
    assert_eq!(selected_id(&screen), "llama");
    let screen = screen.press("K");
    assert_eq!(offset(&screen), 3);
    assert_eq!(offset(&screen.press("KK")), 0);
    // So does the wheel.
    let wheel = self::screen(140, 24).press("/^llama$<enter>").mouse(MouseEventKind::ScrollDown, 110, 10);
    assert_eq!(offset(&wheel), 3);
    self::screen(80, 24).press("J").assert_shows("The detail is not visible");
}

#[test]
fn one_key_clears_all_marks() {
    let marked = screen(80, 24).press(" j j ").assert_shows("3 marked").assert_shows("U clear marks");
    let cleared = marked.press("U").assert_shows("Marks cleared").press("j").assert_hides("marked");
    assert_eq!(cleared.app.list().marked_count(), 0);
    cleared.press("U").assert_shows("Nothing is marked");
    screen(100, 140).press("?").assert_shows("clear all marks");
}

#[test]
fn the_footer_names_the_most_useful_keys() {
    let footer = |screen: &TestScreen| screen.lines().pop().unwrap();
    let list = footer(&screen(80, 24));
    for hint in ["/ search", "Enter detail", "t tree", "x compare", "v charts", "b bookmark", "? help"] {
        assert!(list.contains(hint), "{hint}: {list}");
    }
    let chinese = footer(&screen(80, 24).in_chinese());
    for hint in ["/ 搜索", "t 谱系", "x 比较", "v 图表", "b 书签", "? 帮助", "q 退出"] {
        assert!(chinese.contains(hint), "{hint}: {chinese}");
    }
}

#[test]
fn a_page_down_shows_the_next_page() {
    for (width, height) in [(100, 30), (80, 24), (40, 12)] {
        let screen = screen(width, height).press("/llama<enter><enter>");
        let (lines, visible) = (screen.document().lines.len(), usize::from(screen.app.layout().detail.height));
        let last_offset = lines - visible;
        let mut offset = 0;
        let mut screen = screen;
        while offset < last_offset {
            screen = screen.press("<pgdn>");
            let expected = (offset + visible - 1).min(last_offset);
            let now = screen.cursor().offset;
            // A stop of the cursor may be some lines above.
            assert!(now <= expected && now + 3 >= expected, "{width}x{height}: {offset} to {now}");
            assert!(now > offset, "{width}x{height}: {offset} to {now}");
            offset = now;
        }
    }
}

#[test]
fn the_search_key_is_not_typed_into_an_empty_search() {
    assert_eq!(screen(80, 24).press("/x<esc>/llama").app.search_bar().query(), "llama");
    assert_eq!(screen(80, 24).press("/a/b").app.search_bar().query(), "a/b");
    // Twice over a query, it leaves the query selected.
    assert_eq!(screen(80, 24).press("/、a").app.search_bar().query(), "a");
    let selected = screen(80, 24).press("/llama<enter>//");
    assert_eq!(selected.app.search_bar().query(), "llama");
    assert_eq!(selected.press("x").app.search_bar().query(), "x");
}
