//! A row of a table, as a model.

use super::{
    blocks::{Inline, Row},
    figures,
    headings::{self, Heading},
    languages::languages,
    links::{by_label, links},
    names::Ids,
    sizes::{self, sizes},
    unwritten,
};
use crate::catalog::{
    Benchmark, Model,
    license::License,
    link::{LinkKind, Url},
    model::{Score, Stage},
};

/// What a table says of all its rows.
pub(super) struct Table<'a> {
    /// The columns; `None` for those that have no place in a catalogue.
    pub(super) columns: Vec<Option<Heading>>,
    /// The scale that the heading of the parameters gives: `Params (B)`.
    pub(super) scale: Option<String>,
    pub(super) stage: Stage,
    pub(super) benchmark: Option<&'a Benchmark>,
}

impl Table<'_> {
    /// The cell of a column, unless it says that nothing is known.
    pub(super) fn cell<'r>(&self, row: &'r Row, heading: Heading) -> Option<&'r Inline> {
        let place = self.columns.iter().position(|column| *column == Some(heading))?;
        row.cells.get(place).filter(|cell| !is_nothing(&cell.text()))
    }

    /// The model of a row, if the row has a name.
    pub(super) fn model(&self, row: &Row, ids: &mut Ids, left_out: &mut impl FnMut(String)) -> Option<Model> {
        let text = |heading| self.cell(row, heading).map(Inline::text);
        let name = text(Heading::Name);
        let Some(name) = name else {
            left_out("this row has no name; it is left out".to_owned());
            return None;
        };
        let (id, note) = ids.id(&name, "model");
        note.into_iter().for_each(&mut *left_out);
        let stage = text(Heading::Stage).and_then(|text| headings::stage(&text)).unwrap_or(self.stage);
        let mut model = Model { insight: Some(unwritten()), ..Model::new(id?, name, stage) };
        for (heading, cell) in self.columns.iter().zip(&row.cells) {
            if let Some(heading) = heading.filter(|_| !is_nothing(&cell.text())) {
                self.fill(&mut model, heading, cell, left_out);
            }
        }
        self.scores(&mut model, row, left_out);
        model.open_weights = model.link(LinkKind::Checkpoint).is_some();
        Some(model)
    }

    /// Puts what a cell says into the model.
    fn fill(&self, model: &mut Model, heading: Heading, cell: &Inline, left_out: &mut impl FnMut(String)) {
        let text = cell.text();
        match heading {
            Heading::Name => model.links.extend(links(cell, None, left_out)),
            Heading::Organizations => model.organizations = vec![text],
            Heading::Parameters => model.sizes = sizes(&text, self.scale.as_deref(), left_out),
            Heading::Released => match figures::date(&text) {
                Some(date) => model.released = Some(date),
                None => left_out(format!("`{text}` is not a date; write it as `2023`, `2023-02` or `2023-02-24`")),
            },
            Heading::Links(kind) => {
                for word in words_beside_links(cell) {
                    left_out(format!("`{word}` is no link"));
                }
                let found = links(cell, kind, left_out);
                let new: Vec<_> = found.into_iter().filter(|link| !model.links.contains(link)).collect();
                model.links.extend(new);
            }
            Heading::Training => {
                for line in cell.lines() {
                    match figures::training(&line) {
                        Some(training) => model.training.push(training),
                        None => left_out(format!("`{line}` is not a figure; write it like `1.4T` or `52K examples`")),
                    }
                }
            }
            Heading::Context => match text.replace(',', "").parse() {
                Ok(tokens) => model.context = Some(tokens),
                Err(_) => left_out(format!("`{text}` is not a number of tokens; write it like `2048`")),
            },
            Heading::Languages => model.languages = languages(&text, left_out),
            Heading::License => model.license = Some(license(cell, left_out)),
            Heading::Score | Heading::Stage | Heading::Insight => {}
        }
    }

    /// Scores stand by size, so the sizes come first.
    fn scores(&self, model: &mut Model, row: &Row, left_out: &mut impl FnMut(String)) {
        let lines = self.cell(row, Heading::Score).map(Inline::lines).unwrap_or_default();
        let Some(benchmark) = self.benchmark else { return };
        for line in lines {
            let (size, value) =
                line.rsplit_once(": ").map_or((None, line.as_str()), |(size, value)| (Some(size), value));
            let value = value.trim_end_matches('%').trim().parse().ok().filter(|value: &f64| value.is_finite());
            let Some(value) = value else {
                left_out(format!("`{line}` is not a score; write it like `62.1` or `7B: 49.7`"));
                continue;
            };
            let size = size.map(str::to_owned);
            if let Some(name) = size.as_ref().filter(|name| !model.sizes.iter().any(|size| size.name == **name)) {
                model.sizes.push(sizes::empty(name.clone()));
            }
            model.scores.push(Score {
                benchmark: benchmark.id.clone(),
                size,
                setting: None,
                by: None,
                value,
                source: benchmark.url.clone(),
            });
        }
    }
}

/// Whether a cell says that nothing is known.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let words = ["none", "n/a", "na", "unknown", "undisclosed", "not disclosed", "tbd", "无", "未知", "未公开", "暂无"];
    words.contains(&text.as_str()) || text.chars().all(|c| "-–—?/.".contains(c))
}

/// What a cell of links says beside them, word by word between its bars.
fn words_beside_links(cell: &Inline) -> Vec<String> {
    use super::blocks::Piece;
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        _ => "|".to_owned(),
    };
    let beside: String = cell.pieces().iter().map(text).collect();
    let words = beside.split(['|', ',', '、', ';']).map(|word| word.trim().to_owned());
    words.filter(|word| word.chars().any(char::is_alphanumeric) && !is_nothing(word)).collect()
}

fn license(cell: &Inline, left_out: &mut impl FnMut(String)) -> License {
    let mut url = None;
    for (_, address) in cell.links() {
        match Url::try_from(address.to_owned()) {
            Ok(found) => url = url.or(Some(found)),
            Err(error) => left_out(format!("the license: {error}")),
        }
    }
    License { name: cell.text(), zh: None, spdx: None, url, commercial: None }
}

/// Whether the label of a link to a paper is its title, and not just a word such as `paper`.
pub(super) fn is_title(label: &str) -> bool {
    by_label(label).is_none() && headings::heading(label).is_none()
}
