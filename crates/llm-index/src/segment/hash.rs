//! The hash of ids and dictionary values.

/// Numbers with about as many set as unset bits: the binary digits of pi after the point.
const SEEDS: [u64; 2] = [0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344];

/// A 32-bit hash of bytes, in the manner of wyhash. The built-in index stores hashes that
/// the build computed, so they must be the same on every platform.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u32 {
    let [start, seed] = SEEDS;
    let mix = |state: u64, [low, high]: [u64; 2]| {
        let [low, high] = words(u128::from(low ^ state) * u128::from(high ^ seed));
        low ^ high
    };
    let (blocks, _) = bytes.as_chunks::<16>();
    let blocks = blocks.iter().map(|block| words(u128::from_le_bytes(*block)));
    let hash = blocks.chain([tail_words(bytes)]).fold(start ^ bytes.len() as u64, mix);
    let [.., a, b, c, d] = hash.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The last 16 bytes; of a shorter text all bytes, some of them twice.
fn tail_words(bytes: &[u8]) -> [u64; 2] {
    if let Some(last) = bytes.last_chunk() {
        words(u128::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        [u64::from_le_bytes(*first), u64::from_le_bytes(*last)]
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        [u32::from_le_bytes(*first), u32::from_le_bytes(*last)].map(u64::from)
    } else {
        [bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0]
    }
}

/// The lower and the upper half of a number.
#[expect(clippy::cast_possible_truncation, reason = "each half keeps its 64 bits")]
fn words(number: u128) -> [u64; 2] {
    [number as u64, (number >> 64) as u64]
}

/// The hash of an id, as segments store it for the parents of their entries.
pub(crate) fn hash_id(id: &str) -> u32 {
    hash_bytes(id.as_bytes())
}

/// The hash of the name of a variant, as segments store it for the parents of which a variant is named. Never 0, which
/// stands for no variant.
pub(crate) fn hash_variant(name: &str) -> u32 {
    hash_bytes(name.as_bytes()).max(1)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_hash_is_the_same_on_every_platform() {
        for (id, hash) in [
            ("", 0xBC13_060E),
            ("t5", 0x9742_09EB),
            ("llama", 0xD9D3_3968),
            ("gpt-neox", 0xFD90_B741),
            ("pangu-alpha", 0xD7B7_2B03),
            ("gpt-neoxt-chat-base-20b", 0xCBA9_4433),
        ] {
            assert_eq!(hash_id(id), hash, "{id}");
        }
    }

    #[test]
    fn different_texts_have_different_hashes() {
        let texts = (0..2000).map(|number| format!("model-{number}"));
        let texts: Vec<_> = texts.flat_map(|text| [text.clone(), text.repeat(2), text.repeat(3)]).collect();
        assert_eq!(texts.iter().map(|text| hash_id(text)).collect::<HashSet<_>>().len(), texts.len());
    }
}
