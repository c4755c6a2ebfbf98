//! What changed between two catalogues, for a release note.

use std::fmt::Write;

use llm_catalog::{EntryRef, localized::Locale};

use crate::{
    diff::{
        Change, FieldChange, Item, ItemChange, ItemKind,
        element_key::element_text,
        text::{item_kind_name, makers_and_date},
        value_text::changed_texts,
    },
    export::{escape_markdown, markdown_link},
    i18n::{DiffMessages, Messages},
};

use super::CatalogDiff;

/// The sections Added, Removed, Renamed and Changed, those that have items, each a list.
#[must_use]
pub fn diff_markdown(diff: &CatalogDiff<'_>, locale: Locale) -> String {
    let messages = &Messages::get(locale).diff;
    let items = |items: &[Item<'_>]| items.iter().map(|item| item_markdown(item, locale)).collect();
    let changes = |changes: &[ItemChange<'_>]| changes.iter().map(|change| change_markdown(change, locale)).collect();
    let sections: [(&str, Vec<String>); 4] = [
        (messages.added, items(&diff.added)),
        (messages.removed, items(&diff.removed)),
        (messages.renamed, changes(&diff.renamed)),
        (messages.changed, changes(&diff.changed)),
    ];
    let sections = sections.into_iter().filter(|(_, items)| !items.is_empty());
    let sections: Vec<_> = sections.map(|(heading, items)| format!("### {heading}\n\n{}", items.concat())).collect();
    sections.join("\n")
}

/// A list item: the name with its main link, makers and date, and the summary.
fn item_markdown(item: &Item<'_>, locale: Locale) -> String {
    let byline: Vec<_> = makers_and_date(item).map(|text| escape_markdown(&text)).collect();
    let byline = if byline.is_empty() { String::new() } else { format!(" ({})", byline.join(", ")) };
    let summary = match item.entry() {
        Some(EntryRef::Model(model)) => model.summary.as_ref(),
        Some(EntryRef::Extension(extension)) => Some(&extension.summary),
        None => None,
    };
    let summary = summary.map(|text| format!(": {}", escape_markdown(text.get(locale)))).unwrap_or_default();
    format!("- {}{byline}{summary}\n", title(item, locale))
}

fn title(item: &Item<'_>, locale: Locale) -> String {
    let messages = &Messages::get(locale).diff;
    let name = escape_markdown(item.name(locale));
    match item_kind_name(item.kind, messages) {
        Some(kind) if item.kind == ItemKind::Update => format!("{kind} {}: {name}", escape_markdown(&item.key)),
        Some(kind) => format!("{kind} {name}"),
        None => {
            let link = item.entry().and_then(|entry| entry.links().first());
            link.map_or(name, |link| markdown_link(item.name(locale), &link.url))
        }
    }
}

/// A list item with the name, and below it a list of the fields.
fn change_markdown(change: &ItemChange<'_>, locale: Locale) -> String {
    let messages = &Messages::get(locale).diff;
    let key = if change.is_renamed() {
        format!("{} -> {}", code(&change.old.key), code(&change.new.key))
    } else {
        code(&change.new.key)
    };
    let title = match item_kind_name(change.new.kind, messages) {
        Some(kind) => format!("{kind} {key}"),
        None => format!("**{}** ({key})", escape_markdown(change.new.name(locale))),
    };
    let mut out = format!("- {title}\n");
    for field in &change.fields {
        let _ = writeln!(out, "  - {}", field_markdown(field, messages));
    }
    out
}

fn field_markdown(field: &FieldChange, messages: &DiffMessages) -> String {
    let text = match &field.change {
        Change::Added(value) => (messages.field_added)(&escape_markdown(&element_text(&field.path, value))),
        Change::Removed(value) => (messages.field_removed)(&escape_markdown(&element_text(&field.path, value))),
        Change::Changed(old, new) => {
            let (old, new) = changed_texts(old, new);
            format!("{} -> {}", escape_markdown(&old), escape_markdown(&new))
        }
        Change::Reordered(old, new) => {
            (messages.reordered)(&escape_markdown(&old.join(", ")), &escape_markdown(&new.join(", ")))
        }
    };
    format!("{}: {text}", code(&field.path))
}

/// A code span, in which a backtick would end it.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}
