//! `llm-tui glossary`: explains terms.

use std::{io::Write, process::ExitCode};

use llm_catalog::validate::closest_match;
use llm_index::query::normalize;

use crate::{
    cli::{
        context::CliContext,
        error::NoMatch,
        terminal::{DEFAULT_TEXT_WIDTH, MAX_TEXT_WIDTH, render_lines},
    },
    document,
    glossary::{Glossary, Term},
    i18n::Messages,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui glossary
  llm-tui glossary moe
  llm-tui glossary state space
  llm-tui glossary 量化 --locale zh

Exit code: 1 if no term matches.";

#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A term or a part of its name [default: all terms]
    #[arg(value_name = "TERM")]
    term: Vec<String>,
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let terms = find_terms(&args.term.join(" "), context.messages())?;
    let terminal = context.terminal.as_ref();
    let columns = terminal.map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns.min(MAX_TEXT_WIDTH));
    let (document, _) = document::glossary(&terms, context.locale, columns);
    out.write_all(render_lines(&document.lines, terminal).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The terms with this id or name, else those whose id or name contains it.
fn find_terms(name: &str, messages: &Messages) -> anyhow::Result<Vec<&'static Term>> {
    let terms = || Glossary::builtin().terms.iter();
    if name.is_empty() {
        return Ok(terms().collect());
    }
    let normalized = normalize(name);
    let terms_where = |predicate: &dyn Fn(&str) -> bool| -> Vec<_> {
        terms().filter(|term| term_names(term).any(predicate)).collect()
    };
    let mut matches = terms_where(&|name| normalize(name) == normalized);
    if matches.is_empty() && !normalized.is_empty() {
        matches = terms_where(&|name| normalize(name).contains(&normalized));
    }
    if !matches.is_empty() {
        return Ok(matches);
    }
    let ids = terms().map(|term| term.id.as_str());
    let hint = closest_match(&name.to_lowercase().replace(' ', "-"), ids);
    Err(NoMatch((messages.cli.unknown_term)(name, hint)).into())
}

/// The id of a term and its names in all languages, also the parts before and inside parentheses.
fn term_names(term: &Term) -> impl Iterator<Item = &str> {
    let parts = |name| str::split(name, ['(', ')', '（', '）']).filter(|part| !part.trim().is_empty());
    let names = [term.id.as_str(), term.name.en.as_str(), term.name.zh.as_str()];
    names.into_iter().chain(parts(&term.name.en)).chain(parts(&term.name.zh))
}
