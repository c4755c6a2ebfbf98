//! `import --into`: what is merged into a catalogue file, and what stays as it was.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use cli::{cli_command, run_command};
use random::{SplitMix, rounds};
use tempfile::TempDir;

use llm_catalog::{Catalog, date::Date};
use llm_tui::import::{
    ImportResult, csv,
    into::{Difference, MergedFile, SkipReason, merge_into},
};

#[path = "support/cli.rs"]
mod cli;
#[path = "support/random.rs"]
mod random;

/// A file in the style of a person: comments, an unusual order of keys, tables in braces.
const FILE: &str = r#"# My list.

[[benchmark]]
id = "mmlu"
name = { en = "MMLU", zh = "MMLU" }
url = "https://example.org/mmlu"
description = { en = "Questions.", zh = "问答。" }

# The models that I use.
[[model]]
id = "alpha"            # the first
name = "Alpha"
stage = "base"
released = "2023-02-24" # announced
open_weights = true
organizations = ["Lab One"]
links = [
  { kind = "code", url = "https://example.org/alpha" }, # the code
]
license = { name = "MIT" }
insight = { en = "Alpha is mine.", zh = "Alpha 是我的。" }

# The small one.
[[model.variant]]
name = "7B"
parameters = "6.7B"

[[model.score]]
benchmark = "mmlu"
variant = "7B"
value = 60.0
source = "https://example.org/alpha"

# Newer.
[[model]]
id = "gamma"
name = "Gamma"
stage = "sft"
open_weights = true

[model.insight]
en = "Gamma is mine."
zh = "Gamma 是我的。"
"#;

fn day() -> Date {
    "2026-11-30".parse().unwrap()
}

/// An import with the entries of a catalogue.
fn import(text: &str) -> ImportResult {
    let catalog = Catalog::parse("import.toml", text).unwrap();
    ImportResult {
        models: catalog.models().to_vec(),
        extensions: catalog.extensions().to_vec(),
        benchmarks: catalog.meta().benchmarks.clone(),
        ..ImportResult::default()
    }
}

fn model(id: &str, rest: &str) -> String {
    format!(
        "[[model]]\nid = \"{id}\"\nstage = \"base\"\nopen_weights = true\n{rest}\n\
         insight = {{ en = \"Not written yet.\", zh = \"尚未撰写。\" }}\n"
    )
}

fn merge(text: &str, imported: &str) -> MergedFile {
    merge_into("list.toml", text, None, &import(imported), Some(day())).unwrap()
}

/// The lines of `new` that `old` does not have, in order; fails if a line of `old` is missing.
fn inserted_lines<'n>(old: &str, new: &'n str) -> Vec<&'n str> {
    let (mut old, mut inserted) = (old.lines().peekable(), Vec::new());
    for line in new.lines() {
        if old.peek() == Some(&line) {
            old.next();
        } else {
            inserted.push(line);
        }
    }
    assert_eq!(old.next(), None, "{new}");
    inserted
}

fn is_subsequence(old: &str, new: &str) -> bool {
    let mut new = new.chars();
    old.chars().all(|ch| new.any(|other| other == ch))
}

#[test]
fn what_an_entry_lacks_is_filled_at_its_place() {
    let theirs = model(
        "alpha",
        "name = \"Alpha\"\ncontext = 4096\nlanguages = [\"en\"]\nreleased = \"2023-02\"\norganizations = [\"Lab One\"]",
    );
    let merged = merge(FILE, &theirs);
    assert_eq!(inserted_lines(FILE, &merged.text), ["context = 4096", "languages = [\"en\"]"]);
    let filled: Vec<_> = merged.filled.iter().map(|field| (field.id.as_str(), field.path.as_str())).collect();
    assert_eq!(filled, [("alpha", "context"), ("alpha", "languages")]);
    assert!(merged.text.contains("released = \"2023-02-24\" # announced\ncontext = 4096\n"), "{}", merged.text);
    assert!(merged.differences.is_empty() && merged.added.is_empty(), "{merged:?}");
}

/// [`FILE`] with what an import has of the first model.
const FILLED: &str = r#"
# The models that I use.
[[model]]
id = "alpha"            # the first
name = "Alpha"
aliases = ["alpha one"]
stage = "base"
released = "2023-02-24" # announced
open_weights = true
organizations = ["Lab One"]
links = [
  { kind = "code", url = "https://example.org/alpha" }, # the code
  { kind = "paper", url = "https://example.org/paper" },
]
sources = ["https://example.org/alpha"]
license = { name = "MIT", spdx = "MIT" }
weights = { format = "bf16" }
insight = { en = "Alpha is mine.", zh = "Alpha 是我的。" }

# The small one.
[[model.variant]]
name = "7B"
parameters = "6.7B"
context = 2048

