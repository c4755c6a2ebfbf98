//! Reading JSON and JSON Lines as what a catalogue in TOML would be, with the
//! place of every value, so that all rules and errors are the same.
//!
//! `serde_json` keeps values as slices of the text; where a slice lies tells
//! its place.

use std::{borrow::Cow, fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;
use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use crate::{
    diagnostic::LocatedViolation,
    parse::{duplicate_key, excerpt},
    quantity::Quantity,
    write::{COUNT_SUFFIX, QUANTITY_KEYS},
};

/// How deep values may lie in each other. A catalogue needs six.
const MAX_NESTING_DEPTH: usize = 16;

/// Reads an array of entries, one entry, or an object with the keys of a
/// catalogue file.
pub(crate) fn parse_document(text: &str) -> (DeTable<'_>, Vec<LocatedViolation>) {
    let mut reader = JsonReader { text, entries: EntryLists::default(), violations: Vec::new() };
    let whole = reader.parse_value(0, text).map(|value| (value.span(), value.into_inner()));
    match whole {
        Some((_, DeValue::Array(items))) => items.into_iter().for_each(|item| reader.push_entry(item)),
        Some((span, DeValue::Table(table))) => {
            if !["id", "stage", "kind"].iter().any(|key| table.contains_key(*key)) {
                return (table, reader.violations);
            }
            reader.push_entry(Spanned::new(span, DeValue::Table(table)));
        }
        Some((span, _)) => reader.reject(span),
        None => {}
    }
    (reader.entries.into_table(), reader.violations)
}

/// Reads an entry a line; a line that cannot be made out does not hide the others.
pub(crate) fn parse_lines(text: &str) -> (DeTable<'_>, Vec<LocatedViolation>) {
    let mut reader = JsonReader { text, entries: EntryLists::default(), violations: Vec::new() };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty()
            && let Some(value) = reader.parse_value(start, line.trim_end())
        {
            reader.push_entry(value);
        }
        start += line.len();
    }
    (reader.entries.into_table(), reader.violations)
}

/// The entries of a document, by the list that they are of.
#[derive(Default)]
struct EntryLists<'t> {
    models: DeArray<'t>,
    extensions: DeArray<'t>,
}

impl<'t> EntryLists<'t> {
    fn into_table(self) -> DeTable<'t> {
        let lists = [("model", self.models), ("extension", self.extensions)];
        let list = |(key, items)| (Spanned::new(0..0, Cow::Borrowed(key)), Spanned::new(0..0, DeValue::Array(items)));
        lists.map(list).into_iter().collect()
    }
}

struct JsonReader<'t> {
    text: &'t str,
    entries: EntryLists<'t>,
    violations: Vec<LocatedViolation>,
}

impl<'t> JsonReader<'t> {
    /// Reads a text that begins at a byte of the file; nothing where it is no JSON or `null`.
    fn parse_value(&mut self, start: usize, text: &'t str) -> Option<Spanned<DeValue<'t>>> {
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => self.convert_value(raw, 0),
            Err(error) => {
                let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
                let mut at = start + before + error.column().saturating_sub(1);
                while !self.text.is_char_boundary(at) {
                    at -= 1;
                }
                let message = error.to_string();
                let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
                self.report(at, "syntax", format!("this is not JSON: {reason}; correct it here or just before"));
                None
            }
        }
    }

    /// Takes an object for a model or, where it has a `kind` but no `stage`, for an extension.
    fn push_entry(&mut self, value: Spanned<DeValue<'t>>) {
        let Some(table) = value.get_ref().as_table() else { return self.reject(value.span()) };
        let is_extension = table.contains_key("kind") && !table.contains_key("stage");
        if is_extension { &mut self.entries.extensions } else { &mut self.entries.models }.push(value);
    }

    fn reject(&mut self, span: Range<usize>) {
        let written = excerpt(self.text.get(span.clone()).unwrap_or_default());
        self.report(
            span.start,
            "value",
            format!("`{written}` is not an entry; write an object like `{{ \"id\": \"llama\", … }}`"),
        );
    }

    fn report(&mut self, at: usize, rule: &'static str, message: String) {
        self.violations.push(LocatedViolation { offset: at, rule, message });
    }

