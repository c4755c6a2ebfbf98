//! Screens after key presses, compared with snapshots.

use crossterm::event::{Event, MouseEventKind};
use ratatui::{Terminal, backend::TestBackend, style::Modifier};
use support::{TestScreen, screen, screen_with};

use llm_catalog::link::Url;
use llm_index::Index;
use llm_tui::{
    app::{BrowserError, Effect, EffectResult, QueryHistory},
    config::Config,
    tui,
};

mod support;

/// Compares a screen with its snapshot in `tests/snapshots`.
macro_rules! assert_screen_snapshot {
    ($screen:expr, $name:literal) => {
        insta::assert_snapshot!($name, $screen.text())
    };
}

fn opened_url(effect: Option<&Effect>) -> String {
    match effect {
        Some(Effect::Open(url)) => url.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn first_screen_at_every_size() {
    assert_screen_snapshot!(screen(140, 40), "first_140x40");
    assert_screen_snapshot!(screen(140, 40).in_chinese(), "first_140x40_zh");
    assert_screen_snapshot!(screen(100, 30), "first_100x30");
    assert_screen_snapshot!(screen(80, 24), "first_80x24");
    assert_screen_snapshot!(screen(80, 24).in_chinese(), "first_80x24_zh");
    assert_screen_snapshot!(screen(40, 12), "first_40x12");
    assert_screen_snapshot!(screen(40, 12).in_chinese(), "first_40x12_zh");
    assert_screen_snapshot!(screen(28, 6), "too_small");
}

#[test]
fn the_detail_is_beside_or_over_the_list() {
    let llama = "/llama<enter><enter>";
    assert_screen_snapshot!(screen(140, 60).press(llama), "llama_140x60");
    assert_screen_snapshot!(screen(80, 48).press(llama), "llama_80x48");
    assert_screen_snapshot!(screen(80, 48).in_chinese().press(llama), "llama_80x48_zh");
    assert_screen_snapshot!(screen(40, 12).press(llama), "llama_40x12");
    assert_screen_snapshot!(screen(80, 40).press("/gpt 4<enter><enter>"), "gpt4_80x40");
    assert_screen_snapshot!(screen(80, 40).press("/engshell<enter><enter>"), "engshell_80x40");
}

#[test]
fn the_summary_of_the_selected_entry_is_above_the_footer_where_no_detail_is() {
    let summary = |screen: &TestScreen| screen.lines().iter().rev().nth(1).unwrap().trim().to_owned();
    let list = screen(80, 24);
    let expected = |screen: &TestScreen| {
        let entry = screen.app.selected_entry().unwrap();
        match entry.as_entry_ref() {
            llm_catalog::EntryRef::Model(model) => model.summary.clone().unwrap(),
            llm_catalog::EntryRef::Extension(_) => unreachable!(),
        }
    };
    assert_eq!(summary(&list), expected(&list).en);
    let next = list.press("j").in_chinese();
    let shown = expected(&next).zh;
    assert_eq!(summary(&next), shown);
    assert_ne!(summary(&next.press("<enter>")), shown);
    assert_eq!(summary(&screen(140, 40)), "");
}

#[test]
fn other_tabs_screens_and_menus() {
    assert_screen_snapshot!(screen(140, 40).press("5"), "extensions_140x40");
    assert_screen_snapshot!(screen(80, 24).in_chinese().press("5"), "extensions_80x24_zh");
    assert_screen_snapshot!(screen(100, 30).press("2"), "base_100x30");
    assert_screen_snapshot!(screen(80, 48).press("?"), "help_80x48");
    assert_screen_snapshot!(screen(80, 48).in_chinese().press("?"), "help_80x48_zh");
    assert_screen_snapshot!(screen(80, 24).press("a"), "about_80x24");
    assert_screen_snapshot!(screen(80, 24).in_chinese().press("a"), "about_80x24_zh");
    assert_screen_snapshot!(screen(80, 24).press("s"), "sort_menu_80x24");
    assert_screen_snapshot!(screen(80, 24).press("/zzz"), "no_match_80x24");
    assert_screen_snapshot!(screen(80, 24).press("/^alpaca$<enter>2"), "no_match_in_tab_80x24");
}

#[test]
fn typing_filters_immediately_and_escape_never_quits() {
    let screen = screen(80, 24).press("2/bloo").assert_shows("BLOOM").assert_hides("GPT-3").assert_shows("1 of 29");
    let screen =
        screen.press("m<enter>").assert_shows("/ bloom").press("<esc>").assert_shows("GPT-3").assert_hides("/ bloom");
    let screen = screen.press("<esc><esc><esc><esc>").assert_shows("GPT-3");
    assert_eq!(screen.effect, None);
    // In the search bar, Esc clears the query and gives the keys back to the list at once.
    let screen = screen.press("/").assert_shows("/ Type to search, Esc to leave");
    let screen = screen.press("bloom<esc>").assert_shows("Search names").press("3").assert_shows("Alpaca");
    assert_eq!(screen.effect, None);
}

#[test]
fn with_a_query_tab_skips_tabs_without_matches() {
    let screen = screen(80, 24)
        .press("/claude")
        .assert_shows("1 of 61")
        .press("<enter>2")
        .assert_shows("Matches in other tabs: All 1, RLHF 1. Press Tab to switch.");
    let screen = screen
        .press("<tab>")
        .assert_shows("1 of 10")
        .press("<tab>")
        .assert_shows("1 model of RLHF")
        .press("<tab>")
        .assert_shows("1 of 61")
        .press("<backtab><backtab>")
        .assert_shows("1 of 10");
    screen.press("<esc><esc><tab>").assert_shows("MindsDB");
}

#[test]
fn an_incomplete_filter_is_completed_and_matches_everything() {
    let screen = screen(80, 24).press("2/sta").assert_shows("Tab stage:").press("<tab>").assert_shows("/ stage:");
    let screen = screen
        .assert_shows("base  sft  rlhf")
        .assert_shows("29 entries")
        .press("b<right>")
        .assert_shows("/ stage:base");
    screen.press(" org:goo<tab>").assert_shows("/ stage:base org:Google").assert_shows("8 of 29");
    assert_screen_snapshot!(self::screen(80, 24).press("/gpt params:big"), "query_error_80x24");
    assert_screen_snapshot!(self::screen(80, 24).in_chinese().press("/org:"), "completion_80x24_zh");
    assert_screen_snapshot!(self::screen(40, 12).press("/gpt foo:x"), "query_error_40x12");
}

#[test]
fn without_matches_a_similar_name_is_suggested() {
    let screen = screen(80, 24).press("/galpakka").assert_shows("Did you mean GALPACA");
    screen.press("<tab>").assert_shows("/ GALPACA").assert_shows("2 of 61");
    self::screen(80, 24).press("/llama qqzz commercial").assert_shows("To filter, write `commercial:yes`.");
    self::screen(80, 24).in_chinese().press("/可商用 qqzz").assert_shows("要过滤请写 `商用:是`。");
    // A size with a bound.
    for (typed, filter) in [
        ("best open model under 10b", "open:yes params:<10b"),
        ("qqzz over 1.5b", "params:>1.5b"),
        ("模型qqzz 小于 70亿", "params:<70亿"),
        ("模型qqzz 13b以上", "params:>=13b"),
    ] {
        self::screen(100, 30).press(&format!("/{typed}")).assert_shows(&format!("To filter, write `{filter}`."));
        let found = self::screen(100, 30).press(&format!("/{filter}"));
        assert!(!found.app.list().is_empty(), "{filter}");
    }
    self::screen(100, 30).press("/qqzz 10b").assert_hides("To filter");
    let blocked = self::screen(80, 24).press("/llama lang:fi").assert_shows("Removing `lang:fi` gives matches.");
    blocked.assert_hides("Did you mean");
}

#[test]
fn earlier_queries_are_recalled_and_new_ones_saved() {
    let mut screen = screen(80, 24);
    let queries = QueryHistory::new(vec!["falcon".to_owned(), "bloom".to_owned()]);
    let saved_queries = [("shippable".to_owned(), "commercial:yes has:checkpoint".to_owned())].into();
    screen.app = screen.app.with_config(Config { queries: saved_queries, ..Config::default() }, queries);
    let screen = screen
        .press("/gp<alt-up>")
        .assert_shows("/ bloom")
        .press("<alt-up>")
        .assert_shows("/ falcon")
        .press("<alt-up>")
        .assert_shows("/ falcon");
    let screen = screen.press("<alt-down><alt-down>").assert_shows("/ gp").press("t<enter>");
    assert_eq!(screen.effect, Some(Effect::SaveQuery("gpt".to_owned())));
    screen.press("/<ctrl-u>@<tab>").assert_shows("/ @shippable").assert_shows("Falcon").assert_hides("GPT-3");
}

#[test]
fn characters_typed_in_the_search_bar_run_no_actions() {
    let screen = screen(80, 24).press("/qjk?1").assert_shows("/ qjk?1");
    assert_eq!(screen.effect, None);
    screen.press("<ctrl-u>").assert_shows("Type to search").press("gpt<backspace>t neo").assert_shows("/ gpt neo");
}

#[test]
fn words_match_in_any_order_and_an_exact_name_is_first() {
    let first = |query: &str| {
        let screen = screen(80, 24).press("1/").press(query);
        screen.app.selected_entry().map(|entry| entry.as_entry_ref().id().to_string()).unwrap_or_default()
    };
    for (query, id) in [
        ("llama", "llama"),
        ("gpt 3", "gpt-3"),
        ("gpt4", "gpt-4"),
        ("t5", "t5"),
        ("palm", "palm"),
        ("neox gpt", "gpt-neox-20b"),
        ("google switch", "switch-transformer"),
        ("pangu", "pangu-alpha"),
        ("盘古", "pangu-alpha"),
        ("鹏程.盘古α", "pangu-alpha"),
        ("phonenix", "phoenix"),
        ("chatglm2", "chatglm2-6b"),
        ("training compute-optimal", "chinchilla"),
        ("dolly2.0", "dolly-2"),
        ("dolly", "dolly"),
        ("knowlm", "zhixi"),
        ("j1-jumbo", "jurassic-1"),
        ("openchatkit", "gpt-neoxt-chat-base-20b"),
        ("few-shot learners", "gpt-3"),
    ] {
        assert_eq!(first(query), id, "{query}");
    }
}

#[test]
fn matches_are_highlighted_with_and_without_color() {
    for highlighted in [screen(80, 24), screen(80, 24).without_color()] {
        let screen = highlighted.press("/bloom");
        let buffer = screen.buffer();
        let row = screen.lines().iter().position(|line| line.contains("BLOOM")).unwrap();
        let row = u16::try_from(row).unwrap();
        for column in 1..6 {
            assert!(buffer[(column, row)].modifier.contains(Modifier::UNDERLINED), "column {column}");
        }
        assert!(!buffer[(6, row)].modifier.contains(Modifier::UNDERLINED));
        assert!(buffer[(1, row)].modifier.contains(Modifier::REVERSED));
    }
}

#[test]
fn a_matched_alias_is_shown_after_the_name() {
    screen(140, 40).press("/盘古").assert_shows("PanGu-α  ");
    screen(140, 40).press("3/phonenix").assert_shows("Phoenix  alias");
}

#[test]
fn keys_open_the_links_of_the_selected_entry() {
    let llama = || screen(100, 30).press("/llama<enter>");
    assert_eq!(opened_url(llama().press("p").effect.as_ref()), "https://arxiv.org/abs/2302.13971");
    assert_eq!(opened_url(llama().press("o").effect.as_ref()), "https://arxiv.org/abs/2302.13971");
    assert!(opened_url(llama().press("c").effect.as_ref()).contains("meta-llama/llama"));
    assert!(opened_url(llama().press("L").effect.as_ref()).starts_with("https://"));
    assert!(opened_url(llama().press("w").effect.as_ref()).starts_with("https://"));
    let without_checkpoint = screen(100, 30).press("/palm<enter>c").assert_shows("PaLM has no checkpoint link");
    assert_eq!(without_checkpoint.effect, None);
    screen(100, 30).in_chinese().press("/palm<enter>c").assert_shows("PaLM 没有权重链接");
}

#[test]
fn the_result_of_opening_a_link_is_shown() {
    let page = Url::try_from("https://a.b/c".to_owned()).unwrap();
    let mut screen = screen(100, 30);
    screen.app.notify(&EffectResult::Opened(page.clone()));
    let mut screen = screen.assert_shows("Opening a.b/c").press("j").assert_hides("Opening");
    screen.app.notify(&EffectResult::CopiedInstead(page, BrowserError::RemoteSession));
    screen.assert_shows("Remote session; link copied: https://a.b/c");
}

#[test]
fn copy_uses_the_main_link_or_the_link_of_the_line() {
    let screen = screen(100, 40).press("/llama<enter>y");
    assert_eq!(screen.effect, Some(Effect::Copy("https://arxiv.org/abs/2302.13971".to_owned())));
    // The first line of the detail is the name, which has no link of its own.
    let screen = screen.press("<enter>y");
    assert_eq!(screen.effect, Some(Effect::Copy("https://arxiv.org/abs/2302.13971".to_owned())));
}

#[test]
fn a_line_of_the_lineage_goes_to_its_model() {
    let mut there = screen(100, 40).press("3/^alpaca$<enter><enter>");
    while !there.document().lines[there.cursor().selected].spans.iter().any(|span| span.text == "LLaMA") {
        there = there.press("j");
    }
    let screen = there.press("<enter>");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().id().as_str(), "llama");
    screen.assert_shows("Base 29");
}

#[test]
fn sorting_goes_to_the_first_row() {
    let screen = screen(140, 40).press("2jjjs").press("<home><enter>").assert_shows("by Params, descending");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().name(), "Switch Transformer");
    // Unknown values are last in both directions.
    let last = |screen: TestScreen| screen.press("G").app.selected_entry().unwrap().as_entry_ref().name().to_owned();
    assert_eq!(last(screen), "GPT-3.5");
    let reversed = self::screen(140, 40).press("2s<up><up><esc>").press("s<home><enter>S").assert_shows("by Params");
    assert_eq!(last(reversed), "GPT-3.5");
}

