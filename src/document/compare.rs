//! Lays out a comparison: a column for each model, a row for each fact.

use llm_catalog::localized::Locale;

use crate::{
    comparison::{
        BEST_SYMBOL, Cell, CellLink, CellValue, ComparedVariant, Comparison, DIFFERS_SYMBOL, Row, RowKey, UNLIKE_SYMBOL,
    },
    config::theme::StyleRole,
    display_width::{MAX_TEXT_WIDTH, pad_to_width, wrap},
    document::{
        comparison_layout::ComparisonLayout,
        field::DocField,
        line::{Document, LinkTarget, StyledLine, StyledSpan},
    },
    i18n::Messages,
};

/// Marks the current model.
const CURRENT_SYMBOL: &str = ">";

/// A comparison laid out for a width in columns. `current` is the index of the selected model; without one, all models
/// are shown.
#[must_use]
pub fn compare(comparison: &Comparison, current: Option<usize>, locale: Locale, width: usize) -> Document {
    let layout = ComparisonLayout::new(width, comparison.variants.len(), current);
    let mut builder = ComparisonBuilder { comparison, current, layout, lines: Vec::new() };
    builder.push_model_names();
    builder.push_blank_line();
    for row in &comparison.rows {
        builder.push_row(row);
    }
    builder.push_blank_line();
    let legend = (Messages::get(locale).compare_legend)(DIFFERS_SYMBOL, BEST_SYMBOL, UNLIKE_SYMBOL);
    builder.push_paragraph(StyleRole::Muted, &legend, width, None);
    for (row, model) in comparison.models() {
        let Some(insight) = &model.insight else { continue };
        builder.push_blank_line();
        builder.push_paragraph(StyleRole::Title, &model.name, width, Some(&LinkTarget::Model(row)));
        builder.push_paragraph(StyleRole::Text, insight.get(locale), width.min(MAX_TEXT_WIDTH.into()), None);
    }
    Document { lines: builder.lines }
}

struct ComparisonBuilder<'a> {
    comparison: &'a Comparison,
    current: Option<usize>,
    layout: ComparisonLayout,
    lines: Vec<StyledLine>,
}

/// A label or a cell.
struct WrappedText {
    lines: Vec<WrappedLine>,
}

#[derive(Clone, Default)]
struct WrappedLine {
    /// Stands before the text.
    symbol: &'static str,
    role: StyleRole,
    text: String,
    link: Option<LinkTarget>,
}

impl WrappedText {
    /// A text with a symbol before its first line.
    fn new(symbol: &'static str, role: StyleRole, text: &str, columns: usize, link: Option<&CellLink>) -> Self {
        let link = link.map(|link| match link {
            CellLink::Url(url) => LinkTarget::Url(url.clone()),
            CellLink::Model(row) => LinkTarget::Model(*row),
        });
        let line =
            |(idx, text)| WrappedLine { symbol: if idx == 0 { symbol } else { "" }, role, text, link: link.clone() };
        Self { lines: wrap(text, columns).into_iter().enumerate().map(line).collect() }
    }

    /// A cell; of scores, each begins a line.
    fn from_cell(cell: &Cell, key: &RowKey, columns: usize) -> Self {
        let value = |value: &CellValue| {
            let role = if value.is_best() { StyleRole::Good } else { cell.role };
            Self::new(value.symbol(), role, &value.text, columns, value.link.as_ref())
        };
        match cell.values.as_slice() {
            scores @ [_, ..] if matches!(key, RowKey::Score { .. }) => {
                Self { lines: scores.iter().flat_map(|score| value(score).lines).collect() }
            }
            [only] => value(only),
            _ => Self::new("", cell.role, &cell.text(), columns, cell.link()),
        }
    }
}

