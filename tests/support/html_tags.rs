//! The tags of an HTML page, read strictly.

/// Elements without an end tag.
const VOID_ELEMENTS: [&str; 4] = ["meta", "input", "br", "hr"];
/// Elements whose text has no tags.
const RAW_TEXT_ELEMENTS: [&str; 2] = ["style", "script"];

/// A start tag.
#[derive(Debug)]
pub struct StartTag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl StartTag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page, in order. Panics unless each has its end tag, in the right order.
pub fn start_tags(page: &str) -> Vec<StartTag> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a page begins with its type");
    let (mut tags, mut open) = (Vec::<StartTag>::new(), Vec::new());
    while let Some((text, tag)) = rest.split_once('<') {
        assert!(!text.contains('>') || open.is_empty(), "`>` in {text}");
        let (tag, after) = split_tag(tag);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "the end of another element");
            continue;
        }
        let tag = parse_start_tag(tag);
        if !VOID_ELEMENTS.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        if RAW_TEXT_ELEMENTS.contains(&tag.name.as_str()) {
            let end = format!("</{}", tag.name);
            rest = rest.get(rest.find(&end).expect("an end tag")..).unwrap_or_default();
        }
        tags.push(tag);
    }
    assert!(open.is_empty(), "without an end: {open:?}");
    tags
}

/// A tag up to its `>`, which is not in quotes, and what follows.
fn split_tag(text: &str) -> (&str, &str) {
    let mut is_quoted = false;
    let end = text.find(|ch| {
        is_quoted ^= ch == '"';
        ch == '>' && !is_quoted
    });
    let (tag, rest) = text.split_at(end.expect("the end of a tag"));
    (tag, rest.get(1..).unwrap_or_default())
}

fn parse_start_tag(tag: &str) -> StartTag {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    assert!(name.chars().all(|ch| ch.is_ascii_alphanumeric()), "a tag `{name}`");
    let mut attributes = Vec::new();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("the end of a quote"),
            None => ("", after),
        };
        attributes.push((key.to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    StartTag { name: name.to_owned(), attributes }
}
