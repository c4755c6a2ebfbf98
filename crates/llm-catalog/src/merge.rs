//! Merging catalogue files.

use std::{
    cell::OnceCell,
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use crate::{
    catalog::Catalog,
    catalog_file::{CatalogFile, FileFormat},
    closest_match::closest_match,
    diagnostic::{Diagnostic, Severity},
    extension::Extension,
    id::Id,
    locate::{locate, to_diagnostics},
    meta::{Benchmark, CatalogMeta, ChangelogEntry, Organization, SourceList},
    model::Model,
    parse::{ParsedFile, parse_document, parse_file},
    relations::{self, EntryTexts, Facts, RelationFinding, Row},
    validate,
    violation::{DocPath, LocatedViolation, PathSegment, Violation, model_path},
};

/// The catalogue of several files, and what is wrong in each of them.
pub(crate) struct MergeOutput<'f> {
    pub catalog: Catalog,
    files: &'f [CatalogFile],
    origins: Origins,
    /// The errors of each file by itself.
    file_violations: Vec<Vec<LocatedViolation>>,
    /// Ids that one file defines twice: the position of the file, and the path in it.
    duplicates: Vec<(usize, Violation)>,
    unparsed: Unparsed,
    facts: OnceCell<Facts>,
}

/// The position of the file that defines an item, and the item's position in the file's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Origin {
    file: usize,
    row: usize,
}

/// The origins of all items of a catalogue, list by list.
#[derive(Default)]
struct Origins {
    source_list_file: usize,
    benchmarks: Vec<Origin>,
    models: Vec<Origin>,
    extensions: Vec<Origin>,
}

#[derive(Default)]
struct Unparsed {
    /// The ids of entries with errors.
    ids: HashSet<String>,
    /// Whether some part has a syntax error, which may hide any id.
    has_syntax_error: bool,
}

/// Merges files in order, leaving out what has errors. An item replaces the
/// item with the same id in earlier files.
pub(crate) fn merge(files: &[CatalogFile]) -> MergeOutput<'_> {
    let (mut merger, mut unparsed, mut file_violations) = (Merger::default(), Unparsed::default(), Vec::new());
    for (file_idx, file) in files.iter().enumerate() {
        let mut parsed = parse_file(file);
        unparsed.has_syntax_error |= parsed.violations.iter().any(|violation| violation.rule == "syntax");
        unparsed.ids.extend(std::mem::take(&mut parsed.unparsed_ids));
        file_violations.push(std::mem::take(&mut parsed.violations));
        merger.merge_file(file_idx, parsed);
    }
    let Merger { source_list, benchmarks, organizations, models, extensions, mut changelog, duplicates } = merger;
    changelog.sort_by_key(|change| Reverse(change.date));
    let (source_list_file, source_list) = source_list.map_or((0, None), |(file, list)| (file, Some(list)));
    let (benchmarks, benchmark_origins, _) = benchmarks.finish();
    let (models, model_origins, row_by_id) = models.finish();
    let (extensions, extension_origins, _) = extensions.finish();
    let origins = Origins {
        source_list_file,
        benchmarks: benchmark_origins,
        models: model_origins,
        extensions: extension_origins,
    };
    let meta = CatalogMeta { source_list, benchmarks, organizations, changelog, ..CatalogMeta::default() };
    let catalog = Catalog { meta, models, extensions, row_by_id };
    MergeOutput { catalog, files, origins, file_violations, duplicates, unparsed, facts: OnceCell::new() }
}

impl MergeOutput<'static> {
    /// Valid entries of a file, each of which is looked at by itself.
    pub fn of_entries(models: Vec<Model>, extensions: Vec<Extension>) -> Self {
        let catalog = Catalog { meta: CatalogMeta::default(), models, extensions, row_by_id: HashMap::new() };
        let (origins, unparsed) = (Origins::default(), Unparsed::default());
        let (file_violations, duplicates) = (Vec::new(), Vec::new());
        MergeOutput { catalog, files: &[], origins, file_violations, duplicates, unparsed, facts: OnceCell::new() }
    }
}

