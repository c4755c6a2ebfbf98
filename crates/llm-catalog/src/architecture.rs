//! Architectures of networks.

use serde::{Deserialize, Serialize};

/// The architecture of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Architecture {
    /// A decoder-only transformer that uses all its weights for each token.
    Dense,
    /// An encoder-only transformer.
    DenseEncoder,
    /// An encoder-decoder transformer.
    DenseEncoderDecoder,
    /// A transformer with sparsely activated experts.
    Moe,
    /// A state-space model.
    Ssm,
    /// A recurrent network.
    Rnn,
    /// A mixture of attention and recurrent or state-space layers.
    Hybrid,
    /// A hybrid with sparsely activated experts.
    HybridMoe,
    /// A transformer that generates all tokens of a block at once, by denoising.
    Diffusion,
}

impl Architecture {
    /// All architectures.
    pub const ALL: [Self; 9] = [
        Self::Dense,
        Self::DenseEncoder,
        Self::DenseEncoderDecoder,
        Self::Moe,
        Self::Ssm,
        Self::Rnn,
        Self::Hybrid,
        Self::HybridMoe,
        Self::Diffusion,
    ];
}
