//! The whole catalogue, as a page or a data file.

use std::{io::Write, process::ExitCode};

use llm_catalog::{Catalog, localized::Locale, write};
use llm_index::{Column, Index};

use crate::{
    cli::CliContext,
    export::{ExportTable, awesome_list::awesome_list},
};

/// How to write the catalogue.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What a catalogue can be written as.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Format {
    /// An awesome-list page, in the language of `--locale`
    #[default]
    Markdown,
    /// An array of objects, one an entry
    Json,
    /// An object a line
    Jsonl,
    /// A table of the models, with every column that a query can name
    Csv,
    /// A catalogue file
    Toml,
}

pub(super) fn run(
    arguments: &Arguments,
    catalog: &Catalog,
    session: &CliContext,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let CliContext { index: shelf, locale, .. } = session;
    let json = || catalog.entries().map(write::to_json);
    match arguments.format {
        Format::Markdown => out.write_all(awesome_list(catalog, *locale).as_bytes())?,
        Format::Json => writeln!(out, "{:#}", serde_json::Value::Array(json().collect()))?,
        Format::Jsonl => json().try_for_each(|entry| writeln!(out, "{entry}"))?,
        Format::Csv => out.write_all(&models_csv(catalog, shelf, *locale)?)?,
        Format::Toml => out.write_all(write::CatalogContents::from(catalog).to_toml().as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The table of the models.
fn models_csv(catalog: &Catalog, shelf: &Index, locale: Locale) -> anyhow::Result<Vec<u8>> {
    let rows = catalog.models().iter().filter_map(|model| shelf.row_by_id(model.id.as_str())).collect();
    let listing = ExportTable { index: shelf, locale, rows, columns: Column::ALL.to_vec() };
    Ok(listing.csv(b',')?)
}
