//! Bytes that are decompressed when they are first used.

use std::sync::OnceLock;

use miniz_oxide::deflate::compress_to_vec;

use crate::segment::compressed_lines::{COMPRESSION_LEVEL, decompress};

/// Compressed bytes that are part of the program, after their length as four bytes, the lowest first.
#[derive(Debug)]
pub(crate) struct CompressedBytes {
    compressed: &'static [u8],
    bytes: OnceLock<Vec<u8>>,
}

impl CompressedBytes {
    pub fn new(compressed: &'static [u8]) -> Self {
        Self { compressed, bytes: OnceLock::new() }
    }

    /// What [`new`](Self::new) takes. `None` for more than 4 GiB.
    pub fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
        let len = u32::try_from(bytes.len()).ok()?;
        Some([&len.to_le_bytes()[..], &compress_to_vec(bytes, COMPRESSION_LEVEL)].concat())
    }

    /// The bytes; none if they are damaged, which the checksum of the catalogue has excluded.
    pub fn get(&self) -> &[u8] {
        let bytes = || {
            let (len, compressed) = self.compressed.split_first_chunk()?;
            decompress(compressed, u32::from_le_bytes(*len) as usize)
        };
        self.bytes.get_or_init(|| bytes().unwrap_or_default())
    }
}
