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
    let mut position = Position::start(&file.text);
    let to_diagnostic = |LocatedViolation { offset, rule, message }| {
        position.advance_to(offset);
        let Position { line, column, .. } = position;
        Diagnostic { file: file.name.clone(), line, column, severity, message, rule }
    };
    violations.into_iter().map(to_diagnostic).collect()
}

/// A position in a text that only moves forward, so that each byte of the text is read once, whether it has one line
/// or many.
struct Position<'t> {
    /// The text from the position on.
    rest: &'t str,
    offset: usize,
    /// The line, from 1.
    line: usize,
    /// The column in characters, from 1.
    column: usize,
}

impl<'t> Position<'t> {
    fn start(text: &'t str) -> Self {
        Self { rest: text, offset: 0, line: 1, column: 1 }
    }

    /// Moves to an offset that is not before this one. An error at the end of a file may be one byte past it.
    fn advance_to(&mut self, offset: usize) {
        let skipped = offset.saturating_sub(self.offset).min(self.rest.len());
        let Some((skipped, rest)) = self.rest.split_at_checked(skipped) else { return };
        self.line += skipped.matches('\n').count();
        let columns = skipped.rsplit('\n').next().unwrap_or_default().chars().count();
        self.column = if skipped.contains('\n') { columns + 1 } else { self.column + columns };
        self.offset += skipped.len();
        self.rest = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_counts_lines_and_characters() {
        let text = "ab\n文b\n\nc";
        let mut position = Position::start(text);
        for (offset, expected) in
            [(0, (1, 1)), (1, (1, 2)), (3, (2, 1)), (6, (2, 2)), (6, (2, 2)), (9, (4, 1)), (99, (4, 2))]
        {
            position.advance_to(offset);
            assert_eq!((position.line, position.column), expected, "{offset}");
        }
    }

    #[test]
    fn a_position_reads_each_byte_once() {
        let text = "x".repeat(1000);
        let mut position = Position::start(&text);
        for offset in 0..=text.len() {
            let before = position.rest.len();
            position.advance_to(offset);
            assert!(before - position.rest.len() <= 1, "what was read is not read again");
            assert_eq!((position.line, position.column), (1, offset + 1));
        }
    }
}
