//! Laying catalogue files over one another.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use super::{
    Benchmark, Catalog, Extension, Head, Model, Organization, Origin, Update, check,
    id::Id,
    parse::{self, Layer},
    problem::{self, Fault, Problem, Remark, Severity, Step},
    source::{Format, Source},
};

/// Files laid over one another, the first at the bottom: what a file says
/// under an id takes the place of all that those below say under it.
pub(super) struct Merged<'s> {
    pub catalog: Catalog,
    sources: &'s [Source],
    homes: Homes,
    /// What is wrong in each file by itself.
    faults: Vec<Vec<Fault>>,
    /// Ids that a file gives twice, each with the file's position and its own places.
    duplicates: Vec<(usize, Remark)>,
    unread: Unread,
}

/// Where something was written: in which file, and at which position of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Home {
    layer: usize,
    row: usize,
}

/// The homes of a catalogue's parts, list by list.
struct Homes {
    origin: usize,
    benchmarks: Vec<Home>,
    models: Vec<Home>,
    extensions: Vec<Home>,
}

/// What could not be read.
#[derive(Default)]
struct Unread {
    ids: HashSet<String>,
    /// Whether some part cannot be made out at all.
    is_torn: bool,
}

/// Lays files over one another, as far as they can be read.
pub(super) fn merge(sources: &[Source]) -> Merged<'_> {
    let (mut pile, mut unread, mut faults) = (Pile::default(), Unread::default(), Vec::new());
    for (layer, source) in sources.iter().enumerate() {
        let mut read = parse::layer(source);
        unread.is_torn |= read.faults.iter().any(|fault| fault.rule == "syntax");
        unread.ids.extend(std::mem::take(&mut read.unread));
        faults.push(std::mem::take(&mut read.faults));
        pile.lay(layer, read);
    }
    let Pile { origin, benchmarks, organizations, models, extensions, mut updates, duplicates } = pile;
    updates.sort_by_key(|update| Reverse(update.date));
    let homes = Homes {
        origin: origin.as_ref().map_or(0, |(layer, _)| *layer),
        benchmarks: benchmarks.homes,
        models: models.homes,
        extensions: extensions.homes,
    };
    let origin = origin.map(|(_, origin)| origin);
    let head = Head { origin, benchmarks: benchmarks.items, organizations, updates, main: 0 };
    let catalog = Catalog { head, models: models.items, extensions: extensions.items, models_by_id: models.rows };
    Merged { catalog, sources, homes, faults, duplicates, unread }
}

impl Merged<'_> {
    /// What keeps each file from being read, in the order of its lines.
    pub fn errors(&self) -> Vec<Vec<Problem>> {
        let is_unread = |id: &str| self.unread.is_torn || self.unread.ids.contains(id);
        let breaches = check::breaches(&self.catalog, &is_unread).into_iter().map(|remark| self.at_home(remark));
        let remarks = self.duplicates.iter().cloned().chain(breaches);
        self.told(Severity::Error, self.faults.clone(), remarks)
    }

    /// Remarks on the catalogue as warnings for each file, in the order of its lines.
    pub fn warnings(&self, remarks: Vec<Remark>) -> Vec<Vec<Problem>> {
        let remarks = remarks.into_iter().map(|remark| self.at_home(remark));
        self.told(Severity::Warning, vec![Vec::new(); self.sources.len()], remarks)
    }

    /// For each file that people edit, the rows of its models in its own order.
    pub fn rows_as_edited(&self) -> Vec<Vec<usize>> {
        let mut homes: Vec<_> = self.homes.models.iter().zip(0..).collect();
        homes.sort_unstable();
        let files = homes.chunk_by(|(a, _), (b, _)| a.layer == b.layer);
        let is_edited = |file: &&[(&Home, usize)]| {
            let source = file.first().and_then(|(home, _)| self.sources.get(home.layer));
            source.is_some_and(|source| source.format == Format::Toml)
        };
        files.filter(is_edited).map(|file| file.iter().map(|(_, row)| *row).collect()).collect()
    }

    /// The file that a remark on the catalogue concerns, and the place in that file.
    fn at_home(&self, remark: Remark) -> (usize, Remark) {
        let homes = match remark.place.first() {
            Some(Step::Key("benchmark")) => &self.homes.benchmarks,
            Some(Step::Key("model")) => &self.homes.models,
            Some(Step::Key("extension")) => &self.homes.extensions,
            _ => return (self.homes.origin, remark),
        };
        let mut remark = remark;
        let Some(Step::Index(row)) = remark.place.get_mut(1) else { return (0, remark) };
        let Some(home) = homes.get(*row) else { return (0, remark) };
        *row = home.row;
        (home.layer, remark)
    }

    fn told(
        &self,
        severity: Severity,
        mut faults: Vec<Vec<Fault>>,
        remarks: impl Iterator<Item = (usize, Remark)>,
    ) -> Vec<Vec<Problem>> {
        let mut by_layer: HashMap<_, Vec<_>> = HashMap::new();
        remarks.for_each(|(layer, remark)| by_layer.entry(layer).or_default().push(remark));
        for (layer, remarks) in by_layer {
            let (Some(source), Some(faults)) = (self.sources.get(layer), faults.get_mut(layer)) else { continue };
            // Read again: only what is wrong needs its place.
            let document = problem::document_of(parse::document(source).0);
            faults.extend(remarks.into_iter().map(|remark| problem::fault(&document, remark)));
        }
        let sources = self.sources.iter().zip(faults);
        sources.map(|(source, faults)| problem::problems(source, severity, faults)).collect()
    }
}

