//! Rules for links: that each leads to what is the model's own.

use std::collections::HashMap;

use crate::{
    Catalog, Model,
    diagnostic::{DocPath, PathSegment},
    link::{LinkKind, Url},
    lint::{Findings, model_path, papers::arxiv_id},
    merge::MergeOutput,
};

/// The license of a model is not that of another project: its address is not
/// in a repository that is another model's code or checkpoint, unless it is its
/// own too, or the other is one that it descends from, whose license it inherits.
pub(crate) fn check_license_urls(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let mut owners: HashMap<&str, Vec<&Model>> = HashMap::new();
    for model in catalog.models() {
        repositories(model).for_each(|repository| owners.entry(repository).or_default().push(model));
    }
    let mut found = Findings::new();
    for (row, model) in catalog.models().iter().enumerate() {
        let Some(url) = model.license.as_ref().and_then(|license| license.url.as_ref()) else { continue };
        let Some(owners) = repository(url).and_then(|repository| owners.get(repository)) else { continue };
        let is_own = |owner: &&Model| owner.id == model.id;
        let ancestors = catalog.ancestors(model);
        let is_inherited = |owner: &&Model| ancestors.iter().any(|ancestor| ancestor.id == owner.id);
        if let Some(owner) = owners.first().filter(|_| !owners.iter().any(|owner| is_own(owner) || is_inherited(owner)))
        {
            let message = format!(
                "the license of `{}` is in the repository of `{}`; link its own text or card, or leave the url out",
                model.id, owner.id
            );
            found.push((model_path(row, &[PathSegment::Key("license"), PathSegment::Key("url")]), message));
        }
    }
    found
}

/// A checkpoint is of one model, and a paper too: two models may share a
/// checkpoint only where one descends from the other, and a paper where they
/// also may be of one organization, which writes one paper on several models.
pub(crate) fn check_shared_links(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let mut first: HashMap<(LinkKind, &str), Vec<&Model>> = HashMap::new();
    let mut found = Findings::new();
    for (row, model) in catalog.models().iter().enumerate() {
        for (kind, url, place) in papers_and_checkpoints(model) {
            let others = first.entry((kind, arxiv_id(url).unwrap_or(url.as_str()))).or_default();
            let may_share = |other: &&Model| {
                let one_house = || model.organizations.iter().any(|name| other.organizations.contains(name));
                other.id == model.id || are_related(catalog, model, other) || kind == LinkKind::Paper && one_house()
            };
            if let Some(other) = others.iter().find(|other| !may_share(other)) {
                let message = format!(
                    "`{url}` is also a link of `{}`, which is no relative; correct one of them, or name the parent",
                    other.id
                );
                found.push((model_path(row, &place), message));
            }
            others.push(model);
        }
    }
    found
}

fn papers_and_checkpoints(model: &Model) -> impl Iterator<Item = (LinkKind, &Url, DocPath)> {
    let is_asked = |kind| matches!(kind, LinkKind::Paper | LinkKind::Checkpoint);
    let links = model.links.iter().enumerate().filter(move |(_, link)| is_asked(link.kind));
    let links = links.map(|(index, link)| {
        (link.kind, &link.url, vec![PathSegment::Key("links"), PathSegment::Index(index), PathSegment::Key("url")])
    });
    let sizes = model.sizes.iter().enumerate();
    let of_sizes = sizes.filter_map(|(index, size)| {
        let place = vec![PathSegment::Key("size"), PathSegment::Index(index), PathSegment::Key("checkpoint")];
        Some((LinkKind::Checkpoint, size.checkpoint.as_ref()?, place))
    });
    links.chain(of_sizes)
}

fn are_related(catalog: &Catalog, a: &Model, b: &Model) -> bool {
    let descends = |child, parent: &Model| catalog.ancestors(child).iter().any(|other| other.id == parent.id);
    descends(a, b) || descends(b, a)
}

/// The repositories that hold a model's code and weights.
fn repositories(model: &Model) -> impl Iterator<Item = &str> {
    let is_home = |kind| matches!(kind, LinkKind::Code | LinkKind::Checkpoint);
    let links = model.links.iter().filter(move |link| is_home(link.kind)).map(|link| &link.url);
    links.chain(model.sizes.iter().filter_map(|size| size.checkpoint.as_ref())).filter_map(repository)
}

/// The repository that an address lies in: `github.com/owner/name`.
fn repository(url: &Url) -> Option<&str> {
    let address = url.host_and_path();
    let mut ends = address.match_indices(['/', '?', '#']).map(|(end, _)| end);
    if !address.starts_with("github.com/") && !address.starts_with("huggingface.co/") {
        return None;
    }
    let end = ends.nth(2).unwrap_or(address.len());
    address.get(..end)
}
