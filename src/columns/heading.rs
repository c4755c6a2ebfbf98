//! The headings of columns.

use std::borrow::Cow;

use llm_catalog::{Benchmark, CatalogMeta, localized::Locale, memory::MemoryBudget};
use llm_index::Column;

use crate::{
    columns::layout::SCORE_WIDTH,
    display_width::{truncate, width},
    i18n::Messages,
};

/// A narrower column shows only signs.
const MIN_HEADING_WIDTH: usize = 4;

// Defines `headings`, which the build script writes from `assets/glossary.toml`.
include!(concat!(env!("OUT_DIR"), "/column_headings.rs"));

pub(super) fn heading(column: Column, locale: Locale) -> &'static str {
    let (en, zh) = headings(column);
    match locale {
        Locale::En => en,
        Locale::Zh => zh,
    }
}

/// The heading over the values of a column: of scores the benchmark, of memory what is not assumed by default.
pub(super) fn list_heading(column: Column, meta: &CatalogMeta, locale: Locale) -> Cow<'static, str> {
    match (column, meta.active_benchmark()) {
        (Column::Score, Some(benchmark)) => short_benchmark_name(benchmark, meta, locale).into(),
        (Column::Memory, _) => memory_heading(meta.memory_budget, locale),
        (Column::Organizations, _) => Messages::get(locale).maker.into(),
        _ => heading(column, locale).into(),
    }
}

/// As much of a heading as says what a column is in a narrow list; empty over a column of signs.
pub(super) fn heading_for_width(column: Column, heading: &str, columns: usize, locale: Locale) -> &str {
    if width(heading) <= columns {
        return heading;
    }
    match column {
        // What the memory is for says more than that it is memory.
        Column::Memory => heading.split_once(' ').map_or(heading, |(_, basis)| basis),
        Column::ContextLength => Messages::get(locale).context_short,
        // The first words of a name say more than a cut one.
        Column::Score => words_that_fit(heading, columns).unwrap_or(heading),
        Column::Stage | Column::License if columns < MIN_HEADING_WIDTH => "",
        _ => heading,
    }
}

/// `Memory`; with what a query asks for, `Memory 8bit@32k`.
fn memory_heading(budget: MemoryBudget, locale: Locale) -> Cow<'static, str> {
    let heading = heading(Column::Memory, locale);
    if budget == MemoryBudget::UNLIMITED {
        heading.into()
    } else {
        format!("{heading} {}@{}", budget.bits.label(), budget.context).into()
    }
}

/// The first words of the name of a benchmark, as many as fit over its scores. A name that is then that of another
/// benchmark is cut instead, and shows it.
#[must_use]
pub fn short_benchmark_name(benchmark: &Benchmark, meta: &CatalogMeta, locale: Locale) -> String {
    if let Some(heading) = &benchmark.heading {
        return truncate(heading, SCORE_WIDTH.into()).into_owned();
    }
    let name = benchmark.name.get(locale);
    let first_words = first_words(name);
    let others = meta.benchmarks.iter().filter(|other| other.id != benchmark.id);
    let mut others = others.map(|other| other.name.get(locale));
    let is_unique = others.all(|other| other != first_words && self::first_words(other) != first_words);
    if first_words == name || (is_unique && !first_words.is_empty()) {
        first_words.to_owned()
    } else {
        truncate(name, SCORE_WIDTH.into()).into_owned()
    }
}

/// The name of a benchmark over the score column and its id, by which people look for it too.
#[must_use]
pub fn names_to_find(benchmark: &Benchmark, meta: &CatalogMeta, locale: Locale) -> String {
    format!("{} {}", short_benchmark_name(benchmark, meta, locale), benchmark.id)
}

/// The words at the start of a name that fit over scores.
fn first_words(name: &str) -> &str {
    words_that_fit(name, SCORE_WIDTH.into()).unwrap_or_default()
}

/// As many words at the start of a text as fit; `None` if the first does not.
fn words_that_fit(text: &str, columns: usize) -> Option<&str> {
    let ends = text.match_indices(' ').map(|(end, _)| end).chain([text.len()]);
    ends.filter_map(|end| text.get(..end)).take_while(|text| width(text) <= columns).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(names: &[&str]) -> CatalogMeta {
        let toml = names.iter().enumerate().map(|(idx, name)| {
            format!(
                "[[benchmark]]\nid = \"b{idx}\"\nname = {{ en = \"{name}\", zh = \"{name}\" }}\n\
                 description = {{ en = \"Tests.\", zh = \"测试。\" }}\nurl = \"https://example.org/{idx}\"\n"
            )
        });
        llm_catalog::Catalog::parse("test", &toml.collect::<String>()).unwrap().meta().clone()
    }

    fn score_headings(names: &[&str]) -> Vec<String> {
        let mut meta = meta(names);
        let mut heading = |idx| {
            meta.active_benchmark_idx = idx;
            list_heading(Column::Score, &meta, Locale::En).into_owned()
        };
        (0..names.len()).map(&mut heading).collect()
    }

    #[test]
    fn the_score_column_has_as_much_of_the_name_as_fits() {
        let names = ["MMLU", "GPQA Diamond", "SWE-bench Verified", "AIME 2025", "Open LLM Leaderboard, 2023"];
        assert_eq!(score_headings(&names), ["MMLU", "GPQA", "SWE-bench", "AIME 2025", "Open LLM"]);
    }

    #[test]
    fn two_benchmarks_never_have_the_same_heading_without_a_sign() {
        assert_eq!(score_headings(&["GPQA", "GPQA Diamond"]), ["GPQA", "GPQA Dia…"]);
        assert_eq!(score_headings(&["SWE-bench Verified", "SWE-bench Pro"]), ["SWE-benc…", "SWE-benc…"]);
        assert_eq!(score_headings(&["Humanity's Last Exam"]), ["Humanity…"]);
    }

    #[test]
    fn memory_is_headed_by_what_was_asked_for() {
        let mut meta = CatalogMeta::default();
        assert_eq!(list_heading(Column::Memory, &meta, Locale::En), "Memory");
        meta.memory_budget = "24gb@8bit@32k".parse().unwrap();
        assert_eq!(list_heading(Column::Memory, &meta, Locale::En), "Memory 8bit@32k");
        assert_eq!(list_heading(Column::Memory, &meta, Locale::Zh), "内存 8bit@32k");
    }
}
