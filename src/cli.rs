//! The command line: one file per command.

use std::{
    ffi::OsString,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use clap::{CommandFactory, Parser};

mod args;
mod browse;
mod chart;
mod check;
mod column_arg;
mod compare;
mod completions;
mod context;
mod error;
mod export;
mod fmt;
mod global_args;
mod glossary;
mod help;
mod import;
mod list;
mod man;
mod open;
mod overview;
mod query;
mod resolve;
mod show;
mod tab_arg;
mod table;
mod terminal;
mod tree;
mod usage_error;

use llm_catalog::{Catalog, localized::Locale};

pub use crate::cli::args::Cli;
use crate::{
    cli::{
        args::Command,
        context::{CliContext, read_catalog_files},
    },
    config::{Config, ConfigError},
    i18n::{Messages, detect_locale},
};

/// Runs the program with the arguments of this process and reports errors on standard error.
///
/// The exit code is 0 on success, 1 if nothing matches, 2 for errors.
#[must_use]
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().map(query::unescape_negation).collect();
    let config = Config::read();
    let configured = config.as_ref().ok().and_then(|config| config.locale);
    let locale = |option: Option<Locale>| option.or(configured).unwrap_or_else(detect_locale);
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) => return usage_error::report(&error, &args, locale(global_args::find_locale(&args))),
    };
    let locale = locale(cli.global.locale);
    run(&cli, locale, config).unwrap_or_else(|error| {
        // If stderr is closed, there is nothing else to report to.
        let _ = writeln!(io::stderr(), "llm-tui: {}", error::describe(&error, Messages::get(locale)));
        ExitCode::from(error::exit_code(&error))
    })
}

fn run(cli: &Cli, locale: Locale, config: Result<Config, ConfigError>) -> anyhow::Result<ExitCode> {
    let (stdout, messages) = (io::stdout(), Messages::get(locale));
    let open = |config: Result<_, _>| CliContext::new(&cli.global, locale, config?);
    // Leaked, because the operating system frees the memory of a large catalogue faster than drop does.
    let load = |config| anyhow::Ok(&*Box::leak(Box::new(open(config)?.load_all()?)));
    if cli.command.is_none() && stdout.is_terminal() && !terminal::is_dumb() {
        return browse::run(&cli.browse, open(config)?);
    }
    anyhow::ensure!(cli.command.is_none() || cli.browse.is_default(), "{}", messages.cli.browse_options_with_command);
    let files = || read_catalog_files(&cli.global, messages);
    let out = &mut stdout.lock();
    let result = match &cli.command {
        None => overview::run(&cli.browse, load(config)?, out),
        Some(Command::List(args)) => list::run(args, load(config)?, out),
        Some(Command::Show(args)) => show::run(args, load(config)?, out),
        Some(Command::Compare(args)) => compare::run(args, load(config)?, out),
        Some(Command::Chart(args)) => chart::run(args, load(config)?, out),
        Some(Command::Tree(args)) => tree::run(args, load(config)?, out),
        Some(Command::Open(args)) => open::run(args, load(config)?, out),
        Some(Command::Glossary(args)) => glossary::run(args, &open(config)?, out),
        Some(Command::Check(args)) => check::run(args, cli.global.builtin, files, messages, out),
        Some(Command::Fmt(args)) => fmt::run(args, messages, out),
        Some(Command::Export(args)) => export::run(args, &Catalog::merge(&files()?)?, load(config)?, out),
        Some(Command::Import(args)) => import::run(args, out),
        Some(Command::Completions(args)) => completions::run(args, Cli::command(), load(config)?, out),
        Some(Command::Man) => man::run(Cli::command(), out),
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
