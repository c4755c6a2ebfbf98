//! One pass over a file, in which each of its entries is merged with at most one of the import.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use llm_catalog::{
    Benchmark, Catalog, EntryRef, Extension, Model,
    date::Date,
    id::EntryId,
    write::{self, CatalogContents},
};

use crate::{
    diff::{element_key, value_text},
    import::{
        ImportResult,
        into::{
            Difference, FilledField, MergedFile,
            compare::{Comparison, Contradiction, Fill, compare_entries, list, with_default_variant},
            file_editor::{FileEditor, Step},
            matching::{EXTENSION_LIST, ImportedEntry, MODEL_LIST, list_of, same_organization},
            variant_values::{complete_parents, move_to_variants},
        },
        placeholder_text,
    },
};

/// A file and the entries of an import that are merged into it.
pub(super) struct Round<'r> {
    editor: Option<FileEditor<'r>>,
    catalog: &'r Catalog,
    import: &'r ImportResult,
    /// The ids that the entries of the import have in the file; `None` for those that are left out.
    ids: &'r HashMap<String, Option<String>>,
    /// The benchmarks that the file gets, which scores of later entries may name.
    new_benchmarks: Vec<&'r Benchmark>,
    /// When new entries are added; `None` in a file that does not say it.
    added: Option<Date>,
    /// Whether new entries are added.
    is_first: bool,
}

impl<'r> Round<'r> {
    pub fn new(
        text: &'r str,
        catalog: &'r Catalog,
        import: &'r ImportResult,
        ids: &'r HashMap<String, Option<String>>,
        today: Option<Date>,
        is_first: bool,
    ) -> Self {
        // The text was read before, so it has no errors.
        let editor = FileEditor::new(text).ok();
        let own_ids: HashSet<_> = editor.iter().flat_map(own_ids).collect();
        let says_added =
            catalog.entries().any(|entry| entry.added().is_some() && own_ids.contains(entry.id().as_str()));
        let added = today.filter(|_| says_added);
        Self { editor, catalog, import, ids, new_benchmarks: Vec::new(), added, is_first }
    }

