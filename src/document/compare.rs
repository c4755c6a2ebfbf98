//! Lays out a comparison: a column for each model, a row for each fact.

use llm_catalog::{localized::Locale, setting::is_same_setting};
use llm_index::Column;

use crate::{
    columns::{stage_badge, stage_style_role, variant_label},
    comparison::{BEST_SYMBOL, Cell, CellLink, CellValue, ComparedVariant, Comparison, Row, RowKey, UNLIKE_SYMBOL},
    config::theme::StyleRole,
    display_width::{MAX_TEXT_WIDTH, pad_to_width, truncate, width, wrap},
    document::{
        comparison_layout::ComparisonLayout,
        field::DocField,
        line::{Document, LinkTarget, StyledLine, StyledSpan},
        lineage_name::shorten_name,
    },
    glyphs::{FOLDED, HORIZONTAL, bar},
    i18n::Messages,
};

/// Columns of a score before its bar, and of the bar.
const SCORE_WIDTH: usize = 6;
const BAR_WIDTH: usize = 8;
/// Marks the current model.
const CURRENT_SYMBOL: &str = FOLDED;

/// What is shown of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComparisonView<'a> {
    /// The index of the current model; without one, all models are shown.
    pub current: Option<usize>,
    /// If set, rows with equal values are hidden, and this key is said to show them.
    pub differences_key: Option<&'a str>,
}

/// A comparison laid out for a width in columns.
#[must_use]
pub fn compare(comparison: &Comparison, view: ComparisonView<'_>, locale: Locale, width: usize) -> Document {
    let layout = ComparisonLayout::new(width, comparison.variants.len(), view.current);
    let mut builder = ComparisonBuilder { comparison, current: view.current, locale, layout, lines: Vec::new() };
    builder.push_model_names();
    let is_shown = |row: &&Row| view.differences_key.is_none() || !row.is_equal();
    let mut section = None;
    for row in comparison.rows.iter().filter(is_shown) {
        if section != Some(row.key.section()) {
            section = Some(row.key.section());
            builder.push_blank_line();
            builder.lines.push(section_heading(row.key.section().heading(locale), width));
        }
        builder.push_row(row);
    }
    builder.push_blank_line();
    let messages = Messages::get(locale);
    let hidden = comparison.rows.iter().filter(|row| !is_shown(row)).count();
    if let Some(key) = view.differences_key.filter(|_| hidden > 0) {
        builder.push_paragraph(StyleRole::Muted, &(messages.equal_rows_hidden)(hidden, key), width, None);
    }
    builder.push_paragraph(StyleRole::Muted, &(messages.compare_legend)(BEST_SYMBOL, UNLIKE_SYMBOL), width, None);
    for (row, model) in comparison.models() {
        let Some(insight) = &model.insight else { continue };
        builder.push_blank_line();
        builder.push_paragraph(StyleRole::Title, &model.name, width, Some(&LinkTarget::Model(row)));
        builder.push_paragraph(StyleRole::Text, insight.get(locale), width.min(MAX_TEXT_WIDTH.into()), None);
    }
    Document { lines: builder.lines }
}

/// The names of the models on one line, for a comparison that is scrolled: a name that is too wide is cut before the
/// name of its variant.
#[must_use]
pub fn comparison_heading(comparison: &Comparison, current: Option<usize>, columns: usize) -> StyledLine {
    let layout = ComparisonLayout::new(columns, comparison.variants.len(), current);
    let mut spans = vec![StyledSpan::new(StyleRole::Text, " ".repeat(layout.indent()))];
    let visible = comparison.variants.iter().enumerate().skip(layout.visible_models.start);
    for (idx, variant) in visible.take(layout.visible_models.len()) {
        let symbol = if current == Some(idx) { CURRENT_SYMBOL } else { "" };
        let title = shorten_name(&variant.resolved.name, layout.text_width(), |name| match variant.name() {
            Some(variant) => variant_label(name, variant),
            None => name.to_owned(),
        });
        spans.push(StyledSpan::new(StyleRole::Title, pad_to_width(symbol, ComparisonLayout::COLUMN_GAP)));
        spans.push(StyledSpan::new(StyleRole::Title, pad_to_width(&title, layout.cell_width)));
    }
    spans.into()
}

/// The heading of a section, with a rule to the end of the line.
fn section_heading(text: &str, columns: usize) -> StyledLine {
    let text = truncate(text, columns);
    let rule = HORIZONTAL.repeat(columns.saturating_sub(width(&text) + 1));
    let spans =
        vec![StyledSpan::new(StyleRole::Title, text), StyledSpan::drawing(StyleRole::Border, format!(" {rule}"))];
    StyledLine { is_heading: true, ..spans.into() }
}

struct ComparisonBuilder<'a> {
    comparison: &'a Comparison,
    current: Option<usize>,
    locale: Locale,
    layout: ComparisonLayout,
    lines: Vec<StyledLine>,
}