#[test]
fn a_new_query_selects_the_first_row_and_a_resize_keeps_the_selection() {
    let screen = screen(140, 40).press("jjjjjjjj").press("/g<enter>");
    assert_eq!(screen.app.list().state().selected, 0);
    let screen = screen.press("<esc>GGkk");
    let before = screen.app.selected_entry().unwrap().as_entry_ref().id().clone();
    for (width, height) in [(80, 24), (40, 12), (20, 5), (30, 8), (200, 60)] {
        let screen = self::screen(140, 40).press("GGkk").resize(width, height);
        assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().id(), &before);
        if (width, height) != (20, 5) {
            let name = screen.app.selected_entry().unwrap().as_entry_ref().name().to_owned();
            // A long name is cut on the narrowest screens.
            screen.assert_shows(&name.chars().take(15).collect::<String>());
        }
    }
}

#[test]
fn the_mouse_works_on_tabs_rows_headings_links_and_scrolls() {
    let screen = screen(140, 40);
    let sft = u16::try_from(screen.lines()[0].find("SFT").unwrap()).unwrap();
    let screen = screen.click(sft, 0).assert_shows("by Released");
    assert_eq!(screen.app.list().tab().label(screen.app.messages()), "SFT");
    let row = screen.lines().iter().position(|line| line.starts_with(" Guanaco")).unwrap();
    let screen = screen.click(3, u16::try_from(row).unwrap());
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().name(), "Guanaco");
    let screen = screen.mouse(MouseEventKind::ScrollDown, 3, 10);
    assert_ne!(screen.app.selected_entry().unwrap().as_entry_ref().name(), "Guanaco");
    let screen = screen.click(3, 3).assert_shows("by Model").click(3, 3).assert_shows("by Model, descending");
    let screen = screen.resize(140, 80);
    let lines = screen.lines();
    let link = lines.iter().position(|line| line.contains("[c] ") && line.contains(".co")).unwrap();
    let screen = screen.click(110, u16::try_from(link).unwrap());
    assert!(opened_url(screen.effect.as_ref()).starts_with("https://"), "{:?}", screen.effect);
}

