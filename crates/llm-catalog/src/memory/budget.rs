//! A memory budget as people write it: `24gb`, `24gb@8bit@32k`.

use std::{fmt, str::FromStr};

use super::{Bits, MemoryEstimate, MemoryInputs, NoMemoryEstimate};
use crate::{
    foreign::Foreign,
    quantity::{BYTE_UNITS, Quantity, strip_unit},
};

/// An amount of memory, and what a model has to do in it.
///
/// `GB` is 10^9 bytes and `GiB` 2^30, as everywhere in a catalogue. Cards that are sold with 24 GB have between the
/// two: an NVIDIA L4 shows 23,034 MiB (24.2 x 10^9 bytes), an RTX 4090 24,564 MiB (25.8 x 10^9). With 10^9, what fits
/// in `24gb` fits in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryBudget {
    /// The memory in bytes.
    pub bytes: u64,
    /// The quantization; 4 bits unless a text or the defaults say otherwise.
    pub bits: Bits,
    /// The context; 8k unless a text or the defaults say otherwise.
    pub context: ContextRequest,
}

/// The context that a model has to run with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContextRequest {
    /// The context that the model was trained for.
    Native,
    /// A number of tokens. Makers call both 128,000 and 131,072 tokens `128k`: a model that supports
    /// `at_least` is run with what it supports, up to `up_to`.
    Tokens {
        /// The fewest tokens.
        at_least: u32,
        /// The most tokens.
        up_to: u32,
    },
}

impl ContextRequest {
    /// The context of a budget that names none: 8k.
    pub const DEFAULT: Self = Self::Tokens { at_least: 8_000, up_to: 8_192 };

    /// Parses `native` or a number of tokens: `8192`, `32k`, `1m`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let part = text.to_ascii_lowercase();
        if part == "native" {
            return Some(Self::Native);
        }
        let (number, decimal, binary): (_, u32, u32) = if let Some(number) = part.strip_suffix('k') {
            (number, 1_000, 1 << 10)
        } else if let Some(number) = part.strip_suffix('m') {
            (number, 1_000_000, 1 << 20)
        } else {
            (part.as_str(), 1, 1)
        };
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = if is_number { number.parse().ok().filter(|number| *number > 0)? } else { return None };
        Some(Self::Tokens { at_least: number.checked_mul(decimal)?, up_to: number.checked_mul(binary)? })
    }
}

/// Why a text is not a [`MemoryBudget`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemoryBudgetError {
    /// The text has no size.
    #[error("`{}` has no size; begin with one, like `24gb@8bit`", Foreign::new(.0))]
    MissingSize(String),
    /// A part is neither a size nor bits nor a context.
    #[error(
        "`{}` does not fit here; write a size like `24gb`, bits (`4bit`, `8bit`, `16bit`) or a context (`32k`, `native`)",
        Foreign::new(.0)
    )]
    InvalidPart(String),
    /// Two parts say the same kind of thing.
    #[error("`{}` is one too many; name the size, the bits and the context once each", Foreign::new(.0))]
    RepeatedPart(String),
}

impl MemoryBudget {
    /// Any amount of memory, at the bits and the context of a budget that names none.
    pub const UNLIMITED: Self = Self { bytes: u64::MAX, bits: Bits::Four, context: ContextRequest::DEFAULT };

    /// Parses parts in any order, separated by `@`; letter case makes no difference. The bits or the context that the
    /// text does not name are those of `defaults`.
    ///
    /// # Errors
    ///
    /// Returns which part is missing or not valid.
    pub fn parse(text: &str, defaults: &Self) -> Result<Self, MemoryBudgetError> {
        let (mut bytes, mut bits, mut context) = (None, None, None);
        for part in text.split('@').map(str::trim) {
            let is_repeated = if let Some(size) = parse_size(part) {
                bytes.replace(size).is_some()
            } else if let Some(label) = parse_bits(part) {
                bits.replace(label).is_some()
            } else if let Some(request) = ContextRequest::parse(part) {
                context.replace(request).is_some()
            } else {
                return Err(MemoryBudgetError::InvalidPart(part.to_owned()));
            };
            if is_repeated {
                return Err(MemoryBudgetError::RepeatedPart(part.to_owned()));
            }
        }
        let bytes = bytes.ok_or_else(|| MemoryBudgetError::MissingSize(text.to_owned()))?;
        Ok(Self { bytes, bits: bits.unwrap_or(defaults.bits), context: context.unwrap_or(defaults.context) })
    }

