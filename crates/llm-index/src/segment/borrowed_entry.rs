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

use llm_catalog::{
    id::Id,
    link::{LinkKind, Url},
    localized::LocalizedText,
    model::Paper,
};

use crate::segment::{field::EncodedField, link_set::LinkSet};

/// An entry whose shared fields stand as they are written.
#[derive(Default)]
pub(crate) struct BorrowedEntry<'l> {
    pub id: Cow<'l, str>,
    pub name: Cow<'l, str>,
    pub aliases: Vec<BorrowedStr<'l>>,
    /// By [`Fact`]; nothing where it is not known.
    pub fields: [Option<&'l str>; EncodedField::ALL.len()],
    pub links: LinkSet,
    pub paper: Option<Paper>,
    pub summary_text: Option<LocalizedText>,
}

/// A text that is part of a line, where nothing in it is escaped.
#[derive(Default, Deserialize)]
pub(crate) struct BorrowedStr<'l>(#[serde(borrow)] pub Cow<'l, str>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BorrowedLink<'l> {
    kind: LinkKind,
    #[serde(borrow)]
    url: Cow<'l, str>,
}

/// Reads a list whose elements must all be good, without keeping them.
struct ForEachElement<F, T>(F, PhantomData<T>);

impl<F: FnMut(T) -> bool, T> ForEachElement<F, T> {
    fn new(is_good: F) -> Self {
        Self(is_good, PhantomData)
    }
}

impl<'l> Deserialize<'l> for BorrowedEntry<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntryVisitor;
        impl<'l> Visitor<'l> for EntryVisitor {
            type Value = BorrowedEntry<'l>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an entry")
            }
            fn visit_map<A: MapAccess<'l>>(self, map: A) -> Result<BorrowedEntry<'l>, A::Error> {
                BorrowedEntry::from_map(map)
            }
        }
        deserializer.deserialize_map(EntryVisitor)
    }
}

impl<'l> BorrowedEntry<'l> {
    /// Errors are never shown: what this cannot read is read again in a way
    /// that knows the place of what is wrong.
    fn from_map<A: MapAccess<'l>>(mut map: A) -> Result<Self, A::Error> {
        let (mut raw, mut before) = (Self::default(), None);
        while let Some(BorrowedStr(key)) = map.next_key()? {
            match key.as_ref() {
                "id" => raw.id = map.next_value::<BorrowedStr<'l>>()?.0,
                "name" => raw.name = map.next_value::<BorrowedStr<'l>>()?.0,
                "aliases" => raw.aliases = map.next_value()?,
                "links" => map.next_value_seed(ForEachElement::new(|link: BorrowedLink<'l>| {
                    raw.links.insert(link.kind);
                    Url::is_valid(&link.url)
                }))?,
                "sources" => {
                    map.next_value_seed(ForEachElement::new(|source: BorrowedStr<'l>| Url::is_valid(&source.0)))?;
                }
                "paper" => raw.paper = map.next_value()?,
                // An extension has a description where a model has an insight.
                "insight" | "description" => raw.summary_text = map.next_value()?,
                "status" => drop(map.next_value::<IgnoredAny>()?),
                key => {
                    let fact = EncodedField::from_key(key, before).ok_or_else(|| A::Error::custom("an unknown key"))?;
                    before = Some(fact);
                    let value = map.next_value::<&RawValue>()?.get();
                    if let Some(place) = raw.fields.get_mut(fact as usize).filter(|_| value != "null") {
                        *place = Some(value);
                    }
                }
            }
        }
        if raw.is_complete() { Ok(raw) } else { Err(A::Error::custom("not an entry")) }
    }

    fn is_complete(&self) -> bool {
        let has = |fact: EncodedField| self.fields.get(fact as usize).is_some_and(Option::is_some);
        let is_model = has(EncodedField::Stage) && has(EncodedField::OpenWeights);
        let is_extension = has(EncodedField::Kind) && has(EncodedField::Summary) && self.summary_text.is_some();
        Id::is_valid(&self.id) && !self.name.trim().is_empty() && (is_model || is_extension)
    }
}

impl<'l, T: Deserialize<'l>, F: FnMut(T) -> bool> DeserializeSeed<'l> for ForEachElement<F, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'l>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'l, T: Deserialize<'l>, F: FnMut(T) -> bool> Visitor<'l> for ForEachElement<F, T> {
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
