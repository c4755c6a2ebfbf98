//! Figures with a scale: `65 B`, `1,400B`, `~7B`, `1.3万亿`, `825 GiB`.

use std::borrow::Cow;

use llm_catalog::quantity::Quantity;

/// A unit of a [`Quantity`] and a factor to it: `("B", 10)` for `百亿`.
pub(in crate::import) type Scale = (&'static str, u64);

/// A figure at the start of a text.
#[derive(Clone, Debug)]
pub(in crate::import) struct Figure<'a> {
    /// The digits with the decimal point, without commas between thousands.
    pub(in crate::import) digits: Cow<'a, str>,
    /// The scale that stands after the digits.
    pub(in crate::import) scale: Option<Scale>,
    /// Whether it is a rough figure: `~7B`, `约 70 亿`.
    pub(in crate::import) is_rough: bool,
    /// The text after the figure.
    pub(in crate::import) rest: &'a str,
}

/// Scale words. A word comes before its own prefixes.
const SCALES: [(&str, Scale); 26] = [
    ("trillion", ("T", 1)),
    ("billion", ("B", 1)),
    ("million", ("M", 1)),
    ("thousand", ("K", 1)),
    ("tib", ("TiB", 1)),
    ("gib", ("GiB", 1)),
    ("mib", ("MiB", 1)),
    ("kib", ("KiB", 1)),
    ("tb", ("TB", 1)),
    ("gb", ("GB", 1)),
    ("mb", ("MB", 1)),
    ("kb", ("KB", 1)),
    ("bn", ("B", 1)),
    ("t", ("T", 1)),
    ("b", ("B", 1)),
    ("m", ("M", 1)),
    ("k", ("K", 1)),
    ("万亿", ("T", 1)),
    ("千亿", ("B", 100)),
    ("百亿", ("B", 10)),
    ("十亿", ("B", 1)),
    ("亿", ("K", 100_000)),
    ("千万", ("M", 10)),
    ("百万", ("M", 1)),
    ("万", ("K", 10)),
    ("千", ("K", 1)),
];

/// What stands before a rough figure, in lower case.
const ROUGH: [&str; 21] = [
    "~",
    "～",
    "∼",
    "≈",
    "≃",
    "约",
    "大约",
    "大概",
    "大致",
    "about",
    "around",
    "roughly",
    "approximately",
    "approx.",
    "approx",
    "circa",
    "ca.",
    "ca",
    "estimated",
    "est.",
    "est",
];
/// What stands after a rough figure, besides those.
const ROUGH_ENDS: [&str; 2] = ["左右", "上下"];

impl<'a> Figure<'a> {
    /// Reads the figure at the start of a text.
    pub(in crate::import) fn parse_prefix(text: &'a str) -> Option<Self> {
        let (is_rough, text) = strip_rough(text.trim());
        let (digits, after) = split_digits(text)?;
        if let Some((digits, rest)) = expand_exponent(&digits, after) {
            return Some(Self { digits: Cow::Owned(digits), scale: Some(("", 1)), is_rough, rest: rest.trim() });
        }
        let after = after.trim_start();
        Some(match split_scale(after) {
            Some((scale, rest)) => Self { digits, scale: Some(scale), is_rough, rest: rest.trim() },
            None => Self { digits, scale: None, is_rough, rest: after.trim_end() },
        })
    }

    /// Reads a text that is a figure and nothing else.
    pub(in crate::import) fn parse_exact(text: &'a str) -> Option<Self> {
        Self::parse_prefix(text).filter(|figure| figure.rest.is_empty())
    }

    /// The value, which is never zero: that stands for one that is not known. `default_scale` applies to a figure without one
    /// of its own.
    pub(in crate::import) fn to_quantity(&self, default_scale: Option<Scale>) -> Option<Quantity> {
        let (unit, factor) = self.scale.or(default_scale).unwrap_or(("", 1));
        let quantity: Quantity = format!("{}{unit}", self.digits).parse().ok()?;
        quantity.0.checked_mul(factor).filter(|value| *value > 0).map(Quantity)
    }

    /// The digits without zeros at the end of a fraction: `128` of `128.0`.
    pub(in crate::import) fn significant_digits(&self) -> &str {
        if self.digits.contains('.') { self.digits.trim_end_matches('0').trim_end_matches('.') } else { &self.digits }
    }

    /// Whether it counts bytes.
    pub(in crate::import) fn is_bytes(&self) -> bool {
        self.is_bytes_below(None)
    }

    /// Whether it counts bytes below a heading with a scale, which applies to a figure without one of its own.
    pub(in crate::import) fn is_bytes_below(&self, scale: Option<Scale>) -> bool {
        self.scale.or(scale).is_some_and(|(unit, _)| unit.len() > 1)
    }
}

