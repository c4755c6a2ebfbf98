//! Some tens of thousands of entries at most, packed so that they can be
//! searched, filtered and ordered without being read again.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{
    bytes::Bytes,
    columns::{CodedColumn, Codes, Column, Columns, LetterColumn, SparseColumn, TextColumn},
    fact::Fact,
    lines::Lines,
    links::Links,
    spelling::{Names, Spelling},
    texts::{Sparse, hash},
};
use crate::catalog::{Entry, Record, model::Stage};

/// Entries that lie together. Their rows are counted from 0.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Part {
    #[serde(skip)]
    pub(super) lines: Lines,
    /// What the columns lie in.
    #[serde(skip)]
    pub(super) bytes: Bytes,
    /// Where the line of each row begins.
    pub(super) starts: Column<4>,
    /// Where the last one ends.
    pub(super) end: u32,
    /// For each row its name and its other spellings.
    pub(super) names: TextColumn,
    pub(super) ids: TextColumn,
    /// For each row the letters of its names, and those that begin words in the names and the id.
    pub(super) letters: Column<8>,
    /// By fact.
    pub(super) facts: [CodedColumn; Fact::ALL.len()],
    /// By code of [`Fact::BaseModels`], where the hashes of the parents' ids end.
    pub(super) families: Column<4>,
    /// Hashes of the parents' ids.
    pub(super) parents: Column<4>,
    /// For each row which links it has, as [`Links`].
    pub(super) links: Column<2>,
    pub(super) papers: SparseColumn,
    /// The rows in the order of the hashes of their ids, when one was looked for.
    #[serde(skip)]
    pub(super) by_id: OnceLock<Vec<u16>>,
    /// Read from the lines where they were not kept.
    #[serde(skip)]
    pub(super) insights: OnceLock<Insights>,
}

/// What was new about some of the entries, with the bytes that it lies in.
#[derive(Debug)]
pub(super) struct Insights(Bytes, SparseColumn);

impl From<&Sparse> for Insights {
    fn from(insights: &Sparse) -> Self {
        let mut columns = Columns::default();
        let column = columns.put_sparse(insights);
        Self(columns.bytes(), column)
    }
}

impl Part {
    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its name, then its other spellings.
    pub fn names(&self, row: usize) -> impl Iterator<Item = &str> {
        Names::new(self.names.bytes(&self.bytes, row)).map(|(_, name)| std::str::from_utf8(name).unwrap_or_default())
    }

    /// Its [`names`](Self::names), then its id, as bytes.
    pub fn spellings(&self, row: usize) -> impl Iterator<Item = (Spelling, &[u8])> {
        let id = move || (Spelling::Id, self.ids.bytes(&self.bytes, row));
        Names::new(self.names.bytes(&self.bytes, row)).chain(std::iter::once_with(id))
    }

    /// Its name.
    #[must_use]
    pub fn name(&self, row: usize) -> &str {
        self.names(row).next().unwrap_or_default()
    }

    /// Its id.
    #[must_use]
    pub fn id(&self, row: usize) -> &str {
        self.ids.get(&self.bytes, row)
    }

