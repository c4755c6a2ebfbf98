//! Filling parts, line by line.

use std::sync::OnceLock;

use llm_catalog::{Diagnostic, Entry, EntryRef, Model, text::is_unsafe_for_terminal, write};

use crate::{
    char_mask::CharMask,
    segment::{
        Segment, SummaryColumn,
        borrowed_entry::BorrowedEntry,
        columns::ColumnWriter,
        field::{EncodedField, empty_model},
        writers::{
            DictionaryColumnBuilder, Interner, SparseStringColumnBuilder, StringColumnBuilder, UNIT_SEPARATOR, hash_str,
        },
    },
};

/// A part that is being filled, column by column; the room of one that was
/// taken serves the next.
#[derive(Default)]
pub(crate) struct SegmentBuilder {
    line_offsets: Vec<[u8; 4]>,
    names: StringColumnBuilder,
    ids: StringColumnBuilder,
    char_masks: Vec<[u8; 8]>,
    fields: [DictionaryColumnBuilder; EncodedField::ALL.len()],
    /// By fact, the codes of its values.
    interners: [Interner; EncodedField::ALL.len()],
    parent_offsets: Vec<[u8; 4]>,
    parent_hashes: Vec<[u8; 4]>,
    /// By code of [`Fact::License`], whether it has a page.
    license_has_url: Vec<bool>,
    links: Vec<[u8; 2]>,
    papers: SparseStringColumnBuilder,
    summaries: SparseStringColumnBuilder,
    /// A model that values are read into.
    scratch_model: Option<Model>,
}

/// Rows are counted with 16 bits.
const MAX_SEGMENT_ROWS: usize = u16::MAX as usize;
/// So many bytes have most names of an entry together, and most ids.
const TEXT_BYTES_PER_ROW: usize = 40;

impl SegmentBuilder {
    /// With room for as many entries as can be added: what is asked for at once
    /// goes back to the system as a whole, and what is never filled takes none.
    pub fn with_max_capacity() -> Self {
        let texts = || StringColumnBuilder {
            data: String::with_capacity(MAX_SEGMENT_ROWS * TEXT_BYTES_PER_ROW),
            offsets: Vec::with_capacity(MAX_SEGMENT_ROWS),
        };
        Self {
            line_offsets: Vec::with_capacity(MAX_SEGMENT_ROWS),
            names: texts(),
            ids: texts(),
            char_masks: Vec::with_capacity(MAX_SEGMENT_ROWS),
            fields: std::array::from_fn(|_| DictionaryColumnBuilder {
                keys: Vec::with_capacity(MAX_SEGMENT_ROWS),
                ..DictionaryColumnBuilder::default()
            }),
            links: Vec::with_capacity(MAX_SEGMENT_ROWS),
            ..Self::default()
        }
    }

    /// Whether no more can be added.
    pub fn is_full(&self) -> bool {
        self.line_offsets.len() >= MAX_SEGMENT_ROWS
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.line_offsets.is_empty()
    }

    /// Adds the entry of a line that begins at a byte of the text.
    ///
    /// # Errors
    ///
    /// Tells what is wrong with it.
    pub fn push_json(&mut self, line: &str, at: u32) -> Result<(), Vec<Diagnostic>> {
        // What is escaped may be unsafe, as is the last control character, which JSON takes: that takes a closer look.
        let is_plain = memchr::memchr2(b'\\', b'\x7F', line.as_bytes()).is_none()
            && (line.is_ascii() || !line.chars().any(is_unsafe_for_terminal));
        let raw = if is_plain { serde_json::from_str::<BorrowedEntry<'_>>(line).ok() } else { None };
        if raw.is_some_and(|raw| self.push(&raw, at).is_some()) {
            return Ok(());
        }
        let record = Entry::from_json(line)?;
        self.push_entry(record.as_entry_ref(), at);
        Ok(())
    }

    /// Adds an entry that was read before.
    pub fn push_entry(&mut self, entry: EntryRef<'_>, at: u32) {
        let line = write::to_json_line(entry);
        if let Ok(raw) = serde_json::from_str::<BorrowedEntry<'_>>(&line) {
            self.push(&raw, at);
        }
    }

