//! List items as extensions: `[Name](url) (kind): summary`.

use llm_catalog::{
    Extension,
    extension::{ExtensionKind, Maintenance},
    link::Link,
    text::sanitize,
};

use crate::{
    i18n::Messages,
    import::{
        cell::{
            date::{is_month, parse_date},
            links::{kind_by_label, read_link},
            name::read_name,
        },
        id_allocator::IdAllocator,
        inline::{Inline, InlineNode},
        locales::{LOCALES, same_in_all_locales},
        report::CellLog,
        result::placeholder_text,
        warning::WarningKind,
    },
};

/// Parses an item that has a name and a link or a summary, which may be in nested items (`has_fields`), unless it is
/// of an exported page, which has no labels (`has_labels`). Anything missing is
/// reported.
pub(super) fn parse_extension(
    item: &Inline,
    has_labels: bool,
    has_fields: bool,
    ids: &mut IdAllocator,
    log: &mut CellLog<'_>,
    warn: &mut dyn FnMut(WarningKind),
) -> Option<Extension> {
    let (head, summary) = split_summary(item, has_labels);
    let is_extension = has_fields || summary.is_some() || item.links().next().is_some();
    let Some(name) = item_name(&head).filter(|_| is_extension) else {
        warn(WarningKind::NotAProject(item.text()));
        return None;
    };
    let linked = if summary.is_some() { &head[..] } else { item.nodes() };
    let links = head_links(linked, &name, log);
    let name = read_name(&name, !has_labels, log);
    let (id, warning) = ids.allocate(&name, "extension");
    warning.into_iter().for_each(&mut *warn);
    let kind = stated_kind(&head);
    if kind.is_none() {
        warn(WarningKind::NoKind(name.clone()));
    }
    if summary.is_none() && !has_fields {
        warn(WarningKind::NoSummary(name.clone()));
    }
    let mut extension = Extension::new(id?, name, kind.unwrap_or(ExtensionKind::Application), placeholder_text());
    extension.maintenance = stated_maintenance(&head);
    extension.links = links;
    if let Some(summary) = summary {
        extension.summary = same_in_all_locales(summary);
    }
    Some(extension)
}

/// What separates the head of an item from its summary.
const SUMMARY_SEPARATORS: [&str; 5] = [":", "：", " - ", " – ", " — "];

/// Splits an item at the first separator outside of links, into its head and its summary. With `may_be_links`, links alone
/// are no summary.
pub(super) fn split_summary(item: &Inline, may_be_links: bool) -> (Vec<InlineNode>, Option<String>) {
    let mut head = Vec::new();
    let mut nodes = item.nodes().iter();
    while let Some(node) = nodes.next() {
        if let InlineNode::Text(text) = node
            && let Some((before, after)) = split_at_separator(text)
        {
            head.push(InlineNode::Text(before.to_owned()));
            let is_text = |text: &str| text.contains(|ch: char| !ch.is_whitespace() && !"[](),;|/".contains(ch));
            let is_only_links = may_be_links
                && !is_text(after)
                && nodes.clone().all(|node| !matches!(node, InlineNode::Text(text) if is_text(text)));
            if is_only_links {
                // After the colon of `Name: [Source](url)` are links and no summary.
                return (head, None);
            }
            let rest = nodes.map(InlineNode::as_str).collect::<String>();
            let summary = format!("{after}{rest}");
            return (head, Some(sanitize(&summary)).filter(|summary| !summary.is_empty()));
        }
        head.push(node.clone());
    }
    (head, None)
}

fn split_at_separator(text: &str) -> Option<(&str, &str)> {
    let splits = SUMMARY_SEPARATORS.iter().filter_map(|separator| text.split_once(separator));
    splits.min_by_key(|(before, _)| before.len())
}

/// The first text, without a part in brackets, or the label of the first link.
pub(super) fn item_name(head: &[InlineNode]) -> Option<String> {
    let names = head.iter().map(|node| match node {
        InlineNode::Text(text) => text.split(['(', '（']).next().unwrap_or_default().trim(),
        InlineNode::Link { label, is_image: false, .. } => label.trim(),
        InlineNode::Link { .. } | InlineNode::LineBreak => "",
    });
    let names: Vec<_> = names.map(sanitize).collect();
    let is_name = |name: &String| name.chars().any(char::is_alphanumeric);
    let has_link_from = |idx: usize| head.get(idx..).unwrap_or_default().iter().any(is_named_link);
    let named = names.iter().enumerate().filter(|(_, name)| is_name(name));
    let mut named =
        named.skip_while(|(idx, name)| is_full_date(name) || is_before_name(name) && has_link_from(*idx + 1));
    named.next().map(|(_, name)| name.clone())
}

/// Whether a text is a date to the month, which may stand before a name.
fn is_full_date(text: &str) -> bool {
    parse_date(without_brackets(text)).is_some_and(|date| date.month.is_some())
}

/// Whether a text may stand before a name that is a link: a year, a month or the number of a note.
fn is_before_name(text: &str) -> bool {
    let plain = without_brackets(text);
    let is_number = plain.bytes().all(|byte| byte.is_ascii_digit());
    is_month(plain) || is_number && plain.len() < text.trim().len() || parse_date(plain).is_some()
}

fn without_brackets(text: &str) -> &str {
    text.trim().trim_start_matches(['[', '【']).trim_end_matches([']', '】', ',', '，', '.', ':'])
}

/// Whether a part is a link whose label may be a name, and not the usual one of a link.
fn is_named_link(node: &InlineNode) -> bool {
    matches!(node, InlineNode::Link { label, is_image: false, .. }
        if label.chars().any(char::is_alphanumeric) && kind_by_label(label).is_none())
}

/// The links of the head. The label of a link on the name does not state its kind.
fn head_links(head: &[InlineNode], name: &str, log: &mut CellLog<'_>) -> Vec<Link> {
    let links = head.iter().filter_map(|node| {
        let InlineNode::Link { label, url, .. } = node else { return None };
        let kind = if label.trim() == name { None } else { kind_by_label(label) };
        read_link(url, kind, log)
    });
    links.collect()
}

fn stated_kind(head: &[InlineNode]) -> Option<ExtensionKind> {
    let matches = |kind| LOCALES.iter().any(|l| states(head, (Messages::get(*l).extension_kind)(kind)));
    ExtensionKind::ALL.into_iter().find(|kind| matches(*kind))
}

fn stated_maintenance(head: &[InlineNode]) -> Option<Maintenance> {
    let matches = |status| LOCALES.iter().any(|l| states(head, (Messages::get(*l).maintenance)(status)));
    Maintenance::ALL.into_iter().find(|status| matches(*status))
}

/// True if `label` is one of the parts of the head's text between commas and brackets.
fn states(head: &[InlineNode], label: &str) -> bool {
    let texts =
        head.iter().filter_map(|node| if let InlineNode::Text(text) = node { Some(text.as_str()) } else { None });
    let text: String = texts.collect();
    text.split([',', '，', '(', ')', '（', '）']).any(|part| part.trim() == label)
}
