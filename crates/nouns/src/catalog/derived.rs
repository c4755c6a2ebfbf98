//! Figures that follow from others. They are estimates, and there is none
//! where a figure that it needs is not known.

use super::{
    Model,
    figures::Count,
    model::{Architecture, Size},
    parent::Relation,
};

/// What follows from the figures of one size of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates<'a> {
    /// The size: the largest, or the largest whose training tokens are known.
    pub size: &'a Size,
    /// How many tokens it saw in pre-training for each of its parameters.
    pub tokens_per_parameter: Option<f64>,
    /// The floating-point operations of its pre-training: 6 for each token and
    /// parameter that works on it (Kaplan et al., 2020, arXiv:2001.08361).
    pub compute: Option<f64>,
    /// All parameters, to be stored.
    pub parameters: Count,
}

/// Floating-point operations in training for a parameter and a token: two to
/// use it, four to change it.
const OPERATIONS: f64 = 6.0;

impl<'a> Estimates<'a> {
    /// The estimates of a model; none where no size tells its parameters.
    #[must_use]
    pub fn of(model: &'a Model) -> Option<Self> {
        let common = common_tokens(model);
        let known = |size: &&Size| size.parameters.is_some_and(|count| count.0 > 0);
        let sizes = || model.sizes.iter().filter(known);
        let trained = sizes().filter(|size| size.tokens.or(common).is_some()).max_by_key(|size| size.parameters);
        let size = trained.or_else(|| sizes().max_by_key(|size| size.parameters))?;
        let parameters = size.parameters?;
        let tokens = size.tokens.or(common).filter(|_| begins_anew(model)).map(Count::as_f64);
        let working = working(model, size).map(Count::as_f64);
        Some(Self {
            size,
            tokens_per_parameter: tokens.map(|tokens| tokens / parameters.as_f64()),
            compute: tokens.zip(working).map(|(tokens, working)| OPERATIONS * tokens * working),
            parameters,
        })
    }

    /// The bytes of its weights with so many bits each.
    #[must_use]
    pub fn weights(&self, bits: u8) -> f64 {
        self.parameters.as_f64() * f64::from(bits) / 8.0
    }
}

/// The tokens that every size without a figure of its own saw in pre-training.
fn common_tokens(model: &Model) -> Option<Count> {
    let of_sizes = model.sizes.iter().filter(|size| size.tokens.is_some()).count();
    // Those of the sizes come last.
    let figures: Vec<_> = model.trained_tokens().collect();
    figures.first().copied().filter(|_| figures.len() > of_sizes)
}

/// Whether it was trained from nothing: where it began from other weights, its
/// figure may or may not count what those had seen.
fn begins_anew(model: &Model) -> bool {
    !model.base_models.iter().any(|parent| matches!(parent.relation, Relation::Weights | Relation::Adapter))
}

/// The parameters that work on each token. Of an encoder-decoder only a part
/// does, and of a mixture of experts, or a network not known, nobody can tell.
fn working(model: &Model, size: &Size) -> Option<Count> {
    match model.architecture? {
        Architecture::DenseEncoderDecoder => None,
        Architecture::Moe | Architecture::HybridMoe => size.active,
        _ => size.active.or(size.parameters),
    }
}

/// The figure with three digits.
#[must_use]
pub fn rounded(figure: f64) -> f64 {
    format!("{figure:.2e}").parse().unwrap_or(figure)
}
