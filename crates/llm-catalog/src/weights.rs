//! The released weights: their number format and size.

use serde::{Deserialize, Serialize};

use crate::quantity::ByteSize;

/// The number format of most of the released weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WeightFormat {
    /// 32-bit floating point.
    Fp32,
    /// 16-bit floating point (bfloat16).
    Bf16,
    /// 16-bit floating point (IEEE half precision).
    Fp16,
    /// 8-bit floating point.
    Fp8,
    /// 8-bit integers.
    Int8,
    /// 4-bit floating point in blocks of 32 with a shared 8-bit scale (OCP Microscaling Formats 1.0).
    Mxfp4,
    /// 4-bit floating point in blocks of 16 with a shared 8-bit scale (NVIDIA NVFP4).
    Nvfp4,
    /// 4-bit integers.
    Int4,
    /// Three values, packed into two bits.
    Ternary,
}

impl WeightFormat {
    /// All formats.
    pub const ALL: [Self; 9] = [
        Self::Fp32,
        Self::Bf16,
        Self::Fp16,
        Self::Fp8,
        Self::Int8,
        Self::Mxfp4,
        Self::Nvfp4,
        Self::Int4,
        Self::Ternary,
    ];

    /// The bits per weight, with the scales of its blocks where the format fixes them.
    #[must_use]
    pub fn bits(self) -> f64 {
        match self {
            Self::Fp32 => 32.0,
            Self::Bf16 | Self::Fp16 => 16.0,
            Self::Fp8 | Self::Int8 => 8.0,
            Self::Mxfp4 => 4.25,
            Self::Nvfp4 => 4.5,
            Self::Int4 => 4.0,
            Self::Ternary => 2.0,
        }
    }
}

/// The weights as they were released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// The number format of most of them.
    pub format: WeightFormat,
    /// The size of all files, if published.
    pub bytes: Option<ByteSize>,
}
