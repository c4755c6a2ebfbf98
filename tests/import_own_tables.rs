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
    quantity::Quantity,
    text::sanitize,
    variant::Variant,
    write::CatalogContents,
};
use llm_index::{Column, Index};
use llm_tui::{
    export::{ExportTable, FileFormat},
    import::csv,
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
