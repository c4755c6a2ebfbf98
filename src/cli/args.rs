//! The command line arguments.

use clap::{Parser, Subcommand};

use crate::cli::{
    browse::BrowseArgs, chart, check, compare, completions, export, fmt, global_args::GlobalArgs, glossary, import,
    list, open, show, tree,
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
#[command(name = "llm-tui", version, about, after_long_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    pub(super) global: GlobalArgs,

    #[command(flatten)]
    pub(super) browse: BrowseArgs,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// The commands; without one, the terminal interface starts.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the entries that match a query
    List(list::Arguments),
    /// Show one entry in full
    Show(show::Arguments),
    /// Compare two to four models side by side
    Compare(compare::Arguments),
    /// Draw a chart of the models that match a query
    Chart(chart::Arguments),
    /// Print the family tree of the models that match a query
    Tree(tree::Arguments),
    /// Open a link of an entry in the browser
    Open(open::Arguments),
    /// Explain terms
    Glossary(glossary::Arguments),
    /// Check catalogue files for errors and questionable values
    Check(check::Arguments),
    /// Format catalogue files
    Fmt(fmt::Arguments),
    /// Export the whole catalogue
    Export(export::Arguments),
    /// Convert another list to catalogue entries
    Import(import::Arguments),
    /// Generate a completion script for a shell
    Completions(completions::Arguments),
    /// Print the manual page
    Man,
}
