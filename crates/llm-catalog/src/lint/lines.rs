//! Checks JSON Lines of any length: a file is read in chunks, and of its entries only some facts are kept.

mod chunk;
mod source;

use std::{
    cell::{OnceCell, RefCell},
    io::{self, Read, Seek},
    thread,
};

use crate::{
    closest_match::closest_match,
    diagnostic::{Diagnostic, Severity},
    entry::{Entry, EntryRef},
    lint::{
        Strictness,
        lines::{
            chunk::{CheckedChunk, CheckedLine, parse},
            source::{Chunk, LineSource},
        },
    },
    relations::{self, EntryTexts, Facts, RelationFinding, Row},
    violation::Violation,
};

/// A checked file of JSON Lines. Its diagnostics are made when they are asked for.
pub struct LineCheck {
    name: String,
    strictness: Strictness,
    chunks: Vec<ChunkSummary>,
    /// Where the lines of the entries begin, by row.
    offsets: Vec<u64>,
    /// The entries whose ids are taken.
    duplicates: Vec<Row>,
    /// What is wrong with how entries relate, in the order of rows, errors first.
    relations: Vec<(Severity, RelationFinding)>,
    counts: Counts,
}

/// How many entries and diagnostics there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The entries that could be read.
    pub entries: usize,
    /// What keeps the catalogue from being read.
    pub errors: usize,
    /// What a maintainer should look at.
    pub warnings: usize,
}

/// A chunk that is read again for its diagnostics.
struct ChunkSummary {
    chunk: Chunk,
    /// The lines before it.
    line: usize,
    /// The entries before it.
    row: usize,
    counts: Counts,
}

/// What is kept of a chunk.
struct ChunkFacts {
    facts: Facts,
    /// The offsets of the entries and the numbers of their diagnostics.
    entries: Vec<(u64, Counts)>,
    lines: usize,
    /// Diagnostics of lines that are no entries.
    errors: usize,
}

impl LineCheck {
    /// Checks a file. `name` is its name in diagnostics.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read, or is not UTF-8.
    pub fn run(name: &str, input: &mut (impl Read + Seek), strictness: Strictness) -> io::Result<Self> {
        let mut check = Self {
            name: name.to_owned(),
            strictness,
            chunks: Vec::new(),
            offsets: Vec::new(),
            duplicates: Vec::new(),
            relations: Vec::new(),
            counts: Counts::default(),
        };
        let mut source = LineSource::new(input)?;
        let (mut facts, mut entry_counts) = (Facts::default(), Vec::new());
        let worker_count = thread::available_parallelism().map_or(1, usize::from);
        let mut lines = 0;
        loop {
            let mut chunks = Vec::new();
            while chunks.len() < worker_count
                && let Some(chunk) = source.next_chunk()?
            {
                chunks.push(chunk);
            }
            if chunks.is_empty() {
                break;
            }
            for (chunk, checked) in check_chunks(chunks, &facts, strictness) {
                let (counts, row) = (Counts { errors: checked.errors, ..Counts::default() }, check.offsets.len());
                let of_entries = checked.entries.iter().map(|(_, counts)| *counts);
                let counts = of_entries.clone().fold(counts, Counts::plus);
                check.chunks.push(ChunkSummary { chunk, line: lines, row, counts });
                check.offsets.extend(checked.entries.iter().map(|(offset, _)| *offset));
                entry_counts.extend(of_entries);
                lines += checked.lines;
                facts.append(checked.facts);
            }
        }
        check.relate(facts, &entry_counts);
        check.counts = check.chunks.iter().map(|chunk| chunk.counts).fold(Counts::default(), Counts::plus);
        Ok(check)
    }

    /// How many entries and diagnostics there are.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Passes the diagnostics in the order of the lines to `report`. Parts of the file without those that `is_wanted`
    /// are not read.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read again, or as `report` does.
    pub fn report(
        &self,
        input: &mut (impl Read + Seek),
        is_wanted: impl Fn(Severity) -> bool,
        mut report: impl FnMut(Diagnostic) -> io::Result<()>,
    ) -> io::Result<()> {
        let source = RefCell::new(LineSource::new(input)?);
        let texts = LineTexts { check: self, source: &source, ids: OnceCell::new() };
        for ChunkSummary { chunk, line, row, counts } in &self.chunks {
            let has_wanted =
                counts.errors > 0 && is_wanted(Severity::Error) || counts.warnings > 0 && is_wanted(Severity::Warning);
            if !has_wanted {
                continue;
            }
            let text = source.borrow_mut().read(chunk)?;
            let checked = CheckedChunk::new(&text, self.strictness);
            let mut row = *row;
            for mut checked_line in checked.lines {
                let entry = checked_line.entry;
                if let Some(entry) = entry.and_then(|entry| checked.merged.catalog.entry(entry)) {
                    self.add_relations(row, entry, &texts, &mut checked_line);
                    row += 1;
                }
                let number = line + checked_line.number;
                checked_line.diagnostics(&self.name, number).into_iter().try_for_each(&mut report)?;
            }
        }
        Ok(())
    }

