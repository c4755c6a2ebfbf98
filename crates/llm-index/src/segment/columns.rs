//! What a part knows of its rows, column by column, behind one another in its bytes.

use serde::{Deserialize, Serialize};

use crate::{
    char_mask::CharMask,
    segment::{
        buffer::SegmentBuffer,
        writers::{DictionaryColumnBuilder, SparseStringColumnBuilder, StringColumnBuilder, UNIT_SEPARATOR},
    },
};

/// Numbers of so many bytes each, with the lowest byte first.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct FixedColumn<const WIDTH: usize> {
    /// Where they begin and end among the bytes.
    start: u32,
    end: u32,
}

impl<const WIDTH: usize> FixedColumn<WIDTH> {
    pub fn values(self, bytes: &[u8]) -> &[[u8; WIDTH]] {
        bytes.get(self.start as usize..self.end as usize).unwrap_or_default().as_chunks().0
    }

    pub fn len(self) -> usize {
        (self.end - self.start) as usize / WIDTH
    }

    /// One of them; nothing behind the last.
    pub fn get(self, bytes: &[u8], place: usize) -> Option<[u8; WIDTH]> {
        self.values(bytes).get(place).copied()
    }
}

/// Texts behind one another.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct StringColumn {
    data: FixedColumn<1>,
    offsets: FixedColumn<4>,
}

impl StringColumn {
    pub fn len(self) -> usize {
        self.offsets.len()
    }

    /// One of them; an empty one behind the last.
    pub fn get(self, bytes: &[u8], place: usize) -> &str {
        std::str::from_utf8(self.get_bytes(bytes, place)).unwrap_or_default()
    }

    /// One of them, as bytes.
    pub fn get_bytes(self, bytes: &[u8], place: usize) -> &[u8] {
        let ends = self.offsets.values(bytes);
        let at = |place: usize| ends.get(place).map_or(0, |end| u32::from_le_bytes(*end) as usize);
        let start = place.checked_sub(1).map_or(0, at);
        self.data.values(bytes).get(start..at(place)).unwrap_or_default().as_flattened()
    }
}

/// Texts that only some rows have.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct SparseStringColumn {
    rows: FixedColumn<2>,
    texts: StringColumn,
}

impl SparseStringColumn {
    /// Whether no row has one.
    pub fn is_empty(self) -> bool {
        self.rows.len() == 0
    }

    /// The texts of a row that are not empty. Most rows have none.
    pub fn texts(self, bytes: &[u8], row: usize) -> impl Iterator<Item = &str> {
        let rows = self.rows.values(bytes);
        let place = rows.binary_search_by_key(&row, |row| u16::from_le_bytes(*row).into()).ok();
        let texts = place.map(|place| self.texts.get(bytes, place).split(char::from(UNIT_SEPARATOR)));
        texts.into_iter().flatten().filter(|text| !text.is_empty())
    }
}

/// A fact of every row, by numbers into a list of its values: 0 where it is
/// not known.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct DictionaryColumn {
    /// Empty where no row knows it.
    pub keys: FixedColumn<2>,
    pub dictionary: StringColumn,
    /// The letters of the values, where words are looked for in them.
    pub char_masks: FixedColumn<8>,
}

/// The letters of texts.
#[derive(Clone, Copy, Debug)]
pub struct CharMaskColumn<'p>(pub(crate) &'p [[u8; 8]]);

impl CharMaskColumn<'_> {
    /// Those of the text at a place.
    #[must_use]
    pub fn get(self, place: usize) -> CharMask {
        self.0.get(place).copied().map(CharMask::from_bytes).unwrap_or_default()
    }
}

/// By row, numbers of values.
#[derive(Clone, Copy, Debug)]
pub struct KeyColumn<'p>(pub(crate) &'p [[u8; 2]]);

impl KeyColumn<'_> {
    /// The number of a row's value, from 1; 0 where it is not known.
    #[must_use]
    pub fn get(self, row: usize) -> usize {
        self.0.get(row).map_or(0, |code| u16::from_le_bytes(*code).into())
    }
}

/// Puts columns behind one another.
#[derive(Default)]
pub(crate) struct ColumnWriter<'c> {
    slices: Vec<&'c [u8]>,
    end: u32,
}

impl<'c> ColumnWriter<'c> {
    pub fn write<const WIDTH: usize>(&mut self, numbers: &'c [[u8; WIDTH]]) -> FixedColumn<WIDTH> {
        let (start, bytes) = (self.end, numbers.as_flattened());
        self.end = start.saturating_add(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        self.slices.push(bytes);
        FixedColumn { start, end: self.end }
    }

    pub fn write_strings(&mut self, texts: &'c StringColumnBuilder) -> StringColumn {
        StringColumn { data: self.write(texts.data.as_bytes().as_chunks().0), offsets: self.write(&texts.offsets) }
    }

    pub fn write_sparse(&mut self, sparse: &'c SparseStringColumnBuilder) -> SparseStringColumn {
        SparseStringColumn { rows: self.write(&sparse.rows), texts: self.write_strings(&sparse.texts) }
    }

    pub fn write_dictionary(&mut self, coded: &'c DictionaryColumnBuilder) -> DictionaryColumn {
        DictionaryColumn {
            keys: self.write(&coded.keys),
            dictionary: self.write_strings(&coded.dictionary),
            char_masks: self.write(&coded.char_masks),
        }
    }

    /// The bytes that the columns lie in.
    pub fn finish(self) -> SegmentBuffer {
        SegmentBuffer::from_slices(&self.slices)
    }
}