[[model.variant]]
name = "70B"
parameters = "70B"

[[model.score]]
benchmark = "mmlu"
variant = "7B"
value = 60.0
source = "https://example.org/alpha"

[[model.score]]
benchmark = "mmlu"
variant = "7B"
setting = "5-shot"
value = 61.0
source = "https://example.org/s"

[[model.training_run]]
chip = "H100"
chips = 8
source = "https://example.org/alpha"

# Newer.
"#;

#[test]
fn lists_and_tables_are_filled_in_their_own_layout() {
    let rest = r#"name = "Alpha"
aliases = ["alpha one"]
released = "2023"
organizations = ["lab one"]
links = [
  { kind = "code", url = "http://www.example.org/alpha/" },
  { kind = "paper", url = "https://example.org/paper" },
]
license = { name = "MIT", spdx = "MIT" }
weights = { format = "bf16" }
sources = ["https://example.org/alpha"]
score = [{ benchmark = "mmlu", variant = "7b", setting = "5-shot", value = 61.0, source = "https://example.org/s" }]
variant = [{ name = "7b", parameters = "6.70B", context = 2048 }, { name = "70B", parameters = "70B" }]
training_run = [{ chip = "H100", chips = 8, source = "https://example.org/alpha" }]"#;
    let merged = merge(FILE, &(model("alpha", rest) + FILE.split("\n# The models").next().unwrap()));
    assert!(merged.text.contains(FILLED), "{}", merged.text);
    assert!(merged.differences.is_empty(), "{:?}", merged.differences);
    assert!(is_subsequence(FILE, &merged.text));
}

#[test]
fn what_the_file_says_otherwise_stays_and_is_listed() {
    let rest = r#"name = "alpha"
released = "2023-03"
context = 4096
organizations = ["Lab Two"]
links = [{ kind = "code", url = "https://example.org/other" }]
license = { name = "Apache 2.0", spdx = "Apache-2.0" }
variant = [{ name = "7B", parameters = "7.2B", active = "1B" }]
score = [{ benchmark = "mmlu", variant = "7B", value = 62.0, source = "https://example.org/s" }]
base_models = ["delta"]"#;
    let imported =
        model("alpha", rest) + &model("delta", "name = \"Delta\"") + FILE.split("\n# The models").next().unwrap();
    let merged = merge(FILE, &imported);
    let differences: Vec<_> = merged
        .differences
        .iter()
        .map(|Difference { id, path, theirs, ours }| {
            format!("{id}: {path}: {theirs} / {}", ours.as_deref().unwrap_or("-"))
        })
        .collect();
    let expected = [
        "alpha: organizations: Lab Two / Lab One",
        "alpha: released: 2023-03 / 2023-02-24",
        "alpha: links: kind code, url https://example.org/other / kind code, url https://example.org/alpha",
        "alpha: license.name: Apache 2.0 / MIT",
        "alpha: variant[7B].parameters: 7.2B / 6.7B",
        "alpha: score[mmlu, 7B].value: 62.0 / 60.0",
    ];
    assert_eq!(differences, expected);
    let inserted = inserted_lines(FILE, &merged.text).join("\n");
    assert!(inserted.contains("context = 4096") && inserted.contains("active = \"1B\""), "{inserted}");
    assert!(inserted.contains("base_models = [\"delta\"]") && !inserted.contains("Apache"), "{inserted}");
}

#[test]
fn a_new_entry_stands_at_its_place_in_the_order() {
    let new = |id: &str, stage: &str, date: &str| {
        model(id, &format!("name = \"{id}\"\nreleased = \"{date}\"")).replace("\"base\"", &format!("\"{stage}\""))
    };
    let imported = new("early", "base", "2020")
        + &new("middle", "base", "2024")
        + &new("late", "rlhf", "2024")
        + "[[extension]]\nid = \"tool\"\nname = \"Tool\"\nkind = \"library\"\nlinks = []\n\
           summary = { en = \"e\", zh = \"中\" }\ndescription = { en = \"e\", zh = \"中\" }\n";
    let merged = merge(FILE, &imported);
    let ids = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| Some(line.strip_prefix("id = \"")?.split('"').next()?.to_owned())).collect()
    };
    assert_eq!(ids(&merged.text), ["mmlu", "early", "alpha", "middle", "gamma", "late", "tool"]);
    assert_eq!(merged.added, ["early", "middle", "late", "tool"]);
    inserted_lines(FILE, &merged.text);
    // The comment of an entry stays above it.
    assert!(merged.text.contains("\n\n# The models that I use.\n[[model]]\nid = \"alpha\""), "{}", merged.text);
    assert!(merged.text.contains("\n\n# Newer.\n[[model]]\nid = \"gamma\""), "{}", merged.text);
    // The file does not say when entries were added.
    assert!(!merged.text.contains("added"));
    let dated = FILE.replacen("stage = \"base\"", "added = \"2023-08\"\nstage = \"base\"", 1);
    assert!(merge(&dated, &imported).text.contains("added = \"2026-11-30\""));
}

