//! Catalogue files in every format, and merging them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use llm_catalog::{Catalog, CatalogFile, Diagnostics, write};

/// A catalogue with two models, `llama` and `alpaca`.
const SMALL_CATALOG: &str = include_str!("fixtures/small.toml");

/// A JSON entry with only the required keys.
const MINIMAL_ENTRY: &str = r#"{"id": "tiny", "name": "Tiny", "stage": "base", "open_weights": true}"#;

/// A temporary home directory in which the command runs.
struct TestHome(TempDir);

impl TestHome {
    fn with_files(files: &[(&str, &str)]) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = home.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        home
    }

    /// Runs the command: its exit code, standard output and standard error.
    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let home = self.0.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
        command.env_clear().env("HOME", home).current_dir(home).args(["--locale", "en"]).args(arguments);
        command.env("XDG_CONFIG_HOME", home.join("config")).env("XDG_STATE_HOME", home.join("state"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that does not read its input may have closed it.
        child.stdin.take().unwrap().write_all(input.as_bytes()).ok();
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// The entries of the catalogue that the command reads, in order.
    fn entries(&self, arguments: &[&str], input: &str) -> Vec<Value> {
        let arguments = [arguments, &["export", "--format", "jsonl"]].concat();
        let (code, out, err) = self.run(&arguments, input);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn ids(&self, arguments: &[&str], input: &str) -> Vec<String> {
        entry_ids(&self.entries(arguments, input))
    }

    /// The name of an entry of the catalogue that the command reads.
    fn entry_name(&self, id: &str, arguments: &[&str]) -> Option<String> {
        let entries = self.entries(arguments, "");
        entries.iter().find(|entry| entry["id"] == id).map(|entry| entry["name"].as_str().unwrap().to_owned())
    }
}

fn entry_ids(entries: &[Value]) -> Vec<String> {
    entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

/// The errors in a text.
fn parse_error(file: &str, text: &str) -> String {
    Catalog::parse(file, text).map(|_| ()).unwrap_err().to_string()
}

/// A model in TOML, with further lines.
fn model_toml(id: &str, name: &str, rest: &str) -> String {
    let text = "stage = \"base\"\nopen_weights = true\ninsight = { en = \"New\", zh = \"新\" }";
    format!("[[model]]\nid = \"{id}\"\nname = \"{name}\"\n{text}\n{rest}\n")
}

#[test]
fn a_catalogue_may_be_toml_json_or_json_lines() {
    let other = MINIMAL_ENTRY.replace("tiny", "wee").replace("Tiny", "Wee");
    let extension = r#"{"id": "ui", "name": "UI", "kind": "frontend", "links": [],
        "summary": {"en": "A", "zh": "甲"}, "description": {"en": "B", "zh": "乙"}}"#;
    for (name, text, expected) in [
        ("a.toml", SMALL_CATALOG.to_owned(), &["llama", "alpaca"][..]),
        ("a.json", format!("[\n  {MINIMAL_ENTRY},\n  {other},\n  {extension}\n]\n"), &["tiny", "wee", "ui"]),
        (
            "a.json",
            format!("{{\"model\": [{MINIMAL_ENTRY}, {other}], \"extension\": [{extension}]}}"),
            &["tiny", "wee", "ui"],
        ),
        ("a.json", MINIMAL_ENTRY.replace(',', ",\n"), &["tiny"]),
        ("a.json", extension.to_owned(), &["ui"]),
        ("a.jsonl", format!("{MINIMAL_ENTRY}\n\n{other}\n"), &["tiny", "wee"]),
        ("a.jsonl", format!("\u{FEFF}{MINIMAL_ENTRY}\r\n{other}"), &["tiny", "wee"]),
    ] {
        let home = TestHome::with_files(&[(name, &text)]);
        assert_eq!(home.ids(&["--catalog", name], ""), expected, "{text}");
        // Standard input has no extension, so its start gives the format.
        assert_eq!(home.ids(&["--catalog", "-"], &text), expected, "{text}");
    }
}

#[test]
fn errors_in_standard_input_name_it() {
    let home = TestHome::with_files(&[]);
    let (code, out, err) = home.run(&["--catalog", "-", "list"], &MINIMAL_ENTRY.replace("base", "bse"));
    assert_eq!((code, out.as_str()), (2, ""));
    let advice = "`bse` is not a value of the catalogue here; did you mean `base`?";
    assert_eq!(err, format!("llm-tui: standard input:1:41: {advice}\n"));
}

#[test]
fn invalid_lines_of_json_lines_are_reported_and_skipped() {
    let (invalid, other) = (MINIMAL_ENTRY.replace("base", "bse"), MINIMAL_ENTRY.replace("tiny", "wee"));
    let text = format!("{MINIMAL_ENTRY}\n{invalid}\nnothing\n{other}\n");
    let home = TestHome::with_files(&[("a.jsonl", &text)]);
    for file in ["a.jsonl", "-"] {
        let (code, out, err) = home.run(&["--catalog", file, "list", "--columns", "id"], &text);
        assert_eq!((code, out.as_str()), (0, "id\ntiny\nwee\n"), "{file}");
        let name = if file == "-" { "standard input" } else { file };
        assert!(err.contains(&format!("{name}:2:41: `bse` is not a value")), "{err}");
        assert!(err.contains(&format!("{name}:3:")), "{err}");
        assert!(err.ends_with("\n2 invalid lines skipped\n"), "{err}");
    }
}

#[test]
fn a_later_file_replaces_entries_and_adds_others() {
    let over =
        [model_toml("llama", "Llama again", ""), model_toml("extra", "Extra", "base_models = [\"alpaca\"]")].concat();
    let home = TestHome::with_files(&[("under.toml", SMALL_CATALOG), ("over.toml", &over)]);
    let entries = home.entries(&["--catalog", "under.toml", "--catalog", "over.toml"], "");
    assert_eq!(entry_ids(&entries), ["llama", "alpaca", "extra"]);
    let llama = entries.first().unwrap();
    assert_eq!(llama["name"], "Llama again");
    assert_eq!(llama.get("released"), None, "no key of the replaced entry remains: {llama}");
    let reversed = home.entry_name("llama", &["--catalog", "over.toml", "--catalog", "under.toml"]);
    assert_eq!(reversed.unwrap(), "LLaMA", "the last file wins");
}

#[test]
fn the_builtin_catalogue_is_merged_only_on_request() {
    let home = TestHome::with_files(&[("own.json", MINIMAL_ENTRY)]);
    let builtin = home.ids(&[], "");
    assert_eq!(home.ids(&["--catalog", "own.json"], ""), ["tiny"]);
    let both = home.ids(&["--builtin", "--catalog", "own.json"], "");
    assert_eq!(both.len(), builtin.len() + 1);
    assert!(builtin.iter().all(|id| both.contains(id)) && both.contains(&"tiny".to_owned()), "{both:?}");
    assert_eq!(home.ids(&["--builtin"], ""), builtin);
}

#[test]
fn files_in_catalog_d_are_merged_in_the_order_of_their_names() {
    let (first, last) = (MINIMAL_ENTRY.replace("Tiny", "First"), MINIMAL_ENTRY.replace("Tiny", "Last"));
    let home = TestHome::with_files(&[
        ("config/llm-tui/catalog.d/30.jsonl", &last),
        ("config/llm-tui/catalog.d/10.toml", &model_toml("llama", "My LLaMA", "")),
        ("config/llm-tui/catalog.d/20.json", &first),
        ("config/llm-tui/catalog.d/40.txt", "no catalogue"),
        ("config/llm-tui/catalog.d/notes.toml.bak", "no catalogue"),
        ("small.toml", SMALL_CATALOG),
    ]);
    let count = llm_tui::builtin::catalog().unwrap().len();
    assert_eq!(home.entries(&[], "").len(), count + 1);
    assert_eq!(home.entry_name("tiny", &[]).unwrap(), "Last");
    assert_eq!(home.entry_name("llama", &[]).unwrap(), "My LLaMA");
    let (code, out, err) = home.run(&["show", "tiny"], "");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("Last "), "{out}");
    // `--catalog` replaces all of these.
    assert_eq!(home.ids(&["--catalog", "small.toml"], ""), ["llama", "alpaca"]);
    assert_eq!(home.ids(&["--builtin", "--catalog", "small.toml"], "").len(), count);
}

#[test]
fn an_error_in_catalog_d_has_the_path_of_the_file() {
    let home = TestHome::with_files(&[("config/llm-tui/catalog.d/own.toml", "[[model]]\nid = \"a\"\n")]);
    let path = home.0.path().join("config/llm-tui/catalog.d/own.toml");
    let (code, out, err) = home.run(&["list"], "");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with(&format!("llm-tui: {}:1:1: ", path.display())), "{err}");
}