#[test]
fn pasted_text_becomes_one_line() {
    screen(80, 24).send_event(&Event::Paste("  gpt\nneox\u{1b}[2J ".to_owned())).assert_shows("/ gpt neox[2J");
}

#[test]
fn quit_and_suspend_are_effects() {
    for keys in ["q", "<ctrl-c>", "/x<ctrl-c>", "?<ctrl-c>", "?qq", "s<ctrl-c>", "<enter>qq", "aqq"] {
        assert_eq!(screen(80, 24).press(keys).effect, Some(Effect::Quit), "{keys}");
    }
    // On a screen or in the detail, q closes it.
    for keys in ["?q", "aq", "iq", "tq", "vq", "<enter>q", "<enter>tq<enter>q"] {
        let screen = screen(80, 24).press(keys);
        assert_eq!(
            (screen.effect.as_ref(), screen.app.key_context()),
            (None, llm_tui::action::KeyContext::List),
            "{keys}"
        );
    }
    assert_eq!(screen(80, 24).press("/x<ctrl-z>").effect, Some(Effect::Suspend));
}

#[test]
fn a_frame_of_another_size_resizes_the_application() {
    for (width, height) in [(40, 12), (140, 40), (1, 1), (79, 23)] {
        let mut screen = screen(80, 24);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| tui::draw(&mut screen.app, frame)).unwrap();
        assert_eq!(screen.app.settings().size, (width, height).into());
    }
}

