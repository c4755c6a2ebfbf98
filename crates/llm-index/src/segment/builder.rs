//! Builds segments from JSON lines or from entries.

use llm_catalog::{Diagnostic, Entry, EntryRef, localized::LocalizedText, model::Paper, text::is_unsafe_for_terminal};

use crate::{
    char_mask::CharMask,
    field::EncodedField,
    field_value::FieldValue,
    link_set::LinkSet,
    segment::{
        Segment,
        borrowed_entry::BorrowedEntry,
        column_builders::{BytesColumnBuilder, DictionaryColumnBuilder, SparseStringColumnBuilder},
        columns::{ColumnWriter, DictionaryColumn},
        error::SegmentError,
        hash::hash_id,
        line_store::LineStore,
    },
};

/// Collects the columns of a segment; [`finish`](Self::finish) starts the next
/// segment in the same allocations.
pub(crate) struct SegmentBuilder {
    line_offsets: Vec<[u8; 4]>,
    /// The end of the last line.
    lines_end: u32,
    names: BytesColumnBuilder,
    ids: BytesColumnBuilder,
    char_masks: Vec<[u8; 8]>,
    /// By [`EncodedField`].
    fields: [DictionaryColumnBuilder; EncodedField::COUNT],
    /// By key of [`EncodedField::BaseModels`] from 1, the end in `parent_hashes`.
    parent_offsets: Vec<[u8; 4]>,
    parent_hashes: Vec<[u8; 4]>,
    /// By key of [`EncodedField::License`], whether the license has a URL.
    license_has_url: Vec<bool>,
    links: Vec<[u8; 2]>,
    papers: SparseStringColumnBuilder,
    summaries: SparseStringColumnBuilder,
    /// Scratch space for encoded values.
    encode_buf: Vec<u8>,
}

/// Why a line is not added.
#[derive(Debug)]
pub(crate) enum PushError {
    /// It is no valid entry.
    Invalid(Vec<Diagnostic>),
    /// It does not fit.
    Segment(SegmentError),
}

impl From<SegmentError> for PushError {
    fn from(error: SegmentError) -> Self {
        Self::Segment(error)
    }
}

/// The dictionary keys of an entry, by [`EncodedField`]; 0 for an unknown value.
type Keys = [u16; EncodedField::COUNT];

/// What a row has besides dictionary values.
struct RowTexts<'r, A> {
    id: &'r str,
    name: &'r str,
    aliases: A,
    links: LinkSet,
    paper: Option<&'r Paper>,
    summary: Option<&'r LocalizedText>,
}

/// Rows are numbered with 16 bits.
const MAX_SEGMENT_ROWS: usize = u16::MAX as usize;
/// The usual size of the names, and of the id, of an entry.
const TEXT_BYTES_PER_ROW: usize = 40;

impl SegmentBuilder {
    /// Reserves memory for a full segment: one large allocation per column is
    /// returned to the system as a whole, and pages that are never written cost nothing.
    pub fn with_max_capacity() -> Self {
        Self::with_capacity(MAX_SEGMENT_ROWS)
    }

    pub fn with_capacity(rows: usize) -> Self {
        let texts = |name| BytesColumnBuilder::with_capacity(name, rows, rows * TEXT_BYTES_PER_ROW);
        let fields = EncodedField::ALL.map(|field| DictionaryColumnBuilder::with_capacity(field.key(), rows));
        Self {
            line_offsets: Vec::with_capacity(rows),
            lines_end: 0,
            names: texts("names"),
            ids: texts("ids"),
            char_masks: Vec::with_capacity(rows),
            fields,
            parent_offsets: Vec::new(),
            parent_hashes: Vec::new(),
            license_has_url: Vec::new(),
            links: Vec::with_capacity(rows),
            papers: SparseStringColumnBuilder::new("papers"),
            summaries: SparseStringColumnBuilder::new("summaries"),
            encode_buf: Vec::new(),
        }
    }

    /// Whether the segment has as many entries as it can hold.
    pub fn is_full(&self) -> bool {
        self.line_offsets.len() >= MAX_SEGMENT_ROWS
    }

    pub fn is_empty(&self) -> bool {
        self.line_offsets.is_empty()
    }

