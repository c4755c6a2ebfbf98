//! Filling a part, line by line.

use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

use rustc_hash::FxBuildHasher;

use super::{
    fact::Fact,
    lines::Lines,
    part::{Links, Part, hash},
    raw::Raw,
    texts::{BETWEEN, Coded, Sparse, Texts},
};
use crate::{
    catalog::{Entry, Problem, Record, write},
    text::{is_unsafe, letters},
};

/// A part that is being filled.
pub(super) struct Builder<'l> {
    part: Part,
    codes: Vec<HashMap<Cow<'l, str>, u16, FxBuildHasher>>,
    /// By code of [`Fact::License`], whether it has a page.
    licensed: Vec<bool>,
    insights: Sparse,
}

impl<'l> Builder<'l> {
    pub fn new() -> Self {
        let part = Part {
            lines: Lines::default(),
            starts: Vec::new(),
            names: Texts::default(),
            letters: Vec::new(),
            ids: Vec::new(),
            by_id: Vec::new(),
            facts: Fact::ALL.iter().map(|_| Coded::default()).collect(),
            parents: Vec::new(),
            links: Vec::new(),
            papers: Sparse::default(),
            insights: OnceLock::new(),
        };
        Self {
            part,
            codes: Fact::ALL.iter().map(|_| HashMap::default()).collect(),
            licensed: Vec::new(),
            insights: Sparse::default(),
        }
    }

    /// Adds the entry of a line that begins at a byte of the text.
    ///
    /// # Errors
    ///
    /// Tells what is wrong with it.
    pub fn add(&mut self, line: &'l str, at: u32) -> Result<(), Vec<Problem>> {
        // What is escaped may be unsafe: that takes a closer look.
        let is_plain =
            memchr::memchr(b'\\', line.as_bytes()).is_none() && (line.is_ascii() || !line.chars().any(is_unsafe));
        let raw = is_plain.then(|| serde_json::from_str::<Raw<'l>>(line).ok()).flatten();
        if raw.is_some_and(|raw| self.put(&raw, at, Cow::Borrowed).is_some()) {
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
            self.put(&raw, at, |text| Cow::Owned(text.to_owned()));
        }
    }

    /// Puts an entry at the end; nothing is put where a value of it cannot be read.
    fn put<'r>(&mut self, raw: &Raw<'r>, at: u32, keep: impl Fn(&'r str) -> Cow<'l, str>) -> Option<()> {
        let mut codes = [0; Fact::ALL.len()];
        for (fact, code) in Fact::ALL.into_iter().zip(&mut codes) {
            if let Some(value) = raw.facts.get(fact as usize).copied().flatten() {
                *code = self.code(fact, value, &keep)?;
            }
        }
        let row = self.part.len();
        for (code, coded) in codes.into_iter().zip(&mut self.part.facts) {
            // Most catalogues know nothing of some facts.
            if code > 0 || !coded.codes.is_empty() {
                coded.codes.resize(row, 0);
                coded.codes.push(code);
            }
        }
        let license = codes.get(Fact::License as usize).and_then(|code| self.licensed.get(usize::from(*code)));
        let Part { starts, names, letters: masks, ids, links, papers, .. } = &mut self.part;
        starts.push(at);
        let start = names.text.len();
        names.text.push_str(&raw.name);
        for other in raw.aliases.iter().map(|alias| &alias.0).chain([&raw.id]) {
            names.text.push(BETWEEN);
            names.text.push_str(other);
        }
        names.end();
        masks.push(names.text.get(start..).map(letters).unwrap_or_default());
        ids.push(hash(&raw.id));
        links.push(Links::new(raw.links.iter().copied(), license.copied().unwrap_or_default(), raw.paper.is_some()));
        if let Some(paper) = &raw.paper {
            papers.push(row, &[&paper.title, paper.arxiv.as_deref().unwrap_or_default()]);
        }
        if let Some(insight) = &raw.insight {
            self.insights.push(row, &[&insight.en.to_lowercase(), &insight.zh.to_lowercase()]);
        }
        Some(())
    }

    /// The number of a value; nothing where the value cannot be read.
    fn code<'r>(&mut self, fact: Fact, value: &'r str, keep: &impl Fn(&'r str) -> Cow<'l, str>) -> Option<u16> {
        let codes = self.codes.get_mut(fact as usize)?;
        if let Some(code) = codes.get(value) {
            return Some(*code);
        }
        let record = fact.read(value)?;
        let values = &mut self.part.facts.get_mut(fact as usize)?.values;
        values.push(&fact.shortened(value, record.entry()));
        let code = u16::try_from(values.ends.len()).ok()?;
        codes.insert(keep(value), code);
        if let Entry::Model(model) = record.entry() {
            match fact {
                Fact::BaseModels => {
                    self.part.parents.push(model.base_models.iter().map(|parent| hash(parent.id.as_str())).collect());
                }
                Fact::License => {
                    self.licensed.resize(usize::from(code), false);
                    self.licensed.push(model.license.as_ref().is_some_and(|license| license.url.is_some()));
                }
                _ => {}
            }
        }
        Some(code)
    }

    /// The part, with the text that its lines are in.
    pub fn finish(mut self, lines: Lines) -> Part {
        let rows = self.part.len();
        for coded in self.part.facts.iter_mut().filter(|coded| !coded.codes.is_empty()) {
            coded.codes.resize(rows, 0);
            coded.codes.shrink_to_fit();
            coded.values.shrink();
        }
        let Part { starts, names, letters, ids, by_id, links, papers, .. } = &mut self.part;
        by_id.extend((0..).take(rows));
        by_id.sort_by_key(|row| ids.get(usize::from(*row)));
        starts.shrink_to_fit();
        letters.shrink_to_fit();
        ids.shrink_to_fit();
        links.shrink_to_fit();
        [names, &mut papers.texts, &mut self.insights.texts].into_iter().for_each(Texts::shrink);
        Part { lines, insights: self.insights.into(), ..self.part }
    }
}
