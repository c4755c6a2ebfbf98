//! Lists of whole hubs, as entries of a catalogue: what `llm-tui import` makes
//! of files in the shape of models.dev and of the Hugging Face Hub.
#![expect(clippy::expect_used, clippy::panic, reason = "what cannot be run or read should stop a test")]

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

/// How an import ended: its exit code, what it printed, what it said.
fn decode_output(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).expect("the command speaks UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn run(arguments: &[&str]) -> (i32, String, String) {
    decode_output(import_command(arguments).output().expect("the command runs"))
}

/// The entries of a list as the catalogue that is written of them.
fn import_catalog(arguments: &[&str]) -> Catalog {
    let (code, out, err) = run(&[arguments, &["--format", "toml"]].concat());
    assert_eq!(code, 0, "{err}");
    Catalog::parse("imported", &out).unwrap_or_else(|problems| panic!("{problems}"))
}

fn find_model<'a>(catalog: &'a Catalog, id: &str) -> &'a Model {
    let found = catalog.models().iter().find(|model| model.id.as_str() == id);
    found.unwrap_or_else(|| panic!("there is no `{id}`"))
}

fn model_ids(catalog: &Catalog) -> Vec<&str> {
    catalog.models().iter().map(|model| model.id.as_str()).collect()
}

fn parents(model: &Model) -> Vec<(&str, Relation)> {
    model.base_models.iter().map(|parent| (parent.id.as_str(), parent.relation)).collect()
}

/// The parameters of its only size, all and active.
fn parameters(model: &Model) -> Option<(u64, Option<u64>)> {
    let [size] = model.sizes.as_slice() else { return None };
    Some((size.parameters?.0, size.active.map(|active| active.0)))
}

/// What was left out, without the name of the file.
fn skip_reasons(err: &str) -> Vec<&str> {
    err.lines().filter_map(|line| line.split_once(".json:")).map(|(_, reason)| reason).collect()
}

