//! Choosing the order of the table.

use llm_catalog::Benchmark;
use llm_index::{Column, sort::SortOrder};

use crate::app::{App, ListState, Menu, MenuAction};

impl App {
    /// Offers the columns of the table; in the place of the score, the benchmarks.
    pub(super) fn open_sort_menu(&mut self) {
        let (tab, messages, head) = (self.list.tab(), self.messages(), self.index.meta());
        let best = (MenuAction::Sort(SortOrder::Relevance), messages.sort_best_match.to_owned());
        let mut choices: Vec<_> = self.list.query().is_scored().then_some(best).into_iter().collect();
        for column in tab.columns() {
            let benchmarks = head.benchmarks.iter().enumerate();
            if *column == Column::Score && head.benchmarks.len() > 1 {
                let named = |benchmark: &Benchmark| (messages.sort_by_score)(benchmark.name.get(self.locale));
                choices.extend(benchmarks.map(|(place, benchmark)| (MenuAction::SortByScore(place), named(benchmark))));
            } else {
                choices
                    .push((MenuAction::Sort(SortOrder::by_column(*column)), tab.heading(*column, messages).to_owned()));
            }
        }
        let now = sort_column(self.list.sort_order());
        let is_now = |choice: MenuAction| match choice {
            MenuAction::Sort(order) => sort_column(order) == now,
            MenuAction::SortByScore(place) => now == Some(Column::Score) && place == head.active_benchmark_idx,
            MenuAction::Copy(_) | MenuAction::SetAxes(_) => false,
        };
        let row = choices.iter().position(|(choice, _)| is_now(*choice)).unwrap_or_default();
        let title = messages.sort_title.to_owned();
        self.menu = Some(Menu { title, items: choices, state: ListState { selected: row, offset: 0 } });
    }

    pub(super) fn sort_by(&mut self, order: SortOrder) {
        let select = self.list.set_sort_order(order);
        self.start_search(select);
    }

    /// Shows the scores on a benchmark, and goes to the best.
    pub(super) fn sort_by_benchmark(&mut self, benchmark: usize) {
        self.index.set_active_benchmark(benchmark);
        self.list.set_sort_order(SortOrder::by_column(Column::Score));
        self.start_search(None);
    }
}

/// The column that an order is by.
pub(super) fn sort_column(order: SortOrder) -> Option<Column> {
    match order {
        SortOrder::Relevance => None,
        SortOrder::ByColumn { column, .. } => Some(column),
    }
}
