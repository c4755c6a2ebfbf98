//! Lays out a comparison: a column for each model, a row for each fact.

use llm_catalog::{Model, localized::Locale};
use llm_index::RowId;

use crate::{
    comparison::{BEST_SYMBOL, Cell, CellLink, Comparison, DIFFERS_SYMBOL, Row},
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
    let layout = ComparisonLayout::new(width, comparison.models().count(), current);
    let mut builder = ComparisonBuilder { comparison, current, layout, lines: Vec::new() };
    builder.push_model_names();
    builder.push_blank_line();
    for row in &comparison.rows {
        builder.push_row(row);
    }
    builder.push_blank_line();
    let legend = (Messages::get(locale).compare_legend)(DIFFERS_SYMBOL, BEST_SYMBOL);
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

/// A label or a cell: the symbol before it and its lines.
struct WrappedText {
    symbol: &'static str,
    role: StyleRole,
    lines: Vec<String>,
}

impl ComparisonBuilder<'_> {
    /// Writes the names of the models, linked to the current one.
    fn push_model_names(&mut self) {
        let cell = |(idx, (_, model)): (usize, (RowId, &Model))| WrappedText {
            symbol: if self.current == Some(idx) { CURRENT_SYMBOL } else { "" },
            role: StyleRole::Title,
            lines: wrap(&model.name, self.layout.cell_width),
        };
        let cells: Vec<_> = self.visible(self.comparison.models().enumerate()).map(cell).collect();
        let current = self.current.and_then(|idx| self.comparison.models().nth(idx));
        let link = current.map(|(row, _)| LinkTarget::Model(row));
        let label = WrappedText { symbol: "", role: StyleRole::Muted, lines: Vec::new() };
        self.push_cells(&label, &cells, &StyledLine { link, ..StyledLine::default() });
    }

    fn push_row(&mut self, row: &Row) {
        let cell = |cell: &Cell| WrappedText {
            symbol: if cell.is_best { BEST_SYMBOL } else { "" },
            role: if cell.is_best { StyleRole::Good } else { cell.role },
            lines: wrap(&cell.text(), self.layout.cell_width),
        };
        let cells: Vec<_> = self.visible(row.cells.iter()).map(cell).collect();
        let link = self.current.and_then(|idx| row.cells.get(idx)?.link()).map(|link| match link {
            CellLink::Url(url) => LinkTarget::Url(url.clone()),
            CellLink::Model(row) => LinkTarget::Model(*row),
        });
        let label = WrappedText {
            symbol: if row.differs { DIFFERS_SYMBOL } else { "" },
            role: if row.differs { StyleRole::Accent } else { StyleRole::Muted },
            lines: wrap(&row.label, self.layout.label_width),
        };
        let field = Some(DocField::from(&row.key));
        self.push_cells(&label, &cells, &StyledLine { link, field, ..StyledLine::default() });
    }

    /// The items of the visible models.
    fn visible<T>(&self, items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        items.skip(self.layout.visible_models.start).take(self.layout.visible_models.len())
    }

    /// Writes a label with its cells to the right of it, or below it if the layout is stacked. The lines take their
    /// link and field from `template`.
    fn push_cells(&mut self, label: &WrappedText, cells: &[WrappedText], template: &StyledLine) {
        let label_span = |idx: usize, columns: usize| {
            let text = label.lines.get(idx).map_or_else(String::new, |text| {
                let symbol = if idx == 0 { label.symbol } else { "" };
                format!("{symbol:<2} {text}")
            });
            StyledSpan::label(label.role, pad_to_width(&text, columns))
        };
        if self.layout.is_stacked {
            let columns = ComparisonLayout::SYMBOL_WIDTH + self.layout.label_width;
            for idx in 0..label.lines.len() {
                self.push_line(vec![label_span(idx, columns)], idx > 0, template);
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
                let symbol = if idx == 0 { cell.symbol } else { "" };
                let text = cell.lines.get(idx).map_or("", String::as_str);
                spans.push(StyledSpan::new(cell.role, pad_to_width(symbol, ComparisonLayout::COLUMN_GAP)));
                spans.push(StyledSpan::new(cell.role, pad_to_width(text, self.layout.cell_width)));
            }
            self.push_line(spans, idx > 0 || self.layout.is_stacked, template);
        }
    }

    fn push_paragraph(&mut self, role: StyleRole, text: &str, columns: usize, link: Option<&LinkTarget>) {
        let template = StyledLine { link: link.cloned(), ..StyledLine::default() };
        for text in wrap(text, columns) {
            self.push_line(vec![StyledSpan::new(role, text)], false, &template);
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
