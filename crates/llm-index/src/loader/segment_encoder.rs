//! Encoding the lines of a chunk into segments.

use llm_catalog::{Diagnostic, Severity};

use crate::segment::{
    Segment, SegmentError,
    builder::{PushError, SegmentBuilder},
    line_store::LineStore,
};

/// The rule of lines that are not text.
pub const NOT_UTF8_RULE: &str = "encoding";

/// The encoded lines of a chunk.
pub(crate) struct EncodedChunk {
    pub segments: Vec<Segment>,
    pub bad_lines: Vec<BadLine>,
    /// The number of lines, empty ones included.
    pub line_count: usize,
    pub byte_len: u64,
}

/// A line that is no entry.
pub(crate) struct BadLine {
    /// The number of lines before it in the chunk.
    pub line: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// Encodes the lines of one chunk after another.
pub(crate) struct SegmentEncoder {
    builder: SegmentBuilder,
    /// The segments that hold as many entries as they can.
    full_segments: Vec<Segment>,
    bad_lines: Vec<BadLine>,
    line_count: usize,
}

impl SegmentEncoder {
    pub fn new() -> Self {
        Self {
            builder: SegmentBuilder::with_max_capacity(),
            full_segments: Vec::new(),
            bad_lines: Vec::new(),
            line_count: 0,
        }
    }

    /// Encodes complete lines that begin at byte `offset` of the chunk.
    pub fn push_lines(&mut self, bytes: &[u8], offset: u64) -> Result<(), SegmentError> {
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', bytes).map(|end| end + 1);
        let last_end = bytes.last().is_some_and(|last| *last != b'\n').then_some(bytes.len());
        for end in ends.chain(last_end) {
            if self.builder.is_full() {
                self.finish_segment()?;
            }
            let line = bytes.get(start..end).unwrap_or_default();
            if let Err(diagnostics) = self.push_line(line, offset + start as u64)? {
                self.bad_lines.push(BadLine { line: self.line_count, diagnostics });
            }
            (self.line_count, start) = (self.line_count + 1, end);
        }
        Ok(())
    }

    /// Encodes a line that begins at byte `offset` of the chunk; an empty line is skipped.
    fn push_line(&mut self, line: &[u8], offset: u64) -> Result<Result<(), Vec<Diagnostic>>, SegmentError> {
        let text = match std::str::from_utf8(line.trim_ascii_end()) {
            Ok(text) => text,
            Err(error) => {
                let message = "this is not UTF-8; write the file in UTF-8".to_owned();
                let diagnostic = diagnostic(error.valid_up_to() + 1, message);
                return Ok(Err(vec![Diagnostic { rule: NOT_UTF8_RULE, ..diagnostic }]));
            }
        };
        let is_first = self.line_count == 0 && offset == 0;
        let json = if is_first { text.trim_start_matches('\u{FEFF}') } else { text };
        if json.trim_ascii_start().is_empty() {
            return Ok(Ok(()));
        }
        let too_long = |error: &SegmentError| Err(vec![diagnostic(1, format!("this line is too long: {error}"))]);
        let offset = offset + (text.len() - json.len()) as u64;
        let Ok(offset) = u32::try_from(offset) else {
            return Ok(too_long(&SegmentError::Overflow { column: "lines" }));
        };
        match self.builder.push_json(json, offset) {
            // It may fit into an empty segment.
            Err(PushError::Segment(_)) if !self.builder.is_empty() => {
                self.finish_segment()?;
                Ok(match self.builder.push_json(json, offset) {
                    Err(PushError::Segment(error)) => too_long(&error),
                    Err(PushError::Invalid(diagnostics)) => Err(diagnostics),
                    Ok(()) => Ok(()),
                })
            }
            Err(PushError::Segment(error)) => Ok(too_long(&error)),
            Err(PushError::Invalid(diagnostics)) => Ok(Err(diagnostics)),
            Ok(()) => Ok(Ok(())),
        }
    }

    fn finish_segment(&mut self) -> Result<(), SegmentError> {
        let segment = self.builder.finish(LineStore::default())?;
        self.full_segments.push(segment);
        Ok(())
    }

    /// Ends a chunk of `byte_len` bytes whose lines are in `lines`, and begins the next one.
    pub fn finish(&mut self, byte_len: u64, lines: &LineStore) -> Result<EncodedChunk, SegmentError> {
        if !self.builder.is_empty() {
            self.finish_segment()?;
        }
        let mut segments = std::mem::take(&mut self.full_segments);
        for segment in &mut segments {
            segment.lines = lines.clone();
        }
        Ok(EncodedChunk {
            segments,
            bad_lines: std::mem::take(&mut self.bad_lines),
            line_count: std::mem::take(&mut self.line_count),
            byte_len,
        })
    }
}

/// An error in a line of which neither the file nor the number is known here.
fn diagnostic(column: usize, message: String) -> Diagnostic {
    Diagnostic { file: String::new(), line: 1, column, severity: Severity::Error, message, rule: "syntax" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str) -> String {
        format!(r#"{{"id":"{id}","name":"{id}","stage":"base","open_weights":true}}"#)
    }

    #[test]
    fn a_line_after_4_gib_is_a_bad_line() {
        let mut encoder = SegmentEncoder::new();
        encoder.push_lines(line("a").as_bytes(), 0).unwrap();
        encoder.push_lines(line("b").as_bytes(), 1 << 32).unwrap();
        let chunk = encoder.finish(1 << 32, &LineStore::default()).unwrap();
        assert_eq!(chunk.segments.iter().map(Segment::len).sum::<usize>(), 1);
        let [BadLine { line: 1, diagnostics }] = &*chunk.bad_lines else { panic!("one bad line") };
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.message.contains("too long")), "{diagnostics:?}");
    }

    #[test]
    fn what_the_full_parser_refuses_is_a_bad_line() {
        let lines = [
            r#"{"id":"a","name":"a","stage":"base","open_weights":true,"description":{"en":"x","zh":"x"}}"#,
            r#"{"id":"a","id":"b","name":"a","stage":"base","open_weights":true}"#,
            r#"{"id":"a","name":"a","stage":"base","stage":"sft","open_weights":true}"#,
            r#"{"id":"a","name":"a","kind":"engine","links":[],"status":"lost","summary":{"en":"x","zh":"x"},"description":{"en":"x","zh":"x"}}"#,
        ];
        let mut encoder = SegmentEncoder::new();
        encoder.push_lines(lines.join("\n").as_bytes(), 0).unwrap();
        let chunk = encoder.finish(0, &LineStore::default()).unwrap();
        assert_eq!((chunk.segments.len(), chunk.bad_lines.len()), (0, lines.len()));
    }
}
