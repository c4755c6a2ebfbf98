//! Rules for links: a model must not link the paper, weights or license of another one.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use super::{arxiv::arxiv_id, finding::Findings};
use crate::{
    catalog::Catalog,
    foreign::Foreign,
    link::{LinkKind, Url},
    merge::MergeOutput,
    model::Model,
    violation::{DocPath, PathSegment, model_path},
};

/// With how many other owners of a link a model is compared. More are only in generated files, where the first ones
/// suffice to find the mistake.
const MAX_COMPARED_OWNERS: usize = 16;
/// How many ancestors are looked at. A real lineage has fewer.
const MAX_ANCESTORS: usize = 128;

/// The license of a model must not be in the repository of another model,
/// unless the repository is also its own or the other model is an ancestor,
/// whose license it inherits.
pub(crate) fn check_license_urls(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let mut owners: HashMap<&str, Vec<&Model>> = HashMap::new();
    for model in catalog.models() {
        for repository in repositories(model) {
            let owners = owners.entry(repository).or_default();
            if owners.len() < MAX_COMPARED_OWNERS {
                owners.push(model);
            }
        }
    }
    let mut findings = Findings::new();
    for (row, model) in catalog.models().iter().enumerate() {
        let Some(url) = model.license.as_ref().and_then(|license| license.url.as_ref()) else { continue };
        let Some(repository) = repository(url) else { continue };
        let Some(owners) = owners.get(repository) else { continue };
        if repositories(model).any(|own| own == repository) {
            continue;
        }
        let ancestors = ancestor_rows(catalog, model);
        let is_allowed = |owner: &&Model| catalog.row_of(&owner.id).is_some_and(|row| ancestors.contains(&row));
        if let Some(owner) = owners.first().filter(|_| !owners.iter().any(is_allowed)) {
            let message = format!(
                "the license of `{}` is in the repository of `{}`; link its own text or card, or leave the url out",
                model.id, owner.id
            );
            findings.push((model_path(row, &[PathSegment::Key("license"), PathSegment::Key("url")]), message));
        }
    }
    findings
}

/// Two models must not share a checkpoint or a paper, unless one is an
/// ancestor of the other. Models of one organization may share a paper.
pub(crate) fn check_shared_links(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let mut owners_by_link: HashMap<(LinkKind, &str), Vec<Owner<'_>>> = HashMap::new();
    let mut findings = Findings::new();
    for (row, model) in catalog.models().iter().enumerate() {
        let owner = Owner { model, ancestor_rows: OnceCell::new() };
        for (kind, url, path) in papers_and_checkpoints(model) {
            let others = owners_by_link.entry((kind, arxiv_id(url).unwrap_or(url.as_str()))).or_default();
            let may_share = |other: &&Owner<'_>| {
                let Owner { model: other_model, .. } = other;
                let same_organization =
                    || model.organizations.iter().any(|name| other_model.organizations.contains(name));
                other_model.id == model.id
                    || kind == LinkKind::Paper && same_organization()
                    || owner.descends_from(catalog.row_of(&other_model.id), catalog)
                    || other.descends_from(Some(row), catalog)
            };
            if let Some(Owner { model: other, .. }) = others.iter().find(|other| !may_share(other)) {
                let url = Foreign::new(url.as_str());
                let message = format!(
                    "`{url}` is also a link of `{}`, which is no relative; correct one of them, or name the parent",
                    other.id
                );
                findings.push((model_path(row, &path), message));
            }
            if others.len() < MAX_COMPARED_OWNERS {
                others.push(Owner { model, ancestor_rows: OnceCell::new() });
            }
        }
    }
    findings
}

/// A model that has a link, with its ancestors as soon as they are asked for.
struct Owner<'a> {
    model: &'a Model,
    ancestor_rows: OnceCell<HashSet<usize>>,
}

impl Owner<'_> {
    fn descends_from(&self, row: Option<usize>, catalog: &Catalog) -> bool {
        row.is_some_and(|row| self.ancestor_rows.get_or_init(|| ancestor_rows(catalog, self.model)).contains(&row))
    }
}

fn ancestor_rows(catalog: &Catalog, model: &Model) -> HashSet<usize> {
    let ancestors = catalog.nearest_ancestors(model, MAX_ANCESTORS);
    ancestors.into_iter().filter_map(|ancestor| catalog.row_of(&ancestor.id)).collect()
}

fn papers_and_checkpoints(model: &Model) -> impl Iterator<Item = (LinkKind, &Url, DocPath)> {
    let links = model.links.iter().enumerate();
    let links = links.filter(|(_, link)| matches!(link.kind, LinkKind::Paper | LinkKind::Checkpoint));
    let links = links.map(|(idx, link)| {
        (link.kind, &link.url, vec![PathSegment::Key("links"), PathSegment::Index(idx), PathSegment::Key("url")])
    });
    let variant_checkpoints = model.variants.iter().enumerate().filter_map(|(idx, variant)| {
        let path = vec![PathSegment::Key("variant"), PathSegment::Index(idx), PathSegment::Key("checkpoint")];
        Some((LinkKind::Checkpoint, variant.checkpoint.as_ref()?, path))
    });
    links.chain(variant_checkpoints)
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
