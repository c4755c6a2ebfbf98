//! Insertions into the text of a catalogue file. Nothing of the text is replaced or moved, so that comments, order and
//! layout stay as a person left them.

use std::collections::HashSet;

use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, Document, InlineTable, Item, Table, Value};

use llm_catalog::write::{self, TomlField};

/// The text of a file and what is to be inserted into it.
pub(super) struct FileEditor<'t> {
    text: &'t str,
    document: Document<&'t str>,
    insertions: Vec<Insertion>,
    /// The offsets of arrays and tables in brackets or braces to which something was added.
    extended: HashSet<usize>,
    newline: &'static str,
}

struct Insertion {
    offset: usize,
    rank: Rank,
    text: String,
}

/// The insertions for one value.
struct Edit {
    /// The start of the array or table in braces that they extend.
    offset: Option<usize>,
    insertions: Vec<Insertion>,
}

/// The order of insertions at one offset: the keys of a table stand before the headers of the tables in it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Line,
    Section,
    Entry,
}

/// A step from a table to a value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The layout of the file has no point for an insertion, such as keys with dots.
#[derive(Debug)]
pub(super) struct NoInsertionPoint;

/// The lists of a catalogue file before the entries, in their order.
const HEAD_LISTS: [&str; 3] = ["origin", "benchmark", "organization"];
/// The former key of variants.
const SIZE_KEY: &str = "size";

impl<'t> FileEditor<'t> {
    pub fn new(text: &'t str) -> Result<Self, toml_edit::TomlError> {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Ok(Self { text, document: Document::parse(text)?, insertions: Vec::new(), extended: HashSet::new(), newline })
    }

    /// The tables of a list that have headers of their own.
    fn tables(&self, list: &str) -> Option<&ArrayOfTables> {
        self.document.as_table().get(list)?.as_array_of_tables()
    }

    /// The position of each table of a list by its id.
    pub fn ids(&self, list: &str) -> impl Iterator<Item = (usize, &str)> {
        let tables = self.tables(list).into_iter().flat_map(ArrayOfTables::iter).enumerate();
        tables.filter_map(|(row, table)| Some((row, table.get("id")?.as_str()?)))
    }

    /// Adds a key to the table at a path of an entry. `order` has the keys of the entry in their order.
    pub fn add_key(
        &mut self,
        (list, row): (&str, usize),
        path: &[Step],
        (key, value): (&str, &Json),
        order: &[String],
    ) -> Result<(), NoInsertionPoint> {
        let entry = self.tables(list).and_then(|tables| tables.get(row)).ok_or(NoInsertionPoint)?;
        let header = header_path(entry, list, path);
        let edit = match (find_table(entry, path), find_inline(entry, path)) {
            (Some(table), _) => {
                if let Some(item) = child(table, key) {
                    self.in_empty_value(item.as_value().ok_or(NoInsertionPoint)?, value)?
                } else {
                    let order = if path.is_empty() { order } else { &[] };
                    Edit { offset: None, insertions: vec![self.key_in_table(table, &header, (key, value), order)?] }
                }
            }
            (None, Some(table)) => match table.get(key) {
                Some(own) => self.in_empty_value(own, value)?,
                None => self.keys_in_inline_table(table, [(key, value)])?,
            },
            (None, None) => return Err(NoInsertionPoint),
        };
        self.insert(edit);
        Ok(())
    }

    /// Adds the insertions of an edit.
    fn insert(&mut self, Edit { offset, insertions }: Edit) {
        self.extended.extend(offset);
        self.insertions.extend(insertions);
    }

    /// The content of an array or of a table in braces that is empty.
    fn in_empty_value(&self, own: &Value, value: &Json) -> Result<Edit, NoInsertionPoint> {
        match (own, value) {
            (Value::Array(array), Json::Array(elements)) if array.is_empty() => self.elements_in_array(array, elements),
            (Value::InlineTable(table), Json::Object(keys)) if table.is_empty() => {
                self.keys_in_inline_table(table, keys.iter().map(|(key, value)| (key.as_str(), value)))
            }
            _ => Err(NoInsertionPoint),
        }
    }

