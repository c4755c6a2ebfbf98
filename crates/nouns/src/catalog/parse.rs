//! Reading a catalogue file: strictly, and with the line of every error.

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Benchmark, Extension, Model, Organization, Origin, Update,
    check::nearest,
    json,
    problem::{self, Fault},
    source::{Format, Source},
};
use crate::{
    document::{self, DocumentError},
    text::is_unsafe,
};

/// The keys of a catalogue file.
const KEYS: [&str; 6] = ["origin", "benchmark", "organization", "model", "extension", "update"];

/// What could be read of a file. Entries have their position in the file's list.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub origin: Option<Origin>,
    pub benchmarks: Vec<(usize, Benchmark)>,
    pub organizations: Vec<Organization>,
    pub models: Vec<(usize, Model)>,
    pub extensions: Vec<(usize, Extension)>,
    pub updates: Vec<Update>,
    /// The ids of what could not be read, so that nothing else is blamed for it.
    pub unread: Vec<String>,
    pub faults: Vec<Fault>,
}

/// A file as a table with the keys of a catalogue, however it is written, and
/// what of it could not be made out.
pub(super) fn document(source: &Source) -> (DeTable<'_>, Vec<Fault>) {
    match source.format {
        Format::Json => json::document(&source.text),
        Format::JsonLines => json::lines(&source.text),
        Format::Toml => match document::parse(&source.text) {
            Ok(table) => (table.into_inner(), Vec::new()),
            Err(error) => (DeTable::new(), vec![fault("syntax", &source.text, &error)]),
        },
    }
}

/// Reads a file, going on after what cannot be read.
pub(super) fn layer(source: &Source) -> Layer {
    let (table, mut faults) = document(source);
    problem::sort(&mut faults);
    let mut layer = Layer::default();
    let mut reader = Reader { text: &source.text, torn: faults, faults: Vec::new(), unread: Vec::new() };
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "origin" => layer.origin = reader.one(&value),
            "benchmark" => layer.benchmarks = reader.list(value, None),
            "organization" => {
                layer.organizations =
                    reader.list(value, None).into_iter().map(|(_, organization)| organization).collect();
            }
            // A list of a whole hub cannot tell what was new about each of its models.
            "model" => layer.models = reader.list(value, (source.format == Format::Toml).then_some("insight")),
            "extension" => layer.extensions = reader.list(value, None),
            "update" => layer.updates = reader.list(value, None).into_iter().map(|(_, update)| update).collect(),
            unknown => reader.refuse_key(unknown, key.span().start),
        }
    }
    Layer { faults: [reader.torn, reader.faults].concat(), unread: reader.unread, ..layer }
}

struct Reader<'t> {
    text: &'t str,
    /// What of the text could not be made out, in order.
    torn: Vec<Fault>,
    faults: Vec<Fault>,
    unread: Vec<String>,
}

impl<'t> Reader<'t> {
    /// Reads a list of tables. `needed` is a key that each must have, though not in every format.
    fn list<T: DeserializeOwned>(
        &mut self,
        value: Spanned<DeValue<'t>>,
        needed: Option<&'static str>,
    ) -> Vec<(usize, T)> {
        let span = value.span();
        let DeValue::Array(items) = value.into_inner() else {
            let written = shortened(self.text.get(span.clone()).unwrap_or_default());
            let message =
                format!("`{written}` does not fit here; write a list, in TOML with two brackets: `[[model]]`");
            self.faults.push(Fault { at: span.start, rule: "value", message });
            return Vec::new();
        };
        let mut read = Vec::new();
        for (row, item) in items.into_iter().enumerate() {
            if let Some(needed) = needed.filter(|key| item.get_ref().is_table() && item.get_ref().get(*key).is_none()) {
                let message = format!("the key `{needed}` is missing; add it");
                self.faults.push(Fault { at: item.span().start, rule: "value", message });
            }
            read.extend(self.one(&item).map(|value| (row, value)));
        }
        read
    }

    /// Reads a table; what was torn or holds an unsafe text is not looked at further.
    fn one<T: DeserializeOwned>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let (span, told) = (value.span(), self.faults.len());
        let first = self.torn.partition_point(|fault| fault.at < span.start);
        let is_torn = self.torn.get(first).is_some_and(|fault| fault.at < span.end);
        let id = value.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
        value_faults(value, &mut self.faults);
        if !is_torn && self.faults.len() == told {
            match document::value(value) {
                Ok(read) => return Some(read),
                Err(error) => self.faults.push(fault("value", self.text, &error)),
            }
        }
        self.unread.extend(id);
        None
    }

    fn refuse_key(&mut self, key: &str, at: usize) {
        let told = self.faults.len();
        text_fault(key, at, &mut self.faults);
        if self.faults.len() == told {
            let message = unknown(key, "a key", &KEYS);
            self.faults.push(Fault { at, rule: "value", message });
        }
    }
}

fn fault(rule: &'static str, text: &str, error: &DocumentError) -> Fault {
    let DocumentError { span, message } = error;
    Fault { at: span.start, rule, message: plainly(message, text.get(span.clone()).unwrap_or_default()) }
}

/// Says an error of the reader in the program's own voice; `written` is what it is about.
fn plainly(message: &str, written: &str) -> String {
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("the key {key} is missing; add it");
    }
    if message == "duplicate key" {
        return given_twice(written);
    }
    if let Some(expected) = message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
        return format!("`{}` does not fit here; write {}", shortened(written), expected.1);
    }
    let quoted: Vec<_> = message.split('`').skip(1).step_by(2).collect();
    if let (Some((start, _)), Some((word, known))) = (message.split_once(" `"), quoted.split_first()) {
        match start {
            "unknown field" => return unknown(word, "a key", known),
            "unknown variant" => return unknown(word, "a value", known),
            _ => {}
        }
    }
    message.to_owned()
}

pub(super) fn given_twice(key: &str) -> String {
    format!("the key `{key}` is given twice; remove one")
}

fn unknown(word: &str, what: &str, known: &[&str]) -> String {
    let advice = nearest(word, known.iter().copied())
        .map_or_else(|| format!("use one of {}", known.join(", ")), |hint| format!("did you mean `{hint}`?"));
    format!("`{word}` is not {what} of the catalogue here; {advice}")
}

/// The beginning of what is written, which may be a whole table.
pub(super) fn shortened(written: &str) -> String {
    let mut signs = written.lines().next().unwrap_or_default().chars();
    let start: String = signs.by_ref().take(60).collect();
    if signs.next().is_some() || written.lines().nth(1).is_some() { start + "…" } else { start }
}

/// Finds texts that are empty, or could drive a terminal or reorder a line.
fn value_faults(value: &Spanned<DeValue<'_>>, found: &mut Vec<Fault>) {
    match value.get_ref() {
        DeValue::String(text) => text_fault(text, value.span().start, found),
        DeValue::Array(items) => items.iter().for_each(|item| value_faults(item, found)),
        DeValue::Table(table) => {
            for (key, value) in table {
                text_fault(key.get_ref(), key.span().start, found);
                value_faults(value, found);
            }
        }
        _ => {}
    }
}

fn text_fault(text: &str, at: usize, found: &mut Vec<Fault>) {
    if let Some(sign) = text.chars().find(|c| is_unsafe(*c)) {
        let code = u32::from(sign);
        let message = format!("U+{code:04X} is a control, direction or invisible character; remove it");
        found.push(Fault { at, rule: "text", message });
    } else if text.trim().is_empty() {
        let message = "an empty text says nothing; write one, or leave it out".to_owned();
        found.push(Fault { at, rule: "text", message });
    }
}
