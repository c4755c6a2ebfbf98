//! `llm-tui check`: what a careful maintainer is told of catalogue files.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail loudly")]

use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A catalogue that keeps every rule. Two models, for most rules are about what
/// one has to do with another.
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
sources = ["https://arxiv.org/abs/2302.13971"]
paper = { title = "LLaMA", authors = ["Hugo Touvron", "others"], year = 2023, arxiv = "2302.13971" }
license = { name = "LLaMA", url = "https://github.com/meta/llama/blob/main/LICENSE", commercial = "no" }
size = [{ name = "7B", parameters = "6.7B" }]
score = [{ benchmark = "mmlu", value = 35.1, source = "https://arxiv.org/abs/2302.13971" }]
insight = { en = "Public data alone", zh = "只用公开数据" }

[[model]]
id = "opt"
name = "OPT"
aliases = ["opt 175b"]
stage = "base"
released = "2023-05"
open_weights = true
links = [{ kind = "checkpoint", url = "https://huggingface.co/meta/opt" }]
sources = ["https://huggingface.co/meta/opt"]
license = { name = "OPT", url = "https://huggingface.co/meta/opt", commercial = "no" }
insight = { en = "Open logs", zh = "公开日志" }

[[model.claim]]
field = "name"
status = "confirmed"
source = "https://huggingface.co/meta/opt"
note = { en = "So it is.", zh = "确实如此。" }
"#;

/// What to take out of [`KEEPS`], what to put there so that one rule alone is
/// broken, then the place and what is told.
const VIOLATION_CASES: &str = r#"
-opt 175b
+OPT
28:12 the alias `OPT` is the name of `opt`; remove it [alias]
-opt 175b
+Llama 1
28:12 `Llama 1` also stands for `llama`; remove the alias from one of them [alias]
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
37:1 a claim without a source is hearsay; add the `source` where it was checked [claim-source]
-"OPT", url = "https://huggingface.co/meta/opt"
+"OPT", url = "https://github.com/meta/llama/blob/main/LICENSE"
34:33 the license of `opt` is in the repository of `llama`; link its own text or card, or leave the url out [license-url]
-2023-05
+2023-01
26:6 `opt` stands after `llama`; models are ordered by stage, release and name: move one of them [order]
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
32:34 `https://arxiv.org/pdf/2302.13971v1.pdf` is also a link of `llama`, which is no relative; correct one of them, or name the parent [shared-link]
-, parameters = "6.7B"
+
21:9 size `7B` of `llama` has no figure; add `parameters` [size-figures]
-sources = ["https://huggingface.co/meta/opt"]
+countries = ["US"]
25:1 `opt` has no `sources`; name the pages where it was checked [sources]
"#;

/// Each of the [`BREACHES`]: the broken catalogue, the place, what is told.
fn violation_cases() -> Vec<(String, &'static str, &'static str)> {
    let lines: Vec<_> = VIOLATION_CASES.lines().skip(1).collect();
    let breaches = lines.chunks(3).map(|lines| {
        let (from, to) = (lines[0].strip_prefix('-').unwrap(), lines[1].strip_prefix('+').unwrap());
        let (place, told) = lines[2].split_once(' ').unwrap();
        (valid_catalog_with(from, to), place, told)
    });
    breaches.collect()
}

/// A folder of files, in which the command runs.
struct TestDir(TempDir);