    /// A key of a table with a header: after the keys that come before it, or as a table with a header of its own.
    fn key_in_table(
        &self,
        table: &Table,
        header: &str,
        (key, value): (&str, &Json),
        order: &[String],
    ) -> Result<Insertion, NoInsertionPoint> {
        // In a table without an order, a key comes last.
        let position = |key: &str| order.iter().position(|other| other == canonical(key));
        let own = position(key);
        let header_end = table.span().ok_or(NoInsertionPoint)?.end;
        let ends = || table.iter().filter_map(|(key, item)| Some((position(key), item, content_end(item)?)));
        // The line goes behind that of the nearest key before it, wherever a person has put that one.
        let lines = || ends().filter(|(_, item, _)| item.is_value());
        let line_end = || {
            let before = lines().filter(|(position, ..)| *position < own || own.is_none());
            before.max_by_key(|(position, _, end)| (*position, *end)).map_or(header_end, |(.., end)| end)
        };
        // Tables go behind all lines, and the tables before them.
        let table_end = || {
            let before = ends().filter(|(position, item, _)| is_line(item) || *position < own || own.is_none());
            before.map(|(.., end)| end).max().unwrap_or(header_end)
        };
        Ok(match write::field_to_toml(header, key, value) {
            TomlField::Line(text) => {
                Insertion { offset: self.line_end(line_end()), rank: Rank::Line, text: format!("\n{text}") }
            }
            TomlField::Tables(text) => Insertion {
                offset: self.line_end(table_end()),
                rank: Rank::Section,
                text: format!("\n\n{}", text.trim_end()),
            },
        })
    }

    /// Adds an element to the list at a path of an entry.
    pub fn add_element(
        &mut self,
        (list, row): (&str, usize),
        path: &[Step],
        value: &Json,
    ) -> Result<(), NoInsertionPoint> {
        let entry = self.tables(list).and_then(|tables| tables.get(row)).ok_or(NoInsertionPoint)?;
        let edit = match find(entry, path) {
            Some(Item::ArrayOfTables(tables)) => {
                let end = tables.iter().filter_map(table_end).max().ok_or(NoInsertionPoint)?;
                let text = write::element_to_toml(&header_path(entry, list, path), value);
                let text = format!("\n\n{}", text.trim_end());
                let insertion = Insertion { offset: self.line_end(end), rank: Rank::Section, text };
                Edit { offset: None, insertions: vec![insertion] }
            }
            Some(Item::Value(Value::Array(array))) => self.elements_in_array(array, std::slice::from_ref(value))?,
            _ => return Err(NoInsertionPoint),
        };
        self.insert(edit);
        Ok(())
    }

    /// Elements after the last one of an array in brackets: on lines of their own, if the last one has one.
    fn elements_in_array(&self, array: &toml_edit::Array, values: &[Json]) -> Result<Edit, NoInsertionPoint> {
        let texts: Vec<_> = values.iter().map(write::inline_to_toml).collect();
        let line = |offset, text| Insertion { offset, rank: Rank::Line, text };
        let span = array.span().ok_or(NoInsertionPoint)?;
        // What was added before stands at the same offset.
        let is_extended = self.extended.contains(&span.start);
        let edit = |insertions| Ok(Edit { offset: Some(span.start), insertions });
        let Some(last) = array.iter().last().and_then(Value::span) else {
            let separator = if is_extended { ", " } else { "" };
            return edit(vec![line(span.start + 1, format!("{separator}{}", texts.join(", ")))]);
        };
        let rest = self.text.get(last.end..span.end).ok_or(NoInsertionPoint)?;
        let line_start = self.text.get(..last.start).ok_or(NoInsertionPoint)?.rfind('\n').map_or(0, |idx| idx + 1);
        let indent = self.text.get(line_start..last.start).ok_or(NoInsertionPoint)?;
        let has_own_line = rest.contains('\n') && indent.chars().all(char::is_whitespace);
        if !has_own_line {
            return edit(vec![line(last.end, format!(", {}", texts.join(", ")))]);
        }
        // A comment after the last element stays beside it.
        let rest_of_line = rest.lines().next().unwrap_or_default();
        let has_comma = rest_of_line.trim_start().starts_with(',');
        let lines: Vec<_> = texts.iter().map(|text| format!("\n{indent}{text}")).collect();
        let (before, after) = match (has_comma, is_extended) {
            (true, _) => ("", ","),
            (false, true) => (",", ""),
            (false, false) => ("", ""),
        };
        let own_lines = line(self.line_end(last.end), format!("{before}{}{after}", lines.join(",")));
        let separator = (!has_comma && !is_extended).then(|| line(last.end, ",".to_owned()));
        edit(separator.into_iter().chain([own_lines]).collect())
    }

