//! `llm-tui check`: errors and warnings about catalogue files.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    fs,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A catalogue that follows every rule. It has two models because most rules
/// concern how models relate.
const VALID_CATALOG: &str = r#"[[benchmark]]
id = "mmlu"
name = { en = "MMLU", zh = "MMLU" }
url = "https://arxiv.org/abs/2009.03300"
description = { en = "Exam questions", zh = "考试题" }

[[model]]
id = "llama"
name = "LLaMA"
aliases = ["llama 1"]
stage = "base"
released = "2023-02-24"
open_weights = true
links = [
  { kind = "paper", url = "https://arxiv.org/abs/2302.13971" },
  { kind = "code", url = "https://github.com/meta/llama" },
]
sources = [{ url = "https://arxiv.org/abs/2302.13971", backs = ["released", "parameters"] }]
paper = { title = "LLaMA", authors = ["Hugo Touvron", "others"], year = 2023, arxiv = "2302.13971" }
license = { name = "LLaMA", url = "https://github.com/meta/llama/blob/main/LICENSE", commercial = "no" }
size = [{ name = "7B", parameters = "6.7B" }]
score = [{ benchmark = "mmlu", value = 35.1, source = "https://arxiv.org/abs/2302.13971" }]
insight = { en = "Public data alone", zh = "只用公开数据" }
added = "2023-08"

[[model]]
id = "opt"
name = "OPT"
aliases = ["opt 175b"]
stage = "base"
released = "2023-05"
open_weights = true
links = [{ kind = "checkpoint", url = "https://huggingface.co/meta/opt" }]
sources = [{ url = "https://huggingface.co/meta/opt", backs = ["released"] }]
license = { name = "OPT", url = "https://huggingface.co/meta/opt", commercial = "no" }
insight = { en = "Open logs", zh = "公开日志" }
added = "2023-08"

[[model.claim]]
field = "name"
status = "confirmed"
source = "https://huggingface.co/meta/opt"
note = { en = "So it is.", zh = "确实如此。" }
"#;

/// A text in [`VALID_CATALOG`], the text that replaces it so that only one rule
/// is broken, then the position and the message.
const VIOLATION_CASES: &str = r#"
-opt 175b
+OPT
29:12 the alias `OPT` is the name of `opt`; remove it [alias]
-opt 175b
+Llama 1
29:12 `Llama 1` also stands for `llama`; remove the alias from one of them [alias]
-"llama 1"
+"小", "Opt"
10:17 `Opt` also stands for `opt`; remove the alias from one of them [alias]
-2023-02-24
+2020-01
19:87 arXiv `2302.13971` is of 2023-02, but `llama` was released 2020-01; look whether it is the right paper (one comes at most 3 months before its model and 36 months after it) [arxiv-date]
-abs/2302.13971" },
+pdf/2302.00001v2" },
15:27 the link leads to arXiv `2302.00001`, but the paper is `2302.13971`; correct one of them [arxiv-link]
-source = "https://huggingface.co/meta/opt"
+by = "somebody"
39:1 a claim without a source is hearsay; add the `source` where it was checked [claim-source]
-"OPT", url = "https://huggingface.co/meta/opt"
+"OPT", url = "https://github.com/meta/llama/blob/main/LICENSE"
35:33 the license of `opt` is in the repository of `llama`; link its own text or card, or leave the url out [license-url]
-2023-05
+2023-01
27:6 `opt` stands after `llama`; models are ordered by stage, release and name: move one of them [order]
-authors = ["Hugo Touvron", "others"],
+authors = [],
19:38 the paper of `llama` has no `authors`; name the first three, then `others` [paper-authors]
-year = 2023
+year = 2022
19:73 the year 2022 does not fit arXiv `2302.13971` of 2023; correct one of them [paper-year]
-35.1
+351
22:40 a score of 351 is outside 0 to 100; write it as a percentage [score-range]
-"checkpoint", url = "https://huggingface.co/meta/opt"
+"paper", url = "https://arxiv.org/pdf/2302.13971v1.pdf"
33:34 `https://arxiv.org/pdf/2302.13971v1.pdf` is also a link of `llama`, which is not related to it; correct one of them, or name the parent [shared-link]
-, parameters = "6.7B"
+
21:9 variant `7B` of `llama` has no figure; add one, such as `parameters` [variant-figures]
-sources = [{ url = "https://huggingface.co/meta/opt", backs = ["released"] }]
+countries = ["US"]
26:1 `opt` has no `sources`; name the pages where it was checked [sources]
"#;

