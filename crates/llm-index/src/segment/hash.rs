//! The hash of ids and dictionary values.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

/// A 32-bit hash of bytes.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u32 {
    let [.., a, b, c, d] = FxBuildHasher.hash_one(bytes).to_le_bytes();
    // The upper half is the better mixed one.
    u32::from_le_bytes([a, b, c, d])
}

/// The hash of an id, as segments keep it for the parents of their entries.
#[must_use]
pub fn hash_id(id: &str) -> u32 {
    hash_bytes(id.as_bytes())
}
