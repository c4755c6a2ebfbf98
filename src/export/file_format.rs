//! The formats of exported files, named by the file extension.

use llm_catalog::{Entry, EntryRef};

use crate::export::{
    awesome_list::AwesomeList,
    bibtex::bibtex_file,
    catalog_toml::catalog_toml,
    grouping::Grouping,
    html::html_page,
    json::{json, json_lines},
    table::ExportTable,
};

/// A format that entries are exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    Markdown,
    Html,
    Csv,
    Tsv,
    Json,
    JsonLines,
    Toml,
    Bibtex,
}

/// The level of the headings of a Markdown file of tables only.
const TABLES_HEADING_LEVEL: usize = 2;

impl FileFormat {
    pub const ALL: [Self; 8] =
        [Self::Markdown, Self::Html, Self::Csv, Self::Tsv, Self::Json, Self::JsonLines, Self::Toml, Self::Bibtex];

    const EXTENSIONS: [(&'static str, Self); 8] = [
        (".md", Self::Markdown),
        (".html", Self::Html),
        (".csv", Self::Csv),
        (".tsv", Self::Tsv),
        (".json", Self::Json),
        (".jsonl", Self::JsonLines),
        (".toml", Self::Toml),
        (".bib", Self::Bibtex),
    ];

    /// The name of the format on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Toml => "toml",
            Self::Bibtex => "bibtex",
        }
    }

    /// The format of a file.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let path = path.to_ascii_lowercase();
        Self::EXTENSIONS.into_iter().find(|(extension, _)| path.ends_with(extension)).map(|(_, format)| format)
    }

    /// The file extensions that name a format.
    #[must_use]
    pub fn extensions() -> Vec<&'static str> {
        Self::EXTENSIONS.iter().map(|(extension, _)| *extension).collect()
    }

    /// True for the formats for people, which have the columns of a list.
    #[must_use]
    pub fn has_list_columns(self) -> bool {
        matches!(self, Self::Markdown | Self::Html)
    }

    /// The text of a file with the entries of a table; in Markdown the tables alone. Without columns it has those that
    /// are usual in the format.
    #[must_use]
    pub fn write(self, table: &ExportTable<'_>) -> String {
        let csv = |delimiter| {
            let csv = if table.columns.is_empty() { table.record_csv(delimiter) } else { table.csv(delimiter) };
            // Records of text have no errors.
            String::from_utf8(csv.unwrap_or_default()).unwrap_or_default()
        };
        let entries = |write: &dyn Fn(&[EntryRef<'_>]) -> String| {
            let entries = table.entries();
            write(&entries.iter().map(Entry::as_entry_ref).collect::<Vec<_>>())
        };
        match self {
            Self::Markdown => AwesomeList { table, grouping: None }.tables(TABLES_HEADING_LEVEL),
            Self::Html => html_page(table, Grouping::default(), None),
            Self::Csv => csv(b','),
            Self::Tsv => csv(b'\t'),
            Self::Json => entries(&|entries| json(entries.iter().copied())),
            Self::JsonLines => entries(&|entries| json_lines(entries.iter().copied())),
            Self::Toml => catalog_toml(&table.entries(), table.index),
            Self::Bibtex => entries(&|entries| bibtex_file(entries.iter().copied())),
        }
    }
}
