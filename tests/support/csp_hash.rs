//! The hashes by which a `Content-Security-Policy` knows a script or a style sheet.

use sha2::{Digest, Sha256};

/// The source expression of a text: `'sha256-…'`.
pub fn csp_hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32| char::from(DIGITS.get(bits as usize & 63).copied().unwrap_or_default());
    let group = |chunk: &[u8]| {
        let byte = |idx: usize| u32::from(chunk.get(idx).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digits = [digit(bits >> 18), digit(bits >> 12), digit(bits >> 6), digit(bits)];
        digits.into_iter().enumerate().map(|(idx, ch)| if idx > chunk.len() { '=' } else { ch }).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}
