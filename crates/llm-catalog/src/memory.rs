//! The memory that a model needs to run: an estimate for one sequence of a number of tokens.
//!
//! It is the sum of the weights at a quantization, the key-value cache of the whole context in 16 bits, and a
//! fixed overhead. A [`MemoryEstimate`] says what it assumes; where a figure is unknown there is none.

mod budget;
mod kv_cache;
#[cfg(test)]
mod tests;

pub use budget::{ContextRequest, MemoryBudget, MemoryBudgetError};
pub use kv_cache::{KV_CACHE_BITS, kv_cache_bytes};

use serde::{Deserialize, Serialize};

use crate::{
    model::{Architecture, Model},
    quantity::{ByteSize, Quantity},
    shape::Shape,
    weights::{WeightFormat, Weights},
};

/// The bytes for everything but weights and cache: 1 GiB.
///
/// Half of it is the least that the runtime of a graphics card takes with its kernels (CUDA: 300 MiB and more). The
/// other half is for activations: for a prompt in batches of 512 tokens, as llama.cpp and vLLM process it, the logits
/// and the residual stream in 32 bits take `512 x 4 x (vocabulary + hidden)` bytes, 517 MiB with a vocabulary of
/// 262,144, the largest in use.
pub const OVERHEAD_BYTES: f64 = 1_073_741_824.0;

/// A number of bits to which weights are quantized, by its usual label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bits {
    /// 4 bits.
    Four,
    /// 8 bits.
    Eight,
    /// 16 bits: not quantized.
    Sixteen,
}

impl Bits {
    /// All labels, from few bits to many.
    pub const ALL: [Self; 3] = [Self::Four, Self::Eight, Self::Sixteen];

    /// The number of bits.
    #[must_use]
    pub fn count(self) -> u8 {
        match self {
            Self::Four => 4,
            Self::Eight => 8,
            Self::Sixteen => 16,
        }
    }

    /// The label: `4bit`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Four => "4bit",
            Self::Eight => "8bit",
            Self::Sixteen => "16bit",
        }
    }

    /// The bits per weight in a file, with the scales and the layers that are kept wider.
    ///
    /// 4 bits are `Q4_K_M` of llama.cpp, the usual choice: 4.89 for Llama 3.1 8B and 70B, 4.91 for 405B. 8 bits
    /// are `Q8_0`: 8-bit integers in blocks of 32 with a 16-bit scale. Source: `tools/quantize/README.md` of llama.cpp.
    #[must_use]
    pub fn per_weight(self) -> f64 {
        match self {
            Self::Four => 4.9,
            Self::Eight => 8.5,
            Self::Sixteen => 16.0,
        }
    }
}

/// Where the size of the weights in a [`MemoryEstimate`] is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightBasis {
    /// The published size of the variant's files, which have no more bits than asked for.
    Published(WeightFormat),
    /// All parameters in the released format, which has no more bits than asked for.
    Released(WeightFormat),
    /// All parameters, quantized to [`Bits::per_weight`].
    Quantized(Bits),
}

/// The memory to run a model with one sequence, in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MemoryEstimate {
    /// All weights; those of all experts, as any may be needed.
    pub weight_bytes: f64,
    /// The keys and values of all tokens of the context, in 16 bits.
    pub kv_cache_bytes: f64,
    /// Runtime and activations: [`OVERHEAD_BYTES`].
    pub overhead_bytes: f64,
    /// Where `weight_bytes` is from.
    pub weight_basis: WeightBasis,
    /// The tokens of the context.
    pub context_tokens: u32,
}

/// Why there is no [`MemoryEstimate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMemoryEstimate {
    /// The weights cannot be downloaded.
    #[error("the weights are not released")]
    ClosedWeights,
    /// It is unknown whether the weights can be downloaded.
    #[error("it is unknown whether the weights are released")]
    UnknownWeights,
    /// The model does not support so many tokens.
    #[error("the context is at most {supported} tokens")]
    ContextTooLong {
        /// The longest context, with an extension if there is one.
        supported: u32,
    },
    /// The context length is unknown.
    #[error("the context length is unknown")]
    UnknownContext,
    /// The number of parameters is unknown.
    #[error("the number of parameters is unknown")]
    UnknownParameters,
    /// The dimensions of the network, or those of them that give the size of the cache, are unknown.
    #[error("the dimensions of the network are unknown")]
    UnknownShape,
}

impl NoMemoryEstimate {
    /// Whether the model cannot be run so at all, as opposed to an unknown figure.
    #[must_use]
    pub fn is_impossible(self) -> bool {
        matches!(self, Self::ClosedWeights | Self::ContextTooLong { .. })
    }
}

/// The figures of a variant that decide the memory to run it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct MemoryInputs {
    /// Whether the weights can be downloaded.
    pub open_weights: Option<bool>,
    /// All parameters.
    pub parameters: Option<Quantity>,
    /// The released weights, with a size only if it is that of the variant itself.
    pub weights: Option<Weights>,
    /// The architecture of the network.
    pub architecture: Option<Architecture>,
    /// The dimensions of the network.
    pub shape: Option<Shape>,
    /// The context length that it was trained for, in tokens.
    pub context: Option<u32>,
    /// The context length with an extension, in tokens.
    pub context_extended: Option<u32>,
}

