//! Normalization of the ids that providers give to models.
//!
//! `meta-llama/Llama-3.3-70B-Instruct`, `@cf/meta/llama-3.3-70b-instruct-fp8-fast`
//! and `us.meta.llama3-3-70b-instruct-v1:0` are one model. Region, speed,
//! precision and price are dropped, versions and dates are not. Ids that may
//! be two models (`gpt-4-turbo`, `gpt-4`) stay distinct.

use crate::import::{model_name, vendor};

/// The parts of a provider's id.
pub(super) struct ProviderModelId {
    /// The owner as written, if the id has one: `meta-llama`.
    pub(super) owner: Option<String>,
    /// The name of the model without additions of the provider: `llama-3.3-70b-instruct`.
    pub(super) name: String,
    /// True if the id names a precision other than the vendor's own.
    pub(super) is_quantized: bool,
}

/// Regions in ids of Amazon Bedrock.
const REGION_PREFIXES: [&str; 8] = ["us.", "eu.", "apac.", "au.", "ca.", "jp.", "us-gov.", "global."];
/// Path segments that are not owners.
const NON_OWNER_SEGMENTS: [&str; 4] = ["models", "routers", "@cf", "@hf"];
/// Prefixes of some providers, and their replacements.
const PREFIX_REPLACEMENTS: [(&str, &str); 3] = [("meta-llama-", "llama-"), ("llama-v", "llama-"), ("databricks-", "")];
/// Precisions of the weights.
const PRECISION_SUFFIXES: [&str; 14] = [
    "-fp4", "-fp8", "-fp16", "-bf16", "-int4", "-int8", "-4bit", "-8bit", "-w4a16", "-nvfp4", "-mxfp4", "-awq",
    "-gptq", "-gguf",
];
/// Deployments of the same weights.
const SERVING_SUFFIXES: [&str; 6] = ["-free", "-hf", "-latest", "-lora", "-maas", "-tee"];
/// Speeds. They are part of the model's name unless it has a size: `gpt-4-turbo`.
const SPEED_SUFFIXES: [&str; 2] = ["-fast", "-turbo"];

impl ProviderModelId {
    pub(super) fn parse(id: &str) -> Self {
        let id = id.strip_prefix("hf:").unwrap_or(id);
        let (path, last) = id.rsplit_once('/').unwrap_or(("", id));
        let last = last.to_lowercase();
        let is_owner = |segment: &&str| !segment.is_empty() && !NON_OWNER_SEGMENTS.contains(segment);
        let mut owner = path.rsplit('/').next().filter(is_owner);
        let mut is_prefixed = false;
        let mut name = REGION_PREFIXES.iter().find_map(|region| last.strip_prefix(region)).unwrap_or(&last);
        for separator in ["--", "."] {
            if let Some((before, after)) = name.split_once(separator)
                && vendor::by_alias(before).is_some()
            {
                (owner, name, is_prefixed) = (Some(before), after, true);
            }
        }
        let mut name = strip_variant(name);
        if is_prefixed || owner == Some("amazon") {
            name = name.strip_suffix("-v1").map(str::to_owned).unwrap_or(name);
        }
        // `deepseek.r1-v1:0` at Amazon Bedrock.
        if is_prefixed && owner == Some("deepseek") && !name.starts_with("deepseek") {
            name = format!("deepseek-{name}");
        }
        for (prefix, replacement) in PREFIX_REPLACEMENTS {
            if let Some(rest) = name.strip_prefix(prefix) {
                name = format!("{replacement}{rest}");
            }
        }
        let (name, is_quantized) = strip_serving_suffixes(&restore_decimal_points(&name));
        Self { owner: owner.map(str::to_owned), name, is_quantized }
    }

