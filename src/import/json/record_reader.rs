//! The records of a JSON list, read a batch at a time, so that the list is never in memory as a whole.

use std::{
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
};

use serde::de::IgnoredAny;

use crate::import::{json::message_without_position, result::ImportError};

/// Bytes read at a time, unless one record is longer.
const BATCH_BYTES: usize = 1 << 20;
/// What editors on Windows begin a file with.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Why a list cannot be read.
#[derive(Debug, thiserror::Error)]
pub(in crate::import) enum ReadError {
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is not JSON, or other JSON than a list.
    #[error(transparent)]
    Syntax(#[from] SyntaxError),
}

/// Where and why a list is not JSON.
#[derive(Debug, Default, PartialEq, Eq, thiserror::Error)]
#[error("{line}: column {column}: {message}")]
pub(in crate::import) struct SyntaxError {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// The list is not JSON here.
struct Malformed;

impl From<&serde_json::Error> for SyntaxError {
    fn from(error: &serde_json::Error) -> Self {
        let message = message_without_position(error);
        Self { line: error.line().max(1), column: error.column().max(1), message }
    }
}

impl SyntaxError {
    /// The error of an import; `hint` says what to do.
    pub(in crate::import) fn with_hint(self, hint: &str) -> ImportError {
        let Self { line, column, message } = self;
        ImportError { line, message: format!("column {column}: {message}; {hint}") }
    }
}

/// Splits a list into its records: one array, several arrays in sequence (the pages of an API), or one object after
/// another (JSON Lines).
///
/// A record is found by its brackets and quotes. Whether it is JSON is for its reader to say.
pub(in crate::import) struct RecordReader<R> {
    input: R,
    /// What was read of the list from the last record on.
    buffer: Vec<u8>,
    capacity: usize,
    is_at_end: bool,
    /// The end of what was split into records, in the buffer.
    split: usize,
    /// Up to here in the buffer lines were counted.
    counted: usize,
    /// The line of that, from 1.
    line: usize,
    /// The bytes of the list before the buffer.
    offset: u64,
    frame: Frame,
    start: BufferStart,
    records: Vec<Record>,
}

/// Where in the list the buffer begins.
#[derive(Clone, Copy, Debug)]
struct BufferStart {
    /// The line, from 1.
    line: usize,
    /// The bytes before it in the line.
    column: usize,
    frame: Frame,
}

/// What may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// An array, or the first of several records.
    Start,
    /// A record, as there are no arrays.
    Lines,
    /// An array.
    Page,
    /// The first record of an array, or its end.
    First,
    /// A record of an array.
    Next,
    /// A comma, or the end of an array.
    AfterRecord,
}

/// A record in the text of a batch.
#[derive(Clone, Debug)]
struct Record {
    range: Range<usize>,
    /// The line on which it begins, from 1.
    line: usize,
}

/// Records that follow each other.
pub(in crate::import) struct Batch<'r> {
    text: &'r str,
    records: &'r [Record],
}

impl<'r> Batch<'r> {
    /// The line of each record, from 1, and its text.
    pub(in crate::import) fn records(&self) -> impl Iterator<Item = (usize, &'r str)> + use<'r> {
        let text = self.text;
        self.records.iter().map(move |record| (record.line, text.get(record.range.clone()).unwrap_or_default()))
    }
}

impl<R: Read + Seek> RecordReader<R> {
    /// Reads a list from its beginning.
    pub(in crate::import) fn new(input: R) -> io::Result<Self> {
        Self::with_capacity(input, BATCH_BYTES)
    }

    /// As [`new`](Self::new), but so many bytes are read at once.
    fn with_capacity(mut input: R, capacity: usize) -> io::Result<Self> {
        let offset = skip_byte_order_mark(&mut input)?;
        Ok(Self {
            input,
            buffer: Vec::new(),
            capacity,
            is_at_end: false,
            split: 0,
            counted: 0,
            line: 1,
            offset,
            frame: Frame::Start,
            start: BufferStart { line: 1, column: 0, frame: Frame::Start },
            records: Vec::new(),
        })
    }

    /// The bytes of the list up to the end of the last batch.
    pub(in crate::import) fn bytes_read(&self) -> u64 {
        self.offset + self.split as u64
    }

    /// Reads the next records; `None` after the last one.
    pub(in crate::import) fn next_batch(&mut self) -> Result<Option<Batch<'_>>, ReadError> {
        loop {
            self.discard();
            self.fill()?;
            if let Err(Malformed) = self.find_records() {
                return Err(self.syntax_error());
            }
            if !self.records.is_empty() {
                let text = self.buffer.get(..self.split).unwrap_or_default();
                let text = str::from_utf8(text).map_err(|_| invalid_utf8())?;
                return Ok(Some(Batch { text, records: &self.records }));
            }
            if self.is_at_end {
                return Ok(None);
            }
            if self.split == 0 {
                self.grow()?;
            }
        }
    }

