//! Context lengths as makers state them: `128K` for 131,072 and for 128,000 tokens.

use std::fmt;

use crate::quantity::{Quantity, group_thousands};

/// A number of tokens that a model can read. It prints rounded, in the unit that makers use: `512`, `32K`, `1.05M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContextLength(pub u64);

/// 1024 tokens, a binary `K`.
const BINARY_K: u64 = 1 << 10;
/// 1024 x 1024 tokens, a binary `M`.
const BINARY_M: u64 = 1 << 20;

impl ContextLength {
    /// The number that the maker's figure states with decimal units: 128,000 for 131,072 (`128K`), 1,000,000 for
    /// 1,048,576 (`1M`). A multiple of 1000 is read as it is, another multiple of half a binary unit in binary units.
    #[must_use]
    pub fn nominal(self) -> u64 {
        let Self(tokens) = self;
        if tokens < BINARY_K || tokens.is_multiple_of(1000) || !tokens.is_multiple_of(BINARY_K / 2) {
            tokens
        } else if tokens < BINARY_M {
            tokens * 1000 / BINARY_K
        } else {
            tokens / BINARY_M * 1_000_000 + tokens % BINARY_M * 1_000_000 / BINARY_M
        }
    }

    /// The rounded figure with the exact number, such as `128K (131,072)`; only the number if both are the same.
    #[must_use]
    pub fn with_exact(self) -> String {
        let (rounded, exact) = (self.to_string(), group_thousands(self.0));
        if rounded == exact { rounded } else { format!("{rounded} ({exact})") }
    }
}

impl fmt::Display for ContextLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Quantity(self.nominal()).round_3_sig().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_length_prints_as_makers_state_it() {
        for (tokens, text) in [
            (512, "512"),
            (1024, "1K"),
            (1536, "1.5K"),
            (2048, "2K"),
            (4096, "4K"),
            (8192, "8K"),
            (32_000, "32K"),
            (32_768, "32K"),
            (65_536, "64K"),
            (100_000, "100K"),
            (128_000, "128K"),
            (131_072, "128K"),
            (196_608, "192K"),
            (200_000, "200K"),
            (204_800, "200K"),
            (256_000, "256K"),
            (262_144, "256K"),
            (524_288, "512K"),
            (1_000_000, "1M"),
            (1_047_576, "1.05M"),
            (1_048_576, "1M"),
            (1_050_000, "1.05M"),
            (1_310_720, "1.25M"),
            (2_097_152, "2M"),
            (10_485_760, "10M"),
        ] {
            assert_eq!(ContextLength(tokens).to_string(), text, "{tokens}");
        }
    }

    #[test]
    fn the_exact_number_follows_a_rounded_one() {
        for (tokens, text) in [(512, "512"), (8192, "8K (8,192)"), (131_072, "128K (131,072)"), (u64::MAX, "")] {
            let shown = ContextLength(tokens).with_exact();
            assert!(shown == text || text.is_empty(), "{shown}");
        }
        assert_eq!(ContextLength(10_485_760).with_exact(), "10M (10,485,760)");
    }
}
