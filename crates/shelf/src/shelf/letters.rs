//! Which letters a text has, to rule out quickly what cannot be found in it.

/// Letters and digits of ASCII, whatever their case, and which of them begin words.
///
/// Signs have no place in it, nor have Chinese characters; a letter with an
/// accent, which may stand for its plain one, counts as every letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters(u64);

/// The bit of the first digit; the letters come before.
const DIGIT: u32 = 26;
/// From this bit on the letters stand a second time, as those that begin
/// words; one bit behind them stands for all digits.
const STARTS: u32 = 36;

impl Letters {
    /// Those of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(scan(text).0)
    }

    /// Those that begin words in a text: behind a sign, a capital behind a
    /// small letter, a digit behind a letter.
    #[must_use]
    pub fn that_start(text: &str) -> Self {
        Self(started(scan(text).1))
    }

    /// Those of a text, and those that begin words in it.
    #[must_use]
    pub fn with_starts_of(text: &str) -> Self {
        let (letters, starts) = scan(text);
        Self(letters | started(starts))
    }

    /// The first letter of a text as one that begins a word; none where it begins otherwise.
    #[must_use]
    pub fn first_of(text: &str) -> Self {
        let first = text.chars().next().map_or("", |sign| text.get(..sign.len_utf8()).unwrap_or_default());
        if first.is_ascii() { Self::that_start(first) } else { Self::default() }
    }

    /// These and others.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether all of some letters are among these.
    #[must_use]
    pub fn hold(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }

    pub(super) fn to_bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    pub(super) fn of_bytes(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }
}

/// The bits of the letters and digits of a text, and of those that begin words in it.
fn scan(text: &str) -> (u64, u64) {
    if !text.is_ascii() {
        let bits = |sign: char| match sign {
            '\0'..='\x7F' => u8::try_from(sign).map_or(0, sign_of),
            // From the radicals of Chinese on, no letter has another form.
            '\u{2E80}'..='\u{FAFF}' => 0,
            _ => BITS,
        };
        return (text.chars().fold(0, |letters, sign| letters | bits(sign)) & BITS, BITS);
    }
    let (mut letters, mut starts, mut before) = (0, 0, 0);
    for byte in text.bytes() {
        let sign = sign_of(byte);
        let is_start = sign >> (BEHIND + before) & 1;
        letters |= sign;
        starts |= sign * is_start;
        before = sign >> CLASS & 3;
    }
    (letters & BITS, starts & BITS)
}

/// The bits of letters and digits as those that begin words.
fn started(bits: u64) -> u64 {
    let letters = bits % (1 << DIGIT);
    let digit = u64::from(bits >> DIGIT > 0) << DIGIT;
    (letters | digit) << STARTS
}

/// What a byte of ASCII is: the bit of its letter, from [`CLASS`] on its class,
/// and from [`BEHIND`] on the classes behind which it begins a word.
fn sign_of(byte: u8) -> u64 {
    SIGNS.get(usize::from(byte)).copied().unwrap_or_default()
}

const BITS: u64 = (1 << STARTS) - 1;
const CLASS: u32 = 40;
const BEHIND: u64 = 48;

#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
const SIGNS: [u64; 256] = {
    // The class of a sign is 0.
    const SMALL: u64 = 1;
    const CAPITAL: u64 = 2;
    const DIGITS: u64 = 3;
    let (mut signs, mut byte) = ([0; 256], 0_u8);
    while byte < 128 {
        let (bit, class, behind) = match byte {
            b'a'..=b'z' => (1 << (byte - b'a'), SMALL, 1),
            b'A'..=b'Z' => (1 << (byte - b'A'), CAPITAL, 1 | 1 << SMALL),
            b'0'..=b'9' => (1 << DIGIT << (byte - b'0'), DIGITS, 1 | 1 << SMALL | 1 << CAPITAL),
            _ => (0, 0, 0),
        };
        signs[byte as usize] = bit | class << CLASS | behind << BEHIND;
        byte += 1;
    }
    signs
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_letters_of_a_text() {
        let letters = Letters::of("LLaMA-2 7b");
        assert!(letters.hold(Letters::of("27ab lm!")));
        assert!(!letters.hold(Letters::of("lama3")) && !letters.hold(Letters::of("mb8")));
        assert_eq!(Letters::of("鹏程"), Letters::default());
        assert!(Letters::of("é").hold(Letters::of("e")));
    }

    #[test]
    fn knows_the_letters_that_begin_words() {
        let starts = Letters::that_start("DeepSeek-v3 gpt4All");
        for start in ["d", "S", "v", "3", "9", "g"] {
            assert!(starts.hold(Letters::first_of(start)), "{start}");
        }
        for inside in ["e", "k", "p", "t", "a", "l"] {
            assert!(!starts.hold(Letters::first_of(inside)), "{inside}");
        }
        assert!(Letters::that_start("盘古α").hold(Letters::first_of("z")));
        assert_eq!(Letters::first_of("-x"), Letters::default());
        assert_eq!(Letters::first_of("盘"), Letters::default());
    }
}
