//! The formats of exported files, named by the end of the path.

use llm_catalog::{Entry, EntryRef};

use crate::export::{
    bibtex::bibtex,
    catalog_toml::catalog_toml,
    json::{json, json_lines},
    table::ExportTable,
};

/// A format that entries are exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    Markdown,
    Csv,
    Tsv,
    Json,
    JsonLines,
    Toml,
    Bibtex,
}

impl FileFormat {
    const EXTENSIONS: [(&'static str, Self); 7] = [
        (".md", Self::Markdown),
        (".csv", Self::Csv),
        (".tsv", Self::Tsv),
        (".json", Self::Json),
        (".jsonl", Self::JsonLines),
        (".toml", Self::Toml),
        (".bib", Self::Bibtex),
    ];

    /// The format of a file.
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let path = path.to_ascii_lowercase();
        Self::EXTENSIONS.into_iter().find(|(extension, _)| path.ends_with(extension)).map(|(_, format)| format)
    }

    /// The ends of paths that name a format.
    #[must_use]
    pub fn extensions() -> Vec<&'static str> {
        Self::EXTENSIONS.iter().map(|(extension, _)| *extension).collect()
    }

    /// True for the formats that programs read, which have every column.
    #[must_use]
    pub fn has_all_columns(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv)
    }

    /// The text of a file with the entries of a table.
    #[must_use]
    pub fn write(self, table: &ExportTable<'_>) -> String {
        // Records of text have no errors.
        let csv = |delimiter| String::from_utf8(table.csv(delimiter).unwrap_or_default()).unwrap_or_default();
        let entries = |write: &dyn Fn(&[EntryRef<'_>]) -> String| {
            let entries = table.entries();
            write(&entries.iter().map(Entry::as_entry_ref).collect::<Vec<_>>())
        };
        match self {
            Self::Markdown => table.markdown(),
            Self::Csv => csv(b','),
            Self::Tsv => csv(b'\t'),
            Self::Json => entries(&|entries| json(entries.iter().copied())),
            Self::JsonLines => entries(&|entries| json_lines(entries.iter().copied())),
            Self::Toml => catalog_toml(&table.entries(), table.index),
            Self::Bibtex => {
                entries(&|entries| entries.iter().map(|entry| bibtex(*entry)).collect::<Vec<_>>().join("\n"))
            }
        }
    }
}
