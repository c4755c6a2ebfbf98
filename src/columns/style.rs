//! The styles and symbols of values.

use llm_catalog::{license::CommercialUse, model::Stage};

use crate::config::theme::StyleRole;

/// Shown instead of an unknown value.
pub const UNKNOWN_SYMBOL: &str = "-";

#[must_use]
pub fn stage_style_role(stage: Stage) -> StyleRole {
    match stage {
        Stage::Base => StyleRole::Base,
        Stage::Sft => StyleRole::Sft,
        Stage::Rlhf => StyleRole::Rlhf,
    }
}

#[must_use]
pub fn commercial_use_style_role(commercial_use: CommercialUse) -> StyleRole {
    match commercial_use {
        CommercialUse::Yes => StyleRole::Good,
        CommercialUse::Conditions => StyleRole::Text,
        CommercialUse::No => StyleRole::Bad,
    }
}

/// The symbol before a license, which distinguishes licenses without color.
pub(super) fn commercial_use_marker(commercial_use: CommercialUse) -> &'static str {
    match commercial_use {
        CommercialUse::Yes => "+ ",
        CommercialUse::Conditions => "~ ",
        CommercialUse::No => "- ",
    }
}
