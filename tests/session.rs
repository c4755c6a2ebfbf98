//! What a session leaves comes back at the next start.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use ratatui::layout::Size;

use llm_catalog::localized::Locale;
use llm_tui::app::{App, Preference, RestoreOptions, SavedSession};
use support::{TestScreen, first_entries, screen};

#[cfg(unix)]
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/pty.rs"]
mod pty;
#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

/// The program at start after a session.
fn start_after(session: &SavedSession, locale: Locale, options: &RestoreOptions) -> TestScreen {
    let mut app = App::new(first_entries(), locale, 0, Size::new(140, 40)).unwrap();
    app.restore_session(session, options);
    TestScreen { app, effect: None }
}

fn with_view() -> RestoreOptions {
    RestoreOptions { with_view: true, ..RestoreOptions::default() }
}

/// The program at the first start.
fn first_start() -> TestScreen {
    start_after(&SavedSession::default(), Locale::En, &with_view())
}

/// What is saved, read back from the text of the file.
fn saved(screen: &TestScreen) -> SavedSession {
    let session = screen.app.session(Vec::new());
    let read = SavedSession::parse(&session.to_toml()).unwrap();
    assert_eq!(read, session, "{}", session.to_toml());
    read
}

fn restart(screen: &TestScreen) -> TestScreen {
    start_after(&saved(screen), Locale::En, &with_view())
}

#[test]
fn the_next_start_shows_the_same_screen() {
    for keys in [
        "",
        "jjj",
        "G",
        "5jj",
        "3s<down><down><enter>jjjj",
        "s<up><enter>S",
        "/llama 7b<enter>jj",
        "/llama<enter>s<down><enter>j",
        "/stage:sft license:mit<enter>2",
        "/zzzz<enter>",
        "<f2>",
        "<f3><f3>",
        "<f3><f2>jj",
        ">>z",
        "<",
        "jjl",
        "jjl<ctrl-d>",
        "zl<ctrl-d>",
        "JJJ",
        "?",
        "?<ctrl-d>",
        "l?",
        "a<ctrl-d>",
        "i<ctrl-d>jj",
        "t",
        "tGh",
        "t.jj",
        " jj xdj",
        "/llama<enter>tjjh",
        " jj x",
        " jj xll",
        " jj x<ctrl-d>",
        "v",
        "vlll",
        "v2",
        "v4j",
        "vs<down><enter>",
        "2v3ll",
        "vi",
        "   ",
    ] {
        let before = first_start().press(keys).press("<ctrl-l>");
        let after = restart(&before);
        assert_eq!(after.text(), before.text(), "{keys}\n{}", saved(&before).to_toml());
        assert_eq!(after.buffer(), before.buffer(), "styles of {keys}");
        // And at the start after that, if nothing is done.
        assert_eq!(restart(&after).text(), before.text(), "{keys}");
        // Closed, everything is as it was too.
        let closed = |screen: TestScreen| screen.press("qq").text();
        if before.app.screen().is_some() {
            assert_eq!(closed(after), closed(before), "{keys}");
        }
    }
}

#[test]
fn a_choice_holds_until_the_configuration_or_the_command_line_says_otherwise() {
    let session = saved(&first_start().press("<f2>"));
    let start = |locale, options: &RestoreOptions| start_after(&session, locale, options).app.settings().locale;
    assert_eq!(start(Locale::En, &with_view()), Locale::Zh);
    let fixed = RestoreOptions { fixed: vec![Preference::Locale], with_view: true };
    assert_eq!(start(Locale::En, &fixed), Locale::En);
    // An option holds once and loses nothing.
    let with_option = saved(&start_after(&session, Locale::En, &fixed));
    assert_eq!(start_after(&with_option, Locale::En, &with_view()).app.settings().locale, Locale::Zh);
    // A choice that was taken back is none.
    let back = saved(&start_after(&session, Locale::En, &with_view()).press("<f2>"));
    assert!(back.preferences.is_empty(), "{back:?}");
    // Chinese was chosen over English; a system in Chinese is no reason for anything else.
    let in_english = saved(&start_after(&SavedSession::default(), Locale::Zh, &with_view()).press("<f2>"));
    assert_eq!(start_after(&in_english, Locale::Zh, &with_view()).app.settings().locale, Locale::En);
    assert_eq!(start_after(&in_english, Locale::En, &with_view()).app.settings().locale, Locale::En);
}

#[test]
fn another_catalogue_has_the_preferences_alone() {
    let session = saved(&first_start().press("<f3>3/llama<enter>jjv"));
    let other = start_after(&session, Locale::En, &RestoreOptions::default());
    assert_eq!(other.app.search_bar().query(), "");
    assert!(other.app.screen().is_none());
    assert_eq!(other.app.list().state().selected, 0);
    assert_ne!(other.app.settings().theme.name, screen(80, 24).app.settings().theme.name);
}

