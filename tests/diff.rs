//! `llm-tui diff`: what changed between two catalogues.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use cli::{cli_command, run_command};
use random::{SplitMix, rounds};
use serde_json::{Value, json};
use tempfile::TempDir;

use llm_catalog::{Catalog, EntryRef, write};
use llm_tui::diff::{CatalogDiff, changed_fields};

#[path = "support/cli.rs"]
mod cli;
#[expect(dead_code, reason = "other tests use more of it")]
#[path = "support/random.rs"]
mod random;

const OLD: &str = r#"[[model]]
id = "alpha"
name = "Alpha"
stage = "base"
organizations = ["Lab"]
released = "2024-01-02"
context = 2048
open_weights = true
aliases = ["alpha 1"]
links = [{ kind = "code", url = "https://example.org/alpha" }]
license = { name = "MIT" }
insight = { en = "Alpha is a model.", zh = "Alpha 是一个模型。" }

[[model.variant]]
name = "7B"
parameters = "7B"

[[model]]
id = "beta-old"
name = "Beta"
stage = "base"
open_weights = true
links = [{ kind = "code", url = "https://example.org/beta" }]
insight = { en = "Beta is a model.", zh = "Beta 是一个模型。" }

[[model]]
id = "gone"
name = "Gone"
stage = "sft"
open_weights = false
insight = { en = "Gone is a model.", zh = "Gone 是一个模型。" }
"#;

/// [`OLD`] with a context, a license, a variant, an insight, an id and an entry changed.
fn new_catalog() -> String {
    let (kept, _) = OLD.split_once("[[model]]\nid = \"gone\"").unwrap();
    let changes = [
        ("context = 2048", "context = 4096"),
        ("{ name = \"MIT\" }", "{ name = \"MIT\", spdx = \"MIT\" }"),
        ("parameters = \"7B\"\n", "parameters = \"7B\"\n\n[[model.variant]]\nname = \"70B\"\nparameters = \"70B\"\n"),
        ("Alpha is a model.", "Alpha is a model that was trained on a great deal of text, and its weights are open."),
        ("id = \"beta-old\"", "id = \"beta\""),
    ];
    let text = changes.into_iter().fold(kept.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    text + r#"[[model]]
id = "gamma"
name = "Gamma"
summary = { en = "A model with a * in its summary", zh = "简介含 * 的模型" }
stage = "sft"
organizations = ["Lab"]
released = "2026-11"
open_weights = true
links = [{ kind = "checkpoint", url = "https://example.org/gamma" }]
insight = { en = "Gamma is a model.", zh = "Gamma 是一个模型。" }

[[benchmark]]
id = "mmlu"
name = { en = "MMLU", zh = "MMLU" }
url = "https://example.org/mmlu"
description = { en = "Questions.", zh = "问答。" }
"#
}

fn catalogs() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("old.toml"), OLD).unwrap();
    fs::write(dir.path().join("new.toml"), new_catalog()).unwrap();
    dir
}

fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    run_command(cli_command(dir).current_dir(dir).arg("diff").args(args))
}

#[test]
fn what_changed_is_told_by_entry_and_field() {
    let dir = catalogs();
    let (code, out, err) = run(dir.path(), &["old.toml", "new.toml"]);
    let expected = "\
Added
  + gamma  Gamma · Lab · 2026-11
  + benchmark mmlu  MMLU

Removed
  - gone  Gone

Renamed
  beta-old -> beta  Beta

Changed
  alpha  Alpha
      context: 2048 -> 4096
      + license.spdx: MIT
      + variant[70B]: parameters 70B
      insight.en:
        - Alpha is a model.
        + Alpha is a model that was trained on a great deal of text, and its weights are open.

2 added, 1 removed, 1 renamed, 1 changed
";
    assert_eq!((code, out.as_str(), err.as_str()), (0, expected, ""));
}

