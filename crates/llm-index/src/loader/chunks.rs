//! The chunks of lines of a file or a stream.

use std::{
    fs::File,
    io::{self, Read},
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    loader::segment_encoder::{EncodedChunk, SegmentEncoder},
    segment::line_store::{LineStore, read_at},
};

/// The first chunk is small, so that the first screen is shown soon.
const INITIAL_CHUNK_BYTES: u64 = 1 << 16;
/// Later chunks are large, as each segment has its own dictionaries.
const MAX_CHUNK_BYTES: u64 = 16 << 20;
/// Towards the end of a file chunks get smaller, so that all cores finish at the same time.
const MIN_CHUNK_BYTES: u64 = 2 << 20;
/// The part of a file that each core reads at once; it fits into the cache.
const READ_BUFFER_BYTES: usize = 1 << 18;
/// The capacity of a pipe.
const STREAM_READ_BYTES: usize = 1 << 16;
/// The lines of a slow stream are passed on after this time.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(100);

/// The input of a loader.
pub(crate) enum ChunkSource {
    /// Read by all workers at once.
    File { file: Arc<File>, byte_len: u64, cursor: Mutex<ChunkCursor> },
    /// Read by one worker at a time.
    Stream(Mutex<StreamReader>),
}

/// The next chunk of a file.
#[derive(Clone, Copy, Default)]
pub(crate) struct ChunkCursor {
    idx: usize,
    /// Its first byte.
    offset: u64,
}

/// Some of the lines of an input.
pub(crate) enum Chunk {
    /// The lines that begin in a range of a file.
    FileRange(Arc<File>, Range<u64>),
    InMemory(Vec<u8>),
}

/// Reads the chunks of a stream.
pub(crate) struct StreamReader {
    reader: Box<dyn Read + Send>,
    next_idx: usize,
    /// The beginning of a line whose end was not read yet.
    partial_line: Vec<u8>,
}

fn chunk_size_limit(idx: usize) -> u64 {
    (INITIAL_CHUNK_BYTES << idx.min(32)).min(MAX_CHUNK_BYTES)
}

impl ChunkSource {
    pub fn from_file(file: File, byte_len: u64) -> Self {
        Self::File { file: Arc::new(file), byte_len, cursor: Mutex::default() }
    }

    pub fn from_reader(reader: Box<dyn Read + Send>) -> Self {
        Self::Stream(Mutex::new(StreamReader { reader, next_idx: 0, partial_line: Vec::new() }))
    }

    /// The size of a file.
    pub fn byte_len(&self) -> Option<u64> {
        match self {
            Self::File { byte_len, .. } => Some(*byte_len),
            Self::Stream(_) => None,
        }
    }

    /// The next chunk with its index; `None` at the end.
    pub fn next_chunk(&self, worker_count: usize) -> io::Result<Option<(usize, Chunk)>> {
        match self {
            Self::File { file, byte_len, cursor } => {
                let mut cursor = cursor.lock().unwrap_or_else(PoisonError::into_inner);
                let ChunkCursor { idx, offset } = *cursor;
                let rest = byte_len - offset;
                let share = (rest / worker_count as u64).max(MIN_CHUNK_BYTES);
                let end = offset + share.min(chunk_size_limit(idx)).min(rest);
                *cursor = ChunkCursor { idx: idx + 1, offset: end };
                Ok((rest > 0).then_some((idx, Chunk::FileRange(file.clone(), offset..end))))
            }
            Self::Stream(stream) => {
                let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
                let idx = stream.next_idx;
                stream.next_idx += 1;
                let lines = stream.next_lines(chunk_size_limit(idx))?;
                Ok(lines.map(|lines| (idx, Chunk::InMemory(lines))))
            }
        }
    }
}

impl Chunk {
    /// Encodes the lines. `buf` is scratch space for reading.
    pub fn encode(self, encoder: &mut SegmentEncoder, buf: &mut Vec<u8>) -> io::Result<EncodedChunk> {
        match self {
            Self::FileRange(file, range) => encode_file_range(&file, range, encoder, buf),
            Self::InMemory(lines) => {
                let byte_len = lines.len() as u64;
                encoder.push_lines(&lines, 0).map_err(io::Error::other)?;
                let lines = LineStore::InMemory(blank_invalid_utf8(lines).into());
                encoder.finish(byte_len, &lines).map_err(io::Error::other)
            }
        }
    }
}

