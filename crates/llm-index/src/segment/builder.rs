//! Builds segments from JSON lines or from entries.

use llm_catalog::{
    Diagnostic, Entry, EntryRef, Model, localized::LocalizedText, model::Paper, parent::Parent,
    text::may_have_text_error,
};

use crate::{
    char_mask::CharMask,
    field::EncodedField,
    field_value::{FieldValue, ScoreFigure, VariantFigures},
    fold::fold_prose,
    link_set::LinkSet,
    protocol_counts::{ProtocolCounter, ProtocolCounts},
    score_range::ScoreRanges,
    segment::{
        Segment,
        borrowed_entry::BorrowedEntry,
        column_builders::{BytesColumnBuilder, DictionaryColumnBuilder, SparseStringColumnBuilder},
        columns::{ColumnWriter, DictionaryColumn},
        error::SegmentError,
        hash::{hash_id, hash_variant},
        json_cursor::QuoteBits,
        line_store::LineStore,
        recent_values::RecentValues,
    },
};

/// Collects the columns of a segment; [`finish`](Self::finish) starts the next
/// segment in the same allocations.
pub(crate) struct SegmentBuilder {
    line_offsets: Vec<[u8; 4]>,
    /// The end of the last line.
    lines_end: u32,
    /// By row, the first row of its entry; shorter where the last entries have one row each, and
    /// empty if all have.
    entry_rows: Vec<[u8; 2]>,
    names: BytesColumnBuilder,
    ids: BytesColumnBuilder,
    char_masks: Vec<[u8; 8]>,
    /// By [`EncodedField`].
    fields: [DictionaryColumnBuilder; EncodedField::COUNT],
    /// By key of [`EncodedField::BaseModels`] from 1, the end in `parent_hashes`.
    parent_offsets: Vec<[u8; 4]>,
    parent_hashes: Vec<[u8; 4]>,
    parent_variants: Vec<[u8; 4]>,
    /// The [`Relation`](llm_catalog::parent::Relation) to each of them.
    parent_relations: Vec<[u8; 1]>,
    /// By key of [`EncodedField::License`], whether the license has a URL.
    license_has_url: Vec<bool>,
    links: Vec<[u8; 2]>,
    papers: SparseStringColumnBuilder,
    summaries: SparseStringColumnBuilder,
    recent_values: RecentValues,
    /// Scratch space for encoded values.
    encode_buf: Vec<u8>,
    /// Scratch space for lines.
    quote_bits: QuoteBits,
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
    /// The name, then the aliases.
    names: A,
    links: LinkSet,
    has_paper: bool,
}

/// The texts of an entry that its variants share.
#[derive(Default)]
struct EntryTexts<'r> {
    paper: Option<&'r Paper>,
    /// The insight of a model or the description of an extension.
    summary: Option<&'r LocalizedText>,
}

