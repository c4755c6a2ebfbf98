//! What an entry has in a column: for filters, for orders, for exports.

use std::cmp::Ordering;

use serde::Serialize;

use llm_catalog::{
    CatalogMeta, EntryRef, Model,
    claim::ClaimStatus,
    date::Date,
    extension::ExtensionKind,
    license::CommercialUse,
    link::LinkKind,
    model::{Architecture, Stage},
    quantity::Quantity,
    training::{TrainingKind, TrainingUnit},
};

use crate::{column::Column, link_shortcut::count_available, segment::LinkSet};

/// Everything that an entry has in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    /// Nothing is known.
    Missing,
    /// Texts, or words of the catalogue's own keys.
    Texts(Vec<String>),
    /// Figures.
    Quantities(Vec<Quantity>),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
}

impl ColumnValues {
    fn from_texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        let texts: Vec<_> = texts.into_iter().map(Into::into).collect();
        if texts.is_empty() { Self::Missing } else { Self::Texts(texts) }
    }

    fn from_quantities(counts: impl IntoIterator<Item = Quantity>) -> Self {
        let counts: Vec<_> = counts.into_iter().collect();
        if counts.is_empty() { Self::Missing } else { Self::Quantities(counts) }
    }

    /// A word of the catalogue, such as `fine-tuning`.
    fn from_keywords<T: Serialize>(values: impl IntoIterator<Item = T>) -> Self {
        Self::from_texts(values.into_iter().map(|value| serde_name(&value)))
    }
}

/// The word that the catalogue writes for a value.
#[must_use]
pub fn serde_name<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

impl Column {
    /// The words that this column can have; none where any word will do.
    #[must_use]
    pub fn allowed_values(self) -> Vec<String> {
        fn serde_names<T: Serialize>(values: &[T]) -> Vec<String> {
            values.iter().map(serde_name).collect()
        }
        match self {
            Self::Stage => serde_names(&Stage::ALL),
            Self::Architecture => serde_names(&Architecture::ALL),
            Self::CommercialUse => serde_names(&CommercialUse::ALL),
            Self::Claims => serde_names(&ClaimStatus::ALL),
            Self::ExtensionKind => serde_names(&ExtensionKind::ALL),
            Self::Links => serde_names(&LinkKind::ALL).into_iter().chain(["license".to_owned()]).collect(),
            Self::OpenWeights => ["yes", "no"].map(str::to_owned).to_vec(),
            _ => Vec::new(),
        }
    }
}

/// What entries are ordered by: the meaning of a value, not its text.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub enum SortKey {
    /// Text, in small letters.
    Text(String),
    /// A place in a fixed order.
    Ordinal(usize),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
    /// A figure. Training figures of different kinds are not compared: they
    /// stand in groups.
    Quantity(TrainingUnit, TrainingKind, Quantity),
}

