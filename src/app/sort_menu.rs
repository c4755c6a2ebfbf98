//! The order of the list and its menu.

use llm_catalog::{Benchmark, localized::Locale};
use llm_index::{Column, sort::SortOrder};

use crate::{
    app::{
        overlays::{
            Overlay,
            menu::Menu,
            menu_item::{MenuAction, MenuItem},
        },
        state::App,
    },
    columns::names_to_find,
    i18n::Messages,
};

impl App {
    /// Opens a menu of the columns to sort by, with a choice for each benchmark.
    pub(super) fn open_sort_menu(&mut self) {
        let locale = self.settings.locale;
        let choices = self.sort_choices(locale);
        let selected = choices.iter().position(|(action, _)| self.is_current_order(action)).unwrap_or_default();
        let others = self.sort_choices(locale.toggle());
        let items = choices.into_iter().zip(others).map(|((action, label), (_, other))| {
            let short_names = self.benchmark_short_names(&action);
            MenuItem::new(action, label).with_keywords(other).with_short_names(short_names)
        });
        self.overlay = Some(Overlay::Menu(Box::new(Menu::new(self.messages().sort_title, items, selected))));
    }

    /// What the list can be sorted by, with labels in a language.
    pub(super) fn sort_choices(&self, locale: Locale) -> Vec<(MenuAction, String)> {
        let (list, messages, meta) = (&self.list, Messages::get(locale), self.index.meta());
        let tab = list.tab();
        let mut items = Vec::new();
        if list.query().is_scored() {
            items.push((MenuAction::Sort(SortOrder::Relevance), messages.sort_best_match.to_owned()));
        }
        for column in tab.orders() {
            if column == Column::Score && meta.benchmarks.len() > 1 {
                let label = |benchmark: &Benchmark| (messages.sort_by_score)(benchmark.name.get(locale));
                let benchmarks = meta.benchmarks.iter().enumerate();
                items.extend(benchmarks.map(|(idx, benchmark)| (MenuAction::SortByScore(idx), label(benchmark))));
            } else {
                let action = MenuAction::Sort(SortOrder::by_column(column));
                items.push((action, tab.heading(column, &self.index, locale).into_owned()));
            }
        }
        items
    }

    /// The short name of a benchmark, as the heading of the score column has it, and its id; empty for another order.
    pub(super) fn benchmark_short_names(&self, action: &MenuAction) -> String {
        let MenuAction::SortByScore(idx) = action else { return String::new() };
        let benchmark = self.index.meta().benchmarks.get(*idx);
        benchmark
            .map_or_else(String::new, |benchmark| names_to_find(benchmark, self.index.meta(), self.settings.locale))
    }

    fn is_current_order(&self, action: &MenuAction) -> bool {
        let (current, active_benchmark) = (self.list.sort_column(), self.index.meta().active_benchmark_idx);
        match action {
            MenuAction::Sort(SortOrder::Relevance) => current.is_none(),
            MenuAction::Sort(SortOrder::ByColumn { column, .. }) => current == Some(*column),
            MenuAction::SortByScore(idx) => current == Some(Column::Score) && *idx == active_benchmark,
            _ => false,
        }
    }

    /// Sorts the list and goes to its first row.
    pub(super) fn sort_by(&mut self, order: SortOrder) {
        self.list.set_sort_order(order);
        self.start_search(None);
    }

    /// Makes a benchmark active and sorts by its scores.
    pub(super) fn sort_by_benchmark(&mut self, benchmark_idx: usize) {
        self.index.set_active_benchmark(benchmark_idx);
        self.list.set_sort_order(SortOrder::by_column(Column::Score));
        self.start_search(None);
    }
}
