//! Context lengths: `32k`, `128K`, `1M`, `8,192 tokens`.

use crate::import::{
    cell::figure::{Figure, Scale, is_bound, is_bound_by, parse_range, strip_rough},
    footnotes::strip_footnotes,
    report::{Assumption, CellLog, LeftOutReason},
};

/// The context length that a model was trained for, and with an extension, in tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Context {
    pub(in crate::import) native: Option<u32>,
    pub(in crate::import) extended: Option<u32>,
}

/// Words after a number of tokens.
const TOKEN_WORDS: [&str; 6] = ["token", "tokens", "tok", "词元", "ctx", "context"];
/// Words for an extension, in lower case.
const EXTENSION_WORDS: [&str; 9] =
    ["yarn", "ntk", "rope", "extended", "extension", "extrapolat", "interpolat", "扩展", "外推"];

/// Reads a context length; `scale` is that of the column.
///
/// A figure without a unit that is too small for a number of tokens, such as `128`, is left out, unless the program exported
/// the page (`is_own_page`).
///
/// Makers write `32K` for 32,768 and `200K` for 200,000: thousands that are a multiple of 32, or one of 1, 2, 4, 8 and 16,
/// count 1,024, others 1,000. A million counts 1,048,576 if it is a whole one.
pub(in crate::import) fn read_context(
    cell: &str,
    scale: Option<Scale>,
    is_own_page: bool,
    log: &mut CellLog<'_>,
) -> Context {
    let text = &*strip_footnotes(cell);
    let (main, note) = match text.split_once(['(', '（']) {
        Some((main, note)) => {
            let inner = note.trim().trim_end_matches([')', '）']);
            // More text may follow the brackets: `1M tokens (in), 64K (out)`.
            let is_one = !inner.contains([')', '）']);
            (main.trim(), Some(if is_one { inner } else { text.get(main.len()..).unwrap_or(note) }))
        }
        None => (text.trim(), None),
    };
    let main = &*strip_footnotes(main);
    let native = match parse_tokens(main, scale) {
        Ok(tokens) if is_own_page || !lacks_unit(main, scale, tokens) => Some(tokens),
        Ok(_) => {
            log.leave_out(cell, LeftOutReason::NotAContext);
            return Context::default();
        }
        Err(reason) => {
            log.leave_out(cell, reason);
            return Context::default();
        }
    };
    if strip_rough(main).0 {
        log.assume(cell, Assumption::Approximate);
    }
    let extended = note.and_then(|note| extended_tokens(note, scale)).filter(|extended| Some(*extended) > native);
    if let (Some(note), None) = (note, extended) {
        let is_token_word = TOKEN_WORDS.contains(&&*note.to_lowercase());
        // `32768 (32K)` says it twice.
        let is_same = parse_tokens(note, scale).ok() == native;
        if !note.is_empty() && !is_token_word && !is_same {
            log.leave_out(note, LeftOutReason::NotAContext);
        }
    }
    Context { native, extended }
}

/// The only length in a note about an extension: `128K with YaRN`. Other figures have no scale, or stand beside a word such
/// as `theta`.
fn extended_tokens(note: &str, scale: Option<Scale>) -> Option<u32> {
    let words = note.to_lowercase();
    if !EXTENSION_WORDS.iter().any(|word| words.contains(word)) {
        return None;
    }
    let figures: Vec<_> = clauses(note).filter(|clause| !names_constant(clause)).flat_map(figures).collect();
    let mut lengths = figures.iter().filter(|figure| figure.scale.is_some() || counts_tokens(figure));
    match (lengths.next(), lengths.next(), figures.as_slice()) {
        (Some(length), None, _) => to_tokens(length, scale),
        (None, None, [only]) if scale.is_some() && !CONSTANT_WORDS.iter().any(|word| words.contains(word)) => {
            to_tokens(only, scale)
        }
        (None, None, [only]) => to_tokens(only, None).filter(|tokens| tokens.is_multiple_of(1 << 10)),
        _ => None,
    }
}

/// Words for figures of an extension without a scale that are no length.
const CONSTANT_WORDS: [&str; 2] = ["factor", "scal"];
/// Names of the base of rotary embeddings and the like, whose figures may have a scale: `RoPE theta 500K`.
const BASE_WORDS: [&str; 5] = ["theta", "base", "alpha", "θ", "α"];

