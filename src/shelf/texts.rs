//! Texts and numbers of many entries, packed.

use serde::{Deserialize, Serialize};

/// Stands between the texts of a row; no text of a catalogue holds it.
pub(super) const BETWEEN: char = '\u{1F}';

/// Texts behind one another.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Texts {
    pub text: String,
    pub ends: Vec<u32>,
}

impl Texts {
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.end();
    }

    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    pub fn end(&mut self) {
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub fn get(&self, place: usize) -> &str {
        let at = |place: usize| self.ends.get(place).map_or(0, |end| *end as usize);
        let start = place.checked_sub(1).map_or(0, at);
        self.text.get(start..at(place)).unwrap_or_default()
    }
}

/// A fact of every row, by numbers into a list of its values: 0 where it is
/// not known.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Coded {
    /// Empty where no row knows it.
    pub codes: Vec<u16>,
    pub values: Texts,
}

/// Texts that only some rows have.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Sparse {
    rows: Vec<u16>,
    pub texts: Texts,
}

impl Sparse {
    pub fn push(&mut self, row: usize, texts: &[&str]) {
        self.rows.push(u16::try_from(row).unwrap_or(u16::MAX));
        for (place, text) in texts.iter().enumerate() {
            self.texts.text.extend((place > 0).then_some(BETWEEN));
            self.texts.text.push_str(text);
        }
        self.texts.end();
    }

    pub fn get(&self, row: usize) -> &str {
        let place = u16::try_from(row).ok().and_then(|row| self.rows.binary_search(&row).ok());
        place.map_or("", |place| self.texts.get(place))
    }
}
