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

use super::{
    ImportError, Imported,
    json::{self, Lines, Members, Text},
    maker::{self, Maker},
    name,
    spelling::Spelling,
};
use crate::catalog::{
    Model,
    link::{Link, LinkKind, Url},
    model::Stage,
};

/// Where the list is; every entry names it as its source.
const SOURCE: &str = "https://models.dev";
const ADVICE: &str = "save https://models.dev/api.json again and import that file";

/// What is in the names of models that embed or rank texts; the list says that
/// they write text.
const VECTORS: [&str; 3] = ["embed", "rerank", "bge-"];

/// A provider, as far as it is asked.
#[derive(Deserialize)]
struct Provider<'a> {
    #[serde(borrow)]
    doc: Option<Text<'a>>,
    #[serde(borrow)]
    models: Members<'a>,
}

/// A model as a provider serves it, as far as it is asked.
#[derive(Deserialize)]
struct Served<'a> {
    #[serde(borrow)]
    name: Option<Text<'a>>,
    #[serde(borrow)]
    release_date: Option<Text<'a>>,
    open_weights: Option<bool>,
    #[serde(borrow)]
    modalities: Option<Modalities<'a>>,
    limit: Option<Limit>,
}

#[derive(Deserialize)]
struct Modalities<'a> {
    #[serde(borrow, default)]
    input: Vec<Text<'a>>,
    #[serde(borrow, default)]
    output: Vec<Text<'a>>,
}

#[derive(Deserialize)]
struct Limit {
    context: Option<u32>,
}

/// A model at a provider.
struct Endpoint<'a> {
    provider: String,
    doc: Option<String>,
    id: String,
    spelling: Spelling,
    served: Served<'a>,
}

impl Endpoint<'_> {
    /// The maker whose own provider this is, where the model is one of its own.
    fn own(&self) -> Option<&'static Maker> {
        maker::of(&self.provider).filter(|maker| maker.names(&self.spelling.name))
    }
}

/// Reads `api.json`.
///
/// # Errors
///
/// Says where the text is not what models.dev writes, and what to do.
pub fn read(text: &str) -> Result<Imported, ImportError> {
    let Members(providers) = serde_json::from_str(text).map_err(|error| json::error(&error, ADVICE))?;
    let ids: HashSet<_> = providers.iter().map(|(id, _)| id.to_lowercase()).collect();
    let (mut imported, mut lines) = (Imported::default(), Lines::of(text));
    let mut groups: Vec<Vec<Endpoint<'_>>> = Vec::new();
    let mut groups_by_key: HashMap<String, usize> = HashMap::new();
    for (provider, value) in providers {
        let line = lines.line(value);
        let Provider { doc, models: Members(models) } = match serde_json::from_str(value.get()) {
            Ok(provider) => provider,
            Err(error) => {
                imported.left_out.push((line, format!("the provider `{provider}`: {}", json::reason(&error))));
                continue;
            }
        };
        for (id, value) in models {
            let line = lines.line(value);
            let (doc, provider) = (doc.as_ref().map(|doc| doc.0.to_string()), provider.to_string());
            match endpoint(provider, doc, &id, value.get()) {
                Ok((key, endpoint)) => {
                    let group = *groups_by_key.entry(key).or_insert(groups.len());
                    match groups.get_mut(group) {
                        Some(group) => group.push(endpoint),
                        None => groups.push(vec![endpoint]),
                    }
                }
                Err(reason) => imported.left_out.push((line, reason)),
            }
        }
    }
    if groups.is_empty() && imported.left_out.is_empty() {
        return Err(ImportError { line: 1, message: format!("there is no model; {ADVICE}") });
    }
    imported.models = groups.iter().filter_map(|group| model(group, &ids)).collect();
    Ok(imported)
}

/// A model at a provider with the key of its entry, or why it is no entry.
fn endpoint<'a>(
    provider: String,
    doc: Option<String>,
    id: &str,
    value: &'a str,
) -> Result<(String, Endpoint<'a>), String> {
    let place = format!("`{id}` of `{provider}`");
    let served: Served<'_> =
        serde_json::from_str(value).map_err(|error| format!("{place}: {}", json::reason(&error)))?;
    if let Some(Modalities { input, output }) = &served.modalities {
        for (kinds, what) in [(input, "reads"), (output, "writes")] {
            if !kinds.is_empty() && !kinds.iter().any(|kind| kind.0 == "text") {
                return Err(format!("{place} {what} no text"));
            }
        }
    }
    let spelling = Spelling::of(id);
    if VECTORS.iter().any(|part| spelling.name.contains(part)) {
        return Err(format!("{place} makes vectors or ranks, not text"));
    }
    if name::words(&spelling.name).iter().any(|word| word == "auto" || word == "router") {
        return Err(format!("{place} passes requests on to other models"));
    }
    let key = spelling.key().ok_or_else(|| format!("{place}: no id can be made of its name"))?;
    Ok((key, Endpoint { provider, doc, id: id.to_lowercase(), spelling, served }))
}

