//! Assets of Stanford's Ecosystem Graphs (<https://github.com/stanford-crfm/ecosystem-graphs>): models, data sets and
//! applications as YAML.
//!
//! Models that take or give no text, data sets and applications are counted. What a model depends on has no relation
//! there, so it is left out.

use crate::import::{
    heading::Heading,
    inline::Inline,
    result::{ImportError, ImportResult},
    table::{Table, TableContext, TableRow},
    table_reader::TableReader,
    warning::{Direction, ImportWarning, WarningKind},
    yaml::{self, Map, Node},
};

/// A column of the table that assets become.
struct AssetColumn {
    /// The field of an asset, which the report names.
    key: &'static str,
    /// The heading of the same meaning.
    heading: &'static str,
    /// Gives the cell of an asset.
    cell: fn(&Map<'_>) -> String,
}

const fn column(key: &'static str, heading: &'static str, cell: fn(&Map<'_>) -> String) -> AssetColumn {
    AssetColumn { key, heading, cell }
}

/// The columns of the table that assets become.
const COLUMNS: [AssetColumn; 12] = [
    column("name", "name", |asset| text(asset, "name")),
    column("organization", "organization", |asset| text(asset, "organization")),
    column("nationality", "country", |asset| text(asset, "nationality")),
    column("size", "parameters", |asset| size(&text(asset, "size")).0),
    column("size", "architecture", |asset| size(&text(asset, "size")).1),
    column("created_date", "released", |asset| text(asset, "created_date")),
    column("license", "license", |asset| text(asset, "license")),
    column("access", "open weights", |asset| is_open(&text(asset, "access"))),
    column("modality", "input", |asset| modalities(asset).0),
    column("modality", "output", |asset| modalities(asset).1),
    column("url", "links", |asset| format!("{} {}", url(asset, "url"), url(asset, "model_card"))),
    column("description", "insight", |asset| text(asset, "description")),
];

/// Access that may be to weights or to a service.
const LIMITED: &str = "limited";
/// What a model depends on, of which the list does not say in what way.
const WITHOUT_FIELD: [&str; 1] = ["dependencies"];

/// Imports assets.
///
/// # Errors
///
/// If the text is not YAML, or holds no models.
pub fn parse(text: &str) -> Result<ImportResult, ImportError> {
    let assets = assets(yaml::parse(text)?);
    let kinds = |kind| assets.iter().filter(|asset| self::text(asset, "type") == kind).count();
    let (datasets, applications) = (kinds("dataset"), kinds("application"));
    let mut table = Table { line: 1, headings: COLUMNS.map(|column| column.key.to_owned()).into(), rows: Vec::new() };
    let mut warnings = Vec::new();
    for asset in assets.iter().filter(|asset| self::text(asset, "type") == "model") {
        match missing_text(asset) {
            Some(direction) => warnings.push(ImportWarning {
                line: asset.line,
                kind: WarningKind::NoText { id: self::text(asset, "name"), provider: None, direction },
            }),
            None => table.rows.push(TableRow {
                line: asset.line,
                cells: COLUMNS.map(|column| Inline::from_plain_text(&(column.cell)(asset))).into(),
                rest: String::new(),
            }),
        }
    }
    if table.rows.is_empty() && warnings.is_empty() {
        return Err(ImportError { line: 1, message: "no assets with `type: model` found".to_owned() });
    }
    let mut reader = TableReader::of_data();
    let headings = COLUMNS.iter().map(|column| Heading::parse(column.heading)).collect();
    reader.read_columns(&table, headings, &TableContext::default());
    let mut result = reader.finish();
    let models = || assets.iter().filter(|asset| self::text(asset, "type") == "model" && missing_text(asset).is_none());
    for key in WITHOUT_FIELD {
        let cells = models().filter(|asset| !self::text(asset, key).is_empty()).count();
        result.report.add_without_field(key, cells);
    }
    let limited = result.report.take_left_out(|cell| cell.column == "access" && cell.text == LIMITED);
    if limited > 0 {
        warnings.push(ImportWarning { line: 1, kind: WarningKind::LimitedAccess(limited) });
    }
    if datasets + applications > 0 {
        warnings.push(ImportWarning { line: 1, kind: WarningKind::OtherAssets { datasets, applications } });
    }
    result.warnings.extend(warnings);
    result.warnings.sort_unstable();
    Ok(result)
}

/// The assets of all documents.
fn assets(documents: Vec<Node<'_>>) -> Vec<Map<'_>> {
    let mut assets = Vec::new();
    for document in documents {
        match document {
            Node::List(items) => {
                assets.extend(
                    items.into_iter().filter_map(|item| if let Node::Map(map) = item { Some(map) } else { None }),
                );
            }
            Node::Map(map) => assets.push(map),
            Node::Text(_) => {}
        }
    }
    assets
}

/// The text of a field, which may be explained: `{ value, explanation }`. The items of a list are separated by commas.
fn text(asset: &Map<'_>, key: &str) -> String {
    let value = match asset.get(key) {
        Some(Node::Map(explained)) => explained.get("value"),
        value => value,
    };
    match value {
        Some(Node::Text(text)) => text.trim().to_owned(),
        Some(Node::List(items)) => {
            let texts =
                items.iter().filter_map(|item| if let Node::Text(text) = item { Some(text.trim()) } else { None });
            texts.collect::<Vec<_>>().join(", ")
        }
        Some(Node::Map(_)) | None => String::new(),
    }
}

/// A field that is an address; other words say that there is none.
fn url(asset: &Map<'_>, key: &str) -> String {
    Some(text(asset, key)).filter(|text| text.starts_with("http")).unwrap_or_default()
}

/// Whether a model, which is then no language model, does not take or give any text.
fn missing_text(asset: &Map<'_>) -> Option<Direction> {
    let (input, output) = modalities(asset);
    let has_text = |words: &str| words.is_empty() || words.split(',').any(|word| word.trim() == "text");
    if !has_text(&input) {
        Some(Direction::Input)
    } else if !has_text(&output) {
        Some(Direction::Output)
    } else {
        None
    }
}

/// What a model takes and gives: `image, text; text`. Code is text.
fn modalities(asset: &Map<'_>) -> (String, String) {
    let text = text(asset, "modality").to_lowercase();
    let (input, output) = text.split_once(';').unwrap_or((&text, ""));
    let words = |words: &str| {
        let words = words.split(',').map(str::trim).filter(|word| !word.is_empty() && *word != "unknown");
        let mut words: Vec<_> = words.map(|word| if word == "code" { "text" } else { word }).collect();
        words.dedup();
        words.join(", ")
    };
    (words(input), words(output))
}

/// The size and the architecture in a text such as `15B parameters (dense)` or `14B parameters with 2.7B parameters for
/// activation (MoE)`. Other brackets are of the size.
fn size(text: &str) -> (String, String) {
    let (figure, bracket) = text.split_once('(').unwrap_or((text, ""));
    let (figure, architecture) = match bracket.trim_end_matches(')').trim().to_lowercase().as_str() {
        "moe" | "mixture-of-experts" | "sparse" => (figure, "moe"),
        // Encoders are dense too, so this says nothing of the architecture.
        "dense" | "dense model" | "dense transformer" => (figure, ""),
        _ => (text, ""),
    };
    let figure = figure.replace("parameters", "");
    let figure = figure.trim();
    let figure = match figure.split_once("with") {
        Some((total, active)) => format!("{}-A{}", total.trim(), active.replace("for activation", "").trim()),
        None => figure.to_owned(),
    };
    (figure, architecture.to_owned())
}

/// Whether everybody can download the weights. Limited access says neither, and is counted.
fn is_open(access: &str) -> String {
    match access.to_lowercase().as_str() {
        "open" => "yes",
        "closed" => "no",
        other => other,
    }
    .to_owned()
}
