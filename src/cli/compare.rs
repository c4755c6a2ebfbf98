//! Models side by side.

use std::{io::Write, process::ExitCode};

use llm_catalog::EntryRef;

use llm_index::RowId;

use crate::{
    cli::{CliContext, DEFAULT_TEXT_WIDTH, resolve::resolve_entry, terminal},
    comparison::{Comparison, MAX_MODELS, MIN_MODELS},
    document,
    export::{comparison_json, comparison_markdown},
};

const EXAMPLES: &str = "\
Examples:
  llm-tui compare llama bloom opt
  llm-tui compare 'gpt 3' palm gopher chinchilla --format markdown
  llm-tui compare alpaca 'stable vicuna' --format json | jq '.rows[] | select(.differs) | .label'

Scores are compared on the same benchmark under the same setting, training
figures by unit and kind. The exit code is 1 if there is no such entry, 2 if a
name may mean several or is no model.";

/// What to compare, in what form.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Two to four models: an id, a name or another spelling of it, or words that only one entry matches
    #[arg(value_name = "ID|NAME", required = true)]
    name: Vec<String>,

    /// The form to print it in
    #[arg(long, default_value = "text")]
    format: Format,
}

/// The form of a comparison.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people: as the program shows it
    Text,
    /// A table in Markdown, then the insights
    Markdown,
    /// Whole entries, then the rows of the comparison
    Json,
}

pub(super) fn run(arguments: &Arguments, session: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let CliContext { index: shelf, locale, terminal, .. } = session;
    let comparison = Comparison::new(shelf, &resolve_models(&arguments.name, session)?, *locale);
    let text = match arguments.format {
        Format::Text => {
            let columns = terminal.as_ref().map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns);
            terminal::render_lines(&document::compare(&comparison, None, *locale, columns).lines, terminal.as_ref())
        }
        Format::Markdown => comparison_markdown(&comparison, *locale),
        Format::Json => comparison_json(&comparison),
    };
    out.write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The rows of the models that are named, each once.
fn resolve_models(names: &[String], session: &CliContext) -> anyhow::Result<Vec<RowId>> {
    let count = names.len();
    anyhow::ensure!(
        (MIN_MODELS..=MAX_MODELS).contains(&count),
        "{count} {} given, but `compare` takes {MIN_MODELS} to {MAX_MODELS} models; put quotes around a name with a blank",
        if count == 1 { "name is" } else { "names are" }
    );
    let mut rows = Vec::new();
    for name in names {
        let row = resolve_entry(name, &session.index)?;
        let is_model = session.index.get(row).is_some_and(|record| matches!(record.as_entry_ref(), EntryRef::Model(_)));
        anyhow::ensure!(is_model, "`{name}` is an extension, and only models can be compared; name a model");
        if let Some(other) = rows.iter().position(|other| *other == row).and_then(|place| names.get(place)) {
            anyhow::bail!("`{other}` and `{name}` are the same model; name another");
        }
        rows.push(row);
    }
    Ok(rows)
}
