//! Merging of all endpoints of a model into one entry.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use llm_catalog::{
    Model,
    capability::{Modalities, Modality, Reasoning},
    lifecycle::Lifecycle,
    link::{Link, LinkKind, Url},
    model::Stage,
    source::Source,
};

use crate::import::{
    model_name,
    served::{
        disagreement::{disagreements, listing_date},
        endpoint::{Endpoint, ServedModel},
    },
    vendor::{self, Vendor},
};

/// Merges the endpoints of a model. `None` if no id can be made from its name.
pub(super) fn merge_endpoints(group: &[Endpoint], source: &str, provider_ids: &HashSet<String>) -> Option<Model> {
    let organization = infer_organization(group, provider_ids);
    let first_party = first_party_endpoint(group, organization.as_deref());
    let model_id = match first_party {
        Some(endpoint) => endpoint.model_id.name.clone(),
        None => mode(group.iter().map(|endpoint| Reverse(endpoint.model_id.name.clone())))?.0,
    };
    let id = model_name::to_id(&model_id)?;
    let name = preferred_value(group, first_party, |model| clean_display_name(model.name.as_ref()?).map(Reverse));
    let released = preferred_value(group, first_party, |model| model.released.map(Reverse)).map(|date| date.0);
    let context = preferred_value(group, first_party, |model| model.context);
    let source = Url::try_from(source.to_owned()).ok();
    let stage = if id.as_str().ends_with("-base") { Stage::Base } else { Stage::Sft };
    Some(Model {
        aliases: aliases(group, id.as_str()),
        organizations: organization.into_iter().collect(),
        released,
        context,
        modalities: modalities(group, first_party),
        reasoning: reasoning(group, first_party),
        tools: preferred_value(group, first_party, |model| model.tools),
        knowledge: preferred_value(group, first_party, |model| model.knowledge.map(Reverse)).map(|date| date.0),
        lifecycle: lifecycle(first_party),
        open_weights: preferred_value(group, first_party, |model| model.open_weights),
        license: first_party.or(group.first()).and_then(|endpoint| endpoint.model.license.clone()),
        links: links(group, first_party),
        sources: source.iter().cloned().map(Source::from).collect(),
        variants: model_name::parse_size(id.as_str()).into_iter().collect(),
        claims: listing_date(group, released, source.as_ref())
            .into_iter()
            .chain(disagreements(group, first_party, released, context, source.as_ref()))
            .collect(),
        ..Model::new(id, name.map(|name| name.0).or_else(|| model_name::sanitize(&model_id))?, stage)
    })
}

/// The other names at the providers.
fn aliases(group: &[Endpoint], id: &str) -> Vec<String> {
    let names = group.iter().filter_map(|endpoint| model_name::sanitize(&endpoint.model_id.name));
    let mut aliases: Vec<_> = names.collect();
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| alias != id);
    aliases
}

/// The endpoint at the organization's own provider; one with an unmodified id comes first.
fn first_party_endpoint<'g>(group: &'g [Endpoint], organization: Option<&str>) -> Option<&'g Endpoint> {
    let mut endpoints = group.iter().filter(|endpoint| endpoint.is_first_party(organization));
    endpoints.clone().find(|endpoint| endpoint.has_unmodified_id()).or_else(|| endpoints.next())
}

/// The value at the first-party endpoint, else that of most endpoints.
fn preferred_value<T: Ord>(
    group: &[Endpoint],
    first_party: Option<&Endpoint>,
    value: impl Fn(&ServedModel) -> Option<T>,
) -> Option<T> {
    let preferred = first_party.and_then(|endpoint| value(&endpoint.model));
    preferred.or_else(|| mode(group.iter().filter_map(|endpoint| value(&endpoint.model))))
}

/// The most frequent value. The greatest wins a tie, because providers shorten
/// contexts and omit that weights are open; [`Reverse`] makes it the smallest.
fn mode<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// What the maker says, else the kinds that more than half of the providers state.
fn modalities(group: &[Endpoint], first_party: Option<&Endpoint>) -> Option<Modalities> {
    if let Some(modalities) = first_party.and_then(|endpoint| endpoint.model.modalities.clone()) {
        return Some(modalities);
    }
    let stated: Vec<_> = group.iter().filter_map(|endpoint| endpoint.model.modalities.as_ref()).collect();
    let common = |kinds: fn(&Modalities) -> &Vec<Modality>| {
        let count = |kind| stated.iter().filter(|modalities| kinds(modalities).contains(&kind)).count();
        Modality::ALL.into_iter().filter(|kind| count(*kind) * 2 > stated.len()).collect::<Vec<_>>()
    };
    let modalities = Modalities { input: common(|stated| &stated.input), output: common(|stated| &stated.output) };
    (modalities != Modalities::default()).then_some(modalities)
}

