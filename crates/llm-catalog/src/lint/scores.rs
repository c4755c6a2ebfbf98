//! Rules about scores.

use crate::{
    lint::finding::Findings,
    merge::MergeOutput,
    model::{Model, Score},
    setting::normalize_setting,
    violation::{DocPath, PathSegment, model_path},
};

/// The benchmarks whose scores are ratings without a fixed range, not percentages.
const RATINGS: [&str; 1] = ["arena"];

/// A score must be a percentage, unless its benchmark rates.
pub(super) fn check_score_range(merged: &MergeOutput<'_>) -> Findings {
    scores(merged)
        .filter(|(.., score)| !RATINGS.contains(&score.benchmark.as_str()))
        .filter(|(.., score)| !(0.0..=100.0).contains(&score.value))
        .map(|(row, idx, _, score)| {
            let message = format!("a score of {} is outside 0 to 100; write it as a percentage", score.value);
            (score_path(row, idx, Some("value")), message)
        })
        .collect()
}

/// A setting must be in its normal form, so that scores with the same setting are compared.
pub(super) fn check_settings(merged: &MergeOutput<'_>) -> Findings {
    let finding = |(row, idx, _, score): (usize, usize, &Model, &Score)| {
        let setting = score.setting.as_deref()?;
        let normal = normalize_setting(setting);
        let message = match normal.as_str() {
            "" => format!("the setting `{setting}` says nothing; leave it out"),
            normal if normal == setting => return None,
            normal => format!("the setting `{setting}` is not in normal form; write `{normal}`"),
        };
        Some((score_path(row, idx, Some("setting")), message))
    };
    scores(merged).filter_map(finding).collect()
}

/// A score must name its variant if the model has several.
pub(super) fn check_score_variants(merged: &MergeOutput<'_>) -> Findings {
    let is_unclear = |model: &Model, score: &Score| score.variant.is_none() && model.variants.len() > 1;
    scores(merged)
        .filter(|(.., model, score)| is_unclear(model, score))
        .map(|(row, idx, model, score)| {
            let message = format!(
                "`{}` has {} variants, but its score on `{}` names none; add the `variant` that was measured",
                model.id,
                model.variants.len(),
                score.benchmark
            );
            (score_path(row, idx, None), message)
        })
        .collect()
}

/// Each score with the row of its model, its position among the scores of that, and the model.
fn scores<'m>(merged: &'m MergeOutput<'_>) -> impl Iterator<Item = (usize, usize, &'m Model, &'m Score)> {
    merged
        .catalog
        .models()
        .iter()
        .enumerate()
        .flat_map(|(row, model)| model.scores.iter().enumerate().map(move |(idx, score)| (row, idx, model, score)))
}

fn score_path(row: usize, idx: usize, key: Option<&'static str>) -> DocPath {
    let path = [PathSegment::Key("score"), PathSegment::Index(idx)];
    model_path(row, &path.into_iter().chain(key.map(PathSegment::Key)).collect::<Vec<_>>())
}