impl ComparisonBuilder<'_> {
    /// Writes the names of the models, linked to the current one.
    fn push_model_names(&mut self) {
        let cell = |(idx, variant): (usize, &ComparedVariant)| {
            let symbol = if self.current == Some(idx) { CURRENT_SYMBOL } else { "" };
            let link = CellLink::Model(variant.row);
            WrappedText::new(symbol, StyleRole::Title, &variant.title(), self.layout.text_width(), Some(&link))
        };
        let cells: Vec<_> = self.visible(self.comparison.variants.iter().enumerate()).map(cell).collect();
        let label = WrappedText { lines: Vec::new() };
        self.push_cells(&label, &cells, &StyledLine::default());
    }

    fn push_row(&mut self, row: &Row) {
        let cell = |cell: &Cell| WrappedText::from_cell(cell, &row.key, self.layout.text_width());
        let cells: Vec<_> = self.visible(row.cells.iter()).map(cell).collect();
        let symbol = if row.differs { DIFFERS_SYMBOL } else { "" };
        let role = if row.differs { StyleRole::Accent } else { StyleRole::Muted };
        let label = WrappedText::new(symbol, role, &row.label, self.layout.label_width, None);
        let field = Some(DocField::from(&row.key));
        self.push_cells(&label, &cells, &StyledLine { field, ..StyledLine::default() });
    }

    /// The items of the visible models.
    fn visible<T>(&self, items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        items.skip(self.layout.visible_models.start).take(self.layout.visible_models.len())
    }

    /// Writes a label with its cells to the right of it, or below it if the layout is stacked. The lines take their
    /// field from `template`, and their link from the cell of the current model.
    fn push_cells(&mut self, label: &WrappedText, cells: &[WrappedText], template: &StyledLine) {
        let current = self.current.and_then(|idx| cells.get(idx.checked_sub(self.layout.visible_models.start)?));
        // A line below the cell of the current model has the link of its last line.
        let link_at = |idx: usize| current.and_then(|cell| cell.lines.get(idx).or(cell.lines.last())?.link.clone());
        let label_span = |idx: usize, columns: usize| {
            let line = label.lines.get(idx).cloned().unwrap_or_default();
            let text = format!("{:<2} {}", line.symbol, line.text);
            let text = if line.text.is_empty() { String::new() } else { text };
            StyledSpan::label(
                label.lines.first().map(|line| line.role).unwrap_or_default(),
                pad_to_width(&text, columns),
            )
        };
        if self.layout.is_stacked {
            let columns = ComparisonLayout::SYMBOL_WIDTH + self.layout.label_width;
            for idx in 0..label.lines.len() {
                let template = StyledLine { link: link_at(0), ..template.clone() };
                self.push_line(vec![label_span(idx, columns)], idx > 0, &template);
            }
        }
        let label_height = if self.layout.is_stacked { 0 } else { label.lines.len() };
        let height = cells.iter().map(|cell| cell.lines.len()).chain([label_height]).max().unwrap_or_default();
        for idx in 0..height {
            let mut spans = match self.layout.indent() {
                0 => Vec::new(),
                columns => vec![label_span(idx, columns)],
            };
            for cell in cells {
                let line = cell.lines.get(idx).cloned().unwrap_or_default();
                spans.push(StyledSpan::new(line.role, pad_to_width(line.symbol, ComparisonLayout::COLUMN_GAP)));
                spans.push(StyledSpan::new(line.role, pad_to_width(&line.text, self.layout.cell_width)));
            }
            let template = StyledLine { link: link_at(idx), ..template.clone() };
            self.push_line(spans, idx > 0 || self.layout.is_stacked, &template);
        }
    }

    fn push_paragraph(&mut self, role: StyleRole, text: &str, columns: usize, link: Option<&LinkTarget>) {
        let template = StyledLine { link: link.cloned(), ..StyledLine::default() };
        for (idx, text) in wrap(text, columns).into_iter().enumerate() {
            self.push_line(vec![StyledSpan::new(role, text)], idx > 0, &template);
        }
    }

    fn push_blank_line(&mut self) {
        self.lines.push(StyledLine::default());
    }

    /// Adds a line without trailing blanks.
    fn push_line(&mut self, mut spans: Vec<StyledSpan>, is_continuation: bool, template: &StyledLine) {
        while let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            spans.pop();
        }
        self.lines.push(StyledLine { spans, is_continuation, ..template.clone() });
    }
}
