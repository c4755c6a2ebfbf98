//! The program's own tables read back, whatever the entries hold.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use proptest::prelude::*;

use llm_catalog::{
    Catalog, EntryRef, Model,
    capability::{Modalities, Modality, Reasoning},
    id::Id,
    license::{CommercialUse, License},
    link::{Link, LinkKind, Url},
    localized::{Locale, LocalizedText},
    model::{Paper, Stage},
    parent::Relation,
    quantity::Quantity,
    text::sanitize,
    variant::Variant,
    write::CatalogContents,
};
use llm_index::{Column, Index};
use llm_tui::{
    export::{ExportTable, FileFormat},
    import::{ImportResult, csv, report::LeftOutReason},
};

/// The columns of values that an entry states; the others are computed.
const STATED: [Column; 22] = [
    Column::Name,
    Column::Variant,
    Column::Id,
    Column::Stage,
    Column::Organizations,
    Column::Countries,
    Column::Parameters,
    Column::ActiveParameters,
    Column::Released,
    Column::ContextLength,
    Column::ContextExtended,
    Column::InputModalities,
    Column::OutputModalities,
    Column::Reasoning,
    Column::Tools,
    Column::Knowledge,
    Column::OpenWeights,
    Column::Languages,
    Column::License,
    Column::CommercialUse,
    Column::Parents,
    Column::Summary,
];

/// Texts with what CSV and spreadsheets give a meaning.
fn text() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "=", "+", "-", "@", "'", "\"", ",", ";", " ", "a", "B7", "盘古", "é", "/", "|", "1.5", "＝", "&", "()", "Inc.",
    ]);
    let texts = prop::collection::vec(part, 1..6).prop_map(|parts| sanitize(&parts.concat()));
    texts.prop_filter("a text that can be seen", |text| text.chars().any(char::is_alphanumeric))
}

fn license() -> impl Strategy<Value = License> {
    let uses = prop::option::of(prop::sample::select(CommercialUse::ALL.to_vec()));
    (text(), uses).prop_map(|(name, commercial_use)| License { name, zh: None, spdx: None, url: None, commercial_use })
}

fn variant() -> impl Strategy<Value = Variant> {
    (text(), prop::option::of(1_u64..2_000_000_000_000), any::<bool>()).prop_map(|(name, total, is_sparse)| Variant {
        parameters: total.map(Quantity),
        active: total
            .filter(|_| is_sparse)
            .map(|total| Quantity(total.div_ceil(2)))
            .filter(|active| Some(active.0) < total),
        ..Variant::named(&name)
    })
}

fn model() -> impl Strategy<Value = Model> {
    // What separates makers in a cell begins and ends none.
    let maker = text().prop_map(|text| text.trim_matches([',', ' ']).to_owned());
    let names = (text(), prop::collection::vec(maker, 0..3), prop::option::of(text()), prop::option::of(text()));
    let facts = (
        prop::sample::select(Stage::ALL.to_vec()),
        prop::option::of(prop::sample::select(vec!["2023", "2023-02", "2024-02-29"])),
        prop::option::of(1_u32..2_000_000),
        prop::option::of(any::<bool>()),
        prop::option::of(prop::sample::select(Reasoning::ALL.to_vec())),
        any::<bool>(),
    );
    let lists = (
        prop::sample::subsequence(Modality::ALL.to_vec(), 0..4),
        prop::sample::subsequence(vec!["en", "zh", "mul", "zh-Hant"], 0..3),
        prop::sample::subsequence(vec!["US", "CN", "FR"], 0..3),
    );
    (names, facts, lists, prop::option::of(variant()), prop::option::of(license())).prop_map(
        |(names, facts, lists, variant, license)| {
            let (name, organizations, summary, title) = names;
            let (stage, released, context, tools, reasoning, open_weights) = facts;
            let (input, languages, countries) = lists;
            let date = |text: &str| text.parse().unwrap();
            let mut organizations: Vec<String> = organizations;
            organizations.dedup();
            Model {
                organizations,
                countries: countries.into_iter().map(str::to_owned).collect(),
                released: released.map(date),
                knowledge: released.map(date),
                context,
                modalities: Some(Modalities { input, output: vec![Modality::Text] }),
                reasoning,
                tools,
                open_weights: Some(open_weights),
                languages: languages.into_iter().map(str::to_owned).collect(),
                license: license.filter(|_| open_weights),
                paper: title.map(|title| Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None }),
                links: vec![Link { kind: LinkKind::Code, url: Url::try_from("https://a.b/c".to_owned()).unwrap() }],
                summary: summary.map(|text| LocalizedText { en: text.clone(), zh: text }),
                variants: variant.into_iter().collect(),
                insight: Some(LocalizedText { en: "x".to_owned(), zh: "x".to_owned() }),
                ..Model::new(Id::try_from("x".to_owned()).unwrap(), name, stage)
            }
        },
    )
}

