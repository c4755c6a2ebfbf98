//! Laying catalogue files over one another.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use crate::{
    Benchmark, Catalog, CatalogMeta, ChangelogEntry, Extension, Model, Organization, SourceList,
    catalog_file::{CatalogFile, FileFormat},
    diagnostic::{self, Diagnostic, LocatedViolation, PathSegment, Severity, Violation},
    id::Id,
    parse::{self, ParsedFile},
    validate,
};

/// Files laid over one another, the first at the bottom: what a file says
/// under an id takes the place of all that those below say under it.
pub(crate) struct MergeOutput<'s> {
    pub catalog: Catalog,
    sources: &'s [CatalogFile],
    origins: Origins,
    /// What is wrong in each file by itself.
    file_violations: Vec<Vec<LocatedViolation>>,
    /// Ids that a file gives twice, each with the file's position and its own places.
    duplicates: Vec<(usize, Violation)>,
    unparsed: Unparsed,
}

/// Where something was written: in which file, and at which position of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Origin {
    file: usize,
    row: usize,
}

/// The homes of a catalogue's parts, list by list.
struct Origins {
    source_list_file: usize,
    benchmarks: Vec<Origin>,
    models: Vec<Origin>,
    extensions: Vec<Origin>,
}

/// What could not be read.
#[derive(Default)]
struct Unparsed {
    ids: HashSet<String>,
    /// Whether some part cannot be made out at all.
    has_syntax_error: bool,
}

/// Lays files over one another, as far as they can be read.
pub(crate) fn merge(sources: &[CatalogFile]) -> MergeOutput<'_> {
    let (mut pile, mut unread, mut faults) = (Merger::default(), Unparsed::default(), Vec::new());
    for (layer, source) in sources.iter().enumerate() {
        let mut read = parse::parse_file(source);
        unread.has_syntax_error |= read.violations.iter().any(|fault| fault.rule == "syntax");
        unread.ids.extend(std::mem::take(&mut read.unparsed_ids));
        faults.push(std::mem::take(&mut read.violations));
        pile.merge_file(layer, read);
    }
    let Merger {
        source_list: origin,
        benchmarks,
        organizations,
        models,
        extensions,
        changelog: mut updates,
        duplicates,
    } = pile;
    updates.sort_by_key(|update| Reverse(update.date));
    let homes = Origins {
        source_list_file: origin.as_ref().map_or(0, |(layer, _)| *layer),
        benchmarks: benchmarks.origins,
        models: models.origins,
        extensions: extensions.origins,
    };
    let origin = origin.map(|(_, origin)| origin);
    let head = CatalogMeta {
        source_list: origin,
        benchmarks: benchmarks.items,
        organizations,
        changelog: updates,
        active_benchmark_idx: 0,
    };
    let catalog = Catalog { meta: head, models: models.items, extensions: extensions.items, row_by_id: models.indices };
    MergeOutput { catalog, sources, origins: homes, file_violations: faults, duplicates, unparsed: unread }
}

impl MergeOutput<'_> {
    /// What keeps each file from being read, in the order of its lines.
    pub fn errors(&self) -> Vec<Vec<Diagnostic>> {
        let is_unread = |id: &str| self.unparsed.has_syntax_error || self.unparsed.ids.contains(id);
        let breaches = validate::violations(&self.catalog, &is_unread).into_iter().map(|remark| self.locate(remark));
        let remarks = self.duplicates.iter().cloned().chain(breaches);
        self.diagnostics_per_file(Severity::Error, self.file_violations.clone(), remarks)
    }

    /// Remarks on the catalogue as warnings for each file, in the order of its lines.
    pub fn warnings(&self, remarks: Vec<Violation>) -> Vec<Vec<Diagnostic>> {
        let remarks = remarks.into_iter().map(|remark| self.locate(remark));
        self.diagnostics_per_file(Severity::Warning, vec![Vec::new(); self.sources.len()], remarks)
    }

    /// For each file that people edit, the rows of its models in its own order.
    pub fn rows_in_file_order(&self) -> Vec<Vec<usize>> {
        let mut homes: Vec<_> = self.origins.models.iter().zip(0..).collect();
        homes.sort_unstable();
        let files = homes.chunk_by(|(a, _), (b, _)| a.file == b.file);
        let is_edited = |file: &&[(&Origin, usize)]| {
            let source = file.first().and_then(|(home, _)| self.sources.get(home.file));
            source.is_some_and(|source| source.format == FileFormat::Toml)
        };
        files.filter(is_edited).map(|file| file.iter().map(|(_, row)| *row).collect()).collect()
    }

    /// The file that a remark on the catalogue concerns, and the place in that file.
    fn locate(&self, remark: Violation) -> (usize, Violation) {
        let homes = match remark.path.first() {
            Some(PathSegment::Key("benchmark")) => &self.origins.benchmarks,
            Some(PathSegment::Key("model")) => &self.origins.models,
            Some(PathSegment::Key("extension")) => &self.origins.extensions,
            _ => return (self.origins.source_list_file, remark),
        };
        let mut remark = remark;
        let Some(PathSegment::Index(row)) = remark.path.get_mut(1) else { return (0, remark) };
        let Some(home) = homes.get(*row) else { return (0, remark) };
        *row = home.row;
        (home.file, remark)
    }

    fn diagnostics_per_file(
        &self,
        severity: Severity,
        mut faults: Vec<Vec<LocatedViolation>>,
        remarks: impl Iterator<Item = (usize, Violation)>,
    ) -> Vec<Vec<Diagnostic>> {
        let mut by_layer: HashMap<_, Vec<_>> = HashMap::new();
        remarks.for_each(|(layer, remark)| by_layer.entry(layer).or_default().push(remark));
        for (layer, remarks) in by_layer {
            let (Some(source), Some(faults)) = (self.sources.get(layer), faults.get_mut(layer)) else { continue };
            // Read again: only what is wrong needs its place.
            let document = diagnostic::root_value(parse::parse_table(source).0);
            faults.extend(remarks.into_iter().map(|remark| diagnostic::locate(&document, remark)));
        }
        let sources = self.sources.iter().zip(faults);
        sources.map(|(source, faults)| diagnostic::to_diagnostics(source, severity, faults)).collect()
    }
}

