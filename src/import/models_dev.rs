//! The API of models.dev (<https://models.dev/api.json>): which provider
//! serves which models.
//!
//! The catalogue has one entry for a model, however many providers serve it
//! under whatever id; the `spelling` room knows which ids are one. What the
//! provider of the maker itself says of name, date and context wins, else what
//! most providers say. A maker is named only where an owner in an id or the
//! maker's own provider tells it; else the entry has none.
//!
//! The list does not say how a model was trained. What is served was tuned,
//! with supervision at least, so an entry stands under `sft`, or under `base`
//! where its name ends so; whether rewards followed is for a person to check.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
};

use serde::Deserialize;

use llm_catalog::{
    Model,
    link::{Link, LinkKind, Url},
    model::Stage,
};

use crate::import::{
    ImportError, ImportResult,
    json::{self, CowStr, LineCounter, RawObject},
    name,
    spelling::ProviderModelId,
    vendor::{self, Vendor},
};

/// Where the list is; every entry names it as its source.
const SOURCE_URL: &str = "https://models.dev";
const REDOWNLOAD_HINT: &str = "save https://models.dev/api.json again and import that file";

/// What is in the names of models that embed or rank texts; the list says that
/// they write text.
const EMBEDDING_KEYWORDS: [&str; 3] = ["embed", "rerank", "bge-"];

/// A provider, as far as it is asked.
#[derive(Deserialize)]
struct Provider<'a> {
    #[serde(borrow)]
    doc: Option<CowStr<'a>>,
    #[serde(borrow)]
    models: RawObject<'a>,
}

/// A model as a provider serves it, as far as it is asked.
#[derive(Deserialize)]
struct ServedModel<'a> {
    #[serde(borrow)]
    name: Option<CowStr<'a>>,
    #[serde(borrow)]
    release_date: Option<CowStr<'a>>,
    open_weights: Option<bool>,
    #[serde(borrow)]
    modalities: Option<Modalities<'a>>,
    limit: Option<Limit>,
}

#[derive(Deserialize)]
struct Modalities<'a> {
    #[serde(borrow, default)]
    input: Vec<CowStr<'a>>,
    #[serde(borrow, default)]
    output: Vec<CowStr<'a>>,
}

#[derive(Deserialize)]
struct Limit {
    context: Option<u32>,
}

/// A model at a provider.
struct Endpoint<'a> {
    provider: String,
    doc_url: Option<String>,
    id: String,
    model_id: ProviderModelId,
    model: ServedModel<'a>,
}

impl Endpoint<'_> {
    /// The maker whose own provider this is, where the model is one of its own.
    fn first_party_vendor(&self) -> Option<&'static Vendor> {
        vendor::by_alias(&self.provider).filter(|maker| maker.owns_model(&self.model_id.name))
    }
}

/// Reads `api.json`.
///
/// # Errors
///
/// Says where the text is not what models.dev writes, and what to do.
pub fn parse(text: &str) -> Result<ImportResult, ImportError> {
    let RawObject(providers) =
        serde_json::from_str(text).map_err(|error| json::import_error(&error, REDOWNLOAD_HINT))?;
    let ids: HashSet<_> = providers.iter().map(|(id, _)| id.to_lowercase()).collect();
    let (mut imported, mut lines) = (ImportResult::default(), LineCounter::new(text));
    let mut groups: Vec<Vec<Endpoint<'_>>> = Vec::new();
    let mut groups_by_key: HashMap<String, usize> = HashMap::new();
    for (provider, value) in providers {
        let line = lines.line_number(value);
        let Provider { doc, models: RawObject(models) } = match serde_json::from_str(value.get()) {
            Ok(provider) => provider,
            Err(error) => {
                imported
                    .skipped
                    .push((line, format!("the provider `{provider}`: {}", json::message_without_position(&error))));
                continue;
            }
        };
        for (id, value) in models {
            let line = lines.line_number(value);
            let (doc, provider) = (doc.as_ref().map(|doc| doc.0.to_string()), provider.to_string());
            match parse_endpoint(provider, doc, &id, value.get()) {
                Ok((key, endpoint)) => {
                    let group = *groups_by_key.entry(key).or_insert(groups.len());
                    match groups.get_mut(group) {
                        Some(group) => group.push(endpoint),
                        None => groups.push(vec![endpoint]),
                    }
                }
                Err(reason) => imported.skipped.push((line, reason)),
            }
        }
    }
    if groups.is_empty() && imported.skipped.is_empty() {
        return Err(ImportError { line: 1, message: format!("there is no model; {REDOWNLOAD_HINT}") });
    }
    imported.models = groups.iter().filter_map(|group| merge_endpoints(group, &ids)).collect();
    Ok(imported)
}

