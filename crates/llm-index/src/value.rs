//! The values of columns, for filters, sorting and exports.

use std::{cmp::Ordering, fmt};

use serde::Serialize;

use llm_catalog::{
    CatalogMeta, EntryRef,
    capability::{Modality, Reasoning},
    claim::ClaimStatus,
    date::Date,
    extension::ExtensionKind,
    license::{CommercialUse, License},
    lifecycle::LifecycleStatus,
    link::LinkKind,
    model::{Architecture, Stage},
    quantity::Quantity,
    shape::Attention,
    training::{TrainingData, TrainingKind, TrainingUnit},
    weights::WeightFormat,
};

use crate::{
    column::Column,
    field_value::{FieldValue, serde_name},
    link_set::LinkSet,
    shown_score::active_score,
};

/// All values of an entry in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    /// No known value.
    Missing,
    /// Texts or keywords.
    Texts(Vec<String>),
    /// Quantities.
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

    fn from_quantities(quantities: impl IntoIterator<Item = Quantity>) -> Self {
        let quantities: Vec<_> = quantities.into_iter().collect();
        if quantities.is_empty() { Self::Missing } else { Self::Quantities(quantities) }
    }

    /// The keywords of enum variants, such as `fine-tuning`.
    fn from_keywords<T: Serialize>(values: impl IntoIterator<Item = T>) -> Self {
        Self::from_texts(values.into_iter().map(|value| serde_name(&value)))
    }

    /// The values of a column that come from two fields.
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Missing, other) => other,
            (Self::Quantities(mut quantities), Self::Quantities(others)) => {
                quantities.extend(others);
                Self::Quantities(quantities)
            }
            (values, _) => values,
        }
    }
}

/// The values, separated by commas; a number with one decimal place.
impl fmt::Display for ColumnValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Texts(texts) => f.write_str(&texts.join(", ")),
            Self::Quantities(quantities) => {
                let texts: Vec<_> = quantities.iter().map(ToString::to_string).collect();
                f.write_str(&texts.join(", "))
            }
            Self::Number(number) => write!(f, "{number:.1}"),
            Self::Date(date) => date.fmt(f),
        }
    }
}

/// A key to sort entries by.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(crate) enum SortKey {
    /// Lowercase text.
    Text(String),
    /// Position in a fixed order.
    Ordinal(usize),
    /// A number.
    Number(f64),
    /// A date.
    Date(Date),
    /// A quantity. Training data of different units and kinds cannot be
    /// compared and is sorted in groups.
    Quantity(TrainingUnit, TrainingKind, Quantity),
}

impl SortKey {
    /// Compares two keys of one column. Groups of quantities keep their order
    /// when the order is reversed.
    pub(crate) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        if let (Self::Quantity(unit, kind, _), Self::Quantity(other_unit, other_kind, _)) = (self, other)
            && (unit, kind) != (other_unit, other_kind)
        {
            return (unit, kind).cmp(&(other_unit, other_kind));
        }
        let order = self.partial_cmp(other).unwrap_or(Ordering::Equal);
        if descending { order.reverse() } else { order }
    }
}

/// The values computed from the content of a field; missing if the value is one of another field.
macro_rules! values_of {
    ($value:expr, $field:ident($content:ident) => $values:expr) => {
        match $value {
            FieldValue::$field($content) => $values,
            _ => ColumnValues::Missing,
        }
    };
}

