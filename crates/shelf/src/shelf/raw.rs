//! A line of a dump, as far as it must be read to put its entry on the shelf.
//!
//! Most of an entry stays as it is written: what many entries share is kept
//! once, and the rest is read when somebody looks at the entry.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{fact::Fact, links::Links};
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
    pub links: Links,
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

/// Reads a list whose elements must all be good, without keeping them.
struct Each<F, T>(F, PhantomData<T>);

impl<F: FnMut(T) -> bool, T> Each<F, T> {
    fn new(is_good: F) -> Self {
        Self(is_good, PhantomData)
    }
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
                "links" => map.next_value_seed(Each::new(|link: RawLink<'l>| {
                    raw.links.add(link.kind);
                    Url::is_sound(&link.url)
                }))?,
                "sources" => map.next_value_seed(Each::new(|source: Str<'l>| Url::is_sound(&source.0)))?,
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

impl<'l, T: Deserialize<'l>, F: FnMut(T) -> bool> DeserializeSeed<'l> for Each<F, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'l>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'l, T: Deserialize<'l>, F: FnMut(T) -> bool> Visitor<'l> for Each<F, T> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'l>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element()? {
            if !self.0(element) {
                return Err(A::Error::custom("an element is not good"));
            }
        }
        Ok(())
    }
}
