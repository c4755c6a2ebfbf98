//! Names of models, with their makers: `owner/Name-Instruct`.

use llm_catalog::variant::Variant;

use crate::import::{
    cell::sizes::read_sizes,
    report::{CellLog, ImportReport},
    vendor,
};

/// The owner and name of a model as its repository is called; `None` if the text is only a name.
///
/// `BERT/RoBERTa` and `LLaMA-7B/13B` name two models: an owner is a known vendor, or stands in one of `links`.
pub(in crate::import) fn split_owner<'a, 'l>(
    text: &'a str,
    links: impl IntoIterator<Item = &'l str>,
) -> Option<(&'a str, &'a str)> {
    let (owner, name) = text.split_once('/')?;
    let is_part = |part: &str| {
        part.starts_with(|ch: char| ch.is_ascii_alphanumeric())
            && part.chars().all(|ch| ch.is_ascii_alphanumeric() || "-_.".contains(ch))
    };
    if !is_part(owner) || !is_part(name) {
        return None;
    }
    let path = format!("/{}", text.to_lowercase());
    let is_linked = links.into_iter().any(|url| has_path(&url.to_lowercase(), &path));
    let (lowercase_owner, lowercase_name) = (owner.to_lowercase(), name.to_lowercase());
    // `Mistral` owns models, and is one.
    let is_vendor = vendor::by_alias(owner).is_some_and(|vendor| {
        !vendor.is_model_prefix(&lowercase_owner) || lowercase_name.starts_with(&lowercase_owner)
    });
    (is_linked || is_vendor && name.starts_with(|ch: char| ch.is_ascii_alphabetic())).then_some((owner, name))
}

/// Whether an address has a path, and not only the start of its last part.
fn has_path(url: &str, path: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|ch: char| ch.is_ascii_alphanumeric() || "-_.".contains(ch));
    url.match_indices(path).any(|(at, path)| url.get(at + path.len()..).is_some_and(is_end))
}

/// Splits a name that ends in sizes between bars: `Llama 3.2-1|3|11|90B`. `None` if it has none, or some of them is no size.
pub(in crate::import) fn split_sizes(name: &str) -> Option<(&str, Vec<Variant>)> {
    let bar = name.find('|')?;
    let (start, rest) = name.split_at_checked(name.get(..bar)?.rfind(['-', ' '])?)?;
    let list = rest.get(1..)?.to_lowercase().replace("-moe", "").replace("moe-", "").to_uppercase();
    let count = list.split('|').count();
    let mut report = ImportReport::default();
    let sizes = read_sizes(&list, None, false, &mut CellLog { report: &mut report, line: 0, column: "" });
    let is_named = start.chars().any(char::is_alphanumeric);
    (is_named && sizes.len() == count && sizes.iter().all(|size| size.parameters.is_some())).then_some((start, sizes))
}

/// The sizes of a text that is nothing else: `7B, 13B`. None if some of it is no figure with a unit.
pub(in crate::import) fn read_exact_sizes(text: &str) -> Vec<Variant> {
    let mut report = ImportReport::default();
    let sizes = read_sizes(text, None, false, &mut CellLog { report: &mut report, line: 0, column: "" });
    let is_exact = report.left_out() == 0 && report.assumed == 0;
    sizes.into_iter().filter(|size| is_exact && size.parameters.is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_stands_before_the_name() {
        let split = |name| split_owner(name, ["https://huggingface.co/Owner/Name-Instruct/tree/main"]);
        assert_eq!(split("owner/Name-Instruct"), Some(("owner", "Name-Instruct")));
        assert_eq!(split("meta-llama/Llama-3.1-8B"), Some(("meta-llama", "Llama-3.1-8B")));
        assert_eq!(split("deepseek-ai/DeepSeek-V3"), Some(("deepseek-ai", "DeepSeek-V3")));
        assert_eq!(split("Qwen/Qwen2.5-7B"), Some(("Qwen", "Qwen2.5-7B")));
        for name in [
            "Name",
            "owner/Name",
            "owner/Other",
            "Flan-T5/Flan-PaLM",
            "BERT/RoBERTa",
            "GPT-3/InstructGPT",
            "TCP/IP-LM",
            "LLaMA/Alpaca",
            "Mistral/Mixtral",
            "LLaMA-7B/13B",
            "A / B",
            "a/b/c",
            "清华/ChatGLM",
            "Vicuna-7B/Alpaca",
        ] {
            assert_eq!(split(name), None, "{name}");
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
