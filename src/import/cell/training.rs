//! Amounts of training data: `1.4 T`, `52 K item`, `825 GiB`, `预训练 1.4T 词元`.

use llm_catalog::{
    quantity::Quantity,
    training::{TrainingData, TrainingKind, TrainingUnit},
};

use crate::import::{
    cell::figure::{Figure, Scale, ends_rough, is_bound_by, parse_range, strip_rough, strip_rough_end},
    footnotes::strip_footnotes,
    keywords::contains_any,
    report::{Assumption, CellLog, LeftOutReason},
};

/// Reads an amount with words around it that state its unit and kind.
///
/// Without such words, bytes are a data set, examples are for fine-tuning and anything else is tokens of training, if it is
/// of as many as these are. `scale` is that of the column.
pub(in crate::import) fn read_training(
    text: &str,
    scale: Option<Scale>,
    log: &mut CellLog<'_>,
) -> Option<TrainingData> {
    let min_tokens = if counts_tokens(log.column) { MIN_STATED_TOKENS } else { MIN_TOKENS };
    match parse_training(text, scale, min_tokens) {
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

/// The amount, and whether it is a rough one. Fewer than `min_tokens` are not taken for tokens where no word says so.
fn parse_training(
    text: &str,
    scale: Option<Scale>,
    min_tokens: Quantity,
) -> Result<(TrainingData, bool), LeftOutReason> {
    if let Some((low, high)) = parse_range(text, scale) {
        return Err(LeftOutReason::Range(low, high));
    }
    let start = text.find(|ch: char| ch.is_ascii_digit()).ok_or(LeftOutReason::NotAFigure)?;
    let (before, number) = text.split_at_checked(start).ok_or(LeftOutReason::NotAFigure)?;
    let number = strip_footnotes(number);
    let number = Figure::parse_prefix(&number).ok_or(LeftOutReason::NotAFigure)?;
    let stated = stated_unit(before, &number, scale)?;
    if stated.is_none() && number.scale.or(scale).is_none() {
        return Err(LeftOutReason::NoUnit);
    }
    let quantity = number.to_quantity(scale).ok_or(LeftOutReason::NotAFigure)?;
    match stated {
        None if number.scale.is_some() && quantity < min_tokens => return Err(LeftOutReason::NotTokens),
        Some(TrainingUnit::Bytes) => {}
        _ if quantity < MIN_AMOUNT => return Err(LeftOutReason::NoUnit),
        _ => {}
    }
    let unit = stated.unwrap_or(TrainingUnit::Tokens);
    let words = format!("{before} {}", number.rest).to_lowercase();
    let kind = TRAINING_KIND_KEYWORDS
        .into_iter()
        .find(|(_, keywords)| keywords.iter().any(|keyword| words.contains(keyword)))
        .map(|(kind, _)| kind);
    let default = match unit {
        TrainingUnit::Tokens => TrainingKind::Trained,
        TrainingUnit::Examples => TrainingKind::FineTuning,
        TrainingUnit::Bytes => TrainingKind::Dataset,
    };
    let is_rough = strip_rough(before.trim()).0 || strip_rough_end(before).0 || ends_rough(number.rest);
    Ok((TrainingData { quantity, unit, kind: kind.unwrap_or(default) }, is_rough))
}

/// The unit that a figure or the words around it state, and `None` if nothing speaks against tokens.
fn stated_unit(before: &str, number: &Figure<'_>, scale: Option<Scale>) -> Result<Option<TrainingUnit>, LeftOutReason> {
    // In `OASST1` and `RedPajama-1T` the figure is part of a name.
    let name = before.strip_suffix('-').unwrap_or(before);
    if name.ends_with(|ch: char| ch.is_ascii_alphabetic()) {
        return Err(LeftOutReason::NotAFigure);
    }
    if number.rest.contains(|ch: char| ch.is_ascii_digit()) {
        return Err(LeftOutReason::SeveralFigures);
    }
    if is_bound_by(before, number.rest) {
        return Err(LeftOutReason::Bound);
    }
    if number.is_bytes_below(scale) {
        return Ok(Some(TrainingUnit::Bytes));
    }
    let words = format!("{before} {}", number.rest).to_lowercase();
    let counts_tokens = counts_tokens(&words);
    let counts_examples = !counts_tokens && EXAMPLE_KEYWORDS.iter().any(|keyword| words.contains(keyword));
    // `Instruction tuning: Foo 2` does not count instructions.
    let is_beside = names_unit(number.rest) || introduces_amount(before) || names_unit(last_word(before));
    if is_beside && (counts_tokens || counts_examples) {
        return Ok(Some(if counts_tokens { TrainingUnit::Tokens } else { TrainingUnit::Examples }));
    }
    let is_other = states_other_unit(before, number.rest) || counts_examples;
    if is_other || !is_of_training(number.rest) || !introduces_amount(before) {
        return Err(LeftOutReason::NotAFigure);
    }
    Ok(None)
}

/// Fewer tokens than these are read only where something says that they are tokens: `52K` may be examples.
const MIN_TOKENS: Quantity = Quantity(1_000_000_000);
/// Fewer tokens than these are none even below a heading that says so.
const MIN_STATED_TOKENS: Quantity = Quantity(1_000_000);
/// Fewer tokens or examples than these are a figure of something else: nothing is trained on so few.
const MIN_AMOUNT: Quantity = Quantity(100);

/// Whether a text says that tokens are counted.
fn counts_tokens(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("token") || text.contains("词元")
}

/// Whether a text says that tokens or examples are counted.
fn names_unit(text: &str) -> bool {
    let lowercase = text.to_lowercase();
    counts_tokens(text) || EXAMPLE_KEYWORDS.iter().any(|keyword| lowercase.contains(keyword))
}

/// Whether the words around a figure are another unit than tokens. Those in a note may say where the data are from, as in
/// `1.4T (web pages)`, unless the note is that word alone.
fn states_other_unit(before: &str, after: &str) -> bool {
    let (main, note) = after.split_once(['(', '（']).unwrap_or((after, ""));
    let (main, note) = (format!("{before} {main}").to_lowercase(), note.trim_end_matches([')', '）']).to_lowercase());
    let is_one_word = note.trim().chars().all(char::is_alphanumeric);
    contains_any(&main, &OTHER_UNIT_KEYWORDS)
        || contains_any(&main, &SOURCE_KEYWORDS)
        || contains_any(&note, &OTHER_UNIT_KEYWORDS)
        || is_one_word && contains_any(&note, &SOURCE_KEYWORDS)
}

/// Whether the words after a figure without a unit are of its kind, and not another unit. A note in brackets at their end may
/// say anything.
fn is_of_training(words: &str) -> bool {
    let words = words.to_lowercase();
    let note =
        words.split_once(['(', '（']).filter(|(_, note)| note.find([')', '）']).is_none_or(|at| is_end(note, at)));
    let words = note.map_or(&*words, |(words, _)| words);
    !words.contains(char::is_alphanumeric) || names_training(words)
}

/// Whether nothing but signs is after the character at a byte of a text.
fn is_end(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| !rest.contains(char::is_alphanumeric))
}

/// Whether the last word before a figure without a unit is of an amount: `trained on 2T`. In `a version of Foo 7B` the figure
/// is part of a name.
fn introduces_amount(before: &str) -> bool {
    let word = last_word(before).to_lowercase();
    word.is_empty()
        || AMOUNT_WORDS.contains(&word.as_str())
        || names_training(&word)
        || MEANS_WORDS.contains(&word.as_str()) && is_trained_with(before, &word)
}

/// Whether `word`, the last one before a figure, follows one of training: `trained with 2T`. In Chinese it may stand alone.
/// What a model is made with otherwise may be another model: `distilled with 32B`.
fn is_trained_with(before: &str, word: &str) -> bool {
    let lowercase = before.to_lowercase();
    let Some((rest, _)) = lowercase.rsplit_once(word) else { return false };
    let last = last_word(rest);
    let part = last.rsplit('-').next().unwrap_or_default();
    ["train", "pretrain"].iter().any(|stem| part.starts_with(stem))
        || last.ends_with("训练")
        || !word.is_ascii() && !rest.contains(char::is_alphanumeric)
}

/// The last word of a text, but for words such as `about` at its end.
fn last_word(text: &str) -> &str {
    let (_, plain) = strip_rough_end(text);
    let words = plain.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    words.rsplit(|ch: char| !ch.is_alphanumeric() && ch != '-').next().unwrap_or_default()
}

/// Whether words are of training.
fn names_training(words: &str) -> bool {
    let mut keywords = TRAINING_KIND_KEYWORDS.into_iter().flat_map(|(_, keywords)| keywords).copied();
    keywords.any(|keyword| words.contains(keyword)) || ["train", "训练"].iter().any(|keyword| words.contains(keyword))
}

/// Words before an amount, besides those of training.
const AMOUNT_WORDS: [&str; 7] = ["on", "total", "size", "data", "共", "总计", "数据"];

/// Words before what a model is made with.
const MEANS_WORDS: [&str; 3] = ["with", "using", "使用"];

/// Words for other units than tokens, examples and bytes.
const OTHER_UNIT_KEYWORDS: [&str; 9] = ["word", "char", "letter", "sentence", "line", "hour", "step", "字", "句"];
/// Words for units that are also what tokens are from.
const SOURCE_KEYWORDS: [&str; 6] = ["document", "page", "image", "文档", "网页", "图像"];

/// Words for examples, with those of the exported pages.
const EXAMPLE_KEYWORDS: [&str; 8] =
    ["item", "example", "sample", "instruction", "conversation", "dialog", "pair", "条"];

/// Words for the kinds, with those of the exported pages.
const TRAINING_KIND_KEYWORDS: [(TrainingKind, &[&str]); 3] = [
    (TrainingKind::Trained, &["pre-train", "pretrain", "预训练"]),
    (TrainingKind::Dataset, &["storage", "dataset", "data set", "corpus", "语料"]),
    (TrainingKind::FineTuning, &["tun", "微调"]),
];
