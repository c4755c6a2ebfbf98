//! What the signs of the stages stand for.

use llm_catalog::{localized::Locale, model::Stage};

use crate::{
    columns::{stage_badge, stage_style_role},
    config::theme::StyleRole,
    document::line::StyledSpan,
    glyphs::STAGE_BASE_OUTLINE,
    i18n::Messages,
};

/// Each stage with its sign and its color; with outlines also what an outline stands for.
#[must_use]
pub fn stage_legend(has_outlines: bool, locale: Locale) -> Vec<StyledSpan> {
    let messages = Messages::get(locale);
    let mut spans = Vec::new();
    for stage in Stage::ALL {
        if !spans.is_empty() {
            spans.push(StyledSpan::drawing(StyleRole::Muted, "  "));
        }
        spans.push(StyledSpan::drawing(stage_style_role(stage), stage_badge(stage, messages)));
    }
    if has_outlines {
        let text = format!("  {STAGE_BASE_OUTLINE} {}", messages.tree_outline);
        spans.push(StyledSpan::drawing(StyleRole::Muted, text));
    }
    spans
}