    /// Looks at how the entries relate.
    fn relate(&mut self, mut facts: Facts, entry_counts: &[Counts]) {
        self.duplicates = facts.drop_duplicates();
        for row in self.duplicates.clone() {
            let own = entry_counts.get(row as usize).copied().unwrap_or_default();
            if let Some(counts) = self.chunk_counts(row) {
                counts.entries -= own.entries;
                counts.errors = counts.errors + 1 - own.errors;
                counts.warnings -= own.warnings;
            }
        }
        let errors = relations::errors(&facts).into_iter().map(|finding| (Severity::Error, finding));
        let warnings = relations::warnings(&facts).into_iter().map(|finding| (Severity::Warning, finding));
        let mut relations: Vec<_> = errors.chain(warnings).collect();
        relations.sort_by_key(|(_, finding)| finding.reference.row);
        for (severity, finding) in &relations {
            if let Some(counts) = self.chunk_counts(finding.reference.row) {
                match severity {
                    Severity::Error => counts.errors += 1,
                    Severity::Warning => counts.warnings += 1,
                }
            }
        }
        self.relations = relations;
    }

    /// Adds what is wrong with how the entry of a row relates to others.
    fn add_relations(&self, row: usize, entry: EntryRef<'_>, texts: &dyn EntryTexts, line: &mut CheckedLine<'_>) {
        let Ok(row) = Row::try_from(row) else { return };
        if self.duplicates.binary_search(&row).is_ok() {
            line.warnings.clear();
            line.errors = vec![line.duplicate_id(entry.id())];
            return;
        }
        let start = self.relations.partition_point(|(_, finding)| finding.reference.row < row);
        let of_row = self.relations.get(start..).unwrap_or_default().iter();
        for (severity, finding) in of_row.take_while(|(_, finding)| finding.reference.row == row) {
            let path = [line.entry_path(), finding.path()].concat();
            let violation = Violation { path, rule: finding.rule, message: relations::describe(finding, entry, texts) };
            match severity {
                Severity::Error => &mut line.errors,
                Severity::Warning => &mut line.warnings,
            }
            .push(violation);
        }
    }

    /// The counts of the chunk of a row.
    fn chunk_counts(&mut self, row: Row) -> Option<&mut Counts> {
        let after = self.chunks.partition_point(|chunk| chunk.row <= row as usize);
        self.chunks.get_mut(after.checked_sub(1)?).map(|chunk| &mut chunk.counts)
    }
}

impl Counts {
    /// The sums of the counts.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            entries: self.entries + other.entries,
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
        }
    }
}

/// Checks chunks at the same time, each on a thread.
fn check_chunks(chunks: Vec<(Chunk, String)>, facts: &Facts, strictness: Strictness) -> Vec<(Chunk, ChunkFacts)> {
    thread::scope(|scope| {
        let check = |(chunk, text): (Chunk, String)| {
            let facts = facts.with_same_hasher();
            let offset = chunk.offset;
            (chunk, scope.spawn(move || ChunkFacts::new(&text, offset, facts, strictness)))
        };
        let threads: Vec<_> = chunks.into_iter().map(check).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, ChunkFacts>| match thread.join() {
            Ok(facts) => facts,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        threads.into_iter().map(|(chunk, thread)| (chunk, join(thread))).collect()
    })
}

impl ChunkFacts {
    fn new(text: &str, offset: u64, facts: Facts, strictness: Strictness) -> Self {
        let checked = CheckedChunk::new(text, strictness);
        let lines = text.lines().count();
        let mut chunk = Self { facts, entries: Vec::new(), lines, errors: 0 };
        chunk.facts.unparsed_ids = checked.unparsed_ids.iter().map(|id| chunk.facts.hash(id)).collect();
        for line in checked.lines {
            let line_offset = offset + line.offset as u64;
            if let Some(entry) = line.entry.and_then(|entry| checked.merged.catalog.entry(entry)) {
                chunk.facts.push(entry);
                let (errors, warnings) = line.counts();
                chunk.entries.push((line_offset, Counts { entries: 1, errors, warnings }));
            } else {
                chunk.facts.has_syntax_error |= line.has_syntax_error();
                chunk.errors += line.counts().0;
            }
        }
        chunk
    }
}

/// Texts that are read again from the lines of the entries.
struct LineTexts<'c, 's, R> {
    check: &'c LineCheck,
    source: &'c RefCell<LineSource<'s, R>>,
    /// The ids of the models; read for suggestions, of which large files have none.
    ids: OnceCell<Vec<String>>,
}

impl<R: Read + Seek> LineTexts<'_, '_, R> {
    /// The id of an entry, and whether it is a model.
    fn read(&self, row: usize) -> Option<(String, bool)> {
        let line = self.source.borrow_mut().read_line(*self.check.offsets.get(row)?).ok()?;
        let entry = parse(&line).ok()?;
        Some((entry.as_entry_ref().id().to_string(), matches!(entry, Entry::Model(_))))
    }
}

impl<R: Read + Seek> EntryTexts for LineTexts<'_, '_, R> {
    fn id(&self, row: Row) -> String {
        self.read(row as usize).map(|(id, _)| id).unwrap_or_default()
    }

    fn nearest_id(&self, id: &str) -> Option<String> {
        let ids = self.ids.get_or_init(|| {
            let entries = (0..self.check.offsets.len()).filter_map(|row| self.read(row));
            entries.filter(|(_, is_model)| *is_model).map(|(id, _)| id).collect()
        });
        closest_match(id, ids.iter().map(String::as_str)).map(str::to_owned)
    }
}
