//! The styles and symbols of values.

use llm_catalog::{license::CommercialUse, lifecycle::LifecycleStatus, model::Stage};

use crate::{config::theme::StyleRole, glyphs, i18n::Messages};

/// Shown instead of an unknown value.
pub const UNKNOWN_SYMBOL: &str = glyphs::UNKNOWN;

/// The sign of a stage.
#[must_use]
pub fn stage_sign(stage: Stage) -> &'static str {
    match stage {
        Stage::Base => glyphs::STAGE_BASE,
        Stage::Sft => glyphs::STAGE_SFT,
        Stage::Rlhf => glyphs::STAGE_RLHF,
    }
}

/// The sign of a stage of a model that stands for others: drawn as an outline.
#[must_use]
pub fn stage_outline(stage: Stage) -> &'static str {
    match stage {
        Stage::Base => glyphs::STAGE_BASE_OUTLINE,
        Stage::Sft => glyphs::STAGE_SFT_OUTLINE,
        Stage::Rlhf => glyphs::STAGE_RLHF_OUTLINE,
    }
}

/// The sign and the name of a stage: `● Base`.
#[must_use]
pub fn stage_badge(stage: Stage, messages: &Messages) -> String {
    format!("{} {}", stage_sign(stage), (messages.stage)(stage))
}

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
        CommercialUse::Conditions => StyleRole::Warning,
        CommercialUse::No => StyleRole::Bad,
    }
}

#[must_use]
pub fn lifecycle_style_role(status: LifecycleStatus) -> StyleRole {
    match status {
        LifecycleStatus::Available => StyleRole::Text,
        LifecycleStatus::Preview | LifecycleStatus::Unreleased | LifecycleStatus::Deprecated => StyleRole::Warning,
        LifecycleStatus::Retired | LifecycleStatus::Withdrawn => StyleRole::Bad,
    }
}

/// The sign before a license, which distinguishes licenses without color.
#[must_use]
pub fn commercial_use_sign(commercial_use: CommercialUse) -> &'static str {
    match commercial_use {
        CommercialUse::Yes => glyphs::ALLOWED,
        CommercialUse::Conditions => glyphs::CONDITIONAL,
        CommercialUse::No => glyphs::FORBIDDEN,
    }
}