impl TestDir {
    fn with_files(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            fs::write(folder.0.path().join(name), text).unwrap();
        }
        folder
    }

    /// How a check ends: its exit code, what it prints, what it says.
    fn run_check(&self, arguments: &[&str]) -> (i32, String, String) {
        let folder = self.0.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
        command.env_clear().env("HOME", folder).env("XDG_CONFIG_HOME", folder).env("XDG_STATE_HOME", folder);
        command.current_dir(folder).args(["check", "--locale", "en"]).args(arguments).stdin(Stdio::null());
        let output = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

/// [`KEEPS`] with one change.
fn valid_catalog_with(from: &str, to: &str) -> String {
    assert!(VALID_CATALOG.contains(from), "{from}");
    VALID_CATALOG.replacen(from, to, 1)
}

#[test]
fn the_builtin_catalogue_keeps_every_rule() {
    let (code, out, err) = TestDir::with_files(&[]).run_check(&["--strict"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.ends_with(" entries, 0 errors, 0 warnings\n"), "{err}");
}

#[test]
fn a_catalogue_that_keeps_every_rule_is_told_nothing() {
    let relatives =
        "base_models = [\"llama\"]\nlinks = [{ kind = \"paper\", url = \"https://arxiv.org/abs/2302.13971\" }, {";
    for (from, to) in [
        ("", ""),
        // 36 months before the paper, or in a year that has such a month.
        ("2023-02-24", "2020-02"),
        ("2023-02-24", "2020"),
        ("year = 2023", "year = 2025"),
        ("35.1", "100"),
        ("35.1", "0"),
        // The same release: the name decides.
        ("2023-05", "2023-02-24"),
        ("abs/2302.13971\" },", "pdf/2302.13971v1\" },"),
        // Relatives may share a paper.
        ("links = [{", relatives),
    ] {
        let told = TestDir::with_files(&[("a.toml", &valid_catalog_with(from, to))]).run_check(&["a.toml", "--strict"]);
        assert_eq!(told, (0, String::new(), "2 entries, 0 errors, 0 warnings\n".to_owned()), "{to}");
    }
}

#[test]
fn a_breach_of_a_rule_is_a_warning_or_in_a_strict_check_an_error() {
    for (text, place, told) in violation_cases() {
        let folder = TestDir::with_files(&[("a.toml", &text)]);
        let cases = [
            ("warning", 0, &["a.toml"][..], "2 entries, 0 errors, 1 warning\n"),
            ("error", 1, &["--strict", "a.toml"], "2 entries, 1 error, 0 warnings\n"),
        ];
        for (severity, code, arguments, count) in cases {
            let line = format!("a.toml:{place}: {severity}: {told}\n");
            assert_eq!(folder.run_check(arguments), (code, line, count.to_owned()));
        }
    }
    // In TOML the insight must be there; lists in JSON may lack it.
    let entry = r#"[{"id": "a", "name": "A", "stage": "base", "open_weights": true, "sources": ["https://a.b"]}]"#;
    let (code, out, _) = TestDir::with_files(&[("a.json", entry)]).run_check(&["a.json"]);
    let told = "warning: `a` has no insight; say what was new and why it mattered [insight]";
    assert_eq!((code, out), (0, format!("a.json:1:2: {told}\n")));
}

#[test]
fn every_rule_has_a_breach_here() {
    let (_, rules) = include_str!("../crates/llm-catalog/src/lint.rs").split_once("const RULES").unwrap();
    let (rules, _) = rules.split_once("];\n").unwrap();
    let rules: BTreeSet<_> = rules.split('"').skip(1).step_by(2).collect();
    let rule = |(.., told): (_, _, &'static str)| told.trim_end_matches(']').rsplit_once('[').unwrap().1;
    assert_eq!(rules, violation_cases().into_iter().map(rule).chain(["insight"]).collect());
}

#[test]
fn every_error_of_reading_is_told_among_the_warnings() {
    let text = format!("titel = \"A\"\n{}", valid_catalog_with("35.1", "351").replace("\"confirmed\"", "\"confirm\""));
    let (code, out, err) = TestDir::with_files(&[("a.toml", &text)]).run_check(&["a.toml"]);
    let expected = "\
a.toml:1:1: error: `titel` is not a key of the catalogue here; use one of origin, benchmark, organization, model, extension, update [value]
a.toml:23:40: warning: a score of 351 is outside 0 to 100; write it as a percentage [score-range]
a.toml:40:10: error: `confirm` is not a value of the catalogue here; did you mean `confirmed`? [value]
";
    assert_eq!((code, out.as_str(), err.as_str()), (1, expected, "1 entry, 2 errors, 1 warning\n"));
}

#[test]
fn what_is_found_can_be_told_as_json() {
    let text = valid_catalog_with("35.1", "351").replace("[\"Hugo Touvron\", \"others\"]", "[\" \"]");
    let folder = TestDir::with_files(&[
        ("a.toml", &text),
        ("b.toml", &valid_catalog_with("35.1", "351")),
        ("keeps.toml", VALID_CATALOG),
    ]);
    let (code, out, _) = folder.run_check(&["--format", "json", "a.toml", "b.toml"]);
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
    let (code, out, _) = folder.run_check(&["--format", "json", "keeps.toml"]);
    assert_eq!((code, out.as_str()), (0, "[]\n"));
}

#[test]
fn each_file_is_checked_by_itself() {
    let child = valid_catalog_with("links = [{", "base_models = [\"llama-2\"]\nlinks = [{");
    let parent = VALID_CATALOG.replace("\"llama\"", "\"llama-2\"");
    let folder =
        TestDir::with_files(&[("child.toml", &child), ("parent.toml", &parent), ("again.toml", VALID_CATALOG)]);
    let (code, out, err) = folder.run_check(&["parent.toml", "child.toml", "again.toml"]);
    let told = "base_model `llama-2` of `opt` is not in the catalogue; did you mean `llama`? [parent]";
    assert_eq!((code, out), (1, format!("child.toml:32:16: error: {told}\n")));
    assert_eq!(err, "6 entries, 1 error, 0 warnings\n");
}

#[test]
fn a_file_that_is_not_there_is_a_wrong_command() {
    let (code, out, err) =
        TestDir::with_files(&[("keeps.toml", VALID_CATALOG)]).run_check(&["keeps.toml", "missing.toml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("llm-tui: cannot read `missing.toml`: "), "{err}");
}
