//! The bars of a chart: how many models of each stage have a value.

use std::collections::{BTreeMap, HashMap};

use llm_catalog::{localized::LocalizedText, model::Stage};
use llm_index::{Column, EncodedField, FieldValue, Index, RowId, SegmentRows};

use crate::chart::{ChartData, ChartKind};

/// How many models have a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The value.
    pub label: LocalizedText,
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
const MAX_LICENSE_BARS: usize = 12;
const MAX_LANGUAGE_BARS: usize = 40;

type StageCounts = [usize; Stage::ALL.len()];

/// The bars of what was found, and how many models stand in them.
pub(super) fn build_bars(kind: ChartKind, rows: &[RowId], shelf: &Index) -> (ChartData, usize) {
    let fact = bar_field(kind);
    let (mut counted, mut shown) = (BTreeMap::<String, (LocalizedText, StageCounts)>::new(), 0);
    for group in shelf.group_by_segment(rows) {
        for (key, counts) in stage_counts_by_key(fact, &group) {
            let Some(value) = group.segment.value(fact, key) else { continue };
            let labels = values_with_labels(kind, &value);
            shown += if labels.is_empty() { 0 } else { counts.iter().sum() };
            for (value, label) in labels {
                let (_, sum) = counted.entry(value).or_insert_with(|| (label, StageCounts::default()));
                sum.iter_mut().zip(counts).for_each(|(sum, more)| *sum += more);
            }
        }
    }
    if kind == ChartKind::Years {
        fill_years(&mut counted);
    }
    let bar = |(value, (label, counts)): (String, (LocalizedText, StageCounts))| Bar {
        label,
        counts,
        filter: bar_filter(kind, &value),
    };
    let mut bars: Vec<_> = counted.into_iter().map(bar).collect();
    let most = match kind {
        ChartKind::Licenses => MAX_LICENSE_BARS,
        ChartKind::Languages => MAX_LANGUAGE_BARS,
        _ => usize::MAX,
    };
    if most < usize::MAX {
        bars.sort_by_key(|bar| std::cmp::Reverse(bar.total()));
    }
    let left = bars.len().saturating_sub(most);
    bars.truncate(most);
    (ChartData::Bars(bars, left), shown)
}

/// Gives the years without a model between others an empty bar.
fn fill_years(counted: &mut BTreeMap<String, (LocalizedText, StageCounts)>) {
    let year = |text: Option<&String>| text.and_then(|text| text.parse::<u16>().ok());
    let ends = year(counted.keys().next()).zip(year(counted.keys().next_back()));
    for year in ends.map(|(first, last)| first..last).into_iter().flatten() {
        let year = year.to_string();
        let label = LocalizedText { en: year.clone(), zh: year.clone() };
        counted.entry(year).or_insert((label, StageCounts::default()));
    }
}

fn bar_field(kind: ChartKind) -> EncodedField {
    match kind {
        ChartKind::Licenses => EncodedField::License,
        ChartKind::Languages => EncodedField::Languages,
        _ => EncodedField::Released,
    }
}

/// How many models of each stage have each value, by its code.
fn stage_counts_by_key(fact: EncodedField, group: &SegmentRows<'_>) -> HashMap<usize, StageCounts> {
    let part = group.segment;
    let stages = part.stages_by_key();
    let mut found = HashMap::<usize, StageCounts>::new();
    for (_, row) in group.with_local_rows() {
        let Some(stage) = stages.get(part.key(EncodedField::Stage, row)).copied().flatten() else { continue };
        let code = part.key(fact, row);
        if code > 0 {
            let counts = found.entry(code).or_default();
            counts.iter_mut().zip(Stage::ALL).filter(|(_, other)| *other == stage).for_each(|(count, _)| *count += 1);
        }
    }
    found
}

/// The parts of a value, with their labels.
fn values_with_labels(kind: ChartKind, value: &FieldValue<'_>) -> Vec<(String, LocalizedText)> {
    let same = |value: &str| (value.to_owned(), LocalizedText { en: value.to_owned(), zh: value.to_owned() });
    match (kind, value) {
        (ChartKind::Licenses, FieldValue::License(license)) => {
            let zh = license.zh.as_ref().unwrap_or(&license.name).clone();
            vec![(license.name.clone(), LocalizedText { en: license.name.clone(), zh })]
        }
        (ChartKind::Languages, FieldValue::Languages(codes)) => codes.iter().map(|code| same(code)).collect(),
        (ChartKind::Years, FieldValue::Released(date)) => vec![same(&date.year.to_string())],
        _ => Vec::new(),
    }
}

/// The filter of a query that finds the models of a bar.
fn bar_filter(kind: ChartKind, value: &str) -> String {
    let column = match kind {
        ChartKind::Licenses => Column::License,
        ChartKind::Languages => Column::Languages,
        _ => Column::Released,
    };
    let is_word = value.chars().all(|sign| sign.is_ascii_alphanumeric() || "-.".contains(sign));
    if is_word { format!("{}:{value}", column.key()) } else { format!("{}:\"{value}\"", column.key()) }
}
