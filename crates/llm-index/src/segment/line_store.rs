//! Where the lines of a part are kept.

use std::{
    borrow::Cow,
    fs::File,
    io,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize};

use llm_catalog::compress::{self, deflate};

/// The text that lines are in, or where to read it.
#[derive(Clone, Debug)]
pub(crate) enum LineStore {
    /// In the program itself, pressed.
    Compressed(Arc<CompressedLines>),
    /// In memory.
    InMemory(Arc<str>),
    /// In a file, from a byte on.
    File(Arc<File>, u64),
}

impl Default for LineStore {
    fn default() -> Self {
        Self::InMemory(Arc::default())
    }
}

impl LineStore {
    /// The text from a byte to another; nothing where the file cannot be read any more.
    pub fn slice(&self, start: u32, end: u32) -> Option<Cow<'_, str>> {
        match self {
            Self::Compressed(pressed) => pressed.slice(start, end).map(Cow::Borrowed),
            Self::InMemory(text) => text.get(start as usize..end as usize).map(Cow::Borrowed),
            Self::File(file, first) => {
                let mut line = vec![0; end.saturating_sub(start) as usize];
                let read = read_at(file, &mut line, first + u64::from(start)).ok()?;
                String::from_utf8(line).ok().filter(|line| read == line.len()).map(Cow::Owned)
            }
        }
    }
}

/// Lines that take a third of their room, some of them together.
#[derive(Debug)]
pub(crate) struct CompressedLines {
    blocks: Vec<CompressedBlock>,
    bytes: &'static [u8],
    /// The text of each block, once a line of it was read.
    decompressed: Vec<OnceLock<Option<String>>>,
}

/// Whole lines that are pressed together.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct CompressedBlock {
    /// Where its text begins in the whole.
    text_start: u32,
    /// Where it ends among the pressed bytes.
    compressed_end: u32,
}

/// About so many bytes are pressed together: more would be smaller, but a line
/// would take longer to read.
const TARGET_BLOCK_BYTES: usize = 72 << 10;

impl CompressedLines {
    pub fn new(blocks: Vec<CompressedBlock>, bytes: &'static [u8]) -> Self {
        Self { decompressed: blocks.iter().map(|_| OnceLock::new()).collect(), blocks, bytes }
    }

    /// Presses lines.
    pub fn compress(lines: &str) -> (Vec<CompressedBlock>, Vec<u8>) {
        let (mut blocks, mut bytes, mut start) = (Vec::new(), Vec::new(), 0);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        while start < lines.len() {
            let rest = lines.as_bytes().get(start..).unwrap_or_default();
            let more = rest.get(TARGET_BLOCK_BYTES..).and_then(|behind| memchr::memchr(b'\n', behind));
            let block = more.and_then(|more| rest.get(..=TARGET_BLOCK_BYTES + more)).unwrap_or(rest);
            bytes.extend(deflate(block));
            blocks.push(CompressedBlock { text_start: number(start), compressed_end: number(bytes.len()) });
            start += block.len();
        }
        (blocks, bytes)
    }

    /// The text from a byte to another in the same block.
    fn slice(&self, start: u32, end: u32) -> Option<&str> {
        let place = self.blocks.partition_point(|block| block.text_start <= start).checked_sub(1)?;
        let (block, text) = (self.blocks.get(place)?, self.decompressed.get(place)?);
        let text = text.get_or_init(|| {
            let first = place
                .checked_sub(1)
                .and_then(|before| self.blocks.get(before))
                .map_or(0, |before| before.compressed_end);
            compress::inflate_to_string(self.bytes.get(first as usize..block.compressed_end as usize)?)
        });
        text.as_ref()?.get((start - block.text_start) as usize..end.checked_sub(block.text_start)? as usize)
    }
}

/// Reads bytes of a file from a place on, as many as there is room for, unless
/// it ends before; tells how many.
pub(crate) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match read_some(file, rest, at + filled as u64) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(unix)]
fn read_some(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, at)
}

#[cfg(windows)]
fn read_some(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, at)
}