#[test]
fn entries_are_matched_by_id_then_by_name() {
    let by_alias = FILE.replacen("name = \"Gamma\"", "name = \"Gamma\"\naliases = [\"Γ 3\"]", 1);
    let merged = merge(&by_alias, &model("other-id", "name = \"γ-3\"\ncontext = 1024"));
    assert_eq!(merged.filled[0].id, "gamma");
    assert!(merged.added.is_empty());
    let reason = |text: &str, imported: &str| {
        let merged = merge(text, imported);
        assert!(merged.text == text && merged.added.is_empty());
        merged.skipped[0].reason.clone()
    };
    let twice = FILE.replacen("name = \"Gamma\"", "name = \"Alpha\"", 1);
    let several = SkipReason::SeveralEntries(vec!["alpha".to_owned(), "gamma".to_owned()]);
    assert_eq!(reason(&twice, &model("x", "name = \"ALPHA\"")), several);
    let other_maker = model("x", "name = \"ALPHA\"\norganizations = [\"Someone\"]");
    assert_eq!(reason(FILE, &other_maker), SkipReason::OtherMaker("alpha".to_owned()));
    let extension = "[[extension]]\nid = \"alpha\"\nname = \"Alpha\"\nkind = \"library\"\nlinks = []\n\
                     summary = { en = \"e\", zh = \"中\" }\ndescription = { en = \"e\", zh = \"中\" }\n";
    assert_eq!(reason(FILE, extension), SkipReason::OtherKind("alpha".to_owned()));
}

#[test]
fn several_of_an_import_may_be_one_of_the_file() {
    let imported =
        model("alpha", "name = \"Alpha\"\ncontext = 4096") + &model("alpha-2", "name = \"ALPHA\"\ntools = true");
    let merged = merge(FILE, &imported);
    assert_eq!(inserted_lines(FILE, &merged.text), ["context = 4096", "tools = true"]);
}

/// Lists that a file lacks, or has without elements, in the layouts of people and of the program.
#[test]
fn empty_lists_and_lists_that_the_file_lacks_are_filled() {
    let theirs = model(
        "alpha",
        "name = \"Alpha\"\norganizations = [\"Lab\", \"Other\"]\n\
         links = [{ kind = \"code\", url = \"https://a.b\" }, { kind = \"paper\", url = \"https://p.q\" }]\n\
         modalities = { input = [\"text\"], output = [\"text\"] }\nsources = [\"https://a.b\", \"https://c.d\"]",
    );
    let head = "[[model]]\nid = \"alpha\"\nname = \"Alpha\"\nstage = \"base\"\nopen_weights = true\n";
    let tail = "insight = { en = \"e\", zh = \"中\" }\n";
    for lists in [
        "",
        "organizations = []\nlinks = []\nmodalities = { input = [], output = [] }\nsources = []\n",
        "organizations = [ # none\n]\nlinks = [\n]\nmodalities = {}\nsources = [ ]\n",
        "modalities.input = []\n",
        "sources = [\n  \"https://e.f\"\n]\n",
        "sources = [\n  \"https://e.f\", # first\n]\n",
    ] {
        let file = format!("{head}{lists}{tail}");
        let merged = merge(&file, &theirs);
        let catalog = Catalog::parse("list.toml", &merged.text).unwrap();
        let model = catalog.models().first().unwrap();
        assert_eq!((model.organizations.join("|"), model.links.len()), ("Lab|Other".to_owned(), 2), "{}", merged.text);
        assert!(model.sources.len() >= 2, "{}", merged.text);
        let unfilled: Vec<_> =
            merged.differences.iter().filter(|other| !other.path.starts_with("modalities")).collect();
        assert!(unfilled.is_empty(), "{unfilled:?}");
        assert!(is_subsequence(&file, &merged.text), "{}", merged.text);
    }
}

#[test]
fn the_same_id_of_another_maker_is_another_model() {
    let head = "[[model]]\nid = \"atlas\"\nname = \"Atlas\"\nstage = \"base\"\nopen_weights = true\n";
    let file = format!("{head}organizations = [\"Meta\"]\ninsight = {{ en = \"e\", zh = \"中\" }}\n");
    let license = "organizations = [\"Nomic\"]\ncountries = [\"US\"]\nlicense = { name = \"CC BY 4.0\" }";
    let imported = model("atlas", &format!("name = \"Atlas\"\n{license}"))
        + &model("atlas-2", "name = \"Atlas 2\"\norganizations = [\"Nomic\"]\nbase_models = [\"atlas\"]");
    let merged = merge(&file, &imported);
    assert_eq!(merged.skipped[0].reason, SkipReason::OtherMaker("atlas".to_owned()));
    // What descends from one does not descend from the other.
    assert!(!merged.text.contains("base_models") && merged.added == ["atlas-2"], "{}", merged.text);
    assert_eq!(merged.differences[0].path, "base_models");
    let catalog = ImportResult { is_catalog: true, ..import(&imported) };
    let merged = merge_into("list.toml", &file, None, &catalog, Some(day())).unwrap();
    assert!(merged.skipped.is_empty() && merged.text.contains("CC BY 4.0"), "{merged:?}");
}

