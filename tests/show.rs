//! Tests of `show`, `open`, `completions`, `man` and the plain-text overview.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, fs};

use cli::{cli_command, run_command};

use llm_catalog::{Catalog, localized::Locale, write};
use llm_index::Column;
use llm_tui::{
    action::KeyContext,
    config::{keymap::Keymap, setting::Setting},
    i18n::Messages,
};

#[path = "support/cli.rs"]
mod cli;

/// Runs the command in English without a configuration and returns the exit code, standard output and standard
/// error.
fn run(variables: &[(&str, &str)], arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = cli_command(home.path());
    run_command(command.envs(variables.iter().copied()).args(["--locale", "en"]).args(arguments))
}

/// The output if the command succeeds without errors.
fn run_ok(arguments: &[&str]) -> String {
    let (code, out, err) = run(&[], arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// The error if the command exits with a code and prints nothing.
fn run_err(code: i32, arguments: &[&str]) -> String {
    let (actual, out, err) = run(&[], arguments);
    assert_eq!((actual, out.as_str()), (code, ""), "{arguments:?}: {err}");
    err
}

#[test]
fn an_entry_is_found_by_id_name_or_alias() {
    for (name, id) in [
        (&["t0"][..], "t0"),
        (&["GPT-J-6B"], "gpt-j"),
        (&["gpt", "j", "6b"], "gpt-j"),
        (&["LLaMA"], "llama"),
        (&["羊驼"], "llama"),
        (&["davinci"], "gpt-3"),
        (&["shippie"], "shippie"),
    ] {
        let out = run_ok(&[&["show", "--format", "json"], name].concat());
        let entry: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(entry["id"], id, "{name:?}");
    }
}

#[test]
fn an_unknown_name_suggests_the_closest() {
    assert!(run_err(1, &["show", "alpacca"]).contains("  alpaca "));
    assert!(run_err(1, &["open", "chinchlila", "--print"]).contains("Chinchilla"));
    run_err(1, &["show", "xyzzyq"]);
    run_err(1, &["show", ""]);
    run_err(2, &["show"]);
}

#[test]
fn text_has_the_insight_figures_and_full_links() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let llama = catalog.models().iter().find(|model| model.id.as_str() == "llama").unwrap();
    let out = run_ok(&["show", "llama"]);
    assert!(out.chars().all(|ch| ch == '\n' || !ch.is_control()), "{out:?}");
    let unwrapped = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [&llama.insight.as_ref().unwrap().en, "LLaMA", "65.2B", "1.4T tokens", "62.1", "2023-02-24"] {
        assert!(unwrapped.contains(text), "{text} is not in:\n{out}");
    }
    for link in &llama.links {
        assert!(link.url.as_str().starts_with("https://"));
        assert!(out.lines().any(|line| line.ends_with(link.url.as_str())), "{} is not in:\n{out}", link.url);
    }
}

#[test]
fn markdown_has_a_heading_and_every_link() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let llama = catalog.models().iter().find(|model| model.id.as_str() == "llama").unwrap();
    let out = run_ok(&["show", "llama", "--format", "markdown"]);
    assert!(out.starts_with("## [LLaMA](https://"), "{out}");
    for link in &llama.links {
        assert!(out.contains(&format!("]({})\n", link.url)), "{} is not in:\n{out}", link.url);
    }
}

#[test]
fn toml_output_parses_to_the_same_entry() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let benchmarks =
        write::CatalogContents { benchmarks: &catalog.meta().benchmarks, ..write::CatalogContents::default() }
            .to_toml();
    let llama = catalog.models().iter().find(|model| model.id.as_str() == "llama").unwrap();
    let out = run_ok(&["show", "llama", "--format", "toml"]);
    let parsed = Catalog::parse("show.toml", &format!("{benchmarks}\n{out}")).unwrap();
    assert_eq!(parsed.models(), std::slice::from_ref(llama));
}

/// Parses a single BibTeX entry to its type, key and fields. Like BibTeX, it counts escaped braces too.
fn parse_bibtex_entry(text: &str) -> Option<(&str, &str, BTreeMap<&str, &str>)> {
    let (kind, rest) = text.strip_prefix('@')?.split_once('{')?;
    let (key, rest) = rest.strip_suffix("\n}\n")?.split_once(",\n")?;
    let mut fields = BTreeMap::new();
    for line in rest.lines() {
        let (name, value) = line.strip_prefix("  ")?.split_once(" = {")?;
        let value = value.strip_suffix("},")?;
        let mut depth = 0_usize;
        for ch in value.chars() {
            depth = match ch {
                '{' => depth + 1,
                '}' => depth.checked_sub(1)?,
                _ => depth,
            };
        }
        let is_new = fields.insert(name, value).is_none();
        (depth == 0 && is_new && !value.is_empty()).then_some(())?;
    }
    Some((kind, key, fields))
}

