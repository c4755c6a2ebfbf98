//! Models side by side: a column for each, a row for what is known of them.

use super::{Line, Piece, Sheet, Target, grid::Grid};
use crate::{
    catalog::Model,
    comparison::{BEST, Cell, Comparison, DIFFERS, Lead, Row},
    locale::Locale,
    text::{fit, width, wrap},
    theme::Role,
};

/// Insights are not wider than this: longer lines are hard to read.
const READABLE: usize = 100;
/// Stands at the model that keys are for.
const HERE: &str = ">";

/// Models side by side, laid out for a width in columns. `place` is the model
/// that a person is at, counted from the left; without one, all are in sight.
#[must_use]
pub fn compare(comparison: &Comparison, place: Option<usize>, locale: Locale, columns: usize) -> Sheet {
    let grid = Grid::new(columns, comparison.models().count(), place);
    let mut page = Page { comparison, place, grid, lines: Vec::new() };
    page.names();
    page.gap();
    for row in &comparison.rows {
        page.row(row);
    }
    page.gap();
    page.paragraph(Role::Muted, &(locale.messages().compare_legend)(DIFFERS, BEST), columns, None);
    for (row, model) in comparison.models() {
        let Some(insight) = &model.insight else { continue };
        page.gap();
        page.paragraph(Role::Title, &model.name, columns, Some(&Target::Model(row)));
        page.paragraph(Role::Text, insight.get(locale), columns.min(READABLE), None);
    }
    Sheet { lines: page.lines }
}

struct Page<'a> {
    comparison: &'a Comparison,
    place: Option<usize>,
    grid: Grid,
    lines: Vec<Line>,
}

/// A cell as it is drawn: what stands before it, its lines.
struct Block {
    sign: &'static str,
    role: Role,
    lines: Vec<String>,
}

impl Page<'_> {
    /// The names of the models; they lead to the one that a person is at.
    fn names(&mut self) {
        let block = |(place, (_, model)): (usize, (usize, &Model))| Block {
            sign: if self.place == Some(place) { HERE } else { "" },
            role: Role::Title,
            lines: wrap(&model.name, self.grid.width),
        };
        let blocks = self.in_sight(self.comparison.models().enumerate()).map(block).collect::<Vec<_>>();
        let here = self.comparison.models().nth(self.place.unwrap_or_default());
        let target = here.filter(|_| self.place.is_some()).map(|(row, _)| Target::Model(row));
        self.blocks(&[], Role::Muted, &blocks, target.as_ref());
    }

    fn row(&mut self, row: &Row) {
        let block = |cell: &Cell| Block {
            sign: if cell.best { BEST } else { "" },
            role: if cell.best { Role::Good } else { cell.role },
            lines: wrap(&cell.text(), self.grid.width),
        };
        let blocks = self.in_sight(row.cells.iter()).map(block).collect::<Vec<_>>();
        let lead = self.place.and_then(|place| row.cells.get(place)?.lead());
        let target = lead.map(|lead| match lead {
            Lead::Url(url) => Target::Url(url.clone()),
            Lead::Model(row) => Target::Model(*row),
        });
        let role = if row.differs { Role::Accent } else { Role::Muted };
        let sign = if row.differs { DIFFERS } else { "" };
        let lines = wrap(&row.label, self.grid.label);
        let label = |(number, line)| (if number == 0 { sign } else { "" }, line);
        let labels: Vec<_> = lines.into_iter().enumerate().map(label).collect();
        self.blocks(&labels, role, &blocks, target.as_ref());
    }

    /// What of the columns is in sight.
    fn in_sight<T>(&self, all: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
        all.skip(self.grid.models.start).take(self.grid.models.len())
    }

    /// A label and cells beside it, or below it on a narrow screen; each as
    /// high as it needs.
    fn blocks(&mut self, labels: &[(&str, String)], role: Role, blocks: &[Block], target: Option<&Target>) {
        let blank = |columns| Piece::new(Role::Text, " ".repeat(columns));
        let label_piece = |label: Option<&(&str, String)>, columns: usize| {
            let text = label.map_or_else(String::new, |(sign, text)| format!("{sign:<2} {text}"));
            Piece::new(role, padded(&text, columns))
        };
        if self.grid.stacks {
            for label in labels {
                self.line(vec![label_piece(Some(label), Grid::SIGN + self.grid.label)], target);
            }
        }
        let beside = if self.grid.stacks { &[] } else { labels };
        let height = blocks.iter().map(|block| block.lines.len()).chain([beside.len()]).max().unwrap_or_default();
        for number in 0..height {
            let first = match self.grid.indent() {
                0 => blank(0),
                columns => label_piece(beside.get(number), columns),
            };
            let mut pieces = vec![first];
            for block in blocks {
                let sign = if number == 0 { block.sign } else { "" };
                let text = block.lines.get(number).map_or("", String::as_str);
                pieces.push(Piece::new(block.role, padded(sign, Grid::GAP)));
                pieces.push(Piece::new(block.role, padded(text, self.grid.width)));
            }
            self.line(pieces, target);
        }
    }

    fn paragraph(&mut self, role: Role, text: &str, columns: usize, target: Option<&Target>) {
        for text in wrap(text, columns) {
            self.line(vec![Piece::new(role, text)], target);
        }
    }

    fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// A line without blanks at its end.
    fn line(&mut self, mut pieces: Vec<Piece>, target: Option<&Target>) {
        while let Some(last) = pieces.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            pieces.pop();
        }
        self.lines.push(Line { pieces, target: target.cloned() });
    }
}

/// The text with blanks up to a width, or cut to it.
fn padded(text: &str, columns: usize) -> String {
    let text = fit(text, columns);
    let blanks = columns.saturating_sub(width(&text));
    text + &" ".repeat(blanks)
}