/// The catalogue as the table of its stated values; `None` if it breaks a rule.
fn table(toml: &str, format: FileFormat) -> Option<String> {
    let index = Index::try_from(&Catalog::parse("a.toml", toml).ok()?).unwrap();
    let rows = index.one_row_per_entry(Arc::new(index.rows().collect())).to_vec();
    let table = ExportTable { index: &index, locale: Locale::En, rows, columns: STATED.to_vec() };
    Some(format.write(&table))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn a_table_reads_back_as_it_was(models in prop::collection::vec(model(), 1..4)) {
        let mut models = models;
        for (idx, model) in models.iter_mut().enumerate() {
            model.id = Id::try_from(format!("m{idx}")).unwrap();
        }
        let contents = CatalogContents { entries: models.iter().map(EntryRef::Model).collect(), ..CatalogContents::default() };
        for (format, separator) in [(FileFormat::Csv, b','), (FileFormat::Tsv, b'\t')] {
            let exported = table(&contents.to_toml(), format);
            prop_assume!(exported.is_some());
            let exported = exported.unwrap();
            let mut result = csv::parse(&exported, &[separator]).unwrap();
            prop_assert_eq!(result.report.left_out(), 0, "{:?}", result.report);
            result.add_placeholders();
            let again = table(&result.to_toml(), format);
            prop_assert_eq!(Some(exported), again);
        }
    }
}

/// The entries of a table with these headings and records.
fn import(headings: &str, records: &[&str]) -> ImportResult {
    csv::parse(&format!("{headings}\n{}\n", records.join("\n")), b",").unwrap()
}

/// What was left out, as `column: text`.
fn left_out(result: &ImportResult) -> Vec<String> {
    result.report.first_left_out.iter().map(|cell| format!("{}: {}", cell.column, cell.text)).collect()
}

#[test]
fn records_of_one_model_are_its_variants() {
    let headings = "name,variant,id,stage,org,country,license,arch,context,base,checkpoint_url";
    let first = "A,7B,a,base,Acme,US,MIT,dense,4096,,https://a.b/7";
    let result = import(headings, &[first, "A,70B,a,sft,Acme,US,Apache 2.0,moe,8192,a,https://a.b/70"]);
    let [model] = result.models.as_slice() else { panic!("{:?}", result.models) };
    let variant = &model.variants[1];
    assert_eq!(variant.license.as_ref().map(|license| license.name.as_str()), Some("Apache 2.0"));
    assert_eq!((variant.stage, variant.context), (Some(Stage::Sft), Some(8192)));
    assert_eq!(variant.checkpoint.as_ref().map(Url::as_str), Some("https://a.b/70"));
    assert!(variant.base_models.is_some() && variant.architecture.is_some());
    assert_eq!(result.report.left_out(), 0, "{:?}", left_out(&result));
    // Makers and countries are those of all variants.
    let result = import(headings, &[first, "A,70B,a,base,Beta,CN,MIT,dense,4096,,https://a.b/7"]);
    assert_eq!((left_out(&result), result.models.len()), (vec!["org: Beta".to_owned(), "country: CN".to_owned()], 1));
    // What cannot be read is reported once, and a part of the list is no other one.
    let result = import(headings, &[first, "A,70B,a,base,,Nowhere,MIT,dense,4096,,https://a.b/7"]);
    assert_eq!((left_out(&result), result.report.left_out()), (vec!["country: Nowhere".to_owned()], 1));
    // Also if other records are between them.
    let other = "B,7B,b,base,Acme,US,MIT,dense,4096,,https://a.b/7";
    let result = import(headings, &[first, other, "A,70B,a,base,Acme,US,MIT,dense,4096,,https://a.b/7"]);
    assert_eq!((result.models.len(), result.models[0].variants.len()), (2, 2));
    let result = import(headings, &[first, other, first]);
    assert_eq!((result.models.len(), result.skipped()), (2, 1));
    let result = import("name,id,kind", &["A,a,library", "B,a,engine"]);
    assert_eq!((result.extensions.len(), result.skipped()), (1, 1));
}

