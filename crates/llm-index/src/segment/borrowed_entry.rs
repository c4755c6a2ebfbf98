//! An entry of a JSON line, parsed as far as an index needs it.
//!
//! Values that many entries share stay JSON text, as most of them were parsed
//! before; links and sources are checked and dropped.

use serde::{
    Deserialize,
    de::{
        IntoDeserializer,
        value::{Error, StrDeserializer},
    },
};

use llm_catalog::{
    date::Date,
    extension::Maintenance,
    id::Id,
    link::{LinkKind, Url},
    localized::LocalizedText,
    model::Paper,
    source::SourcedField,
    training_run::TrainingRun,
};

use crate::{
    field::EncodedField,
    link_set::LinkSet,
    segment::{
        json_cursor::{JsonCursor, QuoteBits},
        recent_values::RecentValues,
    },
};

/// An entry whose shared fields are JSON text.
#[derive(Default)]
pub(crate) struct BorrowedEntry<'l> {
    pub id: &'l str,
    pub name: &'l str,
    pub aliases: Vec<&'l str>,
    /// The dictionary keys of the fields whose values are known; 0 for the others.
    pub keys: [u16; EncodedField::COUNT],
    /// The values of the other fields; `None` if one is missing or `null`.
    pub unread: [Option<UnreadValue<'l>>; EncodedField::COUNT],
    pub links: LinkSet,
    pub paper: Option<Paper>,
    /// The insight of a model or the description of an extension.
    pub summary: Option<LocalizedText>,
    /// The bits of the [`OtherKey`]s read so far.
    seen: u16,
}

/// A value whose JSON is not checked.
#[derive(Clone, Copy)]
pub(crate) struct UnreadValue<'l> {
    /// The line from the value on.
    pub text: &'l str,
    len: usize,
}

impl<'l> UnreadValue<'l> {
    pub fn json(self) -> &'l str {
        self.text.get(..self.len).unwrap_or_default()
    }
}

/// A source with what it backs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceTable<'l> {
    #[serde(borrow)]
    url: &'l str,
    #[serde(default, rename = "backs")]
    _backs: Vec<SourcedField>,
    #[serde(default, borrow, rename = "variants")]
    _variants: Vec<&'l str>,
}

/// A key that is no encoded field.
#[derive(Clone, Copy)]
enum OtherKey {
    Id,
    Name,
    Aliases,
    Links,
    Sources,
    TrainingRun,
    Paper,
    Insight,
    Description,
    Status,
    Checked,
    MovedTo,
}