/// A model whose variants differ, and its successor.
const VARIANTS: &str = r#"[[benchmark]]
id = "mmlu"
name = { en = "MMLU", zh = "MMLU" }
url = "https://example.org/mmlu"
description = { en = "Questions.", zh = "问答。" }

[[model]]
id = "alpha"
name = "Alpha"
stage = "base"
released = "2023-01"
organizations = []
open_weights = true
links = [{ kind = "checkpoint", url = "https://example.org/7b" }]
training = [
  { amount = "10B", unit = "tokens", kind = "dataset" },
  { amount = "20B", unit = "tokens", kind = "dataset" },
]
insight = { en = "e", zh = "中" }

[[model.variant]]
name = "7B"
parameters = "7B"
checkpoint = "https://example.org/7b"

[[model.variant]]
name = "70B"
parameters = "70B"
stage = "rlhf"
released = "2023-06"
context = 4096
checkpoint = "https://example.org/70b"

[[model.score]]
benchmark = "mmlu"
value = 61.25
source = "https://example.org/alpha"

[[model]]
id = "beta"
name = "Beta"
stage = "base"
organizations = []
open_weights = true
base_models = [{ id = "alpha", relation = "successor" }]
insight = { en = "e", zh = "中" }
"#;

fn merge_table(headings: &str, records: &[&str]) -> MergedFile {
    let table = csv::parse(&format!("{headings}\n{}\n", records.join("\n")), b",").unwrap();
    merge_into("list.toml", VARIANTS, None, &table, Some(day())).unwrap()
}

fn differences(merged: &MergedFile) -> Vec<(&str, &str, Option<&str>)> {
    let differences = merged.differences.iter();
    differences.map(|other| (other.path.as_str(), other.theirs.as_str(), other.ours.as_deref())).collect()
}

#[test]
fn a_record_of_a_variant_is_compared_with_that_variant() {
    let headings = "name,id,stage,variant,params,released,context,base,checkpoint_url,score,benchmark,score_source";
    let large = "Alpha,alpha,rlhf,70B,70B,2023-06,4096,,https://example.org/70b,61.25,mmlu,https://example.org/alpha";
    let merged = merge_table(headings, &[large, "Beta,beta,base,,,,,alpha,,,,"]);
    assert_eq!((differences(&merged), merged.text.as_str()), (vec![], VARIANTS));
    let small = "Alpha,alpha,base,7B,7B,2023-01,2048,,https://example.org/7b,,,";
    let merged = merge_table(headings, &[small]);
    // What the file does not state of this variant is no value of the others.
    assert_eq!(inserted_lines(VARIANTS, &merged.text), ["context = 2048"]);
    let merged = merge_table(headings, &["Alpha,alpha,rlhf,70B,70B,2023-07,,,,,,"]);
    assert_eq!(differences(&merged), [("variant[70B].released", "2023-07", Some("2023-06"))]);
}

#[test]
fn each_record_of_several_is_compared_with_its_variant() {
    let headings = "name,id,stage,variant,params,context,tokens";
    let file = VARIANTS.replace("parameters = \"7B\"", "parameters = \"7B\"\ncontext = 2048\ntokens = \"2T\"");
    let file = file.replace("parameters = \"70B\"", "parameters = \"70B\"\ntokens = \"15T\"");
    let merged = |records: &[&str]| {
        let table = csv::parse(&format!("{headings}\n{}\n", records.join("\n")), b",").unwrap();
        let merged = merge_into("list.toml", &file, None, &table, Some(day())).unwrap();
        assert_eq!(merged.text, file);
        let differences = merged.differences.iter().map(|other| format!("{} {}", other.path, other.theirs));
        differences.collect::<Vec<_>>()
    };
    assert!(merged(&["Alpha,alpha,base,7B,7B,2048,2T", "Alpha,alpha,rlhf,70B,70B,4096,15T"]).is_empty());
    // What both records say is said of each variant.
    let same = ["Alpha,alpha,base,7B,7B,4096,15T", "Alpha,alpha,base,70B,70B,4096,15T"];
    assert_eq!(merged(&same), ["variant[7B].context 4096", "variant[7B].tokens 15T", "variant[70B].stage base"]);
    assert_eq!(merged(&["Alpha,alpha,rlhf,70B,70B,,2T"]), ["variant[70B].tokens 2T"]);
}