/// The scale that a text is: `B` of `Params (B)`.
pub(in crate::import) fn parse_scale(text: &str) -> Option<Scale> {
    let text = text.trim().trim_start_matches("in ").trim_start_matches('#');
    let (scale, rest) = split_scale(text.trim_end_matches('s'))?;
    let rest = rest.trim().to_lowercase();
    let is_counted = ["", "params", "param", "parameter", "tokens", "token", "参数", "词元", "个"].contains(&&*rest);
    is_counted.then_some(scale)
}

/// Removes the words of a rough figure, and says whether there were any.
pub(in crate::import) fn strip_rough(text: &str) -> (bool, &str) {
    let after = |word: &&str| {
        let (start, rest) = text.split_at_checked(word.len())?;
        let is_whole = !is_inside_word(start.chars().next_back(), rest.chars().next());
        (start.eq_ignore_ascii_case(word) && is_whole).then(|| rest.trim_start())
    };
    ROUGH.iter().find_map(after).map_or((false, text), |rest| (true, rest))
}

/// Removes the words of a rough figure from the text before it, and says whether there were any: `trained on about`.
pub(in crate::import) fn strip_rough_end(before: &str) -> (bool, &str) {
    let before = before.trim_end();
    let rest_of = |word: &&str| {
        let (rest, end) = before.split_at_checked(before.len().checked_sub(word.len())?)?;
        let is_whole = !is_inside_word(rest.chars().next_back(), end.chars().next());
        (end.eq_ignore_ascii_case(word) && is_whole).then(|| rest.trim_end())
    };
    ROUGH.iter().filter_map(rest_of).min_by_key(|rest| rest.len()).map_or((false, before), |rest| (true, rest))
}

/// Whether the text after a figure makes it a rough one: `(about)`, `左右`.
pub(in crate::import) fn ends_rough(after: &str) -> bool {
    let mut words = after.split(|ch: char| !ch.is_alphanumeric());
    // In `(about half of it in Chinese)` the word is of something else.
    let is_rough = |word: &str| word.chars().all(char::is_alphabetic) && strip_rough(word) == (true, "");
    words.rfind(|word| !word.is_empty()).is_some_and(is_rough)
        || ROUGH_ENDS.iter().any(|end| after.trim_end_matches([')', '）']).trim_end().ends_with(end))
}

/// Whether two characters are letters in Latin, so that no word ends between them.
fn is_inside_word(before: Option<char>, after: Option<char>) -> bool {
    [before, after].into_iter().all(|ch| ch.is_some_and(|ch| ch.is_ascii_alphabetic()))
}

/// The digits after a decimal comma in a number whose whole part is zero: no thousands are separated there.
pub(in crate::import) fn fraction_below_one(number: &str) -> Option<&str> {
    let digits = number.strip_prefix("0,")?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Splits off the digits that a text begins with. A comma is part of them if three digits follow, or after a zero alone.
fn split_digits(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let is_part = |ch: char| ch.is_ascii_digit() || ch == '.' || ch == ',';
    let end = text.find(|ch: char| !is_part(ch)).unwrap_or(text.len());
    let (run, _) = text.split_at_checked(end)?;
    let number = run.trim_end_matches('.');
    if let Some(fraction) = fraction_below_one(number) {
        return Some((Cow::Owned(format!("0.{fraction}")), text.get(number.len()..)?));
    }
    let mut groups = run.split(',');
    let mut length = groups.next()?.len();
    let first = run.get(..length)?;
    let mut has_commas = false;
    if (1..=3).contains(&length) && !first.contains('.') && !first.starts_with('0') {
        for group in groups {
            let (whole, _) = group.split_once('.').unwrap_or((group, ""));
            if whole.len() != 3 {
                break;
            }
            has_commas = true;
            length += 1 + group.len();
            if group.len() > 3 {
                break;
            }
        }
    }
    let (digits, rest) = text.split_at_checked(length).filter(|(digits, _)| !digits.is_empty())?;
    // A full stop after a number ends a sentence.
    let trimmed = digits.trim_end_matches('.');
    let rest = text.get(trimmed.len()..).unwrap_or(rest);
    let digits = if has_commas { Cow::Owned(trimmed.replace(',', "")) } else { Cow::Borrowed(trimmed) };
    digits.starts_with(|ch: char| ch.is_ascii_digit()).then_some((digits, rest))
}

/// The digits of a number with an exponent, `1.75` and `E+11`, and the text after it. It has no other scale.
fn expand_exponent<'a>(digits: &str, after: &'a str) -> Option<(String, &'a str)> {
    let rest = after.strip_prefix(['e', 'E'])?;
    let rest = rest.strip_prefix('+').unwrap_or(rest);
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (exponent, rest) = rest.split_at_checked(length)?;
    let exponent: usize = exponent.parse().ok().filter(|exponent| *exponent <= MAX_EXPONENT)?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let zeros = exponent.checked_sub(fraction.len())?;
    let is_complete = !rest.starts_with(|ch: char| ch.is_alphanumeric() || ch == '.');
    is_complete.then(|| (format!("{whole}{fraction}{}", "0".repeat(zeros)), rest))
}