    /// A key that all ids of a model share: `llama3-3-70b-instruct`. `None` if no id can be made from the name.
    pub(super) fn canonical_key(&self) -> Option<String> {
        let id = model_name::to_id(&self.name)?;
        let mut key = String::new();
        let mut chars = id.as_str().chars().map(|ch| if ch == '.' { '-' } else { ch }).peekable();
        while let Some(ch) = chars.next() {
            // `llama-3` and `llama3` are the same.
            let joins_version =
                key.ends_with(|ch: char| ch.is_ascii_lowercase()) && chars.peek().is_some_and(char::is_ascii_digit);
            if ch != '-' || !joins_version {
                key.push(ch);
            }
        }
        Some(key)
    }
}

/// Strips a price, setting or revision after `:` or `@`, but not a size
/// (`gpt-oss:120b`), a date or a version below 1 (`-v0:2`).
fn strip_variant(name: &str) -> String {
    let starts_with_digit = |text: &str| text.starts_with(|ch: char| ch.is_ascii_digit());
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((name, revision)) = name.split_once('@') {
        return if starts_with_digit(revision) { format!("{name}-{revision}") } else { name.to_owned() };
    }
    let mut parts = name.split(':');
    let name = parts.next().unwrap_or_default();
    let Some(variant) = parts.next().filter(|variant| starts_with_digit(variant)) else { return name.to_owned() };
    match name.rsplit_once("-v") {
        Some((_, "0")) => format!("{name}.{variant}"),
        Some((model, version)) if is_number(version) => model.to_owned(),
        _ if is_number(variant) => name.to_owned(),
        _ => format!("{name}-{variant}"),
    }
}

/// Restores the points of providers that allow none in ids: `kimi-k2p5` is `kimi-k2.5`.
fn restore_decimal_points(name: &str) -> String {
    let chars: Vec<_> = name.chars().collect();
    let is_digit_at = |idx: Option<usize>| idx.and_then(|idx| chars.get(idx)).is_some_and(char::is_ascii_digit);
    let restore = |(idx, ch): (usize, &char)| {
        let is_point = *ch == 'p' && is_digit_at(idx.checked_sub(1)) && is_digit_at(idx.checked_add(1));
        if is_point { '.' } else { *ch }
    };
    chars.iter().enumerate().map(restore).collect()
}

/// Strips the suffixes for deployment, speed and precision, and returns whether there was one for precision.
fn strip_serving_suffixes(name: &str) -> (String, bool) {
    let (mut name, mut is_quantized) = (name, false);
    loop {
        let strip = |suffixes: &[&str]| suffixes.iter().find_map(|suffix| name.strip_suffix(suffix));
        let has_size = model_name::parse_size(name).is_some();
        if let Some(rest) = strip(&PRECISION_SUFFIXES) {
            (name, is_quantized) = (rest, true);
        } else if let Some(rest) = strip(&SERVING_SUFFIXES) {
            name = rest;
        } else if let Some(rest) = strip(&SPEED_SUFFIXES).filter(|_| has_size) {
            name = rest;
        } else {
            return (name.to_owned(), is_quantized);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_model_share_a_key() {
        for (key, ids) in [
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
            for id in ids {
                assert_eq!(ProviderModelId::parse(id).canonical_key().as_deref(), Some(key), "{id}");
            }
        }
    }

    #[test]
    fn ids_that_may_be_two_models_have_distinct_keys() {
        for (first, second) in [
            ("gpt-4", "gpt-4-turbo"),
            ("grok-4", "grok-4-fast"),
            ("claude-haiku-4-5", "claude-haiku-4-5-20251001"),
            ("llama-3.1-8b", "llama-3.1-8b-instruct"),
            ("gemma-2-2b", "gemma-22b"),
            ("gpt-4o", "gpt-4"),
            ("mistral-7b-instruct-v0.1", "mistral-7b-instruct-v0.2"),
        ] {
            assert_ne!(
                ProviderModelId::parse(first).canonical_key(),
                ProviderModelId::parse(second).canonical_key(),
                "{first}"
            );
        }
    }
}