/// What is inserted from a list of which each row is a model of one size, and the fields that differ.
fn merge_list(file: &str, headings: &str, row: &str) -> (Vec<String>, Vec<String>) {
    let list = csv::parse(&format!("{headings}\n{row}\n"), b",").unwrap();
    assert!(!list.is_by_variant);
    let merged = merge_into("list.toml", file, None, &list, Some(day())).unwrap();
    let inserted = inserted_lines(file, &merged.text).into_iter().map(str::to_owned);
    (inserted.collect(), merged.differences.into_iter().map(|other| other.path).collect())
}

#[test]
fn what_a_list_says_of_one_size_is_that_of_this_variant() {
    let file = model("a", "name = \"A\"\n")
        + "[[model.variant]]\nname = \"7B\"\nparameters = \"7B\"\n\n\
        [[model.variant]]\nname = \"70B\"\nparameters = \"70B\"\n";
    let headings = "Model,Params,Tokens,Context,License";
    let (inserted, differences) = merge_list(&file, headings, "A,7B,3T,8192,MIT");
    let license = ["[model.variant.license]", "name = \"MIT\"", "spdx = \"MIT\"", "commercial = \"yes\"", ""];
    let expected: Vec<_> = ["context = 8192", "tokens = \"3T\""].into_iter().chain(license).collect();
    assert_eq!((inserted, differences), (expected.into_iter().map(str::to_owned).collect(), vec![]));
    let merged = |row: &str| merge_list(&file, headings, row).0.join("; ");
    assert!(!merged("A,7B,3T,8192,MIT").contains("training"));
    // A size that the file lacks is a new variant, without the stage that no heading gives.
    let inserted = merged("A,13B,2T,4096,");
    assert!(inserted.contains("name = \"13B\"") && inserted.contains("tokens = \"2T\""), "{inserted}");
    assert!(inserted.contains("context = 4096") && !inserted.contains("stage"), "{inserted}");
}

#[test]
fn the_figures_of_a_size_that_a_file_lacks_are_not_those_of_its_only_one() {
    let file = model("a", "name = \"A\"\n") + "[[model.variant]]\nname = \"7B\"\nparameters = \"7B\"\n";
    assert_eq!(merge_list(&file, "Model,Params,Tokens,Context", "A,70B,3T,8192"), (vec![], vec!["variant".to_owned()]));
    let own = csv::parse("name,id,stage,variant,params,tokens,context\nA,a,base,70B,70B,3T,8192\n", b",").unwrap();
    let merged = merge_into("list.toml", &file, None, &own, Some(day())).unwrap();
    assert_eq!((merged.text.as_str(), merged.differences[0].path.as_str()), (file.as_str(), "variant"));
    // Those of the same size are.
    let (inserted, differences) = merge_list(&file, "Model,Params,Tokens,Context", "A,7B,3T,8192");
    assert_eq!((inserted.join("; ").contains("amount = \"3T\""), differences), (true, vec![]), "{inserted:?}");
}

#[test]
fn the_tokens_of_a_variant_are_compared_with_those_that_it_has_of_its_model() {
    let file = VARIANTS
        .replace("training = [\n", "training = [\n  { amount = \"2T\", unit = \"tokens\", kind = \"trained\" },\n");
    for (tokens, expected) in [("2T", vec![]), ("15T", vec!["variant[7B].tokens"])] {
        let table = csv::parse(&format!("name,id,stage,variant,tokens\nAlpha,alpha,base,7B,{tokens}\n"), b",").unwrap();
        let merged = merge_into("list.toml", &file, None, &table, Some(day())).unwrap();
        let paths: Vec<_> = merged.differences.iter().map(|other| other.path.as_str()).collect();
        assert_eq!((paths, merged.text.as_str()), (expected, file.as_str()));
    }
    let merged = merge_table("name,id,stage,variant,tokens", &["Alpha,alpha,base,7B,2T"]);
    assert_eq!(inserted_lines(VARIANTS, &merged.text), ["tokens = \"2T\""]);
}

