//! The catalogue keeps what the list it began with said, and keeps its own rules.
#![expect(clippy::expect_used, reason = "a catalogue or a fixture that cannot be read should stop a test")]

use std::collections::{HashMap, HashSet};

use llm_tui::catalog::{
    Catalog, Entry, Model,
    claim::{Claim, Field, Status},
    figures::Count,
    id::Id,
    model::Stage,
    parent::Relation,
    training::Unit,
};

/// The rows of the list, as facts: a line for each model and extension.
const LIST: &str = include_str!("fixtures/list-2023-08.tsv");

/// Two models.
const SMALL: &str = include_str!("fixtures/small.toml");

/// What can be wrong in the small catalogue, and exactly what is said of it.
const FAULTS: &str = include_str!("fixtures/faults.txt");

/// A row of the list: what stands under each heading.
struct Row(HashMap<&'static str, &'static str>);

impl Row {
    fn get(&self, heading: &str) -> &'static str {
        self.0.get(heading).copied().unwrap_or_default()
    }

    /// Each single value, with its heading.
    fn values(&self) -> Vec<(&'static str, &'static str)> {
        let headings =
            ["name", "parameters", "released", "links", "score", "tokens", "languages", "license", "license_url"];
        let parts = |heading| match heading {
            "links" => self.get(heading).split(' ').collect(),
            "score" => self.get(heading).split("; ").collect(),
            _ => vec![self.get(heading)],
        };
        let values = headings.into_iter().flat_map(|heading| parts(heading).into_iter().map(move |v| (heading, v)));
        values.filter(|(_, value)| !value.is_empty()).collect()
    }
}

fn list() -> Vec<Row> {
    let mut lines = LIST.lines().map(|line| line.split('\t'));
    let headings: Vec<_> = lines.next().into_iter().flatten().collect();
    lines.map(|cells| Row(headings.iter().copied().zip(cells).collect())).collect()
}

fn builtin() -> Catalog {
    llm_tui::builtin::catalog().expect("the built-in catalogue keeps its own rules")
}

fn id(text: &str) -> Id {
    Id::try_from(text.to_owned()).expect("an id")
}

fn claims(entry: Entry<'_>) -> &[Claim] {
    match entry {
        Entry::Model(model) => &model.claims,
        Entry::Extension(extension) => &extension.claims,
    }
}

