//! Amounts of training data.

use serde::{Deserialize, Serialize, de::Error, ser::SerializeStruct};

use crate::{
    foreign::Foreign,
    quantity::{Quantity, QuantityError},
    serde_helpers,
};

/// An amount of training data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrainingData {
    /// The number of units.
    pub quantity: Quantity,
    /// What is counted.
    pub unit: TrainingUnit,
    /// What the data was used for.
    pub kind: TrainingKind,
}

/// The unit of an amount of training data.
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
    /// All units.
    pub const ALL: [Self; 3] = [Self::Tokens, Self::Examples, Self::Bytes];
}

/// What an amount of training data was used for. Amounts of different kinds are never compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TrainingKind {
    /// Data seen in pre-training, repetitions included.
    Trained,
    /// The size of the data set, without repetitions.
    Dataset,
    /// Data for supervised or preference tuning.
    FineTuning,
}

impl TrainingKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Trained, Self::Dataset, Self::FineTuning];
}

/// An example of [`TrainingData`] in TOML.
const TRAINING_DATA_SYNTAX: &str = "`{ amount = \"1.4T\", unit = \"tokens\", kind = \"trained\" }`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTrainingData {
    #[serde(rename = "amount")]
    quantity: RawQuantity,
    unit: TrainingUnit,
    kind: TrainingKind,
}

/// A quantity and its text, as `7B` may be a number of tokens but `7GB` is bytes.
struct RawQuantity {
    quantity: Quantity,
    text: String,
}

impl<'de> Deserialize<'de> for RawQuantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}

impl TryFrom<String> for RawQuantity {
    type Error = QuantityError;

    fn try_from(text: String) -> Result<Self, QuantityError> {
        Ok(Self { quantity: text.parse()?, text })
    }
}

/// Why a value is not [`TrainingData`].
#[derive(Debug, thiserror::Error)]
pub enum TrainingDataError {
    /// The quantity has a byte unit, but the unit is not bytes.
    #[error("`{}` counts bytes; write `unit = \"bytes\"`, or drop the byte unit", Foreign::new(.0))]
    UnexpectedByteUnit(String),
    /// The unit is bytes, but the quantity has no byte unit.
    #[error("`{}` does not count bytes; write it like `825GiB`, or change the unit", Foreign::new(.0))]
    MissingByteUnit(String),
    /// The value is a string.
    #[error("`{}` does not fit here; write {TRAINING_DATA_SYNTAX}", Foreign::new(.0))]
    NotATable(String),
}

impl<'de> Deserialize<'de> for TrainingData {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_helpers::deserialize_string_or_map::<_, RawTrainingData, _>(deserializer, TRAINING_DATA_SYNTAX)
    }
}

impl Serialize for TrainingData {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("TrainingData", 3)?;
        table.serialize_field("amount", &self.format_amount())?;
        table.serialize_field("unit", &self.unit)?;
        table.serialize_field("kind", &self.kind)?;
        table.end()
    }
}

impl TrainingData {
    /// Whether this is a number of tokens seen in pre-training.
    #[must_use]
    pub fn is_pretraining_tokens(&self) -> bool {
        self.kind == TrainingKind::Trained && self.unit == TrainingUnit::Tokens
    }

    /// The quantity as text, with a byte unit if it is bytes: `1.4T`, `825GiB`.
    #[must_use]
    pub fn format_amount(self) -> String {
        self.format_quantity(self.quantity)
    }

    /// The quantity rounded to three significant digits, as [`format_amount`](Self::format_amount) writes it; bytes are
    /// not rounded, as their unit may be binary.
    #[must_use]
    pub fn format_rounded(self) -> String {
        let is_bytes = self.unit == TrainingUnit::Bytes;
        self.format_quantity(if is_bytes { self.quantity } else { self.quantity.round_3_sig() })
    }

    fn format_quantity(self, quantity: Quantity) -> String {
        match self.unit {
            TrainingUnit::Bytes => quantity.to_byte_string(),
            TrainingUnit::Tokens | TrainingUnit::Examples => quantity.to_string(),
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

    fn try_from(raw: RawTrainingData) -> Result<Self, TrainingDataError> {
        let RawTrainingData { quantity: RawQuantity { quantity, text }, unit, kind } = raw;
        // Byte units have two letters or more, others one.
        let suffix = text.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '.');
        match (suffix.len() > 1, unit) {
            (true, TrainingUnit::Tokens | TrainingUnit::Examples) => Err(TrainingDataError::UnexpectedByteUnit(text)),
            (false, TrainingUnit::Bytes) => Err(TrainingDataError::MissingByteUnit(text)),
            _ => Ok(Self { quantity, unit, kind }),
        }
    }
}
