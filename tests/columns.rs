//! Choosing, moving and resizing the columns of the list.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseEventKind};
use ratatui::layout::Size;

use llm_catalog::localized::Locale;
use llm_index::Column;
use llm_tui::{
    action::KeyContext,
    app::{App, QueryHistory, RestoreOptions, SavedSession},
    config::{Config, keymap::Keymap},
};
use support::{TestScreen, first_entries, screen};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// Compares a screen with its snapshot in `tests/snapshots`.
macro_rules! assert_screen_snapshot {
    ($screen:expr, $name:literal) => {
        insta::assert_snapshot!($name, $screen.text())
    };
}

/// The columns that the list shows, from the left.
fn visible(screen: &TestScreen) -> Vec<&'static str> {
    screen.app.layout().columns.iter().map(|(column, _)| column.key()).collect()
}

fn column_width(screen: &TestScreen, column: Column) -> u16 {
    screen.app.layout().column_width(column).unwrap()
}

/// Puts the cursor of the chooser on a column.
fn at(screen: TestScreen, column: Column) -> TestScreen {
    let chooser = screen.app.column_chooser().unwrap();
    let idx = chooser.items.iter().position(|item| item.spec.column == column).unwrap();
    (0..idx).fold(screen.press("g"), |screen, _| screen.press("j"))
}

/// The program with a configuration.
fn configured(text: &str, width: u16, height: u16) -> TestScreen {
    let (config, diagnostics) = Config::parse("config.toml", text);
    assert!(diagnostics.is_empty());
    let app = App::new(first_entries(), Locale::En, 0, Size::new(width, height)).unwrap();
    TestScreen { app: app.with_config(config, QueryHistory::default()), effect: None }
}

#[test]
fn the_chooser_at_every_size() {
    assert_screen_snapshot!(screen(140, 40).press("C"), "columns_140x40");
    assert_screen_snapshot!(screen(100, 30).press("C"), "columns_100x30");
    assert_screen_snapshot!(screen(80, 24).press("C"), "columns_80x24");
    assert_screen_snapshot!(screen(80, 24).in_chinese().press("C"), "columns_80x24_zh");
    assert_screen_snapshot!(screen(40, 12).press("C"), "columns_40x12");
    let mut ascii = screen(80, 24);
    ascii.app = ascii.app.without_unicode();
    assert_screen_snapshot!(ascii.press("Cj "), "columns_80x24_ascii");
}

#[test]
fn the_list_shows_each_change_and_esc_takes_all_back() {
    let start = visible(&screen(80, 24));
    let hidden = at(screen(80, 24).press("C"), Column::Organizations).press(" ");
    assert!(!visible(&hidden).contains(&"org"), "{:?}", visible(&hidden));
    assert_eq!(hidden.app.key_context(), KeyContext::Columns);
    let shown = at(hidden, Column::Id).press(" KKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKKK");
    assert_eq!(visible(&shown).first(), Some(&"id"), "moved before the name");
    for key in ["<esc>", "q"] {
        let changed = at(screen(80, 24).press("C"), Column::Organizations).press(" Kll").press(key);
        assert_eq!(changed.app.key_context(), KeyContext::List);
        assert_eq!(visible(&changed), start, "{key}");
    }
    let kept = shown.press("<enter>");
    assert_eq!(visible(&kept).first(), Some(&"id"));
    // The other tabs have their own columns.
    assert_eq!(visible(&kept.press("2")), visible(&screen(80, 24).press("2")));
}

#[test]
fn a_first_change_changes_nothing_else() {
    for (width, height) in [(140, 40), (100, 30), (80, 24), (60, 20), (40, 12)] {
        for tab in ["1", "2", "5"] {
            let before = screen(width, height).press(tab);
            let mut expected = visible(&before);
            let last = before.app.layout().columns.iter().rfind(|(column, _)| *column != Column::Released);
            let (last, _) = *last.unwrap();
            if last == Column::Name {
                continue;
            }
            let after = at(before.press("C"), last).press(" ");
            expected.retain(|key| *key != last.key());
            assert_eq!(visible(&after), expected, "{width}x{height} {tab}");
            let name_width = |screen: &TestScreen| column_width(screen, Column::Name);
            // A narrow list has signs without texts until columns are chosen.
            let is_narrow = width < 80;
            assert!(
                is_narrow || name_width(&after) >= name_width(&screen(width, height).press(tab)),
                "{width}x{height} {tab}"
            );
        }
    }
}

