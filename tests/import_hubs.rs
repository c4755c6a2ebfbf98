//! `llm-tui import models-dev` and `llm-tui import huggingface`: API responses as catalogue entries.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fs,
    io::Write,
    process::{Command, Output, Stdio},
};

use llm_catalog::{Catalog, Model, license::CommercialUse, link::LinkKind, model::Stage, parent::Relation};

const MODELS_DEV_PATH: &str = "tests/fixtures/models-dev.json";
const HUGGING_FACE_PATH: &str = "tests/fixtures/huggingface.json";

fn import_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-tui"));
    command.env_clear().arg("import").args(arguments).stdin(Stdio::null());
    command
}

/// The exit code, stdout and stderr.
fn decode_output(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8 output");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    decode_output(import_command(arguments).output().expect("spawn llm-tui"))
}

/// Imports a list as TOML and parses that as a catalogue.
fn import_catalog(arguments: &[&str]) -> Catalog {
    let (code, out, err) = run(&[arguments, &["--format", "toml"]].concat());
    assert_eq!(code, 0, "{err}");
    Catalog::parse("imported", &out).unwrap_or_else(|error| panic!("{error}"))
}

fn find_model<'a>(catalog: &'a Catalog, id: &str) -> &'a Model {
    let model = catalog.models().iter().find(|model| model.id.as_str() == id);
    model.unwrap_or_else(|| panic!("no model `{id}`"))
}

fn model_ids(catalog: &Catalog) -> Vec<&str> {
    catalog.models().iter().map(|model| model.id.as_str()).collect()
}

fn parents(model: &Model) -> Vec<(&str, Relation)> {
    model.base_models.iter().map(|parent| (parent.id.as_str(), parent.relation)).collect()
}

/// The total and active parameters of the only size.
fn parameters(model: &Model) -> Option<(u64, Option<u64>)> {
    let [size] = model.variants.as_slice() else { return None };
    Some((size.parameters?.0, size.active.map(|active| active.0)))
}

/// The warnings, without the name of the file.
fn warnings(stderr: &str) -> Vec<&str> {
    stderr.lines().filter_map(|line| line.split_once(".json:")).map(|(_, warning)| warning).collect()
}

#[test]
fn models_dev_merges_the_endpoints_of_a_model() {
    let catalog = import_catalog(&["models-dev", MODELS_DEV_PATH]);
    assert_eq!(
        model_ids(&catalog),
        [
            "claude-sonnet-4-5-20250929",
            "llama-3.3-70b-instruct",
            "deepseek-r1",
            "nova-lite",
            "claude-3-5-haiku",
            "gpt-oss-120b",
            "deepseek-reasoner",
            "kimi-k2.5",
            "custom-blend-8b",
            "mistral-small-2506",
            "glm-5-2",
            "hermes-4-70b",
            "qwen3-235b-a22b-thinking-2507",
            "rocinante-12b",
            "mixtral-8x7b-instruct",
        ]
    );
    assert_eq!(find_model(&catalog, "claude-3-5-haiku").aliases, ["claude-3.5-haiku"]);
}

#[test]
fn models_dev_prefers_the_vendors_own_provider_then_the_majority() {
    let catalog = import_catalog(&["models-dev", MODELS_DEV_PATH]);
    let fields = |id| {
        let model = find_model(&catalog, id);
        let released = model.released.map(|date| date.to_string()).unwrap_or_default();
        (model.name.as_str(), released, model.context, model.open_weights == Some(true))
    };
    assert_eq!(
        fields("claude-sonnet-4-5-20250929"),
        ("Claude Sonnet 4.5", "2025-09-29".to_owned(), Some(1_000_000), false)
    );
    assert_eq!(fields("mistral-small-2506"), ("Mistral Small 3.2", "2025-06-20".to_owned(), Some(128_000), true));
    assert_eq!(
        fields("llama-3.3-70b-instruct"),
        ("Llama 3.3 70B Instruct", "2024-12-06".to_owned(), Some(131_072), true)
    );
    // One provider omits that the weights are open, and another shortens the context.
    assert_eq!(fields("deepseek-r1"), ("DeepSeek R1", "2025-01-20".to_owned(), Some(163_839), true));
    assert_eq!(fields("custom-blend-8b").1, "2025-06");
}

