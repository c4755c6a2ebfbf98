//! The paper and the links of an entry, each with the key that opens it.

use llm_catalog::{
    EntryRef, Model,
    link::{LinkKind, Url},
    localized::Locale,
};
use llm_index::{Column, LinkShortcut};

use crate::{
    action::KeyContext,
    columns::ColumnExt,
    config::{keymap::Keymap, theme::StyleRole},
    display_width::{pad_to_width, width},
    document::{
        builder::{DocumentBuilder, Label},
        line::{LinkTarget, SpanKind, StyledLine, StyledSpan},
    },
    i18n::Messages,
};

/// In a list of authors, represents those that are not named.
const ET_AL: &str = "others";

/// Writes the title of the paper with its authors, year and number.
pub(super) fn write_paper(builder: &mut DocumentBuilder, model: &Model, locale: Locale) {
    let messages = Messages::get(locale);
    let Some(paper) = &model.paper else { return };
    let names: Vec<_> = paper.authors.iter().map(String::as_str).filter(|name| *name != ET_AL).collect();
    let names_text = names.join(messages.cli.list_separator);
    let authors = (messages.authors)(&names_text, names.len() < paper.authors.len());
    let year = paper.year.map(|year| year.to_string());
    let id = paper.arxiv.as_ref().map(|id| format!("arXiv:{id}")).or_else(|| paper.doi.clone());
    let details: Vec<_> = [Some(authors), year, id].into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let spans = [
        StyledSpan::new(StyleRole::Text, paper.title.as_str()),
        StyledSpan::new(StyleRole::Muted, details.join(messages.part_separator)),
    ];
    builder.field_spans(Label::new("", Column::Paper).with_width(0), &spans, None);
}

/// A link with its name and its key.
struct LinkButton<'a> {
    name: String,
    key: Option<String>,
    column: Column,
    url: &'a Url,
}

impl<'a> LinkButton<'a> {
    fn new(entry: EntryRef<'a>, name: &str, column: Column, url: &'a Url, keymap: &Keymap) -> Self {
        // By address: two links may have the same URL, and a key opens one of them.
        let opens_it = |shortcut: &&LinkShortcut| shortcut.url(entry).is_some_and(|other| std::ptr::eq(other, url));
        let shortcut = LinkShortcut::ALL.iter().find(opens_it);
        let key = shortcut.and_then(|shortcut| keymap.key_label(KeyContext::List, (*shortcut).into()));
        Self { name: capitalize(name), key: key.map(|key| format!("[{key}] ")), column, url }
    }
}

/// Writes every link as a button: `[p] Paper  arxiv.org/…`.
pub(super) fn write_links(builder: &mut DocumentBuilder, entry: EntryRef<'_>, keymap: &Keymap, locale: Locale) {
    let messages = Messages::get(locale);
    let links = entry.links().iter().map(|link| {
        let column = if link.kind == LinkKind::Paper { Column::Paper } else { Column::Links };
        ((messages.link_kind)(link.kind), column, &link.url)
    });
    let license = LinkShortcut::License.url(entry).map(|url| (Column::License.heading(locale), Column::License, url));
    let buttons: Vec<_> =
        links.chain(license).map(|(name, column, url)| LinkButton::new(entry, name, column, url, keymap)).collect();
    let key_width = buttons.iter().filter_map(|button| button.key.as_deref()).map(width).max().unwrap_or_default();
    let name_width = buttons.iter().map(|button| width(&button.name) + 2).max().unwrap_or_default();
    for button in &buttons {
        let url_span =
            StyledSpan { kind: SpanKind::Url, ..StyledSpan::new(StyleRole::Muted, button.url.host_and_path()) };
        let lines = builder.wrapped(&url_span, builder.width.saturating_sub(key_width + name_width));
        for (idx, line) in lines.into_iter().enumerate() {
            let (key, name) = if idx == 0 { (button.key.as_deref(), button.name.as_str()) } else { (None, "") };
            let spans = vec![
                StyledSpan::label(StyleRole::Accent, pad_to_width(key.unwrap_or_default(), key_width)),
                StyledSpan::label(StyleRole::Text, pad_to_width(name, name_width)),
                line,
            ];
            builder.push_line(StyledLine {
                link: Some(LinkTarget::Url(button.url.clone())),
                field: Some(button.column.into()),
                is_continuation: idx > 0,
                ..spans.into()
            });
        }
    }
}

fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
