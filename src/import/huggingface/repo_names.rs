//! The names of repositories, in little memory.

use std::{
    hash::{BuildHasher, RandomState},
    ops::Range,
};

use hashbrown::HashTable;

/// The list has more names than can be numbered, or longer ones.
#[derive(Debug)]
pub(super) struct TooManyNames;

/// The names of repositories, each once in whatever letter case, numbered from 0.
#[derive(Debug, Default)]
pub(super) struct RepoNames {
    /// All names, one after the other.
    text: String,
    /// The start and the end of each name in the text.
    spans: Vec<(u32, u32)>,
    /// The numbers, by the hash of the name in lower case.
    numbers: HashTable<u32>,
    hasher: RandomState,
}

impl RepoNames {
    /// The number of names.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The name of a number, as it was last spelled.
    pub(super) fn get(&self, number: u32) -> &str {
        name_in(&self.text, &self.spans, number)
    }

    /// The number of a name in whatever letter case.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        let folded = name.to_lowercase();
        let is_same = |number: &u32| self.get(*number).to_lowercase() == folded;
        self.numbers.find(self.hasher.hash_one(&folded), is_same).copied()
    }

    /// The number of a name, which is added if it is new.
    pub(super) fn insert(&mut self, name: &str) -> Result<u32, TooManyNames> {
        if let Some(number) = self.find(name) {
            return Ok(number);
        }
        let number = u32::try_from(self.spans.len()).map_err(|_| TooManyNames)?;
        let span = self.push_text(name)?;
        self.spans.push(span);
        let Self { text, spans, numbers, hasher } = self;
        let hash = |number: &u32| hasher.hash_one(name_in(text, spans, *number).to_lowercase());
        numbers.insert_unique(hash(&number), number, hash);
        Ok(number)
    }

    /// Spells a name in another letter case.
    pub(super) fn respell(&mut self, number: u32, name: &str) -> Result<(), TooManyNames> {
        if self.get(number) != name {
            let new = self.push_text(name)?;
            if let Some(span) = self.spans.get_mut(number as usize) {
                *span = new;
            }
        }
        Ok(())
    }

    fn push_text(&mut self, name: &str) -> Result<(u32, u32), TooManyNames> {
        let start = u32::try_from(self.text.len()).map_err(|_| TooManyNames)?;
        let end = u32::try_from(self.text.len() + name.len()).map_err(|_| TooManyNames)?;
        self.text.push_str(name);
        Ok((start, end))
    }
}

fn name_in<'t>(text: &'t str, spans: &[(u32, u32)], number: u32) -> &'t str {
    let range = |(start, end): &(u32, u32)| -> Range<usize> { *start as usize..*end as usize };
    spans.get(number as usize).and_then(|span| text.get(range(span))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_whatever_letter_case() {
        let mut names = RepoNames::default();
        let numbers = ["a/B", "A/b", "a/ΣΑΣ", "a/σας", "c"].map(|name| names.insert(name).unwrap());
        assert_eq!(numbers, [0, 0, 1, 1, 2]);
        names.respell(0, "A/B").unwrap();
        assert_eq!((names.get(0), names.find("a/b"), names.find("d"), names.len()), ("A/B", Some(0), None, 3));
    }
}
