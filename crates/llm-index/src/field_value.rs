//! The typed values of dictionary columns: borrowed from an entry, parsed from
//! JSON, or decoded from the bytes that a segment stores.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::json;

use llm_catalog::{
    EntryRef, Model,
    capability::{Modalities, Reasoning},
    claim::{Claim, ClaimStatus},
    date::Date,
    extension::ExtensionKind,
    id::Id,
    license::License,
    lifecycle::Lifecycle,
    link::Url,
    localized::LocalizedText,
    memory::MemoryInputs,
    model::{Architecture, Score, Stage},
    parent::{Parent, Relation},
    quantity::Quantity,
    training::{TrainingData, TrainingKind, TrainingUnit},
    weights::Weights,
};

use crate::field::EncodedField;

/// A value of an [`EncodedField`].
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant is the value of the field of that name")]
pub enum FieldValue<'a> {
    Stage(Stage),
    Organizations(Cow<'a, [String]>),
    Countries(Cow<'a, [String]>),
    Released(Date),
    Architecture(Architecture),
    Context(u32),
    OpenWeights(bool),
    Languages(Cow<'a, [String]>),
    Training(Cow<'a, [TrainingData]>),
    BaseModels(Cow<'a, [Parent]>),
    License(Cow<'a, License>),
    Variant(VariantFigures),
    Scores(Vec<ScoreFigure>),
    Claims(Vec<ClaimStatus>),
    ContextExtended(u32),
    Modalities(Cow<'a, Modalities>),
    Reasoning(Reasoning),
    Tools(bool),
    Knowledge(Date),
    Added(Date),
    Lifecycle(Cow<'a, Lifecycle>),
    Kind(ExtensionKind),
    Summary(Cow<'a, LocalizedText>),
}

/// A score without its source.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ScoreFigure {
    /// The id of the benchmark.
    pub benchmark: Id,
    /// How it was measured.
    pub setting: Option<String>,
    /// Who reports it, if not the makers of the model or of the benchmark.
    pub reported_by: Option<String>,
    /// The score, usually in percent.
    pub value: f64,
}

impl From<&Score> for ScoreFigure {
    fn from(score: &Score) -> Self {
        Self {
            benchmark: score.benchmark.clone(),
            setting: score.setting.clone(),
            reported_by: score.reported_by.clone(),
            value: score.value,
        }
    }
}

/// The figures of the variant of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VariantFigures {
    /// Its name; empty for a model without variants.
    pub name: String,
    /// All parameters.
    pub parameters: Option<Quantity>,
    /// Parameters used per token, if fewer than all.
    pub active: Option<Quantity>,
    /// Pre-training tokens of this variant alone.
    pub tokens: Option<Quantity>,
    /// The number format and size of the released weights.
    pub weights: Option<Weights>,
    /// What decides the memory to run it, if the size of its cache is known.
    pub memory: Option<MemoryInputs>,
}

impl VariantFigures {
    /// The figures of a [resolved](Model::resolve) model; `None` if it has none.
    #[must_use]
    pub fn from_resolved(model: &Model) -> Option<Self> {
        let variant = model.variants.first();
        let figures = Self {
            name: variant.map(|variant| variant.name.clone()).unwrap_or_default(),
            parameters: variant.and_then(|variant| variant.parameters),
            active: variant.and_then(|variant| variant.active),
            tokens: variant.and_then(|variant| variant.tokens),
            weights: model.weights,
            memory: Some(MemoryInputs::from(model)).filter(MemoryInputs::has_cache_size),
        };
        (figures != Self::default()).then_some(figures)
    }

    /// The name alone, of the bytes of a [`FieldValue::Variant`].
    pub(crate) fn decode_name(bytes: &[u8]) -> Option<&str> {
        // The name is encoded first.
        postcard::take_from_bytes(bytes).ok().map(|(name, _)| name)
    }
}

impl<'a> FieldValue<'a> {
    /// The value of a field in an entry, of a model in its only variant (see [`Model::resolve`]);
    /// `None` if it is unknown, an empty list included.
    #[must_use]
    pub fn from_entry(field: EncodedField, entry: EntryRef<'a>) -> Option<Self> {
        match (field, entry) {
            (EncodedField::Claims, entry) => {
                list(entry.claims()).map(|claims| Self::Claims(claims.iter().map(|claim| claim.status).collect()))
            }
            (EncodedField::Added, entry) => entry.added().map(Self::Added),
            (EncodedField::Kind, EntryRef::Extension(extension)) => Some(Self::Kind(extension.kind)),
            (EncodedField::Summary, EntryRef::Extension(extension)) => {
                Some(Self::Summary(Cow::Borrowed(&extension.summary)))
            }
            (field, EntryRef::Model(model)) => Self::from_model(field, model),
            (_, EntryRef::Extension(_)) => None,
        }
    }

    fn from_model(field: EncodedField, model: &'a Model) -> Option<Self> {
        Some(match field {
            EncodedField::Stage => Self::Stage(model.stage),
            EncodedField::Organizations => Self::Organizations(list(&model.organizations)?),
            EncodedField::Countries => Self::Countries(list(&model.countries)?),
            EncodedField::Released => Self::Released(model.released?),
            EncodedField::Architecture => Self::Architecture(model.architecture?),
            EncodedField::Context => Self::Context(model.context?),
            EncodedField::OpenWeights => Self::OpenWeights(model.open_weights?),
            EncodedField::Languages => Self::Languages(list(&model.languages)?),
            EncodedField::Training => Self::Training(list(&model.training)?),
            EncodedField::BaseModels => Self::BaseModels(list(&model.base_models)?),
            EncodedField::License => Self::License(Cow::Borrowed(model.license.as_ref()?)),
            EncodedField::Variant => Self::Variant(VariantFigures::from_resolved(model)?),
            EncodedField::Scores => Self::Scores(score_figures(&model.scores)?),
            EncodedField::ContextExtended => Self::ContextExtended(model.context_extended?),
            EncodedField::Modalities => Self::Modalities(Cow::Borrowed(model.modalities.as_ref()?)),
            EncodedField::Reasoning => Self::Reasoning(model.reasoning?),
            EncodedField::Tools => Self::Tools(model.tools?),
            EncodedField::Knowledge => Self::Knowledge(model.knowledge?),
            EncodedField::Lifecycle => Self::Lifecycle(Cow::Borrowed(model.lifecycle.as_ref()?)),
            EncodedField::Summary => Self::Summary(Cow::Borrowed(model.summary.as_ref()?)),
            EncodedField::Claims | EncodedField::Added | EncodedField::Kind => return None,
        })
    }

    /// Appends the value to `out`, to be read by [`decode`](Self::decode). The
    /// source of a lifecycle and the URL of a license are left out, but licenses with and
    /// without one stay different.
    pub(crate) fn encode(&self, out: Vec<u8>) -> Result<Vec<u8>, postcard::Error> {
        match self {
            Self::Stage(stage) => postcard::to_extend(stage, out),
            Self::Organizations(texts) | Self::Countries(texts) | Self::Languages(texts) => {
                postcard::to_extend(texts, out)
            }
            Self::Released(date) | Self::Knowledge(date) | Self::Added(date) => {
                postcard::to_extend(&(date.year, date.month, date.day), out)
            }
            Self::Architecture(architecture) => postcard::to_extend(architecture, out),
            Self::Context(tokens) | Self::ContextExtended(tokens) => postcard::to_extend(tokens, out),
            Self::OpenWeights(is_true) | Self::Tools(is_true) => postcard::to_extend(is_true, out),
            Self::Training(training) => {
                let training: Vec<TrainingBytes> =
                    training.iter().map(|data| (data.quantity.0, data.unit, data.kind)).collect();
                postcard::to_extend(&training, out)
            }
            Self::BaseModels(parents) => {
                let parents: Vec<_> =
                    parents.iter().map(|parent| (&parent.id, parent.relation, &parent.variant)).collect();
                postcard::to_extend(&parents, out)
            }
            Self::License(license) => {
                let named = License { url: None, ..license.clone().into_owned() };
                postcard::to_extend(&(named, license.url.is_some()), out)
            }
            Self::Variant(VariantFigures { name, parameters, active, tokens, weights, memory }) => {
                let number = |quantity: &Option<Quantity>| quantity.map(|quantity| quantity.0);
                let variant: VariantBytes<'_> =
                    (name, number(parameters), number(active), number(tokens), *weights, *memory);
                postcard::to_extend(&variant, out)
            }
            Self::Scores(scores) => postcard::to_extend(scores, out),
            Self::Claims(statuses) => postcard::to_extend(statuses, out),
            Self::Modalities(modalities) => postcard::to_extend(modalities, out),
            Self::Reasoning(reasoning) => postcard::to_extend(reasoning, out),
            Self::Lifecycle(lifecycle) => {
                postcard::to_extend(&Lifecycle { source: None, ..lifecycle.clone().into_owned() }, out)
            }
            Self::Kind(kind) => postcard::to_extend(kind, out),
            Self::Summary(text) => postcard::to_extend(text, out),
        }
    }

    /// Decodes a value of a [segment dictionary](crate::segment::Segment::dictionary). `None` for no bytes, which
    /// stand for an unknown value.
    #[must_use]
    pub fn decode(field: EncodedField, bytes: &[u8]) -> Option<FieldValue<'static>> {
        if bytes.is_empty() {
            return None;
        }
        Some(match field {
            EncodedField::Stage => FieldValue::Stage(read(bytes)?),
            EncodedField::Organizations => FieldValue::Organizations(Cow::Owned(read(bytes)?)),
            EncodedField::Countries => FieldValue::Countries(Cow::Owned(read(bytes)?)),
            EncodedField::Released => FieldValue::Released(read_date(bytes)?),
            EncodedField::Knowledge => FieldValue::Knowledge(read_date(bytes)?),
            EncodedField::Added => FieldValue::Added(read_date(bytes)?),
            EncodedField::Architecture => FieldValue::Architecture(read(bytes)?),
            EncodedField::Context => FieldValue::Context(read(bytes)?),
            EncodedField::OpenWeights => FieldValue::OpenWeights(read(bytes)?),
            EncodedField::Languages => FieldValue::Languages(Cow::Owned(read(bytes)?)),
            EncodedField::Training => {
                let data = |(quantity, unit, kind)| TrainingData { quantity: Quantity(quantity), unit, kind };
                let training: Vec<TrainingBytes> = read(bytes)?;
                FieldValue::Training(training.into_iter().map(data).collect())
            }
            EncodedField::BaseModels => {
                let parents: Vec<(Id, Relation, Option<String>)> = read(bytes)?;
                let parent = |(id, relation, variant)| Parent { id, relation, variant };
                FieldValue::BaseModels(parents.into_iter().map(parent).collect())
            }
            EncodedField::License => FieldValue::License(Cow::Owned(read::<(License, bool)>(bytes)?.0)),
            EncodedField::Variant => {
                let (name, parameters, active, tokens, weights, memory): VariantBytes<'_> = read(bytes)?;
                let [parameters, active, tokens] = [parameters, active, tokens].map(|number| number.map(Quantity));
                FieldValue::Variant(VariantFigures {
                    name: name.to_owned(),
                    parameters,
                    active,
                    tokens,
                    weights,
                    memory,
                })
            }
            EncodedField::Scores => FieldValue::Scores(read(bytes)?),
            EncodedField::Claims => FieldValue::Claims(read(bytes)?),
            EncodedField::ContextExtended => FieldValue::ContextExtended(read(bytes)?),
            EncodedField::Modalities => FieldValue::Modalities(Cow::Owned(read(bytes)?)),
            EncodedField::Reasoning => FieldValue::Reasoning(read(bytes)?),
            EncodedField::Tools => FieldValue::Tools(read(bytes)?),
            EncodedField::Lifecycle => FieldValue::Lifecycle(Cow::Owned(read(bytes)?)),
            EncodedField::Kind => FieldValue::Kind(read(bytes)?),
            EncodedField::Summary => FieldValue::Summary(Cow::Owned(read(bytes)?)),
        })
    }

    /// The strings of a searchable field in which words are searched, without
    /// the further names that a catalogue knows of an organization.
    pub(crate) fn search_texts(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::Stage(stage) => vec![serde_name(stage).into()],
            Self::Organizations(names) => names.iter().map(Cow::from).collect(),
            Self::License(license) => std::iter::once(&license.name).chain(&license.spdx).map(Cow::from).collect(),
            _ => Vec::new(),
        }
    }

    /// Parses a value as a JSON catalogue writes it. `None` if it is invalid, or
    /// written in a way that only the strict parser reads.
    pub(crate) fn from_json(field: EncodedField, json: &str) -> Option<FieldValue<'static>> {
        Some(match field {
            EncodedField::Stage => FieldValue::Stage(parse(json)?),
            EncodedField::Organizations => FieldValue::Organizations(Cow::Owned(parse(json)?)),
            EncodedField::Countries => FieldValue::Countries(Cow::Owned(parse(json)?)),
            EncodedField::Released => FieldValue::Released(parse(json)?),
            EncodedField::Architecture => FieldValue::Architecture(parse(json)?),
            EncodedField::Context => FieldValue::Context(parse(json)?),
            EncodedField::OpenWeights => FieldValue::OpenWeights(parse(json)?),
            EncodedField::Languages => FieldValue::Languages(Cow::Owned(parse(json)?)),
            EncodedField::Training => {
                let with_counts = || {
                    let training: Vec<TrainingJson> = parse(json)?;
                    training.into_iter().map(TrainingJson::into_training).collect()
                };
                FieldValue::Training(Cow::Owned(parse(json).or_else(with_counts)?))
            }
            EncodedField::BaseModels => FieldValue::BaseModels(Cow::Owned(parse(json)?)),
            EncodedField::License => FieldValue::License(Cow::Owned(parse(json)?)),
            EncodedField::Variant => {
                // Several variants are several rows, which the strict parser resolves.
                let [variant] = parse::<[VariantJson; 1]>(json)?;
                FieldValue::Variant(variant.into_figures()?)
            }
            EncodedField::Scores => FieldValue::Scores(score_figures(&parse::<Vec<Score>>(json)?)?),
            EncodedField::Claims => {
                let claims: Vec<Claim> = parse(json)?;
                FieldValue::Claims(claims.iter().map(|claim| claim.status).collect())
            }
            EncodedField::ContextExtended => FieldValue::ContextExtended(parse(json)?),
            EncodedField::Modalities => FieldValue::Modalities(Cow::Owned(parse(json)?)),
            EncodedField::Reasoning => FieldValue::Reasoning(parse(json)?),
            EncodedField::Tools => FieldValue::Tools(parse(json)?),
            EncodedField::Knowledge => FieldValue::Knowledge(parse(json)?),
            EncodedField::Added => FieldValue::Added(parse(json)?),
            EncodedField::Lifecycle => FieldValue::Lifecycle(Cow::Owned(parse(json)?)),
            EncodedField::Kind => FieldValue::Kind(parse(json)?),
            EncodedField::Summary => FieldValue::Summary(Cow::Owned(parse(json)?)),
        })
    }
}

/// The name of an enum variant in catalogue files, such as `fine-tuning`.
#[must_use]
pub fn serde_name<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A [`TrainingData`] as it is encoded.
type TrainingBytes = (u64, TrainingUnit, TrainingKind);
/// [`VariantFigures`] as they are encoded.
type VariantBytes<'a> = (&'a str, Option<u64>, Option<u64>, Option<u64>, Option<Weights>, Option<MemoryInputs>);

/// The figures of some scores; `None` if there are none.
fn score_figures(scores: &[Score]) -> Option<Vec<ScoreFigure>> {
    (!scores.is_empty()).then(|| scores.iter().map(ScoreFigure::from).collect())
}

fn list<T: Clone>(values: &[T]) -> Option<Cow<'_, [T]>> {
    (!values.is_empty()).then_some(Cow::Borrowed(values))
}

fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

fn read_date(bytes: &[u8]) -> Option<Date> {
    let (year, month, day) = read(bytes)?;
    Some(Date { year, month, day })
}

fn parse<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// The only variant of a model in JSON, where plain integers may accompany or replace the
/// quantities. A variant that states more is read by the strict parser.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VariantJson {
    name: String,
    parameters: Option<Quantity>,
    parameters_count: Option<u64>,
    active: Option<Quantity>,
    active_count: Option<u64>,
    #[expect(dead_code, reason = "checked and dropped")]
    checkpoint: Option<Url>,
}