/// Rows are numbered with 16 bits.
const MAX_SEGMENT_ROWS: usize = u16::MAX as usize;
/// All variants of a model are in one segment, which begins with at least this many free rows.
const MAX_VARIANTS: usize = 1000;
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
            entry_rows: Vec::new(),
            names: texts("names"),
            ids: texts("ids"),
            char_masks: Vec::with_capacity(rows),
            fields,
            parent_offsets: Vec::new(),
            parent_hashes: Vec::new(),
            parent_variants: Vec::new(),
            parent_relations: Vec::new(),
            license_has_url: Vec::new(),
            links: Vec::with_capacity(rows),
            papers: SparseStringColumnBuilder::new("papers"),
            summaries: SparseStringColumnBuilder::new("summaries"),
            recent_values: RecentValues::new(),
            encode_buf: Vec::new(),
            quote_bits: QuoteBits::default(),
        }
    }

    /// Whether the segment has as many entries as it can hold.
    pub fn is_full(&self) -> bool {
        self.line_offsets.len() > MAX_SEGMENT_ROWS - MAX_VARIANTS
    }

    pub fn is_empty(&self) -> bool {
        self.line_offsets.is_empty()
    }

    /// Adds the entry of a JSON line that begins at byte `offset` of the lines.
    pub fn push_json(&mut self, line: &str, offset: u32) -> Result<(), PushError> {
        let mut bits = std::mem::take(&mut self.quote_bits);
        let pushed = self.push_plain_json(line, offset, &mut bits);
        self.quote_bits = bits;
        if pushed? {
            return Ok(());
        }
        let entry = Entry::from_json(line).map_err(PushError::Invalid)?;
        Ok(self.push_entry(entry.as_entry_ref(), offset, line.len())?)
    }

    /// Adds the entry of a line unless it needs the strict parser. Returns whether it was added.
    fn push_plain_json(&mut self, line: &str, offset: u32, bits: &mut QuoteBits) -> Result<bool, SegmentError> {
        // Escapes and control characters may stand for unsafe characters: the strict parser checks them.
        if let Some(entry) = BorrowedEntry::parse(line, &self.recent_values, bits)
            && (line.is_ascii() || !may_have_text_error(line))
            && !has_constant_memory(&entry)
            && let Some(keys) = self.intern_json(&entry)?
        {
            let variant_name = self.variant_name(&keys, entry.name);
            let names = std::iter::once(entry.name).chain(entry.aliases.iter().copied()).chain(variant_name.as_deref());
            let texts = RowTexts { id: entry.id, names, links: entry.links, has_paper: entry.paper.is_some() };
            let shared = EntryTexts { paper: entry.paper.as_ref(), summary: entry.summary.as_ref() };
            let first = self.next_row()?;
            self.push_row(first, keys, &texts, &shared, (offset, line.len()))?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Adds an entry whose JSON line begins at byte `offset` of the lines: a row for each variant
    /// of a model, the default one first.
    pub fn push_entry(&mut self, entry: EntryRef<'_>, offset: u32, line_len: usize) -> Result<(), SegmentError> {
        let first = self.next_row()?;
        let line = (offset, line_len);
        let pushed = match entry {
            EntryRef::Extension(extension) => {
                let shared = EntryTexts { paper: None, summary: Some(&extension.description) };
                let names = std::iter::once(entry.name()).chain(entry.aliases().iter().map(String::as_str));
                let texts = RowTexts { id: entry.id().as_str(), names, links: entry.into(), has_paper: false };
                self.intern_entry(entry).and_then(|keys| self.push_row(first, keys, &texts, &shared, line))
            }
            EntryRef::Model(model) => self.push_model(first, model, line),
        };
        if pushed.is_err() {
            self.truncate(first);
        }
        pushed
    }

    fn push_model(&mut self, first: u16, model: &Model, line: (u32, usize)) -> Result<(), SegmentError> {
        if model.variants.len() > MAX_VARIANTS {
            return Err(SegmentError::TooManyVariants);
        }
        let shared = EntryTexts { paper: model.paper.as_ref(), summary: model.insight.as_ref() };
        for resolved in model.resolved() {
            let keys = self.intern_entry(EntryRef::Model(&resolved))?;
            let variant = resolved.variants.first();
            let variant_name = variant.and_then(|variant| full_variant_name(&model.name, &variant.name));
            let variant_aliases = variant.map_or(&[][..], |variant| &variant.aliases);
            let names = std::iter::once(model.name.as_str())
                .chain(model.aliases.iter().map(String::as_str))
                .chain(variant_name.as_deref())
                .chain(variant_aliases.iter().map(String::as_str));
            // A variant may have another license than its model, or none.
            let links = EntryRef::Model(&resolved).into();
            let texts = RowTexts { id: model.id.as_str(), names, links, has_paper: model.paper.is_some() };
            self.push_row(first, keys, &texts, &shared, line)?;
        }
        Ok(())
    }

    fn intern_entry(&mut self, entry: EntryRef<'_>) -> Result<Keys, SegmentError> {
        let mut keys = Keys::default();
        for (field, key) in EncodedField::ALL.into_iter().zip(&mut keys) {
            if let Some(value) = FieldValue::from_entry(field, entry) {
                *key = self.intern_value(field, &value)?;
            }
        }
        Ok(keys)
    }

    fn next_row(&self) -> Result<u16, SegmentError> {
        u16::try_from(self.line_offsets.len()).map_err(|_| SegmentError::Full)
    }

    /// The full name of the variant with these keys.
    fn variant_name(&self, keys: &Keys, model_name: &str) -> Option<String> {
        let key = keys.get(EncodedField::Variant as usize).filter(|key| **key > 0)?;
        let column = self.fields.get(EncodedField::Variant as usize)?;
        let name = VariantFigures::decode_name(column.dictionary.values.get(usize::from(*key) - 1))?;
        full_variant_name(model_name, name)
    }

    /// Adds a row of the entry whose first row is `first`, or nothing on an error. The line is
    /// given by its offset and length.
    fn push_row<'r, A: Iterator<Item = &'r str> + Clone>(
        &mut self,
        first: u16,
        keys: Keys,
        texts: &RowTexts<'r, A>,
        shared: &EntryTexts<'_>,
        (offset, line_len): (u32, usize),
    ) -> Result<(), SegmentError> {
        let end = u32::try_from(line_len).ok().and_then(|len| offset.checked_add(len));
        let end = end.ok_or(SegmentError::Overflow { column: "lines" })?;
        let row = self.next_row()?;
        if let Err(error) = self.push_texts(row, texts, (row == first).then_some(shared)) {
            self.truncate_texts(row);
            return Err(error);
        }
        for (key, field) in keys.into_iter().zip(&mut self.fields).filter(|(key, _)| *key > 0) {
            field.push_key(row.into(), key);
        }
        let license = keys.get(EncodedField::License as usize).map_or(0, |key| usize::from(*key));
        let has_license_page = self.license_has_url.get(license).copied().unwrap_or_default();
        self.links.push(texts.links.with_flags(has_license_page, texts.has_paper).to_le_bytes());
        let mask = CharMask::word_initials(texts.id);
        let mask = texts.names.clone().fold(mask, |mask, name| mask.union(CharMask::with_initials(name)));
        self.char_masks.push(mask.to_le_bytes());
        self.line_offsets.push(offset.to_le_bytes());
        self.lines_end = end;
        if row != first {
            // Rows before the first entry of several are each an entry of their own.
            let own = (0..first).skip(self.entry_rows.len()).map(u16::to_le_bytes);
            self.entry_rows.extend(own);
            self.entry_rows.resize(usize::from(row) + 1, first.to_le_bytes());
        }
        Ok(())
    }

    fn push_texts<'r, A: Iterator<Item = &'r str> + Clone>(
        &mut self,
        row: u16,
        texts: &RowTexts<'r, A>,
        shared: Option<&EntryTexts<'_>>,
    ) -> Result<(), SegmentError> {
        self.names.push_joined(texts.names.clone())?;
        self.ids.push(texts.id.as_bytes())?;
        let Some(EntryTexts { paper, summary }) = shared else { return Ok(()) };
        if let Some(paper) = paper {
            self.papers.push(row, [paper.title.as_str(), paper.arxiv.as_deref().unwrap_or_default()])?;
        }
        if let Some(summary) = summary {
            self.summaries.push(row, [fold_prose(&summary.en).as_str(), fold_prose(&summary.zh).as_str()])?;
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

    /// Drops all rows from `row` on.
    fn truncate(&mut self, row: u16) {
        let len = usize::from(row);
        self.truncate_texts(row);
        self.char_masks.truncate(len);
        self.links.truncate(len);
        self.line_offsets.truncate(len);
        self.entry_rows.truncate(len);
        self.fields.iter_mut().for_each(|field| field.keys.truncate(len));
    }

    /// The keys of the values of an entry; `None` if one of them needs the strict parser.
    fn intern_json(&mut self, entry: &BorrowedEntry<'_>) -> Result<Option<Keys>, SegmentError> {
        let mut keys = entry.keys;
        for (field, (unread, key)) in EncodedField::ALL.into_iter().zip(entry.unread.iter().zip(&mut keys)) {
            let (Some(unread), Some(column)) = (unread, self.fields.get(field as usize)) else { continue };
            let (json, distinct) = (unread.json(), column.json.values.len());
            *key = match column.json.get(json.as_bytes()) {
                Some(key) => {
                    self.recent_values.insert(field, unread.text.as_bytes(), json.len(), key, distinct);
                    key
                }
                None => match self.parse_value(field, json)? {
                    Some(key) => key,
                    None => return Ok(None),
                },
            };
        }
        Ok(Some(keys))
    }

    /// The key of a JSON value that was not met before.
    fn parse_value(&mut self, field: EncodedField, json: &str) -> Result<Option<u16>, SegmentError> {
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
            if !self.parent_variants.is_empty() || parents.iter().any(|parent| parent.variant.is_some()) {
                self.parent_variants.resize(self.parent_hashes.len() - parents.len(), [0; 4]);
                let variant = |parent: &Parent| parent.variant.as_deref().map_or(0, hash_variant).to_le_bytes();
                self.parent_variants.extend(parents.iter().map(variant));
            }
            self.parent_relations.extend(parents.iter().map(|parent| [parent.relation as u8]));
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
        if !self.entry_rows.is_empty() {
            let own = (0..self.next_row()?).skip(self.entry_rows.len()).map(u16::to_le_bytes);
            self.entry_rows.extend(own);
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
        let (score_ranges, protocol_counts) = self.score_stats();
        let segment = Segment {
            lines,
            line_offsets: columns.write(&self.line_offsets)?,
            lines_end: self.lines_end,
            entry_rows: columns.write(&self.entry_rows)?,
            names: columns.write_bytes(&self.names)?,
            ids: columns.write_bytes(&self.ids)?,
            char_masks: columns.write(&self.char_masks)?,
            fields,
            parent_offsets: columns.write(&self.parent_offsets)?,
            parent_hashes: columns.write(&self.parent_hashes)?,
            parent_variants: columns.write(&self.parent_variants)?,
            parent_relations: columns.write(&self.parent_relations)?,
            links: columns.write(&self.links)?,
            papers: columns.write_sparse(&self.papers)?,
            summaries: columns.write_sparse(&self.summaries)?,
            score_ranges,
            protocol_counts,
            ..Segment::default()
        };
        Ok(Segment { buffer: columns.finish(), ..segment })
    }

    /// The ranges and the protocols of the scores of all rows. A line that is not added leaves its values in the
    /// dictionary.
    fn score_stats(&self) -> (ScoreRanges, ProtocolCounts) {
        let (mut ranges, mut protocols) = (ScoreRanges::default(), ProtocolCounter::default());
        let Some(column) = self.fields.get(EncodedField::Scores as usize) else {
            return (ranges, protocols.finish());
        };
        let values = &column.dictionary.values;
        let mut slots_by_value: Vec<Option<Vec<usize>>> = vec![None; values.len()];
        for (row, key) in column.keys.iter().enumerate() {
            let idx = usize::from(u16::from_le_bytes(*key)).checked_sub(1);
            let Some((idx, slots)) = idx.and_then(|idx| Some((idx, slots_by_value.get_mut(idx)?))) else { continue };
            let slots = slots.get_or_insert_with(|| match FieldValue::decode(EncodedField::Scores, values.get(idx)) {
                Some(FieldValue::Scores(scores)) => {
                    let slot = |score: &ScoreFigure| {
                        ranges.add_score(score);
                        protocols.slot(score)
                    };
                    scores.iter().map(slot).collect()
                }
                _ => Vec::new(),
            });
            let entry = self.entry_rows.get(row).map_or(row, |row| usize::from(u16::from_le_bytes(*row)));
            for slot in slots.iter() {
                protocols.count(*slot, entry);
            }
        }
        (ranges, protocols.finish())
    }

    /// Drops all entries, but not the allocations.
    fn clear(&mut self) {
        self.line_offsets.clear();
        self.lines_end = 0;
        self.entry_rows.clear();
        self.truncate_texts(0);
        self.char_masks.clear();
        self.fields.iter_mut().for_each(DictionaryColumnBuilder::clear);
        self.recent_values.clear();
        self.parent_offsets.clear();
        self.parent_hashes.clear();
        self.parent_variants.clear();
        self.parent_relations.clear();
        self.license_has_url.clear();
        self.links.clear();
    }
}

/// The JSON of the architectures whose memory to run is known without the dimensions of the network.
const CONSTANT_MEMORY_JSON: [&str; 3] = ["\"dense-encoder\"", "\"ssm\"", "\"rnn\""];

/// Whether the memory to run a model is known by its architecture alone: the strict parser tells it.
fn has_constant_memory(entry: &BorrowedEntry<'_>) -> bool {
    // As such values are not added, they are not known either.
    let architecture = entry.unread.get(EncodedField::Architecture as usize).copied().flatten();
    architecture.is_some_and(|value| CONSTANT_MEMORY_JSON.contains(&value.json()))
}

/// The name of a model with that of its variant; `None` if the name of the model has it already.
fn full_variant_name(model: &str, variant: &str) -> Option<String> {
    if variant.is_empty() || has_words(model, variant) {
        return None;
    }
    let is_full = variant.get(..model.len()).is_some_and(|start| start.eq_ignore_ascii_case(model));
    Some(if is_full { variant.to_owned() } else { format!("{model} {variant}") })
}

/// Whether `words` are in a text between other characters than letters and digits, ignoring ASCII case.
fn has_words(text: &str, words: &str) -> bool {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let is_boundary = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    let is_at = |start: usize| {
        let end = start + words.len();
        text.get(start..end).is_some_and(|part| part.eq_ignore_ascii_case(words))
            && is_boundary(start.checked_sub(1).and_then(|before| text.get(before)))
            && is_boundary(text.get(end))
    };
    let Some(first) = words.first() else { return false };
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text).any(is_at)
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::LazyLock};

    use llm_catalog::{Catalog, memory::MemoryInputs, model::Architecture, write};
    use proptest::{prelude::*, sample::Index};

    use super::*;
    use crate::{field_value::serde_name, score_range::ScoreRange};

    /// The lines of the built-in catalogue that need no strict parser, and some of other files.
    static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let catalog = Catalog::read(Path::new("../../catalog.toml")).unwrap();
        let lines = catalog.entries().map(|entry| write::to_json_line(entry).trim_end().to_owned());
        let others = [
            r#"{"id":"a","name":"A 7B","stage":"base","open_weights":true,"size":[{"name":"7B","parameters":"7B"}]}"#,
            r#"{ "id": "b", "name": "乙", "stage": "sft", "context": 4096, "open_weights": false, "languages": ["en"], "paper": null }"#,
        ];
        let lines = lines.chain(others.map(str::to_owned));
        lines.filter(|line| push_all(&[line], SegmentBuilder::push_plain_line)).collect()
    });

    impl SegmentBuilder {
        fn push_plain_line(&mut self, line: &str) -> bool {
            self.push_plain_json(line, 0, &mut QuoteBits::default()).unwrap()
        }

        fn push_strict(&mut self, line: &str) -> bool {
            Entry::from_json(line).is_ok_and(|entry| self.push_entry(entry.as_entry_ref(), 0, line.len()).is_ok())
        }
    }

    fn push_all(lines: &[&str], push: fn(&mut SegmentBuilder, &str) -> bool) -> bool {
        let mut builder = SegmentBuilder::with_capacity(lines.len());
        lines.iter().all(|line| push(&mut builder, line))
    }

    /// What the last row of the lines has, if all can be added.
    fn last_row(
        lines: &[&str],
        push: fn(&mut SegmentBuilder, &str) -> bool,
    ) -> Option<impl PartialEq + std::fmt::Debug> {
        let mut builder = SegmentBuilder::with_capacity(lines.len());
        if !lines.iter().all(|line| push(&mut builder, line)) {
            return None;
        }
        let segment = builder.finish(LineStore::default()).unwrap();
        let row = segment.rows().last()?;
        let fields: Vec<_> = EncodedField::ALL.map(|field| segment.value(field, segment.key(field, row))).into();
        let names: Vec<_> = std::iter::once(segment.id(row)).chain(segment.names(row)).map(str::to_owned).collect();
        let texts: Vec<_> = segment.paper_bytes(row).chain(segment.summary_bytes(row)).map(<[u8]>::to_vec).collect();
        let mask = segment.char_masks().get(row.index());
        Some((
            segment.len(),
            (names, texts),
            fields,
            segment.links(row),
            mask,
            (segment.score_ranges.clone(), segment.protocol_counts.clone()),
        ))
    }

    proptest! {
        /// The fast reader may leave a line to the strict parser, but never reads it otherwise.
        #[test]
        fn a_plain_line_is_read_as_by_the_strict_parser(
            line: Index,
            edits in prop::collection::vec((any::<Index>(), 0..3_u8, "[]\\[{}\",: a1é-]|null|true|\\\\|\"id\":"), 0..3),
            before in prop::collection::vec(any::<Index>(), 0..4),
        ) {
            let mut edited = line.get(&LINES).clone();
            for (at, edit, text) in edits {
                let (at, ch) = *at.get(&edited.char_indices().collect::<Vec<_>>());
                match edit {
                    0 => edited.insert_str(at, &text),
                    1 => edited.replace_range(at..at + ch.len_utf8(), &text),
                    _ => drop(edited.remove(at)),
                }
            }
            let before = before.iter().map(|idx| idx.get(&LINES).as_str());
            // The second time its values are known.
            let lines: Vec<_> = before.chain([edited.as_str(); 2]).collect();
            if let Some(row) = last_row(&lines, SegmentBuilder::push_plain_line) {
                prop_assert_eq!(Some(row), last_row(&lines, SegmentBuilder::push_strict), "{}", edited);
            }
        }
    }

    #[test]
    fn a_line_that_is_not_added_leaves_no_scores() {
        let line = |id: &str, value: f64, tools: &str| {
            format!(
                "{{\"id\":\"{id}\",\"name\":\"{id}\",\"stage\":\"base\",\"score\":[{{\"benchmark\":\"mmlu\",\
                 \"value\":{value:.1},\"source\":\"https://a.b\"}}],\"tools\":{tools}}}"
            )
        };
        let mut builder = SegmentBuilder::with_capacity(2);
        builder.push_json(&line("a", 60.0, "true"), 0).unwrap();
        builder.push_json(&line("b", 90.0, "1"), 0).unwrap_err();
        let ranges = builder.finish(LineStore::default()).unwrap().score_ranges;
        let range = ranges.get(&"mmlu".to_owned().try_into().unwrap());
        assert_eq!(range, Some(ScoreRange { lowest: 60.0, highest: 60.0 }));
        builder.push_json(&line("c", 90.0, "true"), 0).unwrap();
        let ranges = builder.finish(LineStore::default()).unwrap().score_ranges;
        let range = ranges.get(&"mmlu".to_owned().try_into().unwrap());
        assert_eq!(range, Some(ScoreRange { lowest: 90.0, highest: 90.0 }));
    }

    #[test]
    fn most_lines_are_plain() {
        assert!(LINES.len() > 100, "{}", LINES.len());
    }

    #[test]
    fn the_architectures_of_constant_memory_are_those_of_the_estimate() {
        for architecture in Architecture::ALL {
            let inputs = MemoryInputs { architecture: Some(architecture), ..MemoryInputs::default() };
            let json = format!("\"{}\"", serde_name(&architecture));
            assert_eq!(CONSTANT_MEMORY_JSON.contains(&json.as_str()), inputs.has_cache_size(), "{json}");
        }
    }

    #[test]
    fn a_full_variant_name_says_nothing_twice() {
        for (model, variant, expected) in [
            ("Qwen3", "8B", Some("Qwen3 8B")),
            ("Llama-3-8B-Instruct", "8b", None),
            ("Llama-3-18B", "8B", Some("Llama-3-18B 8B")),
            ("o1", "o1 pro", Some("o1 pro")),
            ("A", "", None),
        ] {
            assert_eq!(full_variant_name(model, variant).as_deref(), expected, "{model} {variant}");
        }
    }
}
