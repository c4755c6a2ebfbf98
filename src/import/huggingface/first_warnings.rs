//! Warnings in the order of the list, of which only the first are kept.

use std::collections::BTreeMap;

use crate::import::warning::{ImportWarning, WarningKind};

/// What a warning is about. Those of one line are in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Record,
    Id,
    Parent,
    Cycle,
}

/// The first warnings in the order of the lines, and how many there are in all.
#[derive(Clone, Debug)]
pub struct FirstWarnings {
    /// By line, subject and order.
    first: BTreeMap<(usize, Subject, usize), WarningKind>,
    max_kept: usize,
    /// The number of all warnings.
    pub count: usize,
    /// The number of records that were skipped although they may be entries.
    pub skipped: usize,
}

impl FirstWarnings {
    pub(super) fn new(max_kept: usize) -> Self {
        Self { first: BTreeMap::new(), max_kept, count: 0, skipped: 0 }
    }

    pub(super) fn push(&mut self, line: usize, subject: Subject, kind: WarningKind) {
        let warning = ImportWarning { line, kind };
        self.skipped += warning.skipped();
        self.first.insert((line, subject, self.count), warning.kind);
        self.count += 1;
        if self.first.len() > self.max_kept {
            self.first.pop_last();
        }
    }

    /// The warnings that were kept.
    #[must_use]
    pub fn into_kept(self) -> Vec<ImportWarning> {
        self.first.into_iter().map(|((line, ..), kind)| ImportWarning { line, kind }).collect()
    }
}
