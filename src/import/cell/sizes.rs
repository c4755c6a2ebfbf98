//! Model sizes: `7/13/33/65 B`, `236B-A21B`, `30.5B (MoE)`, or named as in `Small (125M) / 8x7B (46.7B, 12.9B active)`.

use llm_catalog::{model::Architecture, quantity::Quantity, text::is_invisible, variant::Variant};

use crate::import::{
    cell::{
        figure::{BOUND_ENDS, Figure, Scale, is_bound, parse_range, strip_rough},
        missing::is_missing_value,
    },
    footnotes::strip_footnotes,
    report::{Assumption, CellLog, LeftOutReason},
};

/// Fewer parameters than these are a figure whose unit is not stated: no language model is so small.
const MIN_PARAMETERS: Quantity = Quantity(1_000_000);
/// More parameters than these have a unit twice: `7000000000` below `Params (B)`.
const MAX_PARAMETERS: Quantity = Quantity(1_000_000_000_000_000);
/// The name of a variant has at most as many characters.
const MAX_NAME_CHARS: usize = 24;
/// The name of a variant has at most as many words.
const MAX_NAME_WORDS: usize = 3;
/// What separates the sizes of a cell, but for a comma between thousands.
const SEPARATORS: [&str; 15] =
    ["/", ",", "、", "，", "&", ";", "；", "|", "\n", " and ", " or ", "和", "及", "与", "或"];

/// Words that say no more than the column does.
const PARAMETER_WORDS: [&str; 16] = [
    "parameters",
    "parameter",
    "params",
    "param",
    "total",
    "in",
    "size",
    "个参数",
    "总参数量",
    "总参数",
    "参数规模",
    "参数量",
    "参数",
    "总计",
    "共",
    "总",
];
/// Words for the parameters used per token.
const ACTIVE_WORDS: [&str; 10] =
    ["active", "activated", "activation", "activate", "per token", "激活量", "激活", "活跃", "each token", "activates"];
/// Words between total and active parameters.
const LINKING_WORDS: [&str; 9] = ["with", "of", "out", "which", "for", "and", "are", "per", "token"];
/// Words for the parts of a model, whose figure is not that of the model.
const PART_WORDS: [&str; 8] = ["expert", "experts", "x", "×", "layer", "layers", "head", "heads"];

/// Reads the sizes in a cell; `scale` is that of the column, such as `B`.
///
/// A mixture such as `8x7B` becomes a variant of that name: its experts share weights, so that its parameters are not the
/// product, and they stay unknown unless the cell gives them. Any other name needs a figure after it. A range such as
/// `0.5~72B` is left out, for it names two sizes of several. In a page that the program exported (`is_own_page`), each text
/// between ` / ` is the name of a variant.
pub(in crate::import) fn read_sizes(
    text: &str,
    scale: Option<Scale>,
    is_own_page: bool,
    log: &mut CellLog<'_>,
) -> Vec<Variant> {
    let text = text.trim();
    if Figure::parse_prefix(text).is_some_and(|figure| figure.scale.is_none() && figure.is_bytes_below(scale)) {
        log.leave_out(text, LeftOutReason::Bytes);
        return Vec::new();
    }
    let sizes = if is_own_page { exported_sizes(text, scale, log) } else { listed_sizes(text, scale, log) };
    without_contradictions(sizes, log)
}

/// Whether a text is a size and nothing else: `7B`, `8x7B`, `30B-A3B`.
pub(in crate::import) fn is_size(text: &str) -> bool {
    let text = text.trim();
    let figure = Figure::parse_exact(text).filter(|figure| figure.scale.is_some());
    figure.is_some_and(|figure| figure_size(text, &figure, None).is_ok())
        || is_mixture(text)
        || total_with_active(text, None).is_some()
}

/// A size, and the text of the cell that states it.
type WrittenSize<'a> = (&'a str, Variant);

/// Drops sizes of equal names, and active parameters that are not fewer than all.
fn without_contradictions(parsed: Vec<WrittenSize<'_>>, log: &mut CellLog<'_>) -> Vec<Variant> {
    let mut sizes: Vec<Variant> = Vec::new();
    for (text, mut size) in parsed {
        if size.active.is_some() && size.active > size.parameters {
            let is_total_known = size.parameters.is_some();
            log.leave_out(text, if is_total_known { LeftOutReason::ActiveNotFewer } else { LeftOutReason::NoSize });
            remove_active(&mut size);
        }
        let is_same = |other: &Variant| {
            // `7B` and `7b` are one size.
            other.name == size.name
                || other.name.eq_ignore_ascii_case(&size.name) && other.parameters == size.parameters
        };
        if sizes.iter().any(is_same) {
            log.leave_out(text, LeftOutReason::DuplicateVariant);
        } else if !is_invisible(&size.name) {
            sizes.push(size);
        }
    }
    sizes
}

