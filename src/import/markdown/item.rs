//! Items of lists as models and as extensions: `[Name](url) - description`, or nested items such as `Link: url`.

use llm_catalog::{
    Extension, Model,
    link::LinkKind,
    model::{Paper, Stage},
    text::sanitize,
};

use crate::import::{
    cell::{
        links::{kind_by_label, read_links},
        name::{read_exact_sizes, read_name, split_owner, split_sizes},
        stage::stage_of_name,
    },
    description::set_description,
    heading::{ColumnKind, Heading},
    inline::{Inline, InlineNode},
    locales::same_in_all_locales,
    markdown::extension::{item_name, parse_extension, split_summary},
    model_name,
    report::{CellLog, LeftOutReason},
    result::{ImportResult, placeholder_text},
    table_reader::TableReader,
    vendor,
    warning::ImportWarning,
};

/// A name of more words is a sentence or the title of a paper.
const MAX_NAME_WORDS: usize = 6;

/// An item at the top of a list, with the items in it.
#[derive(Debug)]
pub(super) struct ListItem {
    pub(super) line: usize,
    pub(super) text: Inline,
    /// The lines and texts of the items in it, at any depth.
    pub(super) nested: Vec<(usize, Inline)>,
}

impl ListItem {
    /// Reads the item as an extension; the items in it are its description and, with labels, its links.
    pub(super) fn read_extension(&self, has_labels: bool, reader: &mut TableReader) {
        let TableReader { ids, result, .. } = reader;
        let ImportResult { extensions, report, warnings, .. } = result;
        report.rows += 1;
        let warn = &mut |kind| warnings.push(ImportWarning { line: self.line, kind });
        let mut log = CellLog { report, line: self.line, column: "" };
        let label_of = |text: &Inline| labeled_field(text).filter(|_| has_labels);
        let has_fields = self.nested.iter().any(|(_, text)| label_of(text).is_some());
        let Some(mut extension) = parse_extension(&self.text, has_labels, has_fields, ids, &mut log, warn) else {
            return;
        };
        for (line, text) in &self.nested {
            add_to_extension(
                &mut extension,
                label_of(text),
                text,
                &mut CellLog { report: log.report, line: *line, column: "" },
            );
        }
        extensions.push(extension);
    }

    /// Reads the item as a model, or as a maker whose models are the items in it.
    pub(super) fn read_models(&self, stage: Option<Stage>, reader: &mut TableReader) {
        let has_link = |text: &Inline| text.links().next().is_some();
        let has_fields = self.nested.iter().any(|(_, text)| labeled_field(text).is_some());
        if has_link(&self.text) || has_fields || !self.nested.iter().any(|(_, text)| has_link(text)) {
            let nested: Vec<_> = self.nested.iter().map(|(_, text)| text).collect();
            read_model(self.line, &self.text, &nested, None, stage, reader);
            return;
        }
        let maker = sanitize(self.text.text().trim_end_matches([':', '：']));
        for (line, text) in &self.nested {
            read_model(*line, text, &[], Some(&maker), stage, reader);
        }
    }
}

/// Reads an item that has a name and a link as a model.
fn read_model(
    line: usize,
    text: &Inline,
    nested: &[&Inline],
    maker: Option<&str>,
    stage: Option<Stage>,
    reader: &mut TableReader,
) {
    let TableReader { ids, result, .. } = reader;
    let ImportResult { report, warnings, .. } = result;
    report.rows += 1;
    let mut log = CellLog { report, line, column: "" };
    let (head, summary) = split_summary(text, true);
    let mut links = read_links(text, None, &mut log);
    links.extend(nested.iter().flat_map(|text| read_links(text, None, &mut log)).collect::<Vec<_>>());
    let is_name = |name: &String| name.split_whitespace().count() <= MAX_NAME_WORDS && !name.contains("://");
    let Some(written_name) = item_name(&head).filter(|name| is_name(name) && !links.is_empty()) else {
        log.leave_out(&text.text(), LeftOutReason::NotAnEntry);
        return;
    };
    let full_name = read_name(&written_name, false, &mut log);
    let owned = split_owner(&full_name, links.iter().map(|link| link.url.as_str()));
    let listed = owned.map_or(&*full_name, |(_, name)| name);
    let (name, variants) = match split_sizes(listed) {
        Some((name, sizes)) => (name.to_owned(), sizes),
        None if listed.contains('|') => (listed.to_owned(), Vec::new()),
        None => (listed.to_owned(), model_name::parse_size(listed).into_iter().collect()),
    };
    let (id, warning) = ids.allocate(&name, "model");
    warnings.extend(warning.map(|kind| ImportWarning { line, kind }));
    let Some(id) = id else { return };
    let mut model = Model::new(id, name.clone(), stage.or_else(|| stage_of_name(&name)).unwrap_or(Stage::Base));
    model.variants = variants;
    read_rest_of_head(&mut model, &head, &written_name, &mut log);
    for link in links {
        if model.links.iter().all(|known| known.url != link.url) {
            model.links.push(link);
        }
    }
    if let Some((owner, _)) = owned {
        model.organizations = vec![vendor::by_alias(owner).map_or(owner, |vendor| vendor.organization).to_owned()];
        model.aliases = vec![full_name.clone()];
    }
    model.organizations.extend(maker.filter(|maker| !maker.is_empty() && owned.is_none()).map(str::to_owned));
    describe(&mut model, text, summary, nested, &mut log);
    model.open_weights = model.link(LinkKind::Checkpoint).is_some().then_some(true);
    reader.push_model(model);
}

