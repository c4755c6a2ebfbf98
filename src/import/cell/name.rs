//! Names of models, with their makers: `owner/Name-Instruct`.

use llm_catalog::variant::Variant;

use crate::import::{
    cell::sizes::read_sizes,
    model_name,
    report::{CellLog, ImportReport},
};

/// The owner and name of a model as its repository is called; `None` if the text is only a name.
///
/// `Flan-T5/Flan-PaLM` and `LLaMA-7B/13B` name two models, and have no owner.
pub(in crate::import) fn split_owner(text: &str) -> Option<(&str, &str)> {
    let (owner, name) = text.split_once('/')?;
    let is_part = |part: &str| {
        part.starts_with(|ch: char| ch.is_ascii_alphanumeric())
            && part.chars().all(|ch| ch.is_ascii_alphanumeric() || "-_.".contains(ch))
    };
    let first_word = |part: &str| part.split(['-', '_', '.']).next().unwrap_or_default().to_lowercase();
    let has_size = |part: &str| model_name::parse_size(part).is_some();
    let is_repository = is_part(owner)
        && is_part(name)
        && name.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && owner.contains(|ch: char| ch.is_ascii_alphabetic())
        && !has_size(owner)
        && first_word(owner) != first_word(name);
    is_repository.then_some((owner, name))
}

/// Splits a name that ends in sizes between bars: `Llama 3.2-1|3|11|90B`. `None` if it has none, or some of them is no size.
pub(in crate::import) fn split_sizes(name: &str) -> Option<(&str, Vec<Variant>)> {
    let bar = name.find('|')?;
    let (start, rest) = name.split_at_checked(name.get(..bar)?.rfind(['-', ' '])?)?;
    let list = rest.get(1..)?.to_lowercase().replace("-moe", "").replace("moe-", "").to_uppercase();
    let count = list.split('|').count();
    let mut report = ImportReport::default();
    let sizes = read_sizes(&list, None, &mut CellLog { report: &mut report, line: 0, column: "" });
    let is_named = start.chars().any(char::is_alphanumeric);
    (is_named && sizes.len() == count && sizes.iter().all(|size| size.parameters.is_some())).then_some((start, sizes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_stands_before_the_name() {
        assert_eq!(split_owner("owner/Name-Instruct"), Some(("owner", "Name-Instruct")));
        assert_eq!(split_owner("meta-llama/Llama-3.1-8B"), Some(("meta-llama", "Llama-3.1-8B")));
        for name in ["Name", "Flan-T5/Flan-PaLM", "LLaMA-7B/13B", "A / B", "a/b/c", "清华/ChatGLM", "Vicuna-7B/Alpaca"]
        {
            assert_eq!(split_owner(name), None, "{name}");
        }
    }

    #[test]
    fn sizes_between_bars_are_variants() {
        let split = |name| {
            let (name, sizes) = split_sizes(name)?;
            let sizes: Vec<_> = sizes.iter().map(|size| size.parameters.unwrap().to_string()).collect();
            Some(format!("{name}: {}", sizes.join(" ")))
        };
        for (name, expected) in [
            ("Llama 3.2-1|3|11|90B", Some("Llama 3.2: 1B 3B 11B 90B")),
            ("Qwen2-0.5B|1.5B|57B-A14B-MoE|72B", Some("Qwen2: 500M 1.5B 57B 72B")),
            ("DeepSeek-Coder-v2-16|236B-MOE", Some("DeepSeek-Coder-v2: 16B 236B")),
            ("Phi-3|Phi-4", None),
            ("Mistral-7B", None),
        ] {
            assert_eq!(split(name).as_deref(), expected, "{name}");
        }
    }
}
