//! Which letters a text has, to rule out quickly what cannot be found in it.

/// Letters and digits of ASCII, whatever their case, and which of them begin words.
///
/// Signs have no place in it, nor have Chinese characters; a letter with an
/// accent, which may stand for its plain one, counts as every letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharMask(u64);

/// The bit of the first digit; the letters come before.
const DIGIT_SHIFT: u32 = 26;
/// From this bit on the letters stand a second time, as those that begin
/// words; one bit behind them stands for all digits.
const INITIALS_SHIFT: u32 = 36;

impl CharMask {
    /// Those of a text.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self(scan(text).0)
    }

    /// Those that begin words in a text: behind a sign, a capital behind a
    /// small letter, a digit behind a letter.
    #[must_use]
    pub fn word_initials(text: &str) -> Self {
        Self(to_initials(scan(text).1))
    }

    /// Those of a text, and those that begin words in it.
    #[must_use]
    pub fn with_initials(text: &str) -> Self {
        let (letters, starts) = scan(text);
        Self(letters | to_initials(starts))
    }

    /// The first letter of a text as one that begins a word; none where it begins otherwise.
    #[must_use]
    pub fn first_initial(text: &str) -> Self {
        let first = text.chars().next().map_or("", |sign| text.get(..sign.len_utf8()).unwrap_or_default());
        if first.is_ascii() { Self::word_initials(first) } else { Self::default() }
    }

    /// These and others.
    #[must_use]
    pub fn union(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether all of some letters are among these.
    #[must_use]
    pub fn contains_all(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    pub(crate) fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    pub(crate) fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }
}

/// The bits of the letters and digits of a text, and of those that begin words in it.
fn scan(text: &str) -> (u64, u64) {
    if !text.is_ascii() {
        let bits = |sign: char| match sign {
            '\0'..='\x7F' => u8::try_from(sign).map_or(0, classify),
            // From the radicals of Chinese on, no letter has another form.
            '\u{2E80}'..='\u{FAFF}' => 0,
            _ => ALL_CHARS,
        };
        return (text.chars().fold(0, |letters, sign| letters | bits(sign)) & ALL_CHARS, ALL_CHARS);
    }
    let (mut letters, mut starts, mut before) = (0, 0, 0);
    for byte in text.bytes() {
        let sign = classify(byte);
        let is_start = sign >> (BOUNDARY_SHIFT + before) & 1;
        letters |= sign;
        starts |= sign * is_start;
        before = sign >> CLASS_SHIFT & 3;
    }
    (letters & ALL_CHARS, starts & ALL_CHARS)
}

/// The bits of letters and digits as those that begin words.
fn to_initials(bits: u64) -> u64 {
    let letters = bits % (1 << DIGIT_SHIFT);
    let digit = u64::from(bits >> DIGIT_SHIFT > 0) << DIGIT_SHIFT;
    (letters | digit) << INITIALS_SHIFT
}

/// What a byte of ASCII is: the bit of its letter, from [`CLASS`] on its class,
/// and from [`BEHIND`] on the classes behind which it begins a word.
fn classify(byte: u8) -> u64 {
    CHAR_CLASS.get(usize::from(byte)).copied().unwrap_or_default()
}

const ALL_CHARS: u64 = (1 << INITIALS_SHIFT) - 1;
const CLASS_SHIFT: u32 = 40;
const BOUNDARY_SHIFT: u64 = 48;

#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
const CHAR_CLASS: [u64; 256] = {
    // The class of a sign is 0.
    const CLASS_LOWER: u64 = 1;
    const CLASS_UPPER: u64 = 2;
    const CLASS_DIGIT: u64 = 3;
    let (mut signs, mut byte) = ([0; 256], 0_u8);
    while byte < 128 {
        let (bit, class, behind) = match byte {
            b'a'..=b'z' => (1 << (byte - b'a'), CLASS_LOWER, 1),
            b'A'..=b'Z' => (1 << (byte - b'A'), CLASS_UPPER, 1 | 1 << CLASS_LOWER),
            b'0'..=b'9' => (1 << DIGIT_SHIFT << (byte - b'0'), CLASS_DIGIT, 1 | 1 << CLASS_LOWER | 1 << CLASS_UPPER),
            _ => (0, 0, 0),
        };
        signs[byte as usize] = bit | class << CLASS_SHIFT | behind << BOUNDARY_SHIFT;
        byte += 1;
    }
    signs
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_letters_of_a_text() {
        let letters = CharMask::from_text("LLaMA-2 7b");
        assert!(letters.contains_all(CharMask::from_text("27ab lm!")));
        assert!(
            !letters.contains_all(CharMask::from_text("lama3")) && !letters.contains_all(CharMask::from_text("mb8"))
        );
        assert_eq!(CharMask::from_text("鹏程"), CharMask::default());
        assert!(CharMask::from_text("é").contains_all(CharMask::from_text("e")));
    }

    #[test]
    fn knows_the_letters_that_begin_words() {
        let starts = CharMask::word_initials("DeepSeek-v3 gpt4All");
        for start in ["d", "S", "v", "3", "9", "g"] {
            assert!(starts.contains_all(CharMask::first_initial(start)), "{start}");
        }
        for inside in ["e", "k", "p", "t", "a", "l"] {
            assert!(!starts.contains_all(CharMask::first_initial(inside)), "{inside}");
        }
        assert!(CharMask::word_initials("盘古α").contains_all(CharMask::first_initial("z")));
        assert_eq!(CharMask::first_initial("-x"), CharMask::default());
        assert_eq!(CharMask::first_initial("盘"), CharMask::default());
    }
}
