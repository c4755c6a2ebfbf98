//! An item of a list, as an extension: `[Name](url) (what it is): what it does`.

use llm_catalog::{
    Extension,
    extension::{ExtensionKind, Maintenance},
    link::{Link, Url},
    localized::LocalizedText,
};

use crate::{
    i18n::Messages,
    import::{
        header_map::LOCALES,
        links::{kind_by_label, kind_by_url},
        markdown_ast::{Inline, InlineNode},
        names::IdAllocator,
        placeholder_text,
    },
};

/// The same text in every language of the program.
pub(super) fn same_in_all_locales(text: String) -> LocalizedText {
    LocalizedText { en: text.clone(), zh: text }
}

/// The extension of an item, if the item has a name.
pub(super) fn parse_extension(
    item: &Inline,
    ids: &mut IdAllocator,
    left_out: &mut impl FnMut(String),
) -> Option<Extension> {
    let (head, summary) = split_summary(item);
    let is_entry = summary.is_some() || item.links().next().is_some();
    let Some(name) = project_name(&head).filter(|_| is_entry) else {
        left_out(format!("`{}` is no project; write it as `* [Name](address): what it is`", item.text()));
        return None;
    };
    let links = item_links(&head, &name, left_out);
    let (id, note) = ids.allocate(&name, "extension");
    note.into_iter().for_each(&mut *left_out);
    let about: String =
        head.iter().filter_map(|piece| if let InlineNode::Text(text) = piece { Some(&**text) } else { None }).collect();
    let says = |word: &str| about.split(|c: char| ",，()（）".contains(c)).any(|part| part.trim() == word);
    let kind = ExtensionKind::ALL
        .into_iter()
        .find(|kind| LOCALES.iter().any(|l| says((Messages::get(*l).extension_kind)(*kind))));
    let status = Maintenance::ALL
        .into_iter()
        .find(|status| LOCALES.iter().any(|l| says((Messages::get(*l).maintenance)(*status))));
    if kind.is_none() {
        left_out(format!("nothing says what `{name}` is; `application` stands for it"));
    }
    if summary.is_none() {
        left_out(format!("`{name}` has no summary; write one"));
    }
    Some(Extension {
        id: id?,
        name,
        aliases: Vec::new(),
        kind: kind.unwrap_or(ExtensionKind::Application),
        maintenance: status,
        links,
        summary: summary.map_or_else(placeholder_text, same_in_all_locales),
        description: placeholder_text(),
        sources: Vec::new(),
        claims: Vec::new(),
    })
}

/// What ends the name of a project and begins what is said of it.
const SUMMARY_SEPARATORS: [&str; 5] = [":", "：", " - ", " – ", " — "];

/// An item up to its summary, and the summary.
fn split_summary(item: &Inline) -> (Vec<InlineNode>, Option<String>) {
    let mut head = Vec::new();
    let mut pieces = item.nodes().iter();
    while let Some(piece) = pieces.next() {
        let end = |text: &str| SUMMARY_SEPARATORS.iter().filter_map(|end| Some((text.find(end)?, end.len()))).min();
        if let InlineNode::Text(text) = piece
            && let Some((at, length)) = end(text)
        {
            let (before, after) = (text.get(..at), text.get(at + length..));
            head.push(InlineNode::Text(before.unwrap_or_default().to_owned()));
            let rest = pieces.map(InlineNode::as_str).collect::<String>();
            let summary = format!("{}{rest}", after.unwrap_or_default());
            return (head, Some(summary.trim().to_owned()).filter(|summary| !summary.is_empty()));
        }
        head.push(piece.clone());
    }
    (head, None)
}

/// The words before the first link, else its label.
fn project_name(head: &[InlineNode]) -> Option<String> {
    let of = |text: &str| text.split(['(', '（']).next().unwrap_or_default().trim().to_owned();
    let names = head.iter().map(|piece| match piece {
        InlineNode::Text(text) => of(text),
        InlineNode::Link { label, .. } => label.trim().to_owned(),
        InlineNode::LineBreak => String::new(),
    });
    names.into_iter().find(|name| name.chars().any(char::is_alphanumeric))
}

/// The links of an item; the one under its name goes by its address.
fn item_links(head: &[InlineNode], name: &str, left_out: &mut impl FnMut(String)) -> Vec<Link> {
    let mut found = Vec::new();
    for piece in head {
        let InlineNode::Link { label, url } = piece else { continue };
        let by_label = if label.trim() == name { None } else { kind_by_label(label) };
        match Url::try_from(url.clone()) {
            Ok(address) => found.push(Link { kind: by_label.unwrap_or_else(|| kind_by_url(url)), url: address }),
            Err(error) => left_out(format!("the link `{label}`: {error}")),
        }
    }
    found
}