/// What the files that were read so far say.
#[derive(Default)]
struct Pile {
    origin: Option<(usize, Origin)>,
    benchmarks: Stack<Benchmark>,
    organizations: Vec<Organization>,
    models: Stack<Model>,
    extensions: Stack<Extension>,
    updates: Vec<Update>,
    duplicates: Vec<(usize, Remark)>,
}

impl Pile {
    fn lay(&mut self, layer: usize, read: Layer) {
        // What the whole began with is what its lowest file began with.
        self.origin = self.origin.take().or(read.origin.map(|origin| (layer, origin)));
        self.updates.extend(read.updates);
        // What a file says of an organization takes the place of what those below say.
        self.organizations.retain(|known| read.organizations.iter().all(|new| new.name != known.name));
        self.organizations.extend(read.organizations);
        for (row, benchmark) in read.benchmarks {
            let (id, home) = (benchmark.id.clone(), Home { layer, row });
            if self.benchmarks.has_from(&id, layer) {
                self.refuse("benchmark", &id, home);
            } else {
                self.benchmarks.put(id, benchmark, home);
            }
        }
        for (row, model) in read.models {
            let (id, home) = (model.id.clone(), Home { layer, row });
            if self.models.has_from(&id, layer) {
                self.refuse("model", &id, home);
            } else {
                self.extensions.take_out(&id);
                self.models.put(id, model, home);
            }
        }
        for (row, extension) in read.extensions {
            let (id, home) = (extension.id.clone(), Home { layer, row });
            if self.extensions.has_from(&id, layer) || self.models.has_from(&id, layer) {
                self.refuse("extension", &id, home);
            } else {
                self.models.take_out(&id);
                self.extensions.put(id, extension, home);
            }
        }
    }

    fn refuse(&mut self, list: &'static str, id: &Id, home: Home) {
        let place = vec![Step::Key(list), Step::Index(home.row), Step::Key("id")];
        let message = format!("the id `{id}` is taken; choose another, for ids are unique and never reused");
        self.duplicates.push((home.layer, Remark { place, rule: "id", message }));
    }
}

/// Things by their ids, in the order in which the ids first came.
struct Stack<T> {
    items: Vec<T>,
    homes: Vec<Home>,
    rows: HashMap<Id, usize>,
}

impl<T> Default for Stack<T> {
    fn default() -> Self {
        Self { items: Vec::new(), homes: Vec::new(), rows: HashMap::new() }
    }
}

impl<T> Stack<T> {
    /// Whether a file itself has put something here under an id.
    fn has_from(&self, id: &Id, layer: usize) -> bool {
        let home = self.rows.get(id).and_then(|row| self.homes.get(*row));
        home.is_some_and(|home| home.layer == layer)
    }

    /// Puts something in the place of what has its id, or at the end.
    fn put(&mut self, id: Id, item: T, home: Home) {
        let row = *self.rows.entry(id).or_insert(self.items.len());
        if let (Some(old), Some(old_home)) = (self.items.get_mut(row), self.homes.get_mut(row)) {
            (*old, *old_home) = (item, home);
        } else {
            self.items.push(item);
            self.homes.push(home);
        }
    }

    fn take_out(&mut self, id: &Id) {
        let Some(row) = self.rows.remove(id) else { return };
        self.items.remove(row);
        self.homes.remove(row);
        self.rows.values_mut().filter(|other| **other > row).for_each(|other| *other -= 1);
    }
}