    /// By row, the letters of the names, and those that begin words in the names and the id.
    #[must_use]
    pub fn letters(&self) -> LetterColumn<'_> {
        LetterColumn(self.letters.of(&self.bytes))
    }

    /// Which links it has.
    #[must_use]
    pub fn links(&self, row: usize) -> Links {
        self.links.get(&self.bytes, row).map_or_else(Links::default, Links::from)
    }

    /// By code from 1, counted from 0, the letters of the values of a fact that [holds words](Fact::holds_words).
    #[must_use]
    pub fn letters_of(&self, fact: Fact) -> LetterColumn<'_> {
        LetterColumn(self.fact(fact).letters.of(&self.bytes))
    }

    /// The numbers of the rows' values of a fact.
    #[must_use]
    pub fn codes(&self, fact: Fact) -> Codes<'_> {
        Codes(self.fact(fact).codes.of(&self.bytes))
    }

    /// The number of a row's value of a fact, from 1; 0 where it is not known.
    #[must_use]
    pub fn code(&self, fact: Fact, row: usize) -> usize {
        self.codes(fact).of(row)
    }

    fn fact(&self, fact: Fact) -> CodedColumn {
        self.facts.get(fact as usize).copied().unwrap_or_default()
    }

    /// By code of [`Fact::Stage`], the stage; extensions have none.
    #[must_use]
    pub fn stages(&self) -> Vec<Option<Stage>> {
        let stage = |json| serde_json::from_str(json).ok();
        std::iter::once(None).chain(self.values(Fact::Stage).map(stage)).collect()
    }

    /// How many entries have no stage, and how many have each.
    pub(super) fn count_stages(&self) -> [usize; 1 + Stage::ALL.len()] {
        let mut counts = [0; 1 + Stage::ALL.len()];
        let places: Vec<_> =
            self.stages().into_iter().map(|stage| stage.map_or(0, |stage| 1 + stage as usize)).collect();
        let codes = self.codes(Fact::Stage);
        for row in 0..self.len() {
            let place = places.get(codes.of(row)).and_then(|place| counts.get_mut(*place));
            if let Some(count) = place {
                *count += 1;
            }
        }
        counts
    }

    /// The stage of a row; an extension has none.
    #[must_use]
    pub fn stage(&self, row: usize) -> Option<Stage> {
        self.stages().get(self.code(Fact::Stage, row)).copied().flatten()
    }

    /// Every value of a fact, as JSON; the first has the code 1.
    #[must_use]
    pub fn values(&self, fact: Fact) -> impl ExactSizeIterator<Item = &str> {
        let values = self.fact(fact).values;
        (0..values.len()).map(move |place| values.get(&self.bytes, place))
    }

    /// The value of a code, as JSON.
    #[must_use]
    pub fn value(&self, fact: Fact, code: usize) -> &str {
        code.checked_sub(1).map_or("", |place| self.fact(fact).values.get(&self.bytes, place))
    }

    /// Whether an entry has a paper, or a text about what was new.
    #[must_use]
    pub fn has_prose(&self) -> bool {
        !self.papers.is_empty() || !self.insights().1.is_empty()
    }

    fn insights(&self) -> &Insights {
        self.insights.get_or_init(|| Insights::from(&self.read_insights()))
    }

    /// The title of its paper, then the arXiv id.
    pub fn paper(&self, row: usize) -> impl Iterator<Item = &str> {
        self.papers.texts_of(&self.bytes, row)
    }

    /// What was new about it, or what it does: English, then Chinese, in small letters.
    pub fn insight(&self, row: usize) -> impl Iterator<Item = &str> {
        let Insights(bytes, insights) = self.insights();
        insights.texts_of(bytes, row)
    }

    fn read_insights(&self) -> Sparse {
        let mut insights = Sparse::default();
        for row in 0..self.len() {
            let record = self.record(row);
            let prose = match record.as_ref().map(Record::entry) {
                Some(Entry::Model(model)) => model.insight.as_ref(),
                Some(Entry::Extension(extension)) => Some(&extension.description),
                None => None,
            };
            if let Some(prose) = prose {
                insights.push(row, &[&prose.en.to_lowercase(), &prose.zh.to_lowercase()]);
            }
        }
        insights
    }

    /// The entry, read anew; nothing where its file cannot be read any more.
    #[must_use]
    pub fn record(&self, row: usize) -> Option<Record> {
        let start = |row| self.starts.get(&self.bytes, row).map(u32::from_le_bytes);
        let text = self.lines.between(start(row)?, start(row + 1).unwrap_or(self.end))?;
        let line = text.lines().next()?;
        let record = match &self.lines {
            Lines::Pressed(_) => Record::again(&self.with_facts(line, row))?,
            Lines::Kept(_) | Lines::File(..) => Record::again(line)?,
        };
        // A file may have been written over since.
        (record.entry().id().as_str() == self.id(row)).then_some(record)
    }

    /// The line of a row that was written without the facts that are here.
    fn with_facts(&self, line: &str, row: usize) -> String {
        let mut line = line.strip_suffix('}').unwrap_or(line).to_owned();
        for fact in Fact::ALL.into_iter().filter(|fact| fact.is_whole()) {
            let value = self.value(fact, self.code(fact, row));
            if !value.is_empty() {
                line.extend([",\"", fact.key(), "\":", value]);
            }
        }
        line + "}"
    }

    pub(super) fn by_id(&self) -> &[u16] {
        self.by_id.get_or_init(|| {
            let key = |row: u16| u64::from(self.hash(row.into())) << 16 | u64::from(row);
            let mut keys: Vec<_> = (0_u16..).take(self.len()).map(key).collect();
            keys.sort_unstable();
            keys.into_iter().filter_map(|key| u16::try_from(key & u64::from(u16::MAX)).ok()).collect()
        })
    }

    /// The row of an entry.
    #[must_use]
    pub fn row_of(&self, id: &str) -> Option<usize> {
        let (by_id, hash) = (self.by_id(), hash(id));
        let first = by_id.partition_point(|row| self.hash((*row).into()) < hash);
        let rows = by_id.get(first..).unwrap_or_default().iter().map(|row| usize::from(*row));
        rows.take_while(|row| self.hash(*row) == hash).find(|row| self.id(*row) == id)
    }

    /// By code of [`Fact::BaseModels`], whether one of the parents is wanted, by the hash of its id.
    pub fn descends(&self, is_wanted: impl Fn(u32) -> bool) -> Vec<bool> {
        let (parents, mut start) = (self.parents.of(&self.bytes), 0);
        let of_code = self.families.of(&self.bytes).iter().map(|end| {
            let end = u32::from_le_bytes(*end) as usize;
            let family = parents.get(start..end).unwrap_or_default();
            start = end;
            family.iter().any(|hash| is_wanted(u32::from_le_bytes(*hash)))
        });
        std::iter::once(false).chain(of_code).collect()
    }

    /// The rows one of whose parents is wanted, by the hash of its id.
    pub fn children(&self, is_wanted: impl Fn(u32) -> bool) -> impl Iterator<Item = usize> {
        let descends = self.descends(is_wanted);
        let rows = if descends.contains(&true) { self.len() } else { 0 };
        (0..rows).filter(move |row| descends.get(self.code(Fact::BaseModels, *row)) == Some(&true))
    }

    /// The hash of a row's id.
    #[must_use]
    pub fn hash(&self, row: usize) -> u32 {
        hash(self.id(row))
    }
}