#[test]
fn a_parent_may_be_in_any_file() {
    let merge = |parent: &str| -> Result<Catalog, Diagnostics> {
        let over = model_toml("child", "Child", &format!("base_models = [\"{parent}\"]"));
        let top = MINIMAL_ENTRY.replace('}', &format!(", \"base_models\": [\"{parent}\"]}}"));
        Catalog::merge(&[
            CatalogFile::new("small.toml", SMALL_CATALOG),
            CatalogFile::new("over.toml", over),
            CatalogFile::new("top.jsonl", format!("\n{top}")),
        ])
    };
    assert_eq!(merge("llama").unwrap().len(), 4);
    let message = |child| format!("base_model `lama` of `{child}` is not in the catalogue; did you mean `llama`?");
    let expected = format!("over.toml:7:16: {}\ntop.jsonl:2:87: {}", message("child"), message("tiny"));
    assert_eq!(merge("lama").unwrap_err().to_string(), expected);
}

#[test]
fn errors_in_json_have_the_same_form_as_in_toml() {
    let entry = |more: &str| format!("[\n  {}\n]", MINIMAL_ENTRY.replace('}', &format!(",\n   {more}}}")));
    let size = |rest: &str| entry(&format!("\"size\": [{{\"name\": \"7B\", {rest}}}]"));
    for (text, expected) in [
        (entry("\"relesed\": \"2023\""), "3:4: `relesed` is not a key of the catalogue here; did you mean `released`?"),
        (
            entry("\"released\": \"24.2.2023\""),
            "3:16: `24.2.2023` is not a date; write it as `2023`, `2023-02` or `2023-02-24`",
        ),
        (
            entry("\"aliases\": [\"小\", \"a\\u001b\"]"),
            "3:21: U+001B is a control, direction or invisible character; remove it",
        ),
        (entry("\"name\": \"Twice\""), "3:4: the key `name` is given twice; remove one"),
        (entry("\"context\": 1 2"), "3:17: this is not JSON: expected `,` or `}`; correct it here or just before"),
        (
            size("\"parameters\": \"7B\", \"parameters_count\": 8000000000"),
            "3:68: `parameters_count` says 8000000000, but `parameters` says `7B`; remove the wrong one",
        ),
        (size("\"parameters_count\": -7"), "3:48: `-7` does not fit here; write a whole number"),
        ("[1]".to_owned(), "1:2: `1` is not an entry; write an object like `{ \"id\": \"llama\", … }`"),
    ] {
        assert_eq!(parse_error("a.json", &text), format!("a.json:{expected}"), "{text}");
    }
}