#[test]
fn a_column_is_moved_and_resized() {
    let order = |screen: &TestScreen| visible(screen).into_iter().take(3).collect::<Vec<_>>();
    assert_eq!(order(&screen(140, 40)), ["name", "stage", "params"]);
    let moved = screen(140, 40).press("CjJ");
    assert_eq!(order(&moved), ["name", "params", "stage"]);
    assert_eq!(order(&moved.press("K")), ["name", "stage", "params"]);
    let arrow = |code| Event::Key(KeyEvent::new(code, KeyModifiers::SHIFT));
    let moved = screen(140, 40).press("Cj").send_event(&arrow(KeyCode::Down));
    assert_eq!(order(&moved), ["name", "params", "stage"]);
    assert_eq!(order(&moved.send_event(&arrow(KeyCode::Up))), ["name", "stage", "params"]);
    let chooser = at(screen(140, 40).press("C"), Column::Released);
    let width = column_width(&chooser, Column::Released);
    let wider = chooser.press("l>");
    assert_eq!(column_width(&wider, Column::Released), width + 2);
    let narrower = wider.press("h<left><left>");
    assert_eq!(column_width(&narrower, Column::Released), width - 1);
    // To the least width, and to that of the list.
    let least = (0..30).fold(narrower, |screen, _| screen.press("h"));
    assert_eq!(column_width(&least, Column::Released), 3);
    let most = (0..200).fold(least, |screen, _| screen.press("l"));
    assert!(most.app.column_chooser().is_some());
}

#[test]
fn what_is_shown_for_the_order_or_does_not_fit_is_said() {
    let hidden = at(screen(80, 24).press("C"), Column::Released).press(" ");
    assert!(visible(&hidden).contains(&"released"), "the list is sorted by it");
    let hidden = hidden.assert_shows("for the order").press("<f2>").assert_shows("排序用到").press("<f2>");
    let full = at(hidden.assert_hides("does not fit"), Column::Languages).press(" ");
    let full = at(full, Column::Summary).press(" ");
    full.assert_shows("does not fit").press("<f2>").assert_shows("放不下");
    at(screen(80, 24).press("/fits:24gb<enter>C"), Column::Memory).assert_shows("for the query");
    screen(80, 24).press("C ").assert_shows("The name is always shown");
}

#[test]
fn a_reset_returns_to_the_configuration() {
    let text = "[columns]\nall = [\"name\", \"org:20\", \"license\"]\n";
    let start = configured(text, 80, 24);
    assert_eq!(visible(&start), ["name", "released", "org", "license"]);
    let changed = at(start.press("C"), Column::Organizations).press(" ");
    assert_eq!(visible(&changed), ["name", "released", "license"]);
    let reset = changed.press("r<enter>");
    assert_eq!(visible(&reset), ["name", "released", "org", "license"]);
    assert_eq!(column_width(&reset, Column::Organizations), 20);
    // Without a configuration, to the columns of the program.
    let program = at(screen(140, 40).press("C"), Column::License).press(" KK<enter>").press("Cr<enter>");
    assert_eq!(program.text(), screen(140, 40).text());
}

#[test]
fn the_choice_is_remembered_for_each_tab() {
    let start = |session: &SavedSession| {
        let mut app = App::new(first_entries(), Locale::En, 0, Size::new(140, 40)).unwrap();
        app.restore_session(session, &RestoreOptions { with_view: true, ..RestoreOptions::default() });
        TestScreen { app, effect: None }
    };
    let restart = |screen: &TestScreen| start(&SavedSession::parse(&screen.app.session(Vec::new()).to_toml()).unwrap());
    let first = || start(&SavedSession::default());
    let changed = at(first().press("C"), Column::Organizations).press("KKll<enter>2C");
    let changed = at(changed, Column::License).press(" <enter>1");
    let again = restart(&changed);
    assert_eq!(again.text(), changed.text());
    assert_eq!(again.press("2").text(), changed.press("2").text());
    // What is tried when the program ends was not kept.
    let open = at(first().press("C"), Column::Organizations).press(" ");
    assert_eq!(restart(&open).text(), screen(140, 40).text());
}

#[test]
fn the_mouse_chooses_and_scrolls() {
    let open = screen(80, 24).press("C");
    let area = open.app.column_chooser().unwrap().items_area();
    let clicked = open.click(area.x + 3, area.y + 1);
    assert!(!visible(&clicked).contains(&"stage"));
    let again = clicked.click(area.x + 3, area.y + 1);
    assert!(visible(&again).contains(&"stage"));
    let scrolled = again.mouse(MouseEventKind::ScrollDown, area.x, area.y);
    assert_eq!(scrolled.app.column_chooser().unwrap().state.offset, 3);
    // On the border nothing happens; outside, it is closed without a change.
    let border = scrolled.click(area.x - 1, area.y);
    assert_eq!(border.app.key_context(), KeyContext::Columns);
    let outside = border.click(2, 5);
    assert_eq!(outside.app.key_context(), KeyContext::List);
    assert_eq!(outside.text(), screen(80, 24).text());
}

#[test]
fn hints_behind_it_name_the_keys_of_the_list() {
    let none = screen(80, 24).press("/lama 7x<enter>C");
    let hint = none.lines().into_iter().find(|line| line.starts_with(" Did you mean")).unwrap();
    assert!(hint.contains("Tab"), "{hint}");
}

