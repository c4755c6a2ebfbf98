//! Rules for what is hardly possible, each with the smallest change that breaks it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A catalogue that follows every rule, with the figures that the rules are about. The stages differ so that no
/// date changes the order of the models.
const VALID_CATALOG: &str = r#"[[model]]
id = "parent"
name = "Parent"
stage = "base"
released = "2023-02"
open_weights = true
sources = ["https://example.org"]
insight = { en = "e", zh = "中" }

[[model]]
id = "child"
name = "Child"
summary = { en = "The child of the parent", zh = "子模型" }
stage = "sft"
released = "2023-02-24"
context = 2048
context_extended = 8192
knowledge = "2022-12"
lifecycle = { status = "deprecated", since = "2024-01", replacement = "parent" }
open_weights = true
training = [{ amount = "1T", unit = "tokens", kind = "trained" }]
base_models = ["parent"]
sources = ["https://example.org"]
insight = { en = "e", zh = "中" }

[[model.variant]]
name = "7B"
released = "2023-03"
parameters = "7B"
active = "1B"

[[model.score]]
benchmark = "mmlu"
setting = "5-shot"
value = 50.0
source = "https://example.org"

[[benchmark]]
id = "mmlu"
name = { en = "MMLU", zh = "MMLU" }
url = "https://example.org/mmlu"
description = { en = "e", zh = "中" }

[[update]]
date = "2026-01-02"
text = { en = "e", zh = "中" }
"#;

/// A text in [`VALID_CATALOG`], the text that replaces it, then the position and the message.
const VIOLATION_CASES: &str = r#"
-context_extended = 8192
+added = "2026-01-03"
17:9 `child` was added 2026-01-03, after the newest [[update]] of 2026-01-02; correct the date, or add an update [added-date]
-context = 2048
+context = 32
16:11 a context of 32 tokens is outside 128 to 100000000; write the tokens in full, such as 32768 [context]
-context_extended = 8192
+context_extended = 1000000000
17:20 a context of 1000000000 tokens is outside 128 to 100000000; write the tokens in full, such as 32768 [context]
-context_extended = 8192
+context_extended = 2048
17:20 the extended context of `child`, 2048, is not above its context, 2048; correct one, or leave the extended one out [context]
-active = "1B"
+context_extended = 1024
30:20 the extended context of variant `7B` of `child`, 1024, is not above its context, 2048; correct one, or leave the extended one out [context]
-active = "1B"
+context = 16
30:11 a context of 16 tokens is outside 128 to 100000000; write the tokens in full, such as 32768 [context]
-knowledge = "2022-12"
+knowledge = "2023-04"
18:13 the knowledge of `child` ends 2023-04, after its release 2023-02-24; correct one of them [knowledge-date]
-active = "1B"
+knowledge = "2024"
30:13 the knowledge of variant `7B` of `child` ends 2024, after its release 2023-03; correct one of them [knowledge-date]
-since = "2024-01"
+since = "2023-01"
19:46 the status of `child` begins 2023-01, before its release 2023-02-24; correct one of them [lifecycle-date]
-lifecycle = { status = "deprecated", since = "2024-01", replacement = "parent" }
+lifecycle = { status = "unreleased" }
19:24 `child` has open weights, but its status says that it was never released; correct one [lifecycle-weights]
-active = "1B"
+lifecycle = { status = "unreleased" }
30:24 variant `7B` of `child` has open weights, but its status says that it was never released; correct one [lifecycle-weights]
-active = "1B"
+active = "1"
30:10 variant `7B` of `child` has 1 active parameters, outside 1M to 5T; look at the unit [parameters]
-parameters = "7B"
+parameters = "7T"
29:14 variant `7B` of `child` has 7T parameters, outside 1M to 5T; look at the unit [parameters]
-released = "2023-02"
+released = "2023-05-25"
22:16 `child` was released 2023-02-24, before `parent`, whose weights it has (2023-05-25); correct a date or the parent [parent-date]
-active = "1B"
+base_models = [{ id = "parent", relation = "adapter" }]|released = "2023-02"|released = "2023-07"|base_models = ["parent"]|aliases = []
30:16 variant `7B` of `child` was released 2023-03, before `parent`, whose weights it has (2023-07); correct a date or the parent [parent-date]
-released = "2023-02"
+released = "2016"
5:12 `parent` was released 2016, before the first transformer; correct the date [release-date]
-released = "2023-03"
+released = "2026-02"
28:12 variant `7B` of `child` was released 2026-02, after the newest [[update]] of 2026-01-02; correct the date, or add an update [release-date]
-replacement = "parent"
+replacement = "parant"
19:71 the replacement `parant` of `child` is not in the catalogue; add it, or leave it out [replacement]
-replacement = "parent"
+replacement = "child"
19:71 `child` is named as its own replacement; name another model, or leave it out [replacement]
-The child of the parent
+The child of the parent, with a summary that is one column too long
13:18 the summary of `child` takes 67 columns; shorten it to 60 (Chinese characters take two) [summary-width]
-子模型
+子模型子模型子模型子模型子模型子模型子模型子模型子模型子模型子
13:50 the summary of `child` takes 62 columns; shorten it to 60 (Chinese characters take two) [summary-width]
-amount = "1T"
+amount = "0.5B"
29:14 variant `7B` of `child` was trained on 500M tokens with 7B parameters, 7.14e-2 tokens per parameter; look at the units [tokens-per-parameter]
-active = "1B"
+tokens = "9000T"
29:14 variant `7B` of `child` was trained on 9000T tokens with 7B parameters, 1.29e6 tokens per parameter; look at the units [tokens-per-parameter]
-released = "2023-03"
+released = "2023-01"
28:12 variant `7B` of `child` was released 2023-01, before the model itself (2023-02-24); a model has the date of its first variant [variant-date]
-active = "1B"
+weights = { format = "bf16", bytes = "14MB" }
30:38 variant `7B` of `child` has 7B parameters in 14MB, 0.0 bits each where its format has 16; look at the units, and state the size in the variant [weight-size]
"#;

