//! Figures that follow from others. They are estimates, and there is none
//! where a figure that it needs is not known.

use crate::{
    Model,
    model::{Architecture, Size},
    parent::Relation,
    quantity::Quantity,
};

/// What follows from the figures of one size of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate<'a> {
    /// The size: the largest, or the largest whose training tokens are known.
    pub size: &'a Size,
    /// How many tokens it saw in pre-training for each of its parameters.
    pub tokens_per_parameter: Option<f64>,
    /// The floating-point operations of its pre-training: 6 for each token and
    /// parameter that works on it (Kaplan et al., 2020, arXiv:2001.08361).
    pub training_flops: Option<f64>,
    /// All parameters, to be stored.
    pub parameters: Quantity,
}

/// Floating-point operations in training for a parameter and a token: two to
/// use it, four to change it.
const FLOPS_PER_TOKEN_PARAM: f64 = 6.0;

impl<'a> Estimate<'a> {
    /// The estimates of a model; none where no size tells its parameters.
    #[must_use]
    pub fn from_model(model: &'a Model) -> Option<Self> {
        let common = default_tokens(model);
        let known = |size: &&Size| size.parameters.is_some_and(|count| count.0 > 0);
        let sizes = || model.sizes.iter().filter(known);
        let trained = sizes().filter(|size| size.tokens.or(common).is_some()).max_by_key(|size| size.parameters);
        let size = trained.or_else(|| sizes().max_by_key(|size| size.parameters))?;
        let parameters = size.parameters?;
        let tokens = size.tokens.or(common).filter(|_| is_from_scratch(model)).map(Quantity::as_f64);
        let working = active_params(model, size).map(Quantity::as_f64);
        Some(Self {
            size,
            tokens_per_parameter: tokens.map(|tokens| tokens / parameters.as_f64()),
            training_flops: tokens.zip(working).map(|(tokens, working)| FLOPS_PER_TOKEN_PARAM * tokens * working),
            parameters,
        })
    }

    /// The bytes of its weights with so many bits each.
    #[must_use]
    pub fn weight_bytes(&self, bits: u8) -> f64 {
        self.parameters.as_f64() * f64::from(bits) / 8.0
    }
}

/// The tokens that every size without a figure of its own saw in pre-training.
fn default_tokens(model: &Model) -> Option<Quantity> {
    let of_sizes = model.sizes.iter().filter(|size| size.tokens.is_some()).count();
    // Those of the sizes come last.
    let figures: Vec<_> = model.pretraining_tokens().collect();
    figures.first().copied().filter(|_| figures.len() > of_sizes)
}

/// Whether it was trained from nothing: where it began from other weights, its
/// figure may or may not count what those had seen.
fn is_from_scratch(model: &Model) -> bool {
    !model.base_models.iter().any(|parent| matches!(parent.relation, Relation::Weights | Relation::Adapter))
}

/// The parameters that work on each token. Of an encoder-decoder only a part
/// does, and of a mixture of experts, or a network not known, nobody can tell.
fn active_params(model: &Model, size: &Size) -> Option<Quantity> {
    match model.architecture? {
        Architecture::DenseEncoderDecoder => None,
        Architecture::Moe | Architecture::HybridMoe => size.active,
        _ => size.active.or(size.parameters),
    }
}

/// The figure with three digits.
#[must_use]
pub fn round_3_sig(figure: f64) -> f64 {
    format!("{figure:.2e}").parse().unwrap_or(figure)
}