impl Column {
    /// The keywords that values of this column can be; empty if any text can be one.
    pub(crate) fn allowed_values(self) -> Vec<String> {
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
            Self::OpenWeights | Self::Tools => ["yes", "no"].map(str::to_owned).to_vec(),
            Self::InputModalities | Self::OutputModalities => serde_names(&Modality::ALL),
            Self::Reasoning => serde_names(&Reasoning::ALL),
            Self::Lifecycle => serde_names(&LifecycleStatus::ALL),
            Self::WeightFormat => serde_names(&WeightFormat::ALL),
            Self::Attention => serde_names(&Attention::ALL),
            _ => Vec::new(),
        }
    }

    /// All values of an entry in this column, of a model those of its first variant (see
    /// [`Model::resolve`](llm_catalog::Model::resolve)); of parents only the direct ones.
    #[must_use]
    pub fn values(self, entry: EntryRef<'_>, meta: &CatalogMeta) -> ColumnValues {
        match (self, entry) {
            (Self::Name, entry) => ColumnValues::from_texts(
                std::iter::once(entry.name()).chain(entry.aliases().iter().map(String::as_str)),
            ),
            (Self::Id, entry) => ColumnValues::from_texts([entry.id().as_str()]),
            (Self::Links, entry) => ColumnValues::from_texts(link_kind_names(entry.into())),
            (Self::Paper, EntryRef::Model(model)) => {
                ColumnValues::from_texts(model.paper.as_ref().map(|paper| paper.title.as_str()))
            }
            (column, entry) => {
                let fields = column.encoded_fields().iter();
                let values = fields.filter_map(|field| FieldValue::from_entry(*field, entry));
                let values = values.map(|value| column.field_values(&value, meta));
                values.fold(ColumnValues::Missing, ColumnValues::with)
            }
        }
    }

    /// The values of this column that one of its [fields](Self::encoded_fields) has.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm for each column")]
    pub fn field_values(self, value: &FieldValue<'_>, meta: &CatalogMeta) -> ColumnValues {
        use ColumnValues as Values;
        match self {
            Self::Stage => values_of!(value, Stage(stage) => Values::from_keywords([stage])),
            Self::Organizations => {
                values_of!(value, Organizations(names) => Values::from_texts(organization_names(names, meta)))
            }
            Self::Countries => values_of!(value, Countries(codes) => Values::from_texts(codes.iter().cloned())),
            Self::Variant => values_of!(value, Variant(figures) => {
                Values::from_texts(Some(figures.name.as_str()).filter(|name| !name.is_empty()))
            }),
            Self::Parameters => {
                values_of!(value, Variant(figures) => Values::from_quantities(figures.parameters))
            }
            Self::ActiveParameters => {
                values_of!(value, Variant(figures) => Values::from_quantities(figures.active))
            }
            Self::Memory => values_of!(value, Variant(figures) => {
                let estimate = figures.memory.and_then(|inputs| meta.memory_budget.estimate(inputs).ok());
                Values::from_quantities(estimate.map(|estimate| estimate.total_bytes()))
            }),
            Self::WeightFormat => {
                values_of!(value, Variant(figures) => Values::from_keywords(figures.weights.map(|weights| weights.format)))
            }
            Self::Attention => values_of!(value, Variant(figures) => {
                let shape = figures.memory.and_then(|inputs| inputs.shape);
                Values::from_keywords(shape.map(|shape| shape.attention))
            }),
            Self::Released => values_of!(value, Released(date) => Values::Date(*date)),
            Self::Score => values_of!(value, Scores(scores) => {
                active_score(scores, meta).map_or(Values::Missing, |score| Values::Number(score.value))
            }),
            Self::TrainingData => {
                values_of!(value, Training(training) => Values::from_quantities(pretraining_tokens(training)))
            }
            Self::ContextLength => {
                values_of!(value, Context(tokens) => Values::from_quantities([Quantity((*tokens).into())]))
            }
            Self::ContextExtended => {
                values_of!(value, ContextExtended(tokens) => Values::from_quantities([Quantity((*tokens).into())]))
            }
            Self::InputModalities => {
                values_of!(value, Modalities(modalities) => Values::from_keywords(&modalities.input))
            }
            Self::OutputModalities => {
                values_of!(value, Modalities(modalities) => Values::from_keywords(&modalities.output))
            }
            Self::Reasoning => values_of!(value, Reasoning(reasoning) => Values::from_keywords([reasoning])),
            Self::Tools => values_of!(value, Tools(is_true) => Values::from_texts([yes_or_no(*is_true)])),
            Self::Knowledge => values_of!(value, Knowledge(date) => Values::Date(*date)),
            Self::Added => values_of!(value, Added(date) => Values::Date(*date)),
            Self::Lifecycle => {
                values_of!(value, Lifecycle(lifecycle) => Values::from_keywords([lifecycle.status]))
            }
            Self::Architecture => {
                values_of!(value, Architecture(architecture) => Values::from_keywords([architecture]))
            }
            Self::OpenWeights => {
                values_of!(value, OpenWeights(open) => Values::from_texts([yes_or_no(*open)]))
            }
            Self::Languages => values_of!(value, Languages(codes) => Values::from_texts(codes.iter().cloned())),
            Self::License => values_of!(value, License(license) => Values::from_texts(license_names(license))),
            Self::CommercialUse => {
                values_of!(value, License(license) => Values::from_keywords(license.commercial_use))
            }
            Self::Parents | Self::Relatives => values_of!(value, BaseModels(parents) => {
                Values::from_texts(parents.iter().map(|parent| parent.id.as_str()))
            }),
            Self::Claims => values_of!(value, Claims(statuses) => Values::from_keywords(statuses)),
            Self::ExtensionKind => values_of!(value, Kind(kind) => Values::from_keywords([kind])),
            Self::Summary => {
                values_of!(value, Summary(text) => Values::from_texts([text.en.as_str(), text.zh.as_str()]))
            }
            // They have no field; `values` takes them from the entry.
            Self::Name | Self::Id | Self::Paper | Self::Links => Values::Missing,
        }
    }

    /// The key by which a value of the column's first [field](Self::encoded_fields)
    /// is sorted; `None` if the column has no value there.
    pub(crate) fn sort_key(self, value: &FieldValue<'_>, meta: &CatalogMeta) -> Option<SortKey> {
        match (self, value) {
            (Self::Stage, FieldValue::Stage(stage)) => return Some(SortKey::Ordinal(*stage as usize)),
            (Self::TrainingData, FieldValue::Training(training)) => {
                let training = training.first()?;
                return Some(SortKey::Quantity(training.unit, training.kind, training.quantity));
            }
            _ => {}
        }
        match self.field_values(value, meta) {
            ColumnValues::Missing => None,
            ColumnValues::Texts(texts) => Some(SortKey::Text(texts.first()?.to_lowercase())),
            ColumnValues::Quantities(quantities) => {
                let quantity = quantities.into_iter().max()?;
                Some(SortKey::Quantity(TrainingUnit::Tokens, TrainingKind::Trained, quantity))
            }
            ColumnValues::Number(number) => Some(SortKey::Number(number)),
            ColumnValues::Date(date) => Some(SortKey::Date(date)),
        }
    }
}

