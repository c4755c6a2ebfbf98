//! Everything about one entry.

use std::{io::Write, process::ExitCode};

use super::{COLUMNS, Session, named::named, terminal};
use crate::{
    catalog::write,
    format::{bibtex, section},
    keymap::Keymap,
    sheet,
};

/// The widest lines that are easy to read, in columns.
pub(super) const WIDEST: usize = 100;

const EXAMPLES: &str = "\
Examples:
  llm-tui show llama
  llm-tui show stable vicuna
  llm-tui show gpt-neox-20b --format bibtex >> references.bib
  llm-tui show 盘古 --locale zh

The exit code is 1 if there is no such entry, 2 if the name may mean several.";

/// What to show, in what form.
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

/// The form of an entry.
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

pub(super) fn run(arguments: &Arguments, session: &Session, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    let Session { shelf, locale, terminal, .. } = session;
    let row = named(&arguments.name.join(" "), shelf)?;
    let Some(record) = shelf.get(row) else { return Ok(ExitCode::FAILURE) };
    let entry = record.entry();
    let text = match arguments.format {
        Format::Text => {
            let columns = terminal.as_ref().map_or(COLUMNS, |terminal| terminal.columns.min(WIDEST));
            // No key opens anything here, so none is named.
            let sheet = sheet::entry(shelf, row, &Keymap::default(), *locale, columns);
            terminal::text(&sheet.lines, terminal.as_ref())
        }
        Format::Json => format!("{:#}\n", write::json(entry)),
        Format::Markdown => section(entry, shelf, *locale),
        Format::Bibtex => bibtex(entry),
        Format::Toml => write::toml([entry]),
    };
    out.write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
