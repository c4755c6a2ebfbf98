//! The check of imported entries by the rules of a catalogue.

use llm_catalog::{Catalog, Diagnostic, EntryRef, id::EntryId, write::CatalogContents};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::import::{
    report::{LeftOutCell, LeftOutReason},
    result::{ImportResult, placeholder_text},
    warning::{ImportWarning, WarningKind},
};

/// An error may hide another one of the same entry, but not more often than this.
const MAX_ROUNDS: usize = 8;
/// The list of the variants of a model.
const VARIANTS: &str = "variant";

/// The list of a catalogue file that an entry is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EntryList {
    Models,
    Extensions,
}

/// Where a line of a written catalogue is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FieldPath {
    list: EntryList,
    /// The position of the entry in its list.
    row: usize,
    /// The key of the field.
    key: String,
    /// The position in the field, if it is a list of tables.
    item: Option<usize>,
    /// The key in that table, if it is a variant. Other items say one thing each: a score without its variant would be that
    /// of another one.
    item_key: Option<String>,
}

impl FieldPath {
    /// Whether two lines are of one field, or of one item of its list.
    fn is_same_item(&self, other: &Self) -> bool {
        let position = |path: &Self| (path.list, path.row, path.item);
        position(self) == position(other) && self.key == other.key
    }
}

impl ImportResult {
    /// Adds a text to replace where a model has no insight, as a file for people to edit needs one.
    pub fn add_placeholders(&mut self) {
        for model in &mut self.models {
            model.insight.get_or_insert_with(placeholder_text);
        }
    }

    /// Removes every field that `llm-tui check` would call an error, and reports it. An entry that has an error without it
    /// is removed.
    ///
    /// The readers of cells write no such field; this makes sure of it.
    pub fn remove_invalid_fields(&mut self) {
        self.add_placeholders();
        for _ in 0..MAX_ROUNDS {
            let text = self.to_toml();
            let Err(diagnostics) = Catalog::parse("import.toml", &text) else { break };
            let paths = paths(&text);
            let mut invalid: Vec<(FieldPath, Diagnostic)> = Vec::new();
            for diagnostic in diagnostics.0 {
                let path = paths.get(diagnostic.line.saturating_sub(1)).cloned().flatten();
                let new = path.filter(|path| !invalid.iter().any(|(known, _)| known.is_same_item(path)));
                invalid.extend(new.map(|path| (path, diagnostic)));
            }
            // From the end, so that the positions of the others stay.
            let removed = invalid.into_iter().rev().filter_map(|(path, error)| self.remove(&path, error.message));
            let removed: Vec<_> = removed.collect();
            removed.into_iter().rev().for_each(|cell| self.report.leave_out(cell));
        }
        for model in self.models.iter_mut().filter(|model| model.insight == Some(placeholder_text())) {
            model.insight = None;
        }
    }

    /// Removes the changelog, and the scores with their benchmarks, which JSON Lines cannot hold, and reports them.
    pub fn remove_what_needs_toml(&mut self) {
        self.benchmarks.clear();
        let changes = std::mem::take(&mut self.changelog).len();
        if changes > 0 {
            self.warnings.push(ImportWarning { line: 1, kind: WarningKind::NoChangelog(changes) });
            self.warnings.sort_unstable();
        }
        let Self { models, report, .. } = self;
        for model in models {
            for score in std::mem::take(&mut model.scores) {
                let (text, reason) = (score.value.to_string(), LeftOutReason::OnlyInToml(model.id.clone()));
                report.leave_out(LeftOutCell { line: None, column: "score".to_owned(), text, reason });
            }
        }
    }

    /// The entries with what they refer to, as a catalogue file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let extensions = self.extensions.iter().map(EntryRef::Extension);
        let contents = CatalogContents {
            source_list: self.source_list.as_ref(),
            benchmarks: &self.benchmarks,
            organizations: &self.organizations,
            changelog: &self.changelog,
            entries: self.models.iter().map(EntryRef::Model).chain(extensions).collect(),
        };
        contents.to_toml()
    }

    /// Removes a field, or the item or entry that needs it. Returns what is to report.
    fn remove(&mut self, path: &FieldPath, message: String) -> Option<LeftOutCell> {
        let (entry, RemovedField { key, value }) = match path.list {
            EntryList::Models => remove_from(&mut self.models, path, |model| model.id.clone()),
            EntryList::Extensions => remove_from(&mut self.extensions, path, |extension| extension.id.clone()),
        }?;
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(LeftOutCell { line: None, column: key, text, reason: LeftOutReason::Invalid { entry, message } })
    }
}