#[test]
fn what_is_too_long_in_a_paste_is_named_and_control_characters_are_removed() {
    let paste = |text: &str| screen(80, 24).send_event(&Event::Paste(text.to_owned()));
    let long = paste(&"ᄀ".repeat(30_000)).assert_shows("a query has at most 2000 characters");
    assert!(long.app.search_bar().query().chars().count() < 3_000);
    paste(&"model ".repeat(150)).press("m").assert_shows("a query has at most 100 words and values");
    assert_eq!(paste("gpt\u{202e}\u{200b}\u{1b}3").app.search_bar().query(), "gpt3");
    // It is inserted at the cursor.
    let screen = screen(80, 24).press("/neo<home>").send_event(&Event::Paste("gpt ".to_owned())).press("x");
    assert_eq!(screen.app.search_bar().query(), "gptxneo");
}

#[test]
fn cursors_stay_inside_when_the_text_changes() {
    let screen = screen(100, 20).press("/^llama$<enter><enter>G<f2>");
    assert!(screen.cursor().selected < screen.document().lines.len());
    let about = self::screen(80, 12).press("aG<f2>");
    assert!(about.cursor().selected < about.document().lines.len());
    // Each tab has its own selection, also after sorting.
    let screen = self::screen(80, 24).press("jjj");
    let before = screen.app.selected_entry().unwrap().as_entry_ref().id().clone();
    let screen = screen.press("3s<up><enter>1");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().id(), &before);
}

