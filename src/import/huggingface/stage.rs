//! The training stage, inferred from tags and names.

use llm_catalog::model::Stage;

use crate::import::{
    cell::stage::{RLHF_KEYWORDS, stage_of_name},
    huggingface::repository::Repository,
};

/// Tags for supervised training. The Hub adds `conversational` to models with a chat template.
const SFT_TAGS: [&str; 3] = ["conversational", "instruct", "sft"];

impl Repository<'_> {
    /// Infers the stage: `rlhf` or `sft` if tags or the name say so, `base` for
    /// names that end in `-base`, `sft` for models with parents, else `base`.
    pub(super) fn infer_stage(&self, name: &str, has_parents: bool) -> Stage {
        let named = stage_of_name(name);
        if named == Some(Stage::Rlhf) || self.has_any_tag(&RLHF_KEYWORDS) {
            return Stage::Rlhf;
        }
        named.unwrap_or(if self.has_any_tag(&SFT_TAGS) || has_parents { Stage::Sft } else { Stage::Base })
    }
}
