//! What a person sets in `config.toml`, and what the program makes of it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

use std::{fs, path::Path};

use cli::{cli_command, run_command};
use llm_catalog::localized::Locale;
use llm_index::Column;
use llm_tui::{
    action::{Action, KeyContext},
    app::QueryHistory,
    config::{Config, TABLES, Themes, columns::ColumnSpec, keymap::Keymap, setting::Setting, theme::StyleRole},
    display_width::has_unambiguous_width,
    tab::Tab,
};
use support::{TestScreen, screen};

/// The program at start with a configuration.
fn configured(config: Config, width: u16, height: u16) -> TestScreen {
    let TestScreen { app, effect } = screen(width, height);
    TestScreen { app: app.with_config(config, QueryHistory::default()), effect }
}

#[test]
fn chosen_columns_are_shown_in_their_order_and_width() {
    let mut config = Config::default();
    let specs = ["license:14", "name:30", "released", "params"].map(|spec| spec.parse::<ColumnSpec>().unwrap());
    config.columns.set(Tab::All, Some(specs.to_vec()));
    let screen = configured(config.clone(), 80, 24);
    let shown: Vec<_> = screen.app.layout().columns.iter().map(|(column, area)| (*column, area.width)).collect();
    let expected =
        [(Column::License, 14), (Column::Name, 30), (Column::Released, 9), (Column::Parameters, 10)].to_vec();
    assert_eq!(shown, expected);
    let headings = screen.lines().into_iter().find(|line| line.contains("Params")).unwrap();
    let position = |text: &str| headings.find(text).unwrap();
    assert!(position("License") < position("Model") && position("Model") < position("Released"), "{headings}");
    // Those on the right leave first, but the column of the order stays.
    let screen = configured(config, 60, 24);
    let shown: Vec<_> = screen.app.layout().columns.iter().map(|(column, _)| *column).collect();
    assert_eq!(shown, [Column::License, Column::Name, Column::Released]);
    // Another tab keeps its own.
    assert!(screen.press("2").lines().iter().any(|line| line.contains("Ctx")));
}

