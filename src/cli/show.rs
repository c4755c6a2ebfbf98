//! `llm-tui show`: everything about one entry.

use std::{io::Write, process::ExitCode};

use llm_catalog::write;

use crate::{
    cli::{CliContext, DEFAULT_TEXT_WIDTH, resolve::resolve_entry, terminal},
    config::keymap::Keymap,
    document,
    export::{bibtex, markdown_section},
};

/// The widest text, in columns: longer lines are hard to read.
pub(super) const MAX_TEXT_WIDTH: usize = 100;

const EXAMPLES: &str = "\
Examples:
  llm-tui show llama
  llm-tui show stable vicuna
  llm-tui show gpt-neox-20b --format bibtex >> references.bib
  llm-tui show 盘古 --locale zh

The exit code is 1 if there is no such entry, 2 if the name may mean several.";

#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// An id, a name or another spelling of it, or words that only one entry matches
    #[arg(value_name = "ID|NAME", required = true)]
    name: Vec<String>,

    /// The form to print it in
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people: as the program shows it
    Text,
    /// The whole entry, with plain integers beside figures
    Json,
    /// A section of a page
    Markdown,
    /// To cite it: its paper, else its main link
    Bibtex,
    /// As in a catalogue
    Toml,
}

pub(super) fn run(arguments: &Arguments, context: &CliContext, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let CliContext { index, locale, terminal, .. } = context;
    let row = resolve_entry(&arguments.name.join(" "), index)?;
    let Some(entry) = index.get(row) else { return Ok(ExitCode::FAILURE) };
    let entry = entry.as_entry_ref();
    let text = match arguments.format {
        Format::Text => {
            let width = terminal.as_ref().map_or(DEFAULT_TEXT_WIDTH, |terminal| terminal.columns.min(MAX_TEXT_WIDTH));
            // An empty key map: a command opens nothing by a key, so none is shown.
            let document = document::entry(index, row, &Keymap::default(), *locale, width);
            terminal::render_lines(&document.lines, terminal.as_ref())
        }
        Format::Json => format!("{:#}\n", write::to_json(entry)),
        Format::Markdown => markdown_section(entry, index, *locale),
        Format::Bibtex => bibtex(entry),
        Format::Toml => write::to_toml([entry]),
    };
    out.write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
