//! The scores of a model in its detail.

use llm_catalog::{Benchmark, CatalogMeta, Model, localized::Locale, model::Score};

use crate::{
    config::theme::StyleRole,
    display_width::{width, wrap},
    document::{
        builder::{DocumentBuilder, LABEL_WIDTH, Label},
        field::DocField,
        line::{LinkTarget, StyledLine, StyledSpan},
    },
    i18n::Messages,
};

/// Columns of a score, with the gap after it.
const VALUE_WIDTH: usize = 7;

/// Writes the scores, those on the active benchmark first.
pub(super) fn write_scores(builder: &mut DocumentBuilder, model: &Model, meta: &CatalogMeta, locale: Locale) {
    let active = meta.active_benchmark();
    let others = meta.benchmarks.iter().filter(|benchmark| active.is_none_or(|active| active.id != benchmark.id));
    let mut label = Messages::get(locale).scores;
    for benchmark in active.into_iter().chain(others) {
        for score in model.scores.iter().filter(|score| score.benchmark == benchmark.id) {
            write_score(builder, label, score, benchmark, locale);
            label = "";
        }
    }
}

/// Writes a score with its benchmark, variant, setting and reporter, linked to its source.
fn write_score(builder: &mut DocumentBuilder, label: &str, score: &Score, benchmark: &Benchmark, locale: Locale) {
    let details = [&score.variant, &score.setting, &score.reported_by].into_iter().flatten();
    let details = details.map(String::as_str).collect::<Vec<_>>().join(", ");
    let name = benchmark.name.get(locale);
    let text_width = builder.width.saturating_sub(LABEL_WIDTH + VALUE_WIDTH);
    let lines: Vec<_> = if width(name) + 2 + width(&details) <= text_width {
        let gap = if details.is_empty() { "" } else { "  " };
        vec![vec![StyledSpan::new(StyleRole::Text, format!("{name}{gap}")), StyledSpan::new(StyleRole::Muted, details)]]
    } else {
        let texts = [(StyleRole::Text, name), (StyleRole::Muted, &details)].into_iter();
        let texts = texts.filter(|(_, text)| !text.is_empty());
        let span = |(role, text)| wrap(text, text_width).into_iter().map(move |line| vec![StyledSpan::new(role, line)]);
        texts.flat_map(span).collect()
    };
    let mut label = Label::new(label, DocField::Score(benchmark.id.clone()));
    // A rating of four digits has no decimals, so that it keeps the width.
    let decimals = usize::from(score.value < 1000.0);
    let mut value = format!("{:>5.decimals$}  ", score.value);
    for (idx, text) in lines.into_iter().enumerate() {
        let spans: Vec<_> = std::iter::once(StyledSpan::new(StyleRole::Text, value)).chain(text).collect();
        let link = Some(LinkTarget::Url(score.source.clone()));
        builder.push_labeled(&label, StyledLine { link, is_continuation: idx > 0, ..spans.into() });
        label = label.without_text();
        value = " ".repeat(VALUE_WIDTH);
    }
}
