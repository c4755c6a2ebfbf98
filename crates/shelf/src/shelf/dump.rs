//! Reading a dump: JSON Lines of any length, on all cores, as they come.
//!
//! What is wrong with a line keeps that line from the shelf, and nothing else.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::mpsc,
    thread,
};

mod packer;
mod source;

use super::part::Part;
use crate::catalog::Problem;
use packer::{Packed, Packer};
use source::Source;

/// The most bad lines that are told.
const TOLD: usize = 10;

/// A file or a stream of entries, one on each line.
pub struct Dump {
    name: String,
    source: Source,
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
        // A pipe can be read only once, from its beginning to its end.
        let source =
            if metadata.is_file() { Source::file(file, metadata.len()) } else { Source::stream(Box::new(file)) };
        Ok(Self { name: path.display().to_string(), source })
    }

    /// Whether a file's name says that it is a dump.
    #[must_use]
    pub fn is_named(path: &Path) -> bool {
        path.extension().is_some_and(|end| end == "jsonl" || end == "ndjson")
    }

    /// What comes from somewhere, under a name for errors.
    #[must_use]
    pub fn stream(name: &str, reader: Box<dyn Read + Send>) -> Self {
        Self { name: name.to_owned(), source: Source::stream(reader) }
    }

    /// Reads everything, and hands over its parts in their order as soon as
    /// they are ready, until the receiver wants no more.
    ///
    /// # Errors
    ///
    /// Fails where the dump cannot be read on.
    pub fn read(self, mut take: impl FnMut(Part, &Report) -> bool) -> io::Result<Report> {
        let Self { name, source } = self;
        let mut report = Report { total: source.length(), ..Report::default() };
        let (sender, receiver) = mpsc::channel();
        let workers = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 0..workers {
                let (sender, source) = (sender.clone(), &source);
                scope.spawn(move || work(source, workers, &sender));
            }
            drop(sender);
            // Lots are handed over in order, whoever was faster.
            let (mut early, mut next) = (BTreeMap::new(), 0);
            for done in receiver {
                let (number, packed) = done?;
                early.insert(number, packed);
                while let Some(packed) = early.remove(&next) {
                    next += 1;
                    report.add(&name, &packed);
                    for part in packed.parts {
                        if !take(part, &report) {
                            return Ok(report);
                        }
                    }
                }
            }
            Ok(report)
        })
    }
}

impl Report {
    fn add(&mut self, name: &str, packed: &Packed) {
        self.bytes += packed.bytes;
        self.torn += packed.torn.len();
        for torn in packed.torn.iter().take(TOLD.saturating_sub(self.problems.len())) {
            let place = |problem: &Problem| Problem {
                file: name.to_owned(),
                line: self.lines + torn.line + 1,
                ..problem.clone()
            };
            self.problems.extend(torn.problems.iter().take(1).map(place));
        }
        self.lines += packed.lines;
    }
}

/// Takes lots of lines and packs them until there are no more, or nobody wants them.
fn work(source: &Source, workers: usize, sender: &mpsc::Sender<io::Result<(usize, Packed)>>) {
    let (mut packer, mut window) = (Packer::new(), Vec::new());
    while let Some(lot) = source.next(workers).transpose() {
        let packed = lot.and_then(|(number, lot)| Ok((number, lot.pack(&mut packer, &mut window)?)));
        if sender.send(packed).is_err() {
            return;
        }
    }
}
