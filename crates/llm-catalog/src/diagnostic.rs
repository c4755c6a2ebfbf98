//! What is wrong with a catalogue, and where it stands.

use std::fmt;

use serde::Serialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::catalog_file::CatalogFile;

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The catalogue cannot be read.
    Error,
    /// The catalogue can be read, but a careful maintainer would look again.
    Warning,
}

/// Something wrong in a catalogue file, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub message: String,
    /// The name of the rule that is broken.
    pub rule: &'static str,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// Every error that was found in the files of a catalogue, file by file in the
/// order of their lines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Diagnostics(pub Vec<Diagnostic>);

/// Something wrong at a byte of a text.
#[derive(Clone, Debug)]
pub(crate) struct LocatedViolation {
    pub offset: usize,
    pub rule: &'static str,
    pub message: String,
}

/// Something wrong at a place of a catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    pub path: DocPath,
    pub rule: &'static str,
    pub message: String,
}

/// A place in a catalogue: keys and positions, from the top.
pub(crate) type DocPath = Vec<PathSegment>;

/// One step down in a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathSegment {
    /// Into the value of a key.
    Key(&'static str),
    /// Into an element of an array, counted from 0.
    Index(usize),
}

/// Where something that is said of a place stands in a document, as near as
/// the document has it.
pub(crate) fn locate(document: &Spanned<DeValue<'_>>, remark: Violation) -> LocatedViolation {
    let mut value = document;
    for step in &remark.path {
        let next = match step {
            PathSegment::Key(key) => value.get_ref().get(*key),
            PathSegment::Index(index) => value.get_ref().get(*index),
        };
        let Some(next) = next else { break };
        value = next;
    }
    LocatedViolation { offset: value.span().start, rule: remark.rule, message: remark.message }
}

/// A table as the value at the top of a document.
pub(crate) fn root_value(table: DeTable<'_>) -> Spanned<DeValue<'_>> {
    Spanned::new(0..0, DeValue::Table(table))
}

/// Puts faults in the order of the text.
pub(crate) fn sort_by_offset(faults: &mut [LocatedViolation]) {
    faults.sort_by_key(|fault| fault.offset);
}

/// Faults with their lines and columns, in the order of the text.
pub(crate) fn to_diagnostics(
    source: &CatalogFile,
    severity: Severity,
    mut faults: Vec<LocatedViolation>,
) -> Vec<Diagnostic> {
    sort_by_offset(&mut faults);
    let (mut line, mut start) = (1, 0);
    let place = |fault: LocatedViolation| {
        let at = fault.offset.min(source.text.len());
        let before = source.text.get(start..at).unwrap_or_default();
        line += before.matches('\n').count();
        start += before.rfind('\n').map_or(0, |end| end + 1);
        let column = source.text.get(start..at).unwrap_or_default().chars().count() + 1;
        Diagnostic { file: source.name.clone(), line, column, severity, message: fault.message, rule: fault.rule }
    };
    faults.into_iter().map(place).collect()
}