    /// Keys after the last one of a table in braces.
    fn keys_in_inline_table<'k>(
        &self,
        table: &InlineTable,
        keys: impl IntoIterator<Item = (&'k str, &'k Json)>,
    ) -> Result<Edit, NoInsertionPoint> {
        let texts: Vec<_> =
            keys.into_iter().map(|(key, value)| format!("{key} = {}", write::inline_to_toml(value))).collect();
        let text = texts.join(", ");
        let start = table.span().ok_or(NoInsertionPoint)?.start;
        let line = |offset, text| Insertion { offset, rank: Rank::Line, text };
        let insertions = match table.iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max() {
            Some(end) => vec![line(end, format!(", {text}"))],
            None if self.extended.contains(&start) => vec![line(start + 1, format!(", {text}"))],
            // The blank at the end comes after what is added later.
            None => vec![
                line(start + 1, format!(" {text}")),
                Insertion { offset: start + 1, rank: Rank::Section, text: " ".to_owned() },
            ],
        };
        Ok(Edit { offset: Some(start), insertions })
    }

    /// Adds an entry before the one at a position of its list, after the last one if there is none.
    pub fn add_entry(&mut self, list: &str, before: Option<usize>, text: &str) {
        let text = text.trim_end();
        let previous = match before {
            Some(0) => None,
            Some(row) => self.tables(list).and_then(|tables| table_end(tables.get(row - 1)?)),
            None => self.tables(list).and_then(|tables| tables.iter().filter_map(table_end).max()),
        };
        let before_list = || if before.is_none() { self.end_before_list(list) } else { None };
        let insertion = if let Some(end) = previous.or_else(before_list) {
            Insertion { offset: self.line_end(end), rank: Rank::Entry, text: format!("\n\n{text}") }
        } else {
            let first = self.tables(list).and_then(|tables| tables.get(0)?.span());
            let offset = first.map_or(self.text.len(), |span| self.comment_start(span.start));
            let text = if offset == self.text.len() { format!("{text}\n") } else { format!("{text}\n\n") };
            Insertion { offset, rank: Rank::Entry, text }
        };
        self.insertions.push(insertion);
    }

    /// The end of what comes before a list that the file does not have yet; `None` if nothing does.
    fn end_before_list(&self, list: &str) -> Option<usize> {
        let is_after = |other: &str| match list {
            "benchmark" => matches!(other, "organization" | "model" | "extension" | "update"),
            "model" => matches!(other, "extension" | "update"),
            _ => other == "update",
        };
        let items = self.document.as_table().iter();
        let before: Vec<_> = items.filter(|(key, _)| !is_after(key) && *key != list).collect();
        let is_head = before.iter().any(|(key, _)| HEAD_LISTS.contains(key) || *key == "model");
        is_head.then(|| before.iter().filter_map(|(_, item)| content_end(item)).max()).flatten()
    }

    /// The start of the comment directly above a header, which belongs to it; of the header, if there is none.
    fn comment_start(&self, header: usize) -> usize {
        let mut start = header;
        let lines = self.text.get(..header).unwrap_or_default().split_inclusive('\n');
        for line in lines.collect::<Vec<_>>().into_iter().rev() {
            if !line.trim_start().starts_with('#') {
                break;
            }
            start -= line.len();
        }
        start
    }

    /// The end of the line of an offset, before the line break.
    fn line_end(&self, offset: usize) -> usize {
        let rest = self.text.get(offset..).unwrap_or_default();
        let end = rest.find('\n').map_or(self.text.len(), |idx| offset + idx);
        let has_return = end > offset && self.text.get(end - 1..end) == Some("\r");
        if has_return { end - 1 } else { end }
    }

    /// The text with what was added.
    pub fn finish(mut self) -> String {
        self.insertions.sort_by_key(|insertion| (insertion.offset, insertion.rank));
        let mut out = String::with_capacity(self.text.len());
        let mut start = 0;
        let blank_line = self.newline.repeat(2);
        for Insertion { offset, rank, text } in &self.insertions {
            out += self.text.get(start..*offset).unwrap_or_default();
            // Behind a comment at the start, or another entry at the end of the file.
            while *rank == Rank::Entry && !out.is_empty() && !text.starts_with('\n') && !out.ends_with(&blank_line) {
                out += self.newline;
            }
            out += &text.replace('\n', self.newline);
            start = *offset;
        }
        out += self.text.get(start..).unwrap_or_default();
        if !out.is_empty() && !out.ends_with('\n') {
            out += self.newline;
        }
        out
    }
}

