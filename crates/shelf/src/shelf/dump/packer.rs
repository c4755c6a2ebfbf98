//! Packing lines as they come.

use crate::{
    catalog::{Problem, Severity},
    shelf::{builder::Builder, lines::Lines, part::Part},
};

/// What comes of a lot of lines.
pub(super) struct Packed {
    pub parts: Vec<Part>,
    pub torn: Vec<Torn>,
    /// How many lines there were, empty ones too.
    pub lines: usize,
    pub bytes: u64,
}

/// A line that is no entry.
pub(super) struct Torn {
    /// The line, from 0, empty ones counted.
    pub line: usize,
    pub problems: Vec<Problem>,
}

/// Packs the lines of a lot after another.
pub(super) struct Packer {
    builder: Builder,
    /// Those that hold as many as they can.
    full: Vec<Part>,
    torn: Vec<Torn>,
    lines: usize,
}

impl Packer {
    pub fn new() -> Self {
        Self { builder: Builder::roomy(), full: Vec::new(), torn: Vec::new(), lines: 0 }
    }

    /// Packs whole lines that begin at a byte of the lot.
    pub fn take(&mut self, bytes: &[u8], at: u64) {
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', bytes).map(|end| end + 1);
        let unfinished = bytes.last().is_some_and(|last| *last != b'\n').then_some(bytes.len());
        for end in ends.chain(unfinished) {
            if self.builder.is_full() {
                self.full.push(self.builder.take(number(at + start as u64)));
            }
            let line = bytes.get(start..end).unwrap_or_default();
            if let Err(problems) = self.take_line(line, number(at + start as u64)) {
                self.torn.push(Torn { line: self.lines, problems });
            }
            (self.lines, start) = (self.lines + 1, end);
        }
    }

    /// Packs a line that begins at a byte of the lot; an empty one is nothing.
    fn take_line(&mut self, line: &[u8], at: u32) -> Result<(), Vec<Problem>> {
        let line = line.trim_ascii_end();
        let text = std::str::from_utf8(line).map_err(|error| {
            let message = "this is not UTF-8; write the file in UTF-8".to_owned();
            let column = error.valid_up_to() + 1;
            vec![Problem { file: String::new(), line: 1, column, severity: Severity::Error, message, rule: "syntax" }]
        })?;
        let is_first = self.lines == 0 && at == 0;
        let json = if is_first { text.trim_start_matches('\u{FEFF}') } else { text };
        let at = at.saturating_add(u32::try_from(text.len() - json.len()).unwrap_or(u32::MAX));
        if json.trim_ascii_start().is_empty() { Ok(()) } else { self.builder.add(json, at) }
    }

    /// What came of a lot of so many bytes, whose last line ends at a byte,
    /// with the text that its lines are in. From now on another lot is packed.
    pub fn finish(&mut self, bytes: u64, end: u64, text: &Lines) -> Packed {
        let mut parts = std::mem::take(&mut self.full);
        if !self.builder.is_empty() {
            parts.push(self.builder.take(number(end)));
        }
        for part in &mut parts {
            part.lines = text.clone();
        }
        Packed { parts, torn: std::mem::take(&mut self.torn), lines: std::mem::take(&mut self.lines), bytes }
    }
}

fn number(at: u64) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