#[test]
fn a_score_without_a_variant_is_that_of_the_default_one() {
    let small =
        "[[model.score]]\nbenchmark = \"mmlu\"\nvariant = \"7B\"\nvalue = 60.0\nsource = \"https://example.org/b\"\n";
    let file = VARIANTS.replace("\n[[model]]\nid = \"beta\"", &format!("\n{small}\n[[model]]\nid = \"beta\""));
    let headings = "name,id,stage,variant,params,score,benchmark,score_source";
    let expected = vec![("score[mmlu].value", "60.0", Some("61.25"))];
    let table =
        csv::parse(&format!("{headings}\nAlpha,alpha,rlhf,70B,70B,60,mmlu,https://example.org/b\n"), b",").unwrap();
    let merged = merge_into("list.toml", &file, None, &table, Some(day())).unwrap();
    assert_eq!((differences(&merged), merged.text.as_str()), (expected, file.as_str()));
    // In a catalogue that is imported too.
    let theirs = file.replace("61.25", "60.0");
    let import = ImportResult { is_catalog: true, ..import(&theirs) };
    let merged = merge_into("list.toml", &file, None, &import, Some(day())).unwrap();
    assert_eq!(differences(&merged).len(), 1, "{:?}", merged.differences);
}

#[test]
fn a_relation_that_a_table_states_is_compared() {
    let headings = "name,id,stage,base,base_relation";
    let merged = merge_table(headings, &["Beta,beta,base,alpha,weights"]);
    assert_eq!(differences(&merged).len(), 1, "{:?}", merged.differences);
    for record in ["Beta,beta,base,alpha,successor", "Beta,beta,base,alpha,"] {
        assert_eq!(differences(&merge_table(headings, &[record])), [], "{record}");
    }
    // A table does not say which variant a parent is.
    let file = VARIANTS.replace("relation = \"successor\"", "relation = \"data\", variant = \"7B\"");
    for (relation, expected) in [("data", 0), ("", 0), ("weights", 1)] {
        let table = csv::parse(&format!("{headings}\nBeta,beta,base,alpha,{relation}\n"), b",").unwrap();
        let merged = merge_into("list.toml", &file, None, &table, Some(day())).unwrap();
        assert_eq!((merged.differences.len(), merged.text.as_str()), (expected, file.as_str()), "{relation}");
    }
}

#[test]
fn a_file_has_all_of_itself() {
    for text in [FILE, VARIANTS] {
        let merged = merge(text, text);
        assert_eq!((differences(&merged), merged.text.as_str()), (vec![], text));
    }
}

#[test]
fn without_a_clock_new_entries_have_no_day() {
    let dated = FILE.replacen("stage = \"base\"", "added = \"2023-08\"\nstage = \"base\"", 1);
    let merged = merge_into("list.toml", &dated, None, &import(&model("z", "name = \"Z\"")), None).unwrap();
    assert_eq!((merged.added.len(), merged.text.matches("added").count()), (1, 1));
}

#[test]
fn parents_and_benchmarks_that_nobody_has_are_listed() {
    let mut import = import(&(model("a", "name = \"A\"\nbase_models = [\"b\"]") + &model("b", "name = \"Gamma\"")));
    import.models.truncate(1);
    let merged = merge_into("list.toml", FILE, None, &import, Some(day())).unwrap();
    assert_eq!(merged.differences[0].path, "base_models");
    assert_eq!((merged.differences[0].theirs.as_str(), &merged.differences[0].ours), ("b", &None));
    assert!(merged.text.contains("id = \"a\"") && !merged.text.contains("base_models"));
}

#[test]
fn the_parent_of_another_id_is_the_one_of_the_file() {
    let imported = model("a", "name = \"A\"\nbase_models = [\"b\"]") + &model("b", "name = \"Gamma\"");
    assert!(merge(FILE, &imported).text.contains("base_models = [\"gamma\"]"));
}

#[test]
fn line_ends_and_a_missing_last_one_are_kept() {
    let windows = FILE.replace('\n', "\r\n");
    let merged = merge(&windows, &(model("alpha", "name = \"Alpha\"\ncontext = 4096") + &model("z", "name = \"Z\"")));
    assert_eq!(merged.text.matches('\n').count(), merged.text.matches("\r\n").count());
    assert!(is_subsequence(&windows, &merged.text));
    let open = FILE.trim_end();
    let merged = merge(open, &model("z", "name = \"Z\"\nreleased = \"2026\""));
    assert!(merged.text.starts_with(FILE.split("# Newer").next().unwrap()) && merged.text.ends_with('\n'));
    assert!(merge("", &model("z", "name = \"Z\"")).text.starts_with("[[model]]\nid = \"z\""));
}

#[test]
fn a_file_with_errors_is_not_merged() {
    let broken = FILE.replacen("stage = \"base\"", "stage = \"bass\"", 1);
    assert!(merge_into("list.toml", &broken, None, &import(&model("a", "name = \"A\"")), Some(day())).is_err());
}

