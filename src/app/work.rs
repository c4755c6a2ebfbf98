//! What goes on beside the loop: searching a large shelf, and filling it.

use super::{
    App, Cursor,
    job::{Answer, Job},
};
use crate::shelf::{Part, dump::Report};

/// Up to so many entries are searched at once: that takes less time than a
/// screen takes to be drawn.
const AT_ONCE: usize = 10_000;

/// What is under way.
#[derive(Default)]
pub(super) struct Work {
    /// The number of the newest job.
    number: u64,
    /// A job that nobody has taken yet.
    job: Option<Job>,
    is_busy: bool,
    /// The entry to select when the job is done.
    select: Option<usize>,
    /// Whether entries came since the job was begun.
    is_behind: bool,
    /// How far a dump is read; nothing where none is being read.
    loading: Option<Report>,
    /// What of it could not be read, when it is done.
    report: Option<Report>,
}

impl App {
    /// Finds what is to be shown now, and selects an entry of it, else the first.
    pub(super) fn seek(&mut self, select: Option<usize>) {
        let job = self.table.job(&self.shelf).with_chart(self.asked_chart()).with_tree(self.shows_tree(), select);
        self.work.number += 1;
        self.work.select = select;
        self.work.is_behind = false;
        self.work.is_busy = true;
        if self.shelf.len() > AT_ONCE {
            self.work.job = Some(job);
        } else if let Some(answer) = job.run(&false.into()) {
            self.accept(self.work.number, answer);
        }
    }

    /// A job to be done beside the loop, with its number. It takes the place
    /// of all before it: those can be given up.
    pub fn take_job(&mut self) -> Option<(u64, Job)> {
        Some((self.work.number, self.work.job.take()?))
    }

    /// Takes the answer of the job of a number; what is out of date is left.
    pub fn accept(&mut self, number: u64, mut answer: Answer) {
        if number != self.work.number {
            return;
        }
        let chart = answer.chart.take();
        let (select, height) = (self.work.select, self.page_height());
        let before = self.table.selected();
        self.work.is_busy = false;
        let forest = answer.forest.take();
        self.table.accept(answer, select, height);
        if let Some(forest) = forest.filter(|_| self.shows_tree()) {
            self.plant(forest, select);
        }
        if self.table.selected() != before {
            self.detail = Cursor::default();
        }
        self.take_chart(chart);
        if self.work.is_behind && self.work.loading.is_none() {
            self.refresh();
        }
        self.settle();
    }

    /// The entry that is selected, or about to be.
    pub(super) fn current(&self) -> Option<usize> {
        self.work.select.filter(|_| self.work.is_busy).or_else(|| self.table.selected())
    }

    /// Whether what is shown is about to be replaced.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.work.is_busy
    }

    /// How far a dump is read, while it is.
    #[must_use]
    pub fn loading(&self) -> Option<&Report> {
        self.work.loading.as_ref()
    }

    /// What of a dump could not be read.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        self.work.report.as_ref()
    }

    /// Puts more entries on the shelf, and shows them.
    pub fn add(&mut self, part: Part, report: &Report) {
        self.shelf.push(part);
        self.work.loading = Some(report.clone());
        // Showing them again and again would take longer than reading them.
        let is_due = self.shelf.len() >= self.table.searched() + self.table.searched() / 2;
        if self.work.is_busy {
            self.work.is_behind = true;
        } else if is_due {
            self.refresh();
        }
    }

    /// Tells that a dump was read to its end, and what of it could not be read.
    pub fn loaded(&mut self, report: Report) {
        self.work.loading = None;
        if self.work.is_busy {
            self.work.is_behind = true;
        } else {
            self.refresh();
        }
        if let Some(first) = report.problems.first() {
            self.notice = Some(format!("{}: {first}", (self.messages().left_out)(report.torn)));
        }
        self.work.report = Some(report);
    }

    /// Searches again, as there are more entries. Who has gone to an entry stays with it.
    fn refresh(&mut self) {
        let select = self.table.selected().filter(|_| self.table.cursor().row > 0);
        self.seek(select);
    }
}
