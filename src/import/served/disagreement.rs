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
    first_party: Option<&Endpoint>,
    released: Option<Date>,
    context: Option<u32>,
    source: Option<&Url>,
) -> Vec<Claim> {
    let is_other_date = |date: &Date| released.is_some_and(|own| own.is_after(*date) || date.is_after(own));
    let dates = Statements::new(group, first_party, |endpoint| endpoint.model.released, is_other_date);
    let contexts = Statements::new(group, first_party, |endpoint| endpoint.model.context, |len| context != Some(*len));
    let released = dates.into_claim(ClaimField::Released, source);
    released.into_iter().chain(contexts.into_claim(ClaimField::Context, source)).collect()
}

/// What providers state of a field otherwise than the entry.
struct Statements<'g> {
    others: Vec<(&'g Endpoint, String)>,
    basis: Basis,
}

/// Whose value the entry has.
#[derive(Clone, Copy)]
enum Basis {
    /// That of the maker.
    Maker,
    /// That of more than half of the providers that state one.
    Majority,
    /// One that as many providers state as any other.
    MostFrequent,
}

impl<'g> Statements<'g> {
    fn new<T: ToString>(
        group: &'g [Endpoint],
        first_party: Option<&Endpoint>,
        value: impl Fn(&Endpoint) -> Option<T>,
        is_other: impl Fn(&T) -> bool,
    ) -> Self {
        let stated: Vec<_> = group.iter().filter_map(|endpoint| Some((endpoint, value(endpoint)?))).collect();
        let count = stated.len();
        let others = stated.into_iter().filter(|(_, value)| is_other(value));
        let others: Vec<_> = others.map(|(endpoint, value)| (endpoint, value.to_string())).collect();
        let basis = match first_party.and_then(value) {
            Some(_) => Basis::Maker,
            None if others.len() * 2 < count => Basis::Majority,
            None => Basis::MostFrequent,
        };
        Self { others, basis }
    }

    fn into_claim(self, field: ClaimField, source: Option<&Url>) -> Option<Claim> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let providers = self.others.iter().filter_map(|(endpoint, _)| model_name::sanitize(&endpoint.provider));
        let mut providers: Vec<_> = providers.collect();
        for (_, value) in self.others {
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
            note: note(self.basis),
        })
    }
}

/// The first of the texts, and how many others there are; `None` if there is none.
fn name_first(texts: Vec<String>) -> Option<String> {
    let rest = texts.len().saturating_sub(MAX_NAMED);
    let named = texts.into_iter().take(MAX_NAMED).collect::<Vec<_>>().join(", ");
    let others = if rest > 0 { format!(" +{rest}") } else { String::new() };
    (!named.is_empty()).then(|| format!("{named}{others}"))
}

fn note(basis: Basis) -> LocalizedText {
    let (en, zh) = match basis {
        Basis::Maker => (
            "Listed so by other providers; the entry has the value of the maker's own.",
            "其他服务商如此列出；条目采用厂商自己的值。",
        ),
        Basis::Majority => (
            "Listed so by some providers; the entry has the value of most.",
            "部分服务商如此列出；条目采用多数服务商的值。",
        ),
        Basis::MostFrequent => (
            "Listed so by some providers; no value has a majority, and the entry has one that as many list as any other.",
            "部分服务商如此列出；没有占多数的值，条目采用列出次数不少于其他值的一个。",
        ),
    };
    LocalizedText { en: en.to_owned(), zh: zh.to_owned() }
}