#[test]
fn models_dev_has_one_entry_for_a_model_however_many_serve_it() {
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
            "house-blend-8b",
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
fn the_makers_own_provider_wins_then_what_most_providers_say() {
    let catalog = import_catalog(&["models-dev", MODELS_DEV_PATH]);
    let told = |id| {
        let model = find_model(&catalog, id);
        let released = model.released.map(|date| date.to_string()).unwrap_or_default();
        (model.name.as_str(), released, model.context, model.open_weights)
    };
    assert_eq!(
        told("claude-sonnet-4-5-20250929"),
        ("Claude Sonnet 4.5", "2025-09-29".to_owned(), Some(1_000_000), false)
    );
    assert_eq!(told("mistral-small-2506"), ("Mistral Small 3.2", "2025-06-20".to_owned(), Some(128_000), true));
    assert_eq!(
        told("llama-3.3-70b-instruct"),
        ("Llama 3.3 70B Instruct", "2024-12-06".to_owned(), Some(131_072), true)
    );
    // One provider forgot that the weights are open, and cut the context.
    assert_eq!(told("deepseek-r1"), ("DeepSeek R1", "2025-01-20".to_owned(), Some(163_839), true));
    assert_eq!(told("house-blend-8b").1, "2025-06");
}

#[test]
fn models_dev_names_a_maker_only_where_it_tells_one() {
    let catalog = import_catalog(&["models-dev", MODELS_DEV_PATH]);
    for (id, makers) in [
        ("claude-3-5-haiku", &["Anthropic"][..]),
        ("llama-3.3-70b-instruct", &["Meta AI"]),
        ("nova-lite", &["Amazon"]),
        ("deepseek-reasoner", &["DeepSeek"]),
        ("gpt-oss-120b", &["OpenAI"]),
        ("rocinante-12b", &["TheDrummer"]),
        // Mistral serves it and did not make it; Fireworks tells no owner.
        ("glm-5-2", &[]),
        ("house-blend-8b", &[]),
    ] {
        assert_eq!(find_model(&catalog, id).organizations, makers, "{id}");
    }
}

#[test]
fn models_dev_has_parameters_only_where_the_name_tells_them() {
    let catalog = import_catalog(&["models-dev", MODELS_DEV_PATH]);
    let billions = |all: u64, active: Option<u64>| Some((all * 1_000_000_000, active.map(|n| n * 1_000_000_000)));
    assert_eq!(parameters(find_model(&catalog, "llama-3.3-70b-instruct")), billions(70, None));
    assert_eq!(parameters(find_model(&catalog, "qwen3-235b-a22b-thinking-2507")), billions(235, Some(22)));
    assert_eq!(parameters(find_model(&catalog, "mixtral-8x7b-instruct")), None);
    assert_eq!(parameters(find_model(&catalog, "claude-3-5-haiku")), None);
    assert!(catalog.models().iter().all(|model| model.stage == Stage::Sft));
}

#[test]
fn models_dev_tells_what_is_left_out() {
    let (code, _, err) = run(&["models-dev", MODELS_DEV_PATH]);
    assert_eq!(code, 0);
    assert!(err.starts_with("15 entries\nleft out 5:\n"), "{err}");
    let left_out = skip_reasons(&err);
    for (reason, expected) in left_out.iter().zip([
        "`@cf/baai/bge-m3` of `cloudflare-workers-ai` makes vectors or ranks, not text",
        "`mistral-embed` of `mistral` makes vectors or ranks, not text",
        "`google/gemini-2.5-flash-image` of `openrouter` writes no text",
        "`openrouter/auto` of `openrouter` passes requests on to other models",
        "`broken` of `togetherai`: invalid type: string \"many\", expected u32",
    ]) {
        assert!(reason.ends_with(expected), "{reason}");
    }
    // Each stands at its line.
    let text = fs::read_to_string(MODELS_DEV_PATH).expect("the fixture is there");
    for reason in left_out {
        let (line, rest) = reason.split_once(": `").expect("a line and a reason");
        let id = rest.split('`').next().unwrap_or_default();
        let place: usize = line.parse().expect("a line");
        let before = text.lines().nth(place - 1).unwrap_or_default();
        assert!(before.contains(&format!("\"{id}\": {{")), "{reason}: {before}");
    }
}

#[test]
fn the_hub_has_one_entry_for_a_repository_with_an_id_of_its_own() {
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
    // The Hub kept no days before March 2022, and gives that day to all before.
    assert_eq!(find_model(&catalog, "bert-base-uncased").released, None);
    assert_eq!(find_model(&catalog, "bert-base-uncased").context, Some(512));
}

#[test]
fn the_hub_tells_parents_and_stages() {
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
fn the_hub_tells_parameters_licenses_and_languages() {
    let catalog = import_catalog(&["huggingface", HUGGING_FACE_PATH]);
    assert_eq!(parameters(find_model(&catalog, "llama-3.1-8b")), Some((8_030_261_248, None)));
    assert_eq!(parameters(find_model(&catalog, "qwen3-235b-a22b")), Some((235_093_634_560, Some(22_000_000_000))));
    // Packed integers are not parameters, and an adapter's numbers are not the model's.
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
    // `cv` is a tag of another thing.
    assert_eq!(languages("llama-lora-cooking"), "cs");
}

#[test]
fn the_hub_tells_what_is_left_out() {
    let (code, _, err) = run(&["huggingface", HUGGING_FACE_PATH]);
    assert_eq!(code, 0);
    assert!(err.starts_with("15 entries\nleft out quantized copies: 2, merges: 1; `--all` takes them\n"), "{err}");
    assert_eq!(
        skip_reasons(&err),
        [
            "13: the parent `gone/parent-3b` of `erin/orphan-3b-chat` is not among the entries",
            "17: `stabilityai/stable-diffusion-xl-base-1.0` is no language model but one for text-to-image",
            "19: the parent `loop-a-1b` of `grace/loop-b-1b` would make it descend from itself",
            "21: `meta-llama/Llama-3.1-8B` is listed twice",
            "22: a model without an `id`",
        ]
    );
}

#[test]
fn all_takes_copies_and_merges_too() {
    let catalog = import_catalog(&["huggingface", HUGGING_FACE_PATH, "--all"]);
    let weights = |ids: &[&'static str]| ids.iter().map(|id| (*id, Relation::Weights)).collect::<Vec<_>>();
    assert_eq!(catalog.models().len(), 18);
    assert_eq!(parents(find_model(&catalog, "franken-8b")), weights(&["llama-3.1-8b", "bob-cook-8b"]));
    assert_eq!(parents(find_model(&catalog, "llama-3.1-8b-instruct-gguf")), weights(&["llama-3.1-8b-instruct"]));
    // A copy is no further training.
    assert_eq!(find_model(&catalog, "mistral-7b-v0.1-gguf").stage, Stage::Base);
    let (_, _, err) = run(&["huggingface", HUGGING_FACE_PATH, "--all"]);
    assert!(!err.contains("--all"), "{err}");
}

#[test]
fn json_lines_hold_the_same_entries() {
    for list in [["models-dev", MODELS_DEV_PATH], ["huggingface", HUGGING_FACE_PATH]] {
        let (code, out, _) = run(&list);
        assert_eq!(code, 0);
        let read = Catalog::parse("hub.jsonl", &out).expect("what is written can be read");
        let (lines, blocks) = (read.models(), import_catalog(&list));
        assert_eq!(lines.len(), blocks.models().len());
        for (line, block) in lines.iter().zip(blocks.models()) {
            // Only a file for people to edit has a place for an insight.
            assert!(line.insight.is_none() && block.insight.is_some());
            assert_eq!(*line, Model { insight: None, ..block.clone() });
        }
    }
}

#[test]
fn pages_of_the_hub_may_follow_each_other_or_stand_a_model_a_line() {
    let list = fs::read_to_string(HUGGING_FACE_PATH).expect("the fixture is there");
    let (_, expected, _) = run(&["huggingface", HUGGING_FACE_PATH]);
    let split = list.replacen("},\n{", "}]\n[{", 3);
    let lines: Vec<_> =
        list.lines().filter(|line| line.starts_with('{')).map(|line| line.trim_end_matches(',')).collect();
    for text in [split, lines.join("\n"), format!("\u{feff}{list}")] {
        let mut command = import_command(&["huggingface", "-"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command runs");
        let mut input = child.stdin.take().expect("an input");
        input.write_all(text.as_bytes()).expect("the command reads its input");
        drop(input);
        let (code, out, err) = decode_output(child.wait_with_output().expect("the command ends"));
        assert_eq!((code, out.as_str()), (0, expected.as_str()), "{err}");
    }
}

#[test]
fn a_list_that_is_none_is_refused_at_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("list.json");
    let path = file.to_str().expect("a path");
    for (list, text, complaint) in [
        ("models-dev", "{\n \"a\": {,", ":2: column 8: key must be a string; save https://models.dev/api.json again"),
        (
            "models-dev",
            "[]",
            ":1: column 1: invalid type: sequence, expected an object; save https://models.dev/api.json",
        ),
        ("models-dev", "{}", ":1: there is no model; save https://models.dev/api.json"),
        (
            "huggingface",
            "[\n{\"id\": \"a/b\"},\n{\"id\" \"c\"}]",
            ":3: column 7: expected `:`; save https://huggingface.co/api/models",
        ),
        ("huggingface", "", ":1: there is no model; save https://huggingface.co/api/models"),
    ] {
        fs::write(&file, text).expect("a file");
        let (code, out, err) = run(&[list, path]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(complaint), "{complaint}: {err}");
    }
    let (code, _, err) = run(&["huggingface", "no-such-file.json"]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot read `no-such-file.json`; give the path of a file, or `-`"), "{err}");
}
