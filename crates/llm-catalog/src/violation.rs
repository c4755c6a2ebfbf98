//! Broken rules, with their position in the catalogue or in a file.

/// A broken rule at a path of the catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    pub path: DocPath,
    pub rule: &'static str,
    pub message: String,
}

/// A broken rule at a byte of a file.
#[derive(Clone, Debug)]
pub(crate) struct LocatedViolation {
    pub offset: usize,
    pub rule: &'static str,
    pub message: String,
}

/// The path to a value, from the root of the catalogue.
pub(crate) type DocPath = Vec<PathSegment>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathSegment {
    /// A key of a table.
    Key(&'static str),
    /// A position in an array, from 0.
    Index(usize),
}

/// A path inside a model, by the model's row.
pub(crate) fn model_path(row: usize, rest: &[PathSegment]) -> DocPath {
    [&[PathSegment::Key("model"), PathSegment::Index(row)], rest].concat()
}
