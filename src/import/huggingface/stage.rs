//! The training stage, inferred from tags and names.

use llm_catalog::model::Stage;

use crate::import::{huggingface::repository::Repository, model_name};

/// Tags and words of names for training with preferences or rewards.
const RLHF_KEYWORDS: [&str; 13] = [
    "cpo",
    "dpo",
    "grpo",
    "kto",
    "orpo",
    "ppo",
    "reward",
    "reward-model",
    "reward-trainer",
    "rlaif",
    "rlhf",
    "rlvr",
    "simpo",
];

/// Words of names for supervised training.
const SFT_NAME_WORDS: [&str; 4] = ["instruct", "chat", "it", "sft"];
/// Tags for supervised training. The Hub adds `conversational` to models with a chat template.
const SFT_TAGS: [&str; 3] = ["conversational", "instruct", "sft"];

impl Repository<'_> {
    /// Infers the stage: `rlhf` or `sft` if tags or the name say so, `base` for
    /// names that end in `-base`, `sft` for models with parents, else `base`.
    pub(super) fn infer_stage(&self, name: &str, has_parents: bool) -> Stage {
        let words = model_name::lowercase_words(name);
        let has_any_word = |keywords: &[&str]| words.iter().any(|word| keywords.contains(&word.as_str()));
        if has_any_word(&RLHF_KEYWORDS) || self.has_any_tag(&RLHF_KEYWORDS) {
            Stage::Rlhf
        } else if has_any_word(&SFT_NAME_WORDS) {
            Stage::Sft
        } else if name.to_lowercase().ends_with("-base") {
            Stage::Base
        } else if self.has_any_tag(&SFT_TAGS) || has_parents {
            Stage::Sft
        } else {
            Stage::Base
        }
    }
}
