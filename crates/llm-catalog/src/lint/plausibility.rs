//! Rules for figures that are hardly possible: most are a wrong unit, such as `7T` for `7B`.

use std::ops::RangeInclusive;

use super::{
    finding::Findings,
    scope::{scopes, variant_label, variant_path},
};
use crate::{
    lifecycle::LifecycleStatus,
    merge::MergeOutput,
    quantity::Quantity,
    violation::{PathSegment, model_path},
};

/// Parameters: the smallest models in research have some millions, the largest in use less than 3T.
const PARAMETERS: RangeInclusive<u64> = 1_000_000..=5_000_000_000_000;
/// Tokens of context: the least is 512 in the models since BERT, the most is claimed to be 100M.
const CONTEXT: RangeInclusive<u32> = 128..=100_000_000;
/// Tokens in training per parameter: known networks have 0.3 (`PanGu-Σ`) to 80,000 (`LFM2.5-350M`). One of the figures
/// is too large or too small by a factor of 1000 where the ratio is outside; not each such error brings it there.
const TOKENS_PER_PARAMETER: RangeInclusive<f64> = 0.2..=500_000.0;
/// The bits per weight in the published files, as a multiple of those of the format. Embeddings and scales may be
/// wider: `BitNet b1.58 2B4T` has 2.4B parameters of 2 bits in 1.2 GB.
const WEIGHT_SIZE_RATIO: RangeInclusive<f64> = 0.5..=3.0;
/// The width of a summary in columns, so that it fits beside the name in a list.
const MAX_SUMMARY_COLUMNS: usize = 60;

/// The number of parameters must be that of a language model.
pub(crate) fn check_parameters(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (idx, variant) in model.variants.iter().enumerate() {
            let counts =
                [("parameters", "parameters", variant.parameters), ("active", "active parameters", variant.active)];
            for (key, noun, count) in counts {
                let Some(count) = count.filter(|count| !PARAMETERS.contains(&count.0)) else { continue };
                let message = format!(
                    "{} has {count} {noun}, outside {} to {}; look at the unit",
                    variant_label(model, variant),
                    Quantity(*PARAMETERS.start()),
                    Quantity(*PARAMETERS.end())
                );
                findings.push((variant_path(row, idx, &[PathSegment::Key(key)]), message));
            }
        }
    }
    findings
}

/// A context must have a possible length, and one with an extension more than one without.
pub(crate) fn check_contexts(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for scope in scopes(merged) {
        for (key, tokens) in [("context", scope.stated.context), ("context_extended", scope.stated.context_extended)] {
            if let Some(tokens) = tokens.filter(|tokens| !CONTEXT.contains(tokens)) {
                let message = format!(
                    "a context of {tokens} tokens is outside {} to {}; write the tokens in full, such as 32768",
                    CONTEXT.start(),
                    CONTEXT.end()
                );
                findings.push((scope.key_path(&[PathSegment::Key(key)]), message));
            }
        }
        let has_own = scope.stated.context.or(scope.stated.context_extended).is_some();
        let both = scope.resolved.context.zip(scope.resolved.context_extended).filter(|_| has_own);
        if let Some((context, extended)) = both.filter(|(context, extended)| extended <= context) {
            let message = format!(
                "the extended context of {}, {extended}, is not above its context, {context}; correct one, or leave the extended one out",
                scope.label()
            );
            findings.push((scope.key_path(&[PathSegment::Key("context_extended")]), message));
        }
    }
    findings
}

