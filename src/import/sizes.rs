//! The sizes of a family, as a cell gives them: `7/13/33/65 B`, or by name as
//! in `Small (125M) / 8x7B (46.7B, 12.9B active)`.

use llm_catalog::{model::Size, quantity::Quantity};

use crate::import::figures::ScaledNumber;

/// The sizes of a cell; `scale` is that of its column, such as `B`.
pub(super) fn parse_sizes(text: &str, scale: Option<&str>, left_out: &mut impl FnMut(String)) -> Vec<Size> {
    let found = if let Some(sizes) = parse_numeric_sizes(text, scale) {
        sizes
    } else if is_range(text) {
        left_out(format!("`{text}` is a range; list the sizes themselves"));
        Vec::new()
    } else {
        text.split(" / ").map(|part| parse_named_size(part.trim())).collect()
    };
    let mut sizes: Vec<Size> = Vec::new();
    for size in found {
        if sizes.iter().any(|other| other.name == size.name) {
            left_out(format!("the size `{}` is given twice; the second is left out", size.name));
        } else {
            sizes.push(size);
        }
    }
    sizes
}

/// Nothing but figures; those without a scale have that of the last, or of the column.
fn parse_numeric_sizes(text: &str, scale: Option<&str>) -> Option<Vec<Size>> {
    let figures: Option<Vec<_>> = text.split(['/', ',', '、', '，', '&', ';']).map(ScaledNumber::parse_exact).collect();
    let figures = figures?;
    let of_column =
        ScaledNumber::parse_prefix(&format!("1{}", scale.unwrap_or_default())).and_then(|figure| figure.scale);
    let shared = figures.last()?.scale.or(of_column);
    let size = |figure: &ScaledNumber<'_>| {
        let parameters = figure.to_quantity(shared)?;
        let name = match figure.scale.or(shared) {
            Some((scale, 1)) => format!("{}{scale}", figure.digits),
            // Nobody means a model of seven parameters.
            None if parameters < Quantity(1_000) => return None,
            _ => parameters.to_string(),
        };
        Some(Size { parameters: Some(parameters), ..new_size(name) })
    };
    figures.iter().map(size).collect()
}

fn is_range(text: &str) -> bool {
    let ends = text.split_once(['-', '–', '~']);
    ends.is_some_and(|(first, last)| {
        ScaledNumber::parse_exact(first).is_some() && ScaledNumber::parse_exact(last).is_some()
    })
}

/// A size by its name, with the figures that stand behind it in brackets.
fn parse_named_size(text: &str) -> Size {
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let figured = parts.and_then(|(name, figures)| {
        let mut size = new_size(name.to_owned());
        size.parameters = name.parse().ok();
        for figure in figures.split(", ") {
            let figure = ScaledNumber::parse_prefix(figure)?;
            let count = figure.to_quantity(None)?;
            let place = if figure.rest.is_empty() { &mut size.parameters } else { &mut size.active };
            *place = Some(count);
        }
        Some(size)
    });
    figured.unwrap_or_else(|| Size { parameters: text.parse().ok(), ..new_size(text.to_owned()) })
}

/// A size of which no figure is known.
pub(super) fn new_size(name: String) -> Size {
    Size { name, parameters: None, active: None, tokens: None, checkpoint: None }
}
