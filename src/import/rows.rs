//! A row of a table, as a model.

use llm_catalog::{
    Benchmark, Model,
    license::License,
    link::{LinkKind, Url},
    model::{Score, Stage},
};

use crate::import::{
    figures,
    header_map::{self, ColumnKind},
    languages::parse_languages,
    links::{extract_links, kind_by_label},
    markdown_ast::{Inline, TableRow},
    names::IdAllocator,
    placeholder_text,
    sizes::{self, parse_sizes},
};

/// What a table says of all its rows.
pub(super) struct MarkdownTable<'a> {
    /// The columns; `None` for those that have no place in a catalogue.
    pub(super) columns: Vec<Option<ColumnKind>>,
    /// The scale that the heading of the parameters gives: `Params (B)`.
    pub(super) parameter_scale: Option<String>,
    pub(super) stage: Stage,
    pub(super) benchmark: Option<&'a Benchmark>,
}

impl MarkdownTable<'_> {
    /// The cell of a column, unless it says that nothing is known.
    pub(super) fn cell<'r>(&self, row: &'r TableRow, heading: ColumnKind) -> Option<&'r Inline> {
        let place = self.columns.iter().position(|column| *column == Some(heading))?;
        row.cells.get(place).filter(|cell| !is_missing_value(&cell.text()))
    }

    /// The model of a row, if the row has a name.
    pub(super) fn parse_model(
        &self,
        row: &TableRow,
        ids: &mut IdAllocator,
        left_out: &mut impl FnMut(String),
    ) -> Option<Model> {
        let text = |heading| self.cell(row, heading).map(Inline::text);
        let name = text(ColumnKind::Name);
        let Some(name) = name else {
            left_out("this row has no name; it is left out".to_owned());
            return None;
        };
        let (id, note) = ids.allocate(&name, "model");
        note.into_iter().for_each(&mut *left_out);
        let stage = text(ColumnKind::Stage).and_then(|text| header_map::detect_stage(&text)).unwrap_or(self.stage);
        let mut model = Model { insight: Some(placeholder_text()), ..Model::new(id?, name, stage) };
        for (heading, cell) in self.columns.iter().zip(&row.cells) {
            if let Some(heading) = heading.filter(|_| !is_missing_value(&cell.text())) {
                self.set_field(&mut model, heading, cell, left_out);
            }
        }
        self.parse_scores(&mut model, row, left_out);
        model.open_weights = model.link(LinkKind::Checkpoint).is_some();
        Some(model)
    }

    /// Puts what a cell says into the model.
    fn set_field(&self, model: &mut Model, heading: ColumnKind, cell: &Inline, left_out: &mut impl FnMut(String)) {
        let text = cell.text();
        match heading {
            ColumnKind::Name => model.links.extend(extract_links(cell, None, left_out)),
            ColumnKind::Organizations => model.organizations = vec![text],
            ColumnKind::Parameters => model.sizes = parse_sizes(&text, self.parameter_scale.as_deref(), left_out),
            ColumnKind::Released => match figures::parse_date(&text) {
                Some(date) => model.released = Some(date),
                None => left_out(format!("`{text}` is not a date; write it as `2023`, `2023-02` or `2023-02-24`")),
            },
            ColumnKind::Links(kind) => {
                for word in non_link_words(cell) {
                    left_out(format!("`{word}` is no link"));
                }
                let found = extract_links(cell, kind, left_out);
                let new: Vec<_> = found.into_iter().filter(|link| !model.links.contains(link)).collect();
                model.links.extend(new);
            }
            ColumnKind::Training => {
                for line in cell.lines() {
                    match figures::parse_training(&line) {
                        Some(training) => model.training.push(training),
                        None => left_out(format!("`{line}` is not a figure; write it like `1.4T` or `52K examples`")),
                    }
                }
            }
            ColumnKind::Context => match text.replace(',', "").parse() {
                Ok(tokens) => model.context = Some(tokens),
                Err(_) => left_out(format!("`{text}` is not a number of tokens; write it like `2048`")),
            },
            ColumnKind::Languages => model.languages = parse_languages(&text, left_out),
            ColumnKind::License => model.license = Some(parse_license(cell, left_out)),
            ColumnKind::Score | ColumnKind::Stage | ColumnKind::Insight => {}
        }
    }

    /// Scores stand by size, so the sizes come first.
    fn parse_scores(&self, model: &mut Model, row: &TableRow, left_out: &mut impl FnMut(String)) {
        let lines = self.cell(row, ColumnKind::Score).map(Inline::lines).unwrap_or_default();
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
                model.sizes.push(sizes::new_size(name.clone()));
            }
            model.scores.push(Score {
                benchmark: benchmark.id.clone(),
                size,
                setting: None,
                reported_by: None,
                value,
                source: benchmark.url.clone(),
            });
        }
    }
}

/// Whether a cell says that nothing is known.
pub(super) fn is_missing_value(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let words = ["none", "n/a", "na", "unknown", "undisclosed", "not disclosed", "tbd", "无", "未知", "未公开", "暂无"];
    words.contains(&text.as_str()) || text.chars().all(|c| "-–—?/.".contains(c))
}

/// What a cell of links says beside them, word by word between its bars.
fn non_link_words(cell: &Inline) -> Vec<String> {
    use crate::import::markdown_ast::InlineNode;
    let text = |piece: &InlineNode| match piece {
        InlineNode::Text(text) => text.clone(),
        _ => "|".to_owned(),
    };
    let beside: String = cell.nodes().iter().map(text).collect();
    let words = beside.split(['|', ',', '、', ';']).map(|word| word.trim().to_owned());
    words.filter(|word| word.chars().any(char::is_alphanumeric) && !is_missing_value(word)).collect()
}

fn parse_license(cell: &Inline, left_out: &mut impl FnMut(String)) -> License {
    let mut url = None;
    for (_, address) in cell.links() {
        match Url::try_from(address.to_owned()) {
            Ok(found) => url = url.or(Some(found)),
            Err(error) => left_out(format!("the license: {error}")),
        }
    }
    License { name: cell.text(), zh: None, spdx: None, url, commercial_use: None }
}

/// Whether the label of a link to a paper is its title, and not just a word such as `paper`.
pub(super) fn is_paper_title(label: &str) -> bool {
    kind_by_label(label).is_none() && header_map::column_kind(label).is_none()
}
