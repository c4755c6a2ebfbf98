//! `llm-tui glossary`: explains terms.

use std::{io::Write, process::ExitCode};

use llm_catalog::Foreign;

use crate::{
    cli::{
        context::CliContext,
        error::NoMatch,
        terminal::{DEFAULT_TEXT_WIDTH, render_lines},
    },
    display_width::MAX_TEXT_WIDTH,
    document,
    glossary::{Glossary, Term},
    i18n::Messages,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui glossary
  llm-tui glossary moe
  llm-tui glossary score
  llm-tui glossary state space
  llm-tui glossary 量化 --locale zh

Exit code: 1 if no term matches.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "解释术语"
after_long_help = """
示例：
  llm-tui glossary
  llm-tui glossary moe
  llm-tui glossary state space
  llm-tui glossary 量化 --locale zh

退出码：没有匹配的术语为 1。"""

[arguments]
term = "术语或其名称的一部分 [默认：全部术语]"
"#;

/// Explain terms
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A term or a part of its name, a column, a benchmark or a value [default: all terms]
    #[arg(value_name = "TERM")]
    term: Vec<String>,
}

pub(super) fn run(args: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let terms = find_terms(&args.term.join(" "), context.messages())?;
    let terminal = context.terminal.as_ref();
    let columns = terminal.map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns.min(MAX_TEXT_WIDTH.into()));
    let document = document::glossary(&terms, context.locale, columns);
    out.write_all(render_lines(&document.lines, terminal).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The terms that match a name, or all terms if it is empty.
fn find_terms(name: &str, messages: &Messages) -> anyhow::Result<Vec<&'static Term>> {
    let glossary = Glossary::builtin();
    if name.is_empty() {
        return Ok(glossary.terms.iter().collect());
    }
    let terms = glossary.search(name);
    if terms.is_empty() {
        return Err(NoMatch((messages.cli.unknown_term)(Foreign::new(name), &glossary.suggest(name))).into());
    }
    Ok(terms)
}
