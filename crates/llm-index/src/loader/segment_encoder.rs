//! Packing lines as they come.

use llm_catalog::{Diagnostic, Severity};

use crate::segment::{Segment, builder::SegmentBuilder, line_store::LineStore};

/// What comes of a lot of lines.
pub(crate) struct EncodedChunk {
    pub segments: Vec<Segment>,
    pub bad_lines: Vec<BadLine>,
    /// How many lines there were, empty ones too.
    pub line_count: usize,
    pub byte_len: u64,
}

/// A line that is no entry.
pub(crate) struct BadLine {
    /// The line, from 0, empty ones counted.
    pub line: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// Packs the lines of a lot after another.
pub(crate) struct SegmentEncoder {
    builder: SegmentBuilder,
    /// Those that hold as many as they can.
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

    /// Packs whole lines that begin at a byte of the lot.
    pub fn push_lines(&mut self, bytes: &[u8], at: u64) {
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', bytes).map(|end| end + 1);
        let unfinished = bytes.last().is_some_and(|last| *last != b'\n').then_some(bytes.len());
        for end in ends.chain(unfinished) {
            if self.builder.is_full() {
                self.full_segments.push(self.builder.finish(saturating_u32(at + start as u64)));
            }
            let line = bytes.get(start..end).unwrap_or_default();
            if let Err(problems) = self.push_line(line, saturating_u32(at + start as u64)) {
                self.bad_lines.push(BadLine { line: self.line_count, diagnostics: problems });
            }
            (self.line_count, start) = (self.line_count + 1, end);
        }
    }

    /// Packs a line that begins at a byte of the lot; an empty one is nothing.
    fn push_line(&mut self, line: &[u8], at: u32) -> Result<(), Vec<Diagnostic>> {
        let line = line.trim_ascii_end();
        let text = std::str::from_utf8(line).map_err(|error| {
            let message = "this is not UTF-8; write the file in UTF-8".to_owned();
            let column = error.valid_up_to() + 1;
            vec![Diagnostic {
                file: String::new(),
                line: 1,
                column,
                severity: Severity::Error,
                message,
                rule: "syntax",
            }]
        })?;
        let is_first = self.line_count == 0 && at == 0;
        let json = if is_first { text.trim_start_matches('\u{FEFF}') } else { text };
        let at = at.saturating_add(u32::try_from(text.len() - json.len()).unwrap_or(u32::MAX));
        if json.trim_ascii_start().is_empty() { Ok(()) } else { self.builder.push_json(json, at) }
    }

    /// What came of a lot of so many bytes, whose last line ends at a byte,
    /// with the text that its lines are in. From now on another lot is packed.
    pub fn finish(&mut self, bytes: u64, end: u64, text: &LineStore) -> EncodedChunk {
        let mut parts = std::mem::take(&mut self.full_segments);
        if !self.builder.is_empty() {
            parts.push(self.builder.finish(saturating_u32(end)));
        }
        for part in &mut parts {
            part.lines = text.clone();
        }
        EncodedChunk {
            segments: parts,
            bad_lines: std::mem::take(&mut self.bad_lines),
            line_count: std::mem::take(&mut self.line_count),
            byte_len: bytes,
        }
    }
}

fn saturating_u32(at: u64) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
