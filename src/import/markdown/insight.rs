//! Insights of models, which a page may list in separate tables.

use std::collections::{HashMap, HashSet, VecDeque};

use llm_catalog::{Foreign, Model, link::LinkKind, model::Paper};

use crate::import::{
    markdown::{
        ast::{Inline, TableRow},
        header::{ColumnKind, column_kind},
        link::{extract_links, kind_by_label},
        locales::same_in_all_locales,
        table::MarkdownTable,
    },
    result::placeholder_text,
};

/// A row of a table of insights.
pub(super) struct InsightRow {
    pub(super) line: usize,
    /// The name of the model, or several: `A/B`.
    pub(super) name: String,
    pub(super) papers: Inline,
    pub(super) text: Option<String>,
}

/// The models without an insight, by name.
pub(super) struct ModelNames {
    exact: HashMap<String, VecDeque<usize>>,
    ignoring_case: HashMap<String, VecDeque<usize>>,
    /// The models that have got an insight.
    taken: HashSet<usize>,
}

impl ModelNames {
    pub(super) fn new(models: &[Model]) -> Self {
        let mut names = Self { exact: HashMap::new(), ignoring_case: HashMap::new(), taken: HashSet::new() };
        for (idx, model) in models.iter().enumerate().filter(|(_, model)| lacks_insight(model)) {
            names.exact.entry(model.name.clone()).or_default().push_back(idx);
            names.ignoring_case.entry(model.name.to_ascii_lowercase()).or_default().push_back(idx);
        }
        names
    }

    /// The first model of a name that has no insight yet; exact matches come first.
    fn first(&mut self, name: &str) -> Option<usize> {
        let Self { exact, ignoring_case, taken } = self;
        let first = |indices: Option<&mut VecDeque<usize>>| {
            let indices = indices?;
            while indices.front().is_some_and(|idx| taken.contains(idx)) {
                indices.pop_front();
            }
            indices.front().copied()
        };
        first(exact.get_mut(name)).or_else(|| first(ignoring_case.get_mut(&name.to_ascii_lowercase())))
    }
}

impl InsightRow {
    pub(super) fn parse(table: &MarkdownTable<'_>, row: &TableRow) -> Self {
        let papers = table.known_cells(row).find(|(column, _)| matches!(column, ColumnKind::Links(_)));
        Self {
            line: row.line,
            name: table.cell(row, ColumnKind::Name).map(Inline::text).unwrap_or_default(),
            papers: papers.map(|(_, cell)| cell.clone()).unwrap_or_default(),
            text: table.cell(row, ColumnKind::Insight).map(Inline::text),
        }
    }

    /// Adds the insight to the model of this name, else to each of the models
    /// that the name lists, and returns the warnings.
    pub(super) fn attach(&self, models: &mut [Model], names: &mut ModelNames) -> Vec<String> {
        if let Some(warnings) = self.attach_to(&self.name, models, names) {
            return warnings;
        }
        let parts = self.name.split('/').map(str::trim);
        let warnings: Option<Vec<_>> = parts.map(|name| self.attach_to(name, models, names)).collect();
        match warnings {
            // The same link gives the same warnings for each model.
            Some(warnings) => warnings.into_iter().next().unwrap_or_default(),
            None => vec![format!("no model `{}` without an insight in any table", Foreign::new(&self.name))],
        }
    }

    /// Adds the insight to the first model of this name that has none; exact matches come first.
    fn attach_to(&self, name: &str, models: &mut [Model], names: &mut ModelNames) -> Option<Vec<String>> {
        let idx = names.first(name)?;
        let model = models.get_mut(idx)?;
        let mut warnings = Vec::new();
        model.insight = Some(self.text.clone().map_or_else(placeholder_text, same_in_all_locales));
        for link in extract_links(&self.papers, Some(LinkKind::Paper), &mut |message| warnings.push(message)) {
            if model.links.iter().all(|other| other.url != link.url) {
                model.links.push(link);
            }
        }
        if !lacks_insight(model) {
            names.taken.insert(idx);
        }
        let title = self.papers.text();
        if !title.is_empty() && is_paper_title(&title) {
            model.paper = Some(Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None });
        }
        Some(warnings)
    }
}

/// True if the insight of a model is only the placeholder.
pub(super) fn lacks_insight(model: &Model) -> bool {
    model.insight == Some(placeholder_text())
}

/// True if the label of a link to a paper is its title, not a word such as `paper`.
fn is_paper_title(label: &str) -> bool {
    kind_by_label(label).is_none() && column_kind(label).is_none()
}
