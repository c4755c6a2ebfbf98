//! What changed between two catalogues, as lines for a terminal.

use llm_catalog::{EntryRef, localized::Locale};

use crate::{
    config::theme::StyleRole,
    diff::{Change, FieldChange, Item, ItemChange, ItemKind, element_key::element_text, value_text::changed_texts},
    display_width::{width, wrap},
    document::{StyledLine, StyledSpan},
    i18n::{DiffMessages, Messages},
};

use super::CatalogDiff;

/// A longer change of a value takes a line for the old and one for the new value.
const MAX_LINE_COLUMNS: usize = 80;
const ITEM_INDENT: &str = "  ";
const FIELD_INDENT: &str = "      ";
const VALUE_INDENT: &str = "        ";
/// Between the name, the makers and the date.
const BYLINE_SEPARATOR: &str = " · ";

/// The sections of what was added, removed, renamed and changed, and a line with the numbers. Long values are wrapped to
/// a width in columns, if there is one.
#[must_use]
pub fn diff_lines(diff: &CatalogDiff<'_>, locale: Locale, columns: Option<usize>) -> Vec<StyledLine> {
    let messages = &Messages::get(locale).diff;
    let mut writer = Writer { lines: Vec::new(), locale, columns, messages };
    writer.section(messages.added, &diff.added, |writer, item| writer.item("+ ", StyleRole::Good, item));
    writer.section(messages.removed, &diff.removed, |writer, item| writer.item("- ", StyleRole::Bad, item));
    writer.section(messages.renamed, &diff.renamed, Writer::change);
    writer.section(messages.changed, &diff.changed, Writer::change);
    let counts = [diff.added.len(), diff.removed.len(), diff.renamed.len(), diff.changed.len()];
    let [added, removed, renamed, changed] = counts;
    let summary = (messages.summary)(added, removed, renamed, changed);
    writer.line(vec![StyledSpan::new(StyleRole::Muted, summary)]);
    writer.lines
}

struct Writer {
    lines: Vec<StyledLine>,
    locale: Locale,
    /// The width that long values are wrapped to.
    columns: Option<usize>,
    messages: &'static DiffMessages,
}

impl Writer {
    fn line(&mut self, spans: Vec<StyledSpan>) {
        self.lines.push(spans.into());
    }

    /// A heading, the items and a blank line; nothing without items.
    fn section<T>(&mut self, heading: &str, items: &[T], write: impl Fn(&mut Self, &T)) {
        if items.is_empty() {
            return;
        }
        self.line(vec![StyledSpan::new(StyleRole::Heading, heading)]);
        for item in items {
            write(self, item);
        }
        self.line(Vec::new());
    }

    fn item(&mut self, marker: &str, role: StyleRole, item: &Item<'_>) {
        let byline = std::iter::once(item.name(self.locale).to_owned()).chain(makers_and_date(item));
        let byline = byline.collect::<Vec<_>>().join(BYLINE_SEPARATOR);
        self.line(vec![
            StyledSpan::new(role, format!("{ITEM_INDENT}{marker}{}", self.key(item))),
            StyledSpan::new(StyleRole::Text, format!("  {byline}")),
        ]);
    }

    /// The id of an entry; other items are named by their kind too.
    fn key(&self, item: &Item<'_>) -> String {
        match item_kind_name(item.kind, self.messages) {
            Some(kind) => format!("{kind} {}", item.key),
            None => item.key.to_string(),
        }
    }

    fn change(&mut self, change: &ItemChange<'_>) {
        let key = self.key(&change.new);
        let key = if change.is_renamed() { format!("{} -> {key}", change.old.key) } else { key };
        // An update has its text as its name, which may be what changed.
        let is_update = change.new.kind == ItemKind::Update;
        let name = if is_update { "" } else { change.new.name(self.locale) };
        self.line(vec![
            StyledSpan::new(StyleRole::Accent, format!("{ITEM_INDENT}{key}")),
            StyledSpan::new(StyleRole::Text, format!("  {name}")),
        ]);
        change.fields.iter().for_each(|field| self.field(field));
    }

    fn field(&mut self, field: &FieldChange) {
        match &field.change {
            Change::Added(value) => self.one_sided("+ ", StyleRole::Good, field, &element_text(&field.path, value)),
            Change::Removed(value) => self.one_sided("- ", StyleRole::Bad, field, &element_text(&field.path, value)),
            Change::Changed(old, new) => {
                let (old, new) = changed_texts(old, new);
                self.changed(&field.path, &old, &new);
            }
            Change::Reordered(old, new) => {
                let order = (self.messages.reordered)(&old.join(", "), &new.join(", "));
                self.line(vec![label(&field.path), StyledSpan::new(StyleRole::Text, order)]);
            }
        }
    }

    fn one_sided(&mut self, marker: &str, role: StyleRole, field: &FieldChange, text: &str) {
        let separator = if text.is_empty() { "" } else { ": " };
        self.value(FIELD_INDENT, marker, role, &format!("{}{separator}{text}", field.path));
    }

    fn changed(&mut self, path: &str, old: &str, new: &str) {
        let columns = FIELD_INDENT.len() + width(path) + width(old) + width(new) + ":  -> ".len();
        if columns <= MAX_LINE_COLUMNS {
            self.line(vec![
                label(path),
                StyledSpan::new(StyleRole::Bad, old),
                StyledSpan::new(StyleRole::Muted, " -> "),
                StyledSpan::new(StyleRole::Good, new),
            ]);
            return;
        }
        self.line(vec![StyledSpan::new(StyleRole::Muted, format!("{FIELD_INDENT}{path}:"))]);
        self.value(VALUE_INDENT, "- ", StyleRole::Bad, old);
        self.value(VALUE_INDENT, "+ ", StyleRole::Good, new);
    }

    /// A value after a marker; further lines are indented as its text.
    fn value(&mut self, indent: &str, marker: &str, role: StyleRole, text: &str) {
        let start = format!("{indent}{marker}");
        let lines = match self.columns {
            Some(columns) => wrap(text, columns.saturating_sub(start.len())),
            None => vec![text.to_owned()],
        };
        for (idx, text) in lines.into_iter().enumerate() {
            let start = if idx == 0 { start.clone() } else { " ".repeat(start.len()) };
            self.line(vec![StyledSpan::new(role, start + &text)]);
        }
    }
}

fn label(path: &str) -> StyledSpan {
    StyledSpan::new(StyleRole::Muted, format!("{FIELD_INDENT}{path}: "))
}

/// What items of a kind are called; `None` for entries, which need no such word.
pub(super) fn item_kind_name(kind: ItemKind, messages: &DiffMessages) -> Option<&'static str> {
    match kind {
        ItemKind::Model | ItemKind::Extension => None,
        ItemKind::Benchmark => Some(messages.benchmark),
        ItemKind::Organization => Some(messages.organization),
        ItemKind::Update => Some(messages.update),
        ItemKind::Origin => Some(messages.origin),
    }
}

/// The organizations of a model and its release date, as far as they are known.
pub(super) fn makers_and_date(item: &Item<'_>) -> impl Iterator<Item = String> {
    let model = match item.entry() {
        Some(EntryRef::Model(model)) => Some(model),
        _ => None,
    };
    let makers = model.map(|model| model.organizations.join(", ")).filter(|makers| !makers.is_empty());
    let date = model.and_then(|model| model.released).map(|date| date.to_string());
    makers.into_iter().chain(date)
}
