//! Bar charts: the number of models of each stage for each value of a field.

use std::{cmp::Reverse, collections::BTreeMap};

use llm_catalog::localized::LocalizedText;
use llm_index::{Column, EncodedField, FieldValue, Index, RowId, query::license_key};

use crate::chart::{segment_values::count_by_value, spec::ChartKind, stage_counts::StageCounts};

/// The number of models that have one value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: LocalizedText,
    pub counts: StageCounts,
    /// The query filter that matches these models.
    pub filter: String,
}

const MAX_LICENSE_BARS: usize = 12;
const MAX_LANGUAGE_BARS: usize = 40;

/// The label and the counts of each value.
type CountedValues = BTreeMap<String, (LocalizedText, StageCounts)>;

/// The bars of some rows.
pub(super) struct BarChart {
    pub bars: Vec<Bar>,
    /// The number of values without a bar because there are too many.
    pub omitted: usize,
    /// The number of models that have a value.
    pub model_count: usize,
}

/// Counts the models of some rows; `kind` is one of the bar charts.
pub(super) fn build_bar_chart(kind: ChartKind, rows: &[RowId], index: &Index) -> BarChart {
    let (mut counted, mut model_count) = (CountedValues::new(), 0);
    for (value, counts) in count_by_value(bar_field(kind), rows, index) {
        let labels = values_with_labels(kind, &value);
        model_count += if labels.is_empty() { 0 } else { counts.total() };
        for (value, label) in labels {
            counted.entry(value).or_insert_with(|| (label, StageCounts::default())).1 += counts;
        }
    }
    if kind == ChartKind::Years {
        add_missing_years(&mut counted);
    }
    let mut bars = Vec::with_capacity(counted.len());
    for (value, (label, counts)) in counted {
        bars.push(Bar { label, counts, filter: bar_filter(kind, &value) });
    }
    let max_bars = match kind {
        ChartKind::Licenses => Some(MAX_LICENSE_BARS),
        ChartKind::Languages => Some(MAX_LANGUAGE_BARS),
        _ => None,
    };
    let mut omitted = 0;
    if let Some(max_bars) = max_bars {
        bars.sort_by_key(|bar| Reverse(bar.counts.total()));
        omitted = bars.len().saturating_sub(max_bars);
        bars.truncate(max_bars);
    }
    BarChart { bars, omitted, model_count }
}

/// Adds an empty bar for each year without a model between two others.
fn add_missing_years(counted: &mut CountedValues) {
    let parse_year = |text: Option<&String>| text.and_then(|text| text.parse::<u16>().ok());
    let ends = parse_year(counted.keys().next()).zip(parse_year(counted.keys().next_back()));
    for year in ends.map(|(first, last)| first..last).into_iter().flatten() {
        let (value, label) = unlocalized(&year.to_string());
        counted.entry(value).or_insert((label, StageCounts::default()));
    }
}

fn bar_field(kind: ChartKind) -> EncodedField {
    match kind {
        ChartKind::Licenses => EncodedField::License,
        ChartKind::Languages => EncodedField::Languages,
        _ => EncodedField::Released,
    }
}

/// The parts of a field value that the chart counts, with their labels.
fn values_with_labels(kind: ChartKind, value: &FieldValue<'_>) -> Vec<(String, LocalizedText)> {
    match (kind, value) {
        (ChartKind::Licenses, FieldValue::License(license)) => {
            let zh = license.zh.as_ref().unwrap_or(&license.name).clone();
            // The filter of the bar matches the same licenses.
            vec![(license_key(license).to_owned(), LocalizedText { en: license.name.clone(), zh })]
        }
        (ChartKind::Languages, FieldValue::Languages(codes)) => codes.iter().map(|code| unlocalized(code)).collect(),
        (ChartKind::Years, FieldValue::Released(date)) => vec![unlocalized(&date.year.to_string())],
        _ => Vec::new(),
    }
}

/// A value that is its own label in every language.
fn unlocalized(value: &str) -> (String, LocalizedText) {
    (value.to_owned(), LocalizedText { en: value.to_owned(), zh: value.to_owned() })
}

/// The query filter that matches the models of a bar.
fn bar_filter(kind: ChartKind, value: &str) -> String {
    let column = match kind {
        ChartKind::Licenses => Column::License,
        ChartKind::Languages => Column::Languages,
        _ => Column::Released,
    };
    let is_word = value.chars().all(|ch| ch.is_ascii_alphanumeric() || "-.".contains(ch));
    if is_word { format!("{}:{value}", column.key()) } else { format!("{}:\"{value}\"", column.key()) }
}
