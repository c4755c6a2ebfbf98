//! Loading of JSON Lines: files and streams of any length, on all cores.
//!
//! An invalid line is reported and skipped.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read},
    path::Path,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

mod chunks;
mod segment_encoder;

use llm_catalog::{CatalogFile, Diagnostic};

use crate::segment::Segment;

use chunks::ChunkSource;
pub use segment_encoder::NOT_UTF8_RULE;
use segment_encoder::{EncodedChunk, SegmentEncoder};

/// The errors of further lines are only counted.
const MAX_REPORTED_ERRORS: usize = 10;

/// Loads a file or a stream with an entry on each line.
pub struct JsonlLoader {
    /// The name of the input in diagnostics.
    name: String,
    source: ChunkSource,
}

/// The progress of a [`JsonlLoader`].
#[derive(Clone, Debug, Default)]
pub struct LoadProgress {
    /// The bytes read so far.
    pub bytes_read: u64,
    /// The size of a file; unknown for a stream.
    pub total_bytes: Option<u64>,
    /// The number of invalid lines, which are skipped.
    pub bad_lines: usize,
    /// What is wrong with the first ten of them.
    pub diagnostics: Vec<Diagnostic>,
    /// The number of lines so far.
    pub lines_read: usize,
    /// The time since loading began.
    pub elapsed: Duration,
}

impl LoadProgress {
    /// The share of the file that was read, in percent.
    #[must_use]
    pub fn percent(&self) -> Option<u64> {
        self.total_bytes.map(|total| self.bytes_read * 100 / total.max(1))
    }

    fn add_chunk(&mut self, name: &str, chunk: &EncodedChunk) {
        self.bytes_read += chunk.byte_len;
        self.bad_lines += chunk.bad_lines.len();
        for bad_line in chunk.bad_lines.iter().take(MAX_REPORTED_ERRORS.saturating_sub(self.diagnostics.len())) {
            let locate = |diagnostic: &Diagnostic| Diagnostic {
                file: name.to_owned(),
                line: self.lines_read + bad_line.line + 1,
                ..diagnostic.clone()
            };
            self.diagnostics.extend(bad_line.diagnostics.first().map(locate));
        }
        self.lines_read += chunk.line_count;
    }
}

impl JsonlLoader {
    /// Opens a file, which may be a pipe.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be opened, or is a directory.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let source = if metadata.is_file() {
            ChunkSource::from_file(file, metadata.len())
        } else {
            ChunkSource::from_reader(Box::new(file))
        };
        Ok(Self { name: path.display().to_string(), source })
    }

    /// Whether a path has an extension of JSON Lines: `.jsonl` or `.ndjson`.
    #[must_use]
    pub fn has_jsonl_extension(path: &Path) -> bool {
        CatalogFile::has_jsonl_extension(path)
    }

    /// Loads from a reader. `name` is its name in diagnostics.
    #[must_use]
    pub fn from_reader(name: &str, reader: Box<dyn Read + Send>) -> Self {
        Self { name: name.to_owned(), source: ChunkSource::from_reader(reader) }
    }

    /// Passes the segments in order to `receive` as soon as they are complete,
    /// until it returns false.
    ///
    /// # Errors
    ///
    /// Fails if the input cannot be read, or if the texts of a segment exceed 4 GiB.
    pub fn load(self, mut receive: impl FnMut(Segment, &LoadProgress) -> bool) -> io::Result<LoadProgress> {
        let Self { name, source } = self;
        let mut progress = LoadProgress { total_bytes: source.byte_len(), ..LoadProgress::default() };
        let start = Instant::now();
        let (sender, receiver) = mpsc::channel();
        let worker_count = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 0..worker_count {
                let (sender, source) = (sender.clone(), &source);
                scope.spawn(move || run_worker(source, worker_count, &sender));
            }
            drop(sender);
            // Chunks that are complete before their predecessors.
            let (mut early, mut next) = (BTreeMap::new(), 0);
            for result in receiver {
                let (idx, chunk) = result?;
                early.insert(idx, chunk);
                while let Some(chunk) = early.remove(&next) {
                    next += 1;
                    progress.add_chunk(&name, &chunk);
                    progress.elapsed = start.elapsed();
                    for segment in chunk.segments {
                        if !receive(segment, &progress) {
                            return Ok(progress);
                        }
                    }
                }
            }
            Ok(progress)
        })
    }
}

/// Encodes chunks until there are no more, or the receiver hung up.
fn run_worker(source: &ChunkSource, worker_count: usize, sender: &mpsc::Sender<io::Result<(usize, EncodedChunk)>>) {
    let (mut encoder, mut buf) = (SegmentEncoder::new(), Vec::new());
    while let Some(chunk) = source.next_chunk(worker_count).transpose() {
        let encoded = chunk.and_then(|(idx, chunk)| Ok((idx, chunk.encode(&mut encoder, &mut buf)?)));
        if sender.send(encoded).is_err() {
            return;
        }
    }
}