/// Removes the active parameters, from the name too: `236B` for `236B-A999B`.
fn remove_active(size: &mut Variant) {
    size.active = None;
    if let Some(total) = total_with_active(&size.name, None).and_then(|named| named.parameters) {
        size.name = total.to_string();
    }
}

/// The sizes in a cell of a list that people write.
fn listed_sizes<'a>(text: &'a str, scale: Option<Scale>, log: &mut CellLog<'_>) -> Vec<WrittenSize<'a>> {
    let plain = plain_size(text);
    if let Some((low, high)) = range(&plain, scale) {
        log.leave_out(text, LeftOutReason::Range(low, high));
        return Vec::new();
    }
    if has_unclear_comma(&plain) || mixes_commas(&plain) {
        log.leave_out(text, LeftOutReason::SeveralFigures);
        return Vec::new();
    }
    if let Some(sizes) = active_of_totals(&plain, scale) {
        return sizes.into_iter().map(|size| (text, size)).collect();
    }
    if let Some(size) = active_before_total(&plain, scale).or_else(|| total_with_active(&plain, scale)) {
        return vec![(text, size)];
    }
    let parts: Vec<_> = split(text).into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    // A figure without a scale takes that of the last.
    let last = parts.last().map(|part| plain_size(part)).unwrap_or_default();
    let last = Figure::parse_prefix(&last).filter(|figure| !figure.is_bytes() && figure.rest.is_empty());
    let scale = last.and_then(|figure| figure.scale).filter(|(unit, _)| !unit.is_empty()).or(scale);
    parts.into_iter().filter_map(|part| Some((part, listed_size(part, scale, log)?))).collect()
}

/// Reads one size, which has parameters or is a mixture.
fn listed_size(part: &str, scale: Option<Scale>, log: &mut CellLog<'_>) -> Option<Variant> {
    let plain = plain_size(part);
    let left_out = if is_bound(&plain) {
        Some(LeftOutReason::Bound)
    } else {
        range(&plain, scale).map(|(low, high)| LeftOutReason::Range(low, high))
    };
    if let Some(reason) = left_out {
        log.leave_out(part, reason);
        return None;
    }
    let (before, note) = split_note(&plain).map_or((&*plain, None), |(before, note)| (before, Some(note)));
    // In `10B (active)` the figure is not that of the model.
    if note.is_some_and(is_active_word) {
        log.leave_out(part, LeftOutReason::NoSize);
        return None;
    }
    let parsed = size_without_note(before, scale);
    let reason = parsed.as_ref().err().cloned();
    let mut size = match parsed {
        Ok(size) => size,
        // The figure of a name may stand in the note.
        Err(_) if is_variant_name(before) => Variant::named(before),
        Err(reason) => {
            log.leave_out(part, reason);
            return None;
        }
    };
    let is_note_known = note.is_none_or(|note| apply_note(&mut size, note, scale, NoteFigure::SameSize));
    if size.parameters.is_none() && !is_mixture(&size.name) {
        log.leave_out(part, reason.unwrap_or(LeftOutReason::NotAFigure));
        return None;
    }
    if let Some(note) = note.filter(|_| !is_note_known) {
        let figure = Figure::parse_exact(note).filter(|figure| figure.scale.or(scale).is_some());
        let is_figure = figure.is_some_and(|figure| !figure.is_bytes());
        log.leave_out(note, if is_figure { LeftOutReason::Contradiction } else { LeftOutReason::NotAFigure });
    }
    if strip_rough(before).0 {
        log.assume(part, Assumption::Approximate);
    }
    Some(size)
}

/// Reads a figure, with its active parameters or an architecture after it; a mixture; or a name that a figure follows.
fn size_without_note(text: &str, scale: Option<Scale>) -> Result<Variant, LeftOutReason> {
    if let Some(figure) = Figure::parse_exact(text) {
        return figure_size(text, &figure, scale);
    }
    let (_, plain) = strip_rough(text);
    let size = active_before_total(plain, scale)
        .or_else(|| total_with_active(plain, scale))
        .or_else(|| size_of_architecture(plain, scale))
        .or_else(|| is_mixture(text).then(|| Variant::named(text)))
        .or_else(|| named_size(text, scale));
    let is_bytes = || Figure::parse_prefix(text).is_some_and(|figure| figure.is_bytes());
    size.ok_or_else(|| if is_bytes() { LeftOutReason::Bytes } else { LeftOutReason::NotAFigure })
}

