//! Finds where the parts of a JSON text begin and end, without reading them.

use wide::u8x16;

/// A position in a plain JSON text: one without escapes and control characters.
///
/// In a valid text it finds each value. In any other it may find a part that is no value, so whoever takes a value
/// has to check it.
pub(crate) struct JsonCursor<'l, 'b> {
    text: &'l str,
    /// By byte of the text, whether it is a quote.
    quotes: &'b [u64],
    offset: usize,
}

impl<'l, 'b> JsonCursor<'l, 'b> {
    /// The start of a text; `None` if it is not plain.
    pub fn new(text: &'l str, bits: &'b mut QuoteBits) -> Option<Self> {
        bits.read(text).then_some(Self { text, quotes: &bits.0, offset: 0 })
    }

    /// Whether only spaces follow.
    pub fn is_at_end(&mut self) -> bool {
        self.skip_spaces();
        self.offset == self.text.len()
    }

    /// Passes an object, and calls `read` with each key in front of its value, until it fails.
    pub fn for_each_member(&mut self, mut read: impl FnMut(&mut Self, &'l str) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(());
        }
        loop {
            let key = self.string()?;
            self.take(b':')?;
            read(self, key)?;
            if self.take(b',').is_none() {
                return self.take(b'}');
            }
        }
    }

    /// Passes a list, and calls `read` in front of each element, until it fails.
    pub fn for_each_element(&mut self, mut read: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(b'[')?;
        if self.take(b']').is_some() {
            return Some(());
        }
        loop {
            read(self)?;
            if self.take(b',').is_none() {
                return self.take(b']');
            }
        }
    }

    /// The text from the next value on.
    pub fn rest(&mut self) -> &'l str {
        self.skip_spaces();
        self.text.get(self.offset..).unwrap_or_default()
    }

    /// Passes a value of `len` bytes.
    pub fn advance(&mut self, len: usize) {
        self.offset += len;
    }

    /// The content of the string that comes next; `None` if another value does.
    pub fn string(&mut self) -> Option<&'l str> {
        self.take(b'"')?;
        let start = self.offset;
        let end = self.find_quote(start)?;
        self.offset = end + 1;
        self.text.get(start..end)
    }

    /// The text of the value that comes next.
    pub fn value(&mut self) -> Option<&'l str> {
        self.skip_spaces();
        let start = self.offset;
        match self.peek()? {
            b'"' => {
                self.string()?;
            }
            b'[' | b'{' => self.skip_nested()?,
            _ => {
                let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ');
                let len = self.text.as_bytes().get(start..)?.iter().position(ends)?;
                self.offset += len;
            }
        }
        self.text.get(start..self.offset)
    }

    /// Passes a list or an object up to the bracket that closes it; of which kind the brackets are does not matter.
    fn skip_nested(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            // Without a jump table, whose targets the processor cannot foresee. Brackets and braces differ in one bit.
            let byte = self.peek()?;
            if byte == b'"' {
                self.string()?;
                continue;
            }
            depth += usize::from(byte | 0x20 == b'{');
            self.offset += 1;
            if byte | 0x20 == b'}' {
                depth -= 1;
                if depth == 0 {
                    return Some(());
                }
            }
        }
    }

    /// Passes spaces and then this byte; `None` if another one comes next.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.skip_spaces();
        (self.peek()? == byte).then(|| self.offset += 1)
    }

    /// The offset of the first quote from an offset on.
    fn find_quote(&self, start: usize) -> Option<usize> {
        let mut idx = start / BLOCK_BYTES;
        let mut quotes = self.quotes.get(idx)? >> (start % BLOCK_BYTES);
        if quotes != 0 {
            return Some(start + quotes.trailing_zeros() as usize);
        }
        while quotes == 0 {
            idx += 1;
            quotes = *self.quotes.get(idx)?;
        }
        Some(idx * BLOCK_BYTES + quotes.trailing_zeros() as usize)
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.offset += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }
}

/// The bytes that have their bits in one word.
const BLOCK_BYTES: usize = 64;

/// Where the quotes of a text are, found for many bytes at once. The allocation serves one text after another.
#[derive(Default)]
pub(crate) struct QuoteBits(Vec<u64>);

impl QuoteBits {
    /// Finds the quotes of a text. Returns whether it is plain.
    fn read(&mut self, text: &str) -> bool {
        self.0.clear();
        let (blocks, rest) = text.as_bytes().as_chunks();
        let mut special = u8x16::default();
        for block in blocks {
            self.0.push(find_quotes(block, &mut special));
        }
        let mut last = [b' '; BLOCK_BYTES];
        for (target, byte) in last.iter_mut().zip(rest) {
            *target = *byte;
        }
        self.0.push(find_quotes(&last, &mut special));
        special.none()
    }
}

