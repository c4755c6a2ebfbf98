//! The many spellings of a served model's id, brought to one.
//!
//! `meta-llama/Llama-3.3-70B-Instruct`, `@cf/meta/llama-3.3-70b-instruct-fp8-fast`
//! and `us.meta.llama3-3-70b-instruct-v1:0` are one model. What names where it
//! is served, at what speed, in what precision or at what price is dropped;
//! versions and dates are kept. Where it is not certain that two spellings
//! mean one model (`gpt-4-turbo`, `gpt-4`) they stay two.

use crate::import::{name, vendor};

/// An id as a provider spells it, taken apart.
pub(super) struct ProviderModelId {
    /// The owner of the model as written, where the id names one: `meta-llama`.
    pub(super) owner: Option<String>,
    /// The model without what its provider added: `llama-3.3-70b-instruct`.
    pub(super) name: String,
    /// Whether it is served in another precision than its maker's.
    pub(super) is_quantized: bool,
}

/// Where requests of Amazon Bedrock are routed.
const REGION_PREFIXES: [&str; 8] = ["us.", "eu.", "apac.", "au.", "ca.", "jp.", "us-gov.", "global."];
/// Parts of a path that are no owner.
const NON_OWNER_SEGMENTS: [&str; 4] = ["models", "routers", "@cf", "@hf"];
/// What some providers put before a name, and what it is without.
const PREFIX_REPLACEMENTS: [(&str, &str); 3] = [("meta-llama-", "llama-"), ("llama-v", "llama-"), ("databricks-", "")];
/// Precisions of the weights.
const PRECISION_SUFFIXES: [&str; 14] = [
    "-fp4", "-fp8", "-fp16", "-bf16", "-int4", "-int8", "-4bit", "-8bit", "-w4a16", "-nvfp4", "-mxfp4", "-awq",
    "-gptq", "-gguf",
];
/// Ways of serving the same weights.
const SERVING_SUFFIXES: [&str; 6] = ["-free", "-hf", "-latest", "-lora", "-maas", "-tee"];
/// Speeds; names of models too, unless the name tells a size.
const SPEED_SUFFIXES: [&str; 2] = ["-fast", "-turbo"];

impl ProviderModelId {
    pub(super) fn parse(id: &str) -> Self {
        let id = id.strip_prefix("hf:").unwrap_or(id);
        let (path, last) = id.rsplit_once('/').unwrap_or(("", id));
        let last = last.to_lowercase();
        let mut owner = path.rsplit('/').next().filter(|part| !part.is_empty() && !NON_OWNER_SEGMENTS.contains(part));
        let mut dotted = false;
        let mut name = REGION_PREFIXES.iter().find_map(|region| last.strip_prefix(region)).unwrap_or(&last);
        for sign in ["--", "."] {
            if let Some((before, after)) = name.split_once(sign)
                && vendor::by_alias(before).is_some()
            {
                (owner, name, dotted) = (Some(before), after, true);
            }
        }
        let mut name = strip_variant(name);
        if dotted || owner == Some("amazon") {
            name = name.strip_suffix("-v1").map(str::to_owned).unwrap_or(name);
        }
        // Bedrock's `deepseek.r1-v1:0`.
        if dotted && owner == Some("deepseek") && !name.starts_with("deepseek") {
            name = format!("deepseek-{name}");
        }
        for (prefix, kept) in PREFIX_REPLACEMENTS {
            if let Some(rest) = name.strip_prefix(prefix) {
                name = format!("{kept}{rest}");
            }
        }
        let (name, quantized) = strip_serving_suffixes(&restore_decimal_points(&name));
        Self { owner: owner.map(str::to_owned), name, is_quantized: quantized }
    }

    /// What all spellings of one model have in common: `llama3-3-70b-instruct`.
    pub(super) fn canonical_key(&self) -> Option<String> {
        let id = name::to_id(&self.name)?;
        let mut key = String::new();
        let mut signs = id.as_str().chars().map(|sign| if sign == '.' { '-' } else { sign }).peekable();
        while let Some(sign) = signs.next() {
            let joins =
                key.ends_with(|c: char| c.is_ascii_lowercase()) && signs.peek().is_some_and(char::is_ascii_digit);
            if sign != '-' || !joins {
                key.push(sign);
            }
        }
        Some(key)
    }
}

/// Without what follows `:` or `@`: a price, a setting, a revision. Sizes
/// (`gpt-oss:120b`), dates and versions below 1 (`-v0:2`) stay.
fn strip_variant(name: &str) -> String {
    let is_figure = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if let Some((name, revision)) = name.split_once('@') {
        return if is_figure(revision) { format!("{name}-{revision}") } else { name.to_owned() };
    }
    let mut parts = name.split(':');
    let name = parts.next().unwrap_or_default();
    let Some(variant) = parts.next().filter(|variant| is_figure(variant)) else { return name.to_owned() };
    match name.rsplit_once("-v") {
        Some((_, "0")) => format!("{name}.{variant}"),
        Some((model, version)) if version.bytes().all(|b| b.is_ascii_digit()) => model.to_owned(),
        _ if variant.bytes().all(|b| b.is_ascii_digit()) => name.to_owned(),
        _ => format!("{name}-{variant}"),
    }
}