    /// The error of a batch that has one.
    pub(in crate::import) fn syntax_error(&mut self) -> ReadError {
        // What stands where a page should may go on after the buffer.
        self.capacity += BATCH_BYTES;
        match self.fill() {
            Ok(()) => self.find_syntax_error().into(),
            Err(error) => error.into(),
        }
    }

    fn find_syntax_error(&self) -> SyntaxError {
        let BufferStart { line, column, frame } = self.start;
        // Brings the parser to where it is at the start of the buffer.
        let before: &[u8] = match frame {
            Frame::Start | Frame::Lines | Frame::Page => b"",
            Frame::First => b"[",
            Frame::Next => b"[[],",
            Frame::AfterRecord => b"[[]",
        };
        let text = [before, &self.buffer].concat();
        let values = serde_json::Deserializer::from_slice(&text);
        let error = if matches!(self.frame, Frame::Start | Frame::Lines) {
            values.into_iter::<IgnoredAny>().find_map(Result::err)
        } else {
            // Lists of values that take no memory.
            values.into_iter::<Vec<IgnoredAny>>().find_map(Result::err)
        };
        let Some(error) = error else { return SyntaxError::default() };
        let added = if error.line() == 1 { column } else { 0 };
        let removed = if error.line() == 1 { before.len() } else { 0 };
        SyntaxError {
            line: line + error.line().saturating_sub(1),
            column: (added + error.column()).saturating_sub(removed).max(1),
            ..SyntaxError::from(&error)
        }
    }

    /// Removes what was split into records.
    fn discard(&mut self) {
        self.count_lines(self.split);
        let passed = self.buffer.get(..self.split).unwrap_or_default();
        let column = match passed.iter().rposition(|byte| *byte == b'\n') {
            Some(last) => passed.len() - last - 1,
            None => self.start.column + passed.len(),
        };
        self.start = BufferStart { line: self.line, column, frame: self.frame };
        self.buffer.drain(..self.split);
        self.offset += self.split as u64;
        (self.split, self.counted) = (0, 0);
        self.records.clear();
    }

    fn fill(&mut self) -> io::Result<()> {
        let missing = self.capacity.saturating_sub(self.buffer.len());
        self.buffer.reserve_exact(missing);
        let read = self.input.by_ref().take(missing as u64).read_to_end(&mut self.buffer)?;
        self.is_at_end = read < missing;
        Ok(())
    }

    /// Enlarges the buffer for a record longer than it, unless the content is already not JSON: an unclosed bracket would
    /// otherwise read the whole list into memory.
    fn grow(&mut self) -> Result<(), ReadError> {
        // A number that is cut may look like one that is wrong.
        let is_of_number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let cut = self.buffer.iter().rev().take_while(|byte| is_of_number(byte)).count();
        let start = self.buffer.get(..self.buffer.len() - cut).unwrap_or_default();
        let start = serde_json::from_slice::<IgnoredAny>(start);
        if start.is_err_and(|error| !error.is_eof()) {
            return Err(self.syntax_error());
        }
        self.capacity *= 2;
        Ok(())
    }

    /// Finds the records that are in the buffer as a whole.
    fn find_records(&mut self) -> Result<(), Malformed> {
        loop {
            let rest = self.buffer.get(self.split..).unwrap_or_default();
            let spaces = rest.iter().take_while(|byte| b" \t\r\n".contains(byte)).count();
            self.split += spaces;
            let rest = rest.get(spaces..).unwrap_or_default();
            let Some(first) = rest.first() else {
                let may_end = matches!(self.frame, Frame::Start | Frame::Lines | Frame::Page);
                return if self.is_at_end && !may_end { Err(Malformed) } else { Ok(()) };
            };
            let (length, frame) = match (self.frame, first) {
                (Frame::Start | Frame::Page, b'[') => (1, Frame::First),
                (Frame::First | Frame::AfterRecord, b']') => (1, Frame::Page),
                (Frame::AfterRecord, b',') => (1, Frame::Next),
                (Frame::Page | Frame::AfterRecord, _) => return Err(Malformed),
                (Frame::Start | Frame::Lines | Frame::First | Frame::Next, _) => {
                    let Some(length) = value_length(rest, self.is_at_end)? else { return Ok(()) };
                    self.push_record(length);
                    let is_line = matches!(self.frame, Frame::Start | Frame::Lines);
                    (length, if is_line { Frame::Lines } else { Frame::AfterRecord })
                }
            };
            (self.split, self.frame) = (self.split + length, frame);
        }
    }

    fn push_record(&mut self, length: usize) {
        self.count_lines(self.split);
        self.records.push(Record { range: self.split..self.split + length, line: self.line });
    }

    fn count_lines(&mut self, end: usize) {
        let bytes = self.buffer.get(self.counted..end).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', bytes).count();
        self.counted = end;
    }
}

