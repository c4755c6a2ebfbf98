//! The formats of exports as values of an option.

use clap::ValueEnum;

use crate::export::FileFormat;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// An awesome-list page in the language of `--locale`
    Markdown,
    /// A page of its own with search and order, in both languages
    Html,
    /// Comma-separated values
    Csv,
    /// Tab-separated values
    Tsv,
    /// A JSON array of full entries
    Json,
    /// One JSON object per line
    Jsonl,
    /// A catalogue file
    Toml,
    /// References
    Bibtex,
}

impl Format {
    /// The name of a format on the command line.
    pub fn name(format: FileFormat) -> String {
        let value = Self::value_variants().iter().find(|value| FileFormat::from(**value) == format);
        let value = value.and_then(Self::to_possible_value);
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl From<Format> for FileFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Markdown => Self::Markdown,
            Format::Html => Self::Html,
            Format::Csv => Self::Csv,
            Format::Tsv => Self::Tsv,
            Format::Json => Self::Json,
            Format::Jsonl => Self::JsonLines,
            Format::Toml => Self::Toml,
            Format::Bibtex => Self::Bibtex,
        }
    }
}