    /// Adds the entry of a JSON line that begins at byte `offset` of the lines.
    pub fn push_json(&mut self, line: &str, offset: u32) -> Result<(), PushError> {
        // Escapes and DEL, which JSON allows, may stand for unsafe characters: the strict parser checks them.
        let is_plain = memchr::memchr2(b'\\', b'\x7F', line.as_bytes()).is_none()
            && (line.is_ascii() || !line.chars().any(is_unsafe_for_terminal));
        if is_plain
            && let Ok(entry) = serde_json::from_str::<BorrowedEntry<'_>>(line)
            && let Some(keys) = self.intern_json(&entry.fields)?
        {
            let texts = RowTexts {
                id: &entry.id,
                name: &entry.name,
                aliases: entry.aliases.iter().map(|alias| &*alias.0),
                links: entry.links,
                paper: entry.paper.as_ref(),
                summary: entry.summary.as_ref(),
            };
            return Ok(self.push_row(keys, &texts, offset, line.len())?);
        }
        let entry = Entry::from_json(line).map_err(PushError::Invalid)?;
        Ok(self.push_entry(entry.as_entry_ref(), offset, line.len())?)
    }

    /// Adds an entry whose JSON line begins at byte `offset` of the lines.
    pub fn push_entry(&mut self, entry: EntryRef<'_>, offset: u32, line_len: usize) -> Result<(), SegmentError> {
        let mut keys = Keys::default();
        for (field, key) in EncodedField::ALL.into_iter().zip(&mut keys) {
            if let Some(value) = FieldValue::from_entry(field, entry) {
                *key = self.intern_value(field, &value)?;
            }
        }
        let (paper, summary) = match entry {
            EntryRef::Model(model) => (model.paper.as_ref(), model.insight.as_ref()),
            EntryRef::Extension(extension) => (None, Some(&extension.description)),
        };
        let texts = RowTexts {
            id: entry.id().as_str(),
            name: entry.name(),
            aliases: entry.aliases().iter().map(String::as_str),
            links: entry.into(),
            paper,
            summary,
        };
        self.push_row(keys, &texts, offset, line_len)
    }

    /// Adds a row, or nothing on an error.
    fn push_row<'r, A: Iterator<Item = &'r str> + Clone>(
        &mut self,
        keys: Keys,
        texts: &RowTexts<'r, A>,
        offset: u32,
        line_len: usize,
    ) -> Result<(), SegmentError> {
        let end = u32::try_from(line_len).ok().and_then(|len| offset.checked_add(len));
        let end = end.ok_or(SegmentError::Overflow { column: "lines" })?;
        let row = u16::try_from(self.line_offsets.len()).map_err(|_| SegmentError::Full)?;
        if let Err(error) = self.push_texts(row, texts) {
            self.truncate_texts(row);
            return Err(error);
        }
        for (key, field) in keys.into_iter().zip(&mut self.fields).filter(|(key, _)| *key > 0) {
            field.push_key(row.into(), key);
        }
        let license = keys.get(EncodedField::License as usize).map_or(0, |key| usize::from(*key));
        let has_license_page = self.license_has_url.get(license).copied().unwrap_or_default();
        self.links.push(texts.links.with_flags(has_license_page, texts.paper.is_some()).to_le_bytes());
        let names = std::iter::once(texts.name).chain(texts.aliases.clone());
        let mask =
            names.fold(CharMask::word_initials(texts.id), |mask, name| mask.union(CharMask::with_initials(name)));
        self.char_masks.push(mask.to_le_bytes());
        self.line_offsets.push(offset.to_le_bytes());
        self.lines_end = end;
        Ok(())
    }

    fn push_texts<'r, A: Iterator<Item = &'r str> + Clone>(
        &mut self,
        row: u16,
        texts: &RowTexts<'r, A>,
    ) -> Result<(), SegmentError> {
        self.names.push_joined(std::iter::once(texts.name).chain(texts.aliases.clone()))?;
        self.ids.push(texts.id.as_bytes())?;
        if let Some(paper) = texts.paper {
            self.papers.push(row, [paper.title.as_str(), paper.arxiv.as_deref().unwrap_or_default()])?;
        }
        if let Some(summary) = texts.summary {
            self.summaries.push(row, [summary.en.to_lowercase().as_str(), summary.zh.to_lowercase().as_str()])?;
        }
        Ok(())
    }

    /// Drops what a failed [`push_texts`](Self::push_texts) added.
    fn truncate_texts(&mut self, row: u16) {
        self.names.truncate(row.into());
        self.ids.truncate(row.into());
        self.papers.truncate_rows(row);
        self.summaries.truncate_rows(row);
    }

