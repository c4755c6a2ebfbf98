//! Numbers with a scale: `65 B`, `1.3万亿`, `825 GiB`.

use llm_catalog::quantity::Quantity;

/// A number at the start of a text.
pub(super) struct ScaledNumber<'a> {
    /// The digits as written, with the decimal point.
    pub(super) digits: &'a str,
    /// The catalogue's unit, and the factor to it: `("B", 10)` for `百亿`.
    pub(super) scale: Option<(&'static str, u64)>,
    /// The text after the number.
    pub(super) rest: &'a str,
}

/// Scale words with the catalogue's unit and the factor to it. A word comes before its own prefixes.
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
    /// Parses the number at the start of a text.
    pub(super) fn parse_prefix(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let end = text.find(|ch: char| !ch.is_ascii_digit() && ch != '.').unwrap_or(text.len());
        let (digits, after) = text.split_at_checked(end).filter(|(digits, _)| !digits.is_empty())?;
        let after = after.trim_start();
        let scale = SCALE_SUFFIXES.into_iter().find_map(|(word, unit, factor)| {
            let (start, rest) = after.split_at_checked(word.len())?;
            let is_complete = !word.is_ascii() || !rest.starts_with(|ch: char| ch.is_ascii_alphanumeric());
            (start.eq_ignore_ascii_case(word) && is_complete).then_some(((unit, factor), rest))
        });
        Some(match scale {
            Some((scale, rest)) => Self { digits, scale: Some(scale), rest: rest.trim() },
            None => Self { digits, scale: None, rest: after.trim_end() },
        })
    }

    /// Parses a text that is a number and nothing else.
    pub(super) fn parse_exact(text: &'a str) -> Option<Self> {
        Self::parse_prefix(text).filter(|number| number.rest.is_empty())
    }

    /// The value; `default_scale` applies to a number without a scale.
    pub(super) fn to_quantity(&self, default_scale: Option<(&str, u64)>) -> Option<Quantity> {
        let (unit, factor) = self.scale.or(default_scale).unwrap_or(("", 1));
        let quantity: Quantity = format!("{}{unit}", self.digits).parse().ok()?;
        quantity.0.checked_mul(factor).map(Quantity)
    }
}
