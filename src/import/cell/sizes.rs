//! Model sizes: `7/13/33/65 B`, `236B-A21B`, `30.5B (MoE)`, or named as in `Small (125M) / 8x7B (46.7B, 12.9B active)`.

use llm_catalog::{model::Architecture, quantity::Quantity, text::is_invisible, variant::Variant};

use crate::import::{
    cell::figure::{Figure, Scale, parse_range, strip_rough},
    report::{Assumption, CellLog, LeftOutReason},
};

/// Fewer parameters than these are a figure whose unit is not stated: no language model is so small.
const MIN_PARAMETERS: Quantity = Quantity(1_000_000);
/// A name of a variant without a figure is one word of at most this many characters.
const MAX_NAME_CHARS: usize = 24;
/// What separates the sizes of a cell, but for a comma between thousands.
const SEPARATORS: [char; 9] = ['/', ',', '、', '，', '&', ';', '；', '|', '\n'];

/// Reads the sizes in a cell; `scale` is that of the column, such as `B`.
///
/// A mixture such as `8x7B` becomes a variant of that name: its experts share weights, so that its parameters are not the
/// product, and they stay unknown unless the cell gives them. A range such as `0.5~72B` is left out, for it names two sizes
/// of several.
pub(in crate::import) fn read_sizes(text: &str, scale: Option<Scale>, log: &mut CellLog<'_>) -> Vec<Variant> {
    let text = text.trim();
    if let Some((low, high)) = range(text, scale) {
        log.leave_out(text, LeftOutReason::Range(low, high));
        return Vec::new();
    }
    let parsed = active_of_total(text, scale).map(|size| vec![size]).or_else(|| numeric_sizes(text, scale, log));
    let parsed = parsed.unwrap_or_else(|| {
        let parts = parts(text, scale);
        let is_list = parts.len() > 1;
        parts.into_iter().filter_map(|part| read_size(part.trim(), scale, is_list, log)).collect()
    });
    without_contradictions(parsed, log)
}

/// Drops sizes of equal names, and active parameters that are not fewer than all.
fn without_contradictions(parsed: Vec<Variant>, log: &mut CellLog<'_>) -> Vec<Variant> {
    let mut sizes: Vec<Variant> = Vec::new();
    for mut size in parsed {
        if size.active.is_some() && size.active > size.parameters {
            log.leave_out(&size.name, LeftOutReason::ActiveNotFewer);
            size.active = None;
        }
        if sizes.iter().any(|other| other.name == size.name) {
            log.leave_out(&size.name, LeftOutReason::DuplicateVariant);
        } else if !is_invisible(&size.name) {
            sizes.push(size);
        }
    }
    sizes
}

/// The ends of a range that a text is but for a note in brackets. `2-6B (6B)` is a name with its size, `03-25` a date.
fn range(text: &str, scale: Option<Scale>) -> Option<(Quantity, Quantity)> {
    let (text, note) = split_note(text).unwrap_or((text, ""));
    let has_size = find_figure(note).is_some_and(|(_, figure)| figure.scale.is_some());
    parse_range(text, scale).filter(|(_, high)| !has_size && *high >= MIN_PARAMETERS)
}

/// Splits a text that ends in brackets into what is before and inside of them.
fn split_note(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix([')', '）'])?;
    let (before, note) = inner.rsplit_once(['(', '（'])?;
    Some((before.trim(), note.trim()))
}

/// Reads active and total parameters in this order: `A32/355B`.
fn active_of_total(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let (active, total) = text.split_once('/')?;
    let active = Figure::parse_exact(active.trim().strip_prefix(['A', 'a'])?)?;
    let total = Figure::parse_exact(total)?;
    let scale = total.scale.or(scale);
    let (active, total) = (active.to_quantity(active.scale.or(scale))?, total.to_quantity(scale)?);
    Some(with_active(total, active)).filter(|_| total >= MIN_PARAMETERS)
}

fn with_active(total: Quantity, active: Quantity) -> Variant {
    let name = format!("{total}-A{active}");
    Variant { parameters: Some(total), active: Some(active), ..Variant::named(&name) }
}

