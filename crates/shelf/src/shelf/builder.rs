//! Filling parts, line by line.

use std::sync::OnceLock;

use super::{
    columns::Columns,
    fact::{Fact, nameless},
    letters::Letters,
    part::{Insights, Part},
    raw::Raw,
    texts::{BETWEEN, Coded, Numbers, Sparse, Texts, hash},
};
use crate::{
    catalog::{Entry, Model, Problem, Record, write},
    text::is_unsafe,
};

/// A part that is being filled, column by column; the room of one that was
/// taken serves the next.
#[derive(Default)]
pub(super) struct Builder {
    starts: Vec<[u8; 4]>,
    names: Texts,
    ids: Texts,
    letters: Vec<[u8; 8]>,
    facts: [Coded; Fact::ALL.len()],
    /// By fact, the codes of its values.
    numbers: [Numbers; Fact::ALL.len()],
    families: Vec<[u8; 4]>,
    parents: Vec<[u8; 4]>,
    /// By code of [`Fact::License`], whether it has a page.
    licensed: Vec<bool>,
    links: Vec<[u8; 2]>,
    papers: Sparse,
    insights: Sparse,
    /// A model that values are read into.
    model: Option<Model>,
}

/// Rows are counted with 16 bits.
const MOST: usize = u16::MAX as usize;
/// So many bytes have most names of an entry together, and most ids.
const NAMES: usize = 40;

impl Builder {
    /// With room for as many entries as can be added: what is asked for at once
    /// goes back to the system as a whole, and what is never filled takes none.
    pub fn roomy() -> Self {
        let texts = || Texts { text: String::with_capacity(MOST * NAMES), ends: Vec::with_capacity(MOST) };
        Self {
            starts: Vec::with_capacity(MOST),
            names: texts(),
            ids: texts(),
            letters: Vec::with_capacity(MOST),
            facts: std::array::from_fn(|_| Coded { codes: Vec::with_capacity(MOST), ..Coded::default() }),
            links: Vec::with_capacity(MOST),
            ..Self::default()
        }
    }