/// What the maker says, else what any provider can switch. That a provider cannot does not mean that none could.
fn reasoning(group: &[Endpoint], first_party: Option<&Endpoint>) -> Option<Reasoning> {
    if let Some(reasoning) = first_party.and_then(|endpoint| endpoint.model.reasoning) {
        return Some(reasoning);
    }
    // The maker may say that it reasons, and not how.
    let is_said_to = first_party.and_then(|endpoint| endpoint.model.reasons) == Some(true);
    let stated: Vec<_> = group.iter().filter_map(|endpoint| endpoint.model.reasons).collect();
    let negative = stated.iter().filter(|reasons| !**reasons).count();
    // Providers that serve it without reasoning are no evidence against those that offer it.
    if !is_said_to && negative * 2 > stated.len() {
        return Some(Reasoning::No);
    }
    let mut values = group.iter().filter_map(|endpoint| endpoint.model.reasoning);
    values.find(|value| *value == Reasoning::Switchable)
}

/// The status at the maker's own provider: others end what they offer for reasons of their own.
fn lifecycle(first_party: Option<&Endpoint>) -> Option<Lifecycle> {
    let status = first_party?.model.status?;
    Some(Lifecycle { status, since: None, replacement: None, source: None })
}

/// The links of the maker's own record, else of the first that has any, then the documentation of its provider.
fn links(group: &[Endpoint], first_party: Option<&Endpoint>) -> Vec<Link> {
    let linked = first_party.into_iter().chain(group).find(|endpoint| !endpoint.model.links.is_empty());
    let mut links = linked.map(|endpoint| endpoint.model.links.clone()).unwrap_or_default();
    let homepage = first_party.and_then(|endpoint| Url::try_from(endpoint.doc_url.clone()?).ok());
    links.extend(homepage.map(|url| Link { kind: LinkKind::Homepage, url }));
    let mut seen = HashSet::new();
    links.retain(|link| seen.insert((link.kind, link.url.clone())));
    links
}

/// A name without the owner that some providers prepend, and the price or revision that some append.
fn clean_display_name(name: &str) -> Option<String> {
    let suffixes = [" (free)", " (Free)", " (latest)", " (Latest)"];
    let name = suffixes.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name);
    let repository = name.split_once('/').filter(|(owner, _)| !owner.contains(' '));
    model_name::sanitize(repository.map_or(name, |(_, name)| name))
}

/// The organization that more than half of the endpoints with a known one agree on.
///
/// Known vendors vote, by their own providers and as owners in ids; other
/// owners vote only if there is none. Owners that are providers or mirrors have
/// no vote. The owner of a quantized model has one only if it is a known vendor
/// whose prefix the name has.
fn infer_organization(group: &[Endpoint], provider_ids: &HashSet<String>) -> Option<String> {
    let vendors = group.iter().filter_map(|endpoint| {
        let model_id = &endpoint.model_id;
        let owner = model_id.owner.as_deref().and_then(vendor::by_alias);
        let may_vote = |vendor: &&Vendor| !model_id.is_quantized || vendor.owns_model(&model_id.name);
        Some(endpoint.first_party_vendor().or(owner.filter(may_vote))?.organization)
    });
    let owners = group.iter().filter(|endpoint| !endpoint.model_id.is_quantized).filter_map(|endpoint| {
        let owner = endpoint.model_id.owner.as_deref()?;
        (!provider_ids.contains(&owner.to_lowercase()) && !vendor::is_mirror(owner)).then_some(owner)
    });
    let vendors: Vec<_> = vendors.collect();
    let votes = if vendors.is_empty() { owners.collect() } else { vendors };
    let winner = mode(votes.iter().map(|vote| Reverse(*vote)))?.0;
    let count = votes.iter().filter(|vote| vote.eq_ignore_ascii_case(winner)).count();
    (count * 2 > votes.len()).then(|| model_name::sanitize(winner))?
}