/// What the files that were read so far say.
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
    fn merge_file(&mut self, layer: usize, read: ParsedFile) {
        // What the whole began with is what its lowest file began with.
        self.source_list = self.source_list.take().or(read.source_list.map(|origin| (layer, origin)));
        self.changelog.extend(read.changelog);
        // What a file says of an organization takes the place of what those below say.
        self.organizations.retain(|known| read.organizations.iter().all(|new| new.name != known.name));
        self.organizations.extend(read.organizations);
        for (row, benchmark) in read.benchmarks {
            let (id, home) = (benchmark.id.clone(), Origin { file: layer, row });
            if self.benchmarks.defined_in(&id, layer) {
                self.reject_duplicate("benchmark", &id, home);
            } else {
                self.benchmarks.insert(id, benchmark, home);
            }
        }
        for (row, model) in read.models {
            let (id, home) = (model.id.clone(), Origin { file: layer, row });
            if self.models.defined_in(&id, layer) {
                self.reject_duplicate("model", &id, home);
            } else {
                self.extensions.remove(&id);
                self.models.insert(id, model, home);
            }
        }
        for (row, extension) in read.extensions {
            let (id, home) = (extension.id.clone(), Origin { file: layer, row });
            if self.extensions.defined_in(&id, layer) || self.models.defined_in(&id, layer) {
                self.reject_duplicate("extension", &id, home);
            } else {
                self.models.remove(&id);
                self.extensions.insert(id, extension, home);
            }
        }
    }

    fn reject_duplicate(&mut self, list: &'static str, id: &Id, home: Origin) {
        let place = vec![PathSegment::Key(list), PathSegment::Index(home.row), PathSegment::Key("id")];
        let message = format!("the id `{id}` is taken; choose another, for ids are unique and never reused");
        self.duplicates.push((home.file, Violation { path: place, rule: "id", message }));
    }
}

/// Things by their ids, in the order in which the ids first came.
struct IndexMap<T> {
    items: Vec<T>,
    origins: Vec<Origin>,
    indices: HashMap<Id, usize>,
}

impl<T> Default for IndexMap<T> {
    fn default() -> Self {
        Self { items: Vec::new(), origins: Vec::new(), indices: HashMap::new() }
    }
}

impl<T> IndexMap<T> {
    /// Whether a file itself has put something here under an id.
    fn defined_in(&self, id: &Id, layer: usize) -> bool {
        let home = self.indices.get(id).and_then(|row| self.origins.get(*row));
        home.is_some_and(|home| home.file == layer)
    }

    /// Puts something in the place of what has its id, or at the end.
    fn insert(&mut self, id: Id, item: T, home: Origin) {
        let row = *self.indices.entry(id).or_insert(self.items.len());
        if let (Some(old), Some(old_home)) = (self.items.get_mut(row), self.origins.get_mut(row)) {
            (*old, *old_home) = (item, home);
        } else {
            self.items.push(item);
            self.origins.push(home);
        }
    }

    fn remove(&mut self, id: &Id) {
        let Some(row) = self.indices.remove(id) else { return };
        self.items.remove(row);
        self.origins.remove(row);
        self.indices.values_mut().filter(|other| **other > row).for_each(|other| *other -= 1);
    }
}
