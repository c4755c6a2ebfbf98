//! Character sets of texts, by which a search skips most texts without reading them.

/// A set of ASCII letters and digits, regardless of case, and of word initials among them.
///
/// Punctuation and Chinese characters are not represented. Any other character
/// outside ASCII, such as a letter with an accent, which may match a plain one,
/// counts as all letters and digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CharMask(u64);

/// The bit of the first digit; letters have the lower bits.
const DIGIT_SHIFT: u32 = 26;
/// The first of the bits of word initials: one for each letter, one for all digits.
const INITIALS_SHIFT: u32 = 36;

impl CharMask {
    /// The characters of a text.
    pub fn from_text(text: &str) -> Self {
        Self(scan(text).0)
    }

    /// The word initials of a text: characters after punctuation or at the
    /// start, uppercase after lowercase letters, digits after letters.
    pub fn word_initials(text: &str) -> Self {
        Self(to_initials(scan(text).1))
    }

    /// The characters and the word initials of a text.
    pub fn with_initials(text: &str) -> Self {
        let (chars, initials) = scan(text);
        Self(chars | to_initials(initials))
    }

    /// The first character of a text as a word initial; empty if it is no ASCII letter or digit.
    pub fn first_initial(text: &str) -> Self {
        let first = text.chars().next().map_or("", |ch| text.get(..ch.len_utf8()).unwrap_or_default());
        if first.is_ascii() { Self::word_initials(first) } else { Self::default() }
    }

    /// The union of two sets.
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the set contains all of another one.
    pub fn contains_all(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    pub fn to_le_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    pub fn from_le_bytes(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }
}

/// The bits of the characters of a text, and of those that are word initials.
fn scan(text: &str) -> (u64, u64) {
    if !text.is_ascii() {
        let bits = |ch: char| match ch {
            '\0'..='\x7F' => u8::try_from(ch).map_or(0, classify),
            // The CJK blocks have no letters that match ASCII, except for some units and numbers in signs.
            '\u{2E80}'..='\u{31FF}' | '\u{3400}'..='\u{FAFF}' => 0,
            _ => ALL_CHARS,
        };
        return (text.chars().fold(0, |set, ch| set | bits(ch)) & ALL_CHARS, ALL_CHARS);
    }
    let (mut chars, mut initials, mut previous_class) = (0, 0, 0);
    for byte in text.bytes() {
        let entry = classify(byte);
        let is_initial = entry >> (BOUNDARY_SHIFT + previous_class) & 1;
        chars |= entry;
        initials |= entry & is_initial.wrapping_neg();
        previous_class = entry >> CLASS_SHIFT & 3;
    }
    (chars & ALL_CHARS, initials & ALL_CHARS)
}

/// Moves the bits of characters to those of word initials.
fn to_initials(bits: u64) -> u64 {
    let letters = bits % (1 << DIGIT_SHIFT);
    let digit = u64::from(bits >> DIGIT_SHIFT > 0) << DIGIT_SHIFT;
    (letters | digit) << INITIALS_SHIFT
}

/// The entry of a byte in [`CHAR_CLASS`].
fn classify(byte: u8) -> u64 {
    CHAR_CLASS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The bits of all letters and digits.
const ALL_CHARS: u64 = (1 << INITIALS_SHIFT) - 1;
/// The first bit of the class of a byte.
const CLASS_SHIFT: u32 = 40;
/// The first of the bits that say, by class of the previous byte, whether a byte is a word initial.
const BOUNDARY_SHIFT: u64 = 48;

/// By byte: the bit of its character, its class, and the classes of the previous byte
/// after which it is a word initial.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
const CHAR_CLASS: [u64; 256] = {
    // Other bytes have class 0.
    const CLASS_LOWER: u64 = 1;
    const CLASS_UPPER: u64 = 2;
    const CLASS_DIGIT: u64 = 3;
    let (mut entries, mut byte) = ([0; 256], 0_u8);
    while byte < 128 {
        let (bit, class, boundaries) = match byte {
            b'a'..=b'z' => (1 << (byte - b'a'), CLASS_LOWER, 1),
            b'A'..=b'Z' => (1 << (byte - b'A'), CLASS_UPPER, 1 | 1 << CLASS_LOWER),
            b'0'..=b'9' => (1 << DIGIT_SHIFT << (byte - b'0'), CLASS_DIGIT, 1 | 1 << CLASS_LOWER | 1 << CLASS_UPPER),
            _ => (0, 0, 0),
        };
        entries[byte as usize] = bit | class << CLASS_SHIFT | boundaries << BOUNDARY_SHIFT;
        byte += 1;
    }
    entries
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contains_the_characters_of_a_text() {
        let mask = CharMask::from_text("LLaMA-2 7b");
        assert!(mask.contains_all(CharMask::from_text("27ab lm!")));
        assert!(!mask.contains_all(CharMask::from_text("lama3")) && !mask.contains_all(CharMask::from_text("mb8")));
        assert_eq!(CharMask::from_text("鹏程"), CharMask::default());
        assert!(CharMask::from_text("é").contains_all(CharMask::from_text("e")));
    }

    #[test]
    fn contains_the_word_initials_of_a_text() {
        let initials = CharMask::word_initials("DeepSeek-v3 gpt4All");
        for initial in ["d", "S", "v", "3", "9", "g"] {
            assert!(initials.contains_all(CharMask::first_initial(initial)), "{initial}");
        }
        for inside in ["e", "k", "p", "t", "a", "l"] {
            assert!(!initials.contains_all(CharMask::first_initial(inside)), "{inside}");
        }
        assert!(CharMask::word_initials("盘古α").contains_all(CharMask::first_initial("z")));
        assert_eq!(CharMask::first_initial("-x"), CharMask::default());
        assert_eq!(CharMask::first_initial("盘"), CharMask::default());
    }
}