#[test]
fn typing_after_slash_replaces_the_query_and_an_arrow_keeps_it() {
    screen(80, 24).press("/gpt<enter>/bloom").assert_shows("/ bloom ");
    screen(80, 24).press("/gpt<enter>/<right> neo").assert_shows("/ gpt neo");
    screen(80, 24).press("/gpt<enter>/<backspace>").assert_shows("/ gp ");
}

#[test]
fn an_empty_catalogue_shows_a_message() {
    let screen = screen_with(Index::default(), 80, 24);
    screen
        .assert_shows("Base 0")
        .assert_shows("This tab has no entries.")
        .press("jG<enter>pyoLs<enter>S1<tab>?")
        .assert_shows("Keys");
}

#[test]
fn screens_in_both_languages() {
    for (width, height) in [(140, 40), (80, 24)] {
        for is_zh in [false, true] {
            let start = || if is_zh { screen(width, height).in_chinese() } else { screen(width, height) };
            let name = |screen: &str| format!("{screen}_{width}x{height}{}", if is_zh { "_zh" } else { "" });
            for (screen_name, keys) in [
                ("tree", "1/llama<enter>t"),
                ("compare", "/^opt$<enter> <esc>/^bloom$<enter> <esc>/^llama$<enter> x"),
                ("chart_tokens", "1v2G"),
                ("chart_years", "1v4"),
                ("glossary", "i"),
                ("copy_as", "Y"),
            ] {
                insta::assert_snapshot!(name(screen_name), start().press(keys).text());
            }
        }
    }
}

