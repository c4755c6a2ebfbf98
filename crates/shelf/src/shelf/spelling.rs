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

/// The name of an entry, its other spellings, then its id, as bytes.
#[derive(Clone, Debug)]
pub struct Spellings<'p> {
    next: Spelling,
    rest: Option<&'p [u8]>,
}

impl<'p> Spellings<'p> {
    pub(super) fn new(names: &'p [u8]) -> Self {
        Self { next: Spelling::Name, rest: Some(names) }
    }
}

impl<'p> Iterator for Spellings<'p> {
    type Item = (Spelling, &'p [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let here = self.rest.take()?;
        let Some((name, behind)) = memchr::memchr(BETWEEN, here).and_then(|end| here.split_at_checked(end)) else {
            return Some((Spelling::Id, here));
        };
        self.rest = behind.get(1..);
        Some((std::mem::replace(&mut self.next, Spelling::Alias), name))
    }
}
