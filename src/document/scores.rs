//! The scores of a model in its detail.

use llm_catalog::{Benchmark, Model, id::Id, link::Url, localized::Locale, model::Score};
use llm_index::Index;

use crate::{
    columns::{ScoreScale, format_score, short_benchmark_name},
    config::theme::StyleRole,
    display_width::{pad_to_width, width, wrap},
    document::{
        builder::DocumentBuilder,
        field::DocField,
        line::{LinkTarget, StyledLine, StyledSpan},
    },
    glyphs::bar,
    i18n::{Messages, localized_setting},
};

/// Columns of a score.
pub(super) const SCORE_WIDTH: usize = 5;
/// Columns between the cells of a line.
const GAP: usize = 2;
/// Columns of a bar.
const BAR_WIDTH: usize = 10;
/// A narrower document has no bars.
const MIN_WIDTH_WITH_BARS: usize = 44;
/// With less space after the score, details are below it if some do not fit in one line.
const MIN_DETAILS_WIDTH: usize = 20;
/// Columns before details below a score.
const DETAILS_INDENT: usize = 2;

/// Writes the scores by benchmark, those on the active one first.
pub(super) fn write_scores(builder: &mut DocumentBuilder, model: &Model, index: &Index, locale: Locale) {
    let messages = Messages::get(locale);
    let (benchmarks, active) = (&index.meta().benchmarks, index.meta().active_benchmark());
    let others = benchmarks.iter().filter(|benchmark| active.is_none_or(|active| active.id != benchmark.id));
    let of_benchmark =
        |benchmark: &Benchmark| model.scores.iter().filter(|score| score.benchmark == benchmark.id).collect::<Vec<_>>();
    let max_name_width = builder.width / 3;
    let name = |benchmark: &Benchmark| match benchmark.name.get(locale) {
        name if width(name) <= max_name_width => name.to_owned(),
        _ => short_benchmark_name(benchmark, index.meta(), locale),
    };
    let groups: Vec<_> = active
        .into_iter()
        .chain(others)
        .map(|benchmark| (benchmark, name(benchmark), of_benchmark(benchmark)))
        .filter(|(_, _, scores)| !scores.is_empty())
        .collect();
    let name_width = groups.iter().map(|(_, name, _)| width(name)).max().unwrap_or_default();
    let scores = groups.iter().flat_map(|(.., scores)| scores);
    let details_width = scores.map(|score| width(&details(score, locale))).max().unwrap_or_default();
    let layout = ScoreLayout::new(builder.width, name_width, details_width);
    let note = Some(StyledSpan::drawing(StyleRole::Muted, messages.score_bars)).filter(|_| layout.bar > 0);
    builder.section_with_note(messages.scores, note.into_iter().collect());
    for (benchmark, name, scores) in groups {
        let scale = ScoreScale::new(index, &benchmark.id);
        let lines = scores.into_iter().flat_map(|score| score_lines(score, scale, &layout, locale)).collect();
        write_group(builder, (&benchmark.id, name), lines);
    }
}

/// The widths of the cells of a line, in columns.
struct ScoreLayout {
    name: usize,
    /// 0 where bars do not fit.
    bar: usize,
    /// After the score and its bar.
    details: usize,
    /// Whether the details of all scores are on lines of their own.
    has_details_below: bool,
    total: usize,
}

impl ScoreLayout {
    /// The layout for the longest name and the longest details.
    fn new(total_width: usize, name_width: usize, max_details_width: usize) -> Self {
        let bar_width = if total_width < MIN_WIDTH_WITH_BARS { 0 } else { BAR_WIDTH + GAP };
        let details_width = total_width.saturating_sub(name_width + GAP + SCORE_WIDTH + GAP + bar_width);
        let has_details_below = max_details_width > details_width && details_width < MIN_DETAILS_WIDTH;
        Self { name: name_width, bar: bar_width, details: details_width, has_details_below, total: total_width }
    }
}

/// A line of a score without the name of its benchmark.
struct ScoreLine {
    /// Columns for the name, or before a line without one.
    indent: usize,
    spans: Vec<StyledSpan>,
    source: Url,
    is_continuation: bool,
}

/// The variant, the setting and the reporter of a score.
fn details(score: &Score, locale: Locale) -> String {
    let setting = score.setting.as_deref().map(|setting| localized_setting(setting, locale));
    let details = [score.variant.as_deref(), setting.as_deref(), score.reported_by.as_deref()];
    details.into_iter().flatten().collect::<Vec<_>>().join(Messages::get(locale).part_separator)
}

/// The lines of a score with its bar, its variant, its setting and its reporter.
fn score_lines(score: &Score, scale: Option<ScoreScale>, layout: &ScoreLayout, locale: Locale) -> Vec<ScoreLine> {
    let details = details(score, locale);
    let share = scale.map_or(0.0, |scale| scale.share(score.value));
    let bar = bar(share, layout.bar.saturating_sub(GAP));
    let line =
        |indent, spans, is_continuation| ScoreLine { indent, spans, source: score.source.clone(), is_continuation };
    let first_line = |details: String| {
        let spans = vec![
            StyledSpan::new(StyleRole::Text, format!("{:>SCORE_WIDTH$}{}", format_score(score.value), " ".repeat(GAP))),
            StyledSpan::drawing(StyleRole::Bar, pad_to_width(&bar, layout.bar)),
            StyledSpan::new(StyleRole::Muted, details),
        ];
        line(layout.name + GAP, spans, false)
    };
    let further_line = |indent, details| line(indent, vec![StyledSpan::new(StyleRole::Muted, details)], true);
    if layout.has_details_below {
        let below = wrap(&details, layout.total.saturating_sub(DETAILS_INDENT));
        let below = below.into_iter().map(|details| further_line(DETAILS_INDENT, details));
        return std::iter::once(first_line(String::new())).chain(below).collect();
    }
    let mut details = wrap(&details, layout.details).into_iter();
    let details_indent = layout.total.saturating_sub(layout.details);
    // A score without details has a line too.
    let first = first_line(details.next().unwrap_or_default());
    std::iter::once(first).chain(details.map(|details| further_line(details_indent, details))).collect()
}

/// Writes the lines of the scores on a benchmark after its name, each linked to its source.
fn write_group(builder: &mut DocumentBuilder, (benchmark, name): (&Id, String), lines: Vec<ScoreLine>) {
    let mut name = Some(name);
    for ScoreLine { indent, spans, source, is_continuation } in lines {
        let name = if is_continuation { String::new() } else { name.take().unwrap_or_default() };
        let name = pad_to_width(&name, indent);
        builder.push_line(StyledLine {
            spans: std::iter::once(StyledSpan::new(StyleRole::Text, name)).chain(spans).collect(),
            link: Some(LinkTarget::Url(source)),
            field: Some(DocField::Score(benchmark.clone())),
            is_continuation,
            ..StyledLine::default()
        });
    }
}