/// True if a text has a TeX special character that is not escaped.
fn has_unescaped_tex_chars(text: &str) -> bool {
    let before = std::iter::once(' ').chain(text.chars());
    before.zip(text.chars()).any(|(before, ch)| "&%$#_~^".contains(ch) && before != '\\')
}

#[test]
fn every_model_has_a_bibtex_entry() {
    for model in llm_tui::builtin::catalog().unwrap().models() {
        let id = model.id.as_str();
        let out = run_ok(&["show", id, "--format", "bibtex"]);
        let Some((kind, key, fields)) = parse_bibtex_entry(&out) else { panic!("not BibTeX:\n{out}") };
        assert_eq!(key, id);
        assert_eq!(kind, "misc", "{out}");
        let has_field = |name: &str| fields.contains_key(name);
        assert!(["title", "author", "year", "url"].into_iter().all(has_field), "{out}");
        assert!(["title", "author"].iter().all(|name| !has_unescaped_tex_chars(fields[name])), "{out}");
        assert!(fields["url"].starts_with("https://"), "{out}");
        assert!(fields["year"].len() == 4 && fields["year"].parse::<u16>().is_ok(), "{out}");
        assert_eq!(has_field("eprint"), fields.get("archivePrefix") == Some(&"arXiv"), "{out}");
    }
}

#[test]
fn tex_special_characters_are_escaped() {
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    fs::write(&file, include_str!("fixtures/small.toml").replace("LLaMA", "a_b & {5%")).unwrap();
    let path = file.path().to_str().unwrap();
    let out = run_ok(&["--catalog", path, "show", "llama", "--format", "bibtex"]);
    assert!(out.contains("title = {{a\\_b \\& \\textbraceleft{}5\\%}},"), "{out}");
}

#[test]
fn a_link_is_selected_by_kind() {
    let checkpoint = "https://github.com/meta-llama/llama/tree/llama_v1\n";
    assert_eq!(run_ok(&["open", "llama", "checkpoint", "--print"]), checkpoint);
    assert_eq!(run_ok(&["open", "llama", "--print"]), "https://arxiv.org/abs/2302.13971\n");
    assert_eq!(run_ok(&["open", "llama"]), "https://arxiv.org/abs/2302.13971\n", "without a browser");
    let err = run_err(1, &["open", "llama", "demo"]);
    assert!(err.contains("`llama` has no link `demo`") && err.contains("available: `paper`, `checkpoint`"), "{err}");
    run_err(2, &["open", "llama", "papers"]);
}

#[test]
#[cfg(unix)]
fn a_link_opens_in_the_configured_browser() {
    let folder = tempfile::tempdir().unwrap();
    let [script, record] = ["browser", "record"].map(|name| folder.path().join(name));
    // Renamed when complete, so that the test never reads a partial file.
    let lines = "printf '%s\\n' \"$#\" \"$1\" > \"$0.part\"\nmv \"$0.part\" \"${0%browser}record\"\n";
    fs::write(&script, lines).unwrap();
    let browser = format!("/bin/sh {}", script.display());
    let (code, out, err) = run(&[("BROWSER", &browser), ("PATH", "/usr/bin:/bin")], &["open", "llama"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("arxiv.org/abs/2302.13971") && out.lines().count() == 1, "{out}");
    // The browser outlives the program.
    let tries = std::iter::repeat_with(|| fs::read_to_string(&record));
    let paused = tries.take(2_000).inspect(|text| {
        if text.is_err() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    });
    assert_eq!(paused.flatten().next().unwrap(), "1\nhttps://arxiv.org/abs/2302.13971\n");
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let out = run_ok(&["completions", shell]);
        assert!(["show", "list", "completions", "--catalog"].iter().all(|word| {
            // Fish scripts have options without dashes.
            out.contains(word) || out.contains(word.trim_start_matches('-'))
        }));
        // The generator omits argument values for elvish and PowerShell.
        let names_ids = ["bash", "fish", "zsh"].contains(&shell);
        assert!(!names_ids || ["gpt-neox-20b", "llama"].iter().all(|id| out.contains(id)), "{shell}");
    }
    assert!(run_err(2, &["completions", "tcsh"]).contains("tcsh"));
}