/// Each of the [`VIOLATION_CASES`]: the catalogue, the position, the message.
fn violation_cases() -> Vec<(String, &'static str, &'static str)> {
    let lines: Vec<_> = VIOLATION_CASES.lines().skip(1).collect();
    let cases = lines.chunks(3).map(|lines| {
        let (from, to) = (lines[0].strip_prefix('-').unwrap(), lines[1].strip_prefix('+').unwrap());
        let (position, message) = lines[2].split_once(' ').unwrap();
        (valid_catalog_with(from, to), position, message)
    });
    cases.collect()
}

/// A temporary directory in which the command runs.
struct TestDir(TempDir);

impl TestDir {
    fn with_files(files: &[(&str, &str)]) -> Self {
        let dir = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            fs::write(dir.0.path().join(name), text).unwrap();
        }
        dir
    }

    /// Runs a check: its exit code, standard output and standard error.
    fn run_check(&self, arguments: &[&str]) -> (i32, String, String) {
        let dir = self.0.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
        command.env_clear().env("HOME", dir).env("XDG_CONFIG_HOME", dir).env("XDG_STATE_HOME", dir);
        command.current_dir(dir).args(["check", "--locale", "en"]).args(arguments).stdin(Stdio::null());
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

/// [`VALID_CATALOG`] with one change.
fn valid_catalog_with(from: &str, to: &str) -> String {
    assert!(VALID_CATALOG.contains(from), "{from}");
    VALID_CATALOG.replacen(from, to, 1)
}

#[test]
fn the_builtin_catalogue_follows_every_rule() {
    let (code, out, err) = TestDir::with_files(&[]).run_check(&["--strict"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.ends_with(" entries, 0 errors, 0 warnings\n"), "{err}");
}

#[test]
fn a_valid_catalogue_has_no_diagnostics() {
    let related_models =
        "base_models = [\"llama\"]\nlinks = [{ kind = \"paper\", url = \"https://arxiv.org/abs/2302.13971\" }, {";
    for (from, to) in [
        ("", ""),
        // 36 months before the paper, or a year that contains that month.
        ("2023-02-24", "2020-02"),
        ("2023-02-24", "2020"),
        ("year = 2023", "year = 2025"),
        ("35.1", "100"),
        ("35.1", "0"),
        // Models of the same date are ordered by name.
        ("2023-05", "2023-02-24"),
        ("abs/2302.13971\" },", "pdf/2302.13971v1\" },"),
        // Related models may share a paper.
        ("links = [{", related_models),
    ] {
        let dir = TestDir::with_files(&[("a.toml", &valid_catalog_with(from, to))]);
        assert_eq!(
            dir.run_check(&["a.toml", "--strict"]),
            (0, String::new(), "2 entries, 0 errors, 0 warnings\n".to_owned()),
            "{to}"
        );
    }
}

#[test]
fn a_broken_rule_is_a_warning_or_an_error_if_strict() {
    for (text, position, message) in violation_cases() {
        let dir = TestDir::with_files(&[("a.toml", &text)]);
        let cases = [
            ("warning", 0, &["a.toml"][..], "2 entries, 0 errors, 1 warning\n"),
            ("error", 1, &["--strict", "a.toml"], "2 entries, 1 error, 0 warnings\n"),
        ];
        for (severity, code, arguments, count) in cases {
            let line = format!("a.toml:{position}: {severity}: {message}\n");
            assert_eq!(dir.run_check(arguments), (code, line, count.to_owned()));
        }
    }
    // In TOML the insight is required; in JSON it may be missing.
    let entry = r#"[{"id": "a", "name": "A", "stage": "base", "open_weights": true, "sources": ["https://a.b"]}]"#;
    let (code, out, _) = TestDir::with_files(&[("a.json", entry)]).run_check(&["a.json"]);
    let warning = "warning: `a` has no insight; say what was new and why it mattered [insight]";
    assert_eq!((code, out), (0, format!("a.json:1:2: {warning}\n")));
}

#[test]
fn errors_and_warnings_are_in_the_order_of_lines() {
    let text = format!("titel = \"A\"\n{}", valid_catalog_with("35.1", "351").replace("\"confirmed\"", "\"confirm\""));
    let (code, out, err) = TestDir::with_files(&[("a.toml", &text)]).run_check(&["a.toml"]);
    let expected = "\
a.toml:1:1: error: `titel` is not a key of the catalogue here; use one of origin, benchmark, organization, model, extension, update [value]
a.toml:23:40: warning: a score of 351 is outside 0 to 100; write it as a percentage [score-range]
a.toml:42:10: error: `confirm` is not a value of the catalogue here; did you mean `confirmed`? [value]
";
    assert_eq!((code, out.as_str(), err.as_str()), (1, expected, "1 entry, 2 errors, 1 warning\n"));
}

#[test]
fn diagnostics_can_be_printed_as_json() {
    let text = valid_catalog_with("35.1", "351").replace("[\"Hugo Touvron\", \"others\"]", "[\" \"]");
    let dir = TestDir::with_files(&[
        ("a.toml", &text),
        ("b.toml", &valid_catalog_with("35.1", "351")),
        ("valid.toml", VALID_CATALOG),
    ]);
    let (code, out, _) = dir.run_check(&["--format", "json", "a.toml", "b.toml"]);
    let expected = json!([
        {
            "file": "a.toml", "line": 19, "column": 39, "severity": "error", "rule": "text",
            "message": "an empty text says nothing; write one, or leave it out",
        },
        {
            "file": "b.toml", "line": 22, "column": 40, "severity": "warning", "rule": "score-range",
            "message": "a score of 351 is outside 0 to 100; write it as a percentage",
        },
    ]);
    assert_eq!((code, serde_json::from_str::<Value>(&out).unwrap()), (1, expected));
    let (code, out, _) = dir.run_check(&["--format", "json", "valid.toml"]);
    assert_eq!((code, out.as_str()), (0, "[]\n"));
}

#[test]
fn the_first_hundred_problems_are_listed_and_the_others_counted() {
    let entry = r#"{"id":"a","name":"A","stage":"base","open_weights":true,"sources":["https://a.b"]}"#;
    let array = format!("[{}]", [entry; 151].join(","));
    let dir = TestDir::with_files(&[("a.json", &array)]);
    let (code, out, err) = dir.run_check(&["a.json"]);
    assert_eq!((code, out.lines().count()), (1, 101), "100 errors and the warning that there is no insight");
    let last = format!("a.json:1:{}: error: the id `a` is taken", 2 + 100 * (entry.len() + 1) + r#"{"id":"#.len());
    assert!(out.lines().last().unwrap().starts_with(&last), "{out}");
    assert_eq!(err, "50 more problems not listed; `--format json` lists all\n1 entry, 150 errors, 1 warning\n");
    let (_, json, _) = dir.run_check(&["a.json", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&json).unwrap().len(), 151);
}

#[test]
fn each_file_is_checked_on_its_own() {
    let child = valid_catalog_with("links = [{", "base_models = [\"llama-2\"]\nlinks = [{");
    let parent = VALID_CATALOG.replace("\"llama\"", "\"llama-2\"");
    let dir = TestDir::with_files(&[("child.toml", &child), ("parent.toml", &parent), ("copy.toml", VALID_CATALOG)]);
    let (code, out, err) = dir.run_check(&["parent.toml", "child.toml", "copy.toml"]);
    let message = "base_model `llama-2` of `opt` is not in the catalogue; did you mean `llama`? [parent]";
    assert_eq!((code, out), (1, format!("child.toml:33:16: error: {message}\n")));
    assert_eq!(err, "6 entries, 1 error, 0 warnings\n");
}

#[test]
fn a_parent_names_a_variant_that_it_has() {
    let with_variant = |name| {
        let parents = format!("base_models = [{{ id = \"llama\", variant = \"{name}\" }}]\nlinks = [{{");
        valid_catalog_with("links = [{", &parents)
    };
    let dir = TestDir::with_files(&[("a.toml", &with_variant("7B")), ("b.toml", &with_variant("70B"))]);
    assert_eq!(dir.run_check(&["a.toml"]).0, 0);
    let message =
        "base_model `llama` of `opt` has no variant `70B`; name one of its variants, or leave the variant out";
    let (code, out, _) = dir.run_check(&["b.toml"]);
    assert_eq!((code, out), (1, format!("b.toml:33:16: error: {message} [parent]\n")));
}

#[cfg(unix)]
#[test]
fn a_named_pipe_of_lines_is_read_once() {
    let dir = TestDir::with_files(&[]);
    let pipe = dir.0.path().join("pipe.jsonl");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writer = std::thread::spawn(move || fs::write(pipe, "{\"id\":\"a\",\"name\":\"A\",\"stage\":\"base\"}\n"));
    let (code, out, err) = dir.run_check(&["pipe.jsonl"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}{err}");
    assert!(err.starts_with("1 entry, 0 errors"), "{err}");
    writer.join().unwrap().unwrap();
}

#[test]
fn a_missing_file_is_a_usage_error() {
    let (code, out, err) =
        TestDir::with_files(&[("valid.toml", VALID_CATALOG)]).run_check(&["valid.toml", "missing.toml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("llm-tui: cannot read `missing.toml`: "), "{err}");
}