    /// Merges entries; returns those that are the same one of the file as another of them.
    pub fn merge<'i>(&mut self, entries: Vec<ImportedEntry<'i>>, merged: &mut MergedFile) -> Vec<ImportedEntry<'i>> {
        let (mut seen, mut pending, mut new) = (HashSet::new(), Vec::new(), Vec::new());
        for imported in entries {
            match &imported.existing {
                None => new.push(imported),
                Some(id) if !seen.insert(id.clone()) => pending.push(imported),
                Some(id) => self.merge_entry(id, &imported, merged),
            }
        }
        if self.is_first {
            self.add_models(&new, merged);
            self.add_extensions(&new, merged);
        }
        self.add_benchmarks();
        pending
    }

    pub fn finish(self) -> String {
        self.editor.map(FileEditor::finish).unwrap_or_default()
    }

    /// Fills what an entry of the file lacks.
    fn merge_entry(&mut self, id: &str, imported: &ImportedEntry<'_>, merged: &mut MergedFile) {
        let Some(own) =
            self.catalog.entries().find(|entry| entry.id().as_str() == id && list_of(*entry) == imported.list())
        else {
            return;
        };
        let (own, mut theirs) = (object(own), object(imported.entry));
        self.adapt(id, &mut theirs, &mut merged.differences);
        let is_of_one = !self.import.is_catalog && list(&theirs, "variant").len() == 1;
        if self.import.is_by_variant || is_of_one {
            move_to_variants(&own, &mut theirs, self.import.is_by_variant);
        }
        if self.import.is_by_variant {
            complete_parents(&own, &mut theirs, self.import.parents_only.contains(imported.entry.id()));
        }
        if (self.import.is_catalog || is_of_one) && theirs.contains_key("score") {
            let scores = with_default_variant(list(&theirs, "score"), &theirs);
            theirs.insert("score".to_owned(), scores.into());
        }
        let meta = self.catalog.meta();
        let same = |own: &str, theirs: &str| same_organization(own, theirs, meta);
        let Comparison { fills, contradictions } = compare_entries(&own, &theirs, &same);
        for Contradiction { path, theirs, ours } in contradictions {
            let (path, theirs, ours) = (path_text(&path, &own), value_text(&theirs), Some(value_text(&ours)));
            merged.differences.push(Difference { id: id.to_owned(), path, theirs, ours });
        }
        let order = key_order(imported.entry);
        for fill in fills {
            let path = filled_path(&fill, &own);
            if self.fill(id, imported.list(), &fill, &order) {
                merged.filled.push(FilledField { id: id.to_owned(), path });
            } else {
                let theirs = value_text(&fill.value);
                merged.differences.push(Difference { id: id.to_owned(), path, theirs, ours: None });
            }
        }
    }

    /// Whether the layout of the file has a point for its insertion.
    fn fill(&mut self, id: &str, list: &str, fill: &Fill, order: &[String]) -> bool {
        let Some(editor) = &mut self.editor else { return false };
        let Some(row) = editor.ids(list).find(|(_, own)| *own == id).map(|(row, _)| row) else { return false };
        let filled = match &fill.key {
            Some(key) => editor.add_key((list, row), &fill.path, (key, &fill.value), order),
            None => editor.add_element((list, row), &fill.path, &fill.value),
        };
        filled.is_ok()
    }

    /// Gives the parents the ids that they have in the file, and leaves out parents and benchmarks that it lacks.
    fn adapt(&mut self, id: &str, entry: &mut Map<String, Value>, differences: &mut Vec<Difference>) {
        let mut missing = |path: &str, theirs: &str| {
            let (id, path, theirs) = (id.to_owned(), path.to_owned(), theirs.to_owned());
            differences.push(Difference { id, path, theirs, ours: None });
        };
        let variants = entry.get_mut("variant").and_then(Value::as_array_mut).into_iter().flatten();
        let variant_parents = variants.filter_map(|variant| variant.get_mut("base_models"));
        for parents in variant_parents.filter_map(Value::as_array_mut) {
            self.adapt_parents(parents, &mut missing);
        }
        if let Some(Value::Array(parents)) = entry.get_mut("base_models") {
            self.adapt_parents(parents, &mut missing);
        }
        if let Some(Value::Array(scores)) = entry.get_mut("score") {
            scores.retain(|score| {
                let benchmark = score.get("benchmark").and_then(Value::as_str).unwrap_or_default();
                let is_known = self.catalog.meta().benchmarks.iter().any(|known| known.id.as_str() == benchmark);
                let described = self.import.benchmarks.iter().find(|known| known.id.as_str() == benchmark);
                if !is_known && described.is_none() {
                    missing("score", benchmark);
                }
                self.new_benchmarks.extend(described.filter(|_| !is_known));
                is_known || described.is_some()
            });
        }
        for list in ["base_models", "score"] {
            entry.retain(|key, value| key != list || value.as_array().is_none_or(|list| !list.is_empty()));
        }
    }

    fn adapt_parents(&self, parents: &mut Vec<Value>, missing: &mut impl FnMut(&str, &str)) {
        parents.retain_mut(|parent| {
            let id = parent.as_str().or_else(|| parent.get("id")?.as_str()).unwrap_or_default().to_owned();
            let is_model = |id: &str| model_by_id(self.catalog, id).is_some();
            // A model of the file with the id of one that is left out is another one.
            let target = match self.ids.get(&id) {
                Some(target) => target.clone(),
                None => is_model(&id).then(|| id.clone()),
            };
            match (target, &mut *parent) {
                (None, _) => {
                    missing("base_models", &id);
                    return false;
                }
                (Some(target), Value::String(text)) => *text = target,
                (Some(target), parent) => {
                    if let Some(slot) = parent.get_mut("id") {
                        *slot = target.into();
                    }
                }
            }
            true
        });
    }

    /// Adds models in front of the first one that comes after them in the order of catalogue files.
    fn add_models(&mut self, new: &[ImportedEntry<'_>], merged: &mut MergedFile) {
        let rows: Vec<_> = self.editor.iter().flat_map(|editor| editor.ids(MODEL_LIST)).collect();
        let keys: Vec<_> =
            rows.iter().map(|(row, id)| (*row, model_by_id(self.catalog, id).map(Model::sort_key))).collect();
        let mut models: Vec<Model> = Vec::new();
        for imported in new {
            let EntryRef::Model(model) = imported.entry else { continue };
            let mut entry = object(imported.entry);
            self.adapt(&imported.id, &mut entry, &mut merged.differences);
            let Ok(mut adapted) = serde_json::from_value::<Model>(Value::Object(entry)) else { continue };
            adapted.insight.get_or_insert_with(placeholder_text);
            adapted.added = model.added.or(self.added);
            models.push(adapted);
        }
        models.sort_by_cached_key(Model::sort_key);
        for model in models {
            let own = model.sort_key();
            let before = keys.iter().find(|(_, key)| key.as_ref().is_some_and(|key| *key > own)).map(|(row, _)| *row);
            let text = write::to_toml([EntryRef::Model(&model)]);
            if let Some(editor) = &mut self.editor {
                editor.add_entry(MODEL_LIST, before, &text);
                merged.added.push(model.id.to_string());
            }
        }
    }

    /// Adds extensions after the last one.
    fn add_extensions(&mut self, new: &[ImportedEntry<'_>], merged: &mut MergedFile) {
        for imported in new {
            let EntryRef::Extension(extension) = imported.entry else { continue };
            let extension = Extension { added: extension.added.or(self.added), ..extension.clone() };
            let text = write::to_toml([EntryRef::Extension(&extension)]);
            if let Some(editor) = &mut self.editor {
                editor.add_entry(EXTENSION_LIST, None, &text);
                merged.added.push(extension.id.to_string());
            }
        }
    }

    fn add_benchmarks(&mut self) {
        let mut seen = HashSet::new();
        for benchmark in std::mem::take(&mut self.new_benchmarks) {
            let is_new = seen.insert(&benchmark.id);
            if let Some(editor) = self.editor.as_mut().filter(|_| is_new) {
                let benchmarks = std::slice::from_ref(benchmark);
                let text = CatalogContents { benchmarks, ..CatalogContents::default() }.to_toml();
                editor.add_entry("benchmark", None, &text);
            }
        }
    }
}

fn own_ids<'e>(editor: &'e FileEditor<'_>) -> impl Iterator<Item = &'e str> {
    [MODEL_LIST, EXTENSION_LIST].into_iter().flat_map(|list| editor.ids(list)).map(|(_, id)| id)
}

fn model_by_id<'c>(catalog: &'c Catalog, id: &str) -> Option<&'c Model> {
    catalog.model(&EntryId::try_from(id.to_owned()).ok()?)
}