    /// The estimate for a variant with what the budget asks for.
    ///
    /// # Errors
    ///
    /// Returns why there is no estimate.
    pub fn estimate(&self, inputs: impl Into<MemoryInputs>) -> Result<MemoryEstimate, NoMemoryEstimate> {
        let inputs = inputs.into();
        let context_tokens = match self.context {
            ContextRequest::Native => inputs.context.ok_or(NoMemoryEstimate::UnknownContext)?,
            ContextRequest::Tokens { at_least, up_to } => {
                let supported = inputs.max_context().filter(|supported| *supported >= at_least);
                supported.map_or(up_to, |supported| supported.min(up_to))
            }
        };
        MemoryEstimate::new(inputs, self.bits, context_tokens)
    }

    /// Whether a variant runs within the budget.
    ///
    /// # Errors
    ///
    /// Returns why there is no estimate.
    pub fn fits(&self, inputs: impl Into<MemoryInputs>) -> Result<bool, NoMemoryEstimate> {
        Ok(self.estimate(inputs)?.total() <= Quantity(self.bytes).as_f64())
    }
}

impl Default for MemoryBudget {
    fn default() -> Self {
        Self::UNLIMITED
    }
}

impl fmt::Display for MemoryBudget {
    /// The budget with all that is assumed: `24GB@4bit@8k`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}@{}", Quantity(self.bytes).to_byte_string(), self.bits.label(), self.context)
    }
}

impl fmt::Display for ContextRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Native => f.write_str("native"),
            Self::Tokens { at_least, up_to } if at_least == up_to => write!(f, "{up_to}"),
            Self::Tokens { at_least, up_to } if u64::from(up_to) * 1_000 > u64::from(at_least) * 1_024 => {
                write!(f, "{}m", at_least / 1_000_000)
            }
            Self::Tokens { at_least, .. } => write!(f, "{}k", at_least / 1_000),
        }
    }
}

impl FromStr for MemoryBudget {
    type Err = MemoryBudgetError;

    /// Parses a budget; what it does not name is as in [`UNLIMITED`](Self::UNLIMITED).
    fn from_str(text: &str) -> Result<Self, MemoryBudgetError> {
        Self::parse(text, &Self::UNLIMITED)
    }
}

/// Parses a size with a byte unit, or with `G` for `GB`; fractions of a byte are cut off.
fn parse_size(part: &str) -> Option<u64> {
    let units = BYTE_UNITS.iter().chain(&[("G", 1_000_000_000)]);
    let (number, scale) =
        units.clone().find_map(|(unit, scale)| Some((strip_unit(part, unit)?.trim_end(), u128::from(*scale))))?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let parse = |text: &str| {
        let is_number = text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { text.parse::<u128>().ok() } else { None }
    };
    let denominator = 10_u128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    // No overflow: both numbers have at most 18 digits, and a unit is at most 2^40.
    let bytes = parse(whole)? * scale + parse(fraction)? * scale / denominator;
    u64::try_from(bytes).ok().filter(|bytes| *bytes >= 1_000)
}

