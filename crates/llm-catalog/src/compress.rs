//! Deflate compression of embedded data.

/// Compresses bytes at the highest level.
#[must_use]
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 10)
}

/// Decompresses a text; `None` if the data is invalid or not UTF-8.
#[must_use]
pub fn inflate_to_string(compressed: &[u8]) -> Option<String> {
    String::from_utf8(miniz_oxide::inflate::decompress_to_vec(compressed).ok()?).ok()
}