fn object(entry: EntryRef<'_>) -> Map<String, Value> {
    match write::to_json_compact(&entry) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// All keys that an entry of this kind may have, in the order in which files are written.
fn key_order(entry: EntryRef<'_>) -> Vec<String> {
    let value = serde_json::to_value(entry).unwrap_or_default();
    value.as_object().into_iter().flat_map(Map::keys).cloned().collect()
}

/// A path as people read it: `variant[8B].context`.
fn path_text(path: &[Step], entry: &Map<String, Value>) -> String {
    let (mut text, mut list, mut value) = (String::new(), "", None::<&Value>);
    for step in path {
        match step {
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
                value = value.map_or_else(|| entry.get(key), |value| value.get(key));
                list = key;
            }
            Step::Index(idx) => {
                value = value.and_then(|value| value.get(*idx));
                let element = value.map(|item| element_key(list, item)).unwrap_or_default();
                text.extend(["[", &element, "]"]);
            }
        }
    }
    text
}

fn filled_path(fill: &Fill, entry: &Map<String, Value>) -> String {
    let path = path_text(&fill.path, entry);
    match (&fill.key, fill.path.last()) {
        (Some(key), None) => key.clone(),
        (Some(key), Some(_)) => format!("{path}.{key}"),
        (None, Some(Step::Key(list))) => format!("{path}[{}]", element_key(list, &fill.value)),
        (None, _) => path,
    }
}