/// Reads a list of figures only; one without a scale takes that of the last, else that of the column.
fn numeric_sizes(text: &str, scale: Option<Scale>, log: &mut CellLog<'_>) -> Option<Vec<Variant>> {
    let parts = split(text).into_iter().map(str::trim).filter(|part| !part.is_empty());
    let figures: Option<Vec<_>> = parts.map(|part| Figure::parse_exact(part).map(|figure| (part, figure))).collect();
    let figures = figures?;
    let is_version =
        |figure: &Figure<'_>| matches!(figure.scale.or(scale), None | Some(("K", 1))) && !figure.digits.contains("000");
    if figures
        .iter()
        .all(|(part, figure)| is_version(figure) && (text.contains(" / ") || part.len() == 4 || figure.scale.is_some()))
    {
        // The program's own pages list versions and contexts here: `1.1 / 1.2`, `0528`, `9K / 100K`.
        return None;
    }
    let default_scale = figures.last()?.1.scale.or(scale);
    let mut sizes = Vec::new();
    for (part, figure) in &figures {
        match figure_size(part, figure, default_scale) {
            Ok(size) => {
                if figure.is_rough {
                    log.assume(part, Assumption::Approximate);
                }
                sizes.push(size);
            }
            Err(reason) => log.leave_out(part, reason),
        }
    }
    Some(sizes)
}

/// The variant of a figure, which is its name too: `7b` as it is written, `7` with the unit of the column.
fn figure_size(text: &str, figure: &Figure<'_>, default_scale: Option<Scale>) -> Result<Variant, LeftOutReason> {
    if figure.is_bytes() {
        return Err(LeftOutReason::Bytes);
    }
    let parameters = figure.to_quantity(default_scale).ok_or(LeftOutReason::NotAFigure)?;
    if parameters < MIN_PARAMETERS {
        return Err(LeftOutReason::NoUnit);
    }
    let written: String = text.split_whitespace().collect();
    let has_letter = figure.scale.is_some() && written.len() == figure.digits.len() + 1;
    let name = match figure.scale.or(default_scale) {
        _ if has_letter && written.starts_with(&*figure.digits) => written,
        Some((unit, 1)) if parameters < Quantity(1_000_000_000_000) => format!("{}{unit}", figure.digits),
        _ => parameters.to_string(),
    };
    Ok(Variant { parameters: Some(parameters), ..Variant::named(&name) })
}