/// The settings of scores that several cells have, each once.
fn shared_settings<'c>(cells: &[&'c Cell]) -> Vec<Option<&'c str>> {
    let has = |cell: &Cell, setting| cell.values.iter().any(|value| is_same_setting(setting_of(value), setting));
    let mut shared: Vec<Option<&str>> = Vec::new();
    for setting in cells.iter().flat_map(|cell| &cell.values).map(setting_of) {
        let is_shared = cells.iter().filter(|cell| has(cell, setting)).count() > 1;
        if is_shared && !shared.iter().any(|known| is_same_setting(*known, setting)) {
            shared.push(setting);
        }
    }
    shared
}

fn setting_of(value: &CellValue) -> Option<&str> {
    value.score.as_ref()?.setting.as_deref()
}

/// Which of the shared settings a score has.
fn slot_of(value: &CellValue, shared: &[Option<&str>]) -> Option<usize> {
    shared.iter().position(|setting| is_same_setting(*setting, setting_of(value)))
}

/// A label or a cell.
#[derive(Clone)]
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

    /// Adds blank lines up to a height.
    fn pad_to_height(&mut self, height: usize) {
        self.lines.resize(self.lines.len().max(height), WrappedLine::default());
    }

    /// A cell. Equal values are muted.
    fn from_cell(cell: &Cell, row: &Row, columns: usize, locale: Locale) -> Self {
        match cell.values.as_slice() {
            [only] => Self::from_value(only, cell, row, columns),
            _ => Self::new("", Self::role(cell, row), &cell.text(locale), columns, cell.link()),
        }
    }

    fn role(cell: &Cell, row: &Row) -> StyleRole {
        if row.is_equal() { StyleRole::Muted } else { cell.role }
    }

    /// A value of a cell.
    fn from_value(value: &CellValue, cell: &Cell, row: &Row, columns: usize) -> Self {
        let role = if value.is_best() { StyleRole::Good } else { Self::role(cell, row) };
        Self::new(value.symbol(), role, &value.text, columns, value.link.as_ref()).with_bar(value, columns)
    }

    /// Adds a bar to a score, if it fits behind the score.
    fn with_bar(mut self, value: &CellValue, columns: usize) -> Self {
        if let (Some(score), [line]) = (&value.score, self.lines.as_mut_slice())
            && SCORE_WIDTH + BAR_WIDTH <= columns
            && width(&line.text) <= SCORE_WIDTH
        {
            line.text = format!("{:<SCORE_WIDTH$}{}", line.text, bar(score.share, BAR_WIDTH));
        }
        self
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
        let columns = self.layout.text_width();
        let cell = |(cell, variant): (&Cell, &ComparedVariant)| match row.key {
            RowKey::Column(Column::Stage) => {
                let stage = variant.resolved.stage;
                let badge = stage_badge(stage, Messages::get(self.locale));
                WrappedText::new("", stage_style_role(stage), &badge, columns, None)
            }
            _ => WrappedText::from_cell(cell, row, columns, self.locale),
        };
        let cells: Vec<_> = match row.key {
            RowKey::Score { .. } => self.score_cells(row),
            _ => self.visible(row.cells.iter().zip(&self.comparison.variants)).map(cell).collect(),
        };
        let role = match row {
            row if row.differs => StyleRole::Title,
            row if row.is_equal() => StyleRole::Muted,
            _ => StyleRole::Text,
        };
        let fits = width(&row.label) <= self.layout.label_width;
        let label = row.short_label.as_ref().filter(|_| !fits).unwrap_or(&row.label);
        let label = WrappedText::new("", role, label, self.layout.label_width, None);
        let field = Some(DocField::from(&row.key));
        self.push_cells(&label, &cells, &StyledLine { field, ..StyledLine::default() });
    }

    /// The cells of a row of scores, each of which begins a line. Those in a setting that several models have come first,
    /// each setting on the same lines.
    fn score_cells(&self, row: &Row) -> Vec<WrappedText> {
        let columns = self.layout.text_width();
        let cells: Vec<_> = self.visible(row.cells.iter()).collect();
        let shared = shared_settings(&cells);
        let mut texts = vec![WrappedText { lines: Vec::new() }; cells.len()];
        for slot in (0..shared.len()).map(Some).chain([None]) {
            for (text, cell) in texts.iter_mut().zip(&cells) {
                let in_slot = cell.values.iter().filter(|value| slot_of(value, &shared) == slot);
                text.lines.extend(in_slot.flat_map(|value| WrappedText::from_value(value, cell, row, columns).lines));
            }
            if slot.is_some() {
                let height = texts.iter().map(|text| text.lines.len()).max().unwrap_or_default();
                for text in &mut texts {
                    text.pad_to_height(height);
                }
            }
        }
        let unknown = texts.iter_mut().zip(&cells).filter(|(_, cell)| !cell.is_known());
        unknown.for_each(|(text, cell)| *text = WrappedText::from_cell(cell, row, columns, self.locale));
        texts
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
            let role = label.lines.first().map(|line| line.role).unwrap_or_default();
            StyledSpan::label(role, pad_to_width(&line.text, columns))
        };
        if self.layout.is_stacked {
            let columns = self.layout.label_width;
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
