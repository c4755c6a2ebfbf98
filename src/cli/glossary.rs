//! `llm-tui glossary`: what terms mean.

use std::{io::Write, process::ExitCode};

use crate::{
    cli::{CliContext, DEFAULT_TEXT_WIDTH, NoMatch, show::MAX_TEXT_WIDTH, terminal},
    document,
    glossary::{Glossary, Term},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui glossary
  llm-tui glossary moe
  llm-tui glossary score
  llm-tui glossary state space
  llm-tui glossary 量化 --locale zh

The exit code is 1 if there is no such term.";

#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A term or a part of its name, a column, a benchmark or a value; all terms without one
    #[arg(value_name = "TERM")]
    term: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let terms = find_terms(&arguments.term.join(" "))?;
    let terminal = context.terminal.as_ref();
    let width = terminal.map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns.min(MAX_TEXT_WIDTH));
    let (document, _) = document::glossary(&terms, context.locale, width);
    out.write_all(terminal::render_lines(&document.lines, terminal).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The terms that go by a name, or all terms if it is empty.
fn find_terms(name: &str) -> anyhow::Result<Vec<&'static Term>> {
    let glossary = Glossary::builtin();
    if name.is_empty() {
        return Ok(glossary.terms.iter().collect());
    }
    let terms = glossary.search(name);
    if !terms.is_empty() {
        return Ok(terms);
    }
    let suggestions: Vec<_> = glossary.suggest(name).into_iter().map(|id| format!("`{id}`")).collect();
    let hint = match suggestions.split_last() {
        None => "`llm-tui glossary` prints all terms".to_owned(),
        Some((only, [])) => format!("did you mean {only}?"),
        Some((last, others)) => format!("did you mean {} or {last}?", others.join(", ")),
    };
    Err(NoMatch(format!("there is no term `{name}`; {hint}")).into())
}
