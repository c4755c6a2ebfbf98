//! The scores of a model in its detail.

use llm_catalog::{Benchmark, CatalogMeta, Model, localized::Locale, model::Score};

use crate::{
    config::theme::StyleRole,
    display_width::{pad_to_width, width, wrap},
    document::{
        builder::DocumentBuilder,
        field::DocField,
        line::{LinkTarget, StyledLine, StyledSpan},
    },
    glyphs::bar,
    i18n::Messages,
};

/// Columns of a score.
pub(super) const SCORE_WIDTH: usize = 5;
/// Columns between the cells of a line.
const GAP: usize = 2;
/// Columns of a bar.
const BAR_WIDTH: usize = 10;
/// A narrower document has no bars.
const MIN_WIDTH_WITH_BARS: usize = 44;

/// Writes the scores by benchmark, those on the active one first.
pub(super) fn write_scores(builder: &mut DocumentBuilder, model: &Model, meta: &CatalogMeta, locale: Locale) {
    let active = meta.active_benchmark();
    let others = meta.benchmarks.iter().filter(|benchmark| active.is_none_or(|active| active.id != benchmark.id));
    let of_benchmark =
        |benchmark: &Benchmark| model.scores.iter().filter(|score| score.benchmark == benchmark.id).collect::<Vec<_>>();
    let groups: Vec<_> = active
        .into_iter()
        .chain(others)
        .map(|benchmark| (benchmark, of_benchmark(benchmark)))
        .filter(|(_, scores)| !scores.is_empty())
        .collect();
    builder.section(Messages::get(locale).scores);
    let name_width = groups.iter().map(|(benchmark, _)| width(benchmark.name.get(locale))).max().unwrap_or_default();
    let layout = ScoreLayout::new(builder.width, name_width);
    for (benchmark, scores) in groups {
        let mut name = benchmark.name.get(locale);
        for score in scores {
            write_score(builder, &layout, name, score, locale);
            name = "";
        }
    }
}

/// The widths of the cells of a line, in columns.
struct ScoreLayout {
    name: usize,
    /// 0 where bars do not fit.
    bar: usize,
    details: usize,
}

impl ScoreLayout {
    fn new(total_width: usize, longest_name: usize) -> Self {
        // A longer name is wrapped.
        let name_width = longest_name.min(total_width / 3);
        let bar_width = if total_width < MIN_WIDTH_WITH_BARS { 0 } else { BAR_WIDTH + GAP };
        let details_width = total_width.saturating_sub(name_width + GAP + SCORE_WIDTH + GAP + bar_width);
        Self { name: name_width, bar: bar_width, details: details_width }
    }

    /// The cells before the details: the name of the benchmark, the score and its bar.
    fn spans(&self, name: &str, value: &str, share: f64) -> Vec<StyledSpan> {
        let bar = bar(share, self.bar.saturating_sub(GAP));
        vec![
            StyledSpan::new(StyleRole::Text, pad_to_width(name, self.name + GAP)),
            StyledSpan::new(StyleRole::Text, format!("{value:>SCORE_WIDTH$}{}", " ".repeat(GAP))),
            StyledSpan::drawing(StyleRole::Accent, pad_to_width(&bar, self.bar)),
        ]
    }
}

/// Writes a score with its benchmark, variant, setting and reporter, linked to its source.
fn write_score(builder: &mut DocumentBuilder, layout: &ScoreLayout, name: &str, score: &Score, locale: Locale) {
    let details = [&score.variant, &score.setting, &score.reported_by].into_iter().flatten();
    let separator = Messages::get(locale).part_separator;
    let details = details.map(String::as_str).collect::<Vec<_>>().join(separator);
    let (names, details) = (wrap(name, layout.name), wrap(&details, layout.details));
    for idx in 0..names.len().max(details.len()) {
        let is_first = idx == 0;
        let value = if is_first { format_score(score.value) } else { String::new() };
        let share = if is_first { score_share(score.value) } else { 0.0 };
        let text = |lines: &[String]| lines.get(idx).cloned().unwrap_or_default();
        let mut spans = layout.spans(&text(&names), &value, share);
        spans.push(StyledSpan::new(StyleRole::Muted, text(&details)));
        builder.push_line(StyledLine {
            link: Some(LinkTarget::Url(score.source.clone())),
            field: Some(DocField::Score(score.benchmark.clone())),
            is_continuation: !is_first,
            ..spans.into()
        });
    }
}

/// A rating of four digits has no decimals, so that it keeps the width.
pub(super) fn format_score(value: f64) -> String {
    let decimals = usize::from(value < 1000.0);
    format!("{value:.decimals$}")
}

/// The length of the bar of a score in percent, from 0 to 1; 0 for a score on another scale.
pub(super) fn score_share(value: f64) -> f64 {
    if (0.0..=100.0).contains(&value) { value / 100.0 } else { 0.0 }
}