    /// Whether no more can be added.
    pub fn is_full(&self) -> bool {
        self.starts.len() >= MOST
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Adds the entry of a line that begins at a byte of the text.
    ///
    /// # Errors
    ///
    /// Tells what is wrong with it.
    pub fn add(&mut self, line: &str, at: u32) -> Result<(), Vec<Problem>> {
        // What is escaped may be unsafe, as is the last control character, which JSON takes: that takes a closer look.
        let is_plain = memchr::memchr2(b'\\', b'\x7F', line.as_bytes()).is_none()
            && (line.is_ascii() || !line.chars().any(is_unsafe));
        let raw = if is_plain { serde_json::from_str::<Raw<'_>>(line).ok() } else { None };
        if raw.is_some_and(|raw| self.put(&raw, at).is_some()) {
            return Ok(());
        }
        let record = Record::of_json(line)?;
        self.add_record(record.entry(), at);
        Ok(())
    }

    /// Adds an entry that was read before.
    pub fn add_record(&mut self, entry: Entry<'_>, at: u32) {
        let line = write::json_line(entry);
        if let Ok(raw) = serde_json::from_str::<Raw<'_>>(&line) {
            self.put(&raw, at);
        }
    }

    /// Puts an entry at the end; nothing is put where a value of it cannot be read.
    fn put(&mut self, raw: &Raw<'_>, at: u32) -> Option<()> {
        let mut codes = [0; Fact::ALL.len()];
        for ((fact, value), code) in Fact::ALL.into_iter().zip(raw.facts).zip(&mut codes) {
            if let Some(value) = value {
                *code = self.code(fact, value)?;
            }
        }
        // From here on nothing fails: an entry is put whole or not at all.
        let row = self.starts.len();
        for (code, coded) in codes.into_iter().zip(&mut self.facts).filter(|(code, _)| *code > 0) {
            // Rows before did not know it.
            coded.codes.resize(row, [0; 2]);
            coded.codes.push(code.to_le_bytes());
        }
        let license = codes.get(Fact::License as usize).map_or(0, |code| usize::from(*code));
        let has_license_page = self.licensed.get(license).copied().unwrap_or_default();
        self.starts.push(at.to_le_bytes());
        let names = &mut self.names;
        let start = names.text.len();
        names.text.push_str(&raw.name);
        for alias in &raw.aliases {
            names.text.push(BETWEEN.into());
            names.text.push_str(&alias.0);
        }
        names.end();
        self.ids.push(&raw.id);
        let letters = names.text.get(start..).map(Letters::with_starts_of);
        self.letters.push(letters.unwrap_or_default().and(Letters::that_start(&raw.id)).to_bytes());
        self.links.push(raw.links.with(has_license_page, raw.paper.is_some()).to_bytes());
        if let Some(paper) = &raw.paper {
            self.papers.push(row, &[&paper.title, paper.arxiv.as_deref().unwrap_or_default()]);
        }
        if let Some(insight) = &raw.insight {
            self.insights.push(row, &[&insight.en.to_lowercase(), &insight.zh.to_lowercase()]);
        }
        Some(())
    }

    /// The number of a value; nothing where the value cannot be read.
    fn code(&mut self, fact: Fact, value: &str) -> Option<u16> {
        let value = fact.shortened(value)?;
        let (numbers, coded) = (self.numbers.get_mut(fact as usize)?, self.facts.get_mut(fact as usize)?);
        if let Some(code) = numbers.find(&coded.values, &value) {
            return Some(code);
        }
        if self.model.is_none() {
            self.model = nameless();
        }
        let model = self.model.as_mut()?;
        if fact.fill(model, &value).is_none()
            && let Record::Model(read) = fact.read(&value)?
        {
            *model = *read;
        }
        let code = numbers.push(&mut coded.values, &value)?;
        if fact.holds_words() {
            coded.letters.push(Letters::with_starts_of(&value).to_bytes());
        }
        match fact {
            Fact::BaseModels => {
                self.parents.extend(model.base_models.iter().map(|parent| hash(parent.id.as_str()).to_le_bytes()));
                self.families.push(u32::try_from(self.parents.len()).unwrap_or(u32::MAX).to_le_bytes());
            }
            Fact::License => {
                self.licensed.resize(usize::from(code), false);
                self.licensed.push(model.license.as_ref().is_some_and(|license| license.url.is_some()));
            }
            _ => {}
        }
        Some(code)
    }

    /// The part, whose last line ends at a byte. From now on another one is filled.
    pub fn take(&mut self, end: u32) -> Part {
        let rows = self.starts.len();
        for coded in self.facts.iter_mut().filter(|coded| !coded.codes.is_empty()) {
            coded.codes.resize(rows, [0; 2]);
        }
        let mut columns = Columns::default();
        let part = Part {
            starts: columns.put(&self.starts),
            end,
            names: columns.put_texts(&self.names),
            ids: columns.put_texts(&self.ids),
            letters: columns.put(&self.letters),
            facts: std::array::from_fn(|fact| {
                self.facts.get(fact).map(|coded| columns.put_coded(coded)).unwrap_or_default()
            }),
            families: columns.put(&self.families),
            parents: columns.put(&self.parents),
            links: columns.put(&self.links),
            papers: columns.put_sparse(&self.papers),
            insights: OnceLock::from(Insights::from(&self.insights)),
            ..Part::default()
        };
        let part = Part { bytes: columns.bytes(), ..part };
        self.clear();
        part
    }

    /// Drops all entries, and keeps their room.
    fn clear(&mut self) {
        let Self {
            starts,
            names,
            ids,
            letters,
            facts,
            numbers,
            families,
            parents,
            licensed,
            links,
            papers,
            insights,
            ..
        } = self;
        starts.clear();
        names.clear();
        ids.clear();
        letters.clear();
        facts.iter_mut().for_each(Coded::clear);
        numbers.iter_mut().for_each(Numbers::clear);
        families.clear();
        parents.clear();
        licensed.clear();
        links.clear();
        papers.clear();
        insights.clear();
    }
}
