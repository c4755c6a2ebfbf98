//! Model names: their words, the id made from them, the parameters they state.

use llm_catalog::{id::Id, quantity::Quantity, text, variant::Variant};

/// Makes an id from a name: lower case, with a dash for every other run of characters
/// than ASCII letters, digits and dots. `None` if no such character is left.
pub(super) fn to_id(name: &str) -> Option<Id> {
    let to_id_char = |ch: char| if ch.is_ascii_alphanumeric() || ch == '.' { ch.to_ascii_lowercase() } else { '-' };
    let text: String = name.chars().map(to_id_char).collect();
    let words: Vec<_> = text.split('-').map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
    Id::try_from(words.join("-")).ok()
}

/// Trims the text and removes characters that a catalogue rejects. `None` if nothing is left that can be seen.
pub(super) fn sanitize(text: &str) -> Option<String> {
    Some(text::sanitize(text)).filter(|text| !text.is_empty())
}

/// The words of a name, in lower case. Dots are part of words: `v0.1`.
pub(super) fn lowercase_words(name: &str) -> Vec<String> {
    let is_word_char = |ch: char| ch.is_alphanumeric() || ch == '.';
    let words = name.split(|ch| !is_word_char(ch)).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Parses the size in a name: `70b`, `235b-a22b`. `None` if the name states two sizes,
/// a number of experts (`8x7b`, `17b-16e`) or active parameters only.
pub(super) fn parse_size(name: &str) -> Option<Variant> {
    let words = lowercase_words(name);
    let is_expert_count = |word: &String| word.strip_suffix('e').is_some_and(|count| count.parse::<u32>().is_ok());
    // Llama 4 models are named by their active parameters.
    if words.iter().any(is_expert_count)
        || has_shared_unit(name)
        || name.to_lowercase().replace('-', "").contains("llama4")
    {
        return None;
    }
    let counts = words.iter().filter_map(|word| parse_parameter_count(word));
    // A few millions are a context: `7b-1m`.
    let mut totals: Vec<_> = counts.filter(|count| *count >= MIN_PLAIN_PARAMETERS).collect();
    totals.sort_unstable();
    totals.dedup();
    let [total] = *totals else { return None };
    let active =
        words.iter().find_map(|word| parse_parameter_count(word.strip_prefix('a')?)).filter(|active| *active < total);
    Some(Variant { parameters: Some(total), active, ..Variant::named(&total.to_string()) })
}

/// Whether a name has sizes with a common unit: `Foo-7/13B`.
fn has_shared_unit(name: &str) -> bool {
    let parts: Vec<_> = name.split(['/', '|', '~', '、']).map(lowercase_words).collect();
    let is_size = |word: &String| parse_parameter_count(word).is_some();
    let is_number = |word: &String| word.parse::<f64>().is_ok_and(|number| number < 1000.0);
    parts.windows(2).any(|pair| match pair {
        [before, after] => before.last().is_some_and(is_number) && after.first().is_some_and(is_size),
        _ => false,
    })
}

/// Fewer parameters than these are not read where nothing says that they are parameters: a few millions are a context.
pub(super) const MIN_PLAIN_PARAMETERS: Quantity = Quantity(14_000_000);

/// Parses a number of parameters: `0.6b`, `125m`, `2.4t`.
fn parse_parameter_count(word: &str) -> Option<Quantity> {
    let quantity = word.ends_with(['b', 'm', 't']).then(|| word.to_uppercase())?;
    quantity.parse().ok().filter(|count: &Quantity| count.0 > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_the_size_in_a_name() {
        let parsed = |name| {
            let size = parse_size(name)?;
            let active = size.active.map(|active| format!("-{active}")).unwrap_or_default();
            Some(format!("{}{active}", size.parameters?))
        };
        for (name, expected) in [
            ("Llama-3.3-70B-Instruct", "70B"),
            ("qwen3-235b-a22b-thinking-2507", "235B-22B"),
            ("granite-3.0-1b-a400m-instruct", "1B-400M"),
            ("Qwen2.5-7B-Instruct-1M", "7B"),
            ("qwen2.5-0.5b", "500M"),
            ("pythia-160m-deduped", "160M"),
            ("qwen3.8-2.4t-a95b", "2.4T-95B"),
        ] {
            assert_eq!(parsed(name).as_deref(), Some(expected), "{name}");
        }
        for name in [
            "Mixtral-8x7B-Instruct-v0.1",
            "llama-4-scout-17b-16e-instruct",
            "llama4-maverick-17b-instruct",
            "OLMoE-1B-7B-0924",
            "Qwen2.5-0.5B/1.5B",
            "Foo-7/13B",
            "Foo-350M-1.3B",
            "Qwen1.5-MoE-A2.7B",
            "gpt-4.1-1m",
            "claude-opus-4-5",
            "gemma-3n-e4b-it",
            "phi-3-mini-128k",
        ] {
            assert_eq!(parsed(name), None, "{name}");
        }
    }

    #[test]
    fn makes_an_id_from_a_name() {
        for (name, expected) in [
            ("Llama-3.1-8B_Instruct", "llama-3.1-8b-instruct"),
            ("--Weird..--name--", "weird-name"),
            ("gpt-4o (2024)", "gpt-4o-2024"),
        ] {
            assert_eq!(to_id(name).unwrap().as_str(), expected);
        }
        assert_eq!(to_id("盘古"), None);
    }
}