/// The sizes in a cell of an exported page: names, with the figures that they do not state in brackets.
fn exported_sizes<'a>(text: &'a str, scale: Option<Scale>, log: &mut CellLog<'_>) -> Vec<WrittenSize<'a>> {
    let parts = text.split('\n').flat_map(|line| line.split(" / ")).map(str::trim).filter(|part| !part.is_empty());
    let mut sizes = Vec::new();
    for part in parts {
        let figures = split(part);
        // Somebody wrote a list into the page: `7/13B`.
        let is_list = figures.len() > 1 && figures.iter().all(|figure| Figure::parse_exact(figure).is_some());
        // `Max 30B` is the name of a variant.
        if is_list || is_bound(part) && !part.starts_with("Max ") || range(part, scale).is_some() {
            sizes.extend(listed_sizes(part, scale, log));
        } else {
            sizes.push((part, exported_size(part, scale)));
        }
    }
    sizes
}

fn exported_size(text: &str, scale: Option<Scale>) -> Variant {
    let named = |name: &str| {
        let figure = Figure::parse_exact(name).and_then(|figure| figure_size(name, &figure, scale).ok());
        let size = total_with_active(name, scale).or(figure).unwrap_or_else(|| Variant::named(name));
        Variant { name: name.to_owned(), ..size }
    };
    let noted = split_note(text).and_then(|(name, note)| {
        let mut size = named(name);
        apply_note(&mut size, note, scale, NoteFigure::Total).then_some(size)
    });
    noted.unwrap_or_else(|| named(text))
}

/// The ends of a range that a text is but for a note in brackets. `2-6B (6B)` is a name with its size, `03-25` a date.
fn range(text: &str, scale: Option<Scale>) -> Option<(Quantity, Quantity)> {
    let (text, note) = split_note(text).unwrap_or((text, ""));
    let has_size = Figure::parse_prefix(note).is_some_and(|figure| figure.scale.is_some());
    parse_range(text, scale).filter(|(_, high)| !has_size && *high >= MIN_PARAMETERS)
}

/// Splits a text that ends in brackets into what is before and inside of them.
fn split_note(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix([')', '）'])?;
    let (before, note) = inner.rsplit_once(['(', '（'])?;
    Some((before.trim(), note.trim()))
}

/// Whether a text is two figures around a comma without a blank, which may be a decimal comma: `7,5`. `3, 7` are two.
fn has_unclear_comma(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once([',', '，']).filter(|(_, rest)| !rest.starts_with(' ')).is_some_and(|(whole, rest)| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_figure = Figure::parse_exact(rest).is_some();
        is_digits(whole) && whole != "0" && is_figure && (digits != 3 || Figure::parse_exact(text).is_none())
    })
}

/// Whether a comma of a text is a decimal one, and another that stands between digits may be one too: `0,5B / 1,5B`.
fn mixes_commas(text: &str) -> bool {
    let is_digit_at = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let between_digits = |at: &usize| at.checked_sub(1).is_some_and(is_digit_at) && is_digit_at(at + 1);
    let commas: Vec<_> = text.match_indices(',').map(|(at, _)| at).filter(between_digits).collect();
    commas.iter().any(|at| is_zero_before(text, *at)) && commas.iter().any(|at| !is_in_number(text, *at))
}

/// Whether the digits before a byte are a zero alone. That of `7.0` is none.
fn is_zero_before(text: &str, end: usize) -> bool {
    let before = text.get(..end).and_then(|before| before.strip_suffix('0'));
    before.is_some_and(|before| !before.ends_with(|ch: char| ch.is_ascii_digit() || ch == '.'))
}

/// A text without footnotes and words such as `parameters`.
fn plain_size(text: &str) -> String {
    without_words(&strip_footnotes(text), &[&PARAMETER_WORDS])
}