impl SortKey {
    /// How two keys stand. Groups of figures stand in the same order whichever
    /// way round: only what is in them is reversed.
    #[must_use]
    pub fn compare(&self, other: &Self, descending: bool) -> Ordering {
        if let (Self::Quantity(unit, kind, _), Self::Quantity(other_unit, other_kind, _)) = (self, other)
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
    pub fn sort_key(self, entry: EntryRef<'_>, head: &CatalogMeta) -> Option<SortKey> {
        let plain = |count| SortKey::Quantity(TrainingUnit::Tokens, TrainingKind::Trained, count);
        match (self, entry) {
            (Self::Stage, EntryRef::Model(model)) => return Some(SortKey::Ordinal(model.stage as usize)),
            (Self::Links, entry) => return Some(SortKey::Ordinal(count_available(entry.into()))),
            (Self::TrainingData, EntryRef::Model(model)) => {
                let training = model.training.first()?;
                return Some(SortKey::Quantity(training.unit, training.kind, training.quantity));
            }
            _ => {}
        }
        match self.values(entry, head) {
            ColumnValues::Missing => None,
            ColumnValues::Texts(texts) => Some(SortKey::Text(texts.first()?.to_lowercase())),
            ColumnValues::Quantities(counts) => Some(plain(counts.into_iter().max()?)),
            ColumnValues::Number(number) => Some(SortKey::Number(number)),
            ColumnValues::Date(date) => Some(SortKey::Date(date)),
        }
    }

    /// Everything that an entry has in this column; of base models, its parents.
    #[must_use]
    pub fn values(self, entry: EntryRef<'_>, head: &CatalogMeta) -> ColumnValues {
        match (self, entry) {
            (Self::Name, entry) => ColumnValues::from_texts(
                std::iter::once(entry.name()).chain(entry.aliases().iter().map(String::as_str)),
            ),
            (Self::Id, entry) => ColumnValues::from_texts([entry.id().as_str()]),
            (Self::Links, entry) => ColumnValues::from_texts(link_kind_names(entry.into())),
            (Self::Claims, entry) => ColumnValues::from_keywords(entry.claims().iter().map(|claim| claim.status)),
            (_, EntryRef::Model(model)) => self.model_values(model, head),
            (Self::ExtensionKind, EntryRef::Extension(extension)) => ColumnValues::from_keywords([extension.kind]),
            (Self::Summary, EntryRef::Extension(extension)) => {
                ColumnValues::from_texts([extension.summary.en.as_str(), extension.summary.zh.as_str()])
            }
            (_, EntryRef::Extension(_)) => ColumnValues::Missing,
        }
    }

    fn model_values(self, model: &Model, head: &CatalogMeta) -> ColumnValues {
        let license = model.license.as_ref();
        match self {
            Self::Stage => ColumnValues::from_keywords([model.stage]),
            Self::Organizations => ColumnValues::from_texts(head.organization_names(model)),
            Self::Countries => ColumnValues::from_texts(model.countries.iter().map(String::as_str)),
            Self::Parameters => ColumnValues::from_quantities(model.sizes.iter().filter_map(|size| size.parameters)),
            Self::ActiveParameters => ColumnValues::from_quantities(model.sizes.iter().filter_map(|size| size.active)),
            Self::Released => model.released.map_or(ColumnValues::Missing, ColumnValues::Date),
            Self::Score => head.active_benchmark_score(model).map_or(ColumnValues::Missing, ColumnValues::Number),
            Self::TrainingData => ColumnValues::from_quantities(model.pretraining_tokens()),
            Self::ContextLength => ColumnValues::from_quantities(model.context.map(|tokens| Quantity(tokens.into()))),
            Self::Architecture => ColumnValues::from_keywords(model.architecture),
            Self::OpenWeights => ColumnValues::from_texts([if model.open_weights { "yes" } else { "no" }]),
            Self::Languages => ColumnValues::from_texts(model.languages.iter().map(String::as_str)),
            Self::License => {
                let spdx = license.and_then(|license| license.spdx.as_deref());
                let names =
                    license.into_iter().flat_map(|license| [Some(license.name.as_str()), license.zh.as_deref()]);
                ColumnValues::from_texts(names.flatten().chain(spdx))
            }
            Self::CommercialUse => ColumnValues::from_keywords(license.and_then(|license| license.commercial_use)),
            Self::Parents => ColumnValues::from_texts(model.base_models.iter().map(|base| base.id.as_str())),
            Self::Paper => ColumnValues::from_texts(model.paper.as_ref().map(|paper| paper.title.as_str())),
            Self::Name | Self::Id | Self::Links | Self::Claims | Self::ExtensionKind | Self::Summary => {
                ColumnValues::Missing
            }
        }
    }
}

/// The kinds of links that an entry has.
pub(crate) fn link_kind_names(links: LinkSet) -> Vec<String> {
    let mut kinds: Vec<_> = LinkKind::ALL.into_iter().filter(|kind| links.contains(*kind)).collect();
    if links.has_paper() && !kinds.contains(&LinkKind::Paper) {
        kinds.push(LinkKind::Paper);
    }
    let license = links.has_license_page().then(|| "license".to_owned());
    let mut kinds: Vec<_> = kinds.iter().map(serde_name).chain(license).collect();
    kinds.sort_unstable();
    kinds
}
