//! What the rules about several entries need to know of each: hashes instead of texts.

use std::hash::{BuildHasher, RandomState};

use rustc_hash::FxHashSet;

use crate::{
    arxiv::arxiv_id,
    date::Date,
    entry::EntryRef,
    lifecycle::Lifecycle,
    link::{LinkKind, Url},
    model::Model,
    parent::{Parent, Relation},
};

/// The position of an entry.
pub(crate) type Row = u32;
/// The hash of a text. The keys of the hasher are random, so that no file can be made whose texts have the same hash.
pub(crate) type TextHash = u64;

/// The facts of entries, by row. Lists are in the order of rows.
#[derive(Default)]
pub(crate) struct Facts {
    hasher: RandomState,
    pub entries: Vec<EntryFacts>,
    pub aliases: Vec<Reference>,
    pub parents: Vec<ParentFacts>,
    /// The variants of models, each by the id of its model and its name.
    pub variants: Vec<TextHash>,
    /// Papers and checkpoints.
    pub links: Vec<LinkFacts>,
    /// The repositories of code and weights.
    pub repositories: Vec<(Row, TextHash)>,
    /// The repositories that the licenses are in.
    pub licenses: Vec<(Row, TextHash)>,
    pub replacements: Vec<Reference>,
    /// The benchmarks of scores.
    pub scores: Vec<Reference>,
    /// The organizations of models with a link to a paper.
    pub organizations: Vec<(Row, TextHash)>,
    /// The ids of the benchmarks that there are.
    pub benchmarks: FxHashSet<TextHash>,
    /// The ids of entries with errors, so that a reference to one is no error of its own.
    pub unparsed_ids: FxHashSet<TextHash>,
    /// Whether some part has a syntax error, which may hide any id.
    pub has_syntax_error: bool,
}

#[derive(Clone, Copy)]
pub(crate) struct EntryFacts {
    pub id: TextHash,
    /// The name in lower case.
    pub name: TextHash,
    pub released: Option<Date>,
    pub is_model: bool,
    /// Whether its id is taken; no rule then looks at the entry.
    pub is_duplicate: bool,
}

/// A text of an entry that may be one of another: of the entry itself, or of one of its variants.
#[derive(Clone, Copy)]
pub(crate) struct Reference {
    pub row: Row,
    pub variant: Option<u32>,
    /// Its position in the list that it stands in, if it does.
    pub idx: u32,
    pub target: TextHash,
}

#[derive(Clone, Copy)]
pub(crate) struct ParentFacts {
    pub reference: Reference,
    pub relation: Relation,
    /// The variant of the parent, by the parent's id and its name.
    pub parent_variant: Option<TextHash>,
    /// When the model or the variant was released.
    pub released: Option<Date>,
}

#[derive(Clone, Copy)]
pub(crate) struct LinkFacts {
    pub reference: Reference,
    pub kind: LinkKind,
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The texts of a list with their positions.
fn numbered<T>(list: &[T]) -> impl Iterator<Item = (u32, &T)> {
    list.iter().enumerate().map(|(idx, item)| (to_u32(idx), item))
}

impl Facts {
    /// Empty facts, whose hashes can be compared with these.
    pub fn with_same_hasher(&self) -> Self {
        Self { hasher: self.hasher.clone(), ..Self::default() }
    }

    pub fn hash(&self, text: &str) -> TextHash {
        self.hasher.hash_one(text)
    }

    fn hash_variant(&self, id: &str, name: &str) -> TextHash {
        self.hasher.hash_one((id, name))
    }

    pub fn get(&self, row: Row) -> Option<&EntryFacts> {
        self.entries.get(row as usize)
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: EntryRef<'_>) {
        let row = to_u32(self.entries.len());
        let released = match entry {
            EntryRef::Model(model) => model.released,
            EntryRef::Extension(_) => None,
        };
        self.entries.push(EntryFacts {
            id: self.hash(entry.id().as_str()),
            name: self.hash(&entry.name().to_lowercase()),
            released,
            is_model: matches!(entry, EntryRef::Model(_)),
            is_duplicate: false,
        });
        for (idx, alias) in numbered(entry.aliases()) {
            self.aliases.push(Reference { row, variant: None, idx, target: self.hash(&alias.to_lowercase()) });
        }
        if let EntryRef::Model(model) = entry {
            self.push_references(row, model);
            self.push_links(row, model);
        }
    }

    fn push_references(&mut self, row: Row, model: &Model) {
        self.push_parents(row, None, &model.base_models, model.released);
        self.push_replacement(row, None, model.lifecycle.as_ref());
        for (idx, variant) in numbered(&model.variants) {
            self.variants.push(self.hash_variant(model.id.as_str(), &variant.name));
            let parents = variant.base_models.as_deref().unwrap_or_default();
            self.push_parents(row, Some(idx), parents, variant.released.or(model.released));
            self.push_replacement(row, Some(idx), variant.lifecycle.as_ref());
        }
        for (idx, score) in numbered(&model.scores) {
            self.scores.push(Reference { row, variant: None, idx, target: self.hash(score.benchmark.as_str()) });
        }
    }