/// Writes a file of the configuration directory.
fn write_config(home: &Path, name: &str, text: &str) {
    let path = home.join("config/llm-tui").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What is not valid in a configuration, without the name of the file.
fn errors(text: &str) -> Vec<String> {
    let (_, diagnostics) = Config::parse("c", text);
    diagnostics.iter().map(|error| error.describe(Locale::En)).collect()
}

#[test]
fn every_error_of_a_file_is_found_and_the_rest_is_used() {
    let text = "thme = \"nord\"\nsplit = 300\nmouse = \"no\"\ntab = \"bsae\"\nlocale = \"zh\"\n[columns]\nall = \
                [\"name\", \"parms\", \"score:1\"]\nsfft = []\n[queries]\nx = 1\ny = \"z\"\n";
    let (config, diagnostics) = Config::parse("c", text);
    assert_eq!((config.locale, config.queries.len()), (Some(Locale::Zh), 1));
    assert_eq!(config.columns.get(Tab::All), Some(&[Column::Name.into()][..]));
    let described: Vec<_> = diagnostics.iter().map(|error| error.describe(Locale::En)).collect();
    let expected = [
        "c:1:1: unknown key `thme`; did you mean `theme`?",
        "c:2:9: `300` is not valid for `split`; it is a percentage from 20 to 80",
        "c:3:9: `mouse` must be `true` or `false`",
        "c:4:7: `bsae` is not valid for `tab`; did you mean `base`? It can be all, base, sft, rlhf, extensions",
        "c:7:16: `parms` is not valid for `columns.all`; did you mean `params`?",
        "c:7:25: `score:1` is not valid for `columns.all`; the width is from 3 to 120",
        "c:8:1: unknown key `sfft`; did you mean `sft`?",
        "c:10:5: `queries.x` must be a string in quotes",
    ];
    assert_eq!(described.len(), expected.len(), "{described:#?}");
    for (error, expected) in described.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
    assert!(diagnostics.iter().all(|error| !error.describe(Locale::Zh).is_empty()));
    // What is before and after a syntax error is used too.
    let (config, diagnostics) = Config::parse("c", "split = 50\ntheme = nord\nmouse = false\n");
    assert_eq!((config.split, config.mouse, diagnostics.len()), (Some(50), false, 1), "{diagnostics:?}");
    assert_eq!(diagnostics[0].describe(Locale::En), "c:2:9: `theme` must be a string in quotes");
}

#[test]
fn the_first_error_is_in_the_status_line() {
    let (config, diagnostics) = Config::parse("c", "thme = 1\nx = 2\n");
    let mut screen = configured(config, 100, 30);
    screen.app.report_config(diagnostics);
    screen.assert_shows("c:1:1: unknown key `thme`; did you mean `theme`? (1 more: `llm-tui config`)");
}

#[test]
fn the_environment_wins_over_the_file_and_options_over_both() {
    let home = tempfile::tempdir().unwrap();
    write_config(home.path(), "config.toml", "\nlocale = \"zh\"\nsplit = 50\n[queries]\nbig = \"params:>100b\"\n");
    let config = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = cli_command(home.path());
        run_command(command.arg("config").args(arguments).envs(variables.iter().copied()))
    };
    let (code, out, err) = config(&["--locale", "en"], &[("LLM_TUI_SPLIT", "60"), ("LLM_TUI_LOCALE", "zh")]);
    assert_eq!((code, err.as_str()), (0, ""));
    let file = home.path().join("config/llm-tui/config.toml").display().to_string();
    let line = |key: &str| out.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    assert!(line("locale = \"en\"").ends_with("# --locale"), "{out}");
    assert!(line("split = 60").ends_with("# LLM_TUI_SPLIT"), "{out}");
    assert!(line("big = \"params:>100b\"").ends_with(&format!("# {file}:5")), "{out}");
    assert!(line("mouse = true").ends_with("# default"), "{out}");
    assert_eq!(errors(&out), [""; 0]);
    assert_eq!(config(&["--path"], &[]).1.trim_end(), file);
    let (_, out, _) = config(&["--format", "json", "--theme", "nord"], &[("LLM_TUI_SPLIT", "60")]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let from_option = serde_json::json!({ "value": "nord", "from": { "kind": "option", "option": "--theme" } });
    assert_eq!(json["theme"], from_option);
    let from_env = serde_json::json!({ "kind": "environment", "variable": "LLM_TUI_SPLIT" });
    assert_eq!((&json["split"]["value"], &json["split"]["from"]), (&serde_json::json!(60), &from_env));
    assert_eq!(json["queries"]["big"]["from"], serde_json::json!({ "kind": "file", "file": file, "line": 5 }));
    assert_eq!(json["fits"]["bits"], serde_json::json!({ "value": 4, "from": { "kind": "default" } }));
    // What is not valid is listed, and the exit code says so.
    let (code, out, err) = config(&[], &[("LLM_TUI_MOUSE", "maybe"), ("LLM_TUI_THEME", "nrod")]);
    assert_eq!((code, err.lines().count()), (1, 2), "{err}");
    assert!(err.contains("LLM_TUI_MOUSE") && err.contains("`nord`") && out.contains("split = 50"), "{err}{out}");
    // Another command warns and goes on.
    let mut command = cli_command(home.path());
    let (code, out, err) = run_command(command.args(["list", "llama"]).env("LLM_TUI_TAB", "x"));
    assert!(code == 0 && out.contains("LLaMA") && err.contains("LLM_TUI_TAB"), "{err}");
}

#[test]
fn the_default_file_means_the_defaults_and_its_examples_are_valid() {
    let home = tempfile::tempdir().unwrap();
    for locale in ["en", "zh"] {
        let mut command = cli_command(home.path());
        let (_, text, _) = run_command(command.args(["config", "--default", "--locale", locale]));
        assert_eq!(Config::parse("c", &text), (Config::default(), Vec::new()));
        let is_example =
            |line: &&str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
        let uncommented: Vec<_> = text.lines().map(|line| line.trim_start_matches("# ")).filter(is_example).collect();
        let (config, diagnostics) = Config::parse("c", &uncommented.join("\n"));
        assert_eq!(diagnostics, []);
        for setting in Setting::ALL {
            assert!(config.origin(setting.name()).is_some(), "{setting:?}");
            assert!(config.value(*setting).is_some(), "{setting:?}");
        }
        assert!(config.columns.get(Tab::All).is_some() && !config.queries.is_empty() && !config.catalogs.is_empty());
    }
}

#[test]
fn the_program_starts_as_it_is_configured() {
    let (config, diagnostics) = Config::parse(
        "c",
        "tab = \"base\"\nsort = \"params:asc\"\nsplit = 50\nbenchmark = \"open-llm-leaderboard\"\nascii = true\n",
    );
    assert_eq!(diagnostics, []);
    let screen = configured(config, 140, 40);
    assert_eq!(screen.app.list().tab(), Tab::Base);
    assert_eq!(screen.app.list().sort_column(), Some(Column::Parameters));
    let detail = screen.app.layout().detail;
    assert!((66..=70).contains(&detail.width), "{detail:?}");
    assert!(screen.text().is_ascii() || screen.lines().iter().all(|line| !line.contains('│')), "{}", screen.text());
}

#[test]
fn no_sign_of_ours_is_of_ambiguous_width_where_they_are_drawn_wide() {
    let (config, _) = Config::parse("c", "ambiguous-wide = true\n");
    for keys in ["", "?", "t", "v", "v2", " jj x", "s", ":", "i", "a", "/lla", "jb", "n"] {
        let screen = configured(config.clone(), 140, 40).press(keys);
        for line in screen.lines() {
            assert!(has_unambiguous_width(&line) || line.chars().any(is_of_the_catalogue), "{keys}: {line}");
        }
    }
}

/// Characters of names and texts of the catalogue, which are not the program's own.
fn is_of_the_catalogue(ch: char) -> bool {
    ch.is_alphabetic() && !ch.is_ascii()
}

#[test]
fn a_theme_of_ones_own_is_chosen_by_its_name() {
    let mut themes = Themes::default();
    let text = "[roles]\naccent = { fg = \"#ff0000\" }\nselection = { modifiers = [\"reversed\"] }\n";
    themes.add("mine".to_owned(), text).unwrap();
    let (config, _) = Config::parse("c", "theme = \"mine\"\n");
    let idx = themes.configured(&config).unwrap();
    let TestScreen { app, effect } = configured(config, 100, 30);
    let screen = TestScreen { app: app.with_themes(themes.clone(), idx), effect };
    assert_eq!(screen.app.settings().theme.name, "mine");
    // A broken one is reported with its place, and so is a name that no theme has.
    assert!(themes.add("other".to_owned(), "[roles]\naccent = { fg = \"redd\" }\n").is_err());
    let error = themes.configured(&Config::parse("c", "theme = \"mime\"\n").0).unwrap_err();
    assert!(error.describe(Locale::En).starts_with("c:1: `mime` is not valid for `theme`; did you mean `mine`?"));
}

#[test]
fn configured_catalogues_are_laid_over_the_built_in_one() {
    let home = tempfile::tempdir().unwrap();
    write_config(home.path(), "config.toml", "catalogs = [\"team.toml\"]\n");
    let model = "[[model]]\nid = \"team-model\"\nname = \"Team Model\"\nstage = \"base\"\nopen_weights = false\n\
                 insight = { en = \"It is ours.\", zh = \"我们的。\" }\n";
    write_config(home.path(), "team.toml", model);
    let (code, out, err) = run_command(cli_command(home.path()).args(["show", "team-model"]));
    assert!(code == 0 && out.contains("Team Model"), "{err}");
}

#[test]
fn keys_are_rebound_and_sequences_are_waited_for() {
    let text = "[keys.motion]\nfirst-row = [\"g g\", \"home\"]\nlast-row = [\"g e\"]\n[keys.browse]\nmark-range = []\n\
                [keys.list]\nquit = [\"shift-q\"]\nnext-row = [\"ctrl-j\"]\n";
    let (config, errors) = Config::parse("c", text);
    assert_eq!(errors, []);
    let mut screen = configured(config, 100, 30);
    assert_eq!(screen.app.bind_keys().unwrap(), []);
    let selected = |screen: &TestScreen| screen.app.list().state().selected;
    let screen = screen.press("<ctrl-j><ctrl-j>");
    assert_eq!(selected(&screen), 2);
    // `j` moves everywhere but in the list.
    let screen = screen.press("j");
    assert_eq!(selected(&screen), 2);
    let screen = screen.press("ge");
    assert_eq!(selected(&screen), 60);
    // After the first key, what may follow is shown; Esc abandons the sequence and does nothing else.
    let screen = screen.press("/opt<enter>g").assert_shows("╭ g ").assert_shows("e  last");
    let screen = screen.press("<esc>").assert_hides("╭ g ").assert_shows("opt").press("gg");
    assert_eq!(selected(&screen), 0);
    // A key that continues nothing is not performed.
    let screen = screen.press("g?").assert_hides("Keys");
    // The help has the new keys, and the removed ones are in no context.
    let keys = screen.app.settings().keymap.bindings(KeyContext::List);
    assert!(keys.iter().all(|(action, _)| *action != Action::MarkRange));
    screen.press("?").assert_shows("Ctrl-j       next row");
}

#[test]
fn conflicts_name_both_actions_and_where_they_are() {
    let keymap = |text: &str| {
        let (config, mut errors) = Config::parse("c", text);
        let (keymap, conflicts) = Keymap::builtin().unwrap().with_overrides(&config.keys).unwrap();
        errors.extend(conflicts);
        let errors: Vec<_> = errors.iter().map(|error| error.describe(Locale::En)).collect();
        (keymap, errors)
    };
    let action = |keymap: &Keymap, context, key: &str| keymap.action(context, crokey::parse(key).unwrap());
    let (map, errors) = keymap("[keys.list]\nbookmark = [\"n\"]\nnote = [\"n\", \"o\"]\n");
    assert_eq!(
        errors,
        [
            "c:2:13: `n` in `list` is `bookmark` (c:2:13) and `note` (c:3:9)",
            "c:3:14: `o` in `list` is `note` (c:3:14) and `open` (built in)"
        ]
    );
    assert_eq!(action(&map, KeyContext::List, "n"), Some(Action::Bookmark));
    assert_eq!(action(&map, KeyContext::List, "o"), Some(Action::Note));
    // A key that begins a sequence is the same key.
    let (_, errors) = keymap("[keys.list]\nnote = [\"g n\"]\n");
    assert_eq!(errors, ["c:2:9: `g n` in `list` is `note` (c:2:9) and `first-row` (built in)"]);
    // The exits stay.
    let (map, errors) =
        keymap("[keys.list]\nquit = []\n[keys.global]\nquit = []\n[keys.screen]\nback = []\nclose = []\n");
    assert!(action(&map, KeyContext::List, "q").is_some() && action(&map, KeyContext::Help, "esc").is_some());
    assert!(errors.iter().any(|error| error.contains("`list` needs a key for `quit`")), "{errors:?}");
    // Typing stays possible, and unknown names are found.
    let (map, errors) = keymap("[keys.search]\nenter = [\"j\"]\nback = [\"hyper-x\"]\nentr = [\"f5\"]\n[keys.lst]\n");
    assert_eq!(action(&map, KeyContext::Search, "j"), None);
    let expected = ["`hyper-x` is not a key", "did you mean `enter`?", "did you mean `list`?", "`j` is typed as text"];
    assert_eq!(errors.len(), 4, "{errors:?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_letter_that_opens_the_search_can_begin_a_query() {
    let (config, _) = Config::parse("c", "[keys.list]\nsearch = [\"S\"]\n");
    let mut screen = configured(config, 100, 30);
    screen.app.bind_keys().unwrap();
    assert_eq!(screen.press("SSora").app.search_bar().query(), "Sora");
}

#[test]
fn the_emacs_preset_has_no_conflicts() {
    let (config, _) = Config::parse("c", "[keys]\npreset = \"emacs\"\n");
    let (keymap, errors) = Keymap::builtin().unwrap().with_overrides(&config.keys).unwrap();
    assert_eq!(errors, []);
    for context in KeyContext::ALL {
        let mut keys: Vec<_> = keymap
            .bindings(context)
            .into_iter()
            .flat_map(|(_, keys)| keys.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count, "{context:?}: {keys:?}");
    }
    let mut screen = configured(config, 100, 30);
    screen.app.bind_keys().unwrap();
    let screen = screen.press("<ctrl-n><ctrl-n><ctrl-p>");
    assert_eq!(screen.app.list().state().selected, 1);
    screen.press("<ctrl-s>opt").assert_shows("opt").press("<ctrl-g>").press("?<ctrl-g>").assert_hides("Keys");
}

#[test]
fn the_documentation_names_every_key() {
    let text = fs::read_to_string("docs/configuration.md").unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let documented: Vec<_> = rows.map(|(key, _)| key).collect();
    let keys: Vec<_> =
        Setting::ALL.iter().map(|setting| setting.name()).chain(TABLES.iter().map(|table| table.name)).collect();
    assert_eq!(documented, keys);
}

#[test]
fn the_assumptions_of_memory_can_be_configured() {
    let home = tempfile::tempdir().unwrap();
    write_config(home.path(), "config.toml", "[fits]\nbits = 8\ncontext = \"32k\"\n");
    let list = |query: &str| {
        let mut command = cli_command(home.path());
        let (code, out, err) = run_command(command.args(["list", query, "--columns", "name,memory", "--limit", "1"]));
        assert_eq!(code, 0, "{err}");
        out + &err
    };
    assert!(list("fits:24gb").contains("24GB@8bit@32k"));
    assert!(list("fits:24gb@4bit").contains("24GB@4bit@32k"));
    assert!(list("llama").contains("8bit@32k"), "the memory column says what it assumes");
    let (config, _) = Config::parse("c", "[fits]\nbits = 16\ncontext = \"native\"\n");
    let screen = configured(config, 140, 40).press("/fits:80gb<enter>");
    screen.assert_shows("80GB@16bit@native");
    for (text, error) in [
        ("[fits]\nbits = 5", "c:2:8: `5` is not valid for `fits.bits`; it is 4, 8 or 16"),
        ("[fits]\ncontext = \"0k\"", "c:2:11: `0k` is not valid for `fits.context`; it is a number of tokens"),
        ("[fits]\nbit = 8", "c:2:1: unknown key `bit`; did you mean `bits`?"),
        ("fits = 8", "c:1:8: `fits` must be a table"),
    ] {
        let (config, diagnostics) = Config::parse("c", text);
        assert_eq!(config.fits, Config::default().fits);
        let described = diagnostics.first().unwrap().describe(Locale::En);
        assert!(described.starts_with(error), "{described}");
    }
}

#[test]
fn what_a_configuration_refers_to_must_exist() {
    let home = tempfile::tempdir().unwrap();
    write_config(home.path(), "team.toml", "");
    write_config(
        home.path(),
        "config.toml",
        "benchmark = \"mmlupro\"\ncatalogs = [\n  \"team.toml\",\n  \"tam.toml\",\n]\n[queries]\nsmall = \"parms:<7b\"\n",
    );
    for (locale, word) in [("en", "did you mean"), ("zh", "是否")] {
        let (code, out, err) = run_command(cli_command(home.path()).args(["config", "--locale", locale]));
        assert!(code == 1 && out.contains("mmlupro"), "{out}");
        for (line, near) in [(1, "mmlu-pro"), (4, "team.toml"), (7, "params")] {
            let found = err.lines().find(|text| text.contains(&format!("config.toml:{line}")));
            assert!(
                found.is_some_and(|text| text.contains(&format!("`{near}`")) && text.contains(word)),
                "{line}: {err}"
            );
        }
        assert_eq!(err.lines().count(), 3, "{err}");
        let (code, _, err) = run_command(cli_command(home.path()).args(["list", "--locale", locale]));
        let error = err.lines().find(|text| text.contains("config.toml:4"));
        assert!(code == 2 && error.is_some_and(|text| text.contains("`team.toml`") && text.contains(word)), "{err}");
    }
}

#[test]
fn the_default_file_lists_every_action_and_role() {
    let home = tempfile::tempdir().unwrap();
    let (_, text, _) = run_command(cli_command(home.path()).args(["config", "--default"]));
    let keymap = Keymap::builtin().unwrap();
    for name in keymap.action_names() {
        assert!(text.contains(&format!("\n# {name} = [")), "{name}");
    }
    for section in keymap.sections() {
        assert!(text.contains(&format!("\n# [keys.{}]", section.name)), "{}", section.name);
    }
    let (_, roles) = text.split_once("\n# A theme").unwrap();
    let roles: Vec<_> = roles.lines().skip(1).flat_map(|line| line.trim_start_matches('#').split(',')).collect();
    let names: Vec<_> = StyleRole::ALL.iter().map(|role| role.name()).collect();
    assert_eq!(roles.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect::<Vec<_>>(), names);
    // All of them may be uncommented.
    let (_, keys) = text.split_once("# [keys]\n").unwrap();
    let (keys, _) = keys.split_once("\n\n# A theme").unwrap();
    let keys: Vec<_> = keys.lines().map(|line| line.trim_start_matches("# ")).collect();
    let (config, diagnostics) = Config::parse("c", &format!("[keys]\n{}", keys.join("\n")));
    assert_eq!(diagnostics, []);
    let (merged, diagnostics) = Keymap::builtin().unwrap().with_overrides(&config.keys).unwrap();
    assert_eq!(diagnostics, []);
    for context in KeyContext::ALL {
        let actions =
            |keymap: &Keymap| keymap.bindings(context).into_iter().map(|(action, _)| action).collect::<Vec<_>>();
        assert_eq!(actions(&merged), actions(&keymap), "{context:?}");
    }
}

#[test]
fn an_unknown_role_of_a_theme_is_named_with_the_nearest_one() {
    let home = tempfile::tempdir().unwrap();
    write_config(home.path(), "themes/mine.toml", "[roles]\naccent = { fg = \"red\" }\nmutd = { fg = \"red\" }\n");
    let (_, _, err) = run_command(cli_command(home.path()).arg("config"));
    assert!(err.contains("mine.toml:3:1: unknown key `mutd`; did you mean `muted`?"), "{err}");
}