impl From<&Model> for MemoryInputs {
    /// The figures of a model as [`Model::resolve`] returns it.
    fn from(resolved: &Model) -> Self {
        // The figures of a model with several variants are of none of them.
        let variant = match resolved.variants.as_slice() {
            [variant] => Some(variant),
            _ => None,
        };
        // The format is inherited, but not the size, which may be that of a larger variant.
        let stated_bytes =
            variant.map_or(resolved.weights, |variant| variant.weights).and_then(|weights| weights.bytes);
        Self {
            open_weights: resolved.open_weights,
            parameters: variant.and_then(|variant| variant.parameters).filter(|count| count.0 > 0),
            weights: resolved.weights.map(|weights| Weights { bytes: stated_bytes, ..weights }),
            architecture: resolved.architecture,
            shape: resolved.shape,
            context: resolved.context,
            context_extended: resolved.context_extended,
        }
    }
}

impl MemoryInputs {
    /// Whether the size of the cache is known.
    #[must_use]
    pub fn has_cache_size(&self) -> bool {
        self.shape.is_some() || has_no_cache(self.architecture)
    }

    /// The size of the weights in bytes at some bits per weight, and where it is from; `None` if the
    /// parameters that it needs are unknown.
    #[must_use]
    pub fn weight_bytes(&self, bits: Bits) -> Option<(f64, WeightBasis)> {
        weight_bytes(self.parameters, self.weights, bits)
    }

    /// The longest context in tokens, with an extension if there is one.
    fn max_context(&self) -> Option<u32> {
        self.context.max(self.context_extended)
    }
}

impl MemoryEstimate {
    /// Estimates the memory to run a variant, or a model as [`Model::resolve`] returns it.
    ///
    /// # Errors
    ///
    /// Returns why there is no estimate.
    pub fn new(inputs: impl Into<MemoryInputs>, bits: Bits, context_tokens: u32) -> Result<Self, NoMemoryEstimate> {
        let inputs = inputs.into();
        match inputs.open_weights {
            Some(true) => {}
            Some(false) => return Err(NoMemoryEstimate::ClosedWeights),
            None => return Err(NoMemoryEstimate::UnknownWeights),
        }
        let supported = inputs.max_context().ok_or(NoMemoryEstimate::UnknownContext)?;
        if context_tokens > supported {
            return Err(NoMemoryEstimate::ContextTooLong { supported });
        }
        let (weight_bytes, weight_basis) = inputs.weight_bytes(bits).ok_or(NoMemoryEstimate::UnknownParameters)?;
        let kv_cache_bytes = if has_no_cache(inputs.architecture) {
            0.0
        } else {
            let shape = inputs.shape.as_ref().ok_or(NoMemoryEstimate::UnknownShape)?;
            kv_cache_bytes(shape, context_tokens).ok_or(NoMemoryEstimate::UnknownShape)?
        };
        Ok(Self { weight_bytes, kv_cache_bytes, overhead_bytes: OVERHEAD_BYTES, weight_basis, context_tokens })
    }

    /// All bytes.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.weight_bytes + self.kv_cache_bytes + self.overhead_bytes
    }

    /// All bytes, rounded.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, and far below 2^64")]
    pub fn total_bytes(&self) -> Quantity {
        Quantity(self.total().round() as u64)
    }
}

/// The size of the weights, and where it is from; `None` if the parameters that it needs are unknown.
///
/// Quantization never widens: a release with fewer bits than asked for keeps its size.
fn weight_bytes(parameters: Option<Quantity>, weights: Option<Weights>, bits: Bits) -> Option<(f64, WeightBasis)> {
    if let Some(Weights { format, bytes }) = weights.filter(|weights| weights.format.bits() <= bits.per_weight()) {
        return match bytes {
            Some(ByteSize(bytes)) => Some((bytes.as_f64(), WeightBasis::Published(format))),
            None => Some((parameters?.as_f64() * released_bits(format) / 8.0, WeightBasis::Released(format))),
        };
    }
    let quantized = parameters?.as_f64() * bits.per_weight() / 8.0;
    let published =
        weights.and_then(|weights| Some((weights.bytes?.0.as_f64(), WeightBasis::Published(weights.format))));
    Some(published.filter(|(bytes, _)| *bytes < quantized).unwrap_or((quantized, WeightBasis::Quantized(bits))))
}

/// The bits per weight of a release whose size is not published.
///
/// The formats of 4 bits have 4 to 4.5, but embeddings and some layers stay wider: gpt-oss-20b in MXFP4 has
/// 20.9B parameters in 12.8 GiB, 5.3 bits each (arXiv:2508.10925, table 1).
fn released_bits(format: WeightFormat) -> f64 {
    match format {
        WeightFormat::Mxfp4 | WeightFormat::Nvfp4 | WeightFormat::Int4 => Bits::Four.per_weight(),
        other => other.bits(),
    }
}

/// Whether the architecture alone says that no cache grows with the context: an encoder does not generate, and
/// the state of a recurrent or state-space model has a fixed size, a few megabytes.
fn has_no_cache(architecture: Option<Architecture>) -> bool {
    matches!(architecture, Some(Architecture::DenseEncoder | Architecture::Ssm | Architecture::Rnn))
}