impl StreamReader {
    /// The next complete lines, about `byte_limit` bytes or what arrived within
    /// a time limit; `None` at the end.
    fn next_lines(&mut self, byte_limit: u64) -> io::Result<Option<Vec<u8>>> {
        let (mut lines, start_time) = (std::mem::take(&mut self.partial_line), Instant::now());
        // The end of the last complete line. A line longer than the limit is read to its end.
        let mut complete = 0;
        while complete == 0 || (lines.len() as u64) < byte_limit && start_time.elapsed() < FLUSH_TIMEOUT {
            let filled = lines.len();
            lines.resize(filled + STREAM_READ_BYTES, 0);
            let count = read_some(&mut self.reader, lines.get_mut(filled..).unwrap_or_default())?;
            lines.truncate(filled + count);
            if count == 0 {
                complete = lines.len();
                break;
            }
            let last = memchr::memrchr(b'\n', lines.get(filled..).unwrap_or_default());
            complete = last.map_or(complete, |last| filled + last + 1);
        }
        self.partial_line = lines.split_off(complete);
        Ok(Some(lines).filter(|lines| !lines.is_empty()))
    }
}

/// Reads at least one byte, except at the end.
fn read_some(reader: &mut dyn Read, buf: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buf) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Encodes the lines that begin in a range of a file.
fn encode_file_range(
    file: &Arc<File>,
    range: Range<u64>,
    encoder: &mut SegmentEncoder,
    buf: &mut Vec<u8>,
) -> io::Result<EncodedChunk> {
    // The byte before the range may end a line, so that one begins at the range.
    let (mut offset, mut is_line_start) = (range.start.saturating_sub(1), range.start == 0);
    buf.clear();
    loop {
        let is_end = !fill_buf(file, buf, offset)?;
        if !is_line_start {
            let end = memchr::memchr(b'\n', buf);
            is_line_start = end.is_some();
            offset += drain_front(buf, end.map_or(buf.len(), |end| end + 1));
        }
        if is_line_start && offset < range.end {
            let complete = if is_end { buf.len() } else { last_line_end(buf) };
            let lines = lines_starting_before(range.end - offset, buf.get(..complete).unwrap_or_default());
            encoder.push_lines(lines, offset - range.start).map_err(io::Error::other)?;
            offset += drain_front(buf, complete);
        }
        if is_end || offset >= range.end {
            let lines = LineStore::File(file.clone(), range.start);
            return encoder.finish(range.end - range.start, &lines).map_err(io::Error::other);
        }
    }
}

/// Removes the first bytes, and returns their number.
fn drain_front(buf: &mut Vec<u8>, count: usize) -> u64 {
    buf.drain(..count);
    count as u64
}

fn last_line_end(bytes: &[u8]) -> usize {
    memchr::memrchr(b'\n', bytes).map_or(0, |last| last + 1)
}

/// The lines that begin before byte `limit`, which is at least 1.
fn lines_starting_before(limit: u64, lines: &[u8]) -> &[u8] {
    let last = usize::try_from(limit - 1).ok();
    let rest = last.and_then(|last| Some((last, lines.get(last..)?)));
    let end = rest.and_then(|(last, rest)| Some(last + memchr::memchr(b'\n', rest)? + 1));
    end.and_then(|end| lines.get(..end)).unwrap_or(lines)
}

/// Appends bytes of a file to `buf`, whose first byte is at `offset` of the
/// file. Returns whether there were any.
fn fill_buf(file: &File, buf: &mut Vec<u8>, offset: u64) -> io::Result<bool> {
    let filled = buf.len();
    buf.resize(filled + READ_BUFFER_BYTES, 0);
    let count = read_at(file, buf.get_mut(filled..).unwrap_or_default(), offset + filled as u64)?;
    buf.truncate(filled + count);
    Ok(count > 0)
}

/// The lines as a string; lines that are not UTF-8 become spaces.
fn blank_invalid_utf8(lines: Vec<u8>) -> String {
    String::from_utf8(lines).unwrap_or_else(|error| {
        let mut text = String::new();
        for line in error.as_bytes().split_inclusive(|byte| *byte == b'\n') {
            match std::str::from_utf8(line) {
                Ok(line) => text.push_str(line),
                Err(_) => text.extend(line.iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' })),
            }
        }
        text
    })
}
