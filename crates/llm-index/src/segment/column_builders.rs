//! Columns of a segment while it is built.

use hashbrown::HashTable;

use crate::segment::{error::SegmentError, hash::hash_bytes};

/// Separates the strings of one row; no string of a catalogue contains it.
pub(crate) const UNIT_SEPARATOR: u8 = 0x1F;

/// Byte strings in one allocation.
#[derive(Debug, Default)]
pub(crate) struct BytesColumnBuilder {
    /// Name of the column in errors.
    pub name: &'static str,
    pub data: Vec<u8>,
    /// The end of each value in `data`, little-endian.
    pub offsets: Vec<[u8; 4]>,
}

impl BytesColumnBuilder {
    pub fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    pub fn with_capacity(name: &'static str, values: usize, bytes: usize) -> Self {
        Self { name, data: Vec::with_capacity(bytes), offsets: Vec::with_capacity(values) }
    }

    pub fn push(&mut self, value: &[u8]) -> Result<(), SegmentError> {
        self.data.extend_from_slice(value);
        self.finish_value()
    }

    /// Appends strings as one value, with separators between them.
    pub fn push_joined<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) -> Result<(), SegmentError> {
        for (idx, text) in texts.into_iter().enumerate() {
            if idx > 0 {
                self.data.push(UNIT_SEPARATOR);
            }
            self.data.extend_from_slice(text.as_bytes());
        }
        self.finish_value()
    }

    fn finish_value(&mut self) -> Result<(), SegmentError> {
        let Ok(end) = u32::try_from(self.data.len()) else {
            self.truncate(self.offsets.len());
            return Err(SegmentError::Overflow { column: self.name });
        };
        self.offsets.push(end.to_le_bytes());
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    pub fn get(&self, idx: usize) -> &[u8] {
        let start = idx.checked_sub(1).map_or(0, |previous| self.end(previous));
        self.data.get(start..self.end(idx)).unwrap_or_default()
    }

    fn end(&self, idx: usize) -> usize {
        self.offsets.get(idx).map_or(0, |end| u32::from_le_bytes(*end) as usize)
    }

    /// Drops the values from `len` on.
    pub fn truncate(&mut self, len: usize) {
        self.offsets.truncate(len);
        self.data.truncate(len.checked_sub(1).map_or(0, |last| self.end(last)));
    }
}

/// Distinct byte strings with a dictionary key each.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    slots: HashTable<Slot>,
    pub values: BytesColumnBuilder,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    /// Position of the value in `values`.
    idx: u16,
    key: u16,
}

impl Interner {
    fn new(name: &'static str) -> Self {
        Self { slots: HashTable::new(), values: BytesColumnBuilder::new(name) }
    }

    pub fn get(&self, value: &[u8]) -> Option<u16> {
        let hash = hash_bytes(value);
        let is_equal = |slot: &Slot| slot.hash == hash && self.values.get(slot.idx.into()) == value;
        self.slots.find(widen(hash), is_equal).map(|slot| slot.key)
    }

    /// Adds a value that is not there yet.
    pub fn insert(&mut self, value: &[u8], key: u16) -> Result<(), SegmentError> {
        let idx = u16::try_from(self.values.len()).map_err(|_| SegmentError::Full)?;
        self.values.push(value)?;
        let hash = hash_bytes(value);
        self.slots.insert_unique(widen(hash), Slot { hash, idx, key }, |slot| widen(slot.hash));
        Ok(())
    }

    fn clear(&mut self) {
        self.slots.clear();
        self.values.truncate(0);
    }
}

/// Spreads a hash over the bits that a hash table uses.
fn widen(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

/// The values of one field of all rows, as keys of a dictionary.
#[derive(Debug)]
pub(crate) struct DictionaryColumnBuilder {
    /// Little-endian, from 1; 0 for an unknown value. Rows after the last known value are missing.
    pub keys: Vec<[u8; 2]>,
    /// The encoded values.
    pub dictionary: Interner,
    /// The JSON texts that were parsed, with the keys of their values.
    pub json: Interner,
    /// The characters of the values of searchable fields.
    pub char_masks: Vec<[u8; 8]>,
}

impl DictionaryColumnBuilder {
    pub fn with_capacity(name: &'static str, rows: usize) -> Self {
        Self {
            keys: Vec::with_capacity(rows),
            dictionary: Interner::new(name),
            json: Interner::new(name),
            char_masks: Vec::new(),
        }
    }

    /// The key of the value that is added next.
    pub fn next_key(&self) -> Result<u16, SegmentError> {
        u16::try_from(self.dictionary.values.len() + 1).map_err(|_| SegmentError::Full)
    }

    /// Sets the key of the last of `row + 1` rows.
    pub fn push_key(&mut self, row: usize, key: u16) {
        if self.keys.len() < row {
            self.keys.resize(row, [0; 2]);
        }
        self.keys.push(key.to_le_bytes());
    }

    pub fn clear(&mut self) {
        self.keys.clear();
        self.dictionary.clear();
        self.json.clear();
        self.char_masks.clear();
    }
}

/// Strings that only some rows have.
#[derive(Debug, Default)]
pub(crate) struct SparseStringColumnBuilder {
    /// Ascending, little-endian.
    pub rows: Vec<[u8; 2]>,
    pub texts: BytesColumnBuilder,
}

impl SparseStringColumnBuilder {
    pub fn new(name: &'static str) -> Self {
        Self { rows: Vec::new(), texts: BytesColumnBuilder::new(name) }
    }

    pub fn push<'a>(&mut self, row: u16, texts: impl IntoIterator<Item = &'a str>) -> Result<(), SegmentError> {
        self.texts.push_joined(texts)?;
        self.rows.push(row.to_le_bytes());
        Ok(())
    }

    /// Drops the strings of the rows from `row` on.
    pub fn truncate_rows(&mut self, row: u16) {
        let len = self.rows.partition_point(|other| u16::from_le_bytes(*other) < row);
        self.rows.truncate(len);
        self.texts.truncate(len);
    }
}
