//! The score column: one benchmark at a time, chosen in the sort menu or by `--benchmark`.

use std::{fs, process::Command};

#[expect(dead_code, reason = "the screens test uses more of it")]
mod support;

use support::screen_with;

use llm_catalog::Catalog;
use llm_index::Index;

/// Three models: one with a score on both benchmarks, one on each.
fn catalog_toml() -> String {
    let benchmark = |id: &str, name: &str| {
        format!(
            "[[benchmark]]\nid = \"{id}\"\nname = {{ en = \"{name}\", zh = \"{name}\" }}\n\
             url = \"https://example.org/{id}\"\ndescription = {{ en = \"Questions\", zh = \"问题\" }}\n"
        )
    };
    let model = |id: &str, scores: &[(&str, f64)]| {
        let score = |(benchmark, value): &(&str, f64)| {
            format!("[[model.score]]\nbenchmark = \"{benchmark}\"\nvalue = {value:?}\nsource = \"https://a.b/c\"\n")
        };
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"{}\"\nstage = \"base\"\norganizations = [\"Org\"]\n\
             released = \"2024\"\nopen_weights = true\nlinks = []\ninsight = {{ en = \"New.\", zh = \"新。\" }}\n{}\n",
            id.to_uppercase(),
            scores.iter().map(score).collect::<String>()
        )
    };
    [
        benchmark("easy", "Easy Questions"),
        benchmark("hard", "Hard Questions"),
        model("both", &[("easy", 90.5), ("hard", 12.5)]),
        model("one", &[("easy", 70.5)]),
        model("other", &[("hard", 33.5)]),
    ]
    .concat()
}

#[test]
fn the_sort_menu_lists_every_benchmark() {
    let index = Index::try_from(&Catalog::parse("a.toml", &catalog_toml()).unwrap()).unwrap();
    let first = screen_with(index, 140, 30).assert_shows("90.5").assert_shows("70.5").assert_hides("33.5");
    let menu = first.press("s").assert_shows("Score: Easy Questions").assert_shows("Score: Hard Questions");
    let chosen = menu.press("<down><down><enter>").assert_shows("by Hard Questions, descending");
    let chosen = chosen.assert_shows("33.5").assert_shows("12.5").assert_hides("70.5");
    let chosen = chosen.assert_shows("OTHER 1/3");
    let text = chosen.text();
    assert!(text.find("\n OTHER") < text.find("\n BOTH"), "highest score first\n{text}");
    // Filters use the chosen benchmark, and the menu opens on it.
    let filtered = chosen.press("/score:>20<enter>").assert_shows("OTHER").assert_hides("BOTH");
    let reopened = filtered.press("<esc>s<enter>").assert_shows("by Hard Questions");
    reopened.press("s<up><enter>").assert_shows("by Easy Questions").assert_shows("70.5");
}

#[test]
fn a_benchmark_without_scores_in_the_list_says_so() {
    let index = Index::try_from(&Catalog::parse("a.toml", &catalog_toml()).unwrap()).unwrap();
    let list = screen_with(index, 140, 30).press("/!both !other<enter>s<down><down><enter>");
    list.assert_shows("by Hard Questions").assert_shows("No model of this list has a score on Hard Questions");
}

#[test]
fn the_sort_menu_finds_a_benchmark_by_its_heading_and_its_id() {
    let toml = catalog_toml().replace("url = \"https://example.org/hard\"", "heading = \"HQ 2\"\n$0");
    let toml = toml.replace("$0", "url = \"https://example.org/hard\"");
    let index = || Index::try_from(&Catalog::parse("a.toml", &toml).unwrap()).unwrap();
    for filter in ["hq", "hard"] {
        screen_with(index(), 140, 30).press(&format!("s{filter}<enter>")).assert_shows("by Hard Questions");
    }
}

#[test]
fn the_sorted_column_is_visible_on_the_smallest_screen() {
    let index = Index::try_from(&Catalog::parse("a.toml", &catalog_toml()).unwrap()).unwrap();
    screen_with(index, 40, 12).assert_hides("90.5").press("s<down><enter>").assert_shows("90.5").assert_shows("BOTH");
}

#[test]
fn list_shows_the_scores_of_the_given_benchmark() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.toml"), catalog_toml()).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
        command.env_clear().env("HOME", dir.path()).current_dir(dir.path());
        let output = command.args(["--locale", "en", "--catalog", "a.toml", "list"]).args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let columns = ["--format", "csv", "--columns", "id,score", "--sort", "score"];
    assert_eq!(run(&columns).1, "id,score\nboth,90.5\none,70.5\nother,\n");
    let hard = [&columns[..], &["--benchmark", "hard"]].concat();
    assert_eq!(run(&hard).1, "id,score\nother,33.5\nboth,12.5\none,\n");
    assert_eq!(run(&[&hard[..], &["score:<20"]].concat()).1, "id,score\nboth,12.5\n");
    let (code, _, err) = run(&["--benchmark", "herd"]);
    assert_eq!(code, Some(2));
    assert_eq!(err, "llm-tui: unknown benchmark `herd`; did you mean `hard`? benchmarks: easy, hard\n");
}