/// The sizes of a cell: between all separators if each of them has a figure, else between ` / ` and lines.
fn parts(text: &str, scale: Option<Scale>) -> Vec<&str> {
    let parts = split(text);
    let has_figure = |part: &&str| find_figure(part).is_some_and(|(_, figure)| figure.scale.or(scale).is_some());
    if parts.iter().all(has_figure) {
        return parts;
    }
    let parts = text.split('\n').flat_map(|line| line.split(" / "));
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// Splits at the separators outside of brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, ch) in text.char_indices() {
        match ch {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            ch if depth == 0 && SEPARATORS.contains(&ch) && !(ch == ',' && is_between_thousands(text, at)) => {
                parts.extend(text.get(start..at));
                start = at + ch.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// Whether the comma at a byte stands between a digit and three digits.
fn is_between_thousands(text: &str, comma: usize) -> bool {
    let (before, after) = (text.get(..comma).unwrap_or_default(), text.get(comma + 1..).unwrap_or_default());
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    before.ends_with(|ch: char| ch.is_ascii_digit()) && digits == 3
}

/// Reads one size. Of several in a cell, a name without a figure is one too.
fn read_size(text: &str, scale: Option<Scale>, is_list: bool, log: &mut CellLog<'_>) -> Option<Variant> {
    if text.starts_with(['>', '<', '≥', '≤']) || text.ends_with('+') && find_figure(text).is_some() {
        log.leave_out(text, LeftOutReason::Bound);
        return None;
    }
    if let Some((low, high)) = range(text, scale) {
        log.leave_out(text, LeftOutReason::Range(low, high));
        return None;
    }
    let (before, note) = split_note(text).map_or((text, None), |(before, note)| (before, Some(note)));
    let (_, plain) = strip_rough(before);
    let size = total_with_active(plain, scale).or_else(|| {
        let figure = Figure::parse_exact(before).filter(|figure| figure.scale.or(scale).is_some())?;
        if figure.is_rough {
            log.assume(before, Assumption::Approximate);
        }
        figure_size(before, &figure, scale).ok()
    });
    let mut size = match size.or_else(|| named_size(before, scale)) {
        Some(size) => size,
        None if find_figure(before).is_some_and(|(_, figure)| figure.is_bytes()) => {
            log.leave_out(text, LeftOutReason::Bytes);
            return None;
        }
        None if is_variant_name(before, scale, is_list || note.is_some_and(|note| find_figure(note).is_some())) => {
            Variant::named(before)
        }
        None => {
            log.leave_out(text, LeftOutReason::NotAFigure);
            return None;
        }
    };
    if let Some(note) = note.filter(|note| !apply_note(&mut size, note, scale)) {
        log.leave_out(note, LeftOutReason::NotAFigure);
    }
    Some(size)
}

/// Reads total and active parameters in one word, or in words: `236B-A21B`, `671B, 37B active`.
fn total_with_active(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let (total, rest) = {
        let total = Figure::parse_prefix(text)?;
        (total.to_quantity(total.scale.or(scale))?, total.rest)
    };
    let active = rest.trim_start_matches(['-', ' ', '_', '(']);
    let active = active.strip_prefix(['A', 'a']).filter(|rest| rest.starts_with(|ch: char| ch.is_ascii_digit()))?;
    let active = Figure::parse_exact(active)?;
    let active = active.to_quantity(active.scale.or(scale))?;
    let name = text.split_whitespace().collect::<String>();
    let is_large = total >= MIN_PARAMETERS;
    is_large.then(|| Variant { parameters: Some(total), active: Some(active), ..Variant::named(&name) })
}

/// Reads a name that a figure with a unit follows: `Large 770M`, `Base: 110M`. In `Vicuna-7B` it is part of the name, and
/// need not be the size of this model.
fn named_size(text: &str, scale: Option<Scale>) -> Option<Variant> {
    let (name, figure) = text.rsplit_once([' ', ':', '：'])?;
    let figure = Figure::parse_exact(figure).filter(|figure| !figure.is_bytes() && figure.scale.is_some())?;
    let parameters = figure.to_quantity(scale)?;
    // `9B-2B` are the sizes of two parts, not of a variant named `9B`.
    let mut words = name.split([' ', '-', '_', ':', '：']);
    let has_size = words.any(|word| Figure::parse_exact(word).is_some_and(|figure| figure.scale.is_some()));
    let is_named = name.chars().any(char::is_alphabetic) && !has_size && parameters >= MIN_PARAMETERS;
    is_named.then(|| Variant { parameters: Some(parameters), ..Variant::named(text) })
}

/// Whether a text without a figure can be the name of a variant, such as `mini`, `0528` or `8x7B`. Where the heading has a
/// unit, it is of figures, and a single word without a digit is no name.
fn is_variant_name(text: &str, scale: Option<Scale>, is_list: bool) -> bool {
    let words = text.split_whitespace().count();
    let has_digit = || text.chars().any(|ch| ch.is_ascii_digit());
    text.chars().count() <= MAX_NAME_CHARS
        && words > 0
        && (is_list || words == 1 && scale.is_none() || words < 4 && has_digit())
}

/// Fills a size from the text in the brackets after it: `46.7B, 12.9B active`, `MoE`. False if some of it is not known.
fn apply_note(size: &mut Variant, note: &str, scale: Option<Scale>) -> bool {
    let mut is_known = true;
    for part in note.split([',', '，', ';', '、', '/']) {
        let words = part.trim().to_lowercase();
        let is_active = ["active", "activated", "激活", "per token"].iter().any(|word| words.contains(word));
        if let Some((_, figure)) = find_figure(&words).filter(|(_, figure)| figure.scale.or(scale).is_some()) {
            let is_active = is_active || words.strip_prefix('a').is_some_and(|rest| rest.starts_with(char::is_numeric));
            let quantity = figure.to_quantity(scale).filter(|_| !figure.is_bytes());
            is_known &= quantity.is_some();
            match quantity {
                Some(quantity) if is_active => size.active = Some(quantity),
                Some(quantity) => size.parameters = Some(quantity),
                None => {}
            }
        } else if ["moe", "mixture of experts", "混合专家"].contains(&&*words) {
            size.architecture = Some(Architecture::Moe);
        } else if ["params", "parameters", "total", "总参数", "参数", ""].contains(&&*words) {
            // It says no more than the column does.
        } else {
            is_known = false;
        }
    }
    is_known
}

/// The first figure of a text, with its place in bytes. Digits inside of a word, as in `v2` and `8x7B`, are none.
fn find_figure(text: &str) -> Option<(usize, Figure<'_>)> {
    let mut is_in_word = false;
    for (at, ch) in text.char_indices() {
        let starts_active = text.get(..at).is_some_and(|before| before.ends_with(['A', 'a']) && before.len() == 1);
        if ch.is_ascii_digit() && (!is_in_word || starts_active) {
            let figure = text.get(at..).and_then(Figure::parse_prefix)?;
            let is_mixture = figure.scale.is_none() && figure.rest.starts_with(['x', 'X', '×', '*']);
            return (!is_mixture).then_some((at, figure));
        }
        is_in_word = ch.is_ascii_alphanumeric() || ch == '.';
    }
    None
}
