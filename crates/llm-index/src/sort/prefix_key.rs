//! Texts as numbers, which are quicker to put in order.

/// Where a text stands, as far as its beginning tells: the smaller comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrefixKey(u128, u128);

impl PrefixKey {
    /// What is not known comes last.
    pub const MISSING: Self = Self(u128::MAX, u128::MAX);
    /// The bits of what is known.
    const PRESENT_MASK: u128 = u128::MAX >> 1;
    /// So many bytes of a text are in its rank: between one that says that it
    /// is known, and one that says whether there are more.
    const PREFIX_BYTES: usize = 30;
    /// Stands at the end of a rank that has not all of a text.
    const TRUNCATION_MARKER: u8 = 16;

    /// The rank of a text, whatever its case.
    #[must_use]
    pub fn new(text: &str, descending: bool) -> Self {
        let mut start = [0; Self::PREFIX_BYTES];
        let mut bytes = lowercase_bytes(text);
        start.iter_mut().zip(&mut bytes).for_each(|(place, byte)| *place = byte);
        let end = if bytes.next().is_some() { Self::TRUNCATION_MARKER } else { 0 };
        let (mut high, mut low) = ([0; 16], [0; 16]);
        let mut rest = start.into_iter().chain([end]);
        high.iter_mut().skip(1).chain(&mut low).zip(&mut rest).for_each(|(place, byte)| *place = byte);
        let (high, low) = (u128::from_be_bytes(high), u128::from_be_bytes(low));
        if descending { Self(!high & Self::PRESENT_MASK, !low) } else { Self(high, low) }
    }

    /// Whether other texts may have the same rank.
    #[must_use]
    pub fn is_truncated(self) -> bool {
        let [.., last] = self.1.to_be_bytes();
        self != Self::MISSING && (last == Self::TRUNCATION_MARKER || last == !Self::TRUNCATION_MARKER)
    }
}

/// The bytes of a text in small letters.
pub(crate) fn lowercase_bytes(text: &str) -> impl Iterator<Item = u8> {
    let (ascii, other) = if text.is_ascii() { (text, "") } else { ("", text) };
    let encode = |sign: char| {
        let mut bytes = [0; 4];
        let length = sign.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(length)
    };
    let other = other.chars().flat_map(char::to_lowercase).flat_map(encode);
    ascii.bytes().map(|byte| byte.to_ascii_lowercase()).chain(other)
}