    /// What a slice of the text says; nothing for `null`, which is what is not
    /// known, and for what cannot be made out, which is said.
    fn convert_value(&mut self, raw: &'t RawValue, depth: usize) -> Option<Spanned<DeValue<'t>>> {
        let written = raw.get();
        let span = self.span(written);
        if depth > MAX_NESTING_DEPTH {
            self.report(span.start, "syntax", "values lie too deep in each other; write a flatter entry".to_owned());
            return None;
        }
        let value = match written.as_bytes().first() {
            Some(b'{') => DeValue::Table(self.convert_table(written, depth)?),
            Some(b'[') => {
                let items = self.parse_slice::<Vec<&RawValue>>(written)?;
                DeValue::Array(items.into_iter().filter_map(|item| self.convert_item(item, depth + 1)).collect())
            }
            Some(b'"') => DeValue::String(self.parse_string(written)?),
            Some(b't') => DeValue::Boolean(true),
            Some(b'f') => DeValue::Boolean(false),
            Some(b'n') if depth == 0 => {
                self.reject(span);
                return None;
            }
            Some(b'n') => return None,
            // Every number of JSON is one of TOML.
            _ => DeValue::parse(written).ok()?.into_inner(),
        };
        Some(Spanned::new(span, value))
    }

    fn convert_item(&mut self, raw: &'t RawValue, depth: usize) -> Option<Spanned<DeValue<'t>>> {
        if raw.get() == "null" {
            self.report(self.span(raw.get()).start, "value", "`null` is no part of a list; remove it".to_owned());
        }
        self.convert_value(raw, depth)
    }

    fn convert_table(&mut self, written: &'t str, depth: usize) -> Option<DeTable<'t>> {
        let mut table = DeTable::new();
        for (raw, value) in self.parse_slice::<RawObject<'t>>(written)?.0 {
            let span = self.span(raw.get());
            let Some(key) = self.parse_string(raw.get()) else { continue };
            if table.contains_key(key.as_ref()) {
                self.report(span.start, "syntax", duplicate_key(&key));
            } else if let Some(value) = self.convert_value(value, depth + 1) {
                table.insert(Spanned::new(span, key), value);
            }
        }
        for figure in QUANTITY_KEYS {
            self.reconcile_count(&mut table, figure);
        }
        Some(table)
    }

    /// Lets a plain integer stand for a figure, or agree with it.
    fn reconcile_count(&mut self, table: &mut DeTable<'t>, figure: &'static str) {
        let count_key = format!("{figure}{COUNT_SUFFIX}");
        let Some((key, value)) = table.remove_entry(count_key.as_str()) else { return };
        let span = value.span();
        let Some(count) = value.get_ref().as_integer().and_then(|count| count.as_str().parse().ok()).map(Quantity)
        else {
            let written = excerpt(self.text.get(span.clone()).unwrap_or_default());
            return self.report(span.start, "value", format!("`{written}` does not fit here; write a whole number"));
        };
        let Some(text) = table.get(figure) else {
            let of_bytes = table.get("unit").is_some_and(|unit| unit.get_ref().as_str() == Some("bytes"));
            let text = if of_bytes { count.to_byte_string() } else { count.to_string() };
            table.insert(Spanned::new(key.span(), figure.into()), Spanned::new(span, DeValue::String(text.into())));
            return;
        };
        let Some(text) = text.get_ref().as_str() else { return };
        if text.parse::<Quantity>().is_ok_and(|figure| figure != count) {
            let message = format!("`{count_key}` says {}, but `{figure}` says `{text}`; remove the wrong one", count.0);
            self.report(span.start, "value", message);
        }
    }

    fn parse_string(&mut self, written: &'t str) -> Option<Cow<'t, str>> {
        let plain = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match plain.filter(|plain| !plain.contains('\\')) {
            Some(plain) => Some(Cow::Borrowed(plain)),
            None => self.parse_slice::<String>(written).map(Cow::Owned),
        }
    }

    /// Reads a slice of the text that is whole, as the reading of the whole text has shown.
    fn parse_slice<T: Deserialize<'t>>(&mut self, written: &'t str) -> Option<T> {
        let parsed = serde_json::from_str(written);
        if let Err(error) = &parsed {
            // Only a half of a surrogate pair is left to be found now.
            let message = error.to_string();
            let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason);
            let at = self.span(written).start;
            self.report(at, "syntax", format!("this is not JSON: {reason}; correct it"));
        }
        parsed.ok()
    }

    /// Where a slice of the text lies in it.
    fn span(&self, slice: &str) -> Range<usize> {
        let start = slice.as_ptr().addr() - self.text.as_ptr().addr();
        start..start + slice.len()
    }
}

/// The keys and values of an object, also those that are given twice.
struct RawObject<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'t> Deserialize<'t> for RawObject<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct RawObjectVisitor;
        impl<'t> Visitor<'t> for RawObjectVisitor {
            type Value = RawObject<'t>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<RawObject<'t>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(RawObject(pairs))
            }
        }
        deserializer.deserialize_map(RawObjectVisitor)
    }
}
