//! Exports that are read back: written once more, they are the same bytes.
#![expect(clippy::expect_used, reason = "a test fails if an export cannot be read")]

#[path = "support/random.rs"]
mod random;

use llm_catalog::{
    Catalog, CatalogFile, Extension, Model, id::EntryId, link::LinkKind, localized::Locale, write::CatalogContents,
};
use llm_index::{Index, loader::JsonlLoader};
use llm_tui::{
    export::{
        ExportTable, FileFormat, Grouping,
        awesome_list::{AwesomeList, PageParts},
    },
    i18n::Messages,
    import::{csv, markdown},
};
use random::{SplitMix, rounds};

const GROUPINGS: [Grouping; 4] = [Grouping::Stage, Grouping::Organization, Grouping::License, Grouping::Year];

fn builtin_catalog() -> Catalog {
    llm_tui::builtin::catalog().expect("the built-in catalogue is valid")
}

fn to_index(catalog: &Catalog) -> Index {
    Index::try_from(catalog).expect("the catalogue can be indexed")
}

/// Makes sure that the scores are those of the catalogue, with the pages where they were published.
fn assert_known_scores(imported: &[Model], catalog: &Catalog) {
    let known: Vec<_> = catalog.models().iter().flat_map(|model| &model.scores).collect();
    for score in imported.iter().flat_map(|model| &model.scores) {
        let is_same = |other: &&&llm_catalog::model::Score| {
            (&other.benchmark, &other.source) == (&score.benchmark, &score.source)
                && other.value.total_cmp(&score.value).is_eq()
        };
        assert!(known.iter().any(|other| is_same(&other)), "{score:?}");
    }
}

/// All entries of an index in a format.
fn write(format: FileFormat, index: &Index) -> String {
    // Not a row for each variant: what is of one variant alone is not in CSV.
    let rows = index.rows().filter(|row| index.entry_row(*row) == *row).collect();
    format.write(&ExportTable { index, locale: Locale::En, rows, columns: Vec::new() })
}

/// A header of one's own that says what made the page.
const HEADER: &str = "# List\n\nThis page is made by `llm-tui export`.";

fn page(index: &Index, locale: Locale, grouping: Grouping) -> String {
    let table = ExportTable { index, locale, rows: index.rows().collect(), columns: Vec::new() };
    // The introduction counts the entries and names what the catalogue came from.
    AwesomeList { table: &table, grouping: Some(grouping) }
        .page(PageParts { header: Some(HEADER), ..PageParts::default() })
}

/// A catalogue of models and extensions, in the JSON of a file.
fn catalog_of(
    models: &[Model],
    extensions: &[Extension],
    benchmarks: impl serde::Serialize,
    changelog: impl serde::Serialize,
) -> Catalog {
    let file = serde_json::json!({
        "benchmark": benchmarks, "model": models, "extension": extensions, "update": changelog,
    });
    Catalog::parse("written.json", &file.to_string()).expect("the entries are a valid catalogue")
}

/// Characters with a meaning in Markdown, CSV, TOML or JSON, or to a spreadsheet.
const SPECIAL: [&str; 14] = ["|", "\\", "`", "*", "[x](y)", "<b>", "&amp;", "\"", "'", "=1+1", ",", "模型", "#", "~~"];

fn pick<'a, T>(random: &mut SplitMix, items: &'a [T]) -> &'a T {
    items.get(random.below(items.len())).expect("an item")
}

fn random_name(random: &mut SplitMix, idx: usize) -> String {
    let parts: Vec<_> = (0..random.below(3)).map(|_| random.pick(&SPECIAL)).collect();
    format!("M{idx} {}x", parts.join(" "))
}

/// A model whose parts are those of models of the built-in catalogue.
fn random_model(random: &mut SplitMix, source: &[Model], earlier: &[Model], idx: usize) -> Model {
    let [family, dates, texts, links, licenses, training] = std::array::from_fn(|_| pick(random, source));
    let name = random_name(random, idx);
    let id = EntryId::try_from(format!("m{idx}")).expect("an id");
    let parents = family.base_models.iter().zip(earlier).map(|(parent, earlier)| {
        let mut parent = parent.clone();
        parent.id = earlier.id.clone();
        // The earlier model has other variants.
        parent.variant = None;
        parent
    });
    let mut variants = family.variants.clone();
    for variant in &mut variants {
        variant.base_models = None;
    }
    // A checkpoint says that the weights are open, a license in a page says so too.
    let is_unknown = licenses.license.is_none() && links.link(LinkKind::Checkpoint).is_none() && random.below(2) > 0;
    let open_weights = match random.below(8) {
        0 => Some(false),
        _ => licenses.open_weights.filter(|_| !is_unknown),
    };
    Model {
        id,
        name,
        base_models: parents.collect(),
        variants,
        released: dates.released,
        insight: Some(texts.insight.clone()).filter(|_| random.below(4) > 0).flatten(),
        paper: texts.paper.clone().filter(|_| random.below(2) > 0),
        links: links.links.clone(),
        license: licenses.license.clone(),
        open_weights,
        training: training.training.clone(),
        languages: training.languages.clone(),
        ..family.clone()
    }
}