#[test]
fn models_dev_infers_the_organization_from_owners_and_providers() {
    let catalog = import_catalog(&["models-dev", MODELS_DEV_PATH]);
    for (id, organizations) in [
        ("claude-3-5-haiku", &["Anthropic"][..]),
        ("llama-3.3-70b-instruct", &["Meta AI"]),
        ("nova-lite", &["Amazon"]),
        ("deepseek-reasoner", &["DeepSeek"]),
        ("gpt-oss-120b", &["OpenAI"]),
        ("rocinante-12b", &["TheDrummer"]),
        // Mistral is not its vendor, and the id at Fireworks has no owner.
        ("glm-5-2", &[]),
        ("custom-blend-8b", &[]),
    ] {
        assert_eq!(find_model(&catalog, id).organizations, organizations, "{id}");
    }
}

#[test]
fn models_dev_parses_parameters_from_names() {
    let catalog = import_catalog(&["models-dev", MODELS_DEV_PATH]);
    let billions = |total: u64, active: Option<u64>| Some((total * 1_000_000_000, active.map(|n| n * 1_000_000_000)));
    assert_eq!(parameters(find_model(&catalog, "llama-3.3-70b-instruct")), billions(70, None));
    assert_eq!(parameters(find_model(&catalog, "qwen3-235b-a22b-thinking-2507")), billions(235, Some(22)));
    assert_eq!(parameters(find_model(&catalog, "mixtral-8x7b-instruct")), None);
    assert_eq!(parameters(find_model(&catalog, "claude-3-5-haiku")), None);
    assert!(catalog.models().iter().all(|model| model.stage == Stage::Sft));
}

