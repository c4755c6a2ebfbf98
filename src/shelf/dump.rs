//! Reading a dump: JSON Lines of any length, on all cores, as they come.
//!
//! What is wrong with a line keeps that line from the shelf, and nothing else.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use super::{builder::Builder, lines::Lines, part::Part};
use crate::catalog::{Problem, Severity};

/// What is read together at first, so that the first screen comes soon, and
/// at most, in bytes. An entry takes more than 48 bytes: so many are numbered
/// with 16 bits.
const FIRST: usize = 1 << 16;
const MOST: usize = 3 << 20;
/// The most bad lines that are told.
const TOLD: usize = 10;

/// A file or a stream of entries, one on each line.
pub struct Dump {
    name: String,
    reader: Box<dyn Read + Send>,
    /// Where the lines can be read again, and how many bytes they are.
    file: Option<(Arc<File>, u64)>,
}

/// What became of a dump so far.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many bytes were read.
    pub bytes: u64,
    /// How many bytes there are, where that is known.
    pub total: Option<u64>,
    /// How many lines are no entries.
    pub torn: usize,
    /// The first of them.
    pub problems: Vec<Problem>,
    lines: usize,
}

impl Report {
    /// How much was read, in percent.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        self.total.map(|total| self.bytes * 100 / total.max(1))
    }
}

impl Dump {
    /// A file.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let reader = Box::new(file.try_clone()?);
        // A pipe cannot be read again.
        let file = metadata.is_file().then(|| (Arc::new(file), metadata.len()));
        Ok(Self { name: path.display().to_string(), reader, file })
    }

    /// Whether a file's name says that it is a dump.
    #[must_use]
    pub fn is_named(path: &Path) -> bool {
        path.extension().is_some_and(|end| end == "jsonl" || end == "ndjson")
    }

    /// What comes from somewhere, under a name for errors.
    #[must_use]
    pub fn stream(name: &str, reader: Box<dyn Read + Send>) -> Self {
        Self { name: name.to_owned(), reader, file: None }
    }

    /// Reads everything, and hands over its parts in their order as soon as
    /// they are ready, until the receiver wants no more.
    ///
    /// # Errors
    ///
    /// Fails where the dump cannot be read on.
    pub fn read(self, mut take: impl FnMut(Part, &Report) -> bool) -> io::Result<Report> {
        let Self { name, reader, file } = self;
        let mut report = Report { total: file.as_ref().map(|(_, length)| *length), ..Report::default() };
        let feed = Mutex::new(Feed { reader, rest: Vec::new(), at: 0, number: 0 });
        let (sender, receiver) = mpsc::channel();
        let workers = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 0..workers {
                let (sender, feed, file) = (sender.clone(), &feed, &file);
                scope.spawn(move || work(feed, file.as_ref().map(|(file, _)| file), &sender));
            }
            drop(sender);
            // Parts are handed over in order, whoever was faster.
            let (mut early, mut next) = (BTreeMap::new(), 0);
            for done in receiver {
                let (number, read) = done?;
                early.insert(number, read);
                while let Some(read) = early.remove(&next) {
                    next += 1;
                    report.add(&name, &read);
                    if !take(read.part, &report) {
                        return Ok(report);
                    }
                }
            }
            Ok(report)
        })
    }
}

impl Report {
    fn add(&mut self, name: &str, read: &Reading) {
        self.bytes += read.bytes;
        self.torn += read.torn.len();
        for torn in read.torn.iter().take(TOLD.saturating_sub(self.problems.len())) {
            let place = |problem: &Problem| Problem {
                file: name.to_owned(),
                line: self.lines + torn.line + 1,
                ..problem.clone()
            };
            self.problems.extend(torn.problems.iter().take(1).map(place));
        }
        self.lines += read.lines;
    }
}

/// A line that is no entry.
#[derive(Clone, Debug)]
struct Torn {
    /// The line, from 0, empty ones counted.
    line: usize,
    problems: Vec<Problem>,
}

/// What comes of some lines.
struct Reading {
    part: Part,
    torn: Vec<Torn>,
    lines: usize,
    bytes: u64,
}

