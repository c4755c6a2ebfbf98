//! The size of the key-value cache.

use crate::shape::{Attention, Shape};

/// The bits of a cached number: 16, as runtimes store it by default.
pub const KV_CACHE_BITS: u32 = 16;

/// The bytes of the keys and values of one sequence of tokens; `None` if a dimension that it needs is unknown.
///
/// A layer caches for each token a key and a value for each key-value head: `2 x kv_heads x head_dim` numbers
/// (arXiv:2309.06180, section 3, for multi-head attention; arXiv:2305.13245 for grouped heads). Multi-head latent
/// attention caches one compressed vector of `kv_rank` numbers instead (arXiv:2405.04434, section 2.1). Layers
/// without attention cache nothing that grows, layers with a window keep its last tokens only (arXiv:2310.06825,
/// section 2).
///
/// In an encoder-decoder the layers of the encoder cache nothing, but each of the decoder caches its own tokens and
/// those of the encoder: with as many layers on both sides, the sum is that of all layers.
#[must_use]
pub fn kv_cache_bytes(shape: &Shape, tokens: u32) -> Option<f64> {
    let numbers = match shape.attention {
        Attention::None => return Some(0.0),
        Attention::Mla => f64::from(shape.kv_rank?),
        Attention::Mha => 2.0 * f64::from(shape.kv_heads.or(shape.heads)?) * head_dim(shape)?,
        Attention::Gqa => 2.0 * f64::from(shape.kv_heads?) * head_dim(shape)?,
        Attention::Mqa => 2.0 * f64::from(shape.kv_heads.unwrap_or(1)) * head_dim(shape)?,
    };
    let layers = shape.attention_layers.unwrap_or(shape.layers);
    let window_layers = shape.window_layers.unwrap_or(0).min(layers);
    let window_tokens = shape.window.map_or(tokens, |window| window.min(tokens));
    let cached_tokens =
        f64::from(layers - window_layers) * f64::from(tokens) + f64::from(window_layers) * f64::from(window_tokens);
    Some(cached_tokens * numbers * f64::from(KV_CACHE_BITS) / 8.0)
}

/// The width of a key or value head; what is not stated is the width of the model over its heads.
fn head_dim(shape: &Shape) -> Option<f64> {
    let from_heads = || {
        let (hidden, heads) = (shape.hidden?, shape.heads?);
        hidden.checked_div(heads).filter(|_| hidden.is_multiple_of(heads))
    };
    shape.head_dim.or_else(from_heads).map(f64::from)
}