#[test]
fn pasted_text_does_not_search_behind_the_chooser() {
    let pasted = screen(80, 24).press("C").send_event(&Event::Paste("llama".to_owned()));
    assert_eq!(pasted.app.key_context(), KeyContext::Columns);
    assert_eq!(pasted.app.search_bar().query(), "");
}

#[test]
fn the_palette_opens_it_from_a_screen() {
    let open = screen(140, 40).press("?:choose, move<enter>");
    assert_eq!(open.app.key_context(), KeyContext::Columns);
    assert!(open.app.screen().is_none());
    // Over a detail that covers the list, the list is shown.
    let narrow = screen(80, 24).press("lC");
    assert!(narrow.app.is_list_visible());
    assert!(Keymap::builtin().unwrap().key_label(KeyContext::List, llm_tui::action::Action::ChooseColumns).is_some());
}

/// Columns that need more than the list of a screen of 100 columns has.
const MANY_COLUMNS: &str = "[columns]\nall = [\"name\", \"stage\", \"params\", \"active\", \"context\", \"released\", \"org\", \
                            \"license\", \"languages\", \"score\"]\n";

/// The end of the line of the headings.
fn hidden_label(screen: &TestScreen) -> Option<String> {
    let (line, table) = (screen.app.layout().table_header.y, screen.app.layout().table_header);
    let headings = screen.lines().into_iter().nth(usize::from(line))?;
    let headings: String = headings.chars().take(usize::from(table.right())).collect();
    headings.split(' ').next_back().filter(|word| word.starts_with('+')).map(str::to_owned)
}

#[test]
fn chosen_columns_stay_as_long_as_the_name_can_be_read() {
    let chosen = ["name", "stage", "params", "active", "context", "released", "org", "license", "lang", "score"];
    for (width, height) in [(140, 40), (120, 30), (100, 30), (90, 30), (80, 24), (60, 20), (40, 12)] {
        let screen = configured(MANY_COLUMNS, width, height);
        let shown = visible(&screen);
        let hidden = chosen.len() - shown.len();
        assert_eq!(hidden_label(&screen), (hidden > 0).then(|| format!("+{hidden}")), "{width}: {}", screen.text());
        assert!(column_width(&screen, Column::Name) >= 13, "{width}");
        if width >= 80 {
            // Those on the right leave first.
            assert_eq!(shown, chosen[..shown.len()], "{width}");
        }
        if hidden > 0 {
            screen.press("C").assert_shows("does not fit");
        }
    }
    assert_eq!(visible(&configured(MANY_COLUMNS, 80, 24)), chosen, "without a detail, bars are left out first");
    assert_eq!(visible(&configured(MANY_COLUMNS, 100, 30)).len(), 8, "the detail gets narrower");
    // Not if its share was chosen.
    assert!(visible(&configured(MANY_COLUMNS, 120, 30).press("><")).len() <= 10);
    // Nobody chose the columns of the program: those that do not fit are not counted.
    assert_eq!(hidden_label(&screen(100, 30)), None);
}

#[test]
fn a_column_for_the_order_of_the_program_leaves_before_chosen_ones() {
    let text = "[columns]\nall = [\"name\", \"org\", \"license\", \"context\"]\n";
    let start = configured(text, 44, 20);
    assert_eq!(visible(&start), ["name", "org", "license", "context"]);
    assert_eq!(hidden_label(&start), None);
    // One that a person orders by is shown.
    let sorted = start.press("sparams<enter>");
    assert!(visible(&sorted).contains(&"params"), "{}", sorted.text());
}

#[test]
fn a_heading_ends_over_its_signs() {
    for (width, height) in [(100, 30), (80, 24), (40, 12)] {
        for locale in ["", "<f2>"] {
            let shown = screen(width, height).press(locale).press("<ctrl-l>");
            for column in [Column::Stage, Column::License] {
                let Some((heading, area)) = shown.app.sign_heading(column) else { continue };
                let signs = shown.app.layout().columns.iter().find(|(other, _)| *other == column).unwrap().1;
                assert_eq!(area.right(), signs.right());
                let line = shown.lines().into_iter().nth(usize::from(area.y)).unwrap();
                assert!(line.contains(&format!(" {heading}")), "{heading:?} is not in {line:?}");
                // It sorts by its own column, not by the one it stands over.
                let sorted = screen(width, height).press(locale).click(area.x, area.y);
                assert_eq!(sorted.app.list().sort_column(), Some(column));
            }
        }
    }
    let license =
        |screen: &TestScreen| screen.app.sign_heading(Column::License).map(|(heading, _)| heading.into_owned());
    assert_eq!(license(&screen(100, 30)).as_deref(), Some("Lic."));
    assert_eq!(license(&screen(80, 24)).as_deref(), Some("License"));
    assert_eq!(license(&screen(100, 30).in_chinese()).as_deref(), Some("许可证"));
    // A column with texts has its heading over them.
    assert_eq!(license(&screen(180, 40)), None);
}