/// Where lines come from, some at a time.
struct Feed {
    reader: Box<dyn Read + Send>,
    /// The beginning of a line whose end is still to come.
    rest: Vec<u8>,
    /// The place of the rest in the whole.
    at: u64,
    number: usize,
}

impl Feed {
    /// Fills a buffer with the next whole lines; tells their number and where they begin.
    fn next(&mut self, buffer: &mut Vec<u8>) -> io::Result<Option<(usize, u64)>> {
        buffer.clear();
        buffer.append(&mut self.rest);
        let wanted = (FIRST << self.number.min(10)).min(MOST);
        let mut searched = 0;
        let end = loop {
            let missing = wanted.saturating_sub(buffer.len()).max(FIRST);
            let is_end = self.reader.by_ref().take(missing as u64).read_to_end(buffer)? < missing;
            let last = memchr::memrchr(b'\n', buffer.get(searched..).unwrap_or_default());
            match last {
                _ if is_end => break buffer.len(),
                Some(last) => break searched + last + 1,
                // A line longer than all that: read on to its end.
                None => searched = buffer.len(),
            }
        };
        self.rest.extend_from_slice(buffer.get(end..).unwrap_or_default());
        buffer.truncate(end);
        if buffer.is_empty() {
            return Ok(None);
        }
        let (number, at) = (self.number, self.at);
        self.number += 1;
        self.at += end as u64;
        Ok(Some((number, at)))
    }
}

/// Takes lines and packs them until there are no more, or nobody wants them.
fn work(feed: &Mutex<Feed>, file: Option<&Arc<File>>, sender: &mpsc::Sender<io::Result<(usize, Reading)>>) {
    let mut buffer = Vec::new();
    loop {
        let next = feed.lock().unwrap_or_else(PoisonError::into_inner).next(&mut buffer);
        let sent = match next {
            Ok(None) => return,
            Err(error) => sender.send(Err(error)),
            Ok(Some((number, at))) => sender.send(Ok((number, pack(&buffer, at, file)))),
        };
        if sent.is_err() {
            return;
        }
    }
}

/// Packs lines that begin at a byte of a file, or are kept as they are.
fn pack(bytes: &[u8], at: u64, file: Option<&Arc<File>>) -> Reading {
    let (mut builder, mut torn, mut lines, mut start) = (Builder::new(), Vec::new(), 0, 0);
    let ends = memchr::memchr_iter(b'\n', bytes).map(|end| end + 1);
    let unfinished = bytes.last().is_some_and(|last| *last != b'\n').then_some(bytes.len());
    for end in ends.chain(unfinished) {
        let line = bytes.get(start..end).unwrap_or_default();
        if let Err(problems) = pack_line(&mut builder, line, start, at == 0 && start == 0) {
            torn.push(Torn { line: lines, problems });
        }
        (lines, start) = (lines + 1, end);
    }
    let lines_at = match file {
        Some(file) => Lines::File(file.clone(), at, at + bytes.len() as u64),
        None => Lines::Kept(kept(bytes).into()),
    };
    Reading { part: builder.finish(lines_at), torn, lines, bytes: bytes.len() as u64 }
}

/// Packs a line that begins at a byte of its part; an empty one is nothing.
fn pack_line<'l>(builder: &mut Builder<'l>, line: &'l [u8], start: usize, is_first: bool) -> Result<(), Vec<Problem>> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let message = "this is not UTF-8; write the file in UTF-8".to_owned();
        let column = error.valid_up_to() + 1;
        vec![Problem { file: String::new(), line: 1, column, severity: Severity::Error, message, rule: "syntax" }]
    })?;
    let text = if is_first { text.trim_start_matches('\u{FEFF}') } else { text };
    let text = text.trim_ascii_end();
    let blanks = line.len() - line.trim_ascii_end().len();
    let at = start + line.len() - blanks - text.len();
    if text.trim_ascii().is_empty() { Ok(()) } else { builder.add(text, u32::try_from(at).unwrap_or(u32::MAX)) }
}

/// The lines as text, with blanks for those that are none.
fn kept(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.extend(line.iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' })),
        }
    }
    text
}
