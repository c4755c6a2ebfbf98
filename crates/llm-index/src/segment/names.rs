//! The names of an entry.

use crate::segment::column_builders::UNIT_SEPARATOR;

/// What a name of an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// The name proper.
    Name,
    /// Another spelling of it.
    Alias,
    /// The id.
    Id,
}

/// Iterates over the name and the aliases of an entry, as bytes.
pub(crate) struct NameIter<'p> {
    next_kind: NameKind,
    rest: Option<&'p [u8]>,
}

impl<'p> NameIter<'p> {
    /// Takes the value of the name column: the name and the aliases with separators between them.
    pub fn new(names: &'p [u8]) -> Self {
        Self { next_kind: NameKind::Name, rest: Some(names) }
    }
}

impl<'p> Iterator for NameIter<'p> {
    type Item = (NameKind, &'p [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let names = self.rest.take()?;
        let end = memchr::memchr(UNIT_SEPARATOR, names);
        self.rest = end.and_then(|end| names.get(end + 1..));
        let kind = std::mem::replace(&mut self.next_kind, NameKind::Alias);
        Some((kind, names.get(..end.unwrap_or(names.len()))?))
    }
}
