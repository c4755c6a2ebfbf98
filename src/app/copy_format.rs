//! The formats an entry can be copied in.

use llm_catalog::{Entry, EntryRef, localized::Locale, write};
use llm_index::{Column, Index, RowId};

use crate::{
    display_width::truncate,
    export::{ExportTable, bibtex, bibtex_file, json, markdown_row},
    i18n::Messages,
};

/// A format to copy an entry in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFormat {
    /// The name.
    Name,
    /// The permanent id.
    Id,
    /// The URL of the main link.
    Link,
    /// A row of a Markdown table.
    Markdown,
    /// A BibTeX entry.
    Bibtex,
    /// The entry as JSON.
    Json,
    /// The insight of a model or the description of an extension, in the current language.
    Insight,
}

/// Display width of copied text in the status message; links are shown in full.
const MAX_PREVIEW_WIDTH: usize = 60;

impl CopyFormat {
    /// Every format, in the order of the menu.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Id, Self::Link, Self::Markdown, Self::Bibtex, Self::Json, Self::Insight];

    /// The formats for several entries together.
    pub const FOR_SEVERAL: [Self; 6] = [Self::Markdown, Self::Name, Self::Id, Self::Link, Self::Bibtex, Self::Json];

    /// The label in the menu.
    #[must_use]
    pub fn label(self, messages: &Messages) -> &'static str {
        match self {
            Self::Name => messages.name,
            Self::Id => messages.copy_id,
            Self::Link => messages.copy_link,
            Self::Markdown => messages.copy_markdown,
            Self::Bibtex => "BibTeX",
            Self::Json => "JSON",
            Self::Insight => messages.insight,
        }
    }

    /// Renders an entry as the command line prints it. `None` if the entry has no link or insight.
    /// `columns` are those of the Markdown row.
    #[must_use]
    pub fn render(self, row: RowId, columns: &[Column], index: &Index, locale: Locale) -> Option<String> {
        let (entry, resolved) = (index.get(row)?, index.resolved(row)?);
        let (entry, resolved) = (entry.as_entry_ref(), resolved.as_entry_ref());
        Some(match self {
            Self::Name => entry.name().to_owned(),
            Self::Id => entry.id().to_string(),
            Self::Link => entry.links().first()?.url.to_string(),
            Self::Markdown => markdown_row(resolved, columns, index, locale),
            Self::Bibtex => bibtex(entry),
            Self::Json => format!("{:#}\n", write::to_json(entry)),
            Self::Insight => insight(entry, locale)?.to_owned(),
        })
    }

    /// Renders several entries together: a line, an element or a table row for each. `columns` are those of the table.
    #[must_use]
    pub fn render_several(self, rows: Vec<RowId>, columns: Vec<Column>, index: &Index, locale: Locale) -> String {
        let table = ExportTable { index, locale, rows, columns };
        match self {
            Self::Markdown => table.markdown(),
            Self::Json => json(table.entries().iter().map(Entry::as_entry_ref)),
            Self::Bibtex => bibtex_file(table.entries().iter().map(Entry::as_entry_ref)),
            Self::Name | Self::Id | Self::Link | Self::Insight => {
                let lines = table.rows.iter().filter_map(|row| self.render(*row, &table.columns, index, locale));
                lines.map(|line| line + "\n").collect()
            }
        }
    }

    /// The status message after copying.
    pub(super) fn copied_message(self, text: &str, messages: &Messages) -> String {
        let (label, lines) = (self.label(messages), text.lines().count());
        match self {
            _ if lines > 1 => (messages.copied_as_lines)(label, lines),
            // The link has to stay readable.
            Self::Link => (messages.copied_as)(label, text),
            _ => (messages.copied_as)(label, &truncate(text.trim_end(), MAX_PREVIEW_WIDTH)),
        }
    }
}

fn insight(entry: EntryRef<'_>, locale: Locale) -> Option<&str> {
    match entry {
        EntryRef::Model(model) => model.insight.as_ref().map(|insight| insight.get(locale)),
        EntryRef::Extension(extension) => Some(extension.description.get(locale)),
    }
}
