//! Some lines, each checked by itself.

use crate::{
    catalog_file::{CatalogFile, FileFormat},
    diagnostic::{Diagnostic, Severity},
    entry::Entry,
    id::Id,
    lint::{Strictness, combine, rules},
    locate::{locate, to_diagnostics},
    merge::{MergeOutput, duplicate_id_message},
    parse::{ParsedFile, parse_document, parse_file},
    validate,
    violation::{DocPath, LocatedViolation, PathSegment, Violation},
};

/// Lines with their entries and what is wrong with each.
pub(super) struct CheckedChunk<'t> {
    /// The lines that have an entry or an error.
    pub lines: Vec<CheckedLine<'t>>,
    /// The entries, by row.
    pub merged: MergeOutput<'static>,
    /// The ids of entries with errors.
    pub unparsed_ids: Vec<String>,
}

pub(super) struct CheckedLine<'t> {
    text: &'t str,
    /// The lines before it, and the bytes.
    pub number: usize,
    pub offset: usize,
    /// The row of the entry in the chunk; `None` if it could not be read.
    pub entry: Option<usize>,
    /// The list of catalogue files that the entry belongs to.
    list: &'static str,
    /// Why it could not be read.
    malformed: Vec<LocatedViolation>,
    pub errors: Vec<Violation>,
    pub warnings: Vec<Violation>,
}

impl<'t> CheckedChunk<'t> {
    pub fn new(text: &'t str, strictness: Strictness) -> Self {
        let (mut lines, mut unparsed_ids) = (Vec::new(), Vec::new());
        let (mut models, mut extensions) = (Vec::new(), Vec::new());
        let mut offset = 0;
        for (number, text) in text.split_inclusive('\n').enumerate() {
            let mut line = CheckedLine::new(text, number, offset);
            offset += text.len();
            if text.trim().is_empty() {
                continue;
            }
            match parse(text) {
                Ok(Entry::Model(model)) => {
                    line.entry = Some(models.len());
                    models.push(*model);
                }
                Ok(Entry::Extension(extension)) => {
                    (line.entry, line.list) = (Some(extensions.len()), "extension");
                    extensions.push(*extension);
                }
                Err(parsed) => {
                    line.malformed = parsed.violations;
                    unparsed_ids.extend(parsed.unparsed_ids);
                }
            }
            lines.push(line);
        }
        for line in lines.iter_mut().filter(|line| line.list == "extension") {
            line.entry = line.entry.map(|row| row + models.len());
        }
        let mut chunk = Self { lines, merged: MergeOutput::of_entries(models, extensions), unparsed_ids };
        chunk.check(strictness);
        chunk
    }

    /// Checks each entry by itself.
    fn check(&mut self, strictness: Strictness) {
        let models = self.merged.catalog.models();
        let mut lines_by_row = vec![0; self.merged.catalog.len()];
        for (idx, line) in self.lines.iter().enumerate() {
            if let Some(slot) = line.entry.and_then(|row| lines_by_row.get_mut(row)) {
                *slot = idx;
            }
        }
        let model_count = models.len();
        let line_of = |path: &mut DocPath| {
            let row = match path.get_mut(..2)? {
                [PathSegment::Key("model"), PathSegment::Index(row)] => std::mem::take(row),
                [PathSegment::Key(_), PathSegment::Index(row)] => std::mem::take(row) + model_count,
                _ => return None,
            };
            lines_by_row.get(row).copied()
        };
        for mut error in models.iter().enumerate().flat_map(|(row, model)| validate::violations(row, model)) {
            if let Some(line) = line_of(&mut error.path).and_then(|line| self.lines.get_mut(line)) {
                line.errors.push(error);
            }
        }
        for (rule, check) in rules(strictness) {
            for (mut path, message) in check(&self.merged) {
                if let Some(line) = line_of(&mut path).and_then(|line| self.lines.get_mut(line)) {
                    line.warnings.push(Violation { path, rule, message });
                }
            }
        }
    }
}

impl<'t> CheckedLine<'t> {
    fn new(text: &'t str, number: usize, offset: usize) -> Self {
        let (malformed, errors, warnings) = (Vec::new(), Vec::new(), Vec::new());
        Self { text, number, offset, entry: None, list: "model", malformed, errors, warnings }
    }

    /// The path of the entry, as if it were the only one.
    pub fn entry_path(&self) -> DocPath {
        vec![PathSegment::Key(self.list), PathSegment::Index(0)]
    }

    pub fn has_syntax_error(&self) -> bool {
        self.malformed.iter().any(|violation| violation.rule == "syntax")
    }

    /// The error of an id that is taken.
    pub fn duplicate_id(&self, id: &Id) -> Violation {
        let path = [self.entry_path(), vec![PathSegment::Key("id")]].concat();
        Violation { path, rule: "id", message: duplicate_id_message(id) }
    }

    /// The numbers of errors and warnings.
    pub fn counts(self) -> (usize, usize) {
        if self.errors.is_empty() || self.warnings.is_empty() {
            return (self.malformed.len() + self.errors.len(), self.warnings.len());
        }
        let diagnostics = self.diagnostics("", 0);
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        (errors, diagnostics.len() - errors)
    }

    /// What is wrong, in the order of the columns. `line` is the number of lines before this one in the file.
    pub fn diagnostics(self, file_name: &str, line: usize) -> Vec<Diagnostic> {
        let Self { text, malformed, errors, warnings, .. } = self;
        if malformed.is_empty() && errors.is_empty() && warnings.is_empty() {
            return Vec::new();
        }
        let file = json_line(file_name, text);
        let mut diagnostics = if errors.is_empty() && warnings.is_empty() {
            to_diagnostics(&file, Severity::Error, malformed)
        } else {
            let (document, _) = parse_document(&file);
            let located = |violations: Vec<Violation>| {
                violations.into_iter().map(|violation| locate(&document, violation)).collect::<Vec<_>>()
            };
            let errors = to_diagnostics(&file, Severity::Error, located(errors));
            combine(errors, to_diagnostics(&file, Severity::Warning, located(warnings)))
        };
        for diagnostic in &mut diagnostics {
            diagnostic.line += line;
        }
        diagnostics
    }
}

fn json_line(name: &str, text: &str) -> CatalogFile {
    CatalogFile { name: name.to_owned(), text: text.to_owned().into(), format: FileFormat::JsonLines }
}

/// Reads the entry of a line that is not empty.
pub(super) fn parse(line: &str) -> Result<Entry, Box<ParsedFile>> {
    if let Some(entry) = Entry::from_plain_json(line.trim_end()) {
        return Ok(entry);
    }
    let mut parsed = parse_file(&json_line("", line));
    let model = parsed.models.pop().map(|(_, model)| Entry::Model(Box::new(model)));
    let entry = model.or_else(|| Some(Entry::Extension(Box::new(parsed.extensions.pop()?.1))));
    entry.filter(|_| parsed.violations.is_empty()).ok_or_else(|| Box::new(parsed))
}
