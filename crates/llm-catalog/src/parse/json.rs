//! Reading JSON and JSON Lines as the tree that the same catalogue in TOML becomes,
//! so that all rules and messages are shared.
//!
//! `serde_json` keeps values as slices of the text; the address of a slice gives its position.

use std::{borrow::Cow, fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{
    message::{duplicate_key, excerpt, wrong_type},
    value::{Member, Table, Value, ValueKind},
};
use crate::{
    foreign::Foreign,
    quantity::{COUNT_SUFFIX, QUANTITY_KEYS, Quantity},
    violation::LocatedViolation,
};

/// How many levels deep values may be nested. A catalogue needs six.
const MAX_NESTING_DEPTH: usize = 16;

/// Parses an array of entries, one entry, or an object with the keys of a catalogue file.
pub(crate) fn parse_document(text: &str) -> (Value<'_>, Vec<LocatedViolation>) {
    let mut reader = JsonReader::new(text);
    match reader.parse_value(0, text) {
        Some(Value { kind: ValueKind::Array(items), .. }) => {
            for item in items {
                reader.push_entry(item);
            }
        }
        Some(value) if value.as_table().is_some_and(|table| !is_entry(table)) => return (value, reader.violations),
        Some(value) => reader.push_entry(value),
        None => {}
    }
    reader.finish()
}

/// Parses one entry per line. Lines after an invalid one are parsed too.
pub(crate) fn parse_lines(text: &str) -> (Value<'_>, Vec<LocatedViolation>) {
    let mut reader = JsonReader::new(text);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty()
            && let Some(value) = reader.parse_value(start, line.trim_end())
        {
            reader.push_entry(value);
        }
        start += line.len();
    }
    reader.finish()
}

/// Whether an object is one entry rather than a catalogue file.
fn is_entry(table: &Table<'_>) -> bool {
    ["id", "stage", "kind"].iter().any(|key| table.contains_key(key))
}

struct JsonReader<'t> {
    text: &'t str,
    models: Vec<Value<'t>>,
    extensions: Vec<Value<'t>>,
    violations: Vec<LocatedViolation>,
}