/// A field that was removed from an entry.
struct RemovedField {
    key: String,
    value: Value,
}

/// Removes a field of an entry, or the entry if it needs the field. Returns the id and what was removed.
fn remove_from<T: Serialize + DeserializeOwned>(
    entries: &mut Vec<T>,
    path: &FieldPath,
    id: impl Fn(&T) -> EntryId,
) -> Option<(EntryId, RemovedField)> {
    let entry = entries.get_mut(path.row)?;
    let id = id(entry);
    let value = serde_json::to_value(&*entry).ok()?;
    let of_item = without_item_key(value.clone(), path).and_then(|(rest, removed)| Some((parse_entry(rest)?, removed)));
    if let Some((rest, removed)) = of_item {
        *entry = rest;
        return Some((id, removed));
    }
    let (rest, removed) = without_key(value, path)?;
    match parse_entry(rest) {
        Some(rest) => *entry = rest,
        None => {
            entries.remove(path.row);
        }
    }
    Some((id, removed))
}

fn parse_entry<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

/// An entry without one key of an item.
fn without_item_key(mut entry: Value, path: &FieldPath) -> Option<(Value, RemovedField)> {
    let key = path.item_key.clone()?;
    let item = entry.get_mut(&path.key)?.get_mut(path.item?)?.as_object_mut()?;
    let value = item.remove(&key).filter(|value| !value.is_null())?;
    Some((entry, RemovedField { key, value }))
}

/// An entry without a key, or without one item of its list.
fn without_key(mut entry: Value, path: &FieldPath) -> Option<(Value, RemovedField)> {
    let fields = entry.as_object_mut()?;
    let items = fields.get_mut(&path.key).and_then(Value::as_array_mut);
    let value = match (path.item, items) {
        (Some(item), Some(items)) if item < items.len() => items.remove(item),
        _ => fields.remove(&path.key)?,
    };
    Some((entry, RemovedField { key: path.key.clone(), value }))
}

/// The field of each line of a catalogue file as [`CatalogContents::to_toml`] writes it; `None` outside of entries.
fn paths(toml: &str) -> Vec<Option<FieldPath>> {
    let (mut paths, mut current, mut rows) = (Vec::new(), None::<FieldPath>, [0, 0]);
    let mut is_in_table = false;
    for line in toml.lines() {
        if let Some(header) = line.strip_prefix('[') {
            current = path_of_header(header.trim_matches(['[', ']']), current, &mut rows);
            // The keys of `model.variant.license` are below that one of the item.
            is_in_table = current.as_ref().is_some_and(|path| path.item_key.is_some());
        } else if let (Some(path), Some((key, _))) = (&mut current, line.split_once(" = "))
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        {
            match path.item {
                None => key.clone_into(&mut path.key),
                Some(_) if path.key == VARIANTS && !is_in_table => path.item_key = Some(key.to_owned()),
                Some(_) => {}
            }
        }
        paths.push(current.clone());
    }
    paths
}

/// The field of a header: `model` begins an entry, `model.variant` an item of one of its lists.
fn path_of_header(header: &str, current: Option<FieldPath>, rows: &mut [usize; 2]) -> Option<FieldPath> {
    let [models, extensions] = rows;
    let (list, rest) = header.split_once('.').map_or((header, None), |(list, rest)| (list, Some(rest)));
    let (list, count) = match list {
        "model" => (EntryList::Models, models),
        "extension" => (EntryList::Extensions, extensions),
        _ => return None,
    };
    let Some(rest) = rest else {
        *count += 1;
        return Some(FieldPath { list, row: *count - 1, key: "id".to_owned(), item: None, item_key: None });
    };
    // A table in an item, such as `model.variant.license`, belongs to the item.
    let (key, nested) = rest.split_once('.').map_or((rest, None), |(key, nested)| (key, Some(nested)));
    let current = current?;
    let item = match current.item {
        Some(item) if current.key == key => Some(if nested.is_some() { item } else { item + 1 }),
        _ => Some(0),
    };
    let item_key = nested.filter(|_| key == VARIANTS).and_then(|nested| nested.split('.').next()).map(str::to_owned);
    Some(FieldPath { key: key.to_owned(), item, item_key, ..current })
}

