//! Corrections and claims about an entry.

use llm_catalog::{
    claim::{Claim, ClaimStatus},
    localized::Locale,
};
use llm_index::Column;

use crate::{
    config::theme::StyleRole,
    document::{
        builder::{DocumentBuilder, Label},
        line::StyledSpan,
    },
    glyphs::VERTICAL,
    i18n::Messages,
};

/// Writes the claims as a block with a line at its left, under a heading.
pub(super) fn write_claim_block(builder: &mut DocumentBuilder, claims: &[Claim], locale: Locale) {
    builder.section(Messages::get(locale).claims);
    let line = StyledSpan::drawing(StyleRole::Border, format!("{VERTICAL} "));
    builder.with_margin(&line, |builder| write_claims(builder, claims, locale));
}

/// Writes each claim with its status, an explanation and its source.
pub fn write_claims(builder: &mut DocumentBuilder, claims: &[Claim], locale: Locale) {
    let messages = Messages::get(locale);
    for claim in claims {
        let label = Label::new((messages.claim_field)(claim.field), Column::Claims);
        let status = StyledSpan::new(claim_status_role(claim.status), (messages.claim_status)(claim.status));
        match &claim.claimed_value {
            Some(value) => {
                let text = (messages.claimed_value)(claim.claimed_by.as_deref(), value);
                builder.two_spans(label, StyledSpan::new(StyleRole::Text, text), status);
            }
            None => builder.field_spans(label, &[status], None),
        }
        builder.field(Label::new("", Column::Claims), StyleRole::Muted, claim.note.get(locale));
        if let Some(url) = &claim.source {
            builder.link(Label::new("", Column::Claims), url);
        }
    }
}

pub(super) fn claim_status_role(status: ClaimStatus) -> StyleRole {
    match status {
        ClaimStatus::Confirmed | ClaimStatus::Corrected => StyleRole::Good,
        ClaimStatus::Disputed | ClaimStatus::Rumour => StyleRole::Bad,
        ClaimStatus::Undisclosed | ClaimStatus::Nonexistent => StyleRole::Accent,
    }
}
