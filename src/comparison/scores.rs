//! The rows of scores: one for each benchmark, whatever the setting.

use llm_catalog::{id::Id, localized::Locale, model::Score, setting::is_same_setting};
use llm_index::Index;

use crate::{
    columns::{ScoreScale, short_benchmark_name},
    comparison::{
        cell::{Cell, CellValue, ScoreValue, ValueMark},
        compared_variant::ComparedVariant,
        row::{Row, RowKey},
    },
    config::theme::StyleRole,
    i18n::{Messages, localized_setting},
};

/// A row for each benchmark with a score of at least one model, in the catalogue's order of benchmarks.
pub(super) fn score_rows(variants: &[ComparedVariant], index: &Index, locale: Locale) -> Vec<Row> {
    let known = &index.meta().benchmarks;
    let mut benchmarks: Vec<&Id> = Vec::new();
    for variant in variants {
        let others = variant.other_scores().into_iter().map(|(_, score)| score);
        for score in variant.resolved.scores.iter().chain(others) {
            if !benchmarks.contains(&&score.benchmark) {
                benchmarks.push(&score.benchmark);
            }
        }
    }
    let position = |id: &Id| known.iter().position(|benchmark| benchmark.id == *id);
    benchmarks.sort_by_key(|id| position(id).unwrap_or(usize::MAX));
    let row = |id: &Id| {
        let benchmark = known.iter().find(|benchmark| benchmark.id == *id);
        let name = benchmark.map_or(id.as_str(), |benchmark| benchmark.name.get(locale));
        let short_name = benchmark.map(|benchmark| short_benchmark_name(benchmark, index.meta(), locale));
        let scale = ScoreScale::new(index, id);
        let scores: Vec<_> = variants.iter().map(|variant| score_values(variant, id, scale)).collect();
        score_row(id, [name, short_name.as_deref().unwrap_or(name)], &scores, locale)
    };
    benchmarks.into_iter().map(row).collect()
}

/// The scores of a variant on a benchmark; if it has none, those of the other variants of the model.
fn score_values(variant: &ComparedVariant, benchmark: &Id, scale: Option<ScoreScale>) -> Vec<ScoreValue> {
    let value = |score: &Score, name: Option<&str>, is_own| ScoreValue {
        value: score.value,
        share: scale.map_or(0.0, |scale| scale.share(score.value)),
        setting: score.setting.clone(),
        variant: name.map(str::to_owned),
        is_own,
        reported_by: score.reported_by.clone(),
        source: score.source.clone(),
    };
    let own = variant.resolved.scores.iter().filter(|score| score.benchmark == *benchmark);
    let own_name = variant.resolved.variants.first().map(|variant| variant.name.as_str());
    let own: Vec<_> = own.map(|score| value(score, own_name, true)).collect();
    if !own.is_empty() {
        return own;
    }
    let others = variant.other_scores().into_iter().filter(|(_, score)| score.benchmark == *benchmark);
    others.map(|(name, score)| value(score, Some(name), false)).collect()
}

/// A row with the scores of each model on a benchmark. A setting that they share stands in the label.
fn score_row(benchmark: &Id, [name, short_name]: [&str; 2], scores: &[Vec<ScoreValue>], locale: Locale) -> Row {
    let messages = Messages::get(locale);
    let mut settings = scores.iter().flatten().map(|score| score.setting.as_deref());
    let first = settings.next().flatten();
    let has_one_setting = settings.all(|setting| is_same_setting(setting, first));
    let shared =
        first.filter(|_| has_one_setting).map(|setting| localized_setting(setting, locale)).unwrap_or_default();
    let [label, short_label] = [name, short_name].map(|name| (messages.parenthesized)(name, &shared));
    let differs = scores
        .iter()
        .enumerate()
        .any(|(idx, model)| scores.get(idx + 1..).unwrap_or_default().iter().any(|other| values_differ(model, other)));
    let cell = |model: &Vec<ScoreValue>| {
        let value = |score: &ScoreValue| {
            let setting = score.setting.as_deref().filter(|_| !has_one_setting);
            let setting = setting.map(|setting| localized_setting(setting, locale));
            let details: Vec<_> = setting.as_deref().into_iter().chain(score.reported_by.as_deref()).collect();
            let text = (messages.parenthesized)(&score.value.to_string(), &details.join(messages.part_separator));
            let text = match &score.variant {
                Some(variant) if !score.is_own => (messages.score_of_variant)(variant, &text),
                _ => text,
            };
            CellValue {
                mark: value_mark(score, scores),
                score: Some(score.clone()),
                ..CellValue::with_url(text, Some(&score.source))
            }
        };
        let is_own = model.iter().any(|score| score.is_own);
        let role = if is_own { StyleRole::Text } else { StyleRole::Muted };
        Cell { values: model.iter().map(value).collect(), role, ..Cell::default() }
    };
    let cells = scores.iter().map(cell).collect();
    let key = RowKey::Score { benchmark: benchmark.clone() };
    Row { key, label, short_label: Some(short_label), cells, differs }
}

/// What is marked about a score beside those of the other models. The best is found in a setting that all models with a
/// score share: a higher score in another setting could be the better one.
fn value_mark(score: &ScoreValue, models: &[Vec<ScoreValue>]) -> Option<ValueMark> {
    let has_own = |scores: &&Vec<ScoreValue>| scores.iter().any(|score| score.is_own);
    let models: Vec<_> = models.iter().filter(has_own).collect();
    if !score.is_own || models.len() < 2 {
        return None;
    }
    let best_comparable = |scores: &Vec<ScoreValue>| {
        let comparable = scores.iter().filter(|other| is_comparable(score, other)).map(|other| other.value);
        comparable.max_by(f64::total_cmp)
    };
    let Some(values) = models.into_iter().map(best_comparable).collect::<Option<Vec<_>>>() else {
        return Some(ValueMark::Unlike);
    };
    let is_best = values.iter().all(|value| *value <= score.value) && values.iter().any(|value| *value < score.value);
    is_best.then_some(ValueMark::Best)
}

/// True if both are scores of compared variants in the same setting.
fn is_comparable(score: &ScoreValue, other: &ScoreValue) -> bool {
    score.is_own && other.is_own && is_same_setting(score.setting.as_deref(), other.setting.as_deref())
}

/// True if the scores of two models differ in a setting that both have; without such a setting, if no value is equal.
fn values_differ(model: &[ScoreValue], other: &[ScoreValue]) -> bool {
    let own = |scores: &[ScoreValue]| scores.iter().filter(|score| score.is_own).cloned().collect::<Vec<_>>();
    let (model, other) = (own(model), own(other));
    if model.is_empty() || other.is_empty() {
        return false;
    }
    let pairs = || model.iter().flat_map(|score| other.iter().map(move |other| (score, other)));
    let is_equal = |(score, other): (&ScoreValue, &ScoreValue)| score.value.total_cmp(&other.value).is_eq();
    let mut comparable = pairs().filter(|(score, other)| is_comparable(score, other)).peekable();
    if comparable.peek().is_none() { !pairs().any(is_equal) } else { !comparable.all(is_equal) }
}