/// [`VALID_CATALOG`] with changes.
fn catalog_with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(VALID_CATALOG.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

/// The diagnostics of a catalogue, without its name.
fn messages(text: String) -> Vec<String> {
    let diagnostics = check(&[CatalogFile::new("a.toml", text)], Strictness::Usual).diagnostics;
    let message = |found: &Diagnostic| format!("{}:{} {} [{}]", found.line, found.column, found.message, found.rule);
    diagnostics.iter().map(message).collect()
}

/// Each of the [`VIOLATION_CASES`]: the catalogue and the expected message.
fn violation_cases() -> Vec<(String, &'static str)> {
    let lines: Vec<_> = VIOLATION_CASES.lines().skip(1).collect();
    let cases = lines.chunks(3).map(|lines| {
        let from = lines[0].strip_prefix('-').unwrap();
        // Further pairs of texts follow after a bar.
        let texts: Vec<_> = [from].into_iter().chain(lines[1].strip_prefix('+').unwrap().split('|')).collect();
        let changes: Vec<_> = texts.chunks(2).map(|pair| (pair[0], pair[1])).collect();
        (catalog_with(&changes), lines[2])
    });
    cases.collect()
}

#[test]
fn what_is_hardly_possible_is_a_warning_at_its_place() {
    for (text, message) in violation_cases() {
        assert_eq!(messages(text), [message]);
    }
}

#[test]
fn every_rule_of_dates_and_plausibility_has_a_case() {
    let rule = |message: &'static str| message.trim_end_matches(']').rsplit_once('[').unwrap().1;
    let cases: BTreeSet<_> = violation_cases().into_iter().map(|(_, message)| rule(message)).collect();
    let (_, rules) = include_str!("../lint.rs").split_once("const RULES").unwrap();
    let (rules, _) = rules.split_once("];\n").unwrap();
    let is_checked_here =
        |line: &&str| line.contains("dates::check_") && !line.contains("arxiv") || line.contains("plausibility::");
    let rules: BTreeSet<_> = rules.lines().filter(is_checked_here).filter_map(|line| line.split('"').nth(1)).collect();
    let of_relations = ["parent-date", "replacement"];
    assert_eq!(cases, rules.into_iter().chain(of_relations).collect());
}

#[test]
fn what_is_possible_is_no_warning() {
    for changes in [
        &[][..],
        // The day is open in one of the dates.
        &[("released = \"2023-02\"", "released = \"2023\"")],
        &[("since = \"2024-01\"", "since = \"2023\"")],
        &[("knowledge = \"2022-12\"", "knowledge = \"2023-02\"")],
        &[("released = \"2023-03\"", "released = \"2023\"")],
        &[("released = \"2023-03\"", "released = \"2026-01\"")],
        &[("released = \"2023-03\"", "released = \"2026\"")],
        // A catalogue without updates does not say what the future is.
        &[("[[update]]\ndate = \"2026-01-02\"\ntext = { en = \"e\", zh = \"中\" }\n", ""), ("2023-03", "2099")],
        // Of an older architecture or data set a model may be the child before the parent's release.
        &[
            ("released = \"2023-02\"", "released = \"2023-02-25\""),
            ("[\"parent\"]", "[{ id = \"parent\", relation = \"architecture\" }]"),
        ],
        &[("context = 2048\n", "context = 128\n")],
        &[("context_extended = 8192", "context_extended = 100000000")],
        &[("parameters = \"7B\"", "parameters = \"5T\"")],
        &[("active = \"1B\"", "weights = { format = \"mxfp4\", bytes = \"4.6GB\" }")],
        // A variant with a context of its own does not have the extension of its model.
        &[("active = \"1B\"", "context = 16384")],
    ] {
        assert_eq!(messages(catalog_with(changes)), [""; 0], "{changes:?}");
    }
}

#[test]
fn a_setting_is_in_normal_form() {
    for (setting, message) in [
        ("5-shot CoT", "the setting `5-shot CoT` is not in normal form; write `5-shot, CoT`"),
        ("CoT, 5-shot", "the setting `CoT, 5-shot` is not in normal form; write `5-shot, CoT`"),
        ("Reasoning", "the setting `Reasoning` is not in normal form; write `thinking`"),
        ("Instruct, pass@1", "the setting `Instruct, pass@1` is not in normal form; write `instruct, pass@1`"),
        (
            "no tools;high effort",
            "the setting `no tools;high effort` is not in normal form; write `high effort, no tools`",
        ),
        ("Greedy search", "the setting `Greedy search` is not in normal form; write `greedy search`"),
        (",", "the setting `,` says nothing; leave it out"),
    ] {
        let text = catalog_with(&[("setting = \"5-shot\"", &format!("setting = \"{setting}\""))]);
        assert_eq!(messages(text), [format!("34:11 {message} [score-setting]")]);
    }
    for setting in ["base, 0-shot, CoT", "thinking, high effort, no tools, OpenHands, pass@1", "R2E-Gym on OpenHands"] {
        let text = catalog_with(&[("setting = \"5-shot\"", &format!("setting = \"{setting}\""))]);
        assert_eq!(messages(text), [""; 0], "{setting}");
    }
}

#[test]
fn a_rating_may_exceed_a_percentage() {
    let score = [("value = 50.0", "value = 1508.0")];
    let message = "35:9 a score of 1508 is outside 0 to 100; write it as a percentage [score-range]";
    assert_eq!(messages(catalog_with(&score)), [message]);
    let rating = catalog_with(&score).replace("\"mmlu\"", "\"arena\"");
    assert_eq!(messages(rating), [""; 0]);
}

#[test]
fn a_score_of_a_model_with_several_variants_names_one() {
    let second = "active = \"1B\"\n\n[[model.variant]]\nname = \"1B\"\nparameters = \"1B\"\n";
    let unclear = catalog_with(&[("active = \"1B\"\n", second)]);
    let message = "36:1 `child` has 2 variants, but its score on `mmlu` names none; add the `variant` that was measured \
                   [score-variant]";
    assert_eq!(messages(unclear.clone()), [message]);
    let clear = unclear.replace("setting = \"5-shot\"", "variant = \"1B\"\nsetting = \"5-shot\"");
    assert_eq!(messages(clear), [""; 0]);
}

#[test]
fn a_variant_is_found_under_its_former_key() {
    let text = catalog_with(&[("parameters = \"7B\"", "parameters = \"7T\""), ("model.variant", "model.size")]);
    let found = messages(text);
    assert!(found.len() == 1 && found[0].starts_with("29:14 "), "{found:?}");
}

#[test]
fn a_figure_of_the_model_is_reported_once() {
    let text = catalog_with(&[("context = 2048", "context = 32"), ("knowledge = \"2022-12\"", "knowledge = \"2024\"")]);
    let text = text.replace("released = \"2023-03\"\n", "");
    assert_eq!(messages(text).len(), 2);
}

#[test]
fn a_replacement_with_errors_of_its_own_is_not_missing() {
    let broken = catalog_with(&[("name = \"Parent\"", "name = 1"), ("base_models = [\"parent\"]\n", "")]);
    let found = messages(broken);
    assert!(found.len() == 1 && !found[0].contains("replacement"), "{found:?}");
}

#[test]
fn an_alias_that_names_a_variant_belongs_to_it() {
    let catalog = |alias: &str| {
        let name = format!("name = \"Child\"\naliases = [\"{alias}\"]\n");
        let variant = "active = \"1B\"\n\n[[model.variant]]\nname = \"1B\"\nparameters = \"1B\"\n";
        let score = "variant = \"7B\"\nsetting";
        catalog_with(&[("name = \"Child\"\n", &name), ("active = \"1B\"\n", variant), ("setting", score)])
    };
    for alias in ["child seven", "the child", "child-7b", "child-11b", "child-0.1b", "1b"] {
        assert_eq!(messages(catalog(alias)), [""; 0], "{alias}");
    }
    for alias in ["child-1b", "Child 1B", "child_1b", "child1b"] {
        let message =
            format!("13:12 the alias `{alias}` names the variant `1B`; move it to that variant [alias-variant]");
        assert_eq!(messages(catalog(alias)), [message]);
    }
}

#[test]
fn a_reference_says_when_entries_were_added() {
    let text = catalog_with(&[("[[model]]\nid = \"parent\"", "[[model]]\nid = \"parent\"\nadded = \"2026-01-02\"")]);
    let strict = check(&[CatalogFile::new("a.toml", text.clone())], Strictness::Strict).diagnostics;
    let added: Vec<_> = strict.iter().filter(|diagnostic| diagnostic.rule == "added").collect();
    assert!(added.len() == 1 && added[0].message.starts_with("`child` has no `added`"), "{added:?}");
    assert_eq!(messages(text), [""; 0]);
}

/// A file of lines with every way in which entries may relate.
fn related_lines() -> impl Strategy<Value = String> {
    let id = || 0..6_u8;
    let url = || {
        prop_oneof![
            Just("https://github.com/a/b"),
            Just("https://huggingface.co/c/d"),
            Just("https://arxiv.org/abs/2302.13971v1")
        ]
    };
    let kind = prop_oneof![Just("paper"), Just("checkpoint"), Just("code")];
    let field = prop_oneof![
        id().prop_map(|id| format!("\"aliases\":[\"M{id}\",\"x\"]")),
        id().prop_map(|id| format!("\"base_models\":[\"m{id}\"]")),
        (id(), id()).prop_map(|(a, b)| format!("\"base_models\":[{{\"id\":\"m{a}\",\"relation\":\"data\"}},\"m{b}\"]")),
        id().prop_map(|id| format!("\"variant\":[{{\"name\":\"7B\",\"base_models\":[\"m{id}\"]}}]")),
        url().prop_map(|url| format!("\"size\":[{{\"name\":\"7B\",\"checkpoint\":\"{url}\"}},{{\"name\":\"7B\"}}]")),
        id().prop_map(|id| format!("\"lifecycle\":{{\"status\":\"retired\",\"replacement\":\"m{id}\"}}")),
        (kind, url()).prop_map(|(kind, url)| format!("\"links\":[{{\"kind\":\"{kind}\",\"url\":\"{url}\"}}]")),
        url().prop_map(|url| format!("\"license\":{{\"name\":\"L\",\"url\":\"{url}\",\"commercial\":\"yes\"}}")),
        (2018..2022_u16).prop_map(|year| format!("\"released\":\"{year}\"")),
        id().prop_map(|id| format!("\"organizations\":[\"o{}\"]", id % 2)),
        Just("\"score\":[{\"benchmark\":\"mmlu\",\"value\":300,\"source\":\"https://a.b\"}]".to_owned()),
        Just("\"sources\":[\"https://a.b\"]".to_owned()),
        Just("\"context\":1".to_owned()),
        Just("\"lifecycle\":{\"status\":\"unreleased\"}".to_owned()),
        id().prop_map(|id| format!("\"variant\":[{{\"name\":\"7B\",\"open_weights\":{}}}]", id % 2 == 0)),
        (1..9_u8).prop_map(|day| format!("\"added\":\"2026-01-0{day}\"")),
        Just("\"paper\":{\"title\":\" \",\"authors\":[]}".to_owned()),
        Just("\"context\":\"1k\"".to_owned()),
        Just("\"unknown\":null,".to_owned()),
    ];
    let weights = prop_oneof![Just(",\"open_weights\":true"), Just(",\"open_weights\":false"), Just("")];
    let model = (id(), weights, prop::collection::vec(field, 0..5)).prop_map(|(id, weights, fields)| {
        let required = format!("\"id\":\"m{id}\",\"name\":\"M{id}\",\"stage\":\"base\"{weights}");
        format!("{{{}}}", [vec![required], fields].concat().join(","))
    });
    let extension = id().prop_map(|id| {
        format!(
            "{{\"id\":\"m{id}\",\"name\":\"E\",\"aliases\":[\"M{id}\"],\"kind\":\"engine\",\"links\":[],\
             \"summary\":{{\"en\":\"e\",\"zh\":\"中\"}},\"description\":{{\"en\":\"e\",\"zh\":\"中\"}}}}"
        )
    });
    let line = prop_oneof![8 => model, 1 => extension, 1 => Just(String::new()), 1 => Just("  null".to_owned())];
    let line_end = || prop_oneof![Just("\n"), Just("\r\n")];
    let lines = prop::collection::vec((line, line_end()), 0..9);
    let (mark, last_end) =
        (prop_oneof![4 => Just(""), 1 => Just("\u{FEFF}")], prop_oneof![Just(None), line_end().prop_map(Some)]);
    (mark, lines, last_end).prop_map(|(mark, mut lines, last_end)| {
        if let Some((_, end)) = lines.last_mut() {
            *end = last_end.unwrap_or_default();
        }
        let lines = lines.into_iter().map(|(line, end)| line + end);
        std::iter::once(mark.to_owned()).chain(lines).collect()
    })
}

proptest! {
    #[test]
    fn lines_are_checked_as_a_whole_file_is(text in related_lines(), is_strict: bool) {
        let file = CatalogFile::new("a.jsonl", text.clone());
        let strictness = if is_strict { Strictness::Strict } else { Strictness::Usual };
        let expected = check_merged(std::slice::from_ref(&file), strictness);
        prop_assert_eq!(&check(std::slice::from_ref(&file), strictness), &expected);
        let counts = LineCheck::run("a.jsonl", &mut io::Cursor::new(text.as_bytes()), strictness).unwrap().counts();
        let count = |severity| expected.count(severity);
        prop_assert_eq!(counts, Counts { entries: expected.entry_count, errors: count(Severity::Error), warnings: count(Severity::Warning) });
    }
}
