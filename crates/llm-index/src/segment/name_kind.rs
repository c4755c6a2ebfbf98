//! The texts that stand for an entry.

use crate::segment::writers::UNIT_SEPARATOR;

/// What a text is that stands for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// Its name.
    Name,
    /// Another spelling of the name.
    Alias,
    /// Its id.
    Id,
}

/// The name of an entry and its other spellings, as bytes.
pub(crate) struct NameIter<'p> {
    next_kind: NameKind,
    rest: Option<&'p [u8]>,
}

impl<'p> NameIter<'p> {
    pub fn new(names: &'p [u8]) -> Self {
        Self { next_kind: NameKind::Name, rest: Some(names) }
    }
}

impl<'p> Iterator for NameIter<'p> {
    type Item = (NameKind, &'p [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let here = self.rest.take()?;
        let end = memchr::memchr(UNIT_SEPARATOR, here);
        self.rest = end.and_then(|end| here.get(end + 1..));
        Some((std::mem::replace(&mut self.next_kind, NameKind::Alias), here.get(..end.unwrap_or(here.len()))?))
    }
}