/// The bits of the quotes of a block. Marks escapes and control characters in `special`.
fn find_quotes(block: &[u8; BLOCK_BYTES], special: &mut u8x16) -> u64 {
    let all = u8x16::splat;
    block.as_chunks().0.iter().rev().fold(0, |quotes, bytes| {
        let bytes = u8x16::new(*bytes);
        *special |= bytes.simd_lt(all(b' ')) | bytes.simd_eq(all(b'\\')) | bytes.simd_eq(all(b'\x7F'));
        quotes << 16 | u64::from(bytes.simd_eq(all(b'"')).to_bitmask())
    })
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, string::string_regex};
    use serde_json::{Map, Value, json, value::RawValue};

    use super::*;

    /// The members of an object as a cursor finds them.
    fn members(text: &str) -> Option<Vec<(&str, &str)>> {
        let (mut bits, mut members) = (QuoteBits::default(), Vec::new());
        let mut cursor = JsonCursor::new(text, &mut bits)?;
        cursor.for_each_member(|cursor, key| {
            members.push((key, cursor.value()?));
            Some(())
        })?;
        cursor.is_at_end().then_some(members)
    }

    fn elements(text: &str) -> Option<Vec<&str>> {
        let (mut bits, mut elements) = (QuoteBits::default(), Vec::new());
        let mut cursor = JsonCursor::new(text, &mut bits)?;
        cursor.for_each_element(|cursor| {
            elements.push(cursor.value()?);
            Some(())
        })?;
        cursor.is_at_end().then_some(elements)
    }

    fn plain_values() -> impl Strategy<Value = Value> {
        let text = || string_regex("[a-z0-9\\[\\]{},:é文 ]{0,20}").unwrap();
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            text().prop_map(Value::from)
        ];
        leaf.prop_recursive(4, 40, 6, move |inner| {
            let object = prop::collection::vec((text(), inner.clone()), 0..6);
            prop_oneof![
                prop::collection::vec(inner, 0..6).prop_map(Value::from),
                object.prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_valid_object_has_the_members_that_serde_json_finds(value in plain_values(), is_spaced: bool) {
            let text = json!({ "a": value.clone(), "b": [value.clone(), 1], "": value }).to_string();
            let text = if is_spaced { text.replace("\":", "\" : ").replace(",\"", " , \"") } else { text };
            let found: Map<String, Value> = members(&text)
                .unwrap()
                .into_iter()
                .map(|(key, value)| (key.to_owned(), serde_json::from_str(value).unwrap()))
                .collect();
            let expected: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&Value::Object(found), &expected);
            let list = expected.get("b").unwrap().to_string();
            let expected: Vec<Box<RawValue>> = serde_json::from_str(&list).unwrap();
            prop_assert_eq!(elements(&list).unwrap(), expected.iter().map(|element| element.get()).collect::<Vec<_>>());
        }

        #[test]
        fn an_object_whose_values_are_valid_is_valid(text in "[\\[\\]{}:,\"1 a]{0,24}") {
            let text = format!("{{\"a\":{text}}}");
            let found = members(&text).filter(|members| {
                members.iter().all(|(_, value)| serde_json::from_str::<&RawValue>(value).is_ok_and(|raw| raw.get() == *value))
            });
            prop_assert_eq!(found.is_some(), serde_json::from_str::<Value>(&text).is_ok(), "{}", text);
        }

        #[test]
        fn quotes_are_found_where_they_are(text in "[!#a\"é文]{0,200}") {
            let mut bits = QuoteBits::default();
            let cursor = JsonCursor::new(&text, &mut bits).unwrap();
            for start in 0..=text.len() {
                let quote = text.bytes().skip(start).position(|byte| byte == b'"');
                prop_assert_eq!(cursor.find_quote(start), quote.map(|quote| start + quote));
            }
        }

        #[test]
        fn escapes_and_control_characters_are_not_plain(text in "[ -\\[\\]-~é文]{0,150}", special in "[\\\\\t\0\x1F\x7F]", at in 0..150_usize) {
            let mut bits = QuoteBits::default();
            prop_assert!(bits.read(&text));
            let at = text.char_indices().map(|(offset, _)| offset).nth(at).unwrap_or(text.len());
            let (before, after) = text.split_at(at);
            let text = [before, &special, after].concat();
            prop_assert!(!bits.read(&text));
        }
    }
}