#[cfg(test)]
mod tests {
    use llm_catalog::{Model, model::Stage, quantity::Quantity, variant::Variant};

    use super::*;
    use crate::import::csv;

    #[test]
    fn a_field_that_breaks_a_rule_is_removed_and_reported() {
        let variant =
            |name: &str, active| Variant { parameters: Some(Quantity(7_000_000_000)), active, ..Variant::named(name) };
        let id = |text: &str| EntryId::try_from(text.to_owned()).unwrap();
        let mut first = Model::new(id("a"), "A".to_owned(), Stage::Base);
        first.variants = vec![variant("x", None), variant("y", Some(Quantity(8_000_000_000))), variant("x", None)];
        let mut second = Model::new(id("b"), "B\u{202e}".to_owned(), Stage::Base);
        second.organizations = vec!["Acme".to_owned()];
        let mut third = Model::new(id("c"), "C".to_owned(), Stage::Base);
        third.default = Some("nothing".to_owned());
        let mut result = ImportResult { models: vec![first, second, third], ..ImportResult::default() };
        result.remove_invalid_fields();
        let ids: Vec<_> = result.models.iter().map(|model| model.id.as_str()).collect();
        assert_eq!(ids, ["a", "c"], "a name is needed");
        let names: Vec<_> = result.models[0].variants.iter().map(|variant| variant.name.as_str()).collect();
        assert_eq!((names, &result.models[1].default), (vec!["x"], &None));
        let left_out = result.report.first_left_out.iter().map(|cell| match &cell.reason {
            LeftOutReason::Invalid { entry, .. } => format!("{entry} {}", cell.column),
            reason => panic!("{reason:?}"),
        });
        let left_out: Vec<_> = left_out.collect();
        assert_eq!(left_out, ["a variant", "a variant", "b name", "c default"], "in the order of the file");
        result.add_placeholders();
        assert!(Catalog::parse("import.toml", &result.to_toml()).is_ok());
    }

    #[test]
    fn a_variant_stays_without_its_invalid_keys() {
        let table = "name,id,stage,variant,params,tokens,base,context\nA,a,base,7B,7B,2T,b,4096\nA,a,base,70B,70B,15T,,\n\
                     A,a,base,8B,8B,1T,c,\n";
        let mut result = csv::parse(table, b",").unwrap();
        result.remove_invalid_fields();
        let [model] = result.models.as_slice() else { panic!("{:?}", result.models) };
        let of_variant = |name| {
            let model = model.resolve(model.variant(name).unwrap());
            (model.training.first().map(|tokens| tokens.quantity.to_string()), model.context, model.base_models.len())
        };
        let expected = |tokens: &str, context| (Some(tokens.to_owned()), context, 0);
        assert_eq!(of_variant("7B"), expected("2T", Some(4096)));
        assert_eq!(of_variant("70B"), expected("15T", None));
        assert_eq!(of_variant("8B"), expected("1T", None));
        let left_out = result.report.first_left_out.iter().map(|cell| (cell.column.as_str(), cell.text.as_str()));
        let left_out: Vec<_> = left_out.collect();
        assert_eq!(left_out, [("base_models", r#"["b"]"#), ("base_models", r#"["c"]"#)]);
    }

    #[test]
    fn a_score_of_a_variant_that_is_none_is_removed_as_a_whole() {
        let mut result = ImportResult::default();
        let mut model = Model::new("a".to_owned().try_into().unwrap(), "A".to_owned(), Stage::Base);
        model.variants = vec![Variant::named("x")];
        let score = serde_json::json!({
            "benchmark": "mmlu", "variant": "y", "value": 60.0, "source": "https://example.org/a",
        });
        model.scores = vec![serde_json::from_value(score).unwrap()];
        result.benchmarks = crate::builtin::index().unwrap().meta().benchmarks.clone();
        result.models = vec![model];
        result.remove_invalid_fields();
        assert_eq!((result.models[0].variants.len(), result.models[0].scores.len()), (1, 0));
    }
}