/// Lines of models, of which each has at most one of a group.
const FIELDS: [&[&str]; 12] = [
    &["released = \"2023\"", "released = \"2023-05\"", "released = \"2024-01-02\""],
    &["context = 2048", "context = 4096"],
    &["languages = [\"en\"]", "languages = [\"en\", \"zh\"]", "languages = [\n  \"en\", # mostly\n  \"de\",\n]"],
    &["organizations = [\"Lab\"]", "organizations = [\"Lab\", \"Other\"]", "organizations = [ ]"],
    &["tools = true", "tools = false"],
    &["aliases = [\"@ one\"]", "aliases = [\"@ one\", \"@ two\"]", "aliases = [\"@ three\",]"],
    &[
        "sources = [\"https://a.b\"]",
        "sources = [\n  \"https://a.b\",\n  \"https://c.d\"\n]",
        "sources = [\"https://e.f\"]",
    ],
    &[
        "links = [{ kind = \"code\", url = \"https://a.b\" }]",
        "links = [{ kind = \"paper\", url = \"https://p.q\" }]",
        "links = []",
        "links = [\n  { kind = \"demo\", url = \"https://d.e\" }\n]",
        "links = [{ kind = \"code\", url = \"https://a.b\" }, { kind = \"paper\", url = \"https://p.q\" }]",
    ],
    &["license = { name = \"MIT\" }", "license = { name = \"MIT\", spdx = \"MIT\" }", "license.name = \"Apache 2.0\""],
    &[
        "modalities = {}",
        "modalities = { input = [\"text\"] }",
        "modalities = { input = [\"text\", \"image\"], output = [\"text\"] }",
    ],
    &["weights = { format = \"bf16\" }", "weights = { format = \"fp8\", bytes = \"7GB\" }"],
    &["training = [{ amount = \"1T\", unit = \"tokens\", kind = \"trained\" }]", "knowledge = \"2023-01\""],
];

/// The file of a person and an import with random parts of the same models.
fn random_catalogs(random: &mut SplitMix) -> (String, String) {
    const SECTIONS: [&str; 6] = [
        "\n[model.paper]\ntitle = \"T\"",
        "\n[[model.variant]]\nname = \"7B\"\nparameters = \"7B\"",
        "\n# sizes\n[[model.variant]]\nname = \"70B\" # large\nparameters = \"70B\"\n\n[model.variant.license]\nname = \"X\"",
        "\n[[model.training_run]]\nchip = \"H100\"\nsource = \"https://a.b\"",
        "\n[[model.claim]]\nfield = \"name\"\nlisted = \"a\"\nstatus = \"none\"\nnote = { en = \"e\", zh = \"中\" }",
        "\n# what it is\n[model.insight]\nen = \"Mine.\"\nzh = \"我的。\"",
    ];
    let mut catalog = |comments: bool| {
        let mut text = String::new();
        for id in ["a", "b", "c", "d"] {
            if random.below(4) == 0 {
                continue;
            }
            if comments && random.below(2) == 0 {
                text += "# A comment.\n";
            }
            let head = format!("id = \"{id}\"\nname = \"Model {id}\"\nstage = \"base\"\nopen_weights = true\n");
            text.extend(["[[model]]\n", &head]);
            for field in FIELDS {
                if random.below(2) == 0 {
                    text += &random.pick(field).replace('@', id);
                    text += if comments && random.below(3) == 0 { " # why\n" } else { "\n" };
                }
            }
            let sections = SECTIONS.iter().take(5).filter(|_| random.below(2) == 0);
            text.extend(sections.flat_map(|section| [section, "\n"]));
            text += SECTIONS[5];
            text += "\n\n";
        }
        text
    };
    (catalog(true), catalog(false))
}

#[test]
fn merging_only_adds_and_the_second_time_changes_nothing() {
    let mut random = SplitMix(3);
    for _ in 0..rounds(150, 20_000) {
        let (file, imported) = random_catalogs(&mut random);
        let import = import(&imported);
        let merged = merge_into("list.toml", &file, None, &import, Some(day()))
            .unwrap_or_else(|error| panic!("{error:?}\n{file}\n----\n{imported}"));
        assert!(is_subsequence(&file, &merged.text), "{file}\n----\n{}", merged.text);
        let comments = |text: &str| -> Vec<String> {
            text.lines().filter_map(|line| Some(line.split_once('#')?.1.to_owned())).collect()
        };
        assert_eq!(comments(&merged.text), comments(&file), "{file}\n----\n{}", merged.text);
        let again = merge_into("list.toml", &merged.text, None, &import, Some(day())).unwrap();
        assert_eq!(again.text, merged.text, "{file}\n----\n{imported}");
        assert_eq!((again.added.len(), again.filled.len()), (0, 0));
        // The same is left for a person to decide.
        let key = |merged: &MergedFile| {
            let mut keys: Vec<_> =
                merged.differences.iter().map(|other| (other.id.clone(), other.path.clone())).collect();
            keys.sort_unstable();
            keys
        };
        assert_eq!(key(&again), key(&merged), "{file}\n----\n{imported}");
    }
}

