//! What a file is, by the start of its content.

mod json_shape;

use crate::{
    import::{
        csv,
        front_matter::{is_yaml_key, split_front_matter},
        guess::json_shape::JsonShape,
    },
    list_format::{FileKind, ListFormat},
};

/// As much of a file is looked at.
pub const HEAD_BYTES: usize = 64 * 1024;
/// As many records of a table have to have as many cells as its headings.
const COMPARED_RECORDS: usize = 5;

/// Guesses what a text is. Only its start is looked at, so that a large file costs no more than a small one.
#[must_use]
pub fn guess(text: &str) -> FileKind {
    let head = (0..=HEAD_BYTES.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
    let is_cut = head.len() < text.len();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.is_empty() {
        return FileKind::Empty;
    }
    if let (Some(separator), table) = csv::split_separator_line(head)
        && is_table(table, separator, is_cut)
    {
        return FileKind::List(ListFormat::Csv);
    }
    if is_html(head) {
        return FileKind::Html;
    }
    if is_catalog_toml(head) {
        return FileKind::List(ListFormat::Catalog);
    }
    if head.starts_with('{') || is_json_array(head) {
        return JsonShape::read(head).format().map_or(FileKind::Json, FileKind::List);
    }
    if let Some((_, page)) = split_front_matter(head)
        && is_page_of_markdown(page)
    {
        return FileKind::List(ListFormat::Markdown);
    }
    if let Some(kind) = guess_yaml(head) {
        return kind;
    }
    let separators = [(b'\t', ListFormat::Tsv), (b',', ListFormat::Csv), (b';', ListFormat::Csv)];
    if let Some((_, format)) = separators.into_iter().find(|(separator, _)| is_table(head, *separator, is_cut)) {
        return FileKind::List(format);
    }
    if is_toml(head) {
        FileKind::Toml
    } else if is_markdown(head) {
        FileKind::List(ListFormat::Markdown)
    } else {
        FileKind::Text
    }
}

/// A page that starts with single elements, such as a centred heading, is still Markdown.
fn is_html(head: &str) -> bool {
    let start: String = head.chars().take(200).collect::<String>().to_lowercase();
    let start =
        start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(&*start, |(_, rest)| rest.trim());
    ["<!doctype html", "<html"].iter().any(|tag| start.starts_with(tag))
}

/// In TOML a bracket opens a header, which continues with a name or a second bracket.
fn is_json_array(head: &str) -> bool {
    head.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']))
}

/// The tables of a catalogue, by their headers.
const CATALOG_TABLES: [&str; 6] =
    ["[[model]]", "[[extension]]", "[[benchmark]]", "[[organization]]", "[[update]]", "[origin]"];

fn is_catalog_toml(head: &str) -> bool {
    let mut lines = head.lines().map(str::trim);
    // A page may show such a file as an example.
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| CATALOG_TABLES.iter().any(|table| line.starts_with(table)))
}

/// Whether the first line that is no comment is a header or a key with a value.
fn is_toml(head: &str) -> bool {
    let is_key = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.chars().all(|ch| ch.is_ascii_alphanumeric() || "_-.\"".contains(ch))
    };
    let mut lines = head.lines().map(str::trim);
    let Some(line) = lines.find(|line| !line.is_empty() && !line.starts_with('#')) else { return false };
    let header = line.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']'));
    header.is_some_and(|name| is_key(name.trim_matches(['[', ']'])))
        || line.split_once('=').is_some_and(|(key, value)| is_key(key) && !value.trim().is_empty())
}

/// The keys of an asset of Ecosystem Graphs; each has some.
const ASSET_KEYS: [&str; 4] = ["created_date:", "model_card:", "dependencies:", "training_emissions:"];

/// YAML that is a list of mappings, or has a document marker.
fn guess_yaml(head: &str) -> Option<FileKind> {
    let mut lines = head.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let has_marker = head.starts_with("---\n") || head.starts_with("---\r");
    let first = if has_marker { lines.nth(1) } else { lines.next() }?;
    let is_list = first.strip_prefix("- ").is_some_and(|item| is_yaml_key(item.trim_start()));
    let has_key = |key: &&&str| head.lines().any(|line| line.trim_start_matches(['-', ' ']).starts_with(**key));
    if is_list && ASSET_KEYS.iter().filter(has_key).count() > 1 {
        return Some(FileKind::List(ListFormat::EcosystemGraphs));
    }
    (is_list || has_marker && is_yaml_key(first)).then_some(FileKind::Yaml)
}

/// A table: a row of headings, maybe below titles, and records with as many cells.
fn is_table(head: &str, separator: u8, is_cut: bool) -> bool {
    let (titles, records) = csv::first_records(head, separator, 1 + COMPARED_RECORDS);
    let Some((headings, records)) = records.split_first() else { return false };
    let mut counts: Vec<_> = records.iter().map(Vec::len).collect();
    // The last record may be cut.
    if is_cut && counts.len() < COMPARED_RECORDS {
        counts.pop();
    }
    // A column of numbers is headed `#`.
    let is_text = |text: &String| {
        let is_markup = text.starts_with(['#', '|', '<', '>']) && text.trim() != "#";
        !text.trim().is_empty() && text.len() < 100 && !is_markup
    };
    headings.len() > 1
        && titles.iter().flatten().filter(|text| !text.trim().is_empty()).chain(headings.first()).all(is_text)
        && counts.iter().all(|count| *count == headings.len())
        && (titles.is_empty() || !counts.is_empty())
}

/// Whether what follows front matter is a page, and not a second document in YAML.
fn is_page_of_markdown(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let starts_yaml = |line: &str| is_yaml_key(line.trim_start_matches(['-', ' ']));
    let has_only_markdown = lines.clone().any(|line| line.starts_with(['|', '<']) || line.starts_with("## "));
    is_markdown(text) && (has_only_markdown || !lines.find(|line| !line.starts_with('#')).is_some_and(starts_yaml))
}

/// Whether a line is a heading, an item, a row of a table or has a link.
fn is_markdown(head: &str) -> bool {
    head.lines().map(str::trim_start).any(|line| {
        ["# ", "## ", "### ", "- ", "* ", "+ ", "|", "<table", "<h1"].iter().any(|start| line.starts_with(start))
            || line.contains("](")
    })
}
