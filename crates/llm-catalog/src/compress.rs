//! Bytes that take less room in the program than what they stand for.

/// Presses bytes as far as can be.
#[must_use]
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 10)
}

/// The text that was pressed; nothing where no text was.
#[must_use]
pub fn inflate_to_string(pressed: &[u8]) -> Option<String> {
    String::from_utf8(miniz_oxide::inflate::decompress_to_vec(pressed).ok()?).ok()
}
