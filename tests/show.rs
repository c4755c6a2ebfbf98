//! One entry and what surrounds it, as a shell runs it: `show`, `open`, the
//! completions, the manual page, the overview.
#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, Stdio},
};

use llm_catalog::{Catalog, write};
use llm_index::Column;
use llm_tui::{action::KeyContext, config::keymap::Keymap};

/// The command in English, in the home of a person who has set nothing:
/// its exit code, what it prints, what it says.
fn run(variables: &[(&str, &str)], arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().env("HOME", home.path()).env("XDG_CONFIG_HOME", home.path().join("config"));
    command.env("XDG_STATE_HOME", home.path().join("state")).envs(variables.iter().copied());
    let output = command.args(["--locale", "en"]).args(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// What it prints where it has nothing to complain of.
fn run_ok(arguments: &[&str]) -> String {
    let (code, out, err) = run(&[], arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// What it says where it ends with a code and prints nothing.
fn run_err(code: i32, arguments: &[&str]) -> String {
    let (ended, out, err) = run(&[], arguments);
    assert_eq!((ended, out.as_str()), (code, ""), "{arguments:?}: {err}");
    err
}

#[test]
fn an_entry_is_named_by_its_id_its_name_another_spelling_or_the_only_match() {
    for (name, id) in [
        (&["t0"][..], "t0"),
        (&["GPT-J-6B"], "gpt-j"),
        (&["gpt", "j", "6b"], "gpt-j"),
        (&["LLaMA"], "llama"),
        (&["羊驼"], "llama"),
        (&["davinci"], "gpt-3"),
        (&["bayl"], "bayling"),
        (&["shippie"], "shippie"),
    ] {
        let out = run_ok(&[&["show", "--format", "json"], name].concat());
        let entry: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(entry["id"], id, "{name:?}");
    }
}

#[test]
fn a_name_that_may_mean_several_is_refused_with_their_ids() {
    for command in ["show", "open"] {
        let err = run_err(2, &[command, "mini"]);
        let ids: Vec<_> = err.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
        assert!(ids.len() == 11, "{err}");
        assert!(
            err.starts_with("llm-tui: `mini` may mean several entries") && err.trim_end().ends_with("more"),
            "{err}"
        );
    }
}

#[test]
fn a_name_that_means_nothing_is_told_with_the_nearest() {
    assert!(run_err(1, &["show", "alpacca"]).contains("did you mean `Alpaca`"));
    assert!(run_err(1, &["open", "chinchlila", "--print"]).contains("Chinchilla"));
    run_err(1, &["show", "xyzzyq"]);
    run_err(1, &["show", ""]);
    run_err(2, &["show"]);
}

#[test]
fn text_holds_the_insight_the_figures_and_whole_links() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let llama = catalog.models().iter().find(|model| model.id.as_str() == "llama").unwrap();
    let out = run_ok(&["show", "llama"]);
    assert!(out.chars().all(|sign| sign == '\n' || !sign.is_control()), "{out:?}");
    let flowing = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [&llama.insight.as_ref().unwrap().en, "LLaMA", "65.2B", "1.4T tokens", "62.1", "2023-02-24"] {
        assert!(flowing.contains(text), "{text} is not in:\n{out}");
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
fn toml_reads_as_the_same_entry() {
    let catalog = llm_tui::builtin::catalog().unwrap();
    let benchmarks =
        write::CatalogContents { benchmarks: &catalog.meta().benchmarks, ..write::CatalogContents::default() }
            .to_toml();
    let llama = catalog.models().iter().find(|model| model.id.as_str() == "llama").unwrap();
    let out = run_ok(&["show", "llama", "--format", "toml"]);
    let again = Catalog::parse("again", &format!("{benchmarks}\n{out}")).unwrap();
    assert_eq!(again.models(), std::slice::from_ref(llama));
}

/// The kind, key and fields of the one entry of a bibliography. As BibTeX
/// does, it counts every brace, also one behind a backslash.
fn parse_bibtex_entry(text: &str) -> Option<(&str, &str, BTreeMap<&str, &str>)> {
    let (kind, rest) = text.strip_prefix('@')?.split_once('{')?;
    let (key, rest) = rest.strip_suffix("\n}\n")?.split_once(",\n")?;
    let mut fields = BTreeMap::new();
    for line in rest.lines() {
        let (name, value) = line.strip_prefix("  ")?.split_once(" = {")?;
        let value = value.strip_suffix("},")?;
        let mut depth = 0_usize;
        for sign in value.chars() {
            depth = match sign {
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

/// Whether a sign that means something to TeX stands in a text as it is.
fn has_unescaped_tex_chars(text: &str) -> bool {
    let before = std::iter::once(' ').chain(text.chars());
    before.zip(text.chars()).any(|(before, sign)| "&%$#_~^".contains(sign) && before != '\\')
}

#[test]
fn every_model_can_be_cited() {
    for model in llm_tui::builtin::catalog().unwrap().models() {
        let id = model.id.as_str();
        let out = run_ok(&["show", id, "--format", "bibtex"]);
        let Some((kind, key, fields)) = parse_bibtex_entry(&out) else { panic!("this is no BibTeX:\n{out}") };
        assert_eq!(key, id);
        assert_eq!(kind, "misc", "{out}");
        let is_there = |name: &str| fields.contains_key(name);
        assert!(["title", "author", "year", "url"].into_iter().all(is_there), "{out}");
        assert!(["title", "author"].iter().all(|name| !has_unescaped_tex_chars(fields[name])), "{out}");
        assert!(fields["url"].starts_with("https://"), "{out}");
        assert!(fields["year"].len() == 4 && fields["year"].parse::<u16>().is_ok(), "{out}");
        assert_eq!(is_there("eprint"), fields.get("archivePrefix") == Some(&"arXiv"), "{out}");
    }
}

#[test]
fn signs_that_mean_something_to_tex_are_escaped() {
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    fs::write(&file, include_str!("fixtures/small.toml").replace("LLaMA", "a_b & {5%")).unwrap();
    let path = file.path().to_str().unwrap();
    let out = run_ok(&["--catalog", path, "show", "llama", "--format", "bibtex"]);
    assert!(out.contains("title = {{a\\_b \\& \\textbraceleft{}5\\%}},"), "{out}");
}

#[test]
fn a_link_is_printed_by_its_kind() {
    let checkpoint = "https://github.com/facebookresearch/llama/tree/llama_v1\n";
    assert_eq!(run_ok(&["open", "llama", "checkpoint", "--print"]), checkpoint);
    assert_eq!(run_ok(&["open", "llama", "--print"]), "https://arxiv.org/abs/2302.13971\n");
    assert_eq!(run_ok(&["open", "llama"]), "https://arxiv.org/abs/2302.13971\n", "there is no browser");
    let err = run_err(1, &["open", "llama", "demo"]);
    assert!(err.contains("`llama` has no link `demo`") && err.contains("it has `paper`, `checkpoint`"), "{err}");
    run_err(2, &["open", "llama", "papers"]);
}

#[test]
#[cfg(unix)]
fn a_link_opens_in_the_browser_of_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let [script, record] = ["browser", "record"].map(|name| folder.path().join(name));
    // The record is there once it is whole.
    let lines = "printf '%s\\n' \"$#\" \"$1\" > \"$0.part\"\nmv \"$0.part\" \"${0%browser}record\"\n";
    fs::write(&script, lines).unwrap();
    let browser = format!("/bin/sh {}", script.display());
    let (code, out, err) = run(&[("BROWSER", &browser), ("PATH", "/usr/bin:/bin")], &["open", "llama"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("arxiv.org/abs/2302.13971") && out.lines().count() == 1, "{out}");
    // The browser goes on without the program.
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
            // Fish writes options without their dashes.
            out.contains(word) || out.contains(word.trim_start_matches('-'))
        }));
        // The generator knows no values of arguments for the other two.
        let names_ids = ["bash", "fish", "zsh"].contains(&shell);
        assert!(!names_ids || ["gpt-neox-20b", "llama"].iter().all(|id| out.contains(id)), "{shell}");
    }
    assert!(run_err(2, &["completions", "tcsh"]).contains("tcsh"));
}

#[test]
fn the_manual_page_has_every_column_and_every_key() {
    let page = run_ok(&["man"]).replace("\\-", "-");
    let (_, columns) = page.split_once("\n.SH COLUMNS\n").unwrap();
    let (columns, keys) = columns.split_once("\n.SH KEYS\n").unwrap();
    for column in Column::ALL {
        assert!(columns.contains(&format!("\\fB{}\\fR\n", column.key())), "{}", column.key());
    }
    let actions = Keymap::builtin().unwrap().bindings(KeyContext::List);
    let told = keys.split("\n.SH ").next().unwrap().matches(".TP").count();
    assert_eq!(told, actions.len());
    assert!(keys.contains("\\fBEnter\\fR\n") && page.contains("--sort"), "{keys}");
}

#[test]
fn the_overview_takes_a_query_and_a_tab_but_no_entry() {
    let titles = |arguments: &[&str]| -> Vec<String> {
        let out = run_ok(arguments);
        let titles = out.lines().filter(|line| !line.is_empty() && !line.starts_with(' '));
        titles.filter_map(|title| Some(title.split_once(" (")?.0.to_owned())).collect()
    };
    assert_eq!(titles(&["--tab", "sft"]), ["SFT"]);
    assert_eq!(titles(&["--query", "stage:rlhf"]), ["RLHF"]);
    assert!(run_ok(&["--query", "id:stackllama"]).starts_with("RLHF (1)\n"));
    assert!(run_err(1, &["--query", "xyzzyq"]).contains("nothing matches `xyzzyq`"));
    assert!(run_err(2, &["--query", "opne:yes"]).contains("did you mean `open`?"));
    assert!(run_err(2, &["--select", "llama"]).contains("llm-tui show"));
    assert!(run_err(2, &["--query", "llama", "list"]).contains("before a command"));
}
