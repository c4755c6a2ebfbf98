//! The progress of an import, on one line of the terminal.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use llm_catalog::localized::Locale;

use crate::{
    cli::terminal::{for_locale, is_dumb},
    glyphs::bar,
    i18n::count_noun,
    import::huggingface::{Pass, ReadProgress},
};

/// An import that takes less time shows no progress.
const QUIET_TIME: Duration = Duration::from_millis(300);
/// The time from one drawing to the next.
const INTERVAL: Duration = Duration::from_millis(100);
/// The width of the bar in columns.
const BAR_WIDTH: usize = 20;
/// A narrower terminal shows no bar.
const MIN_COLUMNS_WITH_BAR: u16 = 70;
/// The share of the time that the first reading takes, in percent.
const SCAN_PERCENT: u64 = 25;
/// Goes to the start of the line and erases it.
const ERASE_LINE: &str = "\r\u{1b}[K";

/// A line on standard error that is drawn again and again, and erased in the end. Nothing if that is no terminal.
pub(super) struct ProgressLine {
    locale: Locale,
    is_shown: bool,
    is_drawn: bool,
    started: Instant,
    next: Instant,
}

impl ProgressLine {
    pub fn new(locale: Locale) -> Self {
        let started = Instant::now();
        let is_shown = io::stderr().is_terminal() && !is_dumb();
        Self { locale, is_shown, is_drawn: false, started, next: started + QUIET_TIME }
    }

    /// Shows how much of a list was read. All of it is read twice.
    pub fn show_read(&mut self, progress: ReadProgress, size: u64) {
        self.show(|locale, elapsed| {
            let columns = crossterm::terminal::size().map_or(0, |(columns, _)| columns);
            read_text(progress, size, elapsed, columns, locale)
        });
    }

    /// Shows how much of a pipe is kept.
    pub fn show_held(&mut self, bytes: u64) {
        self.show(|locale, _| format!("{} {} MB", reading(locale), bytes >> 20));
    }

    /// Shows nothing more, as entries are written to the same terminal.
    pub fn stop(&mut self) {
        self.erase();
        self.is_shown = false;
    }

    fn show(&mut self, text: impl FnOnce(Locale, Duration) -> String) {
        let now = Instant::now();
        if !self.is_shown || now < self.next {
            return;
        }
        self.next = now + INTERVAL;
        self.is_drawn = true;
        let text = for_locale(text(self.locale, now - self.started));
        // Nothing else could report that this failed.
        let _ = write!(io::stderr(), "{ERASE_LINE}{text}");
    }

    /// Erases the line until it is drawn again.
    pub fn erase(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            let _ = write!(io::stderr(), "{ERASE_LINE}");
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.erase();
    }
}

fn reading(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "reading",
        Locale::Zh => "读取中",
    }
}

/// What is done, a bar, the share of the time of both readings, the records of this one and the seconds so far.
fn read_text(progress: ReadProgress, size: u64, elapsed: Duration, columns: u16, locale: Locale) -> String {
    let (verb, before, share) = match (progress.pass, locale) {
        (Pass::Scan, locale) => (reading(locale), 0, SCAN_PERCENT),
        (Pass::Entries, Locale::En) => ("converting", SCAN_PERCENT, 100 - SCAN_PERCENT),
        (Pass::Entries, Locale::Zh) => ("转换中", SCAN_PERCENT, 100 - SCAN_PERCENT),
    };
    let percent = u32::try_from(before + progress.bytes * share / size.max(1)).unwrap_or(100).min(100);
    let bar = if columns < MIN_COLUMNS_WITH_BAR {
        String::new()
    } else {
        let bar = bar(f64::from(percent) / 100.0, BAR_WIDTH);
        format!(" {bar:░<BAR_WIDTH$}")
    };
    let (seconds, records) = (elapsed.as_secs_f64(), progress.records);
    let records = match locale {
        Locale::En => format!("{} in {seconds:.1} s", count_noun(records, "record", "records")),
        Locale::Zh => format!("{records} 条记录，{seconds:.1} 秒"),
    };
    format!("{verb}{bar} {percent}%  {records}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_that_of_both_readings() {
        let elapsed = Duration::from_millis(2_345);
        let scan = ReadProgress { pass: Pass::Scan, bytes: 100, records: 1 };
        let entries = ReadProgress { pass: Pass::Entries, bytes: 100, records: 3_000 };
        assert_eq!(
            read_text(scan, 200, elapsed, 80, Locale::En),
            "reading ██▍░░░░░░░░░░░░░░░░░ 12%  1 record in 2.3 s"
        );
        assert_eq!(read_text(entries, 200, elapsed, 40, Locale::En), "converting 62%  3000 records in 2.3 s");
        assert_eq!(read_text(entries, 0, elapsed, 40, Locale::Zh), "转换中 100%  3000 条记录，2.3 秒");
    }
}