/// Letters and digits alone: `Apache 2.0` is `Apache-2.0`.
fn squash(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Within three percent: authors and lists round differently.
fn near(a: Count, b: Count) -> bool {
    a.0.abs_diff(b.0) <= a.0.max(b.0) / 100 * 3
}

/// The address of a paper's own page instead of one version of its PDF.
fn page(url: &str) -> String {
    let Some(paper) = url.strip_prefix("https://arxiv.org/pdf/") else { return url.to_owned() };
    let number = paper.trim_end_matches(".pdf");
    format!("https://arxiv.org/abs/{}", number.split_once('v').map_or(number, |(number, _)| number))
}

/// Whether a claim about the same matter quotes the value, whole or as one of its parts.
fn is_claimed(entry: Entry<'_>, heading: &str, value: &str) -> bool {
    let fields: &[Field] = match heading {
        "name" => &[Field::Name],
        "parameters" => &[Field::Parameters],
        "released" => &[Field::Released],
        "links" => &[Field::Paper, Field::Checkpoint, Field::Code, Field::Homepage, Field::Blog],
        "score" => &[Field::Score],
        "tokens" => &[Field::Training],
        "languages" => &[Field::Languages],
        _ => &[Field::License],
    };
    let plain = |text: &str| text.to_lowercase().replace(' ', "");
    let value = plain(value.split_once('=').map_or(value, |(_, url)| url));
    let quoted = claims(entry).iter().filter(|claim| fields.contains(&claim.field)).filter_map(|c| c.listed.as_deref());
    quoted.map(plain).any(|listed| listed == value || listed.split([',', '<', '>']).any(|part| part == value))
}

/// Whether the entry itself says the value.
fn is_held(entry: Entry<'_>, heading: &str, value: &str) -> bool {
    match (heading, entry) {
        ("name", _) => {
            let mut names = entry.aliases().iter().map(String::as_str).chain([entry.name()]);
            names.any(|name| squash(name) == squash(value))
        }
        ("links", _) => leads_to(entry, value),
        (_, Entry::Model(model)) => model_says(model, heading, value),
        (_, Entry::Extension(_)) => false,
    }
}

/// Whether the entry has a link, or lacks one of the kind where the list says `none`.
fn leads_to(entry: Entry<'_>, link: &str) -> bool {
    let (kind, url) = link.split_once('=').expect("a link of the list is written kind=url");
    if url == "none" {
        return !entry.links().iter().any(|link| format!("{:?}", link.kind).eq_ignore_ascii_case(kind));
    }
    let (sources, license) = match entry {
        Entry::Model(model) => (&model.sources, model.license.as_ref().and_then(|license| license.url.as_ref())),
        Entry::Extension(extension) => (&extension.sources, None),
    };
    let mut urls = entry.links().iter().map(|link| &link.url).chain(sources).chain(license);
    urls.any(|held| page(held.as_str()) == page(url))
}

fn model_says(model: &Model, heading: &str, value: &str) -> bool {
    match heading {
        "parameters" => {
            let (numbers, scale) = value.rsplit_once(' ').expect("parameters of the list have a scale");
            numbers.split('/').all(|number| has_size(model, &format!("{number}{scale}")))
        }
        "released" => model.released.is_some_and(|date| date.month_only() == value),
        "score" => {
            let (size, number) = value.split_once(": ").map_or((None, value), |(size, number)| (Some(size), number));
            let mut scores = model.scores.iter().filter(|score| size.is_none() || score.size.as_deref() == size);
            scores.any(|score| score.value.to_string() == number)
        }
        "tokens" => was_trained_on(model, value),
        "languages" => {
            let speaks = |code: &str| model.languages.iter().any(|language| language == code);
            match value {
                "Ch & En" => speaks("zh") && speaks("en"),
                "En & Ru" => speaks("en") && speaks("ru"),
                _ => model.languages.first().is_some_and(|main| main == "en"),
            }
        }
        "license" => model.license.as_ref().is_some_and(|license| {
            let spdx = license.spdx.as_deref().is_some_and(|spdx| squash(spdx) == squash(value));
            spdx || squash(&license.name).contains(&squash(value))
        }),
        _ => model.license.as_ref().and_then(|license| license.url.as_ref()).is_some_and(|url| url.as_str() == value),
    }
}

fn has_size(model: &Model, figure: &str) -> bool {
    let listed = figure.parse().expect("a figure of the list");
    model.sizes.iter().any(|size| size.name == figure || size.parameters.is_some_and(|held| near(held, listed)))
}

/// Whether a figure such as `1.4 T`, `13 K item` or `825 GiB` is one of the model's own.
fn was_trained_on(model: &Model, value: &str) -> bool {
    let words: Vec<_> = value.split([' ', '(']).collect();
    let [number, scale, rest @ ..] = words.as_slice() else { return false };
    let unit = match (scale.len(), rest) {
        (2.., _) => Unit::Bytes,
        (_, [item, ..]) if item.starts_with("item") => Unit::Examples,
        _ => Unit::Tokens,
    };
    let listed = format!("{number}{scale}").parse().expect("a figure of the list");
    let of_sizes = model.sizes.iter().filter(|_| unit == Unit::Tokens).filter_map(|size| size.tokens);
    let figures = model.training.iter().filter(|training| training.unit == unit).map(|training| training.amount);
    figures.chain(of_sizes).any(|held| near(held, listed))
}

#[test]
fn the_fixture_is_the_whole_list() {
    let rows = list();
    let count = |heading, value| rows.iter().filter(|row| row.get(heading) == value).count();
    assert_eq!(["base", "sft", "rlhf", "extension"].map(|table| count("table", table)), [22, 30, 5, 17]);
    assert_eq!(rows.len(), 74);
    assert_eq!(count("insight", "yes"), 29, "28 insights, one of them for two models");
}

#[test]
fn every_value_of_the_list_is_held_or_claimed() {
    let catalog = builtin();
    let missing: Vec<_> = list()
        .iter()
        .flat_map(|row| {
            let is_model = row.get("table") != "extension";
            let id = row.get("id");
            let of_kind = |entry: &Entry<'_>| matches!(entry, Entry::Model(_)) == is_model;
            let Some(entry) = catalog.entries().filter(of_kind).find(|entry| entry.id().as_str() == id) else {
                return vec![format!("{id}: the whole entry")];
            };
            let mut values = row.values();
            values.retain(|(heading, value)| !is_held(entry, heading, value) && !is_claimed(entry, heading, value));
            values.into_iter().map(|(heading, value)| format!("{id}: {heading}: {value}")).collect()
        })
        .collect();
    assert!(missing.is_empty(), "values of the list that are neither held nor claimed:\n{}", missing.join("\n"));
}

#[test]
fn a_model_that_the_list_has_under_another_stage_says_so() {
    let catalog = builtin();
    for row in list().iter().filter(|row| row.get("table") != "extension") {
        let model = catalog.model(&id(row.get("id"))).unwrap();
        let table = row.get("table");
        let stage = match model.stage {
            Stage::Base => "base",
            Stage::Sft => "sft",
            Stage::Rlhf => "rlhf",
        };
        let mut claims = model.claims.iter().filter(|claim| claim.field == Field::Stage);
        assert!(stage == table || claims.any(|c| c.listed.as_deref() == Some(table)), "{}: {stage}, {table}", model.id);
    }
}

#[test]
fn every_entry_is_told_in_both_languages_in_words_of_its_own() {
    let catalog = builtin();
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut told = HashSet::new();
    for entry in catalog.entries() {
        let texts = match entry {
            Entry::Model(model) => vec![model.insight.as_ref().expect("every model of the file has an insight")],
            Entry::Extension(extension) => vec![&extension.summary, &extension.description],
        };
        for text in texts {
            assert!(text.en.starts_with(|c| !is_chinese(c)), "{}: en: {}", entry.id(), text.en);
            assert!(text.zh.contains(is_chinese), "{}: zh: {}", entry.id(), text.zh);
            assert!([&text.en, &text.zh].iter().all(|text| !text.trim().is_empty()), "{}", entry.id());
            assert!(told.insert(&text.en) && told.insert(&text.zh), "{}: told before: {}", entry.id(), text.en);
        }
    }
}

/// What an audit of the list found about descent: a relation, a parent, its children.
const DESCENT: [(Relation, &str, &[&str]); 20] = [
    (Relation::Weights, "bloom", &["bloomz"]),
    (Relation::Weights, "bloomz", &["belle", "phoenix"]),
    (Relation::Weights, "chinchilla", &["sparrow"]),
    (Relation::Weights, "codegen", &["moss"]),
    (Relation::Weights, "galactica", &["galpaca"]),
    (Relation::Weights, "gpt-3", &["instructgpt"]),
    (Relation::Weights, "gpt-3-5", &["chatgpt"]),
    (Relation::Weights, "gpt-j", &["dolly"]),
    (Relation::Weights, "gpt-neox-20b", &["gpt-neoxt-chat-base-20b"]),
    (Relation::Weights, "llama", &["alpaca", "bayling", "koala", "orca", "ultralm", "wizardlm", "zhixi", "ziya"]),
    (Relation::Weights, "palm", &["flan-palm"]),
    (Relation::Weights, "pythia", &["dolly-2"]),
    (Relation::Weights, "stablelm-base-alpha", &["stablelm-tuned-alpha"]),
    (Relation::Weights, "t5", &["flan-t5", "t0"]),
    (Relation::Weights, "ul2", &["flan-ul2"]),
    (Relation::Adapter, "llama", &["baize", "chinese-vicuna", "guanaco", "stackllama"]),
    (Relation::Architecture, "glm-130b", &["chatglm-6b"]),
    (Relation::Architecture, "t5", &["switch-transformer"]),
    (Relation::Objective, "glm-130b", &["chatglm2-6b"]),
    (Relation::Successor, "chatglm-6b", &["chatglm2-6b"]),
];

#[test]
fn every_child_names_the_parent_that_the_audit_found() {
    let catalog = builtin();
    for (relation, parent, children) in DESCENT {
        for child in children {
            let parents = &catalog.model(&id(child)).unwrap().base_models;
            let named = parents.iter().any(|named| named.id.as_str() == parent && named.relation == relation);
            assert!(named, "{child} has no parent {parent} by {relation:?}: {parents:?}");
        }
    }
}

#[test]
fn a_claim_has_a_source_and_no_field_that_belies_it() {
    let catalog = builtin();
    for entry in catalog.entries() {
        for claim in claims(entry) {
            let place = format!("{}: {:?}: {:?}", entry.id(), claim.field, claim.listed);
            assert!(claim.source.is_some(), "{place} has no source");
            let lacks = |kind| !entry.links().iter().any(|link| format!("{:?}", link.kind) == kind);
            let agrees = match (claim.status, claim.field, entry) {
                (Status::Rumour | Status::Undisclosed, Field::Parameters, Entry::Model(m)) => m.parameters().is_none(),
                (Status::Rumour | Status::Undisclosed, Field::Training, Entry::Model(m)) => m.training.is_empty(),
                (Status::None, Field::License, Entry::Model(m)) => m.license.is_none(),
                (Status::None, Field::Paper, _) => lacks("Paper"),
                (Status::None, Field::Checkpoint, _) => lacks("Checkpoint"),
                _ => true,
            };
            assert!(agrees, "{place} is {:?}, but the field is filled", claim.status);
        }
    }
}

/// The small catalogue with one fault of `fixtures/faults.txt` in it: a line that
/// begins with `-` is taken out, and those with `+` come in its place or at the end.
fn with_fault(fault: &str) -> String {
    const HERE: &str = "<here>\n";
    let mut text = format!("{SMALL}{HERE}");
    for line in fault.lines() {
        match line.split_at_checked(1) {
            Some(("-", old)) => text = text.replace(HERE, "").replacen(&format!("{old}\n"), HERE, 1),
            Some(("+", new)) => text = text.replace(HERE, &format!("{new}\n{HERE}")),
            _ => {}
        }
    }
    text.replace(HERE, "")
}

#[test]
fn each_fault_is_told_with_its_line_and_what_to_do() {
    assert_eq!(Catalog::parse("small.toml", SMALL).unwrap().len(), 2);
    let mut wrong = String::new();
    for fault in FAULTS.split("\n\n") {
        let expected: Vec<_> = fault.lines().filter(|line| line.starts_with("small.toml:")).collect();
        let told = Catalog::parse("small.toml", &with_fault(fault)).err().map_or_else(String::new, |e| e.to_string());
        if told != expected.join("\n") {
            wrong += &format!("{fault}\nbut is told as:\n{told}\n\n").replace('\u{1b}', "<ESC>");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
