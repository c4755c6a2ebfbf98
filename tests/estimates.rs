//! Estimates: their values, and how the detail and the help show them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use cli::{cli_command, run_command};
use partial_figures::{detail_screen, model};
use proptest::prelude::*;

use llm_catalog::{Model, estimate::Estimate, localized::Locale, model::Architecture, quantity::Quantity};

#[path = "support/cli.rs"]
mod cli;
#[path = "support/partial_figures.rs"]
mod partial_figures;
#[expect(dead_code, reason = "other tests use more of it")]
mod support;

/// Runs a command that must succeed and returns its stdout.
fn run_ok(arguments: &[&str]) -> String {
    let home = tempfile::tempdir().unwrap();
    let (code, out, err) = run_command(cli_command(home.path()).args(["--locale", "en"]).args(arguments));
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

/// The estimates for the default variant.
fn estimate(model: &Model) -> Option<Estimate> {
    Estimate::new(model, model.default_variant()?)
}

#[test]
fn estimates_are_of_one_variant() {
    let parent = model("parent");
    let estimates = estimate(&parent).unwrap();
    assert!((estimates.tokens_per_parameter.unwrap() - 21.472).abs() < 0.001);
    assert!((estimates.training_flops.unwrap() / 5.4768e23 - 1.0).abs() < 1e-9);

    let experts = model("experts");
    let estimates = estimate(&experts).unwrap();
    assert!((estimates.tokens_per_parameter.unwrap() - 20.0).abs() < 1e-9, "all parameters");
    assert!((estimates.training_flops.unwrap() / 1.2e23 - 1.0).abs() < 1e-9, "active parameters");
}

#[test]
fn estimates_are_absent_without_their_inputs() {
    for (id, reason) in [("child", "fine-tuning data only"), ("corpus", "data set size only")] {
        let model = model(id);
        let estimates = estimate(&model).unwrap();
        assert_eq!((estimates.tokens_per_parameter, estimates.training_flops), (None, None), "{reason}");
    }
    let mut parent = model("parent");
    let small = Estimate::new(&parent, &parent.variants[0]).unwrap();
    assert!((small.training_flops.unwrap() / 4.2e22 - 1.0).abs() < 1e-9, "its own tokens");
    parent.variants[1].tokens = None;
    assert_eq!(estimate(&parent).unwrap().training_flops, None, "the tokens of the family may be those of the other");
    parent.variants.remove(0);
    assert!(estimate(&parent).unwrap().training_flops.is_some(), "there is no other");
    parent.variants[0].parameters = None;
    assert_eq!(estimate(&parent), None);

    let mut experts = model("experts");
    experts.variants[0].active = None;
    let estimates = estimate(&experts).unwrap();
    assert!(
        estimates.training_flops.is_none() && estimates.tokens_per_parameter.is_some(),
        "active parameters are unknown"
    );
    experts.architecture = None;
    assert_eq!(estimate(&experts).unwrap().training_flops, None, "it may be a mixture of experts");
    experts.architecture = Some(Architecture::DenseEncoderDecoder);
    assert_eq!(estimate(&experts).unwrap().training_flops, None);
}

#[test]
fn models_trained_from_other_weights_have_no_token_estimates() {
    let mut child = model("child");
    child.training.clone_from(&model("parent").training);
    let estimates = estimate(&child).unwrap();
    assert_eq!((estimates.tokens_per_parameter, estimates.training_flops), (None, None));
    child.base_models.clear();
    assert!(estimate(&child).unwrap().training_flops.is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn estimates_are_finite_and_not_negative(parameters in 0..=u64::MAX, active in 0..=u64::MAX, tokens in 0..=u64::MAX) {
        let mut model = model("experts");
        model.variants[0].parameters = Some(Quantity(parameters));
        model.variants[0].active = Some(Quantity(active));
        model.variants[0].tokens = Some(Quantity(tokens));
        if let Some(estimates) = estimate(&model) {
            let values = [estimates.tokens_per_parameter.unwrap(), estimates.training_flops.unwrap()];
            prop_assert!(values.iter().all(|value| value.is_finite() && *value >= 0.0));
        }
    }
}

#[test]
fn the_time_after_a_parent_is_that_of_the_variant_that_is_shown() {
    for (name, parent) in [("Hermes 4 14B", "Qwen3"), ("DeepSeek-R1-Distill 70B", "Llama 3.3 70B")] {
        let out = run_ok(&["show", name]);
        let lines: Vec<_> = out.lines().filter(|line| line.contains("days after")).collect();
        assert!(lines.len() == 1 && lines[0].contains(parent), "{name}: {lines:?}");
    }
}

#[test]
fn detail_labels_estimates() {
    let screen =
        detail_screen("parent", 100, 50).assert_shows("Estimates for 65B").assert_shows("Tokens/param about 21.5");
    let screen = screen.assert_shows("about 5.48e23 FLOP").assert_shows("about 130 GB (16 bit), ");
    screen
        .in_chinese()
        .assert_shows("估算（65B）")
        .assert_shows("约 5.48e23 FLOP")
        .assert_shows("词元/参数    约 21.5");
    let child = detail_screen("child", 100, 50)
        .assert_shows("17 days after Parent")
        .assert_hides("FLOP")
        .assert_hides("Tokens/param");
    child.in_chinese().assert_shows("Parent 发布后 17 天");
    // Its release date is a year.
    detail_screen("experts", 100, 50)
        .assert_hides("days after")
        .assert_shows("about 1.2e23 FLOP")
        .assert_shows("200 GB (16 bit)");
    detail_screen("tool", 100, 50).assert_hides("Estimates");
    let out = run_ok(&["show", "llama"]);
    assert!(out.contains("Estimates for 65B\n") && out.contains("about 5.48e23 FLOP"), "{out}");
}

#[test]
fn days_since_the_parent_line_links_to_the_parent() {
    let mut screen = detail_screen("child", 100, 50);
    for _ in 0..60 {
        let line = screen.document().lines[screen.cursor().selected].clone();
        if line.spans.iter().any(|span| span.text.contains("17 days")) {
            break;
        }
        screen = screen.press("j");
    }
    let screen = screen.press("<enter>");
    assert_eq!(screen.app.selected_entry().unwrap().as_entry_ref().id().as_str(), "parent");
}

#[test]
fn help_lists_formulas_and_sources() {
    for (locale, parameters, bits) in [
        (
            Locale::En,
            "N all parameters for each token, including embeddings that are only looked up, unless `active`",
            "4.9 bits",
        ),
        (Locale::Zh, "取全部参数（包括只查表的嵌入），除非 `active` 给出更小的数", "4.9 位"),
    ] {
        let keymap = llm_tui::config::keymap::Keymap::builtin().unwrap();
        let document = llm_tui::document::help(&keymap, llm_tui::action::KeyContext::List, locale, 100);
        let line =
            |spans: &[llm_tui::document::StyledSpan]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
        let lines: Vec<_> = document.lines.iter().map(|doc_line| line(&doc_line.spans)).collect();
        // Long lines are wrapped, in Chinese without a space.
        let joint = if locale == Locale::Zh { "" } else { " " };
        let text = lines.iter().map(|text| text.trim()).collect::<Vec<_>>().join(joint);
        for part in ["C = 6 N D", "2001.08361", parameters, bits] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