    fn push_parents(&mut self, row: Row, variant: Option<u32>, parents: &[Parent], released: Option<Date>) {
        for (idx, parent) in numbered(parents) {
            let reference = Reference { row, variant, idx, target: self.hash(parent.id.as_str()) };
            let parent_variant = parent.variant.as_ref().map(|name| self.hash_variant(parent.id.as_str(), name));
            self.parents.push(ParentFacts { reference, relation: parent.relation, parent_variant, released });
        }
    }

    fn push_replacement(&mut self, row: Row, variant: Option<u32>, lifecycle: Option<&Lifecycle>) {
        if let Some(replacement) = lifecycle.and_then(|lifecycle| lifecycle.replacement.as_ref()) {
            self.replacements.push(Reference { row, variant, idx: 0, target: self.hash(replacement.as_str()) });
        }
    }

    fn push_links(&mut self, row: Row, model: &Model) {
        let link = |facts: &Self, variant, idx, kind, url: &Url| {
            let target = facts.hash(arxiv_id(url).unwrap_or(url.as_str()));
            LinkFacts { reference: Reference { row, variant, idx, target }, kind }
        };
        for (idx, own) in numbered(&model.links) {
            if matches!(own.kind, LinkKind::Paper | LinkKind::Checkpoint) {
                self.links.push(link(self, None, idx, own.kind, &own.url));
            }
        }
        for (idx, variant) in numbered(&model.variants) {
            if let Some(url) = &variant.checkpoint {
                self.links.push(link(self, Some(idx), 0, LinkKind::Checkpoint, url));
            }
        }
        if model.links.iter().any(|link| link.kind == LinkKind::Paper) {
            let names = model.organizations.iter().map(|name| (row, self.hasher.hash_one(name.as_str())));
            self.organizations.extend(names);
        }
        let repositories = repositories(model).map(|repository| (row, self.hasher.hash_one(repository)));
        self.repositories.extend(repositories);
        let url = model.license.as_ref().and_then(|license| license.url.as_ref());
        self.licenses.extend(url.and_then(repository).map(|repository| (row, self.hasher.hash_one(repository))));
    }

    /// Adds other facts, whose entries follow.
    pub fn append(&mut self, other: Self) {
        self.has_syntax_error |= other.has_syntax_error;
        self.unparsed_ids.extend(other.unparsed_ids);
        let first = to_u32(self.entries.len());
        let moved = |reference: Reference| Reference { row: reference.row + first, ..reference };
        self.entries.extend(other.entries);
        self.aliases.extend(other.aliases.into_iter().map(moved));
        let parents = other.parents.into_iter();
        self.variants.extend(other.variants);
        self.parents.extend(parents.map(|parent| ParentFacts { reference: moved(parent.reference), ..parent }));
        let links = other.links.into_iter();
        self.links.extend(links.map(|link| LinkFacts { reference: moved(link.reference), ..link }));
        self.replacements.extend(other.replacements.into_iter().map(moved));
        self.scores.extend(other.scores.into_iter().map(moved));
        for (list, others) in [
            (&mut self.repositories, other.repositories),
            (&mut self.licenses, other.licenses),
            (&mut self.organizations, other.organizations),
        ] {
            list.extend(others.into_iter().map(|(row, text)| (row + first, text)));
        }
    }

    /// Finds the entries whose ids are taken, and drops what else is known of them. Models come before extensions.
    pub fn drop_duplicates(&mut self) -> Vec<Row> {
        let (mut ids, mut duplicates) = (FxHashSet::default(), Vec::new());
        for is_model in [true, false] {
            for (row, entry) in (0..).zip(&mut self.entries).filter(|(_, entry)| entry.is_model == is_model) {
                if !ids.insert(entry.id) {
                    entry.is_duplicate = true;
                    duplicates.push(row);
                }
            }
        }
        duplicates.sort_unstable();
        let is_kept = |row: Row| duplicates.binary_search(&row).is_err();
        if !duplicates.is_empty() {
            self.aliases.retain(|alias| is_kept(alias.row));
            self.parents.retain(|parent| is_kept(parent.reference.row));
            self.links.retain(|link| is_kept(link.reference.row));
            self.replacements.retain(|replacement| is_kept(replacement.row));
            self.scores.retain(|score| is_kept(score.row));
            for list in [&mut self.repositories, &mut self.licenses, &mut self.organizations] {
                list.retain(|(row, _)| is_kept(*row));
            }
        }
        duplicates
    }

    /// Whether the entry of an id that is missing may be there with an error of its own.
    pub fn is_unparsed(&self, id: TextHash) -> bool {
        self.has_syntax_error || self.unparsed_ids.contains(&id)
    }
}

/// The repositories of a model's code and weights.
fn repositories(model: &Model) -> impl Iterator<Item = &str> {
    let links = model.links.iter().filter(|link| matches!(link.kind, LinkKind::Code | LinkKind::Checkpoint));
    let checkpoints = model.variants.iter().filter_map(|variant| variant.checkpoint.as_ref());
    links.map(|link| &link.url).chain(checkpoints).filter_map(repository)
}

/// The repository of an address, such as `github.com/owner/name`.
fn repository(url: &Url) -> Option<&str> {
    let address = url.host_and_path();
    if !address.starts_with("github.com/") && !address.starts_with("huggingface.co/") {
        return None;
    }
    let mut separators = address.match_indices(['/', '?', '#']).map(|(offset, _)| offset);
    let end = separators.nth(2).unwrap_or(address.len());
    address.get(..end)
}
