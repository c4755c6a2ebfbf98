//! Amounts of training data: `1.4 T`, `52 K item`, `825 GiB`, `预训练 1.4T 词元`.

use llm_catalog::training::{TrainingData, TrainingKind, TrainingUnit};

use crate::import::{
    cell::figure::{Figure, Scale, parse_range, strip_rough},
    footnotes::strip_footnotes,
    report::{Assumption, CellLog, LeftOutReason},
};

/// Reads an amount with words around it that state its unit and kind.
///
/// Without such words, bytes are a data set, examples are for fine-tuning and anything else is tokens of training.
/// `scale` is that of the column.
pub(in crate::import) fn read_training(
    text: &str,
    scale: Option<Scale>,
    log: &mut CellLog<'_>,
) -> Option<TrainingData> {
    match parse_training(text, scale) {
        Ok((training, is_rough)) => {
            if is_rough {
                log.assume(text, Assumption::Approximate);
            }
            Some(training)
        }
        Err(reason) => {
            log.leave_out(text, reason);
            None
        }
    }
}

/// The amount, and whether it is a rough one.
fn parse_training(text: &str, scale: Option<Scale>) -> Result<(TrainingData, bool), LeftOutReason> {
    if let Some((low, high)) = parse_range(text, scale) {
        return Err(LeftOutReason::Range(low, high));
    }
    let start = text.find(|ch: char| ch.is_ascii_digit()).ok_or(LeftOutReason::NotAFigure)?;
    let (before, number) = text.split_at_checked(start).ok_or(LeftOutReason::NotAFigure)?;
    if before.trim_end().ends_with(['>', '<', '≥', '≤']) || number.ends_with('+') {
        return Err(LeftOutReason::Bound);
    }
    let number = strip_footnotes(number);
    let number = Figure::parse_prefix(&number).ok_or(LeftOutReason::NotAFigure)?;
    if number.rest.contains(|ch: char| ch.is_ascii_digit()) {
        return Err(LeftOutReason::SeveralFigures);
    }
    let words = format!("{before} {}", number.rest).to_lowercase();
    let counts_tokens = words.contains("token") || words.contains("词元");
    let counts_examples = !counts_tokens && EXAMPLE_KEYWORDS.iter().any(|keyword| words.contains(keyword));
    let has_other_unit = OTHER_UNIT_KEYWORDS.iter().any(|keyword| words.contains(keyword));
    let is_unit_known = counts_tokens || counts_examples || number.is_bytes();
    if !is_unit_known && (has_other_unit || !is_of_training(number.rest)) {
        return Err(LeftOutReason::NotAFigure);
    }
    if number.scale.or(scale).is_none() && !is_unit_known {
        return Err(LeftOutReason::NoUnit);
    }
    let quantity = number.to_quantity(scale).ok_or(LeftOutReason::NotAFigure)?;
    let (is_rough, _) = strip_rough(before.trim());
    let unit = if number.is_bytes() {
        TrainingUnit::Bytes
    } else if counts_examples {
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
    Ok((TrainingData { quantity, unit, kind: stated.unwrap_or(default) }, is_rough))
}

/// Whether the words after a figure without a unit are of its kind, and not another unit. A note in brackets may say anything.
fn is_of_training(words: &str) -> bool {
    let words = words.split(['(', '（']).next().unwrap_or_default().to_lowercase();
    let mut keywords = TRAINING_KIND_KEYWORDS.into_iter().flat_map(|(_, keywords)| keywords).copied();
    !words.contains(char::is_alphanumeric) || keywords.any(|keyword| words.contains(keyword)) || words.contains("train")
}

/// Words for other units than tokens, examples and bytes.
const OTHER_UNIT_KEYWORDS: [&str; 13] =
    ["word", "char", "letter", "sentence", "document", "line", "page", "image", "hour", "step", "字", "文档", "句"];

/// Words for examples, with those of the exported pages.
const EXAMPLE_KEYWORDS: [&str; 8] =
    ["item", "example", "sample", "instruction", "conversation", "dialog", "pair", "条"];

/// Words for the kinds, with those of the exported pages.
const TRAINING_KIND_KEYWORDS: [(TrainingKind, &[&str]); 3] = [
    (TrainingKind::Trained, &["pre-train", "pretrain", "预训练"]),
    (TrainingKind::Dataset, &["storage", "dataset", "data set", "corpus", "语料"]),
    (TrainingKind::FineTuning, &["tun", "微调"]),
];
