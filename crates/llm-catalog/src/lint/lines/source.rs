//! Reads a file of lines in chunks, and parts of it again.

use std::io::{self, Read, Seek, SeekFrom};

/// The usual size of a chunk. In tests a few lines are several chunks.
const CHUNK_BYTES: usize = if cfg!(test) { 1 << 8 } else { 1 << 18 };
/// The bytes read at once of one line.
const LINE_BYTES: usize = 1 << 11;
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Complete lines of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub offset: u64,
    byte_len: usize,
}

pub(super) struct LineSource<'i, R> {
    input: &'i mut R,
    /// Where the next chunk begins.
    offset: u64,
    /// The beginning of the next chunk, as far as it was read.
    rest: Vec<u8>,
}

impl<'i, R: Read + Seek> LineSource<'i, R> {
    /// Goes to the first line.
    pub fn new(input: &'i mut R) -> io::Result<Self> {
        input.rewind()?;
        let mut rest = Vec::new();
        input.by_ref().take(BYTE_ORDER_MARK.len() as u64).read_to_end(&mut rest)?;
        // Editors on Windows write a byte order mark.
        let offset = if rest == BYTE_ORDER_MARK { rest.len() as u64 } else { 0 };
        if offset > 0 {
            rest.clear();
        }
        Ok(Self { input, offset, rest })
    }

    /// The next lines; `None` at the end. Each call continues where the one before stopped.
    pub fn next_chunk(&mut self) -> io::Result<Option<(Chunk, String)>> {
        let mut bytes = std::mem::take(&mut self.rest);
        // A line that is longer than a chunk is read to its end.
        let mut searched = 0;
        loop {
            let missing = CHUNK_BYTES.saturating_sub(bytes.len()).max(CHUNK_BYTES / 4) as u64;
            let count = self.input.by_ref().take(missing).read_to_end(&mut bytes)?;
            let last_end = bytes.iter().skip(searched).rposition(|byte| *byte == b'\n').map(|end| searched + end + 1);
            searched = bytes.len();
            if count == 0 {
                break;
            }
            if let Some(end) = last_end.filter(|_| bytes.len() >= CHUNK_BYTES) {
                self.rest = bytes.split_off(end);
                break;
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let chunk = Chunk { offset: self.offset, byte_len: bytes.len() };
        self.offset += bytes.len() as u64;
        Ok(Some((chunk, to_text(bytes)?)))
    }

    /// Reads a chunk again.
    pub fn read(&mut self, chunk: &Chunk) -> io::Result<String> {
        self.input.seek(SeekFrom::Start(chunk.offset))?;
        let mut bytes = vec![0; chunk.byte_len];
        self.input.read_exact(&mut bytes)?;
        to_text(bytes)
    }

    /// Reads the line that begins at an offset again.
    pub fn read_line(&mut self, offset: u64) -> io::Result<String> {
        self.input.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        loop {
            let start = bytes.len();
            let count = self.input.by_ref().take(LINE_BYTES as u64).read_to_end(&mut bytes)?;
            let end = bytes.iter().skip(start).position(|byte| *byte == b'\n');
            if let Some(end) = end {
                bytes.truncate(start + end + 1);
            }
            if count == 0 || end.is_some() {
                return to_text(bytes);
            }
        }
    }
}

fn to_text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes)
        .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "stream did not contain valid UTF-8"))
}
