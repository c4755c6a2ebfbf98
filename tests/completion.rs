//! Tests of query completion.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use llm_index::query::{complete::complete, parser::SavedQueries};
use llm_tui::builtin;

fn completions(text: &str) -> Vec<String> {
    let saved = [("mine".to_owned(), "stage:sft".to_owned())].into();
    complete(text, text.len(), &builtin::index().unwrap(), &saved).suggestions
}

#[test]
fn columns_values_and_saved_queries_are_completed() {
    assert_eq!(completions("lic"), ["license:"]);
    assert_eq!(completions("l"), [""; 0]);
    assert_eq!(completions("llama -sta"), ["stage:", "lifecycle:"]);
    assert_eq!(completions("stage:"), ["rlhf", "base", "sft"]);
    assert_eq!(completions("stage:base,s"), ["sft"]);
    assert_eq!(completions("org:stan"), ["\"Stanford University\""]);
    assert_eq!(completions("@"), ["@mine"]);
    assert_eq!(completions("params:").first().map(String::as_str), Some("7b"));
    assert_eq!(completions("llama -is"), ["is:"]);
    assert_eq!(completions("is:"), ["bookmarked"]);
    assert_eq!(completions("is:bookmarked"), [""; 0]);
    assert_eq!(completions("stage:base "), [""; 0]);
}

#[test]
fn licenses_are_completed_in_the_language_that_is_typed() {
    let index = builtin::index().unwrap();
    let suggestions = |text: &str| complete(text, text.len(), &index, &SavedQueries::default()).suggestions;
    let english = suggestions("license:llama");
    assert!(english.iter().any(|name| name.contains("Llama 2")), "{english:?}");
    assert!(english.iter().chain(&suggestions("license:")).all(|name| name.is_ascii()), "{english:?}");
    assert!(suggestions("license:llama2社").iter().any(|name| name.contains("社区")));
}

#[test]
fn the_completed_span_is_the_last_value() {
    let span = |text: &str| complete(text, text.len(), &builtin::index().unwrap(), &SavedQueries::new()).span;
    assert_eq!(span("x -stage:base,s"), 14..15);
    assert_eq!(span("x -sta"), 3..6);
}