impl OtherKey {
    fn from_str(key: &str) -> Option<Self> {
        Some(match key {
            "id" => Self::Id,
            "name" => Self::Name,
            "aliases" => Self::Aliases,
            "links" => Self::Links,
            "sources" => Self::Sources,
            "training_run" => Self::TrainingRun,
            "paper" => Self::Paper,
            "insight" => Self::Insight,
            "description" => Self::Description,
            "status" => Self::Status,
            "checked" => Self::Checked,
            "moved_to" => Self::MovedTo,
            _ => return None,
        })
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The bits of the keys that only models, and only extensions, have.
const MODEL_KEYS: u16 = OtherKey::Paper.bit() | OtherKey::Insight.bit() | OtherKey::TrainingRun.bit();
const EXTENSION_KEYS: u16 =
    OtherKey::Description.bit() | OtherKey::Status.bit() | OtherKey::Checked.bit() | OtherKey::MovedTo.bit();

impl<'l> BorrowedEntry<'l> {
    /// Reads a line. `None` if it is not plain (see [`JsonCursor`]) or may be invalid: the strict parser then says
    /// what is wrong, and where. `bits` is scratch space.
    pub fn parse(line: &'l str, known: &RecentValues, bits: &mut QuoteBits) -> Option<Self> {
        let (mut entry, mut cursor) = (Self::default(), JsonCursor::new(line, bits)?);
        cursor.for_each_member(|cursor, key| entry.read_member(cursor, key, known))?;
        (cursor.is_at_end() && entry.is_complete()).then_some(entry)
    }

    /// Reads the value of a key; `None` for one that is given twice.
    fn read_member(&mut self, cursor: &mut JsonCursor<'l, '_>, key: &str, known: &RecentValues) -> Option<()> {
        if let Some(field) = EncodedField::from_key(key) {
            let (key, unread) = (self.keys.get_mut(field as usize)?, self.unread.get_mut(field as usize)?);
            let is_first = *key == 0 && unread.is_none();
            let text = cursor.rest();
            if let Some((known_key, len)) = known.find(field, text.as_bytes()) {
                *key = known_key;
                cursor.advance(len);
                return is_first.then_some(());
            }
            let value = UnreadValue { text, len: cursor.value()?.len() };
            if value.json() == "null" {
                return Some(());
            }
            *unread = Some(value);
            return is_first.then_some(());
        }
        let key = OtherKey::from_str(key).filter(|key| self.seen & key.bit() == 0)?;
        self.seen |= key.bit();
        self.read_other(key, cursor)
    }

    /// Reads the value of a key that is no encoded field.
    fn read_other(&mut self, key: OtherKey, cursor: &mut JsonCursor<'l, '_>) -> Option<()> {
        match key {
            OtherKey::Id => self.id = cursor.string()?,
            OtherKey::Name => self.name = cursor.string()?,
            OtherKey::Aliases => cursor.for_each_element(|cursor| {
                self.aliases.push(cursor.string()?);
                Some(())
            })?,
            OtherKey::Links => cursor.for_each_element(|cursor| {
                self.links.insert(read_link(cursor)?);
                Some(())
            })?,
            OtherKey::Sources => cursor.for_each_element(check_source)?,
            OtherKey::Paper => self.paper = parse(cursor)?,
            OtherKey::TrainingRun => drop(parse::<Vec<TrainingRun>>(cursor)?),
            OtherKey::Status => drop(parse::<Option<Maintenance>>(cursor)?),
            OtherKey::Checked => drop(parse::<Option<Date>>(cursor)?),
            OtherKey::MovedTo => drop(parse::<Option<Url>>(cursor)?),
            OtherKey::Insight | OtherKey::Description => self.summary = parse(cursor)?,
        }
        Some(())
    }

    /// Whether the entry has all required fields, and none of the other kind of entries.
    fn is_complete(&self) -> bool {
        let has = |field: EncodedField| {
            let is_known = self.keys.get(field as usize).is_some_and(|key| *key > 0);
            is_known || self.unread.get(field as usize).is_some_and(Option::is_some)
        };
        let is_model = || {
            has(EncodedField::Stage)
                && !has(EncodedField::Kind)
                && !has(EncodedField::Summary)
                && self.seen & EXTENSION_KEYS == 0
        };
        let is_extension = || {
            let other = |field: &EncodedField| {
                use EncodedField::{Added, Claims, Kind, Summary};
                !matches!(field, Kind | Summary | Claims | Added)
            };
            has(EncodedField::Kind)
                && has(EncodedField::Summary)
                && self.summary.is_some()
                && self.seen & MODEL_KEYS == 0
                && !EncodedField::ALL.into_iter().filter(other).any(has)
        };
        Id::is_valid(self.id) && !self.name.trim().is_empty() && (is_model() || is_extension())
    }
}

/// Reads the next value completely.
fn parse<'l, T: Deserialize<'l>>(cursor: &mut JsonCursor<'l, '_>) -> Option<T> {
    serde_json::from_str(cursor.value()?).ok()
}

/// Reads a link, and returns its kind.
fn read_link(cursor: &mut JsonCursor<'_, '_>) -> Option<LinkKind> {
    let (mut kind, mut url) = (None, None);
    cursor.for_each_member(|cursor, key| {
        let value = cursor.string()?;
        let slot = match key {
            "kind" => &mut kind,
            "url" => &mut url,
            _ => return None,
        };
        slot.replace(value).is_none().then_some(())
    })?;
    let kind: StrDeserializer<'_, Error> = kind?.into_deserializer();
    let kind = LinkKind::deserialize(kind).ok()?;
    url.filter(|url| Url::is_valid(url)).map(|_| kind)
}

/// Checks the address of a source, and what it backs.
fn check_source(cursor: &mut JsonCursor<'_, '_>) -> Option<()> {
    let json = cursor.value()?;
    let url = match json.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => serde_json::from_str::<SourceTable<'_>>(json).ok()?.url,
    };
    Url::is_valid(url).then_some(())
}
