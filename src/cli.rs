//! The command line: one file per command.

use std::{
    ffi::OsString,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use clap::{CommandFactory, Parser, Subcommand};

mod added_ancestors;
mod browse;
mod chart;
mod check;
mod column_arg;
mod compare;
mod completions;
mod config;
mod config_references;
mod context;
mod count_arg;
mod coverage;
mod diff;
mod effective_config;
mod error;
mod export;
mod fmt;
mod global_args;
mod glossary;
mod import;
mod list;
mod man;
mod news;
mod not_a_catalog;
mod open;
mod overview;
mod query;
mod resolve_name;
mod schema;
mod show;
mod tab_arg;
mod table;
mod terminal;
mod translate_help;
mod tree;
mod usage_error;

use llm_catalog::localized::Locale;

use crate::{
    cli::{
        browse::BrowseArgs,
        context::{CliContext, read_catalog_files},
        global_args::GlobalArgs,
    },
    config::{Config, ConfigDiagnostic},
    i18n::{Messages, detect_locale},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui
  llm-tui --query org:meta --tab sft --select alpaca
  llm-tui list 'open:yes params:<=13b' --sort score --format csv
  llm-tui show llama
  llm-tui compare llama bloom opt
  llm-tui open llama paper

See `llm-tui COMMAND --help` for one command, `llm-tui man` for the full manual.";

/// A reference of large language models in the terminal.
///
/// Browse language models by training stage, with fuzzy search: what was new
/// about each, its figures and their sources, its parents and derivatives.
/// Without a terminal, the catalogue is printed as plain text.
#[derive(Debug, Parser)]
#[command(name = "llm-tui", bin_name = "llm-tui", version, about, after_long_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    global: GlobalArgs,

    #[command(flatten)]
    browse: BrowseArgs,

    #[command(subcommand)]
    command: Option<Command>,
}

/// The commands; without one, the terminal interface starts. Their help is in their files.
#[derive(Debug, Subcommand)]
enum Command {
    List(list::Arguments),
    Show(show::Arguments),
    News(news::Arguments),
    Compare(compare::Arguments),
    Chart(chart::Arguments),
    Diff(diff::Arguments),
    Tree(tree::Arguments),
    Open(open::Arguments),
    Glossary(glossary::Arguments),
    Check(check::Arguments),
    Fmt(fmt::Arguments),
    Export(export::Arguments),
    Import(import::Arguments),
    Schema(schema::Arguments),
    Config(config::Arguments),
    Completions(completions::Arguments),
    /// Print the manual page
    Man,
}

/// The Chinese help of each command by its path, as TOML.
fn help_zh() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    let commands: [(_, &[_]); 16] = [
        ("list", &[list::HELP_ZH, list::FORMAT_HELP_ZH]),
        ("show", &[show::HELP_ZH]),
        ("news", &[news::HELP_ZH, list::FORMAT_HELP_ZH]),
        ("compare", &[compare::HELP_ZH]),
        ("chart", &[chart::HELP_ZH]),
        ("diff", &[diff::HELP_ZH]),
        ("tree", &[tree::HELP_ZH]),
        ("open", &[open::HELP_ZH]),
        ("glossary", &[glossary::HELP_ZH]),
        ("check", &[check::HELP_ZH]),
        ("fmt", &[fmt::HELP_ZH]),
        ("export", &[export::HELP_ZH]),
        ("schema", &[schema::HELP_ZH]),
        ("config", &[config::HELP_ZH]),
        ("completions", &[completions::HELP_ZH]),
        ("man", &[man::HELP_ZH]),
    ];
    commands.into_iter().chain(import::HELP_ZH)
}

/// Runs the program with the arguments of this process and reports errors on standard error.
///
/// The exit code is 0 on success, 1 if nothing matches, 2 for errors.
#[must_use]
pub fn main() -> ExitCode {
    let args: Vec<OsString> = query::unescape_negations(std::env::args_os(), &Cli::command());
    let (mut config, diagnostics) = Config::read();
    let locale = |option: Option<Locale>| option.or(config.locale).unwrap_or_else(detect_locale);
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => {
            return usage_error::report(error, Cli::command(), &args, locale(global_args::find_locale(&args)));
        }
    };
    let locale = locale(cli.global.locale);
    cli.global.apply_to(&mut config);
    run(&cli, locale, config, diagnostics).unwrap_or_else(|error| {
        // If stderr is closed, there is nothing else to report to.
        let _ = writeln!(io::stderr(), "llm-tui: {}", error::describe(&error, Messages::get(locale)));
        ExitCode::from(error::exit_code(&error))
    })
}

fn run(cli: &Cli, locale: Locale, config: Config, diagnostics: Vec<ConfigDiagnostic>) -> anyhow::Result<ExitCode> {
    let (stdout, messages) = (io::stdout(), Messages::get(locale));
    let open = |config| CliContext::new(&cli.global, locale, config);
    // Leaked, because the operating system frees the memory of a large catalogue faster than drop does.
    let load = |config| anyhow::Ok(&*Box::leak(Box::new(open(config)?.load_all()?)));
    if cli.command.is_none() && stdout.is_terminal() && !terminal::is_dumb() {
        return browse::run(&cli.browse, diagnostics, || open(config));
    }
    if !matches!(cli.command, Some(Command::Config(_))) {
        config::warn(&diagnostics, locale)?;
    }
    anyhow::ensure!(cli.command.is_none() || cli.browse.is_default(), "{}", messages.cli.browse_options_with_command);
    let files = || read_catalog_files(&cli.global, &config, locale);
    let out = &mut stdout.lock();
    let result = match &cli.command {
        None => overview::run(&cli.browse, load(config)?, out),
        Some(Command::List(args)) => list::run(args, load(config)?, out),
        Some(Command::Show(args)) => show::run(args, load(config)?, out),
        Some(Command::News(args)) => news::run(args, load(config)?, out),
        Some(Command::Compare(args)) => compare::run(args, load(config)?, out),
        Some(Command::Chart(args)) => chart::run(args, load(config)?, out),
        Some(Command::Diff(args)) => diff::run(args, &cli.global, locale, out),
        Some(Command::Tree(args)) => tree::run(args, load(config)?, out),
        Some(Command::Open(args)) => open::run(args, load(config)?, out),
        Some(Command::Glossary(args)) => glossary::run(args, &open(config)?, out),
        Some(Command::Check(args)) => check::run(args, cli.global.builtin, files, messages, out),
        Some(Command::Fmt(args)) => fmt::run(args, messages, out),
        Some(Command::Export(args)) => export::run(args, load(config)?, out),
        Some(Command::Import(args)) => import::run(args, locale, out),
        Some(Command::Schema(schema::Arguments {})) => schema::run(out),
        Some(Command::Config(args)) => config::run(args, &config, diagnostics, locale, load, out),
        Some(Command::Completions(args)) => completions::run(args, Cli::command(), load(config)?, out),
        Some(Command::Man) => man::run(Cli::command(), &config.keys, out),
    };
    ignore_broken_pipe(result.and_then(|code| {
        out.flush()?;
        Ok(code)
    }))
}

/// A reader that closes the pipe early, such as `head`, is not an error.
fn ignore_broken_pipe(result: anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    match result {
        Err(error) if error::is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        result => result,
    }
}
