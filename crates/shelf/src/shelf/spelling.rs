//! The texts that stand for an entry.

use super::texts::BETWEEN;

/// What a text is that stands for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Its name.
    Name,
    /// Another spelling of the name.
    Alias,
    /// Its id.
    Id,
}

/// The name of an entry and its other spellings, as bytes.
pub(super) struct Names<'p> {
    next: Spelling,
    rest: Option<&'p [u8]>,
}

impl<'p> Names<'p> {
    pub fn new(names: &'p [u8]) -> Self {
        Self { next: Spelling::Name, rest: Some(names) }
    }
}

impl<'p> Iterator for Names<'p> {
    type Item = (Spelling, &'p [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let here = self.rest.take()?;
        let end = memchr::memchr(BETWEEN, here);
        self.rest = end.and_then(|end| here.get(end + 1..));
        Some((std::mem::replace(&mut self.next, Spelling::Alias), here.get(..end.unwrap_or(here.len()))?))
    }
}