#[test]
fn a_release_note_is_markdown() {
    let dir = catalogs();
    let (_, out, _) = run(dir.path(), &["old.toml", "new.toml", "--format", "markdown", "--locale", "zh"]);
    let expected = r"### 新增

- [Gamma](https://example.org/gamma) (Lab, 2026-11): 简介含 \* 的模型
- 评测 MMLU

### 删除

- Gone

### 更名

- **Beta** (`beta-old` -> `beta`)

### 修改

- **Alpha** (`alpha`)
  - `context`: 2048 -> 4096
  - `license.spdx`: 新增：MIT
  - `variant[70B]`: 新增：parameters 70B
  - `insight.en`: Alpha is a model. -> Alpha is a model that was trained on a great deal of text, and its weights are open.
";
    assert_eq!(out, expected);
}

#[test]
fn programs_read_old_and_new_values() {
    let dir = catalogs();
    let (_, out, _) = run(dir.path(), &["old.toml", "new.toml", "--format", "json"]);
    let diff: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(diff["added"][0]["kind"], "model");
    assert_eq!(diff["added"][0]["value"]["released"], "2026-11");
    assert_eq!(diff["removed"][0]["id"], "gone");
    assert_eq!(
        diff["renamed"],
        json!([{ "kind": "model", "id": "beta", "old_id": "beta-old", "name": "Beta", "fields": [] }])
    );
    let fields = &diff["changed"][0]["fields"];
    assert_eq!(fields[0], json!({ "path": "context", "old": 2048, "new": 4096 }));
    assert_eq!(fields[2], json!({ "path": "variant[70B]", "new": { "name": "70B", "parameters": "70B" } }));
}

#[test]
fn the_exit_code_tells_a_difference_only_if_asked() {
    let dir = catalogs();
    assert_eq!(run(dir.path(), &["old.toml", "new.toml"]).0, 0);
    assert_eq!(run(dir.path(), &["old.toml", "new.toml", "--exit-code"]).0, 1);
    assert_eq!(run(dir.path(), &["old.toml", "old.toml", "--exit-code"]), (0, "no difference\n".into(), String::new()));
    let (code, out, err) = run(dir.path(), &["old.toml", "missing.toml", "--exit-code"]);
    assert!(code == 2 && out.is_empty() && err.contains("missing.toml"), "{err}");
    let (code, _, err) = run(dir.path(), &["-", "-"]);
    assert!(code == 2 && err.contains("standard input"), "{err}");
}

#[test]
fn the_builtin_catalogue_is_the_new_one_by_default() {
    let dir = catalogs();
    assert_eq!(run(dir.path(), &["builtin"]), (0, "no difference\n".into(), String::new()));
    let (_, out, _) = run(dir.path(), &["old.toml", "--format", "json"]);
    let diff: Value = serde_json::from_str(&out).unwrap();
    assert!(diff["added"].as_array().unwrap().len() > 700 && diff["removed"].as_array().unwrap().len() == 3);
    fs::write(dir.path().join("over.toml"), OLD).unwrap();
    let (_, out, _) = run(dir.path(), &["builtin", "over.toml", "--builtin"]);
    assert!(out.ends_with("\n3 added, 0 removed, 0 renamed, 0 changed\n"), "{out}");
}

#[test]
fn exported_entries_are_compared_without_what_they_refer_to() {
    let dir = catalogs();
    let entry = |id: &str| {
        format!(
            "{{\"id\":\"{id}\",\"name\":\"{id}\",\"stage\":\"base\",\"base_models\":[\"none\"],\
             \"score\":[{{\"benchmark\":\"none\",\"value\":1,\"source\":\"https://example.org\"}}]}}"
        )
    };
    fs::write(dir.path().join("all.json"), format!("[{},{}]", entry("a"), entry("b"))).unwrap();
    fs::write(dir.path().join("less.json"), format!("[{}]", entry("a"))).unwrap();
    let (code, out, err) = run(dir.path(), &["all.json", "less.json"]);
    assert!(code == 0 && out.ends_with("\n0 added, 1 removed, 0 renamed, 0 changed\n"), "{out}{err}");
    let (code, _, err) = run(dir.path(), &["all.json", "less.json", "--catalog", "all.json"]);
    assert!(code == 2 && err.contains("`diff` takes its catalogues as arguments"), "{err}");
}

#[test]
fn a_new_id_is_a_rename_only_if_no_other_entry_has_the_name_and_the_links() {
    let entry = |id: &str, url: &str| {
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"Same\"\nstage = \"base\"\nopen_weights = true\n{url}\
             insight = {{ en = \"e\", zh = \"中\" }}\n"
        )
    };
    let link = "links = [{ kind = \"code\", url = \"https://example.org\" }]\n";
    let counts = |old: &[(&str, &str)], new: &[(&str, &str)]| {
        let text = |entries: &[(&str, &str)]| entries.iter().map(|(id, url)| entry(id, url)).collect::<String>();
        let (old, new) = (Catalog::parse("a", &text(old)).unwrap(), Catalog::parse("b", &text(new)).unwrap());
        let diff = CatalogDiff::new(&old, &new);
        (diff.added.len(), diff.removed.len(), diff.renamed.len())
    };
    assert_eq!(counts(&[("a", link)], &[("b", link)]), (0, 0, 1));
    assert_eq!(counts(&[("a", "")], &[("b", "")]), (1, 1, 0));
    assert_eq!(counts(&[("a", link)], &[("b", link), ("c", link)]), (2, 1, 0));
    assert_eq!(counts(&[("a", link), ("d", link)], &[("b", link)]), (1, 2, 0));
}

