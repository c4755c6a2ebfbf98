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

mod chunks;
mod segment_encoder;

use llm_catalog::Diagnostic;

use crate::{
    loader::{
        chunks::ChunkSource,
        segment_encoder::{EncodedChunk, SegmentEncoder},
    },
    segment::Segment,
};

/// The most bad lines that are told.
const MAX_REPORTED_ERRORS: usize = 10;

/// A file or a stream of entries, one on each line.
pub struct JsonlLoader {
    name: String,
    source: ChunkSource,
}

/// What became of a dump so far.
#[derive(Clone, Debug, Default)]
pub struct LoadProgress {
    /// How many bytes were read.
    pub bytes_read: u64,
    /// How many bytes there are, where that is known.
    pub total_bytes: Option<u64>,
    /// How many lines are no entries.
    pub bad_lines: usize,
    /// The first of them.
    pub diagnostics: Vec<Diagnostic>,
    lines_read: usize,
}

impl LoadProgress {
    /// How much was read, in percent.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        self.total_bytes.map(|total| self.bytes_read * 100 / total.max(1))
    }
}

impl JsonlLoader {
    /// A file.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        // A pipe can be read only once, from its beginning to its end.
        let source = if metadata.is_file() {
            ChunkSource::from_file(file, metadata.len())
        } else {
            ChunkSource::from_reader(Box::new(file))
        };
        Ok(Self { name: path.display().to_string(), source })
    }

    /// Whether a file's name says that it is a dump.
    #[must_use]
    pub fn has_jsonl_extension(path: &Path) -> bool {
        path.extension().is_some_and(|end| end == "jsonl" || end == "ndjson")
    }

    /// What comes from somewhere, under a name for errors.
    #[must_use]
    pub fn from_reader(name: &str, reader: Box<dyn Read + Send>) -> Self {
        Self { name: name.to_owned(), source: ChunkSource::from_reader(reader) }
    }

    /// Reads everything, and hands over its parts in their order as soon as
    /// they are ready, until the receiver wants no more.
    ///
    /// # Errors
    ///
    /// Fails where the dump cannot be read on.
    pub fn load(self, mut take: impl FnMut(Segment, &LoadProgress) -> bool) -> io::Result<LoadProgress> {
        let Self { name, source } = self;
        let mut report = LoadProgress { total_bytes: source.byte_len(), ..LoadProgress::default() };
        let (sender, receiver) = mpsc::channel();
        let workers = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 0..workers {
                let (sender, source) = (sender.clone(), &source);
                scope.spawn(move || run_worker(source, workers, &sender));
            }
            drop(sender);
            // Lots are handed over in order, whoever was faster.
            let (mut early, mut next) = (BTreeMap::new(), 0);
            for done in receiver {
                let (number, packed) = done?;
                early.insert(number, packed);
                while let Some(packed) = early.remove(&next) {
                    next += 1;
                    report.add_chunk(&name, &packed);
                    for part in packed.segments {
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

impl LoadProgress {
    fn add_chunk(&mut self, name: &str, packed: &EncodedChunk) {
        self.bytes_read += packed.byte_len;
        self.bad_lines += packed.bad_lines.len();
        for torn in packed.bad_lines.iter().take(MAX_REPORTED_ERRORS.saturating_sub(self.diagnostics.len())) {
            let place = |problem: &Diagnostic| Diagnostic {
                file: name.to_owned(),
                line: self.lines_read + torn.line + 1,
                ..problem.clone()
            };
            self.diagnostics.extend(torn.diagnostics.iter().take(1).map(place));
        }
        self.lines_read += packed.line_count;
    }
}

/// Takes lots of lines and packs them until there are no more, or nobody wants them.
fn run_worker(source: &ChunkSource, workers: usize, sender: &mpsc::Sender<io::Result<(usize, EncodedChunk)>>) {
    let (mut packer, mut window) = (SegmentEncoder::new(), Vec::new());
    while let Some(lot) = source.next_chunk(workers).transpose() {
        let packed = lot.and_then(|(number, lot)| Ok((number, lot.encode(&mut packer, &mut window)?)));
        if sender.send(packed).is_err() {
            return;
        }
    }
}
