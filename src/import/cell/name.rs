//! Names of models, with their makers: `owner/Name-Instruct`.

use std::ops::RangeInclusive;

use llm_catalog::{quantity::Quantity, variant::Variant};

use crate::import::{
    cell::sizes::read_sizes,
    footnotes::strip_marks_of_name,
    model_name::MIN_PLAIN_PARAMETERS,
    report::{Assumption, CellLog, ImportReport},
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
    if !is_repository_part(owner) || !is_repository_part(name) {
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

/// Whether a text may be the owner or the name of a repository.
pub(in crate::import) fn is_repository_part(text: &str) -> bool {
    text.starts_with(|ch: char| ch.is_ascii_alphanumeric())
        && text.chars().all(|ch| ch.is_ascii_alphanumeric() || "-_.".contains(ch))
}

/// Reads a name, without the mark of a note at its end, which is reported. In a page that the program exported
/// (`is_own_page`), nothing is such a mark.
pub(in crate::import) fn read_name(written: &str, is_own_page: bool, log: &mut CellLog<'_>) -> String {
    match name_without_mark(written).filter(|_| !is_own_page) {
        Some(name) => {
            log.assume(written, Assumption::Marked);
            name
        }
        None => written.to_owned(),
    }
}

/// A name without the mark of a note at its end, if it has one. `PaLM 2-S*`, `Phi-3-*` and `M²` are names.
pub(in crate::import) fn name_without_mark(name: &str) -> Option<String> {
    let plain = strip_marks_of_name(name);
    let is_name = plain.chars().filter(|ch| ch.is_alphanumeric()).count() > 1;
    (is_name && plain.len() < name.trim().len()).then_some(plain)
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
    let sizes = exact_sizes(&list).filter(|sizes| sizes.len() == list.split('|').count())?;
    start.chars().any(char::is_alphanumeric).then_some((start, sizes))
}

/// The sizes of a text that is nothing else: `7B, 13B`. None if some of it is no figure with a unit, or no size of a
/// language model: `15T` are tokens, and `1M` is a context.
pub(in crate::import) fn read_exact_sizes(text: &str) -> Vec<Variant> {
    let is_plausible = |size: &Variant| size.parameters.is_some_and(|size| PLAUSIBLE_SIZES.contains(&size));
    exact_sizes(text).filter(|sizes| sizes.iter().all(is_plausible)).unwrap_or_default()
}

/// What a size may be where nothing says that it is one.
const PLAUSIBLE_SIZES: RangeInclusive<Quantity> = MIN_PLAIN_PARAMETERS..=Quantity(10_000_000_000_000);

/// The sizes of a text that has nothing else, if none may be a year: in `2023, 7B` the first figure has no unit of its own.
fn exact_sizes(text: &str) -> Option<Vec<Variant>> {
    let is_year = |part: &str| part.parse().is_ok_and(|year: u16| (1950..2100).contains(&year));
    if text.split(|ch: char| !ch.is_alphanumeric() && ch != '.').any(is_year) {
        return None;
    }
    let mut report = ImportReport::default();
    let sizes = read_sizes(text, None, false, &mut CellLog { report: &mut report, line: 0, column: "" });
    let is_exact = report.left_out() == 0 && report.assumed == 0;
    Some(sizes).filter(|sizes| is_exact && sizes.iter().all(|size| size.parameters.is_some()))
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
    fn marks_of_notes_are_no_part_of_a_name() {
        for (name, expected) in [
            ("Foo¹", Some("Foo")),
            ("Foo-7B ²", Some("Foo-7B")),
            ("Foo†‡", Some("Foo")),
            ("Foo†¹", Some("Foo")),
            ("Foo 4 [1]", Some("Foo 4")),
            ("Foo6 [1][2]", Some("Foo6")),
            ("Foo [1, 2]", Some("Foo")),
            ("Foo¹†", Some("Foo")),
            ("[1]", None),
            ("Foo", None),
            ("Phi-3-*", None),
            ("PaLM 2-S*", None),
            ("M²", None),
            ("M³CoT", None),
            ("¹", None),
        ] {
            assert_eq!(name_without_mark(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn brackets_have_sizes_if_they_have_nothing_else() {
        let sizes = |text| {
            let sizes = read_exact_sizes(text).into_iter().filter_map(|size| size.parameters);
            sizes.map(|size| size.to_string()).collect::<Vec<_>>().join(" ")
        };
        for (text, expected) in [
            ("7B, 13B", "7B 13B"),
            ("7/13B", "7B 13B"),
            ("2000M", "2B"),
            ("1T", "1T"),
            ("2023, 7B", ""),
            ("7B, 2023", ""),
            ("2023/7B", ""),
            ("15T", ""),
            ("1M", ""),
            ("128K", ""),
            ("7B, chat", ""),
            ("~7B", ""),
            ("8x7B", ""),
        ] {
            assert_eq!(sizes(text), expected, "{text}");
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
            ("Foo-2023|7B", None),
            ("Mistral-7B", None),
        ] {
            assert_eq!(split(name).as_deref(), expected, "{name}");
        }
    }
}
