//! Table rows as models.

use llm_catalog::{
    Benchmark, Foreign, Model,
    license::License,
    link::{LinkKind, Url},
    model::{Score, Stage},
    text::sanitize,
    variant::Variant,
};

use crate::{
    i18n::Messages,
    import::{
        markdown::{
            ast::{Inline, InlineNode, TableRow},
            date::parse_date,
            header::ColumnKind,
            id_allocator::IdAllocator,
            language::parse_languages,
            link::extract_links,
            locales::LOCALES,
            section::detect_stage,
            size::parse_sizes,
            training::parse_training,
        },
        result::placeholder_text,
    },
};

/// The properties that all rows of a table share.
pub(super) struct MarkdownTable<'a> {
    /// The kinds of the columns; `None` for unknown ones.
    pub(super) columns: Vec<Option<ColumnKind>>,
    /// The scale in the header of the parameters: `B` of `Params (B)`.
    pub(super) parameter_scale: Option<String>,
    pub(super) stage: Stage,
    pub(super) benchmark: Option<&'a Benchmark>,
}

impl MarkdownTable<'_> {
    /// The cell of the first column of a kind, unless it states that the value is unknown.
    pub(super) fn cell<'r>(&self, row: &'r TableRow, column: ColumnKind) -> Option<&'r Inline> {
        let idx = self.columns.iter().position(|kind| *kind == Some(column))?;
        row.cells.get(idx).filter(|cell| !is_missing_value(&cell.text()))
    }

    /// The cells of known columns that hold a value.
    pub(super) fn known_cells<'r>(&self, row: &'r TableRow) -> impl Iterator<Item = (ColumnKind, &'r Inline)> {
        let cells = self.columns.iter().zip(&row.cells).filter_map(|(column, cell)| Some(((*column)?, cell)));
        cells.filter(|(_, cell)| !is_missing_value(&cell.text()))
    }

    /// Parses a row that has a name. Cells that cannot be parsed are reported.
    pub(super) fn parse_model(
        &self,
        row: &TableRow,
        ids: &mut IdAllocator,
        warn: &mut dyn FnMut(String),
    ) -> Option<Model> {
        let Some(name) = self.cell(row, ColumnKind::Name).map(Inline::text) else {
            warn("skipped a row without a name".to_owned());
            return None;
        };
        let (id, warning) = ids.allocate(&name, "model");
        warning.into_iter().for_each(&mut *warn);
        let stage = self.cell(row, ColumnKind::Stage).and_then(|cell| detect_stage(&cell.text()));
        let mut model =
            Model { insight: Some(placeholder_text()), ..Model::new(id?, name, stage.unwrap_or(self.stage)) };
        for (column, cell) in self.known_cells(row) {
            self.set_field(&mut model, column, cell, warn);
        }
        // Scores name sizes, so the sizes must be set.
        self.set_scores(&mut model, row, warn);
        model.open_weights = model.link(LinkKind::Checkpoint).is_some();
        Some(model)
    }

    fn set_field(&self, model: &mut Model, column: ColumnKind, cell: &Inline, warn: &mut dyn FnMut(String)) {
        let text = cell.text();
        match column {
            ColumnKind::Name => model.links.extend(extract_links(cell, None, warn)),
            ColumnKind::Organizations => model.organizations = vec![text],
            ColumnKind::Parameters => model.variants = parse_sizes(&text, self.parameter_scale.as_deref(), warn),
            ColumnKind::Released => match parse_date(&text) {
                Some(date) => model.released = Some(date),
                None => warn(format!(
                    "`{}` is not a date; write it as `2023`, `2023-02` or `2023-02-24`",
                    Foreign::new(&text)
                )),
            },
            ColumnKind::Links(kind) => {
                for word in non_link_words(cell) {
                    warn(format!("`{}` is not a link", Foreign::new(&word)));
                }
                let mut links = extract_links(cell, kind, warn);
                links.retain(|link| !model.links.contains(link));
                model.links.extend(links);
            }
            ColumnKind::Training => {
                for line in cell.lines() {
                    match parse_training(&line) {
                        Some(training) => model.training.push(training),
                        None => warn(format!(
                            "`{}` is not a quantity; write it like `1.4T` or `52K examples`",
                            Foreign::new(&line)
                        )),
                    }
                }
            }
            ColumnKind::Context => match text.replace(',', "").parse() {
                Ok(tokens) => model.context = Some(tokens),
                Err(_) => warn(format!("`{}` is not a number of tokens; write it like `2048`", Foreign::new(&text))),
            },
            ColumnKind::Languages => model.languages = parse_languages(&text, warn),
            ColumnKind::License if is_closed(&text) => {}
            ColumnKind::License => model.license = Some(parse_license(cell, warn)),
            ColumnKind::Score | ColumnKind::Stage | ColumnKind::Insight => {}
        }
    }

    fn set_scores(&self, model: &mut Model, row: &TableRow, warn: &mut dyn FnMut(String)) {
        let lines = self.cell(row, ColumnKind::Score).map(Inline::lines).unwrap_or_default();
        let Some(benchmark) = self.benchmark else { return };
        for line in lines {
            let (size, value) =
                line.rsplit_once(": ").map_or((None, line.as_str()), |(size, value)| (Some(sanitize(size)), value));
            let size = size.as_deref().filter(|size| !size.is_empty());
            let value = value.trim_end_matches('%').trim().parse().ok().filter(|value: &f64| value.is_finite());
            let Some(value) = value else {
                warn(format!("`{}` is not a score; write it like `62.1` or `7B: 49.7`", Foreign::new(&line)));
                continue;
            };
            if let Some(name) = size.filter(|name| model.variant(name).is_none()) {
                model.variants.push(Variant::named(name));
            }
            model.scores.push(Score {
                benchmark: benchmark.id.clone(),
                variant: size.map(str::to_owned),
                setting: None,
                reported_by: None,
                value,
                source: benchmark.url.clone(),
            });
        }
    }
}

/// True if a cell is empty or states that the value is unknown.
fn is_missing_value(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let words = ["none", "n/a", "na", "unknown", "undisclosed", "not disclosed", "tbd", "无", "未知", "未公开", "暂无"];
    words.contains(&text.as_str()) || text.chars().all(|ch| "-–—?/.".contains(ch))
}

/// The text between the links of a cell, split at its separators.
fn non_link_words(cell: &Inline) -> Vec<String> {
    let texts = cell.nodes().iter().map(|node| match node {
        InlineNode::Text(text) => text,
        InlineNode::Link { .. } | InlineNode::LineBreak => "|",
    });
    let text: String = texts.collect();
    let words = text.split(['|', ',', '、', ';']).map(|word| word.trim().to_owned());
    words.filter(|word| word.chars().any(char::is_alphanumeric) && !is_missing_value(word)).collect()
}

/// Whether a license says that there is none, as the weights are not released.
fn is_closed(license: &str) -> bool {
    LOCALES.into_iter().any(|locale| Messages::get(locale).license_closed == license.trim().to_lowercase())
}

fn parse_license(cell: &Inline, warn: &mut dyn FnMut(String)) -> License {
    let mut url = None;
    for (_, link) in cell.links() {
        match Url::try_from(link.to_owned()) {
            Ok(valid) => url = url.or(Some(valid)),
            Err(error) => warn(format!("the license: {error}")),
        }
    }
    License { name: cell.text(), zh: None, spdx: None, url, commercial_use: None }
}
