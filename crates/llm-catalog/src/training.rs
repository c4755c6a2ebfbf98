//! How much a model was trained on, and what is counted.

use serde::{Deserialize, Serialize, ser::SerializeStruct};

use crate::{
    quantity::{Quantity, QuantityError},
    serde_helpers,
};

/// How much a model was trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainingData {
    /// How many units.
    pub quantity: Quantity,
    /// Of what.
    pub unit: TrainingUnit,
    /// Seen in training, held by the data set, or used for tuning.
    pub kind: TrainingKind,
}

/// What training data is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrainingUnit {
    /// Tokens of the model's own tokenizer.
    Tokens,
    /// Instructions, dialogues or preference pairs.
    Examples,
    /// Bytes of text.
    Bytes,
}

impl TrainingUnit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::Tokens, Self::Examples, Self::Bytes];
}

/// What a training figure counts. Figures of different kinds are never compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrainingKind {
    /// Tokens seen in pre-training, repetitions counted.
    Trained,
    /// The size of the corpus, each part once.
    Dataset,
    /// Data of supervised or preference tuning.
    FineTuning,
}

impl TrainingKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Trained, Self::Dataset, Self::FineTuning];
}

/// How a [`Training`] is written.
const TRAINING_DATA_SYNTAX: &str = "`{ amount = \"1.4T\", unit = \"tokens\", kind = \"trained\" }`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTrainingData {
    #[serde(rename = "amount")]
    quantity: RawQuantity,
    unit: TrainingUnit,
    kind: TrainingKind,
}

/// A figure, and whether it has a byte unit: `7B` tokens are billions; `7GB` are bytes.
struct RawQuantity {
    quantity: Quantity,
    text: String,
}

impl<'de> Deserialize<'de> for RawQuantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_helpers::deserialize_string(deserializer)
    }
}

impl TryFrom<String> for RawQuantity {
    type Error = QuantityError;

    fn try_from(written: String) -> Result<Self, QuantityError> {
        Ok(Self { quantity: written.parse()?, text: written })
    }
}

/// Why a figure is not a [`Training`].
#[derive(Debug, thiserror::Error)]
pub enum TrainingDataError {
    /// A byte unit on what is not counted in bytes.
    #[error("`{0}` counts bytes; write `unit = \"bytes\"`, or drop the byte unit")]
    UnexpectedByteUnit(String),
    /// Bytes without a byte unit.
    #[error("`{0}` does not count bytes; write it like `825GiB`, or change the unit")]
    MissingByteUnit(String),
    /// No table.
    #[error("`{0}` does not fit here; write {TRAINING_DATA_SYNTAX}")]
    NotATable(String),
}

impl<'de> Deserialize<'de> for TrainingData {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_helpers::deserialize_string_or_map::<_, RawTrainingData, _>(deserializer, TRAINING_DATA_SYNTAX)
    }
}

impl Serialize for TrainingData {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("Training", 3)?;
        table.serialize_field("amount", &self.format_amount())?;
        table.serialize_field("unit", &self.unit)?;
        table.serialize_field("kind", &self.kind)?;
        table.end()
    }
}

impl TrainingData {
    /// The amount with its unit of bytes, if it counts bytes: `1.4T`, `825GiB`.
    #[must_use]
    pub fn format_amount(self) -> String {
        match self.unit {
            TrainingUnit::Bytes => self.quantity.to_byte_string(),
            TrainingUnit::Tokens | TrainingUnit::Examples => self.quantity.to_string(),
        }
    }
}

impl TryFrom<String> for TrainingData {
    type Error = TrainingDataError;

    fn try_from(text: String) -> Result<Self, TrainingDataError> {
        Err(TrainingDataError::NotATable(text))
    }
}

impl TryFrom<RawTrainingData> for TrainingData {
    type Error = TrainingDataError;

    fn try_from(RawTrainingData { quantity: amount, unit, kind }: RawTrainingData) -> Result<Self, TrainingDataError> {
        let suffix = amount.text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        match (suffix.len() > 1, unit) {
            (true, TrainingUnit::Tokens | TrainingUnit::Examples) => {
                Err(TrainingDataError::UnexpectedByteUnit(amount.text))
            }
            (false, TrainingUnit::Bytes) => Err(TrainingDataError::MissingByteUnit(amount.text)),
            _ => Ok(Self { quantity: amount.quantity, unit, kind }),
        }
    }
}