/// The parts of a note. A comma without a blank after it may stand between thousands.
fn clauses(note: &str) -> impl Iterator<Item = &str> {
    note.split([';', '；', '，', '、', '\n']).flat_map(|clause| clause.split(", "))
}

/// Whether the figures of a part of a note are constants rather than lengths: `rope_theta=1M`.
fn names_constant(clause: &str) -> bool {
    let clause = clause.to_lowercase();
    clause.contains("基数") || clause.split(|ch: char| !ch.is_alphabetic()).any(|word| BASE_WORDS.contains(&word))
}

/// The figures of a text, but for digits inside of words.
fn figures(text: &str) -> Vec<Figure<'_>> {
    let (mut figures, mut before) = (Vec::new(), ' ');
    let mut is_in_word = false;
    for (at, ch) in text.char_indices() {
        if ch.is_ascii_digit() && !is_in_word {
            figures.extend(text.get(at..).and_then(Figure::parse_prefix));
        }
        is_in_word = ch.is_ascii_alphanumeric() || ".,".contains(ch) && before.is_ascii_digit();
        before = ch;
    }
    figures
}

/// Whether the words after a figure without a scale say that it counts single tokens. No context is of so few that they
/// would be thousands.
fn counts_tokens(figure: &Figure<'_>) -> bool {
    let word = figure.rest.split(|ch: char| !ch.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    figure.scale.is_none() && figure.digits.len() > 3 && TOKEN_WORDS.contains(&&*word)
}

fn parse_tokens(text: &str, scale: Option<Scale>) -> Result<u32, LeftOutReason> {
    if let Some((low, high)) = parse_range(text, scale) {
        return Err(LeftOutReason::Range(low, high));
    }
    if is_bound(text) {
        return Err(LeftOutReason::Bound);
    }
    let several = |text: &str| {
        let mut parts = text.split(['/', ',', '、', '，', ';', '&']);
        parts.clone().count() > 1 && parts.all(|part| Figure::parse_prefix(part).is_some())
    };
    let figure = Figure::parse_prefix(text).ok_or(LeftOutReason::NotAContext)?;
    if figure.is_bytes_below(scale) {
        return Err(LeftOutReason::Bytes);
    }
    if !figure.rest.is_empty() && !TOKEN_WORDS.contains(&&*figure.rest.to_lowercase()) {
        return Err(if is_bound_by("", figure.rest) {
            LeftOutReason::Bound
        } else if several(text) {
            LeftOutReason::SeveralFigures
        } else {
            LeftOutReason::NotAContext
        });
    }
    to_tokens(&figure, scale).ok_or(LeftOutReason::NotAContext)
}

/// The number of tokens.
fn to_tokens(figure: &Figure<'_>, scale: Option<Scale>) -> Option<u32> {
    let scale = scale.filter(|_| !counts_tokens(figure));
    let unit = figure.scale.or(scale);
    // Below `Context (K)`, `131072` and `32000` have their unit twice.
    let whole = figure.digits.split('.').next().and_then(|whole| whole.parse::<u64>().ok());
    if figure.scale.is_none() && scale.is_some() && whole.is_none_or(|whole| whole > MAX_SCALED_FIGURE) {
        return None;
    }
    let tokens = match (unit, figure.significant_digits().parse::<u64>()) {
        (Some(("K", 1)), Ok(thousands)) if is_binary(thousands) => thousands.checked_mul(1 << 10)?,
        (Some(("M", 1)), Ok(millions)) => millions.checked_mul(1 << 20)?,
        _ => figure.to_quantity(scale)?.0,
    };
    u32::try_from(tokens).ok().filter(|tokens| *tokens > 0)
}

/// Whether a figure is too small for a number of tokens, so that it may be of thousands: `128`, unlike `128 tokens`.
fn lacks_unit(text: &str, scale: Option<Scale>, tokens: u32) -> bool {
    let is_plain = Figure::parse_prefix(text).is_some_and(|figure| figure.scale.is_none() && figure.rest.is_empty());
    is_plain && scale.is_none() && tokens < MIN_PLAIN_TOKENS
}

/// Fewer tokens than these are not read where nothing says that they are tokens.
const MIN_PLAIN_TOKENS: u32 = 512;
/// No context is of more thousands than these.
const MAX_SCALED_FIGURE: u64 = 10_000;

fn is_binary(thousands: u64) -> bool {
    [1, 2, 4, 8, 16].contains(&thousands) || thousands.is_multiple_of(32)
}