/// A text without some words, in any letter case. Those in Chinese may stand inside of others.
fn without_words(text: &str, words: &[&[&str]]) -> String {
    let mut text = text.to_owned();
    let words = || words.iter().copied().flatten().copied();
    for word in words().filter(|word| word.contains(' ')) {
        if let Some(at) = text.to_ascii_lowercase().find(word) {
            text.replace_range(at..at + word.len(), " ");
        }
    }
    for word in words().filter(|word| !word.is_ascii()) {
        text = text.replace(word, "");
    }
    let mut kept = String::with_capacity(text.len());
    for token in text.split_whitespace() {
        let word = token.trim_matches([',', '，', ':', '：']).to_lowercase();
        if !words().any(|known| known == word) {
            kept.push_str(if kept.is_empty() { "" } else { " " });
            kept.push_str(token);
        } else if token.ends_with([',', '，']) && !kept.is_empty() {
            // `141B total, 39B active` are two figures.
            kept.push(',');
        }
    }
    kept
}

/// Reads sizes that are all given in this order: `A47/300B A3/21B`.
fn active_of_totals(text: &str, scale: Option<Scale>) -> Option<Vec<Variant>> {
    let parts = text.split(|ch: char| ch.is_whitespace() || ",，;；、".contains(ch)).filter(|part| !part.is_empty());
    let sizes: Vec<_> = parts.map(|part| active_of_total(part, scale)).collect::<Option<_>>()?;
    Some(sizes).filter(|sizes| !sizes.is_empty())
}

/// Reads active and total parameters in this order: `A32/355B`. In `A32/1T`, where the active ones would be more than all
/// in the unit of the total, they are billions.
fn active_of_total(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let (active, total) = text.split_once('/')?;
    let active = Figure::parse_exact(active.trim().strip_prefix(['A', 'a'])?)?;
    let total = Figure::parse_exact(total)?;
    let scale = total.scale.or(scale);
    let total = total.to_quantity(scale).filter(|total| is_plausible(*total))?;
    let units = if active.scale.is_some() { [None, None] } else { [scale, Some(("B", 1))] };
    let figures: Vec<_> = units.into_iter().filter_map(|unit| active.to_quantity(unit)).collect();
    let active = figures.iter().find(|active| **active < total).or_else(|| figures.first())?;
    Some(with_active(total, *active))
}

fn with_active(total: Quantity, active: Quantity) -> Variant {
    let name = format!("{total}-A{active}");
    Variant { parameters: Some(total), active: Some(active), ..Variant::named(&name) }
}

fn is_plausible(parameters: Quantity) -> bool {
    (MIN_PARAMETERS..=MAX_PARAMETERS).contains(&parameters)
}

/// Reads total and active parameters: `236B-A21B`, `671B, 37B active`, `47B with 13B active`.
fn total_with_active(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let total = Figure::parse_prefix(text).filter(|figure| !figure.is_bytes())?;
    let parameters = total.to_quantity(scale).filter(|parameters| is_plausible(*parameters))?;
    let rest = total.rest.trim_start_matches(['-', ' ', '_', ',', '，', '、', '/']);
    let is_stated_active = starts_with_active_word(total.rest);
    // A total with a unit does not share that of other sizes with its active parameters.
    let active = active_quantity(rest, scale.filter(|_| total.scale.is_none()))?;
    // In `37B active 671B` the word may belong to either figure. In `3B of 30B active` the larger one is not the total.
    let is_part = rest.split_whitespace().next().is_some_and(|word| ["of", "out"].contains(&word));
    if is_stated_active && (active >= parameters || total.rest.contains([',', '，', '、', '/']))
        || is_part && active >= parameters
    {
        return None;
    }
    let size = with_active(parameters, active);
    let is_name = rest.starts_with(['A', 'a']) && !text.contains([' ', ',', '，', '、', '/']);
    Some(if is_name { Variant { name: text.to_owned(), ..size } } else { size })
}

/// Reads active and total parameters in this order, where a word says which are the active ones: `37B active, 671B total`,
/// `13B active of 47B`, `激活 37B / 总 671B`.
fn active_before_total(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let separators = [",", "，", "、", "/", " of "];
    let (active, total) = separators.into_iter().find_map(|separator| text.split_once(separator))?;
    if !has_active_word(active) || has_active_word(total) {
        return None;
    }
    let total = without_words(total, &[&LINKING_WORDS, &PARAMETER_WORDS]);
    let total = Figure::parse_exact(&total).filter(|figure| !figure.is_bytes())?;
    let active = active_quantity(active, total.scale.or(scale))?;
    let total = total.to_quantity(scale).filter(|total| is_plausible(*total) && active < *total)?;
    Some(with_active(total, active))
}

/// Whether the word for active parameters follows a figure, so that it belongs to this one: `37B active`. In Chinese it
/// stands before its figure.
fn starts_with_active_word(rest: &str) -> bool {
    let rest = rest.to_lowercase();
    ACTIVE_WORDS.iter().any(|word| word.is_ascii() && rest.starts_with(word))
}

