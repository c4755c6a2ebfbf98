//! Which entry of a file an entry of an import is.

use std::collections::{HashMap, HashSet};

use llm_catalog::{Catalog, CatalogMeta, EntryRef};
use llm_index::fold_name;

use crate::import::{
    ImportResult,
    into::{SkipReason, SkippedEntry, file_editor::FileEditor},
};

/// The lists of entries in a file.
pub(super) const MODEL_LIST: &str = "model";
pub(super) const EXTENSION_LIST: &str = "extension";

/// An entry of an import, and where it belongs.
#[derive(Debug)]
pub(super) struct ImportedEntry<'i> {
    pub entry: EntryRef<'i>,
    /// The id in the import.
    pub id: String,
    /// The id of the same entry in the file; `None` for a new one.
    pub existing: Option<String>,
}

impl ImportedEntry<'_> {
    /// The id that the entry has in the file in the end.
    pub fn target_id(&self) -> String {
        self.existing.clone().unwrap_or_else(|| self.id.clone())
    }

    /// The list that the entry belongs to.
    pub fn list(&self) -> &'static str {
        list_of(self.entry)
    }
}

pub(super) fn list_of(entry: EntryRef<'_>) -> &'static str {
    match entry {
        EntryRef::Model(_) => MODEL_LIST,
        EntryRef::Extension(_) => EXTENSION_LIST,
    }
}

/// Matches the entries of an import with those that stand in the text of a file: by id, then by a name or an alias.
/// What cannot be decided is left out. The ids of a catalogue are those of its keeper, so that its makers are not compared.
pub(super) fn match_entries<'i>(
    text: &str,
    catalog: &Catalog,
    import: &'i ImportResult,
    skipped: &mut Vec<SkippedEntry>,
) -> Vec<ImportedEntry<'i>> {
    let file = FileEntries::new(text, catalog);
    let models = import.models.iter().map(EntryRef::Model);
    let mut matched = Vec::new();
    for entry in models.chain(import.extensions.iter().map(EntryRef::Extension)) {
        let id = entry.id().to_string();
        match file.find(entry, import.is_catalog) {
            Ok(existing) => matched.push(ImportedEntry { entry, id, existing }),
            Err(reason) => skipped.push(SkippedEntry { id, reason }),
        }
    }
    matched
}

/// The entries of a file by their names.
struct FileEntries<'c> {
    catalog: &'c Catalog,
    by_id: HashMap<&'c str, EntryRef<'c>>,
    by_name: HashMap<(&'static str, String), Vec<EntryRef<'c>>>,
}

impl<'c> FileEntries<'c> {
    fn new(text: &str, catalog: &'c Catalog) -> Self {
        // The catalogue may have entries of another file, to which this one refers.
        let editor = FileEditor::new(text).ok();
        let own_ids: HashSet<String> = [MODEL_LIST, EXTENSION_LIST]
            .into_iter()
            .flat_map(|list| editor.iter().flat_map(move |editor| editor.ids(list)))
            .map(|(_, id)| id.to_owned())
            .collect();
        let (mut by_id, mut by_name) = (HashMap::new(), HashMap::<_, Vec<EntryRef<'c>>>::new());
        for entry in catalog.entries().filter(|entry| own_ids.contains(entry.id().as_str())) {
            by_id.insert(entry.id().as_str(), entry);
            let names = std::iter::once(entry.name()).chain(entry.aliases().iter().map(String::as_str));
            let names: HashSet<_> = names.map(fold_name).filter(|name| !name.is_empty()).collect();
            for name in names {
                by_name.entry((list_of(entry), name)).or_default().push(entry);
            }
        }
        Self { catalog, by_id, by_name }
    }

    /// The id of the same entry; `None` if the file has none.
    fn find(&self, entry: EntryRef<'_>, is_catalog: bool) -> Result<Option<String>, SkipReason> {
        if let Some(own) = self.by_id.get(entry.id().as_str()) {
            let id = own.id().to_string();
            return match list_of(*own) == list_of(entry) {
                false => Err(SkipReason::OtherKind(id)),
                true if !is_catalog && is_other_maker(*own, entry, self.catalog.meta()) => {
                    Err(SkipReason::OtherMaker(id))
                }
                true => Ok(Some(id)),
            };
        }
        let by_name = |name: &str| self.by_name.get(&(list_of(entry), fold_name(name)));
        let names = std::iter::once(entry.name()).chain(entry.aliases().iter().map(String::as_str));
        let mut names = names.filter_map(by_name);
        match names.next().map(Vec::as_slice) {
            None => Ok(None),
            Some([own]) if is_other_maker(*own, entry, self.catalog.meta()) => {
                Err(SkipReason::OtherMaker(own.id().to_string()))
            }
            Some([own]) => Ok(Some(own.id().to_string())),
            Some(several) => Err(SkipReason::SeveralEntries(several.iter().map(|own| own.id().to_string()).collect())),
        }
    }
}

/// Whether two models are of makers whose names have no word in common.
fn is_other_maker(own: EntryRef<'_>, theirs: EntryRef<'_>, meta: &CatalogMeta) -> bool {
    let (EntryRef::Model(own), EntryRef::Model(theirs)) = (own, theirs) else { return false };
    if own.organizations.is_empty() || theirs.organizations.is_empty() {
        return false;
    }
    !own.organizations.iter().any(|own| theirs.organizations.iter().any(|theirs| is_same_maker(own, theirs, meta)))
}

/// Whether two names of organizations are of one, or have a word in common.
fn is_same_maker(own: &str, theirs: &str, meta: &CatalogMeta) -> bool {
    let words = |name: &str| name.to_lowercase().split(|ch: char| !ch.is_alphanumeric()).map(str::to_owned).collect();
    let (own_words, their_words): (HashSet<String>, HashSet<String>) = (words(own), words(theirs));
    same_organization(own, theirs, meta) || own_words.intersection(&their_words).any(|word| !word.is_empty())
}

/// Whether two names are of one organization, as the catalogue knows it.
pub(super) fn same_organization(own: &str, theirs: &str, meta: &CatalogMeta) -> bool {
    let wanted = fold_name(theirs);
    let known = meta.organization(own);
    let zh = known.and_then(|known| known.zh.as_deref());
    let aliases = known.into_iter().flat_map(|known| known.aliases.iter().map(String::as_str));
    std::iter::once(own).chain(zh).chain(aliases).any(|name| fold_name(name) == wanted)
}
