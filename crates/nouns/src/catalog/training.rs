//! How much a model was trained on, and what is counted.

use serde::{Deserialize, Serialize, ser::SerializeStruct};

use super::{
    figures::{Count, CountError},
    reading,
};

/// How much a model was trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Training {
    /// How many units.
    pub amount: Count,
    /// Of what.
    pub unit: Unit,
    /// Seen in training, held by the data set, or used for tuning.
    pub kind: TrainingKind,
}

/// What training data is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Tokens of the model's own tokenizer.
    Tokens,
    /// Instructions, dialogues or preference pairs.
    Examples,
    /// Bytes of text.
    Bytes,
}

impl Unit {
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
const WRITTEN: &str = "`{ amount = \"1.4T\", unit = \"tokens\", kind = \"trained\" }`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTraining {
    amount: Amount,
    unit: Unit,
    kind: TrainingKind,
}

/// A figure, and whether it has a byte unit: `7B` tokens are billions; `7GB` are bytes.
struct Amount {
    count: Count,
    written: String,
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reading::text(deserializer)
    }
}

impl TryFrom<String> for Amount {
    type Error = CountError;

    fn try_from(written: String) -> Result<Self, CountError> {
        Ok(Self { count: written.parse()?, written })
    }
}

/// Why a figure is not a [`Training`].
#[derive(Debug, thiserror::Error)]
pub enum TrainingError {
    /// A byte unit on what is not counted in bytes.
    #[error("`{0}` counts bytes; write `unit = \"bytes\"`, or drop the byte unit")]
    Bytes(String),
    /// Bytes without a byte unit.
    #[error("`{0}` does not count bytes; write it like `825GiB`, or change the unit")]
    NoBytes(String),
    /// No table.
    #[error("`{0}` does not fit here; write {WRITTEN}")]
    Text(String),
}

impl<'de> Deserialize<'de> for Training {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reading::table::<_, WrittenTraining, _>(deserializer, WRITTEN)
    }
}

impl Serialize for Training {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut table = serializer.serialize_struct("Training", 3)?;
        table.serialize_field("amount", &self.written_amount())?;
        table.serialize_field("unit", &self.unit)?;
        table.serialize_field("kind", &self.kind)?;
        table.end()
    }
}

impl Training {
    /// The amount with its unit of bytes, if it counts bytes: `1.4T`, `825GiB`.
    #[must_use]
    pub fn written_amount(self) -> String {
        match self.unit {
            Unit::Bytes => self.amount.bytes(),
            Unit::Tokens | Unit::Examples => self.amount.to_string(),
        }
    }
}

impl TryFrom<String> for Training {
    type Error = TrainingError;

    fn try_from(text: String) -> Result<Self, TrainingError> {
        Err(TrainingError::Text(text))
    }
}

impl TryFrom<WrittenTraining> for Training {
    type Error = TrainingError;

    fn try_from(WrittenTraining { amount, unit, kind }: WrittenTraining) -> Result<Self, TrainingError> {
        let suffix = amount.written.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        match (suffix.len() > 1, unit) {
            (true, Unit::Tokens | Unit::Examples) => Err(TrainingError::Bytes(amount.written)),
            (false, Unit::Bytes) => Err(TrainingError::NoBytes(amount.written)),
            _ => Ok(Self { amount: amount.count, unit, kind }),
        }
    }
}