/// A page with one model that the file has, with another date, and one that it lacks.
const PAGE: &str = "\
## Base models

| Model | Organization | Params | Context | Released |
| --- | --- | --- | --- | --- |
| Alpha | Lab One | 6.7B | 4096 | 2023-05 |
| Beta | Lab Two | 13B | 2048 | 2023-06 |
";

fn files() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("list.toml"), FILE).unwrap();
    fs::write(dir.path().join("page.md"), PAGE).unwrap();
    dir
}

fn import_page(dir: &Path, args: &[&str]) -> (i32, String, String) {
    run_command(cli_command(dir).current_dir(dir).args(["import", "markdown", "page.md"]).args(args))
}

#[test]
fn the_command_writes_the_file_and_lists_what_differs() {
    let dir = files();
    let read = || fs::read_to_string(dir.path().join("list.toml")).unwrap();
    let (code, out, err) = import_page(dir.path(), &["--into", "list.toml"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("list.toml: alpha: released: theirs 2023-05 / ours 2023-02-24\n"), "{out}{err}");
    assert!(err.contains("1 new entry, ") && err.contains(" difference"), "{err}");
    let text = read();
    assert!(text.contains("context = 4096") && text.contains("name = \"Beta\""), "{text}");
    assert!(is_subsequence(FILE, &text));
    let (_, again, err) = import_page(dir.path(), &["--into", "list.toml"]);
    assert_eq!((read(), again), (text, out));
    assert!(err.contains("0 new entries, 0 fields filled") && !err.contains("has all of it already"), "{err}");
    let (code, _, err) = run_command(cli_command(dir.path()).current_dir(dir.path()).args(["check", "list.toml"]));
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_dry_run_prints_a_diff_and_writes_nothing() {
    let dir = files();
    let (code, out, err) = import_page(dir.path(), &["--into", "list.toml", "--dry-run", "--locale", "zh"]);
    assert_eq!((code, fs::read_to_string(dir.path().join("list.toml")).unwrap().as_str()), (0, FILE));
    assert!(out.starts_with("--- list.toml\n+++ list.toml\n@@ ") && out.contains("\n+context = 4096\n"), "{out}");
    assert!(err.contains("list.toml: alpha: released: 对方 2023-05 / 本文件 2023-02-24"), "{err}");
    assert!(err.contains("没有写入任何内容"), "{err}");
    let (code, _, err) = import_page(dir.path(), &["--dry-run"]);
    assert!(code == 2 && err.contains("--into"), "{err}");
}

#[test]
fn what_cannot_be_merged_stays_as_it_was() {
    let dir = files();
    let broken = FILE.replacen("stage = \"base\"", "stage = \"bass\"", 1);
    for (file, text, message) in
        [("broken.toml", broken.as_str(), "broken.toml:13:9"), ("entries.jsonl", "{}", "give a catalogue in TOML")]
    {
        fs::write(dir.path().join(file), text).unwrap();
        let (code, out, err) = import_page(dir.path(), &["--into", file]);
        assert!(code == 2 && out.is_empty() && err.contains(message), "{err}");
        assert_eq!(fs::read_to_string(dir.path().join(file)).unwrap(), text);
    }
    let (code, _, err) = import_page(dir.path(), &["--into", "missing.toml"]);
    assert!(code == 2 && err.contains("missing.toml"), "{err}");
}

#[test]
fn a_file_may_refer_to_the_builtin_catalogue() {
    let dir = files();
    let tuned = "[[model]]\nid = \"mine\"\nname = \"Mine\"\nstage = \"sft\"\nopen_weights = true\nbase_models = [\"llama\"]\n\
                 insight = { en = \"e\", zh = \"中\" }\n";
    fs::write(dir.path().join("mine.toml"), tuned).unwrap();
    let (code, _, err) = import_page(dir.path(), &["--into", "mine.toml"]);
    assert_eq!(code, 0, "{err}");
    assert!(fs::read_to_string(dir.path().join("mine.toml")).unwrap().contains("name = \"Beta\""));
}

#[test]
fn a_blank_line_stands_before_each_new_entry() {
    for text in ["# mine", "# mine\n", "# mine\n\n", ""] {
        let merged = merge(text, &format!("{}{}", model("a", "name = \"A\""), model("b", "name = \"B\"")));
        let lines: Vec<_> = merged.text.lines().collect();
        let headers = (0..lines.len()).filter(|idx| lines[*idx] == "[[model]]");
        assert!(
            headers.clone().count() == 2
                && headers.skip(usize::from(text.is_empty())).all(|idx| lines[idx - 1].is_empty()),
            "{}",
            merged.text
        );
        assert!(
            !merged.text.contains("\n\n\n") && merged.text.ends_with('\n') && !merged.text.ends_with("\n\n"),
            "{:?}",
            merged.text
        );
    }
}