impl MergeOutput<'_> {
    /// The errors, by file, in the order of the lines.
    pub fn errors(&self) -> Vec<Vec<Diagnostic>> {
        let of_relations = relations::errors(self.facts());
        self.errors_with(of_relations.iter().map(|finding| self.relation_violation(finding)))
    }

    /// The errors of the entries by themselves, as [`errors`](Self::errors).
    pub fn entry_errors(&self) -> Vec<Vec<Diagnostic>> {
        self.errors_with(std::iter::empty())
    }

    fn errors_with(&self, of_relations: impl Iterator<Item = Violation>) -> Vec<Vec<Diagnostic>> {
        let models = self.catalog.models().iter().enumerate();
        let violations = models.flat_map(|(row, model)| validate::violations(row, model)).chain(of_relations);
        let violations = violations.map(|violation| self.locate_file(violation));
        let violations = self.duplicates.iter().cloned().chain(violations);
        self.diagnostics_per_file(Severity::Error, self.file_violations.clone(), violations)
    }

    /// What a maintainer should look at in how entries relate.
    pub fn relation_warnings(&self) -> impl Iterator<Item = Violation> {
        relations::warnings(self.facts()).into_iter().map(|finding| self.relation_violation(&finding))
    }

    fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| {
            let mut facts = Facts::default();
            self.catalog.entries().for_each(|entry| facts.push(entry));
            let benchmarks = self.catalog.meta().benchmarks.iter();
            facts.benchmarks = benchmarks.map(|benchmark| facts.hash(benchmark.id.as_str())).collect();
            facts.unparsed_ids = self.unparsed.ids.iter().map(|id| facts.hash(id)).collect();
            facts.has_syntax_error = self.unparsed.has_syntax_error;
            facts
        })
    }

    fn relation_violation(&self, finding: &RelationFinding) -> Violation {
        let row = finding.reference.row as usize;
        let path = self.entry_path(row, &finding.path());
        let message = self.catalog.entry(row).map(|entry| relations::describe(finding, entry, &self.catalog));
        Violation { path, rule: finding.rule, message: message.unwrap_or_default() }
    }

    /// A path inside an entry, by the entry's row. The extensions come after the models.
    pub fn entry_path(&self, row: usize, rest: &[PathSegment]) -> DocPath {
        match row.checked_sub(self.catalog.models().len()) {
            None => model_path(row, rest),
            Some(row) => [&[PathSegment::Key("extension"), PathSegment::Index(row)], rest].concat(),
        }
    }

    /// Violations at paths of the catalogue as warnings, by file, in the order of the lines.
    pub fn warnings(&self, violations: Vec<Violation>) -> Vec<Vec<Diagnostic>> {
        let violations = violations.into_iter().map(|violation| self.locate_file(violation));
        self.diagnostics_per_file(Severity::Warning, vec![Vec::new(); self.files.len()], violations)
    }

    /// For each TOML file, the rows of its models in the order of the file.
    pub fn rows_in_file_order(&self) -> Vec<Vec<usize>> {
        let mut models: Vec<_> = self.origins.models.iter().zip(0..).collect();
        models.sort_unstable();
        let is_toml = |models: &&[(&Origin, usize)]| {
            let file = models.first().and_then(|(origin, _)| self.files.get(origin.file));
            file.is_some_and(|file| file.format == FileFormat::Toml)
        };
        let files = models.chunk_by(|(a, _), (b, _)| a.file == b.file).filter(is_toml);
        files.map(|models| models.iter().map(|(_, row)| *row).collect()).collect()
    }

    /// The position of the file that a violation is about, and the violation with its path in that file.
    fn locate_file(&self, mut violation: Violation) -> (usize, Violation) {
        let origins = match violation.path.first() {
            Some(PathSegment::Key("benchmark")) => &self.origins.benchmarks,
            Some(PathSegment::Key("model")) => &self.origins.models,
            Some(PathSegment::Key("extension")) => &self.origins.extensions,
            _ => return (self.origins.source_list_file, violation),
        };
        let Some(PathSegment::Index(row)) = violation.path.get_mut(1) else { return (0, violation) };
        let Some(origin) = origins.get(*row) else { return (0, violation) };
        *row = origin.row;
        (origin.file, violation)
    }

    fn diagnostics_per_file(
        &self,
        severity: Severity,
        mut located: Vec<Vec<LocatedViolation>>,
        violations: impl Iterator<Item = (usize, Violation)>,
    ) -> Vec<Vec<Diagnostic>> {
        let mut by_file: HashMap<_, Vec<_>> = HashMap::new();
        violations.for_each(|(file_idx, violation)| by_file.entry(file_idx).or_default().push(violation));
        for (file_idx, violations) in by_file {
            let (Some(file), Some(located)) = (self.files.get(file_idx), located.get_mut(file_idx)) else { continue };
            // Parsed again: most files have no errors, and need no positions.
            let (document, _) = parse_document(file);
            located.extend(violations.into_iter().map(|violation| locate(&document, violation)));
        }
        let files = self.files.iter().zip(located);
        files.map(|(file, located)| to_diagnostics(file, severity, located)).collect()
    }
}

