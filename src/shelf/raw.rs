//! A line of a dump, as far as it must be read to put its entry on the shelf.
//!
//! Most of an entry stays as it is written: what many entries share is kept
//! once, and the rest is read when somebody looks at the entry.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::fact::Fact;
use crate::{
    catalog::{
        id::Id,
        link::{LinkKind, Url},
        model::Paper,
    },
    locale::Text,
};

/// An entry whose shared fields stand as they are written.
#[derive(Default)]
pub(super) struct Raw<'l> {
    pub id: Cow<'l, str>,
    pub name: Cow<'l, str>,
    pub aliases: Vec<Str<'l>>,
    /// By [`Fact`]; nothing where it is not known.
    pub facts: [Option<&'l str>; Fact::ALL.len()],
    /// The kinds of its links.
    pub links: Vec<LinkKind>,
    pub paper: Option<Paper>,
    pub insight: Option<Text>,
}

/// A text that is part of a line, where nothing in it is escaped.
#[derive(Default, Deserialize)]
pub(super) struct Str<'l>(#[serde(borrow)] pub Cow<'l, str>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLink<'l> {
    kind: LinkKind,
    #[serde(borrow)]
    url: Cow<'l, str>,
}

impl<'l> Deserialize<'l> for Raw<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'l> Visitor<'l> for Object {
            type Value = Raw<'l>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an entry")
            }
            fn visit_map<A: MapAccess<'l>>(self, map: A) -> Result<Raw<'l>, A::Error> {
                Raw::of_map(map)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

impl<'l> Raw<'l> {
    /// Errors are never shown: what this cannot read is read again in a way
    /// that knows the place of what is wrong.
    fn of_map<A: MapAccess<'l>>(mut map: A) -> Result<Self, A::Error> {
        let (mut raw, mut before) = (Self::default(), None);
        while let Some(Str(key)) = map.next_key()? {
            match key.as_ref() {
                "id" => raw.id = map.next_value::<Str<'l>>()?.0,
                "name" => raw.name = map.next_value::<Str<'l>>()?.0,
                "aliases" => raw.aliases = map.next_value()?,
                "links" => {
                    let links: Vec<RawLink<'l>> = map.next_value()?;
                    if !links.iter().all(|link| Url::is_sound(&link.url)) {
                        return Err(A::Error::custom("a link is no web address"));
                    }
                    raw.links = links.into_iter().map(|link| link.kind).collect();
                }
                "sources" => {
                    let sources: Vec<Str<'l>> = map.next_value()?;
                    if !sources.iter().all(|source| Url::is_sound(&source.0)) {
                        return Err(A::Error::custom("a source is no web address"));
                    }
                }
                "paper" => raw.paper = map.next_value()?,
                // An extension has a description where a model has an insight.
                "insight" | "description" => raw.insight = map.next_value()?,
                "status" => drop(map.next_value::<IgnoredAny>()?),
                key => {
                    let fact = Fact::of(key, before).ok_or_else(|| A::Error::custom("an unknown key"))?;
                    before = Some(fact);
                    let value = map.next_value::<&RawValue>()?.get();
                    if let Some(place) = raw.facts.get_mut(fact as usize).filter(|_| value != "null") {
                        *place = Some(value);
                    }
                }
            }
        }
        if raw.is_whole() { Ok(raw) } else { Err(A::Error::custom("not an entry")) }
    }

    fn is_whole(&self) -> bool {
        let has = |fact: Fact| self.facts.get(fact as usize).is_some_and(Option::is_some);
        let is_model = has(Fact::Stage) && has(Fact::OpenWeights);
        let is_extension = has(Fact::Kind) && has(Fact::Summary) && self.insight.is_some();
        Id::is_sound(&self.id) && !self.name.trim().is_empty() && (is_model || is_extension)
    }
}
