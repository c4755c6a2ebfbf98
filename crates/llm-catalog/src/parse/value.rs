//! The tree of values that a TOML or JSON document becomes.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

/// A value and the bytes of the text that it is written in.
#[derive(Debug)]
pub(crate) struct Value<'t> {
    pub span: Range<usize>,
    pub kind: ValueKind<'t>,
}

#[derive(Debug)]
pub(crate) enum ValueKind<'t> {
    Bool(bool),
    Integer(i128),
    Float(f64),
    String(Cow<'t, str>),
    /// A value that the data model lacks, such as a TOML date; the text names it in errors.
    Unsupported(&'static str),
    Array(Vec<Value<'t>>),
    Table(Table<'t>),
}

/// A table or object, ordered by key.
pub(crate) type Table<'t> = BTreeMap<Cow<'t, str>, Member<'t>>;

/// The value of a key, and the bytes of the text that the key is written in.
#[derive(Debug)]
pub(crate) struct Member<'t> {
    pub key_span: Range<usize>,
    pub value: Value<'t>,
}

impl<'t> Value<'t> {
    /// The value of a key; `None` if this is no table or lacks the key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        Some(&self.as_table()?.get(key)?.value)
    }

    /// An element by its position; `None` if this is no array or is shorter.
    pub fn get_index(&self, idx: usize) -> Option<&Self> {
        match &self.kind {
            ValueKind::Array(items) => items.get(idx),
            _ => None,
        }
    }

    pub fn as_table(&self) -> Option<&Table<'t>> {
        match &self.kind {
            ValueKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The elements of the array of a key; none if there is no such array.
    pub fn list_mut(&mut self, key: &str) -> &mut [Self] {
        let list = match &mut self.kind {
            ValueKind::Table(table) => table.get_mut(key).map(|member| &mut member.value.kind),
            _ => None,
        };
        match list {
            Some(ValueKind::Array(items)) => items,
            _ => &mut [],
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::String(text) => Some(text),
            _ => None,
        }
    }
}

impl ValueKind<'_> {
    /// A float, unless it is infinite or not a number.
    pub fn from_f64(number: f64) -> Self {
        if number.is_finite() { Self::Float(number) } else { Self::Unsupported("number that is not finite") }
    }
}