fn random_catalog(random: &mut SplitMix, builtin: &Catalog) -> Catalog {
    let mut models = Vec::new();
    for idx in 0..=random.below(8) {
        models.push(random_model(random, builtin.models(), &models, idx));
    }
    let extensions = (0..random.below(4)).map(|idx| {
        let mut extension = pick(random, builtin.extensions()).clone();
        extension.id = EntryId::try_from(format!("e{idx}")).expect("an id");
        extension.name = random_name(random, idx);
        extension
    });
    let extensions: Vec<_> = extensions.collect();
    let meta = builtin.meta();
    let changelog = meta.changelog.get(..random.below(meta.changelog.len() + 1)).unwrap_or_default();
    catalog_of(&models, &extensions, &meta.benchmarks, changelog)
}

/// The built-in catalogue, then random ones.
fn catalogs() -> impl Iterator<Item = Catalog> {
    let (mut random, builtin) = (SplitMix(20_261_130), builtin_catalog());
    let random = (0..rounds(20, 2_000)).map(move |_| random_catalog(&mut random, &builtin));
    std::iter::once(builtin_catalog()).chain(random)
}

fn assert_same_lines(back: &str, text: &str) {
    for (back, line) in back.lines().zip(text.lines()) {
        assert_eq!(back, line);
    }
    assert_eq!(back.len(), text.len());
}

#[test]
fn toml_is_the_same_once_more() {
    for catalog in catalogs() {
        let text = write(FileFormat::Toml, &to_index(&catalog));
        let back = Catalog::parse("written.toml", &text).expect("the export is a valid catalogue");
        assert_eq!(write(FileFormat::Toml, &to_index(&back)), text);
    }
}

#[test]
fn json_is_the_same_once_more() {
    for catalog in catalogs() {
        let text = write(FileFormat::Json, &to_index(&catalog));
        // An array of entries has no benchmarks.
        let meta = CatalogContents { benchmarks: &catalog.meta().benchmarks, ..CatalogContents::default() }.to_toml();
        let files = [CatalogFile::new("meta.toml", meta), CatalogFile::new("written.json", text.clone())];
        let back = Catalog::merge(&files).expect("the export is valid");
        assert_eq!(write(FileFormat::Json, &to_index(&back)), text);
    }
}

#[test]
fn json_lines_are_the_same_once_more() {
    for catalog in catalogs() {
        let text = write(FileFormat::JsonLines, &to_index(&catalog));
        let loader = JsonlLoader::from_reader("written.jsonl", Box::new(std::io::Cursor::new(text.clone())));
        let mut back = Index::default();
        let progress = loader.load(|segment, _| back.push(segment).is_ok()).expect("the file is read");
        assert_eq!(progress.bad_lines, 0, "{:?}", progress.diagnostics);
        assert_eq!(write(FileFormat::JsonLines, &back), text);
    }
}

/// A page without what comes from figures that it does not have: the marks of scores, and that licenses are by variant.
fn without_marks(page: &str) -> String {
    let lines = page.split_inclusive("\n\n").filter(|paragraph| !paragraph.starts_with("`~` "));
    let page = lines.collect::<String>().replace("\\~", "");
    let by_variant = |page: String, locale| {
        let words = &Messages::get(locale).export;
        page.replace(words.license_by_variant, words.license_not_stated)
    };
    by_variant(by_variant(page, Locale::En), Locale::Zh)
}

#[test]
fn a_markdown_page_is_the_same_once_more() {
    for (idx, catalog) in catalogs().enumerate() {
        let index = to_index(&catalog);
        let locale = if idx % 2 == 0 { Locale::En } else { Locale::Zh };
        for grouping in GROUPINGS {
            let text = page(&index, locale, grouping);
            let imported = markdown::parse(&text);
            assert_known_scores(&imported.models, &catalog);
            let benchmarks = &catalog.meta().benchmarks;
            let back = catalog_of(&imported.models, &imported.extensions, benchmarks, &imported.changelog);
            assert_same_lines(&without_marks(&page(&to_index(&back), locale, grouping)), &without_marks(&text));
        }
    }
}

#[test]
fn csv_and_tsv_are_the_same_once_more() {
    for (idx, catalog) in catalogs().enumerate() {
        let (format, separator) = if idx % 2 == 0 { (FileFormat::Csv, b',') } else { (FileFormat::Tsv, b'\t') };
        let text = write(format, &to_index(&catalog));
        let imported = csv::parse(&text, &[separator]).expect("the export is a table");
        assert_known_scores(&imported.models, &catalog);
        let benchmarks = &catalog.meta().benchmarks;
        let changes: [(); 0] = [];
        let back = catalog_of(&imported.models, &imported.extensions, benchmarks, changes);
        assert_same_lines(&write(format, &to_index(&back)), &text);
    }
}