/// With points where an id may hold none: `kimi-k2p5` is `kimi-k2.5`.
fn restore_decimal_points(name: &str) -> String {
    let is_figure = |sign: Option<&char>| sign.is_some_and(char::is_ascii_digit);
    let signs: Vec<_> = name.chars().collect();
    let point = |(at, sign): (usize, &char)| {
        let between = *sign == 'p' && is_figure(at.checked_sub(1).and_then(|at| signs.get(at)));
        if between && is_figure(signs.get(at + 1)) { '.' } else { *sign }
    };
    signs.iter().enumerate().map(point).collect()
}

/// Without the ways of serving at its end, and whether a precision was one.
fn strip_serving_suffixes(name: &str) -> (String, bool) {
    let (mut name, mut quantized) = (name, false);
    loop {
        let strip = |endings: &[&str]| endings.iter().find_map(|ending| name.strip_suffix(ending));
        let names_size = name::parse_size(name).is_some();
        if let Some(rest) = strip(&PRECISION_SUFFIXES) {
            (name, quantized) = (rest, true);
        } else if let Some(rest) = strip(&SERVING_SUFFIXES) {
            name = rest;
        } else if let Some(rest) = strip(&SPEED_SUFFIXES).filter(|_| names_size) {
            name = rest;
        } else {
            return (name.to_owned(), quantized);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_model_have_one_key() {
        for (key, spellings) in [
            (
                "llama3-3-70b-instruct",
                &[
                    "meta-llama/Llama-3.3-70B-Instruct",
                    "llama-3.3-70b-instruct",
                    "@cf/meta/llama-3.3-70b-instruct-fp8-fast",
                    "us.meta.llama3-3-70b-instruct-v1:0",
                    "meta.llama3-3-70b-instruct-v1:0:128k",
                    "meta-llama/llama-3.3-70b-instruct:free",
                    "meta/llama-3.3-70b-instruct-maas",
                    "accounts/fireworks/models/llama-v3p3-70b-instruct",
                    "hf:meta-llama/Llama-3.3-70B-Instruct-Turbo",
                ][..],
            ),
            (
                "claude-sonnet4-5-20250929",
                &[
                    "claude-sonnet-4-5-20250929",
                    "claude-sonnet-4-5@20250929",
                    "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
                ],
            ),
            (
                "claude-opus4-6",
                &["claude-opus-4-6@default", "anthropic/claude-opus-4.6", "anthropic.claude-opus-4-6-v1"],
            ),
            ("claude3-7-sonnet", &["anthropic/claude-3.7-sonnet:thinking", "anthropic--claude-3.7-sonnet"]),
            ("gpt-oss120b", &["gpt-oss:120b", "@cf/openai/gpt-oss-120b"]),
            ("deepseek-r1", &["us.deepseek.r1-v1:0", "deepseek-ai/DeepSeek-R1"]),
            ("mistral7b-instruct-v0-2", &["mistral.mistral-7b-instruct-v0:2", "mistral-7b-instruct-v0.2"]),
            ("kimi-k2-5", &["accounts/fireworks/models/kimi-k2p5", "moonshotai/kimi-k2.5"]),
            ("nova-lite", &["amazon.nova-lite-v1:0", "amazon/nova-lite-v1", "amazon/nova-lite"]),
            ("qwen2-5-72b-instruct", &["Qwen/Qwen2.5-72B-Instruct", "qwen-2.5-72b-instruct", "qwen2-5-72b-instruct"]),
        ] {
            for spelling in spellings {
                assert_eq!(ProviderModelId::parse(spelling).canonical_key().as_deref(), Some(key), "{spelling}");
            }
        }
    }

    #[test]
    fn what_may_be_two_models_stays_two() {
        for (one, other) in [
            ("gpt-4", "gpt-4-turbo"),
            ("grok-4", "grok-4-fast"),
            ("claude-haiku-4-5", "claude-haiku-4-5-20251001"),
            ("llama-3.1-8b", "llama-3.1-8b-instruct"),
            ("gemma-2-2b", "gemma-22b"),
            ("gpt-4o", "gpt-4"),
            ("mistral-7b-instruct-v0.1", "mistral-7b-instruct-v0.2"),
        ] {
            assert_ne!(
                ProviderModelId::parse(one).canonical_key(),
                ProviderModelId::parse(other).canonical_key(),
                "{one}"
            );
        }
    }
}
