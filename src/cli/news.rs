//! `llm-tui news`: what is new in the catalogue.

use std::{io::Write, num::NonZeroUsize, process::ExitCode};

use llm_catalog::{ChangelogEntry, date::Date};
use llm_index::Column;

use crate::{
    app::Tab,
    builtin,
    cli::{
        context::CliContext,
        count_arg::parse_count,
        error::NoMatch,
        list,
        query::CliResults,
        terminal::{DEFAULT_TEXT_WIDTH, for_locale},
    },
    display_width::{MAX_TEXT_WIDTH, wrap},
    export, platform,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui news
  llm-tui news --since 2026-11-01
  llm-tui news --since 2026-11 --format markdown
  llm-tui list 'added:>=2026-11 org:meta'

Without --since, what was added to the built-in catalogue since the last
`llm-tui news` or the last time that the program was open; the first time, what
the newest update added.
Exit code: 0 if entries are new, 1 if none are, 2 on errors.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "列出目录中的新条目"
after_long_help = """
示例：
  llm-tui news
  llm-tui news --since 2026-11-01
  llm-tui news --since 2026-11 --format markdown
  llm-tui list 'added:>=2026-11 org:meta'

不使用 --since 时，列出自上次运行 `llm-tui news` 或上次打开程序以来内置目录收录的条目；
首次运行时列出最近一次更新收录的条目。
退出码：有新条目为 0，没有为 1，出错为 2。"""

[arguments]
since = "列出此日期（含）以来收录的条目：年、年月或年月日"
limit = "最多列出的条目数"
"#;

/// List what is new in the catalogue
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What was added on this day or later: a year, a month or a day [default: since the last visit]
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,

    /// Maximum number of entries
    #[arg(long, value_name = "COUNT", value_parser = parse_count)]
    limit: Option<NonZeroUsize>,

    /// Output format
    #[arg(long, default_value = "table")]
    format: list::Format,
}

/// The columns of the table of models.
const MODEL_COLUMNS: [Column; 6] =
    [Column::Added, Column::Name, Column::Stage, Column::Organizations, Column::Released, Column::Summary];
/// The columns of the table of extensions.
const EXTENSION_COLUMNS: [Column; 4] = [Column::Added, Column::Name, Column::ExtensionKind, Column::Summary];

/// Since when entries are new.
enum Since {
    /// On a day or later.
    Day(Date),
    /// After the newest day of the last visit, up to the newest of the built-in catalogue: what a person adds later in
    /// files of their own is no news to them.
    LastVisit { seen: Date, newest: Date },
}

impl Since {
    fn query(&self) -> String {
        match self {
            Self::Day(date) => format!("{}:>={date}", Column::Added.key()),
            Self::LastVisit { seen, newest } => format!("{0}:>{seen} {0}:<={newest}", Column::Added.key()),
        }
    }

    fn date(&self) -> Date {
        match self {
            Self::Day(date) | Self::LastVisit { seen: date, .. } => *date,
        }
    }

    /// Whether an update of a day belongs to the news.
    fn includes(&self, day: Date) -> bool {
        match self {
            Self::Day(date) => !date.is_after(day),
            Self::LastVisit { seen, .. } => day.is_after(*seen),
        }
    }
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let messages = &context.messages().news;
    anyhow::ensure!(args.since.is_some() || context.has_builtin, messages.since_needed);
    let newest = builtin::newest_added();
    let is_visit = args.since.is_none();
    let Some(since) = args
        .since
        .map(Since::Day)
        .or_else(|| platform::read_visit().zip(newest).map(|(seen, newest)| Since::LastVisit { seen, newest }))
        .or_else(|| newest.map(Since::Day))
    else {
        return Err(NoMatch(context.messages().cli.no_entries.to_owned()).into());
    };
    let result = print(args, &since, context, out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    // What could not be printed was not seen.
    let is_seen = result.as_ref().map_or_else(anyhow::Error::is::<NoMatch>, |_| true);
    if is_visit
        && is_seen
        && let Some(newest) = newest
    {
        // What cannot be noted is new the next time too.
        let _ = platform::write_visit(newest);
    }
    result
}

fn print(args: &Arguments, since: &Since, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let messages = &context.messages().news;
    let (date, is_last_visit) = (since.date().to_string(), matches!(since, Since::LastVisit { .. }));
    let query = context.parse_query(&since.query())?;
    let rows = |tab| {
        CliResults::search(&query, tab, list::default_sort_order(&query, tab), &context.index)
            .rows()
            .collect::<Vec<_>>()
    };
    let (mut models, mut extensions) = (rows(Tab::All), rows(Tab::Extensions));
    let count = models.len() + extensions.len();
    let list = list::Arguments::in_format(args.format);
    if count == 0 {
        if args.format == list::Format::Json {
            // An empty result is still valid JSON.
            out.write_all(export::json([]).as_bytes())?;
        }
        return Err(NoMatch((messages.nothing)(&date, is_last_visit)).into());
    }
    let limit = args.limit.map_or(usize::MAX, NonZeroUsize::get);
    models.truncate(limit);
    extensions.truncate(limit - models.len());
    if args.format != list::Format::Table {
        let columns = match args.format {
            list::Format::Csv | list::Format::Tsv => Column::ALL.to_vec(),
            _ => MODEL_COLUMNS.to_vec(),
        };
        let rows = [models, extensions].concat();
        out.write_all(&list::format_rows(rows, &context.index, columns, &list, context)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    out.write_all(heading(count, since, context).as_bytes())?;
    let tables = [(models, &MODEL_COLUMNS[..]), (extensions, &EXTENSION_COLUMNS)];
    for (idx, (rows, columns)) in tables.into_iter().filter(|(rows, _)| !rows.is_empty()).enumerate() {
        if idx > 0 {
            writeln!(out)?;
        }
        out.write_all(&list::format_rows(rows, &context.index, columns.to_vec(), &list, context)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How many entries are new, and what the updates of that time say.
fn heading(count: usize, since: &Since, context: &CliContext) -> String {
    let columns = context.terminal.as_ref().map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns);
    let is_last_visit = matches!(since, Since::LastVisit { .. });
    let mut text = (context.messages().news.heading)(count, &since.date().to_string(), is_last_visit) + "\n\n";
    let updates = context.index.meta().changelog.iter().filter(|update| since.includes(update.date));
    for ChangelogEntry { date, text: update } in updates {
        for line in wrap(&format!("{date}  {}", update.get(context.locale)), columns.min(MAX_TEXT_WIDTH.into())) {
            text.extend([line.as_str(), "\n"]);
        }
        text.push('\n');
    }
    for_locale(text)
}
