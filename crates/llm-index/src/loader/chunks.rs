//! Where the lines of a dump come from, a lot at a time.

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

/// What is read together, in bytes: little at first, so that the first screen
/// comes soon; then much, as what entries share is kept once for each lot; and
/// less of a file towards its end, so that all cores end together.
const INITIAL_CHUNK_BYTES: u64 = 1 << 16;
const MAX_CHUNK_BYTES: u64 = 16 << 20;
const MIN_CHUNK_BYTES: u64 = 2 << 20;
/// How much of a file is in memory for each core: as much as lies close to it.
const READ_BUFFER_BYTES: usize = 1 << 18;
/// As much as a pipe holds.
const STREAM_READ_BYTES: usize = 1 << 16;
/// What comes slowly is handed on after this while.
const FLUSH_TIMEOUT: Duration = Duration::from_millis(100);

/// A file or a stream of lines.
pub(crate) enum ChunkSource {
    /// All read it at once, each at a place of its own.
    File { file: Arc<File>, byte_len: u64, cursor: Mutex<ChunkCursor> },
    /// One after another reads it on.
    Stream(Mutex<StreamReader>),
}

/// The number of a lot, and the byte that it begins at.
#[derive(Clone, Copy, Default)]
pub(crate) struct ChunkCursor {
    index: usize,
    offset: u64,
}

/// Some lines.
pub(crate) enum Chunk {
    /// Those that begin at some bytes of a file.
    FileRange(Arc<File>, Range<u64>),
    /// These.
    InMemory(Vec<u8>),
}

/// A stream of lines.
pub(crate) struct StreamReader {
    reader: Box<dyn Read + Send>,
    number: usize,
    /// The beginning of a line whose end is still to come.
    partial_line: Vec<u8>,
}

/// How much is read together at most.
fn chunk_size_limit(number: usize) -> u64 {
    (INITIAL_CHUNK_BYTES << number.min(32)).min(MAX_CHUNK_BYTES)
}

impl ChunkSource {
    pub fn from_file(file: File, length: u64) -> Self {
        Self::File { file: Arc::new(file), byte_len: length, cursor: Mutex::default() }
    }

    pub fn from_reader(reader: Box<dyn Read + Send>) -> Self {
        Self::Stream(Mutex::new(StreamReader { reader, number: 0, partial_line: Vec::new() }))
    }

    /// How many bytes there are, where that is known.
    pub fn byte_len(&self) -> Option<u64> {
        match self {
            Self::File { byte_len: length, .. } => Some(*length),
            Self::Stream(_) => None,
        }
    }

    /// The next lot for one of some workers, with its number.
    pub fn next_chunk(&self, workers: usize) -> io::Result<Option<(usize, Chunk)>> {
        match self {
            Self::File { file, byte_len: length, cursor: next } => {
                let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
                let ChunkCursor { index: number, offset: at } = *next;
                let left = length - at;
                let share = (left / workers as u64).max(MIN_CHUNK_BYTES);
                let end = at + share.min(chunk_size_limit(number)).min(left);
                *next = ChunkCursor { index: number + 1, offset: end };
                Ok((left > 0).then_some((number, Chunk::FileRange(file.clone(), at..end))))
            }
            Self::Stream(feed) => {
                let mut feed = feed.lock().unwrap_or_else(PoisonError::into_inner);
                let number = feed.number;
                feed.number += 1;
                let lines = feed.next_lines(chunk_size_limit(number))?;
                Ok(lines.map(|lines| (number, Chunk::InMemory(lines))))
            }
        }
    }
}

impl Chunk {
    /// Packs it; the window is room to read a file in.
    pub fn encode(self, packer: &mut SegmentEncoder, window: &mut Vec<u8>) -> io::Result<EncodedChunk> {
        match self {
            Self::FileRange(file, range) => encode_file_range(&file, range, packer, window),
            Self::InMemory(lines) => {
                let length = lines.len() as u64;
                packer.push_lines(&lines, 0);
                Ok(packer.finish(length, length, &LineStore::InMemory(blank_invalid_utf8(lines).into())))
            }
        }
    }
}