/// Imports a file of models.dev in which each provider has one model: its id and its other keys.
fn import_providers(providers: &[(&str, &str, &str)]) -> Catalog {
    let provider = |(provider, id, keys): &(&str, &str, &str)| {
        format!("\"{provider}\": {{\"models\": {{\"{id}\": {{\"id\": \"{id}\", \"name\": \"{id}\", {keys}}}}}}}")
    };
    let text = format!("{{{}}}", providers.iter().map(provider).collect::<Vec<_>>().join(","));
    let mut result = llm_tui::import::models_dev::parse(&text).expect("a list");
    result.add_placeholders();
    Catalog::parse("import.toml", &result.to_toml()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_the_maker_says_wins_though_it_says_less() {
    let (yes, no) =
        (r#""reasoning": true, "limit": {"context": 8000}"#, r#""reasoning": false, "limit": {"context": 4000}"#);
    let catalog = import_providers(&[
        ("anthropic", "claude-x", yes),
        ("h1", "anthropic/claude-x", no),
        ("h2", "anthropic/claude-x", no),
    ]);
    let model = find_model(&catalog, "claude-x");
    assert_eq!((model.reasoning, model.context), (None, Some(8000)), "it reasons, and nobody says how");
    // The program does not know such a name, but others say whose it is.
    let catalog =
        import_providers(&[("xai", "alpha-7b", yes), ("h1", "x-ai/alpha-7b", no), ("h2", "x-ai/alpha-7b", no)]);
    let model = find_model(&catalog, "alpha-7b");
    assert_eq!((model.reasoning, model.context), (None, Some(8000)));
    assert!(model.claims.iter().all(|claim| claim.note.en.contains("the maker's own")), "{:?}", model.claims);
    // One that serves models of others is no maker of this.
    let catalog = import_providers(&[("xai", "beta", yes), ("h1", "meta-llama/beta", no), ("h2", "beta", no)]);
    assert_eq!(find_model(&catalog, "beta").context, Some(4000));
}

#[test]
fn a_claim_says_whether_most_agree() {
    let note = |contexts: &[u32]| {
        let ids: Vec<_> = (0..contexts.len()).map(|idx| format!("h{idx}")).collect();
        let keys: Vec<_> = contexts.iter().map(|context| format!("\"limit\": {{\"context\": {context}}}")).collect();
        let providers: Vec<_> =
            ids.iter().zip(&keys).map(|(id, keys)| (id.as_str(), "acme/a", keys.as_str())).collect();
        let catalog = import_providers(&providers);
        find_model(&catalog, "a").claims.first().map(|claim| claim.note.en.clone()).unwrap_or_default()
    };
    assert!(note(&[1, 2, 2]).contains("of most"));
    for contexts in [&[1, 2][..], &[1, 2, 2, 3], &[1, 1, 2, 2]] {
        assert!(note(contexts).contains("no value has a majority"), "{contexts:?}");
    }
    assert_eq!(note(&[5, 5]), "");
}

#[test]
fn models_dev_reports_what_is_skipped() {
    let (code, _, err) = run(&["models-dev", MODELS_DEV_PATH]);
    assert_eq!(code, 0);
    assert!(err.contains(" rows read: 15 models, 0 extensions\n") && err.contains("5 warnings:\n"), "{err}");
    let warnings = warnings(&err);
    for (warning, expected) in warnings.iter().zip([
        "`@cf/baai/bge-m3` of `cloudflare-workers-ai` is an embedding or reranking model",
        "`mistral-embed` of `mistral` is an embedding or reranking model",
        "`google/gemini-2.5-flash-image` of `openrouter` gives no text",
        "`openrouter/auto` of `openrouter` routes requests to other models",
        "`broken` of `togetherai`: invalid type: string \"many\", expected f64",
    ]) {
        assert!(warning.ends_with(expected), "{warning}");
    }
    // Each warning has the line where its model begins.
    let text = fs::read_to_string(MODELS_DEV_PATH).expect("the fixture");
    for warning in warnings {
        let (line_number, message) = warning.split_once(": `").expect("a line number and a message");
        let id = message.split('`').next().unwrap_or_default();
        let line_number: usize = line_number.parse().expect("a line number");
        let line = text.lines().nth(line_number - 1).unwrap_or_default();
        assert!(line.contains(&format!("\"{id}\": {{")), "{warning}: {line}");
    }
}

#[test]
fn the_hub_gives_every_repository_a_unique_id() {
    let catalog = import_catalog(&["huggingface", HUGGING_FACE_PATH]);
    assert_eq!(
        model_ids(&catalog),
        [
            "llama-3.1-8b",
            "llama-3.1-8b-instruct",
            "bert-base-uncased",
            "qwen3-235b-a22b",
            "gpt-oss-120b",
            "zephyr-7b-beta",
            "mistral-7b-v0.1",
            "llama-lora-cooking",
            "bob-cook-8b",
            "carol-cook-8b",
            "cook-8b-base",
            "orphan-3b-chat",
            "loop-a-1b",
            "loop-b-1b",
            "reward-7b",
        ]
    );
    let llama = find_model(&catalog, "llama-3.1-8b");
    assert_eq!(llama.name, "Llama-3.1-8B");
    assert_eq!(llama.aliases, ["meta-llama/Llama-3.1-8B"]);
    assert_eq!(llama.organizations, ["Meta AI"]);
    assert_eq!(llama.released.map(|date| date.to_string()).as_deref(), Some("2024-07-14"));
    let checkpoint = llama.link(LinkKind::Checkpoint).map(ToString::to_string);
    assert_eq!(checkpoint.as_deref(), Some("https://huggingface.co/meta-llama/Llama-3.1-8B"));
    let paper = find_model(&catalog, "mistral-7b-v0.1").link(LinkKind::Paper).map(ToString::to_string);
    assert_eq!(paper.as_deref(), Some("https://arxiv.org/abs/2310.06825"));
    // The Hub gives repositories from before March 2022 a placeholder date.
    assert_eq!(find_model(&catalog, "bert-base-uncased").released, None);
    assert_eq!(find_model(&catalog, "bert-base-uncased").context, Some(512));
}

#[test]
fn the_hub_import_infers_parents_and_stages() {
    use Relation::{Adapter, Weights};
    let catalog = import_catalog(&["huggingface", HUGGING_FACE_PATH]);
    for (id, stage, expected) in [
        ("llama-3.1-8b", Stage::Base, &[][..]),
        ("llama-3.1-8b-instruct", Stage::Sft, &[("llama-3.1-8b", Weights)]),
        ("zephyr-7b-beta", Stage::Rlhf, &[("mistral-7b-v0.1", Weights)]),
        ("reward-7b", Stage::Rlhf, &[("mistral-7b-v0.1", Weights)]),
        ("llama-lora-cooking", Stage::Sft, &[("llama-3.1-8b", Adapter)]),
        ("carol-cook-8b", Stage::Sft, &[("bob-cook-8b", Weights)]),
        ("cook-8b-base", Stage::Base, &[("llama-3.1-8b", Weights)]),
        ("gpt-oss-120b", Stage::Sft, &[]),
        ("orphan-3b-chat", Stage::Sft, &[]),
        ("loop-a-1b", Stage::Sft, &[("loop-b-1b", Weights)]),
        ("loop-b-1b", Stage::Sft, &[]),
    ] {
        assert_eq!(find_model(&catalog, id).stage, stage, "{id}");
        assert_eq!(parents(find_model(&catalog, id)), expected, "{id}");
    }
}

#[test]
fn the_hub_import_has_parameters_licenses_and_languages() {
    let catalog = import_catalog(&["huggingface", HUGGING_FACE_PATH]);
    assert_eq!(parameters(find_model(&catalog, "llama-3.1-8b")), Some((8_030_000_000, None)));
    assert_eq!(parameters(find_model(&catalog, "qwen3-235b-a22b")), Some((235_000_000_000, Some(22_000_000_000))));
    // Packed integers hold several parameters each, and an adapter's weights are not the model's.
    assert_eq!(parameters(find_model(&catalog, "gpt-oss-120b")), Some((120_000_000_000, None)));
    assert_eq!(parameters(find_model(&catalog, "llama-lora-cooking")), None);

    let license = |id| {
        let license = find_model(&catalog, id).license.as_ref()?;
        Some((license.name.as_str(), license.spdx.as_deref(), license.commercial_use))
    };
    for (id, expected) in [
        ("qwen3-235b-a22b", Some(("Apache 2.0", Some("Apache-2.0"), Some(CommercialUse::Yes)))),
        ("llama-3.1-8b", Some(("Llama 3.1 Community License", None, Some(CommercialUse::Conditions)))),
        ("bob-cook-8b", Some(("CC BY-NC 4.0", Some("CC-BY-NC-4.0"), Some(CommercialUse::No)))),
        ("llama-lora-cooking", Some(("kitchen-license", None, None))),
        ("cook-8b-base", None),
    ] {
        assert_eq!(license(id), expected, "{id}");
    }

    let languages = |id| find_model(&catalog, id).languages.join(" ");
    assert_eq!(languages("llama-3.1-8b"), "en de fr it pt hi es th");
    assert_eq!(languages("bob-cook-8b"), "zh-Hans mul");
    // The tag `cv` does not mean Chuvash, and `it` is Italian beside another language.
    assert_eq!(languages("llama-lora-cooking"), "it cs");
}

#[test]
fn the_hub_import_reports_what_is_skipped() {
    let (code, _, err) = run(&["huggingface", HUGGING_FACE_PATH]);
    assert_eq!(code, 0);
    assert!(
        err.contains("15 models, 0 extensions\nskipped quantized copies: 2, merges: 1; use `import huggingface --all` to include them\n")
            && err.contains("\n5 warnings:\n"),
        "{err}"
    );
    assert_eq!(
        warnings(&err),
        [
            "13: skipped the parent `gone/parent-3b` of `erin/orphan-3b-chat`, which is not in the list",
            "17: `stabilityai/stable-diffusion-xl-base-1.0` is not a language model; its task is text-to-image",
            "19: skipped the parent `grace/loop-a-1b` of `grace/loop-b-1b`, which descends from it",
            "21: skipped the duplicate of `meta-llama/Llama-3.1-8B`",
            "22: a model without an `id`",
        ]
    );
}

#[test]
fn a_parent_that_is_listed_but_skipped_is_not_missing() {
    let list = [
        r#"{"id": "a/x-7b-GGUF", "tags": ["base_model:quantized:a/x-7b"], "cardData": {"base_model": "a/x-7b"}}"#,
        r#"{"id": "b/y-7b", "tags": ["base_model:finetune:a/x-7b-GGUF"]}"#,
        r#"{"id": "b/z-7b", "tags": ["base_model:finetune:a/x-7b"]}"#,
    ];
    let (code, _, err) = run_with_stdin(&["huggingface", "-"], &list.join("\n"));
    assert_eq!(code, 0, "{err}");
    for message in [
        "-:2: skipped the parent `a/x-7b-GGUF` of `b/y-7b`, which was skipped itself\n",
        "-:3: skipped the parent `a/x-7b` of `b/z-7b`, which is not in the list\n",
    ] {
        assert!(err.contains(message), "{err}");
    }
    let (_, _, err) = run_with_stdin(&["huggingface", "-", "--locale", "zh"], &list.join("\n"));
    assert!(err.contains("略过量化副本 1 个、合并模型 0 个；用 `import huggingface --all` 可将其包括在内"), "{err}");
}

#[test]
fn the_report_of_the_hub_has_every_warning_on_request() {
    let records: Vec<_> = (0..30).map(|idx| format!("{{\"id\": {idx}}}")).collect();
    let list = format!("{}\n{{\"id\": \"a/x-7b\"}}", records.join("\n"));
    let (_, _, summary) = run_with_stdin(&["huggingface", "-"], &list);
    assert!(summary.contains("and 20 more") && !summary.contains("`29`"), "{summary}");
    let (_, _, all) = run_with_stdin(&["huggingface", "-", "--report", "all"], &list);
    assert!(!all.contains(" more") && (0..30).all(|idx| all.contains(&format!("integer `{idx}`"))), "{all}");
}

#[test]
fn all_includes_quantized_copies_and_merges() {
    let catalog = import_catalog(&["huggingface", HUGGING_FACE_PATH, "--all"]);
    let weights = |ids: &[&'static str]| ids.iter().map(|id| (*id, Relation::Weights)).collect::<Vec<_>>();
    assert_eq!(catalog.models().len(), 18);
    assert_eq!(parents(find_model(&catalog, "franken-8b")), weights(&["llama-3.1-8b", "bob-cook-8b"]));
    assert_eq!(parents(find_model(&catalog, "llama-3.1-8b-instruct-gguf")), weights(&["llama-3.1-8b-instruct"]));
    // Quantization is not training.
    assert_eq!(find_model(&catalog, "mistral-7b-v0.1-gguf").stage, Stage::Base);
    let (_, _, err) = run(&["huggingface", HUGGING_FACE_PATH, "--all"]);
    assert!(!err.contains("--all"), "{err}");
}

#[test]
fn json_lines_and_toml_have_the_same_entries() {
    for list in [["models-dev", MODELS_DEV_PATH], ["huggingface", HUGGING_FACE_PATH]] {
        let (code, out, _) = run(&list);
        assert_eq!(code, 0);
        let jsonl = Catalog::parse("hub.jsonl", &out).expect("a valid catalogue");
        let toml = import_catalog(&list);
        assert_eq!(jsonl.models().len(), toml.models().len());
        for (from_jsonl, from_toml) in jsonl.models().iter().zip(toml.models()) {
            // Only TOML, which is for editing, has a placeholder for the insight.
            assert!(from_jsonl.insight.is_none() && from_toml.insight.is_some());
            assert_eq!(*from_jsonl, Model { insight: None, ..from_toml.clone() });
        }
    }
}

/// Imports what a pipe holds.
fn run_with_stdin(arguments: &[&str], text: &str) -> (i32, String, String) {
    let mut command = import_command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("spawn llm-tui");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(text.as_bytes()).expect("write to stdin");
    drop(stdin);
    decode_output(child.wait_with_output().expect("wait for llm-tui"))
}

#[test]
fn the_hub_import_reads_several_pages_or_json_lines() {
    let list = fs::read_to_string(HUGGING_FACE_PATH).expect("the fixture");
    let (_, expected, _) = run(&["huggingface", HUGGING_FACE_PATH]);
    let pages = list.replacen("},\n{", "}]\n[{", 3);
    let lines: Vec<_> =
        list.lines().filter(|line| line.starts_with('{')).map(|line| line.trim_end_matches(',')).collect();
    for text in [pages, lines.join("\n"), format!("\u{feff}{list}")] {
        let (code, out, err) = run_with_stdin(&["huggingface", "-"], &text);
        assert_eq!((code, out.as_str()), (0, expected.as_str()), "{err}");
    }
}

/// Records of a list that is read in several parts, each of two lines and with the next one as its parent.
fn long_list() -> Vec<String> {
    let pad = "x".repeat(1_000);
    let record = |idx: usize| {
        format!(
            "{{\"id\": \"a/Model-{idx}-7B\", \"tags\": [\"base_model:a/model-{}-7b\"],\n\"pad\": \"{pad}\"}}",
            idx + 1
        )
    };
    (0..3_000).map(record).collect()
}

#[test]
fn a_long_list_of_the_hub_is_written_as_it_is_read() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("list.json");
    let path = file.to_str().expect("a UTF-8 path");
    let mut records = long_list();
    records[2_990] = "{\"id\": 1}".to_owned();
    fs::write(&file, format!("[{}]\n", records.join(",\n"))).expect("write the file");
    let (code, out, err) = run(&["huggingface", path]);
    assert_eq!((code, out.lines().count()), (0, 2_999), "{err}");
    let first = out.lines().next().unwrap_or_default();
    assert!(first.contains("\"id\":\"model-0-7b\"") && first.contains("\"model-1-7b\""), "{first}");
    assert_eq!(
        warnings(&err),
        [
            "5979: skipped the parent `a/model-2990-7b` of `a/Model-2989-7B`, which is not in the list",
            "5981: not a model of the Hub: invalid type: integer `1`, expected a string",
            "5998: skipped the parent `a/model-3000-7b` of `a/Model-2999-7B`, which is not in the list",
        ]
    );
    assert!(!err.contains('\u{1b}'), "progress is for terminals: {err}");
    let catalog = Catalog::parse("list.jsonl", &out).expect("a valid catalogue");
    assert_eq!(catalog.models().len(), 2_999);

    // A pipe is read again from where it is kept.
    let text = fs::read_to_string(&file).expect("the file");
    let (_, piped, _) = run_with_stdin(&["-"], &text.replacen('{', "{\"downloads\": 1, ", 1));
    assert!(piped == out, "the same entries");

    let (code, refused, err) = run(&["huggingface", path, "--strict"]);
    assert_eq!((code, refused.as_str()), (1, ""), "{err}");
    records.remove(2_990);
    fs::write(&file, records.join("\n")).expect("write the file");
    let (code, strict, err) = run(&["huggingface", path, "--strict"]);
    assert_eq!((code, strict.lines().count()), (0, 2_999), "{err}");
}

#[test]
fn nothing_is_written_of_a_long_list_that_breaks_off() {
    let list = format!("[{}", long_list().join(",\n"));
    let (code, out, err) = run_with_stdin(&["huggingface", "-"], &list);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("-:6000: column 1010: EOF while parsing a list"), "{err}");
    let missing_quote = list.replacen("\"pad\": \"", "\"pad\": ", 2_500).replacen("\"pad\": x", "\"pad\": \"x", 2_499);
    let (code, out, err) = run_with_stdin(&["huggingface", "-"], &missing_quote);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("-:5000: column 8: expected value"), "{err}");
}

#[test]
fn malformed_lists_fail_with_line_and_column() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("list.json");
    let path = file.to_str().expect("a UTF-8 path");
    for (list, text, message) in [
        ("models-dev", "{\n \"a\": {,", ":2: column 8: key must be a string; save https://models.dev/api.json again"),
        (
            "models-dev",
            "[]",
            ":1: column 1: invalid type: sequence, expected an object; save https://models.dev/api.json",
        ),
        ("models-dev", "{}", ":1: no models found; save https://models.dev/api.json"),
        (
            "huggingface",
            "[\n{\"id\": \"a/b\"},\n{\"id\" \"c\"}]",
            ":3: column 7: expected `:`; save https://huggingface.co/api/models",
        ),
        ("huggingface", "", ":1: no models found; save https://huggingface.co/api/models"),
    ] {
        fs::write(&file, text).expect("write the file");
        let (code, out, err) = run(&[list, path]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(message), "{message}: {err}");
    }
    let (code, _, err) = run(&["huggingface", "no-such-file.json"]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot read `no-such-file.json`; give the path of a file, or `-`"), "{err}");
}