/// The entry of a model, from all its endpoints.
fn model(group: &[Endpoint<'_>], providers: &HashSet<String>) -> Option<Model> {
    let organization = organization(group, providers);
    let owns = |endpoint: &&Endpoint<'_>| {
        endpoint.own().is_some_and(|maker| organization.as_deref() == Some(maker.organization))
    };
    let as_spelled = |endpoint: &&Endpoint<'_>| owns(endpoint) && endpoint.id == endpoint.spelling.name;
    let own = group.iter().find(as_spelled).or_else(|| group.iter().find(owns));

    let spelled = match own {
        Some(own) => own.spelling.name.clone(),
        None => commonest(group.iter().map(|endpoint| Reverse(endpoint.spelling.name.clone())))?.0,
    };
    let id = name::id(&spelled)?;
    let mut aliases: Vec<_> = group.iter().map(|endpoint| endpoint.spelling.name.clone()).collect();
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| *alias != id.as_str());
    let doc = own.and_then(|own| Url::try_from(own.doc.clone()?).ok());
    let name =
        said(group, own, |served| displayed(&served.name.as_ref()?.0).map(Reverse)).map_or(spelled, |name| name.0);
    let stage = if id.as_str().ends_with("-base") { Stage::Base } else { Stage::Sft };
    Some(Model {
        aliases,
        organizations: organization.into_iter().collect(),
        released: said(group, own, |served| served.release_date.as_ref()?.0.parse().ok().map(Reverse))
            .map(|date| date.0),
        context: said(group, own, |served| served.limit.as_ref()?.context.filter(|context| *context > 0)),
        open_weights: said(group, own, |served| served.open_weights).unwrap_or_default(),
        links: doc.into_iter().map(|url| Link { kind: LinkKind::Homepage, url }).collect(),
        sources: Url::try_from(SOURCE.to_owned()).into_iter().collect(),
        sizes: name::size(id.as_str()).into_iter().collect(),
        ..Model::new(id, name, stage)
    })
}

/// What the maker's own endpoint says, else what most endpoints say.
fn said<T: Ord>(
    group: &[Endpoint<'_>],
    own: Option<&Endpoint<'_>>,
    value: impl Fn(&Served<'_>) -> Option<T>,
) -> Option<T> {
    let own = own.and_then(|own| value(&own.served));
    own.or_else(|| commonest(group.iter().filter_map(|endpoint| value(&endpoint.served))))
}

/// The value that occurs most often; of several, the greatest: providers cut
/// contexts, and forget that weights are open.
fn commonest<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

/// A name without the price or the revision that some providers add to it.
fn displayed(name: &str) -> Option<String> {
    let notes = [" (free)", " (Free)", " (latest)", " (Latest)"];
    name::plain(notes.iter().find_map(|note| name.strip_suffix(note)).unwrap_or(name))
}

/// The maker of a model, where most of those who tell one agree.
///
/// Known makers count, by their own providers and as owners in ids; where
/// there is none, other owners do. An owner that is a provider of models, or
/// holds copies of other people's, tells nothing; neither does the owner of a
/// model in another precision, unless it is named like one of its own.
fn organization(group: &[Endpoint<'_>], providers: &HashSet<String>) -> Option<String> {
    let known = group.iter().filter_map(|endpoint| {
        let named = endpoint.spelling.owner.as_deref().and_then(maker::of);
        let sure = |maker: &&Maker| !endpoint.spelling.quantized || maker.names(&endpoint.spelling.name);
        Some(endpoint.own().or(named.filter(sure))?.organization)
    });
    let others = group.iter().filter(|endpoint| !endpoint.spelling.quantized).filter_map(|endpoint| {
        let owner = endpoint.spelling.owner.as_deref()?;
        (!providers.contains(&owner.to_lowercase()) && !maker::copies(owner)).then_some(owner)
    });
    let known: Vec<_> = known.collect();
    let votes = if known.is_empty() { others.collect() } else { known };
    let first = commonest(votes.iter().map(|vote| Reverse(*vote)))?.0;
    let agree = votes.iter().filter(|vote| vote.eq_ignore_ascii_case(first)).count();
    (agree * 2 > votes.len()).then(|| name::plain(first))?
}