/// Whether a text is a bound of a figure: `up to 70B`, `100B+`.
pub(in crate::import) fn is_bound(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains(|ch: char| ch.is_ascii_digit())
        && (BOUND_STARTS.iter().any(|start| text.starts_with(start))
            || BOUND_ENDS.iter().any(|end| text.ends_with(end)))
}

/// Whether the words around a figure make it a bound: `trained on over` before it, `tokens or more` after it. A note in
/// brackets does not.
pub(in crate::import) fn is_bound_by(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim().to_lowercase(), after.trim().to_lowercase());
    // `over ~2T` is a bound too.
    let (_, before) = strip_rough_end(&before);
    let is_start = |start: &str| {
        let word = start.trim_end();
        let rest = before.strip_suffix(word);
        rest.is_some_and(|rest| word == start || !rest.ends_with(|ch: char| ch.is_ascii_alphanumeric()))
    };
    let after = after.split(['(', '（']).next().unwrap_or_default().trim_end();
    let is_end = |end: &str| after.starts_with(end.trim_start()) || after.ends_with(end);
    BOUND_STARTS.into_iter().any(is_start) || BOUND_ENDS.into_iter().any(is_end)
}

/// What a bound begins with. Words in Latin letters end in a blank.
const BOUND_STARTS: [&str; 57] = [
    ">",
    "<",
    "≥",
    "≤",
    "up to ",
    "upto ",
    "at least ",
    "at most ",
    "more than ",
    "no more than ",
    "less than ",
    "no less than ",
    "fewer than ",
    "greater than ",
    "larger than ",
    "bigger than ",
    "smaller than ",
    "exceeding ",
    "exceeds ",
    "beyond ",
    "over ",
    "under ",
    "below ",
    "above ",
    "from ",
    "almost ",
    "nearly ",
    "max ",
    "max. ",
    "maximum ",
    "min ",
    "min. ",
    "minimum ",
    "至多",
    "最多",
    "最高",
    "最大",
    "最小",
    "最低",
    "高达",
    "至少",
    "超过",
    "不超过",
    "近",
    "接近",
    "大于",
    "小于",
    "多于",
    "少于",
    "高于",
    "低于",
    "不到",
    "不足",
    "不少于",
    "不低于",
    "不大于",
    "不高于",
];
/// What a bound ends with.
pub(in crate::import) const BOUND_ENDS: [&str; 9] =
    ["+", "以上", "以下", "以内", "级", " or more", " or less", " or above", " or below"];

/// More than 10^18 of anything does not fit a quantity.
const MAX_EXPONENT: usize = 18;

fn split_scale(text: &str) -> Option<(Scale, &str)> {
    SCALES.into_iter().find_map(|(word, scale)| {
        let (start, rest) = text.split_at_checked(word.len())?;
        let is_complete = !word.is_ascii() || !rest.starts_with(|ch: char| ch.is_ascii_alphanumeric());
        (start.eq_ignore_ascii_case(word) && is_complete).then_some((scale, rest))
    })
}

/// The two ends of a range, such as `0.5~72B`, `7B to 70B` or `between 7B and 70B`. An end without a scale takes that of the
/// other, else `default_scale`.
pub(in crate::import) fn parse_range(text: &str, default_scale: Option<Scale>) -> Option<(Quantity, Quantity)> {
    let (_, text) = strip_rough(text.trim());
    let start = RANGE_STARTS
        .into_iter()
        .find(|start| text.get(..start.len()).is_some_and(|before| before.eq_ignore_ascii_case(start)));
    let text = start.and_then(|start| text.get(start.len()..)).unwrap_or(text);
    let inner = if start.is_some() { &RANGE_WORDS[..] } else { &[] };
    let ends = RANGE_SEPARATORS.iter().chain(inner).find_map(|separator| {
        let (low, high) = text.split_once(*separator)?;
        Some((Figure::parse_exact(low)?, Figure::parse_exact(high)?))
    });
    let (low, high) = ends?;
    let scale = high.scale.or(low.scale).or(default_scale);
    let (low, high) = (low.to_quantity(scale)?, high.to_quantity(scale)?);
    (low < high).then_some((low, high))
}