/// Whether an item stands on lines of its table: a value, or values whose keys have dots.
fn is_line(item: &Item) -> bool {
    item.is_value() || item.as_table().is_some_and(Table::is_dotted)
}

/// The name of a key in files of today.
fn canonical(key: &str) -> &str {
    if key == SIZE_KEY { "variant" } else { key }
}

fn child<'i>(table: &'i Table, key: &str) -> Option<&'i Item> {
    table.get(key).or_else(|| table.get(SIZE_KEY).filter(|_| key == canonical(SIZE_KEY)))
}

/// The value at a path of a table; `None` for an element of a list of tables, and for the table itself.
fn find<'i>(table: &'i Table, path: &[Step]) -> Option<&'i Item> {
    match path {
        [Step::Key(key)] => child(table, key),
        [Step::Key(key), Step::Index(idx), rest @ ..] => {
            find(child(table, key)?.as_array_of_tables()?.get(*idx)?, rest)
        }
        [Step::Key(key), rest @ ..] => find(child(table, key)?.as_table()?, rest),
        _ => None,
    }
}

/// The table with a header at a path.
fn find_table<'i>(table: &'i Table, path: &[Step]) -> Option<&'i Table> {
    match path {
        [] => Some(table).filter(|table| !table.is_dotted() && !table.is_implicit()),
        [Step::Key(key), Step::Index(idx), rest @ ..] => {
            find_table(child(table, key)?.as_array_of_tables()?.get(*idx)?, rest)
        }
        [Step::Key(key), rest @ ..] => find_table(child(table, key)?.as_table()?, rest),
        [Step::Index(_), ..] => None,
    }
}

/// The table in braces at a path.
fn find_inline<'i>(table: &'i Table, path: &[Step]) -> Option<&'i InlineTable> {
    match path {
        [Step::Key(key), Step::Index(idx), rest @ ..] => match child(table, key)? {
            Item::ArrayOfTables(tables) => find_inline(tables.get(*idx)?, rest),
            item => find_in_value(item.as_array()?.get(*idx)?, rest),
        },
        [Step::Key(key), rest @ ..] => match child(table, key)? {
            Item::Table(table) => find_inline(table, rest),
            item => find_in_value(item.as_value()?, rest),
        },
        _ => None,
    }
}

fn find_in_value<'i>(value: &'i Value, path: &[Step]) -> Option<&'i InlineTable> {
    match path {
        [] => value.as_inline_table().filter(|table| !table.is_dotted()),
        [Step::Key(key), rest @ ..] => find_in_value(value.as_inline_table()?.get(key)?, rest),
        [Step::Index(idx), rest @ ..] => find_in_value(value.as_array()?.get(*idx)?, rest),
    }
}

/// The header of the table at a path, such as `model.license`.
fn header_path(entry: &Table, list: &str, path: &[Step]) -> String {
    let has_former_key = entry.contains_key(SIZE_KEY);
    let keys = path.iter().filter_map(|step| match step {
        Step::Key(key) if has_former_key && key == canonical(SIZE_KEY) => Some(SIZE_KEY),
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    std::iter::once(list).chain(keys).collect::<Vec<_>>().join(".")
}

/// The end of the last value in an item, or of its last header.
fn content_end(item: &Item) -> Option<usize> {
    match item {
        Item::None => None,
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(table) => table_end(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(table_end).max(),
    }
}

fn table_end(table: &Table) -> Option<usize> {
    // A table that only has headers below it has no header of its own.
    let header = table.span().map(|span| span.end);
    header.into_iter().chain(table.iter().filter_map(|(_, item)| content_end(item))).max()
}
