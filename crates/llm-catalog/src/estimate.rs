//! Estimates derived from the figures of a model. An estimate is missing if a
//! figure that it needs is unknown.

use crate::{
    model::{Architecture, Model, Size},
    parent::Relation,
    quantity::Quantity,
};

/// Estimates for one size of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate<'a> {
    /// The largest size whose training tokens are known, else the largest.
    pub size: &'a Size,
    /// Pre-training tokens per parameter.
    pub tokens_per_parameter: Option<f64>,
    /// Floating-point operations in pre-training, in total: 6 per token and active
    /// parameter (Kaplan et al., 2020, arXiv:2001.08361).
    pub training_flops: Option<f64>,
    /// All parameters of the size.
    pub parameters: Quantity,
}

/// Floating-point operations in training per token and active parameter: two in the
/// forward pass, four in the backward pass (Kaplan et al., 2020, arXiv:2001.08361, section 2.1).
const FLOPS_PER_TOKEN_PARAM: f64 = 6.0;

impl<'a> Estimate<'a> {
    /// Estimates for a model; `None` if the parameters of all sizes are unknown.
    #[must_use]
    pub fn from_model(model: &'a Model) -> Option<Self> {
        let default_tokens = default_tokens(model);
        let tokens = |size: &Size| size.tokens.or(default_tokens);
        let has_parameters = |size: &&Size| size.parameters.is_some_and(|count| count.0 > 0);
        let sizes = || model.sizes.iter().filter(has_parameters);
        let largest_trained = sizes().filter(|size| tokens(size).is_some()).max_by_key(|size| size.parameters);
        let size = largest_trained.or_else(|| sizes().max_by_key(|size| size.parameters))?;
        let parameters = size.parameters?;
        let tokens = tokens(size).filter(|_| is_from_scratch(model)).map(Quantity::as_f64);
        let active = active_params(model, size).map(Quantity::as_f64);
        Some(Self {
            size,
            tokens_per_parameter: tokens.map(|tokens| tokens / parameters.as_f64()),
            training_flops: tokens.zip(active).map(|(tokens, active)| FLOPS_PER_TOKEN_PARAM * tokens * active),
            parameters,
        })
    }

    /// The size of the weights in bytes, if each parameter takes this number of bits.
    #[must_use]
    pub fn weight_bytes(&self, bits: u8) -> f64 {
        self.parameters.as_f64() * f64::from(bits) / 8.0
    }
}

/// The pre-training tokens of the sizes that have no number of their own.
fn default_tokens(model: &Model) -> Option<Quantity> {
    let size_count = model.sizes.iter().filter(|size| size.tokens.is_some()).count();
    // The model's own come first, then those of the sizes.
    let tokens: Vec<_> = model.pretraining_tokens().collect();
    tokens.first().copied().filter(|_| tokens.len() > size_count)
}

/// Whether a model was trained from scratch. If not, its number of tokens may
/// or may not include those of its parent.
fn is_from_scratch(model: &Model) -> bool {
    !model.base_models.iter().any(|parent| matches!(parent.relation, Relation::Weights | Relation::Adapter))
}

/// The parameters used per token. `None` for an encoder-decoder, which uses an
/// unknown part of them, for a mixture of experts that does not state them, and
/// if the architecture is unknown.
fn active_params(model: &Model, size: &Size) -> Option<Quantity> {
    match model.architecture? {
        Architecture::DenseEncoderDecoder => None,
        Architecture::Moe | Architecture::HybridMoe => size.active,
        _ => size.active.or(size.parameters),
    }
}

/// Rounds to three significant digits.
#[must_use]
pub fn round_3_sig(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
