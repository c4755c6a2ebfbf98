//! The bars of a chart: how many models of each stage have a value.

use std::collections::{BTreeMap, HashMap};

use super::{Body, Kind};
use crate::{
    catalog::{Model, Record, model::Stage},
    locale::Text,
    search::Column,
    shelf::{Fact, Part, Shelf},
};

/// How many models have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The value.
    pub label: Text,
    /// By stage.
    pub counts: [usize; Stage::ALL.len()],
    /// The filter that finds them.
    pub filter: String,
}

impl Bar {
    /// How many models it stands for.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// The most licenses and languages that have a bar of their own.
const LICENSES: usize = 12;
const LANGUAGES: usize = 40;

type Counts = [usize; Stage::ALL.len()];

/// The bars of what was found, and how many models stand in them.
pub(super) fn bars(kind: Kind, rows: &[u32], shelf: &Shelf) -> (Body, usize) {
    let fact = fact(kind);
    let (mut counted, mut shown) = (BTreeMap::<String, (Text, Counts)>::new(), 0);
    for (_, part, start, rows) in shelf.by_part(rows) {
        for (code, counts) in by_code(fact, part, start, rows) {
            let Some(Record::Model(model)) = fact.read(part.value(fact, code)) else { continue };
            let labels = labels(kind, &model);
            shown += if labels.is_empty() { 0 } else { counts.iter().sum() };
            for (value, label) in labels {
                let (_, sum) = counted.entry(value).or_insert_with(|| (label, Counts::default()));
                sum.iter_mut().zip(counts).for_each(|(sum, more)| *sum += more);
            }
        }
    }
    if kind == Kind::Years {
        fill_years(&mut counted);
    }
    let bar = |(value, (label, counts)): (String, (Text, Counts))| Bar { label, counts, filter: filter(kind, &value) };
    let mut bars: Vec<_> = counted.into_iter().map(bar).collect();
    let most = match kind {
        Kind::Licenses => LICENSES,
        Kind::Languages => LANGUAGES,
        _ => usize::MAX,
    };
    if most < usize::MAX {
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.total()));
    }
    let left = bars.len().saturating_sub(most);
    bars.truncate(most);
    (Body::Bars(bars, left), shown)
}

/// Gives the years without a model between others an empty bar.
fn fill_years(counted: &mut BTreeMap<String, (Text, Counts)>) {
    let year = |text: Option<&String>| text.and_then(|text| text.parse::<u16>().ok());
    let ends = year(counted.keys().next()).zip(year(counted.keys().next_back()));
    for year in ends.map(|(first, last)| first..last).into_iter().flatten() {
        let year = year.to_string();
        let label = Text { en: year.clone(), zh: year.clone() };
        counted.entry(year).or_insert((label, Counts::default()));
    }
}

fn fact(kind: Kind) -> Fact {
    match kind {
        Kind::Licenses => Fact::License,
        Kind::Languages => Fact::Languages,
        _ => Fact::Released,
    }
}

/// How many models of each stage have each value, by its code.
fn by_code(fact: Fact, part: &Part, start: usize, rows: &[u32]) -> HashMap<usize, Counts> {
    let stages = part.stages();
    let mut found = HashMap::<usize, Counts>::new();
    for row in rows {
        let row = *row as usize - start;
        let Some(stage) = stages.get(part.code(Fact::Stage, row)).copied().flatten() else { continue };
        let code = part.code(fact, row);
        if code > 0 {
            let counts = found.entry(code).or_default();
            counts.iter_mut().zip(Stage::ALL).filter(|(_, other)| *other == stage).for_each(|(count, _)| *count += 1);
        }
    }
    found
}

/// The values of a model of which nothing else is known, with their labels.
fn labels(kind: Kind, model: &Model) -> Vec<(String, Text)> {
    let same = |value: &str| (value.to_owned(), Text { en: value.to_owned(), zh: value.to_owned() });
    match kind {
        Kind::Licenses => {
            let label = |name: &String, zh: Option<&String>| Text { en: name.clone(), zh: zh.unwrap_or(name).clone() };
            let license = model.license.as_ref();
            license.map(|one| (one.name.clone(), label(&one.name, one.zh.as_ref()))).into_iter().collect()
        }
        Kind::Languages => model.languages.iter().map(|language| same(language)).collect(),
        _ => model.released.map(|date| same(&date.year.to_string())).into_iter().collect(),
    }
}

/// The filter of a query that finds the models of a bar.
fn filter(kind: Kind, value: &str) -> String {
    let column = match kind {
        Kind::Licenses => Column::License,
        Kind::Languages => Column::Languages,
        _ => Column::Released,
    };
    let is_word = value.chars().all(|sign| sign.is_ascii_alphanumeric() || "-.".contains(sign));
    if is_word { format!("{}:{value}", column.key()) } else { format!("{}:\"{value}\"", column.key()) }
}
