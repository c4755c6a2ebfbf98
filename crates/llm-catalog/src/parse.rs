//! Reading a catalogue file: strictly, and with the line of every error.

mod json;

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    Benchmark, ChangelogEntry, Extension, Model, Organization, SourceList,
    catalog_file::{CatalogFile, FileFormat},
    diagnostic::{self, LocatedViolation},
    text::is_unsafe_for_terminal,
    toml_reader::{self, TomlError},
    validate::closest_match,
};

/// The keys of a catalogue file.
const TOP_LEVEL_KEYS: [&str; 6] = ["origin", "benchmark", "organization", "model", "extension", "update"];

/// What could be read of a file. Entries have their position in the file's list.
#[derive(Debug, Default)]
pub(crate) struct ParsedFile {
    pub source_list: Option<SourceList>,
    pub benchmarks: Vec<(usize, Benchmark)>,
    pub organizations: Vec<Organization>,
    pub models: Vec<(usize, Model)>,
    pub extensions: Vec<(usize, Extension)>,
    pub changelog: Vec<ChangelogEntry>,
    /// The ids of what could not be read, so that nothing else is blamed for it.
    pub unparsed_ids: Vec<String>,
    pub violations: Vec<LocatedViolation>,
}

/// A file as a table with the keys of a catalogue, however it is written, and
/// what of it could not be made out.
pub(crate) fn parse_table(source: &CatalogFile) -> (DeTable<'_>, Vec<LocatedViolation>) {
    match source.format {
        FileFormat::Json => json::parse_document(&source.text),
        FileFormat::JsonLines => json::parse_lines(&source.text),
        FileFormat::Toml => match toml_reader::parse(&source.text) {
            Ok(table) => (table.into_inner(), Vec::new()),
            Err(error) => (DeTable::new(), vec![violation_from_error("syntax", &source.text, &error)]),
        },
    }
}

/// Reads a file, going on after what cannot be read.
pub(crate) fn parse_file(source: &CatalogFile) -> ParsedFile {
    let (table, mut faults) = parse_table(source);
    diagnostic::sort_by_offset(&mut faults);
    let mut layer = ParsedFile::default();
    let mut reader =
        TableReader { text: &source.text, malformed: faults, violations: Vec::new(), unparsed_ids: Vec::new() };
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "origin" => layer.source_list = reader.read_table(&value),
            "benchmark" => layer.benchmarks = reader.read_list(value, None),
            "organization" => {
                layer.organizations =
                    reader.read_list(value, None).into_iter().map(|(_, organization)| organization).collect();
            }
            // A list of a whole hub cannot tell what was new about each of its models.
            "model" => layer.models = reader.read_list(value, (source.format == FileFormat::Toml).then_some("insight")),
            "extension" => layer.extensions = reader.read_list(value, None),
            "update" => layer.changelog = reader.read_list(value, None).into_iter().map(|(_, update)| update).collect(),
            unknown => reader.reject_key(unknown, key.span().start),
        }
    }
    ParsedFile {
        violations: [reader.malformed, reader.violations].concat(),
        unparsed_ids: reader.unparsed_ids,
        ..layer
    }
}

struct TableReader<'t> {
    text: &'t str,
    /// What of the text could not be made out, in order.
    malformed: Vec<LocatedViolation>,
    violations: Vec<LocatedViolation>,
    unparsed_ids: Vec<String>,
}

