//! Figures as people write them: `7/13/33/65 B`, `52 K item`, `1.3万亿`, `2023-3`.

use llm_catalog::{
    date::Date,
    quantity::Quantity,
    training::{TrainingData, TrainingKind, TrainingUnit},
};

/// A figure at the start of a text.
pub(super) struct ScaledNumber<'a> {
    /// Its digits, as they are written.
    pub(super) digits: &'a str,
    /// Its scale as the catalogue writes it, and how many of that it counts.
    pub(super) scale: Option<(&'static str, u64)>,
    /// What follows it.
    pub(super) rest: &'a str,
}

/// Scales and what they are in the catalogue's own; a longer word comes before its start.
const SCALE_SUFFIXES: [(&str, &str, u64); 22] = [
    ("trillion", "T", 1),
    ("billion", "B", 1),
    ("million", "M", 1),
    ("tib", "TiB", 1),
    ("gib", "GiB", 1),
    ("mib", "MiB", 1),
    ("kib", "KiB", 1),
    ("tb", "TB", 1),
    ("gb", "GB", 1),
    ("mb", "MB", 1),
    ("kb", "KB", 1),
    ("t", "T", 1),
    ("b", "B", 1),
    ("bn", "B", 1),
    ("m", "M", 1),
    ("k", "K", 1),
    ("万亿", "T", 1),
    ("百亿", "B", 10),
    ("十亿", "B", 1),
    ("亿", "K", 100_000),
    ("百万", "M", 1),
    ("万", "K", 10),
];

impl<'a> ScaledNumber<'a> {
    /// The figure that a text begins with.
    pub(super) fn parse_prefix(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, after) = text.split_at_checked(end).filter(|(number, _)| !number.is_empty())?;
        let after = after.trim_start();
        let scale = SCALE_SUFFIXES.into_iter().find_map(|(written, scale, times)| {
            let (start, rest) = after.split_at_checked(written.len())?;
            let ends = !written.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
            (start.eq_ignore_ascii_case(written) && ends).then_some(((scale, times), rest))
        });
        Some(match scale {
            Some((scale, rest)) => Self { digits: number, scale: Some(scale), rest: rest.trim() },
            None => Self { digits: number, scale: None, rest: after.trim_end() },
        })
    }

    /// The figure, if nothing follows it.
    pub(super) fn parse_exact(text: &'a str) -> Option<Self> {
        Self::parse_prefix(text).filter(|figure| figure.rest.is_empty())
    }

    /// What it counts to; with `scale` where it has none of its own.
    pub(super) fn to_quantity(&self, scale: Option<(&str, u64)>) -> Option<Quantity> {
        let (suffix, times) = self.scale.or(scale).unwrap_or(("", 1));
        let count: Quantity = format!("{}{suffix}", self.digits).parse().ok()?;
        count.0.checked_mul(times).map(Quantity)
    }
}

/// A training figure: `1.4 T`, `52 K item`, `825 GiB`, `预训练 1.4T 词元`.
pub(super) fn parse_training(text: &str) -> Option<TrainingData> {
    let (before, figure) = text.split_at(text.find(|sign: char| sign.is_ascii_digit())?);
    let figure = ScaledNumber::parse_prefix(figure)?;
    let words = format!("{before} {}", figure.rest).to_lowercase();
    let amount = figure.to_quantity(None).filter(|_| figure.scale.is_some() || !words.trim().is_empty())?;
    let is_bytes = figure.scale.is_some_and(|(scale, _)| scale.len() > 1);
    let unit = if is_bytes {
        TrainingUnit::Bytes
    } else if !words.contains("token") && EXAMPLE_KEYWORDS.iter().any(|word| words.contains(word)) {
        TrainingUnit::Examples
    } else {
        TrainingUnit::Tokens
    };
    let said = TRAINING_KIND_KEYWORDS
        .into_iter()
        .find(|(_, kind)| kind.iter().any(|word| words.contains(word)))
        .map(|(kind, _)| kind);
    let usual = match unit {
        TrainingUnit::Tokens => TrainingKind::Trained,
        TrainingUnit::Examples => TrainingKind::FineTuning,
        TrainingUnit::Bytes => TrainingKind::Dataset,
    };
    Some(TrainingData { quantity: amount, unit, kind: said.unwrap_or(usual) })
}

/// Words for examples, those of the program's own pages among them.
const EXAMPLE_KEYWORDS: [&str; 8] =
    ["item", "example", "sample", "instruction", "conversation", "dialog", "pair", "条"];

/// Words for what a figure counts, those of the program's own pages among them.
const TRAINING_KIND_KEYWORDS: [(TrainingKind, &[&str]); 3] = [
    (TrainingKind::Trained, &["pre-train", "pretrain", "预训练"]),
    (TrainingKind::Dataset, &["storage", "dataset", "data set", "corpus", "语料"]),
    (TrainingKind::FineTuning, &["tun", "微调"]),
];

/// A date: `2023-3`, `2023/03/14`, `2023年3月`, `March 2023`.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let words: Vec<_> = text.split(|c: char| !c.is_alphanumeric() || "年月日".contains(c)).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit()).then(|| format!("{word:0>2}"));
    let numbers: Option<Vec<_>> = words.iter().map(|word| number(word)).collect();
    if let Some(numbers) = numbers {
        return numbers.join("-").parse().ok();
    }
    let month = words.iter().find_map(|word| {
        let start = word.get(..3)?.to_ascii_lowercase();
        MONTH_ABBREVIATIONS.iter().position(|month| *month == start).map(|place| format!("{:02}", place + 1))
    })?;
    let mut others = words.iter().filter_map(|word| number(word));
    let (first, second) = (others.next()?, others.next());
    let written = match second {
        None => format!("{first}-{month}"),
        Some(year) if year.len() == 4 => format!("{year}-{month}-{first}"),
        Some(_) => return None,
    };
    written.parse().ok()
}

const MONTH_ABBREVIATIONS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
