//! YAML as a tree of texts. Nothing is taken for a number, a date or a truth value.

use std::borrow::Cow;

use llm_catalog::Foreign;
use saphyr_parser::{Event, Parser};

use crate::import::result::ImportError;

/// How many levels deep values may be nested.
const MAX_DEPTH: usize = 32;

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node<'a> {
    /// A scalar.
    Text(Cow<'a, str>),
    /// A sequence.
    List(Vec<Node<'a>>),
    /// A mapping.
    Map(Map<'a>),
}

/// A mapping whose keys are texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Map<'a> {
    /// The line of the first key, from 1.
    pub(super) line: usize,
    /// The keys and values in their order.
    pub(super) members: Vec<(Cow<'a, str>, Node<'a>)>,
}

impl<'a> Map<'a> {
    /// The first value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

/// A value that is not complete yet.
enum Open<'a> {
    List(Vec<Node<'a>>),
    /// With the key whose value comes next.
    Map(Map<'a>, Option<Cow<'a, str>>),
}

/// Parses all documents of a text.
///
/// # Errors
///
/// If it is not YAML, is nested too deep, or refers to other parts of itself: a few lines can stand for gigabytes then.
pub(super) fn parse(text: &str) -> Result<Vec<Node<'_>>, ImportError> {
    let (mut documents, mut open) = (Vec::new(), Vec::new());
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| ImportError {
            line: error.marker().line().max(1),
            message: format!("this is not YAML: {}", Foreign::long(error.info())),
        })?;
        let line = span.start.line();
        let complete = match event {
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(Map { line, members: Vec::new() }, None));
                None
            }
            Event::Scalar(text, ..) => Some(Node::Text(text)),
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|open| match open {
                Open::List(items) => Node::List(items),
                Open::Map(map, _) => Node::Map(map),
            }),
            Event::Alias(_) => {
                return Err(ImportError {
                    line,
                    message: "write the value again instead of an alias (`*name`)".to_owned(),
                });
            }
            _ => None,
        };
        if open.len() > MAX_DEPTH {
            return Err(ImportError { line, message: format!("values are nested more than {MAX_DEPTH} levels deep") });
        }
        if let Some(node) = complete {
            add(node, &mut open, &mut documents);
        }
    }
    Ok(documents)
}

/// Adds a value to the innermost one that is open, else to the documents.
fn add<'a>(node: Node<'a>, open: &mut [Open<'a>], documents: &mut Vec<Node<'a>>) {
    match (open.last_mut(), node) {
        (None, node) => documents.push(node),
        (Some(Open::List(items)), node) => items.push(node),
        (Some(Open::Map(map, key)), node) => match (key.take(), node) {
            (Some(key), node) => map.members.push((key, node)),
            (None, Node::Text(text)) => *key = Some(text),
            // A key that is a list or a mapping is none that anybody asks for.
            (None, _) => *key = Some(Cow::Borrowed("")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_is_read_as_texts() {
        let documents = parse("---\n- a: 1\n  b: [x, \"y\"]\n- {c: null}\n").unwrap();
        let [Node::List(items)] = documents.as_slice() else { panic!("{documents:?}") };
        let [Node::Map(first), Node::Map(second)] = items.as_slice() else { panic!("{items:?}") };
        assert_eq!((first.line, second.line), (2, 4));
        assert_eq!(first.get("a"), Some(&Node::Text("1".into())));
        assert_eq!(first.get("b"), Some(&Node::List(vec![Node::Text("x".into()), Node::Text("y".into())])));
        assert_eq!(second.get("c"), Some(&Node::Text("null".into())));
    }

    #[test]
    fn hostile_yaml_is_refused() {
        assert_eq!(parse("a: &x [b]\nc: *x\n").unwrap_err().line, 2);
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"- ".repeat(10_000)).is_err());
        assert!(parse("a: [").is_err());
    }
}
