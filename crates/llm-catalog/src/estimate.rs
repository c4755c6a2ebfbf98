//! Estimates derived from the figures of a variant. An estimate is missing if a
//! figure that it needs is unknown: none is made from the figures of another variant.

use crate::{
    model::{Architecture, Model},
    parent::Parent,
    quantity::Quantity,
    variant::Variant,
};

/// Estimates for one variant of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Pre-training tokens per parameter.
    pub tokens_per_parameter: Option<f64>,
    /// Floating-point operations in pre-training, in total: 6 per token and active
    /// parameter (Kaplan et al., 2020, arXiv:2001.08361). Embeddings are counted, as
    /// published numbers of parameters include them.
    pub training_flops: Option<f64>,
}

/// Floating-point operations in training per token and active parameter: two in the
/// forward pass, four in the backward pass (Kaplan et al., 2020, arXiv:2001.08361, section 2.1).
const FLOPS_PER_TOKEN_PARAM: f64 = 6.0;

impl Estimate {
    /// Estimates for a variant of a model; `None` if its parameters are unknown.
    #[must_use]
    pub fn new(model: &Model, variant: &Variant) -> Option<Self> {
        let parameters = variant.parameters.filter(|count| count.0 > 0)?;
        let resolved = model.resolve(variant);
        let own_tokens = resolved.variants.first().and_then(|variant| variant.tokens);
        let tokens = own_tokens.filter(|_| is_from_scratch(&resolved.base_models)).map(Quantity::as_f64);
        let active = active_params(&resolved, variant).map(Quantity::as_f64);
        Some(Self {
            tokens_per_parameter: tokens.map(|tokens| tokens / parameters.as_f64()),
            training_flops: tokens.zip(active).map(|(tokens, active)| FLOPS_PER_TOKEN_PARAM * tokens * active),
        })
    }
}

/// Whether a model with these parents was trained from scratch. If not, its number of tokens may
/// or may not include those of its parent.
#[must_use]
pub fn is_from_scratch(parents: &[Parent]) -> bool {
    !parents.iter().any(|parent| parent.relation.uses_weights())
}

/// The parameters used per token. `None` for an encoder-decoder, which uses an
/// unknown part of them, for a mixture of experts that does not state them, and
/// if the architecture is unknown.
fn active_params(model: &Model, variant: &Variant) -> Option<Quantity> {
    match model.architecture? {
        Architecture::DenseEncoderDecoder => None,
        Architecture::Moe | Architecture::HybridMoe => variant.active,
        _ => variant.active.or(variant.parameters),
    }
}

/// Rounds to three significant digits.
#[must_use]
pub fn round_3_sig(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