fn builtin_models() -> Vec<Value> {
    let catalog = Catalog::read(Path::new("catalog.toml")).unwrap();
    catalog.models().iter().map(|model| write::to_json_compact(&EntryRef::Model(model))).collect()
}

/// The path of a random value that has no parts, as keys and positions.
fn random_leaf(value: &Value, random: &mut SplitMix) -> Vec<String> {
    let (key, child) = match value {
        Value::Object(map) => map.iter().nth(random.below(map.len())).map(|(key, value)| (key.clone(), value)).unwrap(),
        Value::Array(items) if !items.is_empty() => {
            let idx = random.below(items.len());
            (idx.to_string(), &items[idx])
        }
        _ => return Vec::new(),
    };
    [vec![key], random_leaf(child, random)].concat()
}

#[test]
fn a_changed_value_is_reported_at_its_key_and_nothing_else() {
    let (models, mut random) = (builtin_models(), SplitMix(18));
    for _ in 0..rounds(500, 100_000) {
        let old = &models[random.below(models.len())];
        assert_eq!(changed_fields(old, old), []);
        let path = random_leaf(old, &mut random);
        let mut new = old.clone();
        *new.pointer_mut(&format!("/{}", path.join("/"))).unwrap() = json!("another value");
        let (changes, back) = (changed_fields(old, &new), changed_fields(&new, old));
        assert!(!changes.is_empty(), "{path:?}");
        for change in &changes {
            let key = change.path.split(['.', '[']).next();
            assert_eq!(key, path.first().map(String::as_str), "{change:?}");
        }
        // A value that identifies no element is one change, at its key.
        let leaf = path.iter().rev().find(|key| key.parse::<usize>().is_err()).unwrap();
        if ["value", "context", "parameters", "released", "layers", "hidden", "en", "zh"].contains(&leaf.as_str()) {
            let [change] = changes.as_slice() else { panic!("{path:?} {changes:?}") };
            assert!(change.path.ends_with(leaf), "{path:?} {change:?}");
        }
        // A changed key of an element is an element fewer and one more, and another with the same key counts again.
        assert!(changes.len() <= 3, "{changes:?}");
        assert_eq!(changes.len(), back.len(), "{changes:?} {back:?}");
    }
}

#[test]
fn different_entries_differ_in_both_directions() {
    let models = builtin_models();
    for pair in models.windows(2) {
        let paths = |old, new| {
            let mut paths: Vec<_> = changed_fields(old, new).into_iter().map(|field| field.path).collect();
            paths.sort_unstable();
            paths
        };
        let (there, back) = (paths(&pair[0], &pair[1]), paths(&pair[1], &pair[0]));
        assert!(!there.is_empty());
        assert_eq!(there, back);
    }
}