/// A model at a provider with the key of its entry, or why it is no entry.
fn parse_endpoint<'a>(
    provider: String,
    doc: Option<String>,
    id: &str,
    value: &'a str,
) -> Result<(String, Endpoint<'a>), String> {
    let place = format!("`{id}` of `{provider}`");
    let served: ServedModel<'_> =
        serde_json::from_str(value).map_err(|error| format!("{place}: {}", json::message_without_position(&error)))?;
    if let Some(Modalities { input, output }) = &served.modalities {
        for (kinds, what) in [(input, "reads"), (output, "writes")] {
            if !kinds.is_empty() && !kinds.iter().any(|kind| kind.0 == "text") {
                return Err(format!("{place} {what} no text"));
            }
        }
    }
    let spelling = ProviderModelId::parse(id);
    if EMBEDDING_KEYWORDS.iter().any(|part| spelling.name.contains(part)) {
        return Err(format!("{place} makes vectors or ranks, not text"));
    }
    if name::lowercase_words(&spelling.name).iter().any(|word| word == "auto" || word == "router") {
        return Err(format!("{place} passes requests on to other models"));
    }
    let key = spelling.canonical_key().ok_or_else(|| format!("{place}: no id can be made of its name"))?;
    Ok((key, Endpoint { provider, doc_url: doc, id: id.to_lowercase(), model_id: spelling, model: served }))
}

/// The entry of a model, from all its endpoints.
fn merge_endpoints(group: &[Endpoint<'_>], providers: &HashSet<String>) -> Option<Model> {
    let organization = infer_organization(group, providers);
    let owns = |endpoint: &&Endpoint<'_>| {
        endpoint.first_party_vendor().is_some_and(|maker| organization.as_deref() == Some(maker.organization))
    };
    let as_spelled = |endpoint: &&Endpoint<'_>| owns(endpoint) && endpoint.id == endpoint.model_id.name;
    let own = group.iter().find(as_spelled).or_else(|| group.iter().find(owns));

    let spelled = match own {
        Some(own) => own.model_id.name.clone(),
        None => mode(group.iter().map(|endpoint| Reverse(endpoint.model_id.name.clone())))?.0,
    };
    let id = name::to_id(&spelled)?;
    let mut aliases: Vec<_> = group.iter().map(|endpoint| endpoint.model_id.name.clone()).collect();
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| *alias != id.as_str());
    let doc = own.and_then(|own| Url::try_from(own.doc_url.clone()?).ok());
    let name = preferred_value(group, own, |served| clean_display_name(&served.name.as_ref()?.0).map(Reverse))
        .map_or(spelled, |name| name.0);
    let stage = if id.as_str().ends_with("-base") { Stage::Base } else { Stage::Sft };
    Some(Model {
        aliases,
        organizations: organization.into_iter().collect(),
        released: preferred_value(group, own, |served| served.release_date.as_ref()?.0.parse().ok().map(Reverse))
            .map(|date| date.0),
        context: preferred_value(group, own, |served| served.limit.as_ref()?.context.filter(|context| *context > 0)),
        open_weights: preferred_value(group, own, |served| served.open_weights).unwrap_or_default(),
        links: doc.into_iter().map(|url| Link { kind: LinkKind::Homepage, url }).collect(),
        sources: Url::try_from(SOURCE_URL.to_owned()).into_iter().collect(),
        sizes: name::parse_size(id.as_str()).into_iter().collect(),
        ..Model::new(id, name, stage)
    })
}

/// What the maker's own endpoint says, else what most endpoints say.
fn preferred_value<T: Ord>(
    group: &[Endpoint<'_>],
    own: Option<&Endpoint<'_>>,
    value: impl Fn(&ServedModel<'_>) -> Option<T>,
) -> Option<T> {
    let own = own.and_then(|own| value(&own.model));
    own.or_else(|| mode(group.iter().filter_map(|endpoint| value(&endpoint.model))))
}

/// The value that occurs most often; of several, the greatest: providers cut
/// contexts, and forget that weights are open.
fn mode<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// A name without the price or the revision that some providers add to it.
fn clean_display_name(name: &str) -> Option<String> {
    let notes = [" (free)", " (Free)", " (latest)", " (Latest)"];
    name::sanitize(notes.iter().find_map(|note| name.strip_suffix(note)).unwrap_or(name))
}

/// The maker of a model, where most of those who tell one agree.
///
/// Known makers count, by their own providers and as owners in ids; where
/// there is none, other owners do. An owner that is a provider of models, or
/// holds copies of other people's, tells nothing; neither does the owner of a
/// model in another precision, unless it is named like one of its own.
fn infer_organization(group: &[Endpoint<'_>], providers: &HashSet<String>) -> Option<String> {
    let known = group.iter().filter_map(|endpoint| {
        let named = endpoint.model_id.owner.as_deref().and_then(vendor::by_alias);
        let sure = |maker: &&Vendor| !endpoint.model_id.is_quantized || maker.owns_model(&endpoint.model_id.name);
        Some(endpoint.first_party_vendor().or(named.filter(sure))?.organization)
    });
    let others = group.iter().filter(|endpoint| !endpoint.model_id.is_quantized).filter_map(|endpoint| {
        let owner = endpoint.model_id.owner.as_deref()?;
        (!providers.contains(&owner.to_lowercase()) && !vendor::is_mirror(owner)).then_some(owner)
    });
    let known: Vec<_> = known.collect();
    let votes = if known.is_empty() { others.collect() } else { known };
    let first = mode(votes.iter().map(|vote| Reverse(*vote)))?.0;
    let agree = votes.iter().filter(|vote| vote.eq_ignore_ascii_case(first)).count();
    (agree * 2 > votes.len()).then(|| name::sanitize(first))?
}