/// The length of the value that the bytes begin with; `None` if it may go on after them.
fn value_length(bytes: &[u8], are_last: bool) -> Result<Option<usize>, Malformed> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b'"' => match string_end(bytes, at + 1)? {
                Some(end) => end,
                None => break,
            },
            b'{' | b'[' => {
                depth += 1;
                at + 1
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1).ok_or(Malformed)?;
                at + 1
            }
            _ if depth == 0 => {
                let is_end = |byte: &u8| b" \t\r\n,:{}[]\"".contains(byte);
                match bytes.iter().position(is_end) {
                    None if !are_last => break,
                    Some(0) => return Err(Malformed),
                    end => end.unwrap_or(bytes.len()),
                }
            }
            _ => at + 1,
        };
        if depth == 0 {
            return Ok(Some(at));
        }
    }
    if are_last { Err(Malformed) } else { Ok(None) }
}

/// The end of a string whose content begins at a byte; `None` if it may go on.
fn string_end(bytes: &[u8], mut at: usize) -> Result<Option<usize>, Malformed> {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(length) = memchr::memchr3(b'"', b'\\', b'\n', rest) else { return Ok(None) };
        match rest.get(length) {
            Some(b'"') => return Ok(Some(at + length + 1)),
            Some(b'\\') => at += length + 2,
            // JSON has line feeds as escapes only, so that a missing quote is found at the end of the line.
            _ => return Err(Malformed),
        }
    }
}

/// Goes to the start of the text, and returns its position.
fn skip_byte_order_mark(input: &mut (impl Read + Seek)) -> io::Result<u64> {
    input.rewind()?;
    let mut start = Vec::new();
    input.by_ref().take(BYTE_ORDER_MARK.len() as u64).read_to_end(&mut start)?;
    input.seek(SeekFrom::Start(if start == BYTE_ORDER_MARK { BYTE_ORDER_MARK.len() as u64 } else { 0 }))
}

/// The error of reading such a file as text.
fn invalid_utf8() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "stream did not contain valid UTF-8")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::import::json::{LineCounter, raw_values};

    type Records = Vec<(usize, String)>;

    /// Each record with its line, read in batches.
    fn read(text: &str, capacity: usize) -> Result<Records, SyntaxError> {
        let mut reader = RecordReader::with_capacity(Cursor::new(text), capacity).unwrap();
        let mut records = Vec::new();
        loop {
            match reader.next_batch() {
                Ok(Some(batch)) => records.extend(batch.records().map(|(line, text)| (line, text.to_owned()))),
                Ok(None) => {
                    assert_eq!(reader.bytes_read(), text.len() as u64);
                    return Ok(records);
                }
                Err(ReadError::Syntax(error)) => return Err(error),
                Err(ReadError::Io(error)) => panic!("{error}"),
            }
            // Whether a record is JSON is for its reader to say.
            if records.iter().any(|(_, text)| serde_json::from_str::<IgnoredAny>(text).is_err()) {
                let ReadError::Syntax(error) = reader.syntax_error() else { panic!("an error of the system") };
                return Err(error);
            }
        }
    }

    /// Each record with its line, read at once.
    fn read_at_once(text: &str) -> Result<Records, SyntaxError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = LineCounter::new(text);
        let records = raw_values(text).map_err(|error| SyntaxError::from(&error))?;
        Ok(records.into_iter().map(|record| (lines.line_number(record), record.get().to_owned())).collect())
    }

    fn list() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            "\\{\"[a-c{}\\[\\],:é]{0,9}\": ?[0-9]{1,3}\\}",
            "\\{\n\"a\": \\[\\{\\}, \"\\\\\\\\\\\\\"x\"\\]\n\\}",
            "\\[1, \\[\\]\\]|\"[}\\] ]{0,3}\"|-?[0-9]{1,9}|null|true|nul|\\{\\]|\\{\"a\": \"\n\"\\}",
        ];
        let gap = prop_oneof![8 => ",\n|, ?| ?\n ?", 1 => "\\]\n?\\[", 1 => "[\\[\\],:}x]?"];
        let frame = prop_oneof![
            4 => Just(("[", "]\n")),
            4 => Just(("", "\n")),
            1 => Just(("\u{feff}[\n", "")),
            1 => Just((" \r\n", "]"))
        ];
        (prop::collection::vec((value, gap), 0..6), frame).prop_map(|(values, (before, after))| {
            let mut text: String = values.iter().flat_map(|(value, gap)| [value.as_str(), gap]).collect();
            if let Some((_, gap)) = values.last().filter(|(_, gap)| gap.contains(',')) {
                text.truncate(text.len() - gap.len());
            }
            format!("{before}{text}{after}")
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn batches_have_the_records_and_errors_of_the_whole_list(text in list(), capacity in 1..40_usize) {
            prop_assert_eq!(read(&text, capacity), read_at_once(&text), "{:?}", text);
        }
    }

    #[test]
    fn an_open_bracket_is_not_looked_for_to_the_end() {
        let text = format!("{{\"a\": [\n{}", "{\"b\": 1}\n".repeat(100_000));
        let mut reader = RecordReader::with_capacity(Cursor::new(&text), 1_000).unwrap();
        let error = reader.next_batch().map(|_| ()).unwrap_err().to_string();
        assert_eq!(error, "3: column 1: expected `,` or `]`");
        assert!(reader.offset == 0 && reader.buffer.len() <= BATCH_BYTES + 1_000, "{} bytes", reader.buffer.len());
    }
}