/// Reads active parameters: `A21B`, `13B active`, `激活 37B`.
fn active_quantity(text: &str, scale: Option<Scale>) -> Option<Quantity> {
    let plain = without_words(text, &[&ACTIVE_WORDS, &LINKING_WORDS, &PARAMETER_WORDS]);
    let letter = plain.strip_prefix(['A', 'a']).filter(|rest| rest.starts_with(|ch: char| ch.is_ascii_digit()));
    if letter.is_none() && !has_active_word(text) {
        return None;
    }
    let figure = Figure::parse_exact(letter.unwrap_or(&plain)).filter(|figure| !figure.is_bytes())?;
    figure.scale.or(scale)?;
    figure.to_quantity(scale)
}

/// Whether a text is a word for active parameters and nothing else.
fn is_active_word(text: &str) -> bool {
    has_active_word(text) && without_words(text, &[&ACTIVE_WORDS, &LINKING_WORDS, &PARAMETER_WORDS]).is_empty()
}

fn has_active_word(text: &str) -> bool {
    let text = text.to_lowercase();
    ACTIVE_WORDS.iter().any(|word| text.contains(word))
}

/// Reads a size with the word of an architecture after it: `7B dense`, `47B MoE`.
fn size_of_architecture(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let figure = Figure::parse_prefix(text).filter(|figure| figure.scale.or(scale).is_some())?;
    let word = figure.rest.to_lowercase();
    // Encoders are dense too, so that word says nothing of the architecture.
    if word != "dense" && !MIXTURE_WORDS.contains(&&*word) {
        return None;
    }
    let written = text.get(..text.len() - figure.rest.len())?.trim();
    let size = figure_size(written, &Figure { rest: "", ..figure }, scale).ok()?;
    Some(Variant { architecture: (word != "dense").then_some(Architecture::Moe), ..size })
}

const MIXTURE_WORDS: [&str; 3] = ["moe", "mixture of experts", "混合专家"];

/// The variant of a figure, which is its name too: `7b` as it is written, `7` with the unit of the column.
fn figure_size(text: &str, figure: &Figure<'_>, scale: Option<Scale>) -> Result<Variant, LeftOutReason> {
    if figure.is_bytes() {
        return Err(LeftOutReason::Bytes);
    }
    let parameters = figure.to_quantity(scale).filter(|parameters| *parameters <= MAX_PARAMETERS);
    let parameters = parameters.ok_or(LeftOutReason::NotAFigure)?;
    if parameters < MIN_PARAMETERS {
        return Err(LeftOutReason::NoUnit);
    }
    let written: String = text.split_whitespace().collect();
    let digits = figure.significant_digits();
    let has_letter = figure.scale.is_some() && written.len() == digits.len() + 1;
    let name = match figure.scale.or(scale) {
        _ if has_letter && written.starts_with(digits) => written,
        Some((unit, 1)) if !unit.is_empty() && parameters < Quantity(1_000_000_000_000) => format!("{digits}{unit}"),
        _ => parameters.to_string(),
    };
    Ok(Variant { parameters: Some(parameters), ..Variant::named(&name) })
}

/// Splits at the separators outside of brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, ch) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        match ch {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at >= start && !(ch == ',' && is_in_number(text, at)) => {
                let is_bound = BOUND_ENDS.iter().any(|end| end.contains(' ') && rest.starts_with(end));
                if let Some(separator) = SEPARATORS.iter().find(|text| !is_bound && rest.starts_with(**text)) {
                    parts.extend(text.get(start..at));
                    start = at + separator.len();
                }
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// Whether the comma at a byte is part of a number: between a digit and three digits, or after a zero alone.
fn is_in_number(text: &str, comma: usize) -> bool {
    let (before, after) = (text.get(..comma).unwrap_or_default(), text.get(comma + 1..).unwrap_or_default());
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    before.ends_with(|ch: char| ch.is_ascii_digit()) && digits == 3 || is_zero_before(text, comma) && digits > 0
}

/// Reads a name that a figure with a unit follows: `Large 770M`, `Base: 110M`. In `Vicuna-7B` it is part of the name, and
/// need not be the size of this model.
fn named_size(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let (name, figure) = text.rsplit_once([' ', ':', '：'])?;
    let figure = Figure::parse_exact(figure).filter(|figure| !figure.is_bytes() && figure.scale.is_some())?;
    let parameters = figure.to_quantity(scale).filter(|parameters| is_plausible(*parameters))?;
    let is_named = is_variant_name(name) && name.chars().any(char::is_alphabetic);
    is_named.then(|| Variant { parameters: Some(parameters), ..Variant::named(text) })
}

