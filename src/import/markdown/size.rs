//! Model sizes: `7/13/33/65 B`, or named as in `Small (125M) / 8x7B (46.7B, 12.9B active)`.

use llm_catalog::{Foreign, quantity::Quantity, text::is_invisible, variant::Variant};

use crate::import::markdown::scaled_number::ScaledNumber;

/// Parses the sizes in a cell; `scale` is that of the column, such as `B`.
/// Ranges and duplicates are reported.
pub(super) fn parse_sizes(text: &str, scale: Option<&str>, warn: &mut dyn FnMut(String)) -> Vec<Variant> {
    let parsed = if let Some(sizes) = parse_numeric_sizes(text, scale) {
        sizes
    } else if is_range(text) {
        warn(format!("`{}` is a range; list each size", Foreign::new(text)));
        Vec::new()
    } else {
        text.split(" / ").map(|part| parse_named_size(part.trim())).collect()
    };
    let mut sizes: Vec<Variant> = Vec::new();
    for mut size in parsed {
        if is_invisible(&size.name) {
            continue;
        }
        if size.active.is_some() && size.active > size.parameters {
            warn(format!(
                "skipped the active parameters of `{}`, which are not fewer than all",
                Foreign::new(&size.name)
            ));
            size.active = None;
        }
        if sizes.iter().any(|other| other.name == size.name) {
            warn(format!("skipped the duplicate size `{}`", Foreign::new(&size.name)));
        } else {
            sizes.push(size);
        }
    }
    sizes
}

/// Parses numbers only; those without a scale take that of the last one, else that of the column.
fn parse_numeric_sizes(text: &str, scale: Option<&str>) -> Option<Vec<Variant>> {
    let numbers: Option<Vec<_>> = text.split(['/', ',', '、', '，', '&', ';']).map(ScaledNumber::parse_exact).collect();
    let numbers = numbers?;
    let column_scale =
        ScaledNumber::parse_prefix(&format!("1{}", scale.unwrap_or_default())).and_then(|number| number.scale);
    let default_scale = numbers.last()?.scale.or(column_scale);
    let to_size = |number: &ScaledNumber<'_>| {
        let parameters = number.to_quantity(default_scale)?;
        let name = match number.scale.or(default_scale) {
            Some((unit, 1)) => format!("{}{unit}", number.digits),
            // `7` without a scale is not a model of seven parameters.
            None if parameters < Quantity(1_000) => return None,
            _ => parameters.to_string(),
        };
        Some(Variant { parameters: Some(parameters), ..Variant::named(&name) })
    };
    numbers.iter().map(to_size).collect()
}

fn is_range(text: &str) -> bool {
    let bounds = text.split_once(['-', '–', '~']);
    bounds.is_some_and(|(low, high)| {
        ScaledNumber::parse_exact(low).is_some() && ScaledNumber::parse_exact(high).is_some()
    })
}

/// Parses a name with its parameters in brackets, if there are any.
fn parse_named_size(text: &str) -> Variant {
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let with_parameters = parts.and_then(|(name, numbers)| {
        let mut size = Variant::named(name);
        size.parameters = name.parse().ok();
        for number in numbers.split(", ") {
            let number = ScaledNumber::parse_prefix(number)?;
            let quantity = number.to_quantity(None)?;
            let field = if number.rest.is_empty() { &mut size.parameters } else { &mut size.active };
            *field = Some(quantity);
        }
        Some(size)
    });
    with_parameters.unwrap_or_else(|| Variant { parameters: text.parse().ok(), ..Variant::named(text) })
}