#[test]
fn the_manual_page_has_all_columns_and_keys() {
    let page = run_ok(&["man"]).replace("\\-", "-");
    let (_, columns) = page.split_once("\n.SH COLUMNS\n").unwrap();
    let (columns, keys) = columns.split_once("\n.SH KEYS\n").unwrap();
    for column in Column::ALL {
        assert!(columns.contains(&format!("\\fB{}\\fR\n", column.key())), "{}", column.key());
    }
    let actions = Keymap::builtin().unwrap().bindings(KeyContext::List);
    let count = keys.split("\n.SH ").next().unwrap().matches(".TP").count();
    assert_eq!(count, actions.len());
    assert!(keys.contains("\\fBEnter\\fR\n") && page.contains("--sort"), "{keys}");
}

#[test]
fn the_overview_accepts_query_and_tab_but_not_select() {
    let titles = |arguments: &[&str]| -> Vec<String> {
        let out = run_ok(arguments);
        let titles = out.lines().filter(|line| !line.is_empty() && !line.starts_with(' '));
        titles.filter_map(|title| Some(title.split_once(" (")?.0.to_owned())).collect()
    };
    assert_eq!(titles(&["--tab", "sft"]), ["SFT"]);
    assert_eq!(titles(&["--query", "stage:rlhf"]), ["RLHF"]);
    assert!(run_ok(&["--query", "id:stackllama"]).starts_with("RLHF (1)\n"));
    assert!(run_err(1, &["--query", "xyzzyq"]).contains("no matches for `xyzzyq`"));
    assert!(run_err(2, &["--query", "opne:yes"]).contains("did you mean `open`?"));
    assert!(run_err(2, &["--select", "llama"]).contains("llm-tui show"));
    assert!(run_err(2, &["--query", "llama", "list"]).contains("before a command"));
}

#[test]
fn the_manual_page_names_the_configuration_the_variables_and_the_files() {
    let page = run_ok(&["man"]).replace("\\-", "-");
    for setting in Setting::ALL {
        assert!(
            page.contains(&format!("\\fB{}\\fR\n", setting.name())) && page.contains(&setting.env_name()),
            "{setting:?}"
        );
    }
    for word in ["VISUAL, EDITOR", "llm-tui/config.toml", "themes/NAME.toml", "catalog.d/", "llm-tui/visit"] {
        assert!(page.contains(word), "{word}");
    }
    assert!(page.contains("Memory: amounts of memory, such as 24gb"), "{page}");
    // Each table has its own help, and "this file" would be the page.
    let texts = &Messages::get(Locale::En).config;
    for (table, help) in [("catalogs", texts.catalogs_help), ("queries", texts.queries_help), ("keys", texts.keys_help)]
    {
        let help = help.split_once('`').map_or(help, |(start, _)| start);
        assert!(page.contains(&format!("\\fB{table}\\fR\n{help}")), "{table}: {page}");
    }
    let keys = page.split_once("\n.SH CONFIGURATION\n").and_then(|(_, rest)| rest.split("\n.SH ").next()).unwrap();
    assert!(!keys.contains("this file") && page.contains("LLM_TUI_AMBIGUOUS_WIDE is ambiguous-wide."), "{page}");
}

#[test]
fn help_is_not_broken_within_its_lines() {
    for command in ["export", "diff", "list", "news", "tree", "config", "import"] {
        let help = run_ok(&[command, "--help"]);
        let (_, notes) = help.split_once("Examples:").unwrap_or_default();
        let long: Vec<_> = notes.lines().filter(|line| !line.starts_with(' ') && line.chars().count() > 80).collect();
        assert!(long.is_empty(), "{command}: {long:?}");
    }
}

#[test]
fn the_values_of_options_are_completed() {
    let script = run_ok(&["completions", "bash"]);
    let languages = Locale::ALL.map(|locale| ("locale", locale.tag()));
    for (option, value) in languages.into_iter().chain([
        ("theme", "nord"),
        ("benchmark", "mmlu"),
        ("sort", "params"),
        ("columns", "params"),
        ("select", "llama"),
    ]) {
        let pattern = format!("--{option})");
        let arms = script.split(&pattern).skip(1);
        let values: Vec<_> = arms.filter_map(|arm| arm.lines().nth(1)).collect();
        assert!(
            !values.is_empty()
                && values
                    .iter()
                    .all(|line| line.contains(&format!(" {value}")) || line.contains(&format!("\"{value} "))),
            "{option}: {values:?}"
        );
    }
}
