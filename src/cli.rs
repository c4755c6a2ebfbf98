//! The command line.

use std::{
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use anyhow::Context;
use clap::{Parser, Subcommand};
use ratatui::layout::Size;

mod chart;
mod check;
mod compare;
mod completions;
mod context;
mod export;
mod fmt;
mod glossary;
mod import;
mod list;
mod man;
mod open;
mod query;
mod resolve;
mod show;
mod terminal;
mod tree;

use llm_catalog::{Catalog, localized::Locale};

use crate::{
    app::{App, QueryHistory, Tab},
    cli::context::{CliContext, read_catalog_file, read_catalog_files},
    config::theme::Theme,
    platform::{self, BrowserEnv},
    tui::{self, ExitReason},
};

/// The reference shelf of large language models.
///
/// Opens a catalogue of language models in tabs by how they were trained, with
/// a fuzzy search, the insight of each model, its figures and where they come
/// from. Without a terminal it prints the catalogue as plain text.
#[derive(Debug, Parser)]
#[command(name = "llm-tui", version, about, after_long_help = EXAMPLES)]
pub struct Cli {
    /// Open another catalogue instead of the built-in one: TOML, JSON, JSON
    /// Lines, or `-` for the standard input; later files go over earlier ones
    #[arg(long, value_name = "FILE", global = true)]
    catalog: Vec<String>,

    /// Put the built-in catalogue below those of --catalog
    #[arg(long, global = true)]
    builtin: bool,

    /// Speak this language, `en` or `zh`, instead of the system's
    #[arg(long, value_name = "LANGUAGE", global = true)]
    locale: Option<Locale>,

    #[command(flatten)]
    browse: BrowseArgs,

    #[command(subcommand)]
    command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  llm-tui
  llm-tui --query org:meta --tab sft --select alpaca
  llm-tui list 'open:yes params:<=13b' --sort score --format csv
  llm-tui show llama
  llm-tui compare llama bloom opt
  llm-tui open llama paper

`llm-tui COMMAND --help` tells more of each command, `llm-tui man` everything.";

impl Cli {
    /// The command line of this run. A wrong one ends the program.
    #[must_use]
    pub fn from_env() -> Self {
        Self::parse_from(std::env::args_os().map(query::unescape_negation))
    }
}

/// Where to begin.
#[derive(Debug, clap::Args)]
struct BrowseArgs {
    /// Begin with this query
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    query: String,

    /// Begin in this tab
    #[arg(long)]
    tab: Option<Tab>,

    /// Begin at this entry
    #[arg(long, value_name = "ID")]
    select: Option<String>,
}

/// What to do instead of browsing.
#[derive(Debug, Subcommand)]
enum Command {
    /// Print the entries that match a query
    List(list::Arguments),
    /// Print everything about one entry
    Show(show::Arguments),
    /// Print two to four models side by side
    Compare(compare::Arguments),
    /// Draw a chart of the models that match a query
    Chart(chart::Arguments),
    /// Print who descends from whom among the models that match a query
    Tree(tree::Arguments),
    /// Open a link of an entry in the browser
    Open(open::Arguments),
    /// Print what terms mean
    Glossary(glossary::Arguments),
    /// Check catalogue files as a careful maintainer would
    Check(check::Arguments),
    /// Put catalogue files into the order and style of the built-in one
    Fmt(fmt::Arguments),
    /// Write the whole catalogue as a page or a data file
    Export(export::Arguments),
    /// Turn another list into catalogue entries
    Import(import::Arguments),
    /// Print a completion script for a shell
    Completions(completions::Arguments),
    /// Print the manual page
    Man,
}

/// Nothing was found.
const EXIT_NO_MATCH: u8 = 1;
/// How wide text is without a terminal, in columns.
const DEFAULT_TEXT_WIDTH: usize = 80;

/// Nothing was found; says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct NoMatch(String);

/// The exit code of an error: 1 where nothing was found, else 2.
#[must_use]
pub fn exit_code(error: &anyhow::Error) -> u8 {
    if error.is::<NoMatch>() { EXIT_NO_MATCH } else { 2 }
}

/// Does what the command line asks. The exit code is 0 where something was
/// found; errors have an [`exit_code`] of their own.
///
/// # Errors
///
/// Says what could not be read, written or understood, and what to do.
pub fn run(arguments: &Cli) -> anyhow::Result<ExitCode> {
    let out = io::stdout();
    let session = || CliContext::new(arguments)?.load_all();
    let place = &arguments.browse;
    if arguments.command.is_none() && out.is_terminal() && !terminal::is_dumb() {
        return browse(place, CliContext::new(arguments)?);
    }
    anyhow::ensure!(
        arguments.command.is_none() || place.is_default(),
        "`--query`, `--tab` and `--select` before a command are for browsing; write what the command takes behind it"
    );
    let out = &mut out.lock();
    let done = match &arguments.command {
        None => list::print_all_tabs(place, &session()?, out),
        Some(Command::List(arguments)) => list::run(arguments, &session()?, out),
        Some(Command::Show(arguments)) => show::run(arguments, &session()?, out),
        Some(Command::Compare(arguments)) => compare::run(arguments, &session()?, out),
        Some(Command::Chart(arguments)) => chart::run(arguments, &session()?, out),
        Some(Command::Tree(arguments)) => tree::run(arguments, &session()?, out),
        Some(Command::Open(arguments)) => open::run(arguments, &session()?, out),
        Some(Command::Glossary(terms)) => glossary::run(terms, &CliContext::new(arguments)?, out),
        Some(Command::Check(check)) => check::run(check, arguments.builtin, || read_catalog_files(arguments), out),
        Some(Command::Fmt(arguments)) => fmt::run(arguments, out),
        Some(Command::Export(export)) => {
            export::run(export, &Catalog::merge(&read_catalog_files(arguments)?)?, &session()?, out)
        }
        Some(Command::Import(arguments)) => import::run(arguments, out),
        Some(Command::Completions(arguments)) => completions::run(arguments, &session()?, out),
        Some(Command::Man) => man::run(out),
    };
    ignore_broken_pipe(done.and_then(|code| {
        out.flush()?;
        Ok(code)
    }))
}

/// A reader that has seen enough, such as `head`, is no error.
fn ignore_broken_pipe(done: anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    match done {
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        done => done,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let cause = error.downcast_ref::<io::Error>();
    cause.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

impl BrowseArgs {
    /// Whether it is where the program begins by itself.
    fn is_default(&self) -> bool {
        self.query.is_empty() && self.tab.is_none() && self.select.is_none()
    }
}

fn browse(place: &BrowseArgs, session: CliContext) -> anyhow::Result<ExitCode> {
    query::parse(&place.query, &session.config.queries)?;
    // Whoever names an entry waits for all of them.
    let session = if place.select.is_some() { session.load_all()? } else { session };
    let select = place.select.as_ref().map(|id| resolve::resolve_entry(id, &session.index)).transpose()?;
    let hint = "this terminal cannot be used; `llm-tui | less` prints the catalogue as plain text";
    let (width, height) = crossterm::terminal::size().context(hint)?;
    let theme = if no_color() { Theme::NO_COLOR_IDX } else { 0 };
    let history = QueryHistory::new(platform::read_history());
    let app = App::new(session.index, session.locale, theme, Size::new(width, height))?;
    let app = app.with_queries(session.config.queries, history);
    let app = app.with_bookmarks(session.bookmarks);
    let mut app = if no_color() { app.without_color() } else { app };
    if !place.is_default() {
        app.set_initial_view(&place.query, place.tab, select);
    }
    let left = tui::run(&mut app, &BrowserEnv::detect(), session.loader).context(hint)?;
    match left {
        ExitReason::Quit => {}
        ExitReason::Signal(signal) => tui::raise_signal(signal),
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a person wants no color (<https://no-color.org>).
fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
