//! The tree of values that a TOML or JSON document becomes.

use std::{borrow::Cow, ops::Range, slice};

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

/// The members of a table, ordered by key. A list of exactly their number takes a third of the memory of a tree, each
/// node of which is as large as eleven of them.
#[derive(Debug, Default)]
pub(crate) struct Table<'t>(Vec<(Cow<'t, str>, Member<'t>)>);

/// The value of a key, and the bytes of the text that the key is written in.
#[derive(Debug)]
pub(crate) struct Member<'t> {
    pub key_span: Range<usize>,
    pub value: Value<'t>,
}

impl<'t> Table<'t> {
    /// Takes the members in the order of the text. Of several with the same key, the first stays; the others are returned.
    pub fn from_members(mut members: Vec<(Cow<'t, str>, Member<'t>)>) -> (Self, Vec<(Cow<'t, str>, Member<'t>)>) {
        members.sort_by(|(a, _), (b, _)| a.cmp(b));
        let mut duplicates = Vec::new();
        let mut unique: Vec<(Cow<'t, str>, Member<'t>)> = Vec::with_capacity(members.len());
        for member in members {
            let is_duplicate = unique.last().is_some_and(|(key, _)| *key == member.0);
            if is_duplicate { &mut duplicates } else { &mut unique }.push(member);
        }
        (Self(unique), duplicates)
    }

    fn search(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_ref().cmp(key))
    }

    pub fn get(&self, key: &str) -> Option<&Member<'t>> {
        self.0.get(self.search(key).ok()?).map(|(_, member)| member)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Member<'t>> {
        let idx = self.search(key).ok()?;
        self.0.get_mut(idx).map(|(_, member)| member)
    }

    pub fn contains_key(&self, key: &str) -> bool {
        self.search(key).is_ok()
    }

    /// Adds or replaces a member. The members after it move, so this is for the few keys that are renamed.
    pub fn insert(&mut self, key: Cow<'t, str>, member: Member<'t>) {
        self.remove(&key);
        let idx = self.search(&key).unwrap_or_else(|idx| idx);
        self.0.insert(idx, (key, member));
    }

    pub fn remove(&mut self, key: &str) -> Option<Member<'t>> {
        let idx = self.search(key).ok()?;
        Some(self.0.remove(idx).1)
    }

    pub fn iter(&self) -> slice::Iter<'_, (Cow<'t, str>, Member<'t>)> {
        self.0.iter()
    }
}

impl<'v, 't> IntoIterator for &'v Table<'t> {
    type Item = &'v (Cow<'t, str>, Member<'t>);
    type IntoIter = slice::Iter<'v, (Cow<'t, str>, Member<'t>)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