    /// The keys of JSON values; `None` if one of them needs the strict parser.
    fn intern_json(&mut self, fields: &[Option<&str>; EncodedField::COUNT]) -> Result<Option<Keys>, SegmentError> {
        let mut keys = Keys::default();
        for (idx, (json, key)) in fields.iter().zip(&mut keys).enumerate() {
            let (Some(json), Some(column)) = (json, self.fields.get(idx)) else { continue };
            *key = match column.json.get(json.as_bytes()) {
                Some(key) => key,
                None => match self.parse_value(idx, json)? {
                    Some(key) => key,
                    None => return Ok(None),
                },
            };
        }
        Ok(Some(keys))
    }

    /// The key of a JSON value that was not met before.
    fn parse_value(&mut self, field: usize, json: &str) -> Result<Option<u16>, SegmentError> {
        let Some(field) = EncodedField::ALL.get(field).copied() else { return Ok(None) };
        let Some(value) = FieldValue::from_json(field, json) else { return Ok(None) };
        let key = self.intern_value(field, &value)?;
        if let Some(column) = self.fields.get_mut(field as usize) {
            column.json.insert(json.as_bytes(), key)?;
        }
        Ok(Some(key))
    }

    /// The key of a value.
    fn intern_value(&mut self, field: EncodedField, value: &FieldValue<'_>) -> Result<u16, SegmentError> {
        let mut encoded = std::mem::take(&mut self.encode_buf);
        encoded.clear();
        self.encode_buf = value.encode(encoded)?;
        let Some(column) = self.fields.get_mut(field as usize) else { return Ok(0) };
        if let Some(key) = column.dictionary.get(&self.encode_buf) {
            return Ok(key);
        }
        let key = column.next_key()?;
        if let FieldValue::BaseModels(parents) = value {
            let hashes = parents.iter().map(|parent| hash_id(parent.id.as_str()).to_le_bytes());
            let end = u32::try_from(self.parent_hashes.len() + hashes.len());
            let end = end.map_err(|_| SegmentError::Overflow { column: "parents" })?;
            self.parent_hashes.extend(hashes);
            self.parent_offsets.push(end.to_le_bytes());
        }
        if let FieldValue::License(license) = value {
            self.license_has_url.resize(key.into(), false);
            self.license_has_url.push(license.url.is_some());
        }
        if field.is_searchable() {
            let mask = value
                .search_texts()
                .iter()
                .fold(CharMask::default(), |mask, text| mask.union(CharMask::with_initials(text)));
            column.char_masks.push(mask.to_le_bytes());
        }
        column.dictionary.insert(&self.encode_buf, key)?;
        Ok(key)
    }

    /// The segment of the entries added so far, whose lines are in `lines`.
    pub fn finish(&mut self, lines: LineStore) -> Result<Segment, SegmentError> {
        let rows = self.line_offsets.len();
        for field in self.fields.iter_mut().filter(|field| !field.keys.is_empty()) {
            field.keys.resize(rows, [0; 2]);
        }
        let segment = self.write(lines);
        self.clear();
        segment
    }

    fn write(&self, lines: LineStore) -> Result<Segment, SegmentError> {
        let mut columns = ColumnWriter::default();
        let mut fields = [DictionaryColumn::default(); EncodedField::COUNT];
        for (column, builder) in fields.iter_mut().zip(&self.fields) {
            *column = columns.write_dictionary(builder)?;
        }
        let segment = Segment {
            lines,
            line_offsets: columns.write(&self.line_offsets)?,
            lines_end: self.lines_end,
            names: columns.write_bytes(&self.names)?,
            ids: columns.write_bytes(&self.ids)?,
            char_masks: columns.write(&self.char_masks)?,
            fields,
            parent_offsets: columns.write(&self.parent_offsets)?,
            parent_hashes: columns.write(&self.parent_hashes)?,
            links: columns.write(&self.links)?,
            papers: columns.write_sparse(&self.papers)?,
            summaries: columns.write_sparse(&self.summaries)?,
            ..Segment::default()
        };
        Ok(Segment { buffer: columns.finish(), ..segment })
    }

    /// Drops all entries, but not the allocations.
    fn clear(&mut self) {
        self.line_offsets.clear();
        self.lines_end = 0;
        self.truncate_texts(0);
        self.char_masks.clear();
        self.fields.iter_mut().for_each(DictionaryColumnBuilder::clear);
        self.parent_offsets.clear();
        self.parent_hashes.clear();
        self.license_has_url.clear();
        self.links.clear();
    }
}
