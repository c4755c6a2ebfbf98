//! Columns of a finished segment: ranges of its buffer.

use serde::{Deserialize, Serialize};

use crate::{
    char_mask::CharMask,
    row_id::LocalRow,
    segment::{
        buffer::SegmentBuffer,
        column_builders::{BytesColumnBuilder, DictionaryColumnBuilder, SparseStringColumnBuilder, UNIT_SEPARATOR},
        error::SegmentError,
    },
};

/// Little-endian numbers of `WIDTH` bytes each.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct FixedColumn<const WIDTH: usize> {
    /// First byte in the buffer.
    start: u32,
    end: u32,
}

impl<const WIDTH: usize> FixedColumn<WIDTH> {
    pub fn values(self, buffer: &[u8]) -> &[[u8; WIDTH]] {
        buffer.get(self.start as usize..self.end as usize).unwrap_or_default().as_chunks().0
    }

    /// The column in its buffer without the first `bytes`.
    fn without_first(self, bytes: u32) -> Self {
        Self { start: self.start.saturating_sub(bytes), end: self.end.saturating_sub(bytes) }
    }

    pub fn len(self) -> usize {
        (self.end - self.start) as usize / WIDTH
    }

    /// `None` after the last value.
    pub fn get(self, buffer: &[u8], idx: usize) -> Option<[u8; WIDTH]> {
        self.values(buffer).get(idx).copied()
    }
}

/// Byte strings.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct BytesColumn {
    data: FixedColumn<1>,
    offsets: FixedColumn<4>,
}

impl BytesColumn {
    pub fn len(self) -> usize {
        self.offsets.len()
    }

    /// The value as a string; empty after the last value.
    pub fn get_str(self, buffer: &[u8], idx: usize) -> &str {
        // Only strings are written into the columns that are read with this method.
        std::str::from_utf8(self.get(buffer, idx)).unwrap_or_default()
    }

    /// Empty after the last value.
    pub fn get(self, buffer: &[u8], idx: usize) -> &[u8] {
        let offsets = self.offsets.values(buffer);
        let end = |idx: usize| offsets.get(idx).map_or(0, |end| u32::from_le_bytes(*end) as usize);
        let start = idx.checked_sub(1).map_or(0, end);
        self.data.values(buffer).get(start..end(idx)).unwrap_or_default().as_flattened()
    }
}

/// Strings that only some rows have.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct SparseStringColumn {
    /// Ascending.
    rows: FixedColumn<2>,
    texts: BytesColumn,
}

impl SparseStringColumn {
    /// The first byte in the buffer.
    pub fn start(self) -> u32 {
        self.rows.start
    }

    /// The column in its buffer without the first `bytes`.
    pub fn without_first(self, bytes: u32) -> Self {
        let BytesColumn { data, offsets } = self.texts;
        let texts = BytesColumn { data: data.without_first(bytes), offsets: offsets.without_first(bytes) };
        Self { rows: self.rows.without_first(bytes), texts }
    }

    /// Whether no row has a string.
    pub fn is_empty(self) -> bool {
        self.rows.len() == 0
    }

    /// The strings of a row that are not empty, in UTF-8.
    pub fn texts(self, buffer: &[u8], row: LocalRow) -> impl Iterator<Item = &[u8]> {
        let rows = self.rows.values(buffer);
        let idx = rows.binary_search_by_key(&row, |row| LocalRow::from_le_bytes(*row)).ok();
        let mut rest = idx.map(|idx| self.texts.get(buffer, idx));
        let texts = std::iter::from_fn(move || {
            let text = rest?;
            let end = memchr::memchr(UNIT_SEPARATOR, text);
            rest = end.and_then(|end| text.get(end + 1..));
            text.get(..end.unwrap_or(text.len()))
        });
        texts.filter(|text| !text.is_empty())
    }
}

/// One field of all rows, as keys of a dictionary.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
pub(crate) struct DictionaryColumn {
    /// By row, from 1; 0 for an unknown value. Empty if no row has a value.
    pub keys: FixedColumn<2>,
    /// The encoded values.
    pub dictionary: BytesColumn,
    /// The characters of the values of searchable fields.
    pub char_masks: FixedColumn<8>,
}

/// The characters of each string of a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CharMaskColumn<'p>(pub &'p [[u8; 8]]);

impl CharMaskColumn<'_> {
    /// The mask at a position; empty after the last one.
    pub fn get(self, idx: usize) -> CharMask {
        self.0.get(idx).copied().map(CharMask::from_le_bytes).unwrap_or_default()
    }
}

/// The dictionary keys of a field, by row.
#[derive(Clone, Copy, Debug)]
pub struct KeyColumn<'p>(pub(crate) &'p [[u8; 2]]);

impl KeyColumn<'_> {
    /// The key of the row's value, from 1; 0 if the value is unknown.
    #[must_use]
    pub fn get(self, row: LocalRow) -> usize {
        self.0.get(row.index()).map_or(0, |key| u16::from_le_bytes(*key).into())
    }
}

/// Lays columns out one after another.
#[derive(Default)]
pub(crate) struct ColumnWriter<'c> {
    slices: Vec<&'c [u8]>,
    end: u32,
}

impl<'c> ColumnWriter<'c> {
    pub fn write<const WIDTH: usize>(
        &mut self,
        numbers: &'c [[u8; WIDTH]],
    ) -> Result<FixedColumn<WIDTH>, SegmentError> {
        let (start, bytes) = (self.end, numbers.as_flattened());
        let end = u32::try_from(bytes.len()).ok().and_then(|len| start.checked_add(len));
        self.end = end.ok_or(SegmentError::Overflow { column: "columns" })?;
        self.slices.push(bytes);
        Ok(FixedColumn { start, end: self.end })
    }

    pub fn write_bytes(&mut self, values: &'c BytesColumnBuilder) -> Result<BytesColumn, SegmentError> {
        Ok(BytesColumn { data: self.write(values.data.as_chunks().0)?, offsets: self.write(&values.offsets)? })
    }

    pub fn write_sparse(&mut self, sparse: &'c SparseStringColumnBuilder) -> Result<SparseStringColumn, SegmentError> {
        Ok(SparseStringColumn { rows: self.write(&sparse.rows)?, texts: self.write_bytes(&sparse.texts)? })
    }

    pub fn write_dictionary(&mut self, field: &'c DictionaryColumnBuilder) -> Result<DictionaryColumn, SegmentError> {
        Ok(DictionaryColumn {
            keys: self.write(&field.keys)?,
            dictionary: self.write_bytes(&field.dictionary.values)?,
            char_masks: self.write(&field.char_masks)?,
        })
    }

    /// The buffer that the columns are ranges of.
    pub fn finish(self) -> SegmentBuffer {
        SegmentBuffer::from_slices(&self.slices)
    }
}
