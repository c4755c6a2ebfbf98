//! What terms mean.

use std::{io::Write, process::ExitCode};

use llm_catalog::closest_match;
use llm_index::query::normalize;

use crate::{
    cli::{CliContext, DEFAULT_TEXT_WIDTH, NoMatch, show::MAX_TEXT_WIDTH, terminal},
    document,
    glossary::{Glossary, Term},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui glossary
  llm-tui glossary moe
  llm-tui glossary state space
  llm-tui glossary 量化 --locale zh

The exit code is 1 if there is no such term.";

/// What to look up.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A term, or a part of its name; all terms without one
    #[arg(value_name = "TERM")]
    term: Vec<String>,
}

pub(super) fn run(arguments: &Arguments, session: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let terms = find_terms(&arguments.term.join(" "))?;
    let terminal = session.terminal.as_ref();
    let columns = terminal.map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns.min(MAX_TEXT_WIDTH));
    let (sheet, _) = document::glossary(&terms, session.locale, columns);
    out.write_all(terminal::render_lines(&sheet.lines, terminal).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The terms of an id or a name, else those that have it as a part.
fn find_terms(name: &str) -> anyhow::Result<Vec<&'static Term>> {
    let terms = || Glossary::builtin().terms.iter();
    let spelling = normalize(name);
    if name.is_empty() {
        return Ok(terms().collect());
    }
    let of = |wanted: &dyn Fn(&str) -> bool| terms().filter(|term| term_names(term).any(wanted)).collect::<Vec<_>>();
    let exact = of(&|name| normalize(name) == spelling);
    let found =
        if exact.is_empty() && !spelling.is_empty() { of(&|name| normalize(name).contains(&spelling)) } else { exact };
    if !found.is_empty() {
        return Ok(found);
    }
    let ids = terms().map(|term| term.id.as_str());
    let likely = closest_match(&name.to_lowercase().replace(' ', "-"), ids);
    let hint = likely
        .map_or_else(|| "`llm-tui glossary` prints all terms".to_owned(), |likely| format!("did you mean `{likely}`?"));
    Err(NoMatch(format!("there is no term `{name}`; {hint}")).into())
}

/// What a term is called: its id, its names in every language, and what stands
/// in them before and within brackets.
fn term_names(term: &Term) -> impl Iterator<Item = &str> {
    let parts = |name| str::split(name, ['(', ')', '（', '）']).filter(|part| !part.trim().is_empty());
    let whole = [term.id.as_str(), term.name.en.as_str(), term.name.zh.as_str()];
    whole.into_iter().chain(parts(&term.name.en)).chain(parts(&term.name.zh))
}