/// Whether a text before a figure can be the name of a variant, such as `mini` or `0528`. One that has a size is none:
/// `9B-2B` are the sizes of two parts. Neither are words that say how sure the figure is.
fn is_variant_name(text: &str) -> bool {
    let has_scale = |word: &str| Figure::parse_prefix(word).is_some_and(|figure| figure.scale.is_some());
    let (is_rough, _) = strip_rough(text);
    let lowercase = text.to_lowercase();
    let mut words = lowercase.split(|ch: char| !ch.is_alphanumeric());
    let is_doubtful =
        words.any(|word| DOUBT_WORDS.contains(&word)) || DOUBT_WORDS_ZH.iter().any(|word| text.contains(word));
    text.chars().any(char::is_alphanumeric)
        && text.chars().count() <= MAX_NAME_CHARS
        && text.split_whitespace().count() <= MAX_NAME_WORDS
        && !is_rough
        && !is_doubtful
        && !is_missing_value(text)
        && !has_scale(text)
        && !has_active_word(text)
        && !text.split_whitespace().any(|word| PART_WORDS.contains(&&*word.to_lowercase()))
        && !text.split([' ', '-', '_', ':', '：', '/', ',']).any(has_scale)
}

/// Words that say that a figure is not sure, is not that of the model, or is a bound of it.
const DOUBT_WORDS: [&str; 30] = [
    "allegedly",
    "as",
    "between",
    "estimate",
    "estimated",
    "exceeding",
    "from",
    "likely",
    "maybe",
    "not",
    "perhaps",
    "planned",
    "possibly",
    "presumably",
    "probably",
    "reported",
    "reportedly",
    "rumored",
    "rumoured",
    "same",
    "similar",
    "tba",
    "tbd",
    "than",
    "unconfirmed",
    "undisclosed",
    "unknown",
    "unofficial",
    "unreleased",
    "upcoming",
];
/// The same in Chinese.
const DOUBT_WORDS_ZH: [&str; 14] =
    ["传闻", "据传", "据称", "可能", "疑似", "估计", "预计", "未知", "未公", "未发布", "待定", "相同", "类似", "介于"];

/// Whether a text is a mixture such as `8x7B`.
fn is_mixture(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let expert = text.get(digits..).and_then(|rest| rest.trim_start().strip_prefix(['x', 'X', '×', '*']));
    let expert = expert.filter(|_| digits > 0).and_then(Figure::parse_exact);
    expert.is_some_and(|expert| expert.scale.is_some() && !expert.is_bytes() && !expert.is_rough)
}

/// What a figure in the brackets after a size is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoteFigure {
    /// The total parameters, whatever the name of the size says.
    Total,
    /// The same size to more digits, as in `7B (7.24B)`. In `671B (37B)` it is something else.
    SameSize,
}

impl NoteFigure {
    /// Whether the figure of a note is that of a size with these parameters.
    fn is_total(self, parameters: Option<Quantity>, noted: Quantity) -> bool {
        self == Self::Total || parameters.is_none_or(|known| noted.0.abs_diff(known.0) <= known.0 / 4)
    }
}

/// Fills a size from the text in the brackets after it: `46.7B, 12.9B active`, `MoE`. False if some of it is not known.
fn apply_note(size: &mut Variant, note: &str, scale: Option<Scale>, kind: NoteFigure) -> bool {
    let mut is_known = true;
    for part in note.split([',', '，', ';', '、', '/']).map(plain_size) {
        let figure = || Figure::parse_exact(&part).filter(|figure| figure.scale.or(scale).is_some());
        if let Some(active) = active_quantity(&part, scale) {
            size.active = Some(active);
        } else if let Some(figure) = figure() {
            let parameters = figure
                .to_quantity(scale)
                .filter(|count| !figure.is_bytes() && is_plausible(*count) && kind.is_total(size.parameters, *count));
            is_known &= parameters.is_some();
            size.parameters = parameters.or(size.parameters);
        } else if MIXTURE_WORDS.contains(&&*part.to_lowercase()) {
            size.architecture = Some(Architecture::Moe);
        } else {
            // A word such as `total` says no more than the column does.
            is_known &= part.is_empty() || part.eq_ignore_ascii_case("dense");
        }
    }
    is_known
}