/// Reads the sizes in brackets that stand before the description of an item; the rest, but for labels of links, is left out.
fn read_rest_of_head(model: &mut Model, head: &[InlineNode], name: &str, log: &mut CellLog<'_>) {
    let mut text = String::new();
    let mut is_after_name = false;
    for node in head {
        let part = node.as_str();
        match node {
            // The name is that text up to a bracket, or the label of that link.
            _ if !is_after_name && sanitize(part).contains(name) => {
                is_after_name = true;
                let rest = part.split_once(name).map_or("", |(_, rest)| rest);
                text.push_str(if matches!(node, InlineNode::Text(_)) { rest } else { "|" });
            }
            InlineNode::Text(part) => text.push_str(part),
            InlineNode::Link { .. } | InlineNode::LineBreak => text.push('|'),
        }
    }
    if let Some(title) = quoted_title(&text) {
        text = text.replace(&title, "");
    }
    let parts = text.split(['(', '（']).enumerate().flat_map(|(idx, part)| {
        let (inner, after) = part.split_once([')', '）']).filter(|_| idx > 0).unwrap_or(("", part));
        [(inner, true), (after, false)]
    });
    for (part, is_in_brackets) in parts {
        let sizes = if is_in_brackets { read_exact_sizes(part) } else { Vec::new() };
        if !sizes.is_empty() && model.variants.is_empty() {
            model.variants = sizes;
            continue;
        }
        let words = part.split(['|', ',', '、', '，', ';', '[', ']', '/', '"', '“', '”']).map(str::trim);
        let words = words.filter(|word| word.chars().any(char::is_alphanumeric) && kind_by_label(word).is_none());
        words.for_each(|word| log.leave_out(word, LeftOutReason::NotALink));
    }
}

/// Adds the title of the paper and the description that an item and the items in it give.
fn describe(model: &mut Model, text: &Inline, summary: Option<String>, nested: &[&Inline], log: &mut CellLog<'_>) {
    let text = text.text();
    if let Some(title) = quoted_title(&text) {
        model.paper = Some(Paper { title, authors: Vec::new(), year: None, arxiv: None, doi: None });
    } else if let Some(summary) = summary.filter(|summary| has_words(summary)) {
        set_description(model, summary);
    }
    for text in nested {
        match labeled_field(text) {
            Some((kind, _)) if kind.has_links() => {}
            Some((_, value)) if !value.is_empty() => set_description(model, value),
            _ if text.links().next().is_some() => {}
            _ => log.leave_out(&text.text(), LeftOutReason::NotAnEntry),
        }
    }
}

/// Whether a text has more words than the labels of links.
fn has_words(text: &str) -> bool {
    let words = text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| kind_by_label(word).is_none()).count() > 1
}

/// The title that stands in quotes: `"Attention is all you need"`.
fn quoted_title(text: &str) -> Option<String> {
    let (open, close) = [('"', '"'), ('“', '”')].into_iter().find(|(open, _)| text.contains(*open))?;
    let title = text.split_once(open)?.1.split_once(close)?.0;
    Some(sanitize(title)).filter(|title| title.split_whitespace().count() >= 3)
}

/// The field that the label of a nested item names, and the rest of the item: `地址：url`, `Description: text`.
fn labeled_field(text: &Inline) -> Option<(ColumnKind, String)> {
    let text = text.text();
    let (label, rest) = text.split_once([':', '：'])?;
    // `paper(https://…` is a text with an address, not a label.
    let is_label = label.chars().all(|ch| ch.is_alphanumeric() || ch == ' ') && !rest.starts_with("//");
    let label = Some(label).filter(|_| is_label)?;
    let kind = Heading::parse(label)?.kind;
    let is_field = kind.has_links() || matches!(kind, ColumnKind::Summary | ColumnKind::Insight);
    is_field.then(|| (kind, sanitize(rest)))
}

/// Adds a nested item to an extension: a link, the summary, or a part of the description.
fn add_to_extension(
    extension: &mut Extension,
    field: Option<(ColumnKind, String)>,
    text: &Inline,
    log: &mut CellLog<'_>,
) {
    match field {
        Some((kind, _)) if kind.has_links() && text.links().next().is_some() => {
            let mut links = read_links(text, kind.link_kind(), log);
            links.retain(|link| extension.links.iter().all(|known| known.url != link.url));
            extension.links.extend(links);
        }
        Some((ColumnKind::Summary, value)) if extension.summary == placeholder_text() && !value.is_empty() => {
            extension.summary = same_in_all_locales(value);
        }
        _ if extension.description == placeholder_text() => extension.description = same_in_all_locales(text.text()),
        _ => {
            let text = text.text();
            for description in [&mut extension.description.en, &mut extension.description.zh] {
                description.push(' ');
                description.push_str(&text);
            }
        }
    }
}