fn yes_or_no(is_true: bool) -> &'static str {
    if is_true { "yes" } else { "no" }
}

/// The names of organizations, each followed by the others that the catalogue knows of it.
pub(crate) fn organization_names<'a>(names: &'a [String], meta: &'a CatalogMeta) -> impl Iterator<Item = &'a str> {
    names.iter().flat_map(|name| {
        let organization = meta.organization(name);
        let zh = organization.and_then(|organization| organization.zh.as_deref());
        let aliases = organization.map_or(&[][..], |organization| &organization.aliases);
        std::iter::once(name.as_str()).chain(zh).chain(aliases.iter().map(String::as_str))
    })
}

fn license_names(license: &License) -> impl Iterator<Item = &str> {
    let further = [license.zh.as_deref(), license.spdx.as_deref()];
    std::iter::once(license.name.as_str()).chain(further.into_iter().flatten())
}

fn pretraining_tokens(training: &[TrainingData]) -> impl Iterator<Item = Quantity> {
    training.iter().filter(|data| data.is_pretraining_tokens()).map(|data| data.quantity)
}

/// The keywords of the links of an entry, sorted.
pub(crate) fn link_kind_names(links: LinkSet) -> Vec<String> {
    let mut kinds: Vec<_> = LinkKind::ALL.into_iter().filter(|kind| links.contains(*kind)).collect();
    if links.has_paper() && !kinds.contains(&LinkKind::Paper) {
        kinds.push(LinkKind::Paper);
    }
    let license = links.has_license_page().then(|| "license".to_owned());
    let mut names: Vec<_> = kinds.iter().map(serde_name).chain(license).collect();
    names.sort_unstable();
    names
}