impl VariantJson {
    fn into_figures(self) -> Option<VariantFigures> {
        Some(VariantFigures {
            name: self.name,
            parameters: reconcile(self.parameters, self.parameters_count).ok()?,
            active: reconcile(self.active, self.active_count).ok()?,
            ..VariantFigures::default()
        })
    }
}

/// Training data in JSON, where a plain integer may accompany the amount.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TrainingJson {
    amount: String,
    amount_count: Option<u64>,
    unit: TrainingUnit,
    kind: TrainingKind,
}

impl TrainingJson {
    fn into_training(self) -> Option<TrainingData> {
        // Whether the amount has the right unit is checked by `TrainingData`.
        let value = json!({ "amount": self.amount, "unit": self.unit, "kind": self.kind });
        let training: TrainingData = serde_json::from_value(value).ok()?;
        reconcile(Some(training.quantity), self.amount_count).ok()?;
        Some(training)
    }
}

/// A quantity and its plain integer contradict each other.
struct Contradiction;

/// The quantity that a text, a plain integer or both state.
fn reconcile(quantity: Option<Quantity>, count: Option<u64>) -> Result<Option<Quantity>, Contradiction> {
    match (quantity, count.map(Quantity)) {
        (Some(quantity), Some(count)) if quantity != count => Err(Contradiction),
        (quantity, count) => Ok(quantity.or(count)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use llm_catalog::{Catalog, Entry, write};

    use super::*;

    fn resolved_entries(catalog: &Catalog) -> Vec<Entry> {
        let models = catalog.models().iter().flat_map(Model::resolved).map(|model| Entry::Model(Box::new(model)));
        let extensions = catalog.extensions().iter().cloned().map(|extension| Entry::Extension(Box::new(extension)));
        models.chain(extensions).collect()
    }

    #[test]
    fn values_of_the_catalogue_survive_encoding() {
        let catalog = Catalog::read(Path::new("../../catalog.toml")).unwrap();
        for entry in resolved_entries(&catalog) {
            let entry = entry.as_entry_ref();
            for field in EncodedField::ALL {
                let Some(value) = FieldValue::from_entry(field, entry) else { continue };
                let bytes = value.encode(Vec::new()).unwrap();
                let value = match value {
                    FieldValue::Lifecycle(lifecycle) => {
                        FieldValue::Lifecycle(Cow::Owned(Lifecycle { source: None, ..lifecycle.into_owned() }))
                    }
                    FieldValue::License(license) => {
                        FieldValue::License(Cow::Owned(License { url: None, ..license.into_owned() }))
                    }
                    value => value,
                };
                assert_eq!(FieldValue::decode(field, &bytes), Some(value), "{}", entry.id());
            }
        }
    }

    #[test]
    fn json_with_and_without_plain_integers_gives_the_same_value() {
        let catalog = Catalog::read(Path::new("../../catalog.toml")).unwrap();
        for entry in resolved_entries(&catalog) {
            let entry = entry.as_entry_ref();
            let plain: serde_json::Value = serde_json::from_str(&write::to_json_line(entry)).unwrap();
            for json in [plain, write::to_json(entry)] {
                for field in EncodedField::ALL {
                    let value =
                        json.get(field.key()).filter(|value| value.as_array().is_none_or(|list| !list.is_empty()));
                    let parsed = value.map(|value| FieldValue::from_json(field, &value.to_string()));
                    // What only the strict parser reads is `None`.
                    if parsed != Some(None) {
                        let expected = FieldValue::from_entry(field, entry).and_then(|value| match value {
                            // These depend on other fields.
                            FieldValue::Variant(figures) => {
                                let figures = VariantFigures { tokens: None, weights: None, memory: None, ..figures };
                                (figures != VariantFigures::default()).then_some(FieldValue::Variant(figures))
                            }
                            value => Some(value),
                        });
                        assert_eq!(parsed.flatten(), expected, "{}", entry.id());
                    }
                }
            }
        }
    }

    #[test]
    fn contradicting_or_unknown_keys_are_refused() {
        for json in [
            r#"[{"name":"7B","parameters":"7B","parameters_count":8}]"#,
            r#"[{"name":"7B","weight":1}]"#,
            r#"[{"name":"7B","name":"8B"}]"#,
            r#"[{"name":"7B","parameters":7}]"#,
        ] {
            assert_eq!(FieldValue::from_json(EncodedField::Variant, json), None, "{json}");
        }
        let bytes = r#"[{"amount":"7B","unit":"bytes","kind":"dataset"}]"#;
        assert_eq!(FieldValue::from_json(EncodedField::Training, bytes), None);
    }
}