#[test]
fn screens_are_stacked_and_closed_one_by_one() {
    let screen = screen(100, 30).press("1v2i").assert_shows("Glossary").press("<esc>").assert_shows("compute-optimal");
    let screen = screen.press("?").assert_shows("Keys").press("<esc>").assert_shows("compute-optimal").press("<esc>");
    screen.assert_hides("compute-optimal").assert_shows("Released");
}

#[test]
fn entering_the_name_of_an_entry_goes_to_its_tab() {
    let screen = screen(100, 30).press("/alpaca<enter>");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().id().as_str(), "alpaca");
}

#[test]
fn going_back_restores_the_query() {
    let mut screen = screen(140, 60).press("4/vicuna<enter>").press("3").press("/phoenix<enter><enter>");
    let model = |screen: &TestScreen| screen.app.selected_entry().map(|entry| entry.as_entry_ref().id().to_string());
    assert_eq!(model(&screen).as_deref(), Some("phoenix"));
    while model(&screen).as_deref() == Some("phoenix") {
        screen = screen.press("j<enter>");
    }
    let screen = screen.press("<backspace>");
    assert_eq!(model(&screen).as_deref(), Some("phoenix"));
    assert_eq!(screen.app.search_bar().query(), "phoenix");
}

#[test]
fn the_charts_have_a_tab() {
    let at = |screen: &TestScreen| u16::try_from(screen.lines()[0].find("Charts").unwrap()).unwrap();
    let screen = screen(140, 40);
    let column = at(&screen);
    let screen = screen.click(column, 0).assert_shows("y axis: parameters");
    screen.click(2, 0).assert_hides("y axis: parameters").press("6").assert_shows("y axis: parameters");
}

#[test]
fn every_size_language_and_theme_shows_the_selection_and_a_key() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (40, 12), (30, 8)] {
        for keys in ["", "<f2>", "<f3>", "<f3><f3>", "/gal<enter>", "5", "<f2>1G", "G", "jj<f2>"] {
            let screen = screen(width, height).press(keys).press("<ctrl-l>");
            let name: String = screen.app.selected_entry().unwrap().as_entry_ref().name().chars().take(12).collect();
            let screen = screen.assert_shows(&name);
            assert!(screen.lines().last().unwrap().contains('/'), "{width}x{height} {keys}:\n{}", screen.text());
        }
    }
}
