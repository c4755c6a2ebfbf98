//! The figures of a model by size, with its scores as bars.

use llm_catalog::{
    Benchmark, Model,
    localized::Locale,
    model::{Score, Size},
    quantity::Quantity,
};
use llm_index::Index;

use crate::{
    config::theme::StyleRole,
    display_width::width,
    document::{
        LinkTarget, StyledLine, StyledSpan,
        builder::{DocumentBuilder, LABEL_WIDTH, pad_to_width, table_cell},
    },
    i18n::Messages,
};

/// Writes what is known by size, and the scores.
pub(super) fn write_figures(writer: &mut DocumentBuilder, model: &Model, shelf: &Index, locale: Locale) {
    let main = shelf.meta().active_benchmark();
    match model.sizes.as_slice() {
        [] => {}
        [only] => write_size_fields(writer, only, locale),
        several => write_size_table(writer, several, model, main, locale),
    }
    if let Some(main) = main {
        let scores = model.scores.iter().filter(|score| score.benchmark == main.id);
        let has_table = model.sizes.len() > 1;
        let (in_table, lines): (Vec<_>, Vec<_>) = scores.partition(|score| has_table && score.size.is_some());
        if !lines.is_empty() || !in_table.is_empty() {
            write_score_bars(writer, &lines, main, locale);
        }
    }
    let others = shelf.meta().benchmarks.iter().filter(|benchmark| main.is_none_or(|main| main.id != benchmark.id));
    let benchmarks = others.flat_map(|benchmark| model.scores.iter().map(move |score| (benchmark, score)));
    let scores = benchmarks.filter(|(benchmark, score)| score.benchmark == benchmark.id);
    for (number, (benchmark, score)) in scores.enumerate() {
        let label = if number == 0 { Messages::get(locale).scores } else { "" };
        writer.push_line(score_line(label, benchmark.name.get(locale), score));
    }
}

/// A score, what was measured and how; the line leads to where it was published.
fn score_line(label: &str, benchmark: &str, score: &Score) -> StyledLine {
    let how =
        [&score.size, &score.setting, &score.reported_by].into_iter().flatten().map(String::as_str).collect::<Vec<_>>();
    let how = if how.is_empty() { String::new() } else { format!("  {}", how.join(", ")) };
    let pieces = vec![
        StyledSpan::new(StyleRole::Muted, pad_to_width(label, LABEL_WIDTH)),
        StyledSpan::new(StyleRole::Text, format!("{:>5.1}  {benchmark}", score.value)),
        StyledSpan::new(StyleRole::Muted, how),
    ];
    StyledLine { spans: pieces, target: Some(LinkTarget::Url(score.source.clone())) }
}

/// The figures of a model that has one size.
fn write_size_fields(writer: &mut DocumentBuilder, size: &Size, locale: Locale) {
    let messages = Messages::get(locale);
    let figures =
        [(messages.parameters, size.parameters), (messages.active, size.active), (messages.tokens, size.tokens)];
    for (label, figure) in figures {
        if let Some(figure) = figure {
            writer.field(label, StyleRole::Text, &figure.to_string());
        }
    }
}

/// The scores on a benchmark that the table of sizes does not have, with bars;
/// then what was measured.
fn write_score_bars(writer: &mut DocumentBuilder, scores: &[&Score], benchmark: &Benchmark, locale: Locale) {
    let mut label = Messages::get(locale).score;
    for score in scores {
        let size = score.size.as_ref().map_or_else(String::new, |size| format!("{size} "));
        let text = format!("{size}{:.1}  ", score.value);
        let room = writer.width.saturating_sub(LABEL_WIDTH + width(&text));
        let bar = StyledSpan::new(StyleRole::Bar, bar(score.value, room));
        writer.field_line(label, vec![StyledSpan::new(StyleRole::Text, text), bar]);
        label = "";
    }
    writer.field(label, StyleRole::Muted, benchmark.name.get(locale));
}

/// A column of the table of sizes: its heading, its figures.
struct SizeColumn {
    heading: &'static str,
    cells: Vec<String>,
}

impl SizeColumn {
    /// The column, unless no size has such a figure.
    fn from_sizes(heading: &'static str, sizes: &[Size], figure: impl Fn(&Size) -> Option<String>) -> Option<Self> {
        let figures: Vec<_> = sizes.iter().map(figure).collect();
        let known = figures.iter().any(Option::is_some);
        let texts = figures.into_iter().map(|figure| figure.unwrap_or_else(|| "-".to_owned()));
        known.then(|| Self { heading, cells: texts.collect() })
    }

    fn width(&self) -> usize {
        self.cells.iter().map(|text| width(text)).chain([width(self.heading)]).max().unwrap_or_default()
    }
}

fn write_size_table(
    writer: &mut DocumentBuilder,
    sizes: &[Size],
    model: &Model,
    benchmark: Option<&Benchmark>,
    locale: Locale,
) {
    let messages = Messages::get(locale);
    let score = |size: &Size| Some(size_score(model, size, benchmark?)?.value);
    let count = |count: Option<Quantity>| count.map(|count| count.to_string());
    let columns: Vec<_> = [
        SizeColumn::from_sizes(messages.size, sizes, |size| Some(size.name.clone())),
        SizeColumn::from_sizes(messages.parameters, sizes, |size| count(size.parameters)),
        SizeColumn::from_sizes(messages.active, sizes, |size| count(size.active)),
        SizeColumn::from_sizes(messages.tokens, sizes, |size| count(size.tokens)),
        SizeColumn::from_sizes(messages.score, sizes, |size| score(size).map(|value| format!("{value:.1}"))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let used: usize = columns.iter().map(|column| column.width() + 2).sum();
    let room = writer.width.saturating_sub(used);

    let headings = columns.iter().enumerate().map(|(at, column)| table_cell(column.heading, column.width(), at > 0));
    writer.push_spans(vec![StyledSpan::new(StyleRole::Muted, headings.collect::<String>())]);
    for (row, size) in sizes.iter().enumerate() {
        let text = |column: &SizeColumn| column.cells.get(row).cloned().unwrap_or_default();
        let cells = columns.iter().enumerate().map(|(at, column)| table_cell(&text(column), column.width(), at > 0));
        let mut pieces = vec![StyledSpan::new(StyleRole::Text, cells.collect::<String>())];
        pieces.extend(score(size).map(|value| StyledSpan::new(StyleRole::Bar, bar(value, room))));
        writer.push_spans(pieces);
    }
}

/// The score of one of several sizes.
fn size_score<'a>(model: &'a Model, size: &Size, benchmark: &Benchmark) -> Option<&'a Score> {
    let mut here = model.scores.iter().filter(|score| score.benchmark == benchmark.id);
    here.find(|score| score.size.as_ref() == Some(&size.name))
}

/// Blanks to color: a bar of whole columns on a scale from 0 to 100, as all
/// scores so far are percentages. Block characters would be wider in some
/// Chinese terminals.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a screen's width"
)]
fn bar(value: f64, room: usize) -> String {
    let share = (value / 100.0).clamp(0.0, 1.0);
    " ".repeat((share * room as f64).round() as usize)
}
