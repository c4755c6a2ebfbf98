//! Reads a catalogue file strictly, and continues after each error.

use serde::de::DeserializeOwned;

use super::{
    de::from_value,
    error::ValueError,
    json,
    message::{describe, missing_key, unknown_name, wrong_type},
    text_rules::{check_text, check_value},
    toml,
    value::{Table, Value, ValueKind},
};
use crate::{
    catalog_file::{CatalogFile, FileFormat},
    extension::Extension,
    meta::{Benchmark, ChangelogEntry, Organization, SourceList},
    model::Model,
    violation::LocatedViolation,
};

/// The keys of a catalogue file.
pub(crate) const TOP_LEVEL_KEYS: [&str; 6] = ["origin", "benchmark", "organization", "model", "extension", "update"];

/// The valid parts of a file. Entries have their position in the file's list.
#[derive(Debug, Default)]
pub(crate) struct ParsedFile {
    pub source_list: Option<SourceList>,
    pub benchmarks: Vec<(usize, Benchmark)>,
    pub organizations: Vec<Organization>,
    pub models: Vec<(usize, Model)>,
    pub extensions: Vec<(usize, Extension)>,
    pub changelog: Vec<ChangelogEntry>,
    /// The ids of entries with errors, so that a reference to one is no error of its own.
    pub unparsed_ids: Vec<String>,
    pub violations: Vec<LocatedViolation>,
}

/// Parses a file into a tree with the keys of a catalogue, whatever its format.
/// What is malformed is reported and left out.
pub(crate) fn parse_document(file: &CatalogFile) -> (Value<'_>, Vec<LocatedViolation>) {
    match file.format {
        FileFormat::Json => json::parse_document(&file.text),
        FileFormat::JsonLines => json::parse_lines(&file.text),
        FileFormat::Toml => match toml::parse(&file.text) {
            Ok(document) => (document, Vec::new()),
            Err(error) => {
                let empty = Value { span: 0..0, kind: ValueKind::Table(Table::default()) };
                (empty, vec![to_violation("syntax", &file.text, &error)])
            }
        },
    }
}

/// The former key of variants.
const SIZE_KEY: &str = "size";

/// Reads `size`, as variants were called when they were sizes only, as `variant`.
fn rename_sizes(document: &mut Value<'_>) {
    for model in document.list_mut("model") {
        rename_size(model);
        for score in model.list_mut("score") {
            rename_size(score);
        }
    }
}

fn rename_size(value: &mut Value<'_>) {
    let ValueKind::Table(table) = &mut value.kind else { return };
    if !table.contains_key("variant")
        && let Some(member) = table.remove(SIZE_KEY)
    {
        table.insert("variant".into(), member);
    }
}

/// Reads a file; an error in one entry does not hide the others.
pub(crate) fn parse_file(file: &CatalogFile) -> ParsedFile {
    let (mut document, mut malformed) = parse_document(file);
    rename_sizes(&mut document);
    malformed.sort_by_key(|violation| violation.offset);
    let mut parsed = ParsedFile::default();
    let mut reader = FileReader { text: &file.text, malformed, violations: Vec::new(), unparsed_ids: Vec::new() };
    // JSON is often generated from a model hub, which has no insights.
    let required_key = (file.format == FileFormat::Toml).then_some("insight");
    for (key, member) in document.as_table().into_iter().flatten() {
        let value = &member.value;
        match key.as_ref() {
            "origin" => parsed.source_list = reader.read_table(value),
            "benchmark" => parsed.benchmarks = reader.read_list(value, None),
            "organization" => parsed.organizations = without_positions(reader.read_list(value, None)),
            "model" => parsed.models = reader.read_list(value, required_key),
            "extension" => parsed.extensions = reader.read_list(value, None),
            "update" => parsed.changelog = without_positions(reader.read_list(value, None)),
            unknown => reader.reject_key(unknown, member.key_span.start),
        }
    }
    let FileReader { malformed, violations, unparsed_ids, .. } = reader;
    ParsedFile { violations: [malformed, violations].concat(), unparsed_ids, ..parsed }
}

fn without_positions<T>(items: Vec<(usize, T)>) -> Vec<T> {
    items.into_iter().map(|(_, item)| item).collect()
}

struct FileReader<'t> {
    text: &'t str,
    /// The syntax errors of the file, by offset.
    malformed: Vec<LocatedViolation>,
    violations: Vec<LocatedViolation>,
    unparsed_ids: Vec<String>,
}

impl FileReader<'_> {
    /// Reads a list of tables. Each must have `required_key`, which the type
    /// itself does not require in every format.
    fn read_list<T: DeserializeOwned>(
        &mut self,
        value: &Value<'_>,
        required_key: Option<&'static str>,
    ) -> Vec<(usize, T)> {
        let ValueKind::Array(items) = &value.kind else {
            let source = self.text.get(value.span.clone()).unwrap_or_default();
            let message = wrong_type(source, "a list, in TOML with two brackets: `[[model]]`");
            self.report(value.span.start, message);
            return Vec::new();
        };
        let mut read = Vec::new();
        for (row, item) in items.iter().enumerate() {
            if let Some(key) = required_key
                && item.as_table().is_some_and(|table| !table.contains_key(key))
            {
                self.report(item.span.start, missing_key(key));
            }
            read.extend(self.read_table(item).map(|value| (row, value)));
        }
        read
    }

    /// Reads a table, unless it has a syntax error or an invalid text.
    fn read_table<T: DeserializeOwned>(&mut self, value: &Value<'_>) -> Option<T> {
        let (span, violation_count) = (&value.span, self.violations.len());
        let first = self.malformed.partition_point(|violation| violation.offset < span.start);
        let is_malformed = self.malformed.get(first).is_some_and(|violation| violation.offset < span.end);
        check_value(value, &mut self.violations);
        if !is_malformed && self.violations.len() == violation_count {
            match from_value(value) {
                Ok(read) => return Some(read),
                Err(error) => self.violations.push(to_violation("value", self.text, &error)),
            }
        }
        self.unparsed_ids.extend(value.get("id").and_then(Value::as_str).map(str::to_owned));
        None
    }

    fn reject_key(&mut self, key: &str, offset: usize) {
        let violation_count = self.violations.len();
        check_text(key, offset, &mut self.violations);
        if self.violations.len() == violation_count {
            self.report(offset, unknown_name(key, "a key", &TOP_LEVEL_KEYS));
        }
    }

    fn report(&mut self, offset: usize, message: String) {
        self.violations.push(LocatedViolation { offset, rule: "value", message });
    }
}

fn to_violation(rule: &'static str, text: &str, error: &ValueError) -> LocatedViolation {
    let source = text.get(error.span.clone()).unwrap_or_default();
    LocatedViolation { offset: error.span.start, rule, message: describe(&error.kind, source) }
}