#[test]
fn what_an_edited_table_says_wrongly_is_reported() {
    for (headings, record, expected) in [
        ("name,id,stage,params", "A,a,base,7", &["params: 7"][..]),
        ("name,id,stage,params,active", "A,a,base,7B,3", &["active: 3"]),
        ("name,id,stage,base", "A,a,base,\"b, Bad Id\"", &["base: Bad Id"]),
        (
            "name,id,stage,commercial,license_url",
            "A,a,base,yes,https://a.b",
            &["commercial: yes", "license_url: https://a.b"],
        ),
        ("name,id,stage", "A,a,base,more,,cells", &[": more", ": cells"]),
        ("name,id,kind,open,lifecycle", "A,a,library,yes,retired", &["open: yes", "lifecycle: retired"]),
        ("name,id,stage,kind", "A,a,base,library", &["kind: library"]),
        ("name,id,stage,country", "A,a,base,\"USA, Nowhere\"", &["country: Nowhere"]),
        ("name,id,stage,license,license", "A,a,base,MIT,Apache 2.0", &["license: Apache 2.0"]),
        ("name,id,stage,params,tokens", "A,a,base,7 GB,825GB", &["params: 7 GB", "tokens: 825GB"]),
        ("name,id,stage,params,active,tokens", "A,a,base,7B,1GiB,1TiB", &["active: 1GiB", "tokens: 1TiB"]),
        ("name,id,stage,params,active", "A,a,base,7B,13B", &["active: 13B"]),
        ("name,id,stage,tokens,context", "A,a,base,0,0", &["tokens: 0", "context: 0"]),
        ("name,id,stage,base,base_relation", "A,a,base,b,parent", &["base_relation: parent"]),
    ] {
        let mut result = import(headings, &[record]);
        assert_eq!(left_out(&result), expected, "{headings}");
        // What is read passes all checks; only a parent needs an entry of its own.
        result.models.iter_mut().for_each(|model| model.base_models.clear());
        result.remove_invalid_fields();
        assert_eq!(result.report.left_out(), expected.len(), "{:?}", result.report);
    }
    let sparse = |active: &str| import("name,id,stage,params,active", &[&format!("A,a,base,7B,{active}")]);
    assert_eq!(sparse("13B").report.first_left_out[0].reason, LeftOutReason::ActiveNotFewer);
    assert_eq!(sparse("1 GB").report.first_left_out[0].reason, LeftOutReason::Bytes);
    assert_eq!(sparse("13B").models[0].variants[0].parameters, Some(Quantity(7_000_000_000)));
    let result = import("name,id,stage,country", &["A,a,base,USA"]);
    assert_eq!(result.models[0].countries, ["US"]);
}

#[test]
fn the_order_of_the_columns_makes_no_difference() {
    let result = import(
        "commercial,license_url,active,params,variant,license,stage,id,name",
        &["conditions,https://a.b/l,3B,30B,Large,Custom,base,a,A"],
    );
    let model = &result.models[0];
    let license = model.license.as_ref().unwrap();
    assert_eq!((license.commercial_use, license.url.is_some()), (Some(CommercialUse::Conditions), true));
    assert_eq!((model.variants[0].name.as_str(), model.variants[0].active), ("Large", Some(Quantity(3_000_000_000))));
    assert_eq!(result.report.left_out(), 0);
}