impl EntryTexts for Catalog {
    fn id(&self, row: Row) -> String {
        self.entry(row as usize).map(|entry| entry.id().to_string()).unwrap_or_default()
    }

    fn nearest_id(&self, id: &str) -> Option<String> {
        closest_match(id, self.models().iter().map(|model| model.id.as_str())).map(str::to_owned)
    }
}

pub(crate) fn duplicate_id_message(id: &Id) -> String {
    format!("the id `{id}` is taken; choose another, for ids are unique and never reused")
}

/// The merged items of the files so far.
#[derive(Default)]
struct Merger {
    source_list: Option<(usize, SourceList)>,
    benchmarks: IndexMap<Benchmark>,
    organizations: Vec<Organization>,
    models: IndexMap<Model>,
    extensions: IndexMap<Extension>,
    changelog: Vec<ChangelogEntry>,
    duplicates: Vec<(usize, Violation)>,
}

impl Merger {
    fn merge_file(&mut self, file: usize, parsed: ParsedFile) {
        // The first file that has a source list wins.
        self.source_list = self.source_list.take().or(parsed.source_list.map(|list| (file, list)));
        self.changelog.extend(parsed.changelog);
        let new: HashSet<_> = parsed.organizations.iter().map(|organization| &organization.name).collect();
        self.organizations.retain(|known| !new.contains(&known.name));
        self.organizations.extend(parsed.organizations);
        for (row, benchmark) in parsed.benchmarks {
            let (id, origin) = (benchmark.id.clone(), Origin { file, row });
            if self.benchmarks.defined_in(&id, file) {
                self.reject_duplicate("benchmark", &id, origin);
            } else {
                self.benchmarks.insert(id, benchmark, origin);
            }
        }
        for (row, model) in parsed.models {
            let (id, origin) = (model.id.clone(), Origin { file, row });
            if self.models.defined_in(&id, file) {
                self.reject_duplicate("model", &id, origin);
            } else {
                self.extensions.remove(&id);
                self.models.insert(id, model, origin);
            }
        }
        for (row, extension) in parsed.extensions {
            let (id, origin) = (extension.id.clone(), Origin { file, row });
            if self.extensions.defined_in(&id, file) || self.models.defined_in(&id, file) {
                self.reject_duplicate("extension", &id, origin);
            } else {
                self.models.remove(&id);
                self.extensions.insert(id, extension, origin);
            }
        }
    }

    fn reject_duplicate(&mut self, list: &'static str, id: &Id, origin: Origin) {
        let path = vec![PathSegment::Key(list), PathSegment::Index(origin.row), PathSegment::Key("id")];
        self.duplicates.push((origin.file, Violation { path, rule: "id", message: duplicate_id_message(id) }));
    }
}

/// Items by id, in the order in which each id was first inserted.
struct IndexMap<T> {
    /// `None` where an item was removed, so that the others keep their positions.
    items: Vec<Option<(T, Origin)>>,
    indices: HashMap<Id, usize>,
}

impl<T> Default for IndexMap<T> {
    fn default() -> Self {
        Self { items: Vec::new(), indices: HashMap::new() }
    }
}

impl<T> IndexMap<T> {
    /// Whether the item of an id is from a file.
    fn defined_in(&self, id: &Id, file: usize) -> bool {
        let item = self.indices.get(id).and_then(|idx| self.items.get(*idx)?.as_ref());
        item.is_some_and(|(_, origin)| origin.file == file)
    }

    /// Replaces the item of an id, or adds it at the end.
    fn insert(&mut self, id: Id, item: T, origin: Origin) {
        let idx = *self.indices.entry(id).or_insert(self.items.len());
        match self.items.get_mut(idx) {
            Some(old) => *old = Some((item, origin)),
            None => self.items.push(Some((item, origin))),
        }
    }

    fn remove(&mut self, id: &Id) {
        if let Some(item) = self.indices.remove(id).and_then(|idx| self.items.get_mut(idx)) {
            *item = None;
        }
    }

    /// The items and their origins, and the position of each id in them.
    fn finish(self) -> (Vec<T>, Vec<Origin>, HashMap<Id, usize>) {
        let Self { items, mut indices } = self;
        let mut count = 0;
        let positions: Vec<_> = items
            .iter()
            .map(|item| {
                let position = count;
                count += usize::from(item.is_some());
                position
            })
            .collect();
        for idx in indices.values_mut() {
            *idx = positions.get(*idx).copied().unwrap_or_default();
        }
        let (items, origins) = items.into_iter().flatten().unzip();
        (items, origins, indices)
    }
}
