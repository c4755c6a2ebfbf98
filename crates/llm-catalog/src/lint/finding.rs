//! What a lint rule returns.

use crate::{
    catalog::Catalog,
    violation::{DocPath, PathSegment, model_path},
};

/// The paths that break a rule, each with what is wrong and what to do.
pub(crate) type Findings = Vec<(DocPath, String)>;

/// A path inside an entry, by the entry's row.
pub(crate) fn entry_path(row: usize, catalog: &Catalog, rest: &[PathSegment]) -> DocPath {
    match row.checked_sub(catalog.models().len()) {
        None => model_path(row, rest),
        Some(row) => [&[PathSegment::Key("extension"), PathSegment::Index(row)], rest].concat(),
    }
}
