//! Entries as Markdown: a table of entries, or a section about one.

use std::fmt::Write;

use llm_catalog::{Entry, EntryRef, Model, claim::Claim, localized::Locale, quantity::Quantity};
use llm_index::{Column, Index, LinkShortcut};

use crate::{
    columns::ColumnExt,
    export::{
        fact::fact_text,
        markdown_syntax::{escape_line_start, escape_markdown, markdown_link, table_row},
        table::ExportTable,
    },
    i18n::Messages,
};

/// Stands for an unknown value in files, which are read with any font.
const UNKNOWN_SYMBOL: &str = "-";

impl ExportTable<'_> {
    /// A table whose names link to the main link of each entry; empty if there are no rows.
    #[must_use]
    pub fn markdown(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let alignments =
            self.columns.iter().map(|column| if column.layout().right_aligned { "---:" } else { "---" }.to_owned());
        let mut out = table_row(self.columns.iter().map(|column| escape_markdown(&self.full_heading(*column))));
        out += &table_row(alignments);
        let row = |(name, entry): &(String, Entry)| {
            named_markdown_row(name, entry.as_entry_ref(), &self.columns, self.index, self.locale)
        };
        out.extend(self.named_entries().iter().map(row));
        out
    }
}

/// An entry as a table row.
#[must_use]
pub fn markdown_row(entry: EntryRef<'_>, columns: &[Column], index: &Index, locale: Locale) -> String {
    named_markdown_row(entry.name(), entry, columns, index, locale)
}

/// An entry under a name as a table row.
fn named_markdown_row(name: &str, entry: EntryRef<'_>, columns: &[Column], index: &Index, locale: Locale) -> String {
    let text = |column: Column| Some(column.display_text(entry, index, locale)).filter(|text| !text.is_empty());
    table_row(columns.iter().map(|column| match column {
        Column::Name => linked_text(name, entry),
        column => escape_markdown(text(*column).as_deref().unwrap_or(UNKNOWN_SYMBOL)),
    }))
}

/// A section about an entry: its insight or description, then lists of facts, links, claims and sources.
#[must_use]
pub fn markdown_section(entry: EntryRef<'_>, index: &Index, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let text = match entry {
        EntryRef::Model(model) => model.insight.as_ref(),
        EntryRef::Extension(extension) => Some(&extension.description),
    };
    let mut out =
        format!("## {}\n\n{}\n", linked_name(entry), escape_line_start(text.map_or("", |text| text.get(locale))));
    let default = match entry {
        EntryRef::Model(model) => model.default_variant().map(|variant| model.resolve(variant)),
        EntryRef::Extension(_) => None,
    };
    let resolved = default.as_ref().map_or(entry, EntryRef::Model);
    let facts = Column::ALL.iter().filter_map(|column| column_item(*column, resolved, index, locale));
    write_list(&mut out, "", facts);
    if let EntryRef::Model(model) = entry
        && model.variants.len() > 1
    {
        write_variants(&mut out, model, locale);
    }
    let links = entry.links().iter().map(|link| ((messages.link_kind)(link.kind), &link.url));
    let license = LinkShortcut::License.url(entry).map(|url| (Column::License.heading(locale), url));
    write_list(
        &mut out,
        Column::Links.heading(locale),
        links.chain(license).map(|(name, url)| markdown_link(name, url)),
    );
    write_list(&mut out, messages.claims, entry.claims().iter().map(|claim| claim_item(claim, locale)));
    let sources = match entry {
        EntryRef::Model(model) => &model.sources,
        EntryRef::Extension(extension) => &extension.sources,
    };
    write_list(&mut out, messages.sources, sources.iter().map(|source| format!("<{}>", source.url)));
    out
}

/// Writes a list under a heading, or nothing if there are no items.
fn write_list(out: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    let items: String = items.map(|item| "- ".to_owned() + &item + "\n").collect();
    if items.is_empty() {
        return;
    }
    if !heading.is_empty() {
        let _ = write!(out, "\n### {heading}\n");
    }
    let _ = write!(out, "\n{items}");
}

/// A list item for a column, unless the section has its value elsewhere.
fn column_item(column: Column, entry: EntryRef<'_>, index: &Index, locale: Locale) -> Option<String> {
    let text = fact_text(column, entry, index, locale)?;
    Some(format!("**{}** {}", column.heading(locale), escape_markdown(&text)))
}

fn write_variants(out: &mut String, model: &Model, locale: Locale) {
    let text = |quantity: Option<Quantity>| {
        quantity.map_or_else(|| UNKNOWN_SYMBOL.to_owned(), |quantity| quantity.round_3_sig().to_string())
    };
    let columns = [Column::Variant, Column::Parameters, Column::ActiveParameters, Column::TrainingData];
    let headings = columns.into_iter().map(|column| column.heading(locale));
    out.push('\n');
    *out += &table_row(headings.map(escape_markdown));
    *out += &table_row(["---", "---:", "---:", "---:"].into_iter().map(str::to_owned));
    for variant in &model.variants {
        let figures = [variant.parameters, variant.active, variant.tokens].map(text);
        *out += &table_row(std::iter::once(escape_markdown(&variant.name)).chain(figures));
    }
}

fn claim_item(claim: &Claim, locale: Locale) -> String {
    let messages = Messages::get(locale);
    let claimed_value = claim
        .claimed_value
        .as_ref()
        .map(|value| escape_markdown(&(messages.claimed_value)(claim.claimed_by.as_deref(), value)) + " ");
    let source = claim.source.as_ref().map_or_else(String::new, |url| format!(" <{url}>"));
    let (field, status) = ((messages.claim_field)(claim.field), (messages.claim_status)(claim.status));
    format!(
        "**{field}** {}({status})\n  {}{source}",
        claimed_value.unwrap_or_default(),
        escape_markdown(claim.note.get(locale))
    )
}

/// The name of an entry, linked to its main link.
pub(super) fn linked_name(entry: EntryRef<'_>) -> String {
    linked_text(entry.name(), entry)
}

/// A name that links to the main link of an entry.
fn linked_text(name: &str, entry: EntryRef<'_>) -> String {
    entry.links().first().map_or_else(|| escape_markdown(name), |main| markdown_link(name, &main.url))
}
