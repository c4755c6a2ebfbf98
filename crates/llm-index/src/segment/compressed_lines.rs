//! JSON lines in compressed blocks, so that a catalogue takes little space in a program.

use std::sync::{Arc, OnceLock};

use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_slice_iter_to_slice};
use serde::{Deserialize, Serialize};

/// The text of a block has at least this many bytes, so that it compresses well; reading a line decompresses one block.
const BLOCK_BYTES: usize = 96 * 1024;
/// The highest level, as compressing is done once.
pub(crate) const COMPRESSION_LEVEL: u8 = 10;

/// Where the blocks of compressed lines end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CompressedBlocks {
    /// By block, the end of its text and the end of its compressed bytes.
    ends: Vec<(u32, u32)>,
}

/// Compressed lines that are part of the program.
#[derive(Clone, Debug)]
pub(crate) struct CompressedLines {
    blocks: CompressedBlocks,
    bytes: &'static [u8],
    /// The blocks that were read: whoever moves through a list reads from all of them again and again.
    texts: Arc<[OnceLock<Option<String>>]>,
}

impl CompressedBlocks {
    /// Compresses lines. A line is in one block. Fails if the lines take more than 4 GiB.
    pub fn compress(lines: &str) -> Option<(Self, Vec<u8>)> {
        let (mut blocks, mut bytes) = (Self::default(), Vec::new());
        let mut rest = lines;
        while !rest.is_empty() {
            let ends = rest.match_indices('\n').map(|(end, _)| end + 1);
            let end = ends.into_iter().find(|end| *end >= BLOCK_BYTES).unwrap_or(rest.len());
            let (block, tail) = rest.split_at_checked(end)?;
            bytes.extend(compress_to_vec(block.as_bytes(), COMPRESSION_LEVEL));
            let text_end = u32::try_from(lines.len() - tail.len()).ok()?;
            blocks.ends.push((text_end, u32::try_from(bytes.len()).ok()?));
            rest = tail;
        }
        Some((blocks, bytes))
    }
}

impl CompressedLines {
    pub fn new(blocks: CompressedBlocks, bytes: &'static [u8]) -> Self {
        let texts = blocks.ends.iter().map(|_| OnceLock::new()).collect();
        Self { blocks, bytes, texts }
    }

    /// The text between two bytes of a line; `None` if it is no text of one block, or the bytes are damaged.
    pub fn slice(&self, start: u32, end: u32) -> Option<String> {
        let idx = self.blocks.ends.partition_point(|(text_end, _)| *text_end <= start);
        let (text_start, _) = self.block_start(idx)?;
        let block = self.texts.get(idx)?.get_or_init(|| self.block(idx)).as_deref()?;
        block.get((start - text_start) as usize..end.checked_sub(text_start)? as usize).map(str::to_owned)
    }

    /// All lines; `None` if the bytes are damaged.
    pub fn text(&self) -> Option<String> {
        (0..self.blocks.ends.len()).map(|idx| self.block(idx)).collect()
    }

    /// The text of a block.
    fn block(&self, idx: usize) -> Option<String> {
        let ((text_start, start), (text_end, end)) = (self.block_start(idx)?, *self.blocks.ends.get(idx)?);
        let bytes = self.bytes.get(start as usize..end as usize)?;
        let len = text_end.checked_sub(text_start)? as usize;
        String::from_utf8(decompress(bytes, len)?).ok()
    }

    /// Where the text and the bytes of a block begin.
    fn block_start(&self, idx: usize) -> Option<(u32, u32)> {
        match idx.checked_sub(1) {
            None => Some((0, 0)),
            Some(previous) => self.blocks.ends.get(previous).copied(),
        }
    }
}

/// Decompresses bytes that are so many, in one allocation. `None` if they are damaged or not so many.
pub(crate) fn decompress(compressed: &[u8], len: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; len];
    let actual_len = decompress_slice_iter_to_slice(&mut bytes, std::iter::once(compressed), false, false).ok()?;
    (actual_len == len).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compressed(lines: &str) -> CompressedLines {
        let (blocks, bytes) = CompressedBlocks::compress(lines).unwrap();
        CompressedLines::new(blocks, bytes.leak())
    }

    #[test]
    fn every_line_is_read_again() {
        let lines: Vec<_> = (0..5_000).map(|idx| format!("line {idx} 盘古 {}\n", "x".repeat(idx % 97))).collect();
        let lines = lines.concat();
        let compressed = compressed(&lines);
        assert!(compressed.blocks.ends.len() > 3 && compressed.bytes.len() < lines.len() / 3);
        assert_eq!(compressed.text().as_deref(), Some(&*lines));
        let mut start = 0;
        for line in lines.split_inclusive('\n') {
            let end = start + u32::try_from(line.len()).unwrap();
            assert_eq!(compressed.slice(start, end).as_deref(), Some(line));
            start = end;
        }
    }

    #[test]
    fn what_is_no_line_or_damaged_is_none() {
        let lines = compressed("a\nb\n");
        assert_eq!(lines.slice(2, 9), None);
        assert_eq!(lines.slice(9, 10), None);
        assert_eq!(lines.slice(3, 2), None);
        let damaged = CompressedLines::new(lines.blocks.clone(), &lines.bytes[..1]);
        assert_eq!((damaged.slice(0, 1), damaged.text()), (None, None));
        assert_eq!(compressed("").text().as_deref(), Some(""));
    }
}