/// The tokens and the parameters of a variant must go together.
pub(crate) fn check_tokens_per_parameter(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        let default = model.default_variant();
        for (idx, variant) in model.variants.iter().enumerate() {
            // What the variants share is at least a figure of the largest.
            let is_default = default.is_some_and(|default| std::ptr::eq(default, variant));
            let shared = model.pretraining_tokens().next().filter(|_| is_default);
            let Some((tokens, parameters)) = variant.tokens.or(shared).zip(variant.parameters) else { continue };
            let ratio = tokens.as_f64() / parameters.as_f64();
            // Impossible parameters have a warning of their own.
            if !PARAMETERS.contains(&parameters.0) || TOKENS_PER_PARAMETER.contains(&ratio) {
                continue;
            }
            let message = format!(
                "{} was trained on {tokens} tokens with {parameters} parameters, {ratio:.2e} tokens per parameter; look at the units",
                variant_label(model, variant)
            );
            findings.push((variant_path(row, idx, &[PathSegment::Key("parameters")]), message));
        }
    }
    findings
}

/// The published size of the weights must be that of the parameters in their format.
pub(crate) fn check_weight_sizes(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        for (idx, variant) in model.variants.iter().enumerate() {
            let weights = variant.weights.or(model.weights);
            let bytes = weights.and_then(|weights| Some((weights.format, weights.bytes?)));
            let Some(((format, bytes), parameters)) = bytes.zip(variant.parameters) else { continue };
            let bits = bytes.0.as_f64() * 8.0 / parameters.as_f64();
            if !PARAMETERS.contains(&parameters.0) || WEIGHT_SIZE_RATIO.contains(&(bits / format.bits())) {
                continue;
            }
            let message = format!(
                "{} has {parameters} parameters in {bytes}, {bits:.1} bits each where its format has {}; look at the units, \
                 and state the size in the variant",
                variant_label(model, variant),
                format.bits()
            );
            findings.push((variant_path(row, idx, &[PathSegment::Key("weights"), PathSegment::Key("bytes")]), message));
        }
    }
    findings
}

/// Open weights contradict a status that says that nothing was ever offered.
pub(crate) fn check_unreleased_weights(merged: &MergeOutput<'_>) -> Findings {
    let findings = scopes(merged).filter_map(|scope| {
        let path: &[PathSegment] = match (scope.stated.lifecycle_status, scope.stated.open_weights) {
            (Some(_), _) => &[PathSegment::Key("lifecycle"), PathSegment::Key("status")],
            (None, Some(_)) => &[PathSegment::Key("open_weights")],
            // What a variant inherits is checked with its model.
            (None, None) => return None,
        };
        let is_unreleased = scope.resolved.lifecycle_status == Some(LifecycleStatus::Unreleased);
        let message = || {
            format!("{} has open weights, but its status says that it was never released; correct one", scope.label())
        };
        (is_unreleased && scope.resolved.open_weights == Some(true)).then(|| (scope.key_path(path), message()))
    });
    findings.collect()
}

/// A summary must fit in a list.
pub(crate) fn check_summaries(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        let Some(summary) = &model.summary else { continue };
        for (key, text) in [("en", &summary.en), ("zh", &summary.zh)] {
            let columns = columns(text);
            if columns > MAX_SUMMARY_COLUMNS {
                let message = format!(
                    "the summary of `{}` takes {columns} columns; shorten it to {MAX_SUMMARY_COLUMNS} (Chinese characters take two)",
                    model.id
                );
                findings.push((model_path(row, &[PathSegment::Key("summary"), PathSegment::Key(key)]), message));
            }
        }
    }
    findings
}

/// The columns of a text in a terminal: two for a wide character (UAX #11), one for any other.
fn columns(text: &str) -> usize {
    let is_wide = |ch| {
        matches!(
            ch,
            '\u{1100}'..='\u{115F}'
                | '\u{2E80}'..='\u{303E}'
                | '\u{3041}'..='\u{A4CF}'
                | '\u{AC00}'..='\u{D7A3}'
                | '\u{F900}'..='\u{FAFF}'
                | '\u{FE30}'..='\u{FE6F}'
                | '\u{FF01}'..='\u{FF60}'
                | '\u{FFE0}'..='\u{FFE6}'
                | '\u{20000}'..='\u{3FFFD}'
        )
    };
    text.chars().map(|ch| if is_wide(ch) { 2 } else { 1 }).sum()
}