#[test]
fn an_invalid_line_does_not_hide_errors_in_others() {
    let (invalid, malformed) = (MINIMAL_ENTRY.replace("base", "bse"), MINIMAL_ENTRY.replace("\"name\"", "name"));
    let errors = parse_error("a.jsonl", &format!("{invalid}\n{malformed}\n{invalid}\n"));
    let positions: Vec<_> = errors.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(positions, ["a.jsonl:1:41", "a.jsonl:2:16", "a.jsonl:3:41"], "{errors}");
}

#[test]
fn a_plain_integer_may_replace_a_quantity() {
    let rest = r#", "size": [{"name": "7B", "parameters_count": 6700000000, "active_count": 1000}],
        "training": [{"amount_count": 1400000000000, "unit": "tokens", "kind": "trained"},
                     {"amount_count": 885837004800, "unit": "bytes", "kind": "dataset"}]}"#;
    let catalog = Catalog::parse("a.json", &MINIMAL_ENTRY.replace('}', rest)).unwrap();
    let json = write::to_json(catalog.entries().next().unwrap());
    assert_eq!((&json["variant"][0]["parameters"], &json["variant"][0]["active"]), (&"6.7B".into(), &"1K".into()));
    assert_eq!((&json["training"][0]["amount"], &json["training"][1]["amount"]), (&"1.4T".into(), &"825GiB".into()));
}

#[test]
fn every_builtin_entry_survives_a_round_trip_through_json() {
    let builtin = llm_tui::builtin::catalog().unwrap();
    let values: Vec<_> = builtin.entries().map(write::to_json).collect();
    let lines = values.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for (file, text) in [("all.jsonl", lines), ("all.json", format!("{:#}", Value::from(values)))] {
        let merged =
            Catalog::merge(&[llm_tui::builtin::catalog_file().unwrap(), CatalogFile::new(file, text)]).unwrap();
        assert_eq!(merged.models(), builtin.models(), "{file}");
        assert_eq!(merged.extensions(), builtin.extensions(), "{file}");
    }
}

#[test]
fn a_truncated_line_does_not_hide_errors_in_others() {
    let lines = "{\"id\":\"e\",\"name\":\"E\",\n\
                 {\"id\":\"f\",\"name\":\"F\",\"stage\":\"base\",\"open_weights\":true,\"relesed\":\"2023\"}\n";
    let errors = parse_error("cut.jsonl", lines);
    let positions: Vec<_> = errors.lines().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(positions, ["cut.jsonl:1:21", "cut.jsonl:2:57"], "{errors}");
}