/// The only model of a table with such a record.
fn import_model(headings: &str, record: &str) -> Model {
    let result = import(headings, &[record]);
    assert_eq!(result.report.left_out(), 0, "{:?}", left_out(&result));
    result.models.first().unwrap().clone()
}

#[test]
fn a_score_is_read_with_the_page_where_it_was_published() {
    let headings = "name,id,stage,variant,score,benchmark,score_setting,score_by,score_source";
    let model = import_model(headings, "A,a,base,7B,61.234,mmlu,5-shot,Lab,https://a.b/paper");
    let score = model.scores.first().unwrap();
    assert!(score.value.total_cmp(&61.234).is_eq(), "{score:?}");
    let texts = (score.source.as_str(), score.setting.as_deref(), score.reported_by.as_deref());
    assert_eq!(texts, ("https://a.b/paper", Some("5-shot"), Some("Lab")));
    for record in ["A,a,base,7B,61.2,mmlu", "A,a,base,7B,61.2,mmlu,,,"] {
        let result = import(headings, &[record]);
        assert_eq!((left_out(&result), result.models[0].scores.len()), (vec!["score: 61.2".to_owned()], 0));
    }
    for (benchmark, expected) in [("", LeftOutReason::NoBenchmarkId), ("mmlo", LeftOutReason::UnknownBenchmark)] {
        let result = import(headings, &[&format!("A,a,base,7B,61.2,{benchmark},,,https://a.b/paper")]);
        assert_eq!((&result.report.first_left_out[0].reason, result.models[0].scores.len()), (&expected, 0));
    }
    let result = import(headings, &["A,a,base,7B,61.2,mmlu,,,the paper"]);
    assert_eq!((left_out(&result), result.models[0].scores.len()), (vec!["score_source: the paper".to_owned()], 0));
}

#[test]
fn what_one_record_does_not_state_is_that_of_the_others_only() {
    let headings = "name,id,stage,variant,released,open,license,base";
    let result =
        import(headings, &["A,a,base,7B,2024-01,yes,MIT,b", "A,a,base,70B,,,,", "A,a,base,9B,2024-01,yes,MIT,b"]);
    let [model] = result.models.as_slice() else { panic!("{:?}", result.models) };
    assert!(model.released.is_none() && model.open_weights.is_none() && model.license.is_none());
    let stated: Vec<_> = model.variants.iter().map(|variant| variant.released.is_some()).collect();
    assert_eq!((stated, model.base_models.len()), (vec![true, false, true], 0));
    let parents: Vec<_> = model.variants.iter().map(|variant| variant.base_models.is_some()).collect();
    assert_eq!(parents, [true, false, true]);
}

#[test]
fn the_tokens_of_one_variant_are_not_those_of_another() {
    let tokens = |records: &[&str]| {
        let result = import("name,id,stage,variant,tokens", records);
        assert_eq!(result.report.left_out(), 0, "{:?}", left_out(&result));
        let [model] = result.models.as_slice() else { panic!("{:?}", result.models) };
        let resolved = model.variants.iter().map(|variant| model.resolve(variant));
        let tokens = resolved.map(|model| model.pretraining_tokens().next().map(|tokens| tokens.to_string()));
        tokens.map(Option::unwrap_or_default).collect::<Vec<_>>()
    };
    assert_eq!(tokens(&["A,a,base,7B,2T", "A,a,base,9B,", "A,a,base,70B,15T"]), ["2T", "", "15T"]);
    assert_eq!(tokens(&["A,a,base,7B,2T", "A,a,base,8B,2T", "A,a,base,9B,"]), ["2T", "2T", ""]);
    assert_eq!(tokens(&["A,a,base,7B,", "A,a,base,9B,2T"]), ["", "2T"]);
}

#[test]
fn parents_are_read_with_their_relations() {
    let model = import_model("name,id,stage,base_relation,base", "A,a,base,\"successor, weights\",\"b, c\"");
    let relations: Vec<_> = model.base_models.iter().map(|parent| parent.relation).collect();
    assert_eq!(relations, [Relation::Successor, Relation::Weights]);
    let result = import("name,id,stage,base_relation,base", &["A,a,base,successor,\"b, c\""]);
    assert_eq!(left_out(&result), ["base_relation: successor"]);
}
