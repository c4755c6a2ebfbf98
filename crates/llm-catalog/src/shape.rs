//! The dimensions of a transformer that decide the size of its key-value cache.

use serde::{Deserialize, Serialize};

/// How attention layers share their keys and values between heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attention {
    /// Multi-head: keys and values for each head (arXiv:1706.03762).
    Mha,
    /// Grouped-query: for each group of heads (arXiv:2305.13245).
    Gqa,
    /// Multi-query: one for all heads (arXiv:1911.02150).
    Mqa,
    /// Multi-head latent: one compressed vector for all heads (arXiv:2405.04434).
    Mla,
    /// No attention, and no cache that grows with the context.
    None,
}

impl Attention {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Mha, Self::Gqa, Self::Mqa, Self::Mla, Self::None];
}

/// The dimensions of a network, as its configuration states them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// All layers.
    pub layers: u32,
    /// The layers that have a key-value cache, if not all: the attention layers of a hybrid.
    pub attention_layers: Option<u32>,
    /// Of these, the layers that attend to the last [`window`](Self::window) tokens only.
    pub window_layers: Option<u32>,
    /// The tokens that such a layer attends to.
    pub window: Option<u32>,
    /// The width of the residual stream.
    pub hidden: Option<u32>,
    /// The query heads of an attention layer.
    pub heads: Option<u32>,
    /// The key-value heads of an attention layer.
    pub kv_heads: Option<u32>,
    /// The width of a key or value head.
    pub head_dim: Option<u32>,
    /// The width of the compressed vector of multi-head latent attention, positions included
    /// (`kv_lora_rank + qk_rope_head_dim`).
    pub kv_rank: Option<u32>,
    /// How keys and values are shared.
    pub attention: Attention,
    /// The number of different tokens.
    pub vocabulary: Option<u32>,
}

impl Shape {
    /// Which figures contradict each other; `None` if none do.
    pub(crate) fn contradiction(&self) -> Option<&'static str> {
        let attention_layers = self.attention_layers.unwrap_or(self.layers);
        let exceeds = |part: Option<u32>, whole: Option<u32>| part.zip(whole).is_some_and(|(part, whole)| part > whole);
        if attention_layers > self.layers {
            Some("it has more `attention_layers` than `layers`")
        } else if exceeds(self.window_layers, Some(attention_layers)) {
            Some("it has more `window_layers` than layers with attention")
        } else if self.window.is_some() != self.window_layers.is_some() {
            Some("`window` and `window_layers` belong together")
        } else if exceeds(self.kv_heads, self.heads) {
            Some("it has more `kv_heads` than `heads`")
        } else if self.attention == Attention::Mla && self.kv_rank.is_none() {
            Some("latent attention needs its `kv_rank`")
        } else {
            None
        }
    }
}
