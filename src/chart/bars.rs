//! Bar charts: the number of models of each stage for each value of a field.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use llm_catalog::{
    localized::{Locale, LocalizedText},
    model::Stage,
};
use llm_index::{Column, EncodedField, FieldValue, Index, RowId, fold_name, query::license_key};

use crate::{
    chart::{spec::ChartKind, stage_counts::StageCounts},
    i18n::Messages,
};

/// The number of models that have one value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: LocalizedText,
    pub counts: StageCounts,
    /// The query filter that matches these models.
    pub filter: String,
}

/// The most bars of a chart whose bars are in the order of their counts.
const MAX_BARS: usize = 200;

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
    let (mut counted, model_count) = count_values(kind, rows, index);
    if kind == ChartKind::Years {
        add_missing_years(&mut counted);
    }
    let mut bars = Vec::with_capacity(counted.len());
    for (value, (label, counts)) in counted {
        bars.push(Bar { label, counts, filter: bar_filter(kind, &value) });
    }
    let mut omitted = 0;
    if kind != ChartKind::Years {
        bars.sort_by_key(|bar| Reverse(bar.counts.total()));
        omitted = bars.len().saturating_sub(MAX_BARS);
        bars.truncate(MAX_BARS);
    }
    BarChart { bars, omitted, model_count }
}

/// A value with its counts while rows are counted.
struct ValueCounter {
    value: String,
    label: LocalizedText,
    counts: StageCounts,
    /// The first row of the model that was counted last: a model counts once, though several of its variants have
    /// the value.
    last_counted: Option<RowId>,
}

/// The counters of values by their position.
#[derive(Default)]
struct ValueCounters {
    counters: Vec<ValueCounter>,
    positions: HashMap<String, usize>,
}

impl ValueCounters {
    /// The position of a value. Spellings that a filter does not tell apart are one value.
    fn position(&mut self, (value, label): (String, LocalizedText)) -> usize {
        let counters = &mut self.counters;
        *self.positions.entry(fold_name(&value)).or_insert_with(|| {
            counters.push(ValueCounter { value, label, counts: StageCounts::default(), last_counted: None });
            counters.len() - 1
        })
    }

    fn count(&mut self, position: usize, model: Option<RowId>, stage: Stage) {
        if let Some(counter) = self.counters.get_mut(position).filter(|counter| counter.last_counted != model) {
            counter.counts.add(stage, 1);
            counter.last_counted = model;
        }
    }
}

/// The number of models that have each value, and the number of models that have one.
fn count_values(kind: ChartKind, rows: &[RowId], index: &Index) -> (CountedValues, usize) {
    let field = bar_field(kind);
    let mut counters = ValueCounters::default();
    let (mut model_count, mut last_counted, mut closed_position) = (0, None, None);
    for group in index.group_by_segment(rows) {
        let (segment, stages) = (group.segment, group.segment.stages_by_key());
        let mut positions_by_key: Vec<Option<Vec<usize>>> = vec![None; segment.dictionary(field).len() + 1];
        for (_, row) in group.with_local_rows() {
            let stage = stages.get(segment.key(EncodedField::Stage, row)).copied().flatten();
            let key = segment.key(field, row);
            let (Some(stage), Some(of_key)) = (stage, positions_by_key.get_mut(key)) else { continue };
            let positions = of_key.get_or_insert_with(|| {
                let values = segment.value(field, key).map(|value| values_with_labels(kind, &value));
                values.into_iter().flatten().map(|value| counters.position(value)).collect()
            });
            let is_closed = kind == ChartKind::Licenses && segment.has_closed_license(row);
            let closed = is_closed.then(|| *closed_position.get_or_insert_with(|| counters.position(closed_license())));
            let model = Some(group.base_row.offset(segment.entry_row(row)));
            if (!positions.is_empty() || closed.is_some()) && last_counted != model {
                (model_count, last_counted) = (model_count + 1, model);
            }
            positions.iter().copied().chain(closed).for_each(|position| counters.count(position, model, stage));
        }
    }
    let counted = counters.counters.into_iter().map(|counter| (counter.value, (counter.label, counter.counts)));
    (counted.collect(), model_count)
}

/// The value of the filter for weights that are not released, and its label.
fn closed_license() -> (String, LocalizedText) {
    let label = |locale| Messages::get(locale).license_closed.to_owned();
    ("closed".to_owned(), LocalizedText { en: label(Locale::En), zh: label(Locale::Zh) })
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