const RANGE_SEPARATORS: [&str; 9] = ["~", "～", "∼", "–", "—", "-", " to ", "至", "到"];
/// Words before a range.
const RANGE_STARTS: [&str; 4] = ["between ", "from ", "介于", "从"];
/// What separates the ends of a range that such a word introduces.
const RANGE_WORDS: [&str; 4] = [" and ", "和", "与", "及"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, expected) in [
            ("65 B", "65B"),
            ("1,400B", "1.4T"),
            ("8,190,735,360", "8.19073536B"),
            ("1.3万亿", "1.3T"),
            ("130亿", "13B"),
            ("约 70 亿", "7B"),
            ("~7B", "7B"),
            ("3 trillion", "3T"),
            ("1千亿", "100B"),
            ("1.75E+11", "175B"),
            ("175e9", "175B"),
            ("0,500B", "500M"),
            ("0,5B", "500M"),
        ] {
            let quantity = Figure::parse_exact(text).and_then(|figure| figure.to_quantity(None));
            let expected: Option<Quantity> = expected.parse().ok().or_else(|| Quantity::from_decimal("8190735360", 1));
            assert_eq!(quantity, expected, "{text}");
        }
        for text in ["B", "7,13B", "0,500,000B", "007,500B", "7B!", ".5", "x7", "1.75e1", "17e", "4e4B"] {
            assert!(Figure::parse_exact(text).is_none(), "{text}");
        }
        assert!(Figure::parse_exact("~7B").is_some_and(|figure| figure.is_rough));
        assert!(Figure::parse_exact("4 GB").is_some_and(|figure| figure.is_bytes()));
    }

    #[test]
    fn a_range_has_two_ends() {
        let range = |text| parse_range(text, None).map(|(low, high)| format!("{low} {high}"));
        for text in [
            "0.5~72B",
            "0.5B-72B",
            "0.5B – 72B",
            "0.5 to 72 B",
            "0.5B至72B",
            "between 0.5B and 72B",
            "From 0.5B to 72B",
            "介于0.5B和72B",
        ] {
            assert_eq!(range(text).as_deref(), Some("500M 72B"), "{text}");
        }
        for text in ["72B", "72B-0.5B", "236B-A21B", "-7B", "7B and 13B"] {
            assert_eq!(range(text), None, "{text}");
        }
    }

    #[test]
    fn a_bound_is_no_figure() {
        for text in [
            ">100B",
            "100B+",
            "up to 70B",
            "From 7B",
            "almost 7B",
            "nearly 7B",
            "no more than 7B",
            "近70亿",
            "greater than 70B",
            "exceeding 100B",
            "beyond 1T",
            "大于 7B",
            "不到 7B",
        ] {
            assert!(is_bound(text), "{text}");
        }
        for text in ["7B", "Fromage 7B", "up to date", "~7B"] {
            assert!(!is_bound(text), "{text}");
        }
        for (before, after) in
            [("trained on over", ""), ("预训练超过", "词元"), ("", "+ tokens"), ("", "tokens or more"), ("over ~", "")]
        {
            assert!(is_bound_by(before, after), "{before} {after}");
        }
        for (before, after) in [("moreover", ""), ("", "tokens (2 epochs or more)"), ("约", "词元")] {
            assert!(!is_bound_by(before, after), "{before} {after}");
        }
    }

    #[test]
    fn words_for_a_rough_figure_are_whole_words() {
        for text in ["about 7B", "roughly 7B", "circa 7B", "est. 7B", "ca 7B", "ca.7B", "大概 7B", "约7B"] {
            assert_eq!(strip_rough(text), (true, "7B"), "{text}");
        }
        for text in ["aboutface 7B", "Carol 7B", "Estonian 7B", "7B"] {
            assert_eq!(strip_rough(text), (false, text), "{text}");
        }
        for (before, rest) in
            [("trained on about", "trained on"), ("预训练约", "预训练"), ("大约", ""), ("on ca.", "on")]
        {
            assert_eq!(strip_rough_end(before), (true, rest), "{before}");
        }
        assert_eq!(strip_rough_end("on America"), (false, "on America"));
        for after in ["(about)", "tokens (approx.)", "左右", "词元（约）"] {
            assert!(ends_rough(after), "{after}");
        }
        for after in ["tokens", "", "(texts of 约翰)", "(about half in Chinese)"] {
            assert!(!ends_rough(after), "{after}");
        }
    }

    #[test]
    fn a_scale_is_read_from_a_heading() {
        for (text, unit) in [("B", "B"), ("billions", "B"), ("T tokens", "T"), ("in B", "B"), ("亿", "K")] {
            assert_eq!(parse_scale(text).map(|(unit, _)| unit), Some(unit), "{text}");
        }
        for text in ["Base", "", "model", "2023"] {
            assert_eq!(parse_scale(text), None, "{text}");
        }
    }
}
