//! What an entry has in a column: for filters, for orders, for exports.

use std::cmp::Ordering;

use serde::Serialize;

use super::{column::Column, opens::openable};
use crate::catalog::{
    Entry, Head, Model,
    claim::Status,
    date::Date,
    extension::ExtensionKind,
    figures::Count,
    license::Commercial,
    link::LinkKind,
    model::{Architecture, Stage},
    training::{TrainingKind, Unit},
};
use crate::shelf::Links;

/// Everything that an entry has in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Nothing is known.
    Nothing,
    /// Texts, or words of the catalogue's own keys.
    Texts(Vec<String>),
    /// Figures.
    Counts(Vec<Count>),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
}

impl Values {
    fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        let texts: Vec<_> = texts.into_iter().map(Into::into).collect();
        if texts.is_empty() { Self::Nothing } else { Self::Texts(texts) }
    }

    fn counts(counts: impl IntoIterator<Item = Count>) -> Self {
        let counts: Vec<_> = counts.into_iter().collect();
        if counts.is_empty() { Self::Nothing } else { Self::Counts(counts) }
    }

    /// A word of the catalogue, such as `fine-tuning`.
    fn words<T: Serialize>(values: impl IntoIterator<Item = T>) -> Self {
        Self::texts(values.into_iter().map(|value| word(&value)))
    }
}

/// The word that the catalogue writes for a value.
#[must_use]
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

impl Column {
    /// The words that this column can have; none where any word will do.
    #[must_use]
    pub fn vocabulary(self) -> Vec<String> {
        fn words<T: Serialize>(values: &[T]) -> Vec<String> {
            values.iter().map(word).collect()
        }
        match self {
            Self::Stage => words(&Stage::ALL),
            Self::Architecture => words(&Architecture::ALL),
            Self::Commercial => words(&Commercial::ALL),
            Self::Claims => words(&Status::ALL),
            Self::Kind => words(&ExtensionKind::ALL),
            Self::Links => words(&LinkKind::ALL).into_iter().chain(["license".to_owned()]).collect(),
            Self::Open => ["yes", "no"].map(str::to_owned).to_vec(),
            _ => Vec::new(),
        }
    }
}

/// What entries are ordered by: the meaning of a value, not its text.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum Key {
    /// Text, in small letters.
    Text(String),
    /// A place in a fixed order.
    Place(usize),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
    /// A figure. Training figures of different kinds are not compared: they
    /// stand in groups.
    Figure(Unit, TrainingKind, Count),
}

impl Key {
    /// How two keys stand. Groups of figures stand in the same order whichever
    /// way round: only what is in them is reversed.
    #[must_use]
    pub fn compare(&self, other: &Self, descending: bool) -> Ordering {
        if let (Self::Figure(unit, kind, _), Self::Figure(other_unit, other_kind, _)) = (self, other)
            && (unit, kind) != (other_unit, other_kind)
        {
            return (unit, kind).cmp(&(other_unit, other_kind));
        }
        let order = self.partial_cmp(other).unwrap_or(Ordering::Equal);
        if descending { order.reverse() } else { order }
    }
}

impl Column {
    /// What an entry is ordered by in this column; nothing where it is not known.
    #[must_use]
    pub fn order_key(self, entry: Entry<'_>, head: &Head) -> Option<Key> {
        let plain = |count| Key::Figure(Unit::Tokens, TrainingKind::Trained, count);
        match (self, entry) {
            (Self::Stage, Entry::Model(model)) => return Some(Key::Place(model.stage as usize)),
            (Self::Links, entry) => return Some(Key::Place(openable(entry.into()))),
            (Self::Training, Entry::Model(model)) => {
                let training = model.training.first()?;
                return Some(Key::Figure(training.unit, training.kind, training.amount));
            }
            _ => {}
        }
        match self.values(entry, head) {
            Values::Nothing => None,
            Values::Texts(texts) => Some(Key::Text(texts.first()?.to_lowercase())),
            Values::Counts(counts) => Some(plain(counts.into_iter().max()?)),
            Values::Number(number) => Some(Key::Number(number)),
            Values::Date(date) => Some(Key::Date(date)),
        }
    }

    /// Everything that an entry has in this column; of base models, its parents.
    #[must_use]
    pub fn values(self, entry: Entry<'_>, head: &Head) -> Values {
        match (self, entry) {
            (Self::Name, entry) => {
                Values::texts(std::iter::once(entry.name()).chain(entry.aliases().iter().map(String::as_str)))
            }
            (Self::Id, entry) => Values::texts([entry.id().as_str()]),
            (Self::Links, entry) => Values::texts(kinds(entry.into())),
            (Self::Claims, entry) => Values::words(entry.claims().iter().map(|claim| claim.status)),
            (_, Entry::Model(model)) => self.values_of_model(model, head),
            (Self::Kind, Entry::Extension(extension)) => Values::words([extension.kind]),
            (Self::Summary, Entry::Extension(extension)) => {
                Values::texts([extension.summary.en.as_str(), extension.summary.zh.as_str()])
            }
            (_, Entry::Extension(_)) => Values::Nothing,
        }
    }

    fn values_of_model(self, model: &Model, head: &Head) -> Values {
        let license = model.license.as_ref();
        match self {
            Self::Stage => Values::words([model.stage]),
            Self::Organizations => Values::texts(head.organization_spellings(model)),
            Self::Countries => Values::texts(model.countries.iter().map(String::as_str)),
            Self::Parameters => Values::counts(model.sizes.iter().filter_map(|size| size.parameters)),
            Self::Active => Values::counts(model.sizes.iter().filter_map(|size| size.active)),
            Self::Released => model.released.map_or(Values::Nothing, Values::Date),
            Self::Score => model.main_score(head).map_or(Values::Nothing, Values::Number),
            Self::Training => Values::counts(model.trained_tokens()),
            Self::Context => Values::counts(model.context.map(|tokens| Count(tokens.into()))),
            Self::Architecture => Values::words(model.architecture),
            Self::Open => Values::texts([if model.open_weights { "yes" } else { "no" }]),
            Self::Languages => Values::texts(model.languages.iter().map(String::as_str)),
            Self::License => {
                let spdx = license.and_then(|license| license.spdx.as_deref());
                let names =
                    license.into_iter().flat_map(|license| [Some(license.name.as_str()), license.zh.as_deref()]);
                Values::texts(names.flatten().chain(spdx))
            }
            Self::Commercial => Values::words(license.and_then(|license| license.commercial)),
            Self::Bases => Values::texts(model.base_models.iter().map(|base| base.id.as_str())),
            Self::Paper => Values::texts(model.paper.as_ref().map(|paper| paper.title.as_str())),
            Self::Name | Self::Id | Self::Links | Self::Claims | Self::Kind | Self::Summary => Values::Nothing,
        }
    }
}

/// The kinds of links that an entry has.
pub(super) fn kinds(links: Links) -> Vec<String> {
    let mut kinds: Vec<_> = LinkKind::ALL.into_iter().filter(|kind| links.has(*kind)).collect();
    if links.has_paper() && !kinds.contains(&LinkKind::Paper) {
        kinds.push(LinkKind::Paper);
    }
    let license = links.has_license().then(|| "license".to_owned());
    let mut kinds: Vec<_> = kinds.iter().map(word).chain(license).collect();
    kinds.sort_unstable();
    kinds
}