impl StreamReader {
    /// The next whole lines, about as much as is wanted, or what came in a while;
    /// nothing at the end.
    fn next_lines(&mut self, wanted: u64) -> io::Result<Option<Vec<u8>>> {
        let (mut lines, began) = (std::mem::take(&mut self.partial_line), Instant::now());
        // Where the last whole line ends. One that is longer than what is wanted is read to its end.
        let mut whole = 0;
        while whole == 0 || (lines.len() as u64) < wanted && began.elapsed() < FLUSH_TIMEOUT {
            let filled = lines.len();
            lines.resize(filled + STREAM_READ_BYTES, 0);
            let count = read_some(&mut self.reader, lines.get_mut(filled..).unwrap_or_default())?;
            lines.truncate(filled + count);
            if count == 0 {
                whole = lines.len();
                break;
            }
            let last = memchr::memrchr(b'\n', lines.get(filled..).unwrap_or_default());
            whole = last.map_or(whole, |last| filled + last + 1);
        }
        self.partial_line = lines.split_off(whole);
        Ok(Some(lines).filter(|lines| !lines.is_empty()))
    }
}

/// Reads what is there, at least a byte, unless it is the end.
fn read_some(reader: &mut dyn Read, room: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(room) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// Packs the lines of a file that begin at some of its bytes.
fn encode_file_range(
    file: &Arc<File>,
    bytes: Range<u64>,
    packer: &mut SegmentEncoder,
    window: &mut Vec<u8>,
) -> io::Result<EncodedChunk> {
    // A line begins behind the end of another: that may be the byte before.
    let (mut at, mut is_within) = (bytes.start.saturating_sub(1), bytes.start == 0);
    window.clear();
    loop {
        let is_end = !fill_buf(file, window, at)?;
        if !is_within {
            let end = memchr::memchr(b'\n', window);
            is_within = end.is_some();
            at += drain_front(window, end.map_or(window.len(), |end| end + 1));
        }
        if is_within && at < bytes.end {
            let whole = if is_end { window.len() } else { last_line_end(window) };
            let lines = window.get(..whole).unwrap_or_default();
            packer.push_lines(lines_starting_before(bytes.end - at, lines), at - bytes.start);
            at += drain_front(window, whole);
        }
        if is_end || at >= bytes.end {
            let lines = LineStore::File(file.clone(), bytes.start);
            return Ok(packer.finish(bytes.end - bytes.start, at.saturating_sub(bytes.start), &lines));
        }
    }
}

/// Drops the first bytes; tells how many.
fn drain_front(bytes: &mut Vec<u8>, count: usize) -> u64 {
    bytes.drain(..count);
    count as u64
}

/// Where the last whole line ends.
fn last_line_end(bytes: &[u8]) -> usize {
    memchr::memrchr(b'\n', bytes).map_or(0, |last| last + 1)
}

/// Those of some whole lines that begin before a byte, of which there is one.
fn lines_starting_before(byte: u64, lines: &[u8]) -> &[u8] {
    let last = usize::try_from(byte - 1).ok();
    let rest = last.and_then(|last| Some((last, lines.get(last..)?)));
    let end = rest.and_then(|(last, rest)| Some(last + memchr::memchr(b'\n', rest)? + 1));
    end.and_then(|end| lines.get(..end)).unwrap_or(lines)
}

/// Reads some bytes of a file behind those in a window that begins at a byte of
/// it; tells whether there were any.
fn fill_buf(file: &File, window: &mut Vec<u8>, at: u64) -> io::Result<bool> {
    let filled = window.len();
    window.resize(filled + READ_BUFFER_BYTES, 0);
    let count = read_at(file, window.get_mut(filled..).unwrap_or_default(), at + filled as u64)?;
    window.truncate(filled + count);
    Ok(count > 0)
}

/// The lines as text, with blanks for those that are none.
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