    /// Puts an entry at the end; nothing is put where a value of it cannot be read.
    fn push(&mut self, raw: &BorrowedEntry<'_>, at: u32) -> Option<()> {
        let mut codes = [0; EncodedField::ALL.len()];
        for ((fact, value), code) in EncodedField::ALL.into_iter().zip(raw.fields).zip(&mut codes) {
            if let Some(value) = value {
                *code = self.intern_value(fact, value)?;
            }
        }
        // From here on nothing fails: an entry is put whole or not at all.
        let row = self.line_offsets.len();
        for (code, coded) in codes.into_iter().zip(&mut self.fields).filter(|(code, _)| *code > 0) {
            // Rows before did not know it.
            coded.keys.resize(row, [0; 2]);
            coded.keys.push(code.to_le_bytes());
        }
        let license = codes.get(EncodedField::License as usize).map_or(0, |code| usize::from(*code));
        let has_license_page = self.license_has_url.get(license).copied().unwrap_or_default();
        self.line_offsets.push(at.to_le_bytes());
        let names = &mut self.names;
        let start = names.data.len();
        names.data.push_str(&raw.name);
        for alias in &raw.aliases {
            names.data.push(UNIT_SEPARATOR.into());
            names.data.push_str(&alias.0);
        }
        names.finish_value();
        self.ids.push(&raw.id);
        let letters = names.data.get(start..).map(CharMask::with_initials);
        self.char_masks.push(letters.unwrap_or_default().union(CharMask::word_initials(&raw.id)).to_bytes());
        self.links.push(raw.links.with_flags(has_license_page, raw.paper.is_some()).to_bytes());
        if let Some(paper) = &raw.paper {
            self.papers.push(row, &[&paper.title, paper.arxiv.as_deref().unwrap_or_default()]);
        }
        if let Some(insight) = &raw.summary_text {
            self.summaries.push(row, &[&insight.en.to_lowercase(), &insight.zh.to_lowercase()]);
        }
        Some(())
    }

    /// The number of a value; nothing where the value cannot be read.
    fn intern_value(&mut self, fact: EncodedField, value: &str) -> Option<u16> {
        let value = fact.project(value)?;
        let (numbers, coded) = (self.interners.get_mut(fact as usize)?, self.fields.get_mut(fact as usize)?);
        if let Some(code) = numbers.get(&coded.dictionary, &value) {
            return Some(code);
        }
        if self.scratch_model.is_none() {
            self.scratch_model = empty_model();
        }
        let model = self.scratch_model.as_mut()?;
        if fact.decode_into(model, &value).is_none()
            && let Entry::Model(read) = fact.decode(&value)?
        {
            *model = *read;
        }
        let code = numbers.insert(&mut coded.dictionary, &value)?;
        if fact.is_searchable() {
            coded.char_masks.push(CharMask::with_initials(&value).to_bytes());
        }
        match fact {
            EncodedField::BaseModels => {
                self.parent_hashes
                    .extend(model.base_models.iter().map(|parent| hash_str(parent.id.as_str()).to_le_bytes()));
                self.parent_offsets.push(u32::try_from(self.parent_hashes.len()).unwrap_or(u32::MAX).to_le_bytes());
            }
            EncodedField::License => {
                self.license_has_url.resize(usize::from(code), false);
                self.license_has_url.push(model.license.as_ref().is_some_and(|license| license.url.is_some()));
            }
            _ => {}
        }
        Some(code)
    }

    /// The part, whose last line ends at a byte. From now on another one is filled.
    pub fn finish(&mut self, end: u32) -> Segment {
        let rows = self.line_offsets.len();
        for coded in self.fields.iter_mut().filter(|coded| !coded.keys.is_empty()) {
            coded.keys.resize(rows, [0; 2]);
        }
        let mut columns = ColumnWriter::default();
        let part = Segment {
            line_offsets: columns.write(&self.line_offsets),
            lines_end: end,
            names: columns.write_strings(&self.names),
            ids: columns.write_strings(&self.ids),
            char_masks: columns.write(&self.char_masks),
            fields: std::array::from_fn(|fact| {
                self.fields.get(fact).map(|coded| columns.write_dictionary(coded)).unwrap_or_default()
            }),
            parent_offsets: columns.write(&self.parent_offsets),
            parent_hashes: columns.write(&self.parent_hashes),
            links: columns.write(&self.links),
            papers: columns.write_sparse(&self.papers),
            summaries: OnceLock::from(SummaryColumn::from(&self.summaries)),
            ..Segment::default()
        };
        let part = Segment { buffer: columns.finish(), ..part };
        self.clear();
        part
    }

    /// Drops all entries, and keeps their room.
    fn clear(&mut self) {
        let Self {
            line_offsets: starts,
            names,
            ids,
            char_masks: letters,
            fields: facts,
            interners: numbers,
            parent_offsets: families,
            parent_hashes: parents,
            license_has_url: licensed,
            links,
            papers,
            summaries: insights,
            ..
        } = self;
        starts.clear();
        names.clear();
        ids.clear();
        letters.clear();
        facts.iter_mut().for_each(DictionaryColumnBuilder::clear);
        numbers.iter_mut().for_each(Interner::clear);
        families.clear();
        parents.clear();
        licensed.clear();
        links.clear();
        papers.clear();
        insights.clear();
    }
}