#[test]
fn what_is_gone_is_left_out() {
    let text = "version = 1\n[preferences]\n\"theme\" = { value = \"gone\", configured = \"terminal\" }\n\
        \"order\" = { value = \"gone:desc\", configured = \"released:desc\" }\n\
        \"split\" = { value = \"99999\", configured = \"680\" }\n\"later\" = { value = \"1\", configured = \"2\" }\n\
        [view]\nquery = \"a\\u001b\\nb\"\nselected = { id = \"gone\" }\noffset = 90000\nhas_detail_focus = true\n\
        detail = { selected = 99999, offset = 99999 }\nmarks = [{ id = \"gone\" }, { id = \"No Id\" }, { id = \"llama\" }]\n\
        chart = { kind = \"gone\", axes = { gone = { x = \"gone\" }, score = { x = \"params\", y = \"score\", benchmark = \"gone\" } } }\n\
        screens = [{ kind = \"gone\" }, { kind = \"help\" }, { kind = \"compare\", models = [{ id = \"gone\" }, { id = \"llama\" }] },\n\
          { kind = \"glossary\", cursor = { selected = 99999, offset = 99999 } }, { kind = \"chart\", point = { id = \"gone\" } }]\n";
    let session = SavedSession::parse(text).unwrap();
    let screen = start_after(&session, Locale::En, &with_view());
    assert_eq!(screen.app.search_bar().query(), "a b");
    assert!(screen.app.layout().table_body.width >= 40 && screen.app.layout().detail.width >= 40);
    let text = screen.press("q").text();
    assert!(text.contains("Glossary"), "{text}");
}

/// Runs the program in a terminal on a home of its own.
#[cfg(unix)]
mod in_a_terminal {
    use super::*;
    use crate::pty::{BINARY_PATH, CTRL_C, F2, PtySession, SCREEN_SIZE};
    use rustix::process::Signal;

    fn start(home: &Path, arguments: &[&str]) -> PtySession {
        let command: Vec<_> = [BINARY_PATH].into_iter().chain(arguments.iter().copied()).collect();
        let state = home.join("state").display().to_string();
        let config = home.join("config").display().to_string();
        PtySession::spawn(&command, &[("XDG_STATE_HOME", &state), ("XDG_CONFIG_HOME", &config)], SCREEN_SIZE)
    }

    #[test]
    fn quitting_in_any_way_saves_the_session() {
        for signal in [None, Some(Signal::TERM), Some(Signal::HUP)] {
            let home = tempfile::tempdir().unwrap();
            let mut terminal = start(home.path(), &[]);
            terminal.wait_for("? help");
            terminal.press("3jj");
            terminal.press(F2);
            terminal.wait_for("? 帮助");
            terminal.press("i");
            terminal.wait_for("术语");
            match signal {
                Some(signal) => terminal.signal(signal),
                None => terminal.press(CTRL_C),
            }
            terminal.wait_exit();
            let file = home.path().join("state/llm-tui/state.toml");
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.contains("\"glossary\""), "{text}");
            let mut terminal = start(home.path(), &[]);
            terminal.wait_for("术语");
            terminal.press("q");
            terminal.wait_for(" 3/");
            terminal.press("q");
            terminal.wait_exit();
            // Plainly, and then as it was left.
            let mut terminal = start(home.path(), &["--fresh"]);
            terminal.wait_for(" 1/");
            terminal.wait_for("? help");
            terminal.press("q");
            terminal.wait_exit();
            assert!(!fs::read_to_string(&file).unwrap().contains("glossary"));
        }
    }

    #[test]
    fn a_broken_file_is_told_and_a_later_one_is_kept() {
        for (text, is_kept) in [("version = 1\nview = [", false), ("version = 9\n", true)] {
            let home = tempfile::tempdir().unwrap();
            let file = home.path().join("state/llm-tui/state.toml");
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            let mut terminal = start(home.path(), &[]);
            terminal.wait_for("Started plainly");
            terminal.press("q");
            terminal.wait_exit();
            assert_eq!(fs::read_to_string(&file).unwrap() == text, is_kept);
        }
    }

    #[test]
    fn an_option_chooses_the_theme_of_one_run() {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = start(home.path(), &["--theme", "nrod"]);
        terminal.wait_for("did you mean `nord`?");
        terminal.wait_exit();
        let mut terminal = start(home.path(), &["--theme", "nord"]);
        terminal.wait_for("? help");
        terminal.press("q");
        terminal.wait_exit();
        let text = fs::read_to_string(home.path().join("state/llm-tui/state.toml")).unwrap();
        assert!(!text.contains("\"theme\""), "the option is no choice to remember: {text}");
    }

    #[test]
    fn the_view_of_other_configured_catalogues_is_another_one() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/llm-tui");
        fs::create_dir_all(&folder).unwrap();
        let mut terminal = start(home.path(), &[]);
        terminal.wait_for("? help");
        terminal.press("i");
        terminal.wait_for("Glossary");
        terminal.press(CTRL_C);
        terminal.wait_exit();
        fs::write(folder.join("team.toml"), "").unwrap();
        fs::write(folder.join("config.toml"), "catalogs = [\"team.toml\"]\n").unwrap();
        let mut terminal = start(home.path(), &[]);
        terminal.wait_for("? help");
        terminal.press("q");
        terminal.wait_exit();
    }
}
