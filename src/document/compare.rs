//! Models side by side: a column for each, a row for what is known of them.

use llm_catalog::{Model, localized::Locale};

use llm_index::RowId;

use crate::{
    comparison::{BEST_SYMBOL, Cell, CellLink, Comparison, DIFFERS_SYMBOL, Row},
    config::theme::StyleRole,
    display_width::{truncate, width, wrap},
    document::{Document, LinkTarget, StyledLine, StyledSpan, comparison_layout::ComparisonLayout},
    i18n::Messages,
};

/// Insights are not wider than this: longer lines are hard to read.
const MAX_TEXT_WIDTH: usize = 100;
/// Stands at the model that keys are for.
const CURRENT_SYMBOL: &str = ">";

/// Models side by side, laid out for a width in columns. `place` is the model
/// that a person is at, counted from the left; without one, all are in sight.
#[must_use]
pub fn compare(comparison: &Comparison, place: Option<usize>, locale: Locale, columns: usize) -> Document {
    let grid = ComparisonLayout::new(columns, comparison.models().count(), place);
    let mut page = ComparisonBuilder { comparison, current: place, layout: grid, lines: Vec::new() };
    page.model_names();
    page.blank_line();
    for row in &comparison.rows {
        page.row(row);
    }
    page.blank_line();
    page.paragraph(
        StyleRole::Muted,
        &(Messages::get(locale).compare_legend)(DIFFERS_SYMBOL, BEST_SYMBOL),
        columns,
        None,
    );
    for (row, model) in comparison.models() {
        let Some(insight) = &model.insight else { continue };
        page.blank_line();
        page.paragraph(StyleRole::Title, &model.name, columns, Some(&LinkTarget::Model(row)));
        page.paragraph(StyleRole::Text, insight.get(locale), columns.min(MAX_TEXT_WIDTH), None);
    }
    Document { lines: page.lines }
}

struct ComparisonBuilder<'a> {
    comparison: &'a Comparison,
    current: Option<usize>,
    layout: ComparisonLayout,
    lines: Vec<StyledLine>,
}

/// A cell as it is drawn: what stands before it, its lines.
struct WrappedCell {
    symbol: &'static str,
    role: StyleRole,
    lines: Vec<String>,
}

impl ComparisonBuilder<'_> {
    /// The names of the models; they lead to the one that a person is at.
    fn model_names(&mut self) {
        let block = |(place, (_, model)): (usize, (RowId, &Model))| WrappedCell {
            symbol: if self.current == Some(place) { CURRENT_SYMBOL } else { "" },
            role: StyleRole::Title,
            lines: wrap(&model.name, self.layout.cell_width),
        };
        let blocks = self.visible(self.comparison.models().enumerate()).map(block).collect::<Vec<_>>();
        let here = self.comparison.models().nth(self.current.unwrap_or_default());
        let target = here.filter(|_| self.current.is_some()).map(|(row, _)| LinkTarget::Model(row));
        self.push_cells(&[], StyleRole::Muted, &blocks, target.as_ref());
    }

    fn row(&mut self, row: &Row) {
        let block = |cell: &Cell| WrappedCell {
            symbol: if cell.is_best { BEST_SYMBOL } else { "" },
            role: if cell.is_best { StyleRole::Good } else { cell.role },
            lines: wrap(&cell.text(), self.layout.cell_width),
        };
        let blocks = self.visible(row.cells.iter()).map(block).collect::<Vec<_>>();
        let lead = self.current.and_then(|place| row.cells.get(place)?.link());
        let target = lead.map(|lead| match lead {
            CellLink::Url(url) => LinkTarget::Url(url.clone()),
            CellLink::Model(row) => LinkTarget::Model(*row),
        });
        let role = if row.differs { StyleRole::Accent } else { StyleRole::Muted };
        let sign = if row.differs { DIFFERS_SYMBOL } else { "" };
        let lines = wrap(&row.label, self.layout.label_width);
        let label = |(number, line)| (if number == 0 { sign } else { "" }, line);
        let labels: Vec<_> = lines.into_iter().enumerate().map(label).collect();
        self.push_cells(&labels, role, &blocks, target.as_ref());
    }

    /// What of the columns is in sight.
    fn visible<T>(&self, all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        all.skip(self.layout.visible_models.start).take(self.layout.visible_models.len())
    }

    /// A label and cells beside it, or below it on a narrow screen; each as
    /// high as it needs.
    fn push_cells(
        &mut self,
        labels: &[(&str, String)],
        role: StyleRole,
        blocks: &[WrappedCell],
        target: Option<&LinkTarget>,
    ) {
        let blank = |columns| StyledSpan::new(StyleRole::Text, " ".repeat(columns));
        let label_piece = |label: Option<&(&str, String)>, columns: usize| {
            let text = label.map_or_else(String::new, |(sign, text)| format!("{sign:<2} {text}"));
            StyledSpan::new(role, pad_to_width(&text, columns))
        };
        if self.layout.is_stacked {
            for label in labels {
                self.push_line(
                    vec![label_piece(Some(label), ComparisonLayout::SYMBOL_WIDTH + self.layout.label_width)],
                    target,
                );
            }
        }
        let beside = if self.layout.is_stacked { &[] } else { labels };
        let height = blocks.iter().map(|block| block.lines.len()).chain([beside.len()]).max().unwrap_or_default();
        for number in 0..height {
            let first = match self.layout.indent() {
                0 => blank(0),
                columns => label_piece(beside.get(number), columns),
            };
            let mut pieces = vec![first];
            for block in blocks {
                let sign = if number == 0 { block.symbol } else { "" };
                let text = block.lines.get(number).map_or("", String::as_str);
                pieces.push(StyledSpan::new(block.role, pad_to_width(sign, ComparisonLayout::COLUMN_GAP)));
                pieces.push(StyledSpan::new(block.role, pad_to_width(text, self.layout.cell_width)));
            }
            self.push_line(pieces, target);
        }
    }

    fn paragraph(&mut self, role: StyleRole, text: &str, columns: usize, target: Option<&LinkTarget>) {
        for text in wrap(text, columns) {
            self.push_line(vec![StyledSpan::new(role, text)], target);
        }
    }

    fn blank_line(&mut self) {
        self.lines.push(StyledLine::default());
    }

    /// A line without blanks at its end.
    fn push_line(&mut self, mut pieces: Vec<StyledSpan>, target: Option<&LinkTarget>) {
        while let Some(last) = pieces.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            pieces.pop();
        }
        self.lines.push(StyledLine { spans: pieces, target: target.cloned() });
    }
}

/// The text with blanks up to a width, or cut to it.
fn pad_to_width(text: &str, columns: usize) -> String {
    let text = truncate(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    text + &" ".repeat(blanks)
}
