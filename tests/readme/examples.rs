//! The queries and commands of the pages.

use std::fs;

use llm_index::query::Query;

use crate::pages;

/// The lines of the `sh` blocks of a page.
#[cfg(unix)]
fn shell_lines(text: &str) -> Vec<&str> {
    let blocks = text.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    blocks.flat_map(str::lines).collect()
}

#[test]
fn example_queries_are_valid() {
    let saved = [("shippable".to_owned(), "commercial:yes".to_owned())].into();
    let mut pages_with_queries = 0;
    for (page, text) in pages() {
        let tables = ["| query |", "| 查询 |"].into_iter().flat_map(|head| text.split(head).skip(1));
        for table in tables {
            pages_with_queries += 1;
            let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
            let cells = rows.map(|row| row.split('|').nth(1).unwrap());
            for query in cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
                let (_, errors) = Query::parse_with_saved_queries(query, &saved);
                assert!(errors.is_empty(), "{page}: {query}: {errors:?}");
            }
        }
    }
    assert!(pages_with_queries >= 3);
}

/// The files that the examples read, by name.
#[cfg(unix)]
fn example_files() -> [(&'static str, String); 7] {
    let catalog = |models: &[&str]| {
        let model = |name: &&str| {
            let id = name.to_lowercase();
            format!(
                "[[model]]\nid = \"{id}\"\nname = \"{name}\"\nstage = \"base\"\nreleased = \"2024\"\nopen_weights = true\n\
                 sources = [\"https://example.org\"]\ninsight = {{ en = \"e\", zh = \"中\" }}\n"
            )
        };
        models.iter().map(model).collect::<Vec<_>>().join("\n")
    };
    let served = r#"{"acme":{"id":"acme","models":{"one":{"id":"one","name":"One","release_date":"2024-05-01"}}}}"#;
    [
        ("README.md", "<!-- llm-tui:begin org:meta -->\n<!-- llm-tui:end -->\n".to_owned()),
        ("page.md", "| Model | Params |\n|---|---|\n| Two | 7B |\n".to_owned()),
        ("models.csv", "model,params\nTwo,7B\n".to_owned()),
        ("table.txt", "model,params\nTwo,7B\n".to_owned()),
        ("api.json", served.to_owned()),
        ("catalog.toml", catalog(&["One"])),
        ("theirs.toml", catalog(&["One", "Two"])),
    ]
}

/// Runs the commands that need no other programs, those of a page in order and in a temporary folder of their own.
#[cfg(unix)]
#[test]
fn example_commands_work() {
    let programs = std::path::Path::new(env!("CARGO_BIN_EXE_llm-tui")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let is_runnable = |line: &&str| {
        let starts = ["llm-tui ", "for id in "].iter().any(|start| line.starts_with(start));
        let others = ["jq", "lychee", "fzf", "man"];
        starts && others.iter().all(|other| !line.contains(&format!("| {other}")))
    };
    for (page, text) in pages() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in example_files() {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let examples: Vec<_> = shell_lines(&text).into_iter().filter(is_runnable).collect();
        assert!(examples.len() >= 12 || !page.starts_with("README"), "{page}: {examples:?}");
        for example in examples {
            let mut command = std::process::Command::new("sh");
            command
                .args(["-c", example])
                .current_dir(&folder)
                .env_clear()
                .env("PATH", &path)
                .env("HOME", folder.path());
            let output = command.output().unwrap();
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{page}: {example}\n{stderr}");
            let is_silent =
                [">", " -o ", " --update ", " --into ", " check ", " fmt "].iter().any(|part| example.contains(part));
            assert!(!output.stdout.is_empty() || is_silent, "{page}: {example}");
        }
    }
}
