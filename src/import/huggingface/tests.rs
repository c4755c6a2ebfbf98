//! Lists read in batches, compared with a reading that has all of a list in memory.

use std::collections::{HashMap, HashSet};

use llm_catalog::{
    id::Id,
    parent::{Parent, Relation},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::import::{
    json::{LineCounter, raw_values},
    model_name,
    warning::ImportWarning,
};

/// A model whose id may not be unique yet.
struct Candidate {
    line: usize,
    repo_id: String,
    model: Model,
    parents: Vec<(String, Relation)>,
}

/// Reads a list with plain maps of all that is in it.
fn parse_at_once(text: &str, include_all: bool) -> HubImport {
    let (mut lines, mut import) = (LineCounter::new(text), HubImport::default());
    let (mut repo_ids, mut candidates) = (HashSet::new(), Vec::new());
    let warnings = &mut import.result.warnings;
    for record in raw_values(text).unwrap() {
        let line = lines.line_number(record);
        import.result.report.rows += 1;
        let mut candidate = || {
            let repository: Repository<'_> = serde_json::from_str(record.get())
                .map_err(|error| WarningKind::NotOfService(Service::Hub, json::message_without_position(&error)))?;
            let repo_id = repository.repo_id().ok_or(WarningKind::NoServiceId)?.to_owned();
            if !repo_ids.insert(repo_id.to_lowercase()) {
                return Err(WarningKind::DuplicateRepository(repo_id));
            }
            let (kind, parents) = repository.derivation();
            match kind {
                DerivationKind::Quantized if !include_all => import.skipped.quantized += 1,
                DerivationKind::Merge if !include_all => import.skipped.merges += 1,
                _ => {
                    let model = repository.to_model(&repo_id, kind, !parents.is_empty())?;
                    return Ok(Some(Candidate { line, repo_id, model, parents }));
                }
            }
            Ok(None)
        };
        match candidate() {
            Ok(candidate) => candidates.extend(candidate),
            Err(kind) => warnings.push(ImportWarning { line, kind }),
        }
    }
    let ids = assign_ids(&mut candidates, warnings);
    for candidate in &mut candidates {
        resolve_parents(candidate, &ids, &repo_ids, warnings);
    }
    cut_cycles(&mut candidates, warnings);
    warnings.sort_by_key(|warning| warning.line);
    import.result.models = candidates.into_iter().map(|candidate| candidate.model).collect();
    import
}

fn assign_ids(candidates: &mut Vec<Candidate>, warnings: &mut Vec<ImportWarning>) -> HashMap<String, Id> {
    let short_ids: Vec<_> = candidates.iter().map(|candidate| candidate.model.id.clone()).collect();
    let mut repo_ids: HashMap<Id, String> = HashMap::new();
    candidates.retain_mut(|Candidate { line, repo_id, model, .. }| {
        if short_ids.iter().filter(|id| **id == model.id).count() > 1
            && let Some(id) = model_name::to_id(repo_id)
        {
            model.id = id;
        }
        if let Some(other) = repo_ids.get(&model.id) {
            let (repository, id, other) = (repo_id.clone(), model.id.clone(), other.clone());
            warnings.push(ImportWarning { line: *line, kind: WarningKind::TakenId { repository, id, other } });
            return false;
        }
        repo_ids.insert(model.id.clone(), repo_id.clone());
        true
    });
    repo_ids.into_iter().map(|(id, repo_id)| (repo_id.to_lowercase(), id)).collect()
}

fn resolve_parents(
    candidate: &mut Candidate,
    ids: &HashMap<String, Id>,
    listed: &HashSet<String>,
    warnings: &mut Vec<ImportWarning>,
) {
    let Candidate { line, repo_id, model, parents } = candidate;
    for (parent, relation) in parents {
        match ids.get(&parent.to_lowercase()) {
            Some(id) if *id == model.id => {}
            Some(id) => model.base_models.push(Parent::new(id.clone(), *relation)),
            None => {
                let (parent, child) = (parent.clone(), repo_id.clone());
                let kind = if listed.contains(&parent.to_lowercase()) {
                    WarningKind::SkippedParent { parent, child }
                } else {
                    WarningKind::UnknownParent { parent, child }
                };
                warnings.push(ImportWarning { line: *line, kind });
            }
        }
    }
}

/// Follows the parents of each candidate in turn, and cuts those that lead back to where the way came from.
fn cut_cycles(candidates: &mut [Candidate], warnings: &mut Vec<ImportWarning>) {
    fn follow(
        idx: usize,
        way: &mut Vec<usize>,
        parents: &[Vec<usize>],
        seen: &mut [bool],
        cut: &mut Vec<(usize, usize)>,
    ) {
        way.push(idx);
        seen[idx] = true;
        for parent in &parents[idx] {
            if way.contains(parent) {
                cut.push((idx, *parent));
            } else if !seen[*parent] {
                follow(*parent, way, parents, seen, cut);
            }
        }
        way.pop();
    }
    let position = |id: &Id| candidates.iter().position(|candidate| candidate.model.id == *id).unwrap();
    let parents: Vec<Vec<_>> = candidates
        .iter()
        .map(|candidate| candidate.model.base_models.iter().map(|parent| position(&parent.id)).collect())
        .collect();
    let (mut seen, mut cut) = (vec![false; candidates.len()], Vec::new());
    for idx in 0..candidates.len() {
        if !seen[idx] {
            follow(idx, &mut Vec::new(), &parents, &mut seen, &mut cut);
        }
    }
    // In the order of the parents in the record.
    cut.sort_by_key(|(child, parent)| (*child, parents[*child].iter().position(|other| other == parent)));
    let parents = candidates.iter().map(|candidate| (candidate.model.id.clone(), candidate.repo_id.clone()));
    let parents: Vec<_> = parents.collect();
    for (child, parent) in cut {
        let Candidate { line, repo_id, model, .. } = &mut candidates[child];
        let (id, parent) = &parents[parent];
        model.base_models.retain(|other| other.id != *id);
        let kind = WarningKind::CircularParent { parent: parent.clone(), child: repo_id.clone() };
        warnings.push(ImportWarning { line: *line, kind });
    }
}

/// Names of which some differ in letter case only, make the same id, or make none.
fn repo_id() -> impl Strategy<Value = String> {
    let name =
        prop::sample::select(vec!["a-7b", "A-7B", "b-chat", "b.-chat", "c-GGUF", "d-merge", "盘古", "e", "E", "f-dpo"]);
    let owner = prop::sample::select(vec!["o/", "O/", "p/", "p-/", ""]);
    (owner, name).prop_map(|(owner, name)| format!("{owner}{name}"))
}

fn record() -> impl Strategy<Value = Value> {
    let kind = prop::sample::select(vec!["", "finetune:", "adapter:", "quantized:", "merge:"]);
    let task = prop::option::of(prop::sample::select(vec!["text-generation", "text-to-image"]));
    let parents = prop::collection::vec((kind, repo_id()), 0..3);
    let record = (repo_id(), parents, prop::option::of(repo_id()), task).prop_map(|(id, parents, base, task)| {
        let tags: Vec<_> = parents.iter().map(|(kind, parent)| format!("base_model:{kind}{parent}")).collect();
        json!({ "id": id, "tags": tags, "pipeline_tag": task, "cardData": { "base_model": base, "language": "en" } })
    });
    prop_oneof![20 => record, 1 => Just(json!({ "id": 1 })), 1 => Just(json!({})), 1 => Just(json!("x"))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_list_in_batches_gives_what_it_gives_at_once(
        records in prop::collection::vec(record(), 1..25),
        line_feeds in prop::collection::vec(any::<bool>(), 25),
        include_all in any::<bool>(),
        max_warnings in 0..12_usize,
    ) {
        let mut text = "[".to_owned();
        for (idx, (record, line_feed)) in records.iter().zip(line_feeds).enumerate() {
            text.extend([if idx > 0 { "," } else { "" }, if line_feed { "\n" } else { "" }, &record.to_string()]);
        }
        text.push(']');
        let (expected, import) = (parse_at_once(&text, include_all), parse(&text, include_all).unwrap());
        prop_assert_eq!(&import.result.models, &expected.result.models);
        prop_assert_eq!(&import.result.warnings, &expected.result.warnings);
        prop_assert_eq!((import.skipped, import.result.report.rows), (expected.skipped, records.len()));

        let options = HubOptions { include_all, max_warnings };
        let mut list = HubList::scan(Cursor::new(&text), options, &mut |_| {}).unwrap();
        let warnings = list.read_entries(|_| (), |()| Ok(()), &mut |_| {}).unwrap();
        prop_assert_eq!((warnings.count, warnings.skipped), (expected.result.warnings.len(), expected.result.skipped()));
        let first: Vec<_> = expected.result.warnings.into_iter().take(max_warnings).collect();
        prop_assert_eq!(warnings.into_kept(), first);
    }
}

#[test]
fn a_list_that_changes_between_the_readings_is_refused() {
    /// Another list after the first reading.
    struct Changing(Vec<Cursor<&'static str>>);

    impl Read for Changing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0[0].read(buffer)
        }
    }

    impl Seek for Changing {
        fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
            if self.0[0].position() > 10 {
                self.0.remove(0);
            }
            self.0[0].seek(position)
        }
    }

    let first = "{\"id\": \"a/b\", \"pad\": 1}\n{\"id\": \"a/c\"}";
    for second in
        ["{\"id\": \"a/b\", \"pad\": 1}", "{\"id\": \"a/b\"}\n{\"id\": \"a/d\"}", "{\"id\": \"a/b\"}\n{\"id\": 1}"]
    {
        let input = Changing(vec![Cursor::new(first), Cursor::new(second)]);
        let options = HubOptions { include_all: false, max_warnings: 0 };
        let mut list = HubList::scan(input, options, &mut |_| {}).unwrap();
        let error = list.read_entries(|_| (), |()| Ok(()), &mut |_| {}).unwrap_err();
        assert_eq!(error.to_string(), "the list changed while it was read", "{second}");
    }
}
