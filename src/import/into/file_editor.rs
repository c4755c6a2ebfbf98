//! Insertions into the text of a catalogue file. Nothing of the text is replaced or moved, so that comments, order and
//! layout stay as a person left them.

use serde_json::Value as Json;
use toml_edit::{ArrayOfTables, Document, InlineTable, Item, Table, Value};

use llm_catalog::write::{self, TomlField};

/// The text of a file and what is to be inserted into it.
pub(super) struct FileEditor<'t> {
    text: &'t str,
    document: Document<&'t str>,
    insertions: Vec<Insertion>,
    newline: &'static str,
}

struct Insertion {
    offset: usize,
    rank: Rank,
    text: String,
}

/// The order of insertions at one place: the keys of a table stand before the headers of the tables in it.
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

/// The layout of the file has no place for an insertion, such as keys with dots.
#[derive(Debug)]
pub(super) struct NoPlace;

/// The lists of a catalogue file before the entries, in the order of their places.
const HEAD_LISTS: [&str; 3] = ["origin", "benchmark", "organization"];
/// The former key of variants.
const SIZE_KEY: &str = "size";

impl<'t> FileEditor<'t> {
    pub fn new(text: &'t str) -> Result<Self, toml_edit::TomlError> {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Ok(Self { text, document: Document::parse(text)?, insertions: Vec::new(), newline })
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
    ) -> Result<(), NoPlace> {
        let entry = self.tables(list).and_then(|tables| tables.get(row)).ok_or(NoPlace)?;
        let header = header_path(entry, list, path);
        let insertion = match (find_table(entry, path), find_inline(entry, path)) {
            (Some(table), _) => {
                self.key_in_table(table, &header, (key, value), if path.is_empty() { order } else { &[] })?
            }
            (None, Some(table)) => key_in_inline_table(table, key, value)?,
            (None, None) => return Err(NoPlace),
        };
        self.insertions.push(insertion);
        Ok(())
    }

    /// A key of a table with a header: after the keys that come before it, or as a table with a header of its own.
    fn key_in_table(
        &self,
        table: &Table,
        header: &str,
        (key, value): (&str, &Json),
        order: &[String],
    ) -> Result<Insertion, NoPlace> {
        // In a table without an order, a key comes last.
        let position = |key: &str| order.iter().position(|other| other == canonical(key));
        let own = position(key);
        let header_end = table.span().ok_or(NoPlace)?.end;
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
    pub fn add_element(&mut self, (list, row): (&str, usize), path: &[Step], value: &Json) -> Result<(), NoPlace> {
        let entry = self.tables(list).and_then(|tables| tables.get(row)).ok_or(NoPlace)?;
        match find(entry, path) {
            Some(Item::ArrayOfTables(tables)) => {
                let end = tables.iter().filter_map(table_end).max().ok_or(NoPlace)?;
                let text = write::element_to_toml(&header_path(entry, list, path), value);
                let text = format!("\n\n{}", text.trim_end());
                self.insertions.push(Insertion { offset: self.line_end(end), rank: Rank::Section, text });
                Ok(())
            }
            Some(Item::Value(Value::Array(array))) => {
                let insertions = self.element_in_array(array, value)?;
                self.insertions.extend(insertions);
                Ok(())
            }
            _ => Err(NoPlace),
        }
    }

    /// An element after the last one of an array in brackets: on a line of its own, if the last one has one.
    fn element_in_array(&self, array: &toml_edit::Array, value: &Json) -> Result<Vec<Insertion>, NoPlace> {
        let text = write::inline_to_toml(value);
        let line = |offset, text| Insertion { offset, rank: Rank::Line, text };
        let span = array.span().ok_or(NoPlace)?;
        let Some(last) = array.iter().last().and_then(Value::span) else {
            return Ok(vec![line(span.start + 1, text)]);
        };
        let rest = self.text.get(last.end..span.end).ok_or(NoPlace)?;
        let line_start = self.text.get(..last.start).ok_or(NoPlace)?.rfind('\n').map_or(0, |idx| idx + 1);
        let indent = self.text.get(line_start..last.start).ok_or(NoPlace)?;
        let has_own_line = rest.contains('\n') && indent.chars().all(char::is_whitespace);
        if !has_own_line {
            return Ok(vec![line(last.end, format!(", {text}"))]);
        }
        // A comment after the last element stays beside it.
        let rest_of_line = rest.lines().next().unwrap_or_default();
        let has_comma = rest_of_line.trim_start().starts_with(',');
        let comma = if has_comma { "," } else { "" };
        let own_line = line(self.line_end(last.end), format!("\n{indent}{text}{comma}"));
        let separator = (!has_comma).then(|| line(last.end, ",".to_owned()));
        Ok(separator.into_iter().chain([own_line]).collect())
    }

    /// Adds an entry before the one at a position of its list, after the last one if there is none.
    pub fn add_entry(&mut self, list: &str, before: Option<usize>, text: &str) {
        let text = text.trim_end();
        let previous = match before {
            Some(0) => None,
            Some(row) => self.tables(list).and_then(|tables| table_end(tables.get(row - 1)?)),
            None => self.tables(list).and_then(|tables| tables.iter().filter_map(table_end).max()),
        };
        let place = || if before.is_none() { self.place_of_list(list) } else { None };
        let insertion = if let Some(end) = previous.or_else(place) {
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
    fn place_of_list(&self, list: &str) -> Option<usize> {
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
        for Insertion { offset, text, .. } in &self.insertions {
            out += self.text.get(start..*offset).unwrap_or_default();
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

/// A key after the last one of a table in braces.
fn key_in_inline_table(table: &InlineTable, key: &str, value: &Json) -> Result<Insertion, NoPlace> {
    let text = format!("{key} = {}", write::inline_to_toml(value));
    let (offset, text) = match table.iter().filter_map(|(_, value)| value.span()).map(|span| span.end).max() {
        Some(end) => (end, format!(", {text}")),
        None => (table.span().ok_or(NoPlace)?.start + 1, format!(" {text} ")),
    };
    Ok(Insertion { offset, rank: Rank::Line, text })
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
