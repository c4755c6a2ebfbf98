//! Reading the catalogue again while the program runs.

use llm_index::{Index, RowId};

use crate::app::{
    command::{Command, Update},
    overlays::Overlay,
    saved_row::SavedRow,
    screens::{Screen, chart::ChartScreen},
    state::App,
};

impl App {
    /// Asks for the catalogue to be read again.
    pub(super) fn request_reload(&mut self) -> Update {
        self.jobs.request_reload();
        Update::Done
    }

    /// A file of the catalogue changed.
    pub fn catalog_changed(&mut self) {
        self.jobs.request_reload();
    }

    /// True if the catalogue is to be read now; [`apply_reload`](Self::apply_reload) takes the result. A file that is
    /// still loading is read to its end first.
    pub fn take_reload(&mut self) -> bool {
        self.jobs.take_reload()
    }

    /// Shows the catalogue that was read, at the same position; else why it could not be read, until it can. Returns the
    /// index that is no longer used.
    pub fn apply_reload(&mut self, result: Result<Index, String>) -> Option<Index> {
        self.jobs.finish_reload();
        let previous = match result {
            Ok(index) => {
                self.catalog_error = None;
                let previous = self.replace_index(index);
                self.status = Some((self.messages().catalog_reloaded)(self.index.count_entries(|_| true)));
                Some(previous)
            }
            Err(error) => {
                self.catalog_error = Some((self.messages().catalog_not_reloaded)(&error));
                self.status = None;
                None
            }
        };
        self.lay_out();
        previous
    }

    /// Shows another index. What refers to rows is found again by the ids of their entries.
    fn replace_index(&mut self, mut index: Index) -> Index {
        index.set_bookmarks((**self.index.bookmarks()).clone());
        index.set_default_memory_budget(self.index.meta().default_memory_budget);
        let benchmark = self.index.meta().active_benchmark().filter(|_| self.list.is_benchmark_chosen());
        let benchmarks = &index.meta().benchmarks;
        let benchmark = benchmark.and_then(|chosen| benchmarks.iter().position(|other| other.id == chosen.id));
        if let Some(idx) = benchmark {
            index.set_active_benchmark(idx);
        }
        let position = self.view_position();
        let point = self.screens.iter().find_map(Screen::as_chart).and_then(ChartScreen::selected_row);
        let point = point.and_then(|row| SavedRow::new(row, &self.index));
        let found_again = |row: RowId| SavedRow::new(row, &self.index)?.row(&index);
        self.list.forget_rows(found_again);
        // Its choices may be rows. What it previews ends with it.
        if matches!(self.overlay, Some(Overlay::Menu(_))) {
            let update = self.cancel_menu();
            self.run(update);
        }
        let previous = std::mem::replace(&mut self.index, index);
        self.screens.iter_mut().for_each(Screen::forget_rows);
        self.detail.invalidate();
        self.parse_query();
        self.pending_position = position.map(Box::new);
        if self.screens.iter().any(|screen| matches!(screen, Screen::Chart(_))) {
            let point = point.and_then(|row| row.row(&self.index)).or_else(|| self.pending_position_row());
            let row = self.pending_position_row();
            self.start_search(row);
            self.run(Command::RebuildChart(point).into());
        } else {
            self.start_search(self.pending_position_row());
        }
        previous
    }
}
