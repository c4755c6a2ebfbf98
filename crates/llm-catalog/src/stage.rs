//! Training stages.

use serde::{Deserialize, Serialize};

/// How the released weights were trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Pre-trained only.
    Base,
    /// Tuned on instructions or dialogues with supervision.
    Sft,
    /// Tuned on preferences or rewards: RLHF, DPO, RLAIF, RLVR.
    Rlhf,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 3] = [Self::Base, Self::Sft, Self::Rlhf];
}
