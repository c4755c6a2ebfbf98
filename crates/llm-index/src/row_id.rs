//! Positions of entries, in an index and in a segment.

/// Position of an entry in an index, valid for one [generation](crate::Index::generation).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(u32);

/// Position of an entry in its segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalRow(u16);

impl RowId {
    /// `None` for a position that needs more than 32 bits.
    #[must_use]
    pub fn from_index(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(Self)
    }

    /// The position as an index of a slice.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The row in the index of `row` in the segment whose first row is `self`.
    #[must_use]
    pub fn offset(self, row: LocalRow) -> Self {
        Self(self.0 + u32::from(row.0))
    }

    /// The row in the segment whose first row is `base`; the inverse of [`offset`](Self::offset).
    #[must_use]
    pub fn within(self, base: Self) -> LocalRow {
        // The rows of one segment differ by less than 2^16.
        let [low, high, ..] = (self.0 - base.0).to_le_bytes();
        LocalRow(u16::from_le_bytes([low, high]))
    }

    pub(crate) const fn get(self) -> u32 {
        self.0
    }
}

impl From<u32> for RowId {
    fn from(row: u32) -> Self {
        Self(row)
    }
}

impl LocalRow {
    /// `None` for a position that needs more than 16 bits.
    #[must_use]
    pub fn from_index(index: usize) -> Option<Self> {
        u16::try_from(index).ok().map(Self)
    }

    /// The position as an index of a slice.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) const fn from_le_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes))
    }
}

impl From<u16> for LocalRow {
    fn from(row: u16) -> Self {
        Self(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_row_and_its_base_give_the_row_of_the_index() {
        for (base, row) in [(0, 0), (65_535, 1), (4_000_000_000, 65_534)] {
            let (base, row) = (RowId::from(base), LocalRow::from(row));
            assert_eq!(base.offset(row).within(base), row);
        }
        assert_eq!(LocalRow::from_index(1 << 16), None);
    }
}
