//! What a part knows of its rows, column by column, behind one another in its bytes.

use serde::{Deserialize, Serialize};

use super::{
    bytes::Bytes,
    letters::Letters,
    texts::{BETWEEN, Coded, Sparse, Texts},
};

/// Numbers of so many bytes each, with the lowest byte first.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(super) struct Column<const WIDTH: usize> {
    /// Where they begin and end among the bytes.
    start: u32,
    end: u32,
}

impl<const WIDTH: usize> Column<WIDTH> {
    pub fn of(self, bytes: &[u8]) -> &[[u8; WIDTH]] {
        bytes.get(self.start as usize..self.end as usize).unwrap_or_default().as_chunks().0
    }

    pub fn len(self) -> usize {
        (self.end - self.start) as usize / WIDTH
    }

    /// One of them; nothing behind the last.
    pub fn get(self, bytes: &[u8], place: usize) -> Option<[u8; WIDTH]> {
        self.of(bytes).get(place).copied()
    }
}

/// Texts behind one another.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(super) struct TextColumn {
    text: Column<1>,
    ends: Column<4>,
}

impl TextColumn {
    pub fn len(self) -> usize {
        self.ends.len()
    }

    /// One of them; an empty one behind the last.
    pub fn get(self, bytes: &[u8], place: usize) -> &str {
        std::str::from_utf8(self.bytes(bytes, place)).unwrap_or_default()
    }

    /// One of them, as bytes.
    pub fn bytes(self, bytes: &[u8], place: usize) -> &[u8] {
        let ends = self.ends.of(bytes);
        let at = |place: usize| ends.get(place).map_or(0, |end| u32::from_le_bytes(*end) as usize);
        let start = place.checked_sub(1).map_or(0, at);
        self.text.of(bytes).get(start..at(place)).unwrap_or_default().as_flattened()
    }
}

/// Texts that only some rows have.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(super) struct SparseColumn {
    rows: Column<2>,
    texts: TextColumn,
}

impl SparseColumn {
    /// Whether no row has one.
    pub fn is_empty(self) -> bool {
        self.rows.len() == 0
    }

    /// The texts of a row that are not empty. Most rows have none.
    pub fn texts_of(self, bytes: &[u8], row: usize) -> impl Iterator<Item = &str> {
        let rows = self.rows.of(bytes);
        let place = rows.binary_search_by_key(&row, |row| u16::from_le_bytes(*row).into()).ok();
        let texts = place.map(|place| self.texts.get(bytes, place).split(char::from(BETWEEN)));
        texts.into_iter().flatten().filter(|text| !text.is_empty())
    }
}

/// A fact of every row, by numbers into a list of its values: 0 where it is
/// not known.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(super) struct CodedColumn {
    /// Empty where no row knows it.
    pub codes: Column<2>,
    pub values: TextColumn,
    /// The letters of the values, where words are looked for in them.
    pub letters: Column<8>,
}

/// The letters of texts.
#[derive(Clone, Copy, Debug)]
pub struct LetterColumn<'p>(pub(super) &'p [[u8; 8]]);

impl LetterColumn<'_> {
    /// Those of the text at a place.
    #[must_use]
    pub fn of(self, place: usize) -> Letters {
        self.0.get(place).copied().map(Letters::of_bytes).unwrap_or_default()
    }
}

/// By row, numbers of values.
#[derive(Clone, Copy, Debug)]
pub struct Codes<'p>(pub(super) &'p [[u8; 2]]);

impl Codes<'_> {
    /// The number of a row's value, from 1; 0 where it is not known.
    #[must_use]
    pub fn of(self, row: usize) -> usize {
        self.0.get(row).map_or(0, |code| u16::from_le_bytes(*code).into())
    }
}

/// Puts columns behind one another.
#[derive(Default)]
pub(super) struct Columns<'c> {
    pieces: Vec<&'c [u8]>,
    end: u32,
}

impl<'c> Columns<'c> {
    pub fn put<const WIDTH: usize>(&mut self, numbers: &'c [[u8; WIDTH]]) -> Column<WIDTH> {
        let (start, bytes) = (self.end, numbers.as_flattened());
        self.end = start.saturating_add(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        self.pieces.push(bytes);
        Column { start, end: self.end }
    }

    pub fn put_texts(&mut self, texts: &'c Texts) -> TextColumn {
        TextColumn { text: self.put(texts.text.as_bytes().as_chunks().0), ends: self.put(&texts.ends) }
    }

    pub fn put_sparse(&mut self, sparse: &'c Sparse) -> SparseColumn {
        SparseColumn { rows: self.put(&sparse.rows), texts: self.put_texts(&sparse.texts) }
    }

    pub fn put_coded(&mut self, coded: &'c Coded) -> CodedColumn {
        CodedColumn {
            codes: self.put(&coded.codes),
            values: self.put_texts(&coded.values),
            letters: self.put(&coded.letters),
        }
    }

    /// The bytes that the columns lie in.
    pub fn bytes(self) -> Bytes {
        Bytes::of(&self.pieces)
    }
}
