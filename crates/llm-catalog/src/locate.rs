//! Converts paths and byte offsets to lines and columns.

use crate::{
    catalog_file::CatalogFile,
    diagnostic::{Diagnostic, Severity},
    parse::Value,
    violation::{LocatedViolation, PathSegment, Violation},
};

/// Finds the byte at which the value of a path starts. If the document lacks
/// the value, the innermost value on the path that it has is used.
pub(crate) fn locate(document: &Value<'_>, violation: Violation) -> LocatedViolation {
    let Violation { path, rule, message } = violation;
    let mut value = document;
    for segment in path {
        let child = match segment {
            PathSegment::Key(key) => value.get(key).or_else(|| value.get(former_key(key)?)),
            PathSegment::Index(idx) => value.get_index(idx),
        };
        let Some(child) = child else { break };
        value = child;
    }
    LocatedViolation { offset: value.span.start, rule, message }
}

/// The name that a key had in older files, which are read too.
fn former_key(key: &str) -> Option<&'static str> {
    (key == "variant").then_some("size")
}

/// Converts the violations of a file, in the order of its lines.
pub(crate) fn to_diagnostics(
    file: &CatalogFile,
    severity: Severity,
    mut violations: Vec<LocatedViolation>,
) -> Vec<Diagnostic> {
    violations.sort_by_key(|violation| violation.offset);
    let (mut line, mut line_start) = (1, 0);
    let to_diagnostic = |LocatedViolation { offset, rule, message }| {
        // An error at the end of a file may be one byte past it.
        let offset = offset.min(file.text.len());
        let skipped = file.text.get(line_start..offset).unwrap_or_default();
        line += skipped.matches('\n').count();
        line_start += skipped.rfind('\n').map_or(0, |end| end + 1);
        let column = file.text.get(line_start..offset).unwrap_or_default().chars().count() + 1;
        Diagnostic { file: file.name.clone(), line, column, severity, message, rule }
    };
    violations.into_iter().map(to_diagnostic).collect()
}
