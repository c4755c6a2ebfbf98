//! What completing a half-typed query offers.

use llm_tui::{
    builtin,
    search::{Named, complete},
};

fn choices(text: &str) -> Vec<String> {
    let named = [("mine".to_owned(), "stage:sft".to_owned())].into();
    complete(text, text.len(), &builtin::shelf(), &named).choices
}

#[test]
fn columns_values_and_named_queries_are_completed() {
    assert_eq!(choices("lic"), ["license:"]);
    assert_eq!(choices("l"), [""; 0]);
    assert_eq!(choices("llama -sta"), ["stage:"]);
    assert_eq!(choices("stage:"), ["rlhf", "base", "sft"]);
    assert_eq!(choices("stage:base,s"), ["sft"]);
    assert_eq!(choices("org:stan"), ["\"Stanford University\""]);
    assert_eq!(choices("@"), ["@mine"]);
    assert_eq!(choices("params:").first().map(String::as_str), Some("7b"));
    assert_eq!(choices("llama -is"), ["is:"]);
    assert_eq!(choices("is:"), ["bookmarked"]);
    assert_eq!(choices("is:bookmarked"), [""; 0]);
    assert_eq!(choices("stage:base "), [""; 0]);
}

#[test]
fn the_place_is_what_is_replaced() {
    let place = |text: &str| complete(text, text.len(), &builtin::shelf(), &Named::new()).place;
    assert_eq!(place("x -stage:base,s"), 14..15);
    assert_eq!(place("x -sta"), 3..6);
}
