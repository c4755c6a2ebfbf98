//! Where the lines of a part are kept.

use std::{borrow::Cow, fs::File, io, sync::Arc};

use serde::{Deserialize, Serialize};

/// The text of a part, or where to read it.
#[derive(Debug)]
pub(super) enum Lines {
    /// In the program itself, pressed.
    Pressed(Pressed),
    /// In memory.
    Kept(Box<str>),
    /// In a file, from a byte to another.
    File(Arc<File>, u64, u64),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Kept(Box::default())
    }
}

impl Lines {
    /// The text from a byte to another, or to the end; nothing where the file
    /// cannot be read any more.
    pub fn between(&self, start: u32, end: Option<u32>) -> Option<Cow<'_, str>> {
        let text = match self {
            Self::Pressed(pressed) => return pressed.between(start, end).map(Cow::Owned),
            Self::Kept(text) => text.as_ref(),
            Self::File(file, first, last) => {
                let length = end.map_or(*last - first, u64::from).saturating_sub(start.into());
                let mut line = vec![0; usize::try_from(length).ok()?];
                read_at(file, &mut line, first + u64::from(start)).ok()?;
                return String::from_utf8(line).ok().map(Cow::Owned);
            }
        };
        let end = end.map_or(text.len(), |end| end as usize);
        text.get(start as usize..end).map(Cow::Borrowed)
    }
}

/// Lines that take a third of their room, some of them together.
#[derive(Debug)]
pub(super) struct Pressed {
    blocks: Vec<Block>,
    bytes: &'static [u8],
}

/// Whole lines that are pressed together.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(super) struct Block {
    /// Where its text begins in the whole.
    text: u32,
    /// Where it ends among the pressed bytes.
    end: u32,
}

/// About so many bytes are pressed together: more would be smaller, but a line
/// would take longer to read.
const TOGETHER: usize = 16 << 10;

impl Pressed {
    pub fn new(blocks: Vec<Block>, bytes: &'static [u8]) -> Self {
        Self { blocks, bytes }
    }

    /// Presses lines.
    pub fn press(lines: &str) -> (Vec<Block>, Vec<u8>) {
        let (mut blocks, mut bytes, mut start) = (Vec::new(), Vec::new(), 0);
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        while start < lines.len() {
            let rest = lines.as_bytes().get(start..).unwrap_or_default();
            let more = rest.get(TOGETHER..).and_then(|behind| memchr::memchr(b'\n', behind));
            let block = more.and_then(|more| rest.get(..=TOGETHER + more)).unwrap_or(rest);
            bytes.extend(miniz_oxide::deflate::compress_to_vec(block, 10));
            blocks.push(Block { text: number(start), end: number(bytes.len()) });
            start += block.len();
        }
        (blocks, bytes)
    }

    /// The text from a byte on, to another that is in the same block or to its end.
    fn between(&self, start: u32, end: Option<u32>) -> Option<String> {
        let place = self.blocks.partition_point(|block| block.text <= start).checked_sub(1)?;
        let block = self.blocks.get(place)?;
        let first = place.checked_sub(1).and_then(|before| self.blocks.get(before)).map_or(0, |before| before.end);
        let bytes = self.bytes.get(first as usize..block.end as usize)?;
        let text = String::from_utf8(miniz_oxide::inflate::decompress_to_vec(bytes).ok()?).ok()?;
        let end = end.map_or(text.len(), |end| (end - block.text) as usize).min(text.len());
        text.get((start - block.text) as usize..end).map(str::to_owned)
    }
}

/// Reads bytes of a file, as many as there is room for, from a place on.
#[cfg(unix)]
pub(super) fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
pub(super) fn read_at(file: &File, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !bytes.is_empty() {
        let count = file.seek_read(bytes, at)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(count..).unwrap_or_default();
        at += count as u64;
    }
    Ok(())
}
