//! Amounts of training data: `1.4 T`, `52 K item`, `825 GiB`, `预训练 1.4T 词元`.

use llm_catalog::training::{TrainingData, TrainingKind, TrainingUnit};

use crate::import::markdown::scaled_number::ScaledNumber;

/// Parses an amount with words around it that state its unit and kind.
///
/// Without such words, bytes are a data set, examples are for fine-tuning and anything else is tokens of training.
pub(super) fn parse_training(text: &str) -> Option<TrainingData> {
    let (before, number) = text.split_at(text.find(|ch: char| ch.is_ascii_digit())?);
    let number = ScaledNumber::parse_prefix(number)?;
    let words = format!("{before} {}", number.rest).to_lowercase();
    let has_unit = number.scale.is_some() || !words.trim().is_empty();
    let quantity = number.to_quantity(None).filter(|_| has_unit)?;
    // Byte scales have two or three letters: `GB`, `GiB`.
    let is_bytes = number.scale.is_some_and(|(scale, _)| scale.len() > 1);
    let unit = if is_bytes {
        TrainingUnit::Bytes
    } else if !words.contains("token") && EXAMPLE_KEYWORDS.iter().any(|keyword| words.contains(keyword)) {
        TrainingUnit::Examples
    } else {
        TrainingUnit::Tokens
    };
    let stated = TRAINING_KIND_KEYWORDS
        .into_iter()
        .find(|(_, keywords)| keywords.iter().any(|keyword| words.contains(keyword)))
        .map(|(kind, _)| kind);
    let default = match unit {
        TrainingUnit::Tokens => TrainingKind::Trained,
        TrainingUnit::Examples => TrainingKind::FineTuning,
        TrainingUnit::Bytes => TrainingKind::Dataset,
    };
    Some(TrainingData { quantity, unit, kind: stated.unwrap_or(default) })
}

/// Words for examples, with those of the exported pages.
const EXAMPLE_KEYWORDS: [&str; 8] =
    ["item", "example", "sample", "instruction", "conversation", "dialog", "pair", "条"];

/// Words for the kinds, with those of the exported pages.
const TRAINING_KIND_KEYWORDS: [(TrainingKind, &[&str]); 3] = [
    (TrainingKind::Trained, &["pre-train", "pretrain", "预训练"]),
    (TrainingKind::Dataset, &["storage", "dataset", "data set", "corpus", "语料"]),
    (TrainingKind::FineTuning, &["tun", "微调"]),
];