/// Parses `4bit`, with the spellings that people use.
fn parse_bits(part: &str) -> Option<Bits> {
    match part.to_ascii_lowercase().as_str() {
        "4bit" | "4-bit" | "4bits" | "int4" | "q4" => Some(Bits::Four),
        "8bit" | "8-bit" | "8bits" | "int8" | "fp8" | "q8" => Some(Bits::Eight),
        "16bit" | "16-bit" | "16bits" | "fp16" | "bf16" => Some(Bits::Sixteen),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<String, MemoryBudgetError> {
        text.parse::<MemoryBudget>().map(|budget| budget.to_string())
    }

    #[test]
    fn what_is_not_named_is_4_bits_and_8k() {
        let context = ContextRequest::Tokens { at_least: 8_000, up_to: 8_192 };
        let expected = MemoryBudget { bytes: 24_000_000_000, bits: Bits::Four, context };
        assert_eq!("24gb".parse(), Ok(expected));
        assert_eq!(expected.to_string(), "24GB@4bit@8k");
    }

    #[test]
    fn defaults_stand_for_what_is_not_named() {
        let defaults: MemoryBudget = "1gb@16bit@native".parse().unwrap();
        for (text, expected) in
            [("24gb", "24GB@16bit@native"), ("24gb@8bit", "24GB@8bit@native"), ("24gb@4k", "24GB@16bit@4k")]
        {
            assert_eq!(MemoryBudget::parse(text, &defaults).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn parts_have_any_order_and_letter_case() {
        for (text, expected) in [
            ("24gb@8bit", "24GB@8bit@8k"),
            ("24gb@32k", "24GB@4bit@32k"),
            ("24gb@8bit@32k", "24GB@8bit@32k"),
            ("32K@24GB@8BIT", "24GB@8bit@32k"),
            ("24GiB@native", "24GiB@4bit@native"),
            ("24g@1m", "24GB@4bit@1m"),
            ("1.5tb@16bit@131072", "1.5TB@16bit@131072"),
            ("512 mib @ q8", "512MiB@8bit@8k"),
            ("0.3gib", "322.122547MB@4bit@8k"),
        ] {
            assert_eq!(parse(text).as_deref(), Ok(expected), "{text}");
        }
        let k32 = ContextRequest::Tokens { at_least: 32_000, up_to: 32_768 };
        assert_eq!("24gb@32k".parse::<MemoryBudget>().unwrap().context, k32);
    }

    #[test]
    fn errors_say_which_part_is_wrong() {
        use MemoryBudgetError::{InvalidPart, MissingSize, RepeatedPart};
        for (text, error) in [
            ("", InvalidPart(String::new())),
            ("24", MissingSize("24".to_owned())),
            ("8bit@32k", MissingSize("8bit@32k".to_owned())),
            ("24gb@5bit", InvalidPart("5bit".to_owned())),
            ("24gb@", InvalidPart(String::new())),
            ("-24gb", InvalidPart("-24gb".to_owned())),
            ("0gb", InvalidPart("0gb".to_owned())),
            ("24gb@0k", InvalidPart("0k".to_owned())),
            ("24gb@9999999k", InvalidPart("9999999k".to_owned())),
            ("99999999999999tb", InvalidPart("99999999999999tb".to_owned())),
            ("24gb@48gb", RepeatedPart("48gb".to_owned())),
            ("24gb@8bit@4bit", RepeatedPart("4bit".to_owned())),
            ("24gb@8k@native", RepeatedPart("native".to_owned())),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_budget_or_an_error(text in "[0-9.@a-zA-Z中 -]{0,16}") {
            if let Ok(budget) = text.parse::<MemoryBudget>() {
                prop_assert_eq!(budget.to_string().parse(), Ok(budget));
            }
        }

        #[test]
        fn a_budget_is_parsed_as_it_is_printed(bytes in 1_000_u64.., bits in 0..3_usize, tokens in 1_u32..4_000, unit in 0..4) {
            let context = match unit {
                0 => ContextRequest::Native,
                1 => ContextRequest::Tokens { at_least: tokens * 1_000, up_to: tokens * 1_024 },
                2 => ContextRequest::Tokens { at_least: tokens * 1_000_000, up_to: tokens << 20 },
                _ => ContextRequest::Tokens { at_least: tokens, up_to: tokens },
            };
            let budget = MemoryBudget { bytes, bits: Bits::ALL[bits], context };
            prop_assert_eq!(budget.to_string().parse(), Ok(budget));
        }
    }
}
