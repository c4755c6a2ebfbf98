//! Where the lines of a dump come from, a lot at a time.

use std::{
    fs::File,
    io::{self, Read},
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::packer::{Packed, Packer};
use crate::shelf::lines::{Lines, read_at};

/// What is read together, in bytes: little at first, so that the first screen
/// comes soon; then much, as what entries share is kept once for each lot; and
/// less of a file towards its end, so that all cores end together.
const FIRST: u64 = 1 << 16;
const MOST: u64 = 16 << 20;
const LEAST: u64 = 2 << 20;
/// How much of a file is in memory for each core: as much as lies close to it.
const WINDOW: usize = 1 << 18;
/// As much as a pipe holds.
const STEP: usize = 1 << 16;
/// What comes slowly is handed on after this while.
const PATIENCE: Duration = Duration::from_millis(100);

/// A file or a stream of lines.
pub(super) enum Source {
    /// All read it at once, each at a place of its own.
    File { file: Arc<File>, length: u64, next: Mutex<Turn> },
    /// One after another reads it on.
    Stream(Mutex<Feed>),
}

/// The number of a lot, and the byte that it begins at.
#[derive(Clone, Copy, Default)]
pub(super) struct Turn {
    number: usize,
    at: u64,
}

/// Some lines.
pub(super) enum Lot {
    /// Those that begin at some bytes of a file.
    Bytes(Arc<File>, Range<u64>),
    /// These.
    Lines(Vec<u8>),
}

/// A stream of lines.
pub(super) struct Feed {
    reader: Box<dyn Read + Send>,
    number: usize,
    /// The beginning of a line whose end is still to come.
    rest: Vec<u8>,
}

/// How much is read together at most.
fn most(number: usize) -> u64 {
    (FIRST << number.min(32)).min(MOST)
}

impl Source {
    pub fn file(file: File, length: u64) -> Self {
        Self::File { file: Arc::new(file), length, next: Mutex::default() }
    }

    pub fn stream(reader: Box<dyn Read + Send>) -> Self {
        Self::Stream(Mutex::new(Feed { reader, number: 0, rest: Vec::new() }))
    }

    /// How many bytes there are, where that is known.
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::File { length, .. } => Some(*length),
            Self::Stream(_) => None,
        }
    }

    /// The next lot for one of some workers, with its number.
    pub fn next(&self, workers: usize) -> io::Result<Option<(usize, Lot)>> {
        match self {
            Self::File { file, length, next } => {
                let mut next = next.lock().unwrap_or_else(PoisonError::into_inner);
                let Turn { number, at } = *next;
                let left = length - at;
                let share = (left / workers as u64).max(LEAST);
                let end = at + share.min(most(number)).min(left);
                *next = Turn { number: number + 1, at: end };
                Ok((left > 0).then_some((number, Lot::Bytes(file.clone(), at..end))))
            }
            Self::Stream(feed) => {
                let mut feed = feed.lock().unwrap_or_else(PoisonError::into_inner);
                let number = feed.number;
                feed.number += 1;
                let lines = feed.next(most(number))?;
                Ok(lines.map(|lines| (number, Lot::Lines(lines))))
            }
        }
    }
}

impl Lot {
    /// Packs it; the window is room to read a file in.
    pub fn pack(self, packer: &mut Packer, window: &mut Vec<u8>) -> io::Result<Packed> {
        match self {
            Self::Bytes(file, range) => pack_of_file(&file, range, packer, window),
            Self::Lines(lines) => {
                let length = lines.len() as u64;
                packer.take(&lines, 0);
                Ok(packer.finish(length, length, &Lines::Kept(kept(lines).into())))
            }
        }
    }
}

impl Feed {
    /// The next whole lines, about as much as is wanted, or what came in a while;
    /// nothing at the end.
    fn next(&mut self, wanted: u64) -> io::Result<Option<Vec<u8>>> {
        let (mut lines, began) = (std::mem::take(&mut self.rest), Instant::now());
        // Where the last whole line ends. One that is longer than what is wanted is read to its end.
        let mut whole = 0;
        while whole == 0 || (lines.len() as u64) < wanted && began.elapsed() < PATIENCE {
            let filled = lines.len();
            lines.resize(filled + STEP, 0);
            let count = read_some(&mut self.reader, lines.get_mut(filled..).unwrap_or_default())?;
            lines.truncate(filled + count);
            if count == 0 {
                whole = lines.len();
                break;
            }
            let last = memchr::memrchr(b'\n', lines.get(filled..).unwrap_or_default());
            whole = last.map_or(whole, |last| filled + last + 1);
        }
        self.rest = lines.split_off(whole);
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
fn pack_of_file(file: &Arc<File>, bytes: Range<u64>, packer: &mut Packer, window: &mut Vec<u8>) -> io::Result<Packed> {
    // A line begins behind the end of another: that may be the byte before.
    let (mut at, mut is_within) = (bytes.start.saturating_sub(1), bytes.start == 0);
    window.clear();
    loop {
        let is_end = !read_on(file, window, at)?;
        if !is_within {
            let end = memchr::memchr(b'\n', window);
            is_within = end.is_some();
            at += drop_first(window, end.map_or(window.len(), |end| end + 1));
        }
        if is_within && at < bytes.end {
            let whole = if is_end { window.len() } else { behind_last(window) };
            let lines = window.get(..whole).unwrap_or_default();
            packer.take(beginning_before(bytes.end - at, lines), at - bytes.start);
            at += drop_first(window, whole);
        }
        if is_end || at >= bytes.end {
            let lines = Lines::File(file.clone(), bytes.start);
            return Ok(packer.finish(bytes.end - bytes.start, at.saturating_sub(bytes.start), &lines));
        }
    }
}

/// Drops the first bytes; tells how many.
fn drop_first(bytes: &mut Vec<u8>, count: usize) -> u64 {
    bytes.drain(..count);
    count as u64
}

/// Where the last whole line ends.
fn behind_last(bytes: &[u8]) -> usize {
    memchr::memrchr(b'\n', bytes).map_or(0, |last| last + 1)
}

/// Those of some whole lines that begin before a byte, of which there is one.
fn beginning_before(byte: u64, lines: &[u8]) -> &[u8] {
    let last = usize::try_from(byte - 1).ok();
    let rest = last.and_then(|last| Some((last, lines.get(last..)?)));
    let end = rest.and_then(|(last, rest)| Some(last + memchr::memchr(b'\n', rest)? + 1));
    end.and_then(|end| lines.get(..end)).unwrap_or(lines)
}

/// Reads some bytes of a file behind those in a window that begins at a byte of
/// it; tells whether there were any.
fn read_on(file: &File, window: &mut Vec<u8>, at: u64) -> io::Result<bool> {
    let filled = window.len();
    window.resize(filled + WINDOW, 0);
    let count = read_at(file, window.get_mut(filled..).unwrap_or_default(), at + filled as u64)?;
    window.truncate(filled + count);
    Ok(count > 0)
}

/// The lines as text, with blanks for those that are none.
fn kept(lines: Vec<u8>) -> String {
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
