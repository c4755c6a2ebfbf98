//! What providers state otherwise than the entry, and what they only hint at, as claims.

use std::{cmp::Reverse, collections::BTreeMap};

use llm_catalog::{
    claim::{Claim, ClaimField, ClaimStatus},
    date::Date,
    link::Url,
    localized::LocalizedText,
};

use crate::import::{model_name, served::endpoint::Endpoint};

/// The values and providers that a claim names; it counts the others.
const MAX_NAMED: usize = 4;

/// When the list began to have the model, as a claim about its release.
pub(super) fn listing_date(group: &[Endpoint], released: Option<Date>, source: Option<&Url>) -> Option<Claim> {
    let since = group.iter().filter_map(|endpoint| endpoint.model.listed_since).min().filter(|_| released.is_none())?;
    let (en, zh) = (
        "The day when the list began to have it, not that of its release.",
        "这是该清单收录它的日期，而非其发布日期。",
    );
    Some(Claim {
        field: ClaimField::Released,
        claimed_value: Some(since.to_string()),
        claimed_by: group.first().and_then(|endpoint| model_name::sanitize(&endpoint.provider)),
        status: ClaimStatus::Disputed,
        source: source.cloned(),
        note: LocalizedText { en: en.to_owned(), zh: zh.to_owned() },
    })
}

/// A claim for each field of the entry that providers state otherwise. Dates differ only as far as both are known.
pub(super) fn disagreements(
    group: &[Endpoint],
    is_first_party: bool,
    released: Option<Date>,
    context: Option<u32>,
    source: Option<&Url>,
) -> Vec<Claim> {
    let dates = group.iter().filter_map(|endpoint| Some((endpoint, endpoint.model.released?)));
    let dates = dates.filter(|(_, date)| released.is_some_and(|own| own.is_after(*date) || date.is_after(own)));
    let contexts = group.iter().filter_map(|endpoint| Some((endpoint, endpoint.model.context?)));
    let contexts = contexts.filter(|(_, other)| context != Some(*other));
    let claim = |field, values| to_claim(field, values, is_first_party, source);
    let released = claim(ClaimField::Released, dates.map(|(endpoint, date)| (endpoint, date.to_string())).collect());
    let context = claim(ClaimField::Context, contexts.map(|(endpoint, len)| (endpoint, len.to_string())).collect());
    released.into_iter().chain(context).collect()
}

fn to_claim(
    field: ClaimField,
    values: Vec<(&Endpoint, String)>,
    is_first_party: bool,
    source: Option<&Url>,
) -> Option<Claim> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut providers: Vec<_> =
        values.iter().filter_map(|(endpoint, _)| model_name::sanitize(&endpoint.provider)).collect();
    for (_, value) in values {
        *counts.entry(value).or_default() += 1;
    }
    providers.sort_unstable();
    providers.dedup();
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let listed = name_first(counts.into_iter().map(|(value, _)| value).collect())?;
    Some(Claim {
        field,
        claimed_value: Some(listed),
        claimed_by: name_first(providers),
        status: ClaimStatus::Disputed,
        source: source.cloned(),
        note: note(is_first_party),
    })
}

/// The first of the texts, and how many others there are; `None` if there is none.
fn name_first(texts: Vec<String>) -> Option<String> {
    let rest = texts.len().saturating_sub(MAX_NAMED);
    let named = texts.into_iter().take(MAX_NAMED).collect::<Vec<_>>().join(", ");
    let others = if rest > 0 { format!(" +{rest}") } else { String::new() };
    (!named.is_empty()).then(|| format!("{named}{others}"))
}

fn note(is_first_party: bool) -> LocalizedText {
    let (en, zh) = if is_first_party {
        (
            "Listed so by other providers; the entry has the value of the maker's own.",
            "其他服务商如此列出；条目采用厂商自己的值。",
        )
    } else {
        (
            "Listed so by some providers; the entry has the value of most.",
            "部分服务商如此列出；条目采用多数服务商的值。",
        )
    };
    LocalizedText { en: en.to_owned(), zh: zh.to_owned() }
}
