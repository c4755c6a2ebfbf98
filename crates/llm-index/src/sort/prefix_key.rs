//! Prefixes of texts as numbers, which are faster to compare.

/// The first 30 bytes of a lowercase text. Keys order as the texts do; equal
/// [truncated](Self::is_truncated) keys may have different texts.
///
/// The first byte tells known from missing texts, the last one truncated from
/// complete ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrefixKey(u128, u128);

impl PrefixKey {
    /// The key of a missing text, which comes last.
    pub const MISSING: Self = Self(u128::MAX, u128::MAX);
    /// The bits of the first number that a known text may set.
    const PRESENT_MASK: u128 = u128::MAX >> 1;
    const PREFIX_BYTES: usize = 30;
    /// The last byte of a truncated key.
    const TRUNCATION_MARKER: u8 = 16;

    /// The key of a text, in an order that ignores case.
    #[must_use]
    pub fn new(text: &str, descending: bool) -> Self {
        let mut prefix = [0; Self::PREFIX_BYTES];
        let mut bytes = lowercase_bytes(text);
        prefix.iter_mut().zip(&mut bytes).for_each(|(slot, byte)| *slot = byte);
        let marker = if bytes.next().is_some() { Self::TRUNCATION_MARKER } else { 0 };
        let (mut high, mut low) = ([0; 16], [0; 16]);
        let key_bytes = prefix.into_iter().chain([marker]);
        high.iter_mut().skip(1).chain(&mut low).zip(key_bytes).for_each(|(slot, byte)| *slot = byte);
        let (high, low) = (u128::from_be_bytes(high), u128::from_be_bytes(low));
        if descending { Self(!high & Self::PRESENT_MASK, !low) } else { Self(high, low) }
    }

    /// Whether the text has more than the prefix.
    #[must_use]
    pub fn is_truncated(self) -> bool {
        let [.., last] = self.1.to_be_bytes();
        self != Self::MISSING && (last == Self::TRUNCATION_MARKER || last == !Self::TRUNCATION_MARKER)
    }
}

/// The bytes of a text in lowercase.
pub(super) fn lowercase_bytes(text: &str) -> impl Iterator<Item = u8> {
    let (ascii, other) = if text.is_ascii() { (text, "") } else { ("", text) };
    let encode = |ch: char| {
        let mut bytes = [0; 4];
        let len = ch.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(len)
    };
    let other = other.chars().flat_map(char::to_lowercase).flat_map(encode);
    ascii.bytes().map(|byte| byte.to_ascii_lowercase()).chain(other)
}
