//! Comparisons of the built-in models against what `list --variants` says of each variant.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::{Command, Stdio};

use serde_json::Value;

use llm_catalog::localized::Locale;
use llm_tui::{builtin, comparison::Comparison, export::comparison_json};

/// Every pair of this many models is compared.
const MODELS: usize = 40;

/// A score: its value, setting and variant.
type Score = (String, Option<String>, Option<String>);

/// The rows of `list --variants`: a model with figures and scores of one variant each.
fn list_variants() -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    let arguments = ["list", "--variants", "--tab", "all", "--format", "json"];
    let output = command.env_clear().args(arguments).stdin(Stdio::null()).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// The scores on a benchmark that some rows of the list have.
fn listed_scores(rows: &[&Value], benchmark: &str) -> Vec<Score> {
    let mut scores = Vec::new();
    for row in rows {
        for score in items(row, "score").filter(|score| score["benchmark"] == benchmark) {
            scores.push((score["value"].to_string(), text(&score["setting"]), text(&row["variant"])));
        }
    }
    scores.sort();
    scores
}

/// Checks the scores of one model in a row of a comparison.
fn check_cells(row: &Value, position: usize, variant: &Value, listed: &[&Value]) {
    let benchmark = row["benchmark"].as_str().unwrap();
    let own: Vec<_> = listed.iter().copied().filter(|other| other["variant"] == *variant).collect();
    let own = listed_scores(&own, benchmark);
    let has_own = !own.is_empty();
    let mut found = Vec::new();
    for cell in items(row, "cells").filter(|cell| cell["model"] == position) {
        assert_eq!(cell["is_own"], has_own, "{row}");
        assert!(has_own || cell["is_best"] == false, "{row}");
        found.push((cell["value"].to_string(), text(&cell["setting"]), text(&cell["variant"])));
    }
    found.sort();
    assert_eq!(found, if has_own { own } else { listed_scores(listed, benchmark) }, "{row}");
}

#[test]
fn comparisons_have_every_score_that_the_list_has() {
    let list = list_variants();
    let index = builtin::index().unwrap();
    let mut ids: Vec<_> = list.iter().map(|row| row["id"].as_str().unwrap()).collect();
    ids.dedup();
    // A fixed choice without a pattern.
    let hash = |id: &str| id.bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte));
    ids.sort_by_key(|id| hash(id).swap_bytes());
    let listed = |id: &str| list.iter().filter(|row| row["id"] == id).collect::<Vec<_>>();
    for (idx, first) in ids[..MODELS].iter().enumerate() {
        for second in &ids[idx + 1..MODELS] {
            let listed = [listed(first), listed(second)];
            let rows: Vec<_> = [first, second].iter().map(|id| index.row_by_id(id).unwrap()).collect();
            let json = comparison_json(&Comparison::new(&index, &rows, Locale::En));
            let json: Value = serde_json::from_str(&json).unwrap();
            let scores = listed.iter().flatten().flat_map(|row| items(row, "score"));
            let mut expected: Vec<_> = scores.map(|score| score["benchmark"].as_str().unwrap()).collect();
            expected.sort_unstable();
            expected.dedup();
            let mut found: Vec<_> = items(&json, "rows").filter_map(|row| row["benchmark"].as_str()).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{first} {second}");
            for row in items(&json, "rows").filter(|row| row["column"] == "score") {
                for (position, listed) in listed.iter().enumerate() {
                    check_cells(row, position, &json["models"][position]["variant"], listed);
                }
            }
        }
    }
}
