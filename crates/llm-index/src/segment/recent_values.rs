//! Frequent values of fields, found by how they begin: neither where one ends nor its hash has to be computed.

use crate::field::EncodedField;

/// The values of fields with few distinct ones, and their dictionary keys.
///
/// Only values that were parsed are added. What equals one is valid too, so it need not be parsed again.
pub(crate) struct RecentValues(Vec<Slot>);

/// A value, in 64 bytes.
#[derive(Clone, Copy)]
struct Slot {
    /// 0 if there is none.
    key: u16,
    field: u8,
    len: u8,
    json: [u8; MAX_VALUE_BYTES],
}

const MAX_VALUE_BYTES: usize = 60;
const SLOT_BITS: u32 = 10;
/// The values of a field with more distinct ones are not worth a slot.
const MAX_DISTINCT: usize = 128;

impl RecentValues {
    pub fn new() -> Self {
        Self(vec![Slot { key: 0, field: 0, len: 0, json: [0; MAX_VALUE_BYTES] }; 1 << SLOT_BITS])
    }

    /// The key and the length of the value of a field that a text begins with; `None` if it is not known.
    pub fn find(&self, field: EncodedField, text: &[u8]) -> Option<(u16, usize)> {
        let slot = self.0.get(slot_idx(field, text)?)?;
        let len = usize::from(slot.len);
        let json = slot.json.get(..len)?;
        // After a number others digits may follow.
        let is_whole = matches!(text.get(len), Some(b',' | b'}' | b' '));
        (slot.key > 0 && slot.field == field as u8 && is_whole && text.starts_with(json)).then_some((slot.key, len))
    }

    /// Adds the valid value that the first `len` bytes of a text are. Of its field, `distinct` values are known.
    pub fn insert(&mut self, field: EncodedField, text: &[u8], len: usize, key: u16, distinct: usize) {
        let Some(slot) = slot_idx(field, text).and_then(|idx| self.0.get_mut(idx)) else { return };
        let (Some(json), Some(target), Ok(len)) = (text.get(..len), slot.json.get_mut(..len), u8::try_from(len)) else {
            return;
        };
        if distinct <= MAX_DISTINCT {
            target.copy_from_slice(json);
            (slot.key, slot.field, slot.len) = (key, field as u8, len);
        }
    }

    pub fn clear(&mut self) {
        self.0.iter_mut().for_each(|slot| slot.key = 0);
    }
}

/// The slot of a value that a text begins with. What follows a short value is part of the hash: it is mostly the same
/// key.
fn slot_idx(field: EncodedField, text: &[u8]) -> Option<usize> {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (low, rest) = text.split_first_chunk()?;
    let [low, high] = [low, rest.first_chunk()?].map(|word| u64::from_le_bytes(*word));
    let hash = (low ^ high.rotate_left(23) ^ (field as u64) << 56).wrapping_mul(ODD);
    usize::try_from(hash >> (u64::BITS - SLOT_BITS)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_by_the_same_text_in_the_same_field() {
        let (mut known, text) = (RecentValues::new(), br#"4096,"open_weights":true}"#);
        known.insert(EncodedField::Context, text, 4, 7, 1);
        assert_eq!(known.find(EncodedField::Context, text), Some((7, 4)));
        assert_eq!(known.find(EncodedField::ContextExtended, text), None);
        known.clear();
        assert_eq!(known.find(EncodedField::Context, text), None);
    }

    #[test]
    fn the_beginning_of_a_number_is_another_number() {
        let mut known = RecentValues::new();
        let text = b"4096000000000000000000";
        known.insert(EncodedField::Context, text, 4, 7, 1);
        assert_eq!(known.find(EncodedField::Context, text), None);
    }

    #[test]
    fn long_and_rare_values_are_not_kept() {
        let mut known = RecentValues::new();
        let text = format!("\"{}\",", "a".repeat(MAX_VALUE_BYTES));
        known.insert(EncodedField::Organizations, text.as_bytes(), text.len() - 1, 1, 1);
        known.insert(EncodedField::License, text.as_bytes(), 4, 1, MAX_DISTINCT + 1);
        assert_eq!(known.find(EncodedField::Organizations, text.as_bytes()), None);
        assert_eq!(known.find(EncodedField::License, text.as_bytes()), None);
    }
}
