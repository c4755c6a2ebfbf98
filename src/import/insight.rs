//! Insights of models, which a page may list in separate tables.

use std::collections::{HashMap, HashSet, VecDeque};

use llm_catalog::{
    Model,
    link::{Link, LinkKind},
    model::Paper,
};

use crate::import::{
    cell::links::read_links, heading::is_no_title, inline::Inline, locales::same_in_all_locales, report::CellLog,
};

/// A row of a table of insights.
#[derive(Debug, Default)]
pub(super) struct InsightRow {
    pub(super) line: usize,
    /// The name of the model, or several: `A/B`.
    pub(super) name: String,
    pub(super) papers: Inline,
    /// The heading of the papers.
    pub(super) papers_heading: String,
    pub(super) text: Option<String>,
}

/// The models without an insight, by name.
pub(super) struct ModelNames {
    exact: HashMap<String, VecDeque<usize>>,
    ignoring_case: HashMap<String, VecDeque<usize>>,
    /// The models that have got an insight, or their row of several of one name.
    taken: HashSet<usize>,
}

impl ModelNames {
    pub(super) fn new(models: &[Model]) -> Self {
        let mut names = Self { exact: HashMap::new(), ignoring_case: HashMap::new(), taken: HashSet::new() };
        for (idx, model) in models.iter().enumerate().filter(|(_, model)| model.insight.is_none()) {
            names.exact.entry(model.name.clone()).or_default().push_back(idx);
            names.ignoring_case.entry(model.name.to_ascii_lowercase()).or_default().push_back(idx);
        }
        names
    }

    /// Whether a name is that of several models.
    fn has_several(&self, name: &str) -> bool {
        self.exact.get(name).is_some_and(|indices| indices.len() > 1)
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
    /// Adds the insight to the model of this name, else to each of the models that the name lists. False if there is none.
    pub(super) fn attach(&self, models: &mut [Model], names: &mut ModelNames, log: &mut CellLog<'_>) -> bool {
        let links = read_links(&self.papers, Some(LinkKind::Paper), log);
        if self.attach_to(&self.name, &links, models, names) {
            return true;
        }
        let mut parts = self.name.split('/').map(str::trim);
        parts.all(|name| self.attach_to(name, &links, models, names))
    }

    /// Adds the insight to the first model of this name that has none; exact matches come first.
    fn attach_to(&self, name: &str, links: &[Link], models: &mut [Model], names: &mut ModelNames) -> bool {
        let Some((idx, model)) = names.first(name).and_then(|idx| Some((idx, models.get_mut(idx)?))) else {
            return false;
        };
        model.insight = self.text.clone().map(same_in_all_locales);
        for link in links {
            if model.links.iter().all(|other| other.url != link.url) {
                model.links.push(link.clone());
            }
        }
        // A page has a row for each of several models of one name, also for those without an insight.
        if model.insight.is_some() || names.has_several(name) {
            names.taken.insert(idx);
        }
        let title = self.papers.text();
        if !title.is_empty() && !is_no_title(&title) {
            model.paper = Some(Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use crate::import::markdown;

    #[test]
    fn an_address_is_no_title_of_a_paper() {
        let title = |cell: &str| {
            let table = "## Base models\n\n| Model | Params |\n|---|---|\n| X | 7B |\n";
            let page =
                format!("{table}\n## Insights\n\n| Model | Paper | Insight |\n|---|---|---|\n| X | {cell} | a |\n");
            let model = markdown::parse(&page).models.into_iter().next();
            model.and_then(|model| model.paper).map_or_else(String::new, |paper| paper.title)
        };
        assert_eq!(title("https://arxiv.org/abs/2301.00001"), "");
        assert_eq!(title("[paper](https://arxiv.org/abs/2301.00001)"), "");
        assert_eq!(title("[X at Scale](https://arxiv.org/abs/2301.00001)"), "X at Scale");
    }

    #[test]
    fn models_of_one_name_have_a_row_each() {
        let table = "## Base models\n\n| Model | Released |\n|---|---|\n| X | 2023-06 |\n| X | 2023-07 |\n";
        let paper =
            |title: &str, insight: &str| format!("| X | [{title}](https://arxiv.org/abs/2301.00001) | {insight} |\n");
        for insights in [["", ""], ["", "b"], ["a", ""], ["a", "b"]] {
            let rows: String = ["First of two", "Second of two"]
                .iter()
                .zip(insights)
                .map(|(title, text)| paper(title, text))
                .collect();
            let page = format!("{table}\n## Insights\n\n| Model | Paper | Insight |\n|---|---|---|\n{rows}");
            let models = markdown::parse(&page).models;
            let titles = models.iter().filter_map(|model| model.paper.as_ref()).map(|paper| paper.title.as_str());
            assert_eq!(titles.collect::<Vec<_>>(), ["First of two", "Second of two"], "{insights:?}");
            let texts = models.iter().map(|model| model.insight.as_ref().map_or("", |text| text.en.as_str()));
            assert_eq!(texts.collect::<Vec<_>>(), insights);
        }
    }
}