impl<'t> JsonReader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, models: Vec::new(), extensions: Vec::new(), violations: Vec::new() }
    }

    /// The entries as the lists of a catalogue file.
    fn finish(self) -> (Value<'t>, Vec<LocatedViolation>) {
        let lists = [("model", self.models), ("extension", self.extensions)].map(|(key, items)| {
            let list = Value { span: 0..0, kind: ValueKind::Array(items) };
            (Cow::Borrowed(key), Member { key_span: 0..0, value: list })
        });
        (Value { span: 0..0, kind: ValueKind::Table(Table::from_members(lists.into()).0) }, self.violations)
    }

    /// Parses a text that starts at a byte of the file; `None` if it is `null` or not JSON.
    fn parse_value(&mut self, start: usize, text: &'t str) -> Option<Value<'t>> {
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => self.convert_value(raw, 0),
            Err(error) => {
                let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
                let mut offset = start + before + error.column().saturating_sub(1);
                while !self.text.is_char_boundary(offset) {
                    offset -= 1;
                }
                let message = format!("this is not JSON: {}; correct it here or just before", reason(&error));
                self.report(offset, "syntax", message);
                None
            }
        }
    }

    /// Adds an object as a model or, if it has a `kind` but no `stage`, as an extension.
    fn push_entry(&mut self, value: Value<'t>) {
        let Some(table) = value.as_table() else { return self.reject_entry(&value.span) };
        let is_extension = table.contains_key("kind") && !table.contains_key("stage");
        if is_extension { &mut self.extensions } else { &mut self.models }.push(value);
    }

    fn reject_entry(&mut self, span: &Range<usize>) {
        let source = excerpt(self.source(span));
        let message = format!("`{source}` is not an entry; write an object like `{{ \"id\": \"llama\", … }}`");
        self.report(span.start, "value", message);
    }

    fn report(&mut self, offset: usize, rule: &'static str, message: String) {
        self.violations.push(LocatedViolation { offset, rule, message });
    }

    /// Converts a slice of the text. `None` for `null`, which stands for an
    /// unknown value, and for what is invalid, which is reported.
    fn convert_value(&mut self, raw: &'t RawValue, depth: usize) -> Option<Value<'t>> {
        let source = raw.get();
        let span = self.span(source);
        if depth > MAX_NESTING_DEPTH {
            self.report(
                span.start,
                "syntax",
                format!("values are nested more than {MAX_NESTING_DEPTH} levels deep; write a flatter entry"),
            );
            return None;
        }
        let kind = match source.as_bytes().first() {
            Some(b'{') => ValueKind::Table(self.convert_object(source, depth)?),
            Some(b'[') => {
                let items = self.parse_slice::<Vec<&RawValue>>(source)?;
                ValueKind::Array(items.into_iter().filter_map(|item| self.convert_item(item, depth + 1)).collect())
            }
            Some(b'"') => ValueKind::String(self.parse_string(source)?),
            Some(b't') => ValueKind::Bool(true),
            Some(b'f') => ValueKind::Bool(false),
            Some(b'n') => {
                if depth == 0 {
                    self.reject_entry(&span);
                }
                return None;
            }
            _ => convert_number(source),
        };
        Some(Value { span, kind })
    }

    fn convert_item(&mut self, raw: &'t RawValue, depth: usize) -> Option<Value<'t>> {
        if raw.get() == "null" {
            self.report(self.span(raw.get()).start, "value", "`null` is no part of a list; remove it".to_owned());
        }
        self.convert_value(raw, depth)
    }

    fn convert_object(&mut self, source: &'t str, depth: usize) -> Option<Table<'t>> {
        let mut members = Vec::new();
        for (raw_key, raw_value) in self.parse_slice::<RawObject<'t>>(source)?.0 {
            let key_span = self.span(raw_key.get());
            let Some(key) = self.parse_string(raw_key.get()) else { continue };
            if let Some(value) = self.convert_value(raw_value, depth + 1) {
                members.push((key, Member { key_span, value }));
            }
        }
        let (mut table, duplicates) = Table::from_members(members);
        for (key, member) in duplicates {
            self.report(member.key_span.start, "syntax", duplicate_key(&key));
        }
        for key in QUANTITY_KEYS {
            self.reconcile_count(&mut table, key);
        }
        Some(table)
    }

    /// Removes the plain integer that JSON gives beside a quantity: it replaces
    /// a missing quantity and must equal one that is there.
    fn reconcile_count(&mut self, table: &mut Table<'t>, key: &'static str) {
        let count_key = format!("{key}{COUNT_SUFFIX}");
        let Some(Member { key_span, value: Value { span, kind } }) = table.remove(&count_key) else { return };
        let count = match kind {
            ValueKind::Integer(number) => u64::try_from(number).ok(),
            _ => None,
        };
        let Some(count) = count.map(Quantity) else {
            return self.report(span.start, "value", wrong_type(self.source(&span), "a whole number"));
        };
        let is_bytes = table.get("unit").is_some_and(|unit| unit.value.as_str() == Some("bytes"));
        match table.get(key) {
            None => {
                let text = if is_bytes { count.to_byte_string() } else { count.to_string() };
                let value = Value { span, kind: ValueKind::String(text.into()) };
                table.insert(Cow::Borrowed(key), Member { key_span, value });
            }
            Some(stated) => {
                let Some(text) = stated.value.as_str() else { return };
                if text.parse::<Quantity>().is_ok_and(|quantity| quantity != count) {
                    let Quantity(count) = count;
                    let text = Foreign::new(text);
                    let message =
                        format!("`{count_key}` says {count}, but `{key}` says `{text}`; remove the wrong one");
                    self.report(span.start, "value", message);
                }
            }
        }
    }

    fn parse_string(&mut self, source: &'t str) -> Option<Cow<'t, str>> {
        let content = source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match content.filter(|content| !content.contains('\\')) {
            Some(content) => Some(Cow::Borrowed(content)),
            None => self.parse_slice::<String>(source).map(Cow::Owned),
        }
    }

    /// Parses a slice of a text that has been parsed as a whole before.
    fn parse_slice<T: Deserialize<'t>>(&mut self, source: &'t str) -> Option<T> {
        match serde_json::from_str(source) {
            Ok(value) => Some(value),
            Err(error) => {
                // A raw string may hold half of a surrogate pair.
                let message = format!("this is not JSON: {}; correct it", reason(&error));
                self.report(self.span(source).start, "syntax", message);
                None
            }
        }
    }

    /// The bytes of the file that a slice of it covers.
    fn span(&self, slice: &str) -> Range<usize> {
        let start = slice.as_ptr().addr() - self.text.as_ptr().addr();
        start..start + slice.len()
    }

    fn source(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

/// Converts a number whose syntax is valid.
fn convert_number<'t>(source: &str) -> ValueKind<'t> {
    let is_integer = source.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_integer {
        source.parse().map_or(ValueKind::Unsupported("integer out of range"), ValueKind::Integer)
    } else {
        source.parse().map_or(ValueKind::Unsupported("number"), ValueKind::from_f64)
    }
}

/// The message of an error without the position that `serde_json` appends.
fn reason(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    if let Some(end) = message.strip_suffix(&position).map(str::len) {
        message.truncate(end);
    }
    Foreign::long(&message).to_string()
}

/// The keys and values of an object, duplicates included.
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