impl<'t> TableReader<'t> {
    /// Reads a list of tables. `needed` is a key that each must have, though not in every format.
    fn read_list<T: DeserializeOwned>(
        &mut self,
        value: Spanned<DeValue<'t>>,
        needed: Option<&'static str>,
    ) -> Vec<(usize, T)> {
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            let written = excerpt(self.text.get(span.clone()).unwrap_or_default());
            let message =
                format!("`{written}` does not fit here; write a list, in TOML with two brackets: `[[model]]`");
            self.violations.push(LocatedViolation { offset: span.start, rule: "value", message });
            return Vec::new();
        };
        let mut read = Vec::new();
        for (row, item) in items.into_iter().enumerate() {
            if let Some(needed) = needed.filter(|key| item.get_ref().is_table() && item.get_ref().get(*key).is_none()) {
                let message = format!("the key `{needed}` is missing; add it");
                self.violations.push(LocatedViolation { offset: item.span().start, rule: "value", message });
            }
            read.extend(self.read_table(&item).map(|value| (row, value)));
        }
        read
    }

    /// Reads a table; what was torn or holds an unsafe text is not looked at further.
    fn read_table<T: DeserializeOwned>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let (span, told) = (value.span(), self.violations.len());
        let first = self.malformed.partition_point(|fault| fault.offset < span.start);
        let is_torn = self.malformed.get(first).is_some_and(|fault| fault.offset < span.end);
        let id = value.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
        check_value(value, &mut self.violations);
        if !is_torn && self.violations.len() == told {
            match toml_reader::from_value(value) {
                Ok(read) => return Some(read),
                Err(error) => self.violations.push(violation_from_error("value", self.text, &error)),
            }
        }
        self.unparsed_ids.extend(id);
        None
    }

    fn reject_key(&mut self, key: &str, at: usize) {
        let told = self.violations.len();
        check_text(key, at, &mut self.violations);
        if self.violations.len() == told {
            let message = unknown_name(key, "a key", &TOP_LEVEL_KEYS);
            self.violations.push(LocatedViolation { offset: at, rule: "value", message });
        }
    }
}

fn violation_from_error(rule: &'static str, text: &str, error: &TomlError) -> LocatedViolation {
    let TomlError { span, message } = error;
    LocatedViolation {
        offset: span.start,
        rule,
        message: humanize(message, text.get(span.clone()).unwrap_or_default()),
    }
}

/// Says an error of the reader in the program's own voice; `written` is what it is about.
fn humanize(message: &str, written: &str) -> String {
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("the key {key} is missing; add it");
    }
    if message == "duplicate key" {
        return duplicate_key(written);
    }
    if let Some(expected) = message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        return format!("`{}` does not fit here; write {}", excerpt(written), expected.1);
    }
    let quoted: Vec<_> = message.split('`').skip(1).step_by(2).collect();
    if let (Some((start, _)), Some((word, known))) = (message.split_once(" `"), quoted.split_first()) {
        match start {
            "unknown field" => return unknown_name(word, "a key", known),
            "unknown variant" => return unknown_name(word, "a value", known),
            _ => {}
        }
    }
    message.to_owned()
}

pub(crate) fn duplicate_key(key: &str) -> String {
    format!("the key `{key}` is given twice; remove one")
}

fn unknown_name(word: &str, what: &str, known: &[&str]) -> String {
    let advice = closest_match(word, known.iter().copied())
        .map_or_else(|| format!("use one of {}", known.join(", ")), |hint| format!("did you mean `{hint}`?"));
    format!("`{word}` is not {what} of the catalogue here; {advice}")
}

/// The beginning of what is written, which may be a whole table.
pub(crate) fn excerpt(written: &str) -> String {
    let mut signs = written.lines().next().unwrap_or_default().chars();
    let start: String = signs.by_ref().take(60).collect();
    if signs.next().is_some() || written.lines().nth(1).is_some() { start + "…" } else { start }
}

/// Finds texts that are empty, or could drive a terminal or reorder a line.
fn check_value(value: &Spanned<DeValue<'_>>, found: &mut Vec<LocatedViolation>) {
    match value.get_ref() {
        DeValue::String(text) => check_text(text, value.span().start, found),
        DeValue::Array(items) => items.iter().for_each(|item| check_value(item, found)),
        DeValue::Table(table) => {
            for (key, value) in table {
                check_text(key.get_ref(), key.span().start, found);
                check_value(value, found);
            }
        }
        _ => {}
    }
}

fn check_text(text: &str, at: usize, found: &mut Vec<LocatedViolation>) {
    if let Some(sign) = text.chars().find(|c| is_unsafe_for_terminal(*c)) {
        let code = u32::from(sign);
        let message = format!("U+{code:04X} is a control, direction or invisible character; remove it");
        found.push(LocatedViolation { offset: at, rule: "text", message });
    } else if text.trim().is_empty() {
        let message = "an empty text says nothing; write one, or leave it out".to_owned();
        found.push(LocatedViolation { offset: at, rule: "text", message });
    }
}
