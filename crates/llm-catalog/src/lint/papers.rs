//! Rules for papers: dates, arXiv links, authors.

use std::ops::RangeInclusive;

use super::finding::Findings;
use crate::{
    arxiv::{arxiv_id, arxiv_year_month},
    date::Date,
    link::LinkKind,
    merge::MergeOutput,
    model::{Model, Paper},
    violation::{PathSegment, model_path},
};

/// How many months a paper may precede its model, which is dated by its first
/// announcement: usually the paper itself.
const MAX_MONTHS_BEFORE_RELEASE: i32 = 3;
/// How many months a paper may follow its model: some are written years later.
const MAX_MONTHS_AFTER_RELEASE: i32 = 36;
/// How many years may pass from a preprint to its journal or conference.
const MAX_YEARS_TO_PUBLICATION: i32 = 2;

/// The month of a paper's arXiv id must fit the release of its model.
pub(crate) fn check_arxiv_dates(merged: &MergeOutput<'_>) -> Findings {
    check_each_paper(merged, |model, paper| {
        let (id, released) = (paper.arxiv.as_deref()?, model.released?);
        let (year, month) = arxiv_year_month(id)?;
        let months = month_range(released);
        let (early, late) = (months.start() - MAX_MONTHS_BEFORE_RELEASE, months.end() + MAX_MONTHS_AFTER_RELEASE);
        if (early..=late).contains(&(year * 12 + month)) {
            return None;
        }
        let message = format!(
            "arXiv `{id}` is of {year}-{month:02}, but `{}` was released {released}; look whether it is the right paper \
             (one comes at most {MAX_MONTHS_BEFORE_RELEASE} months before its model and {MAX_MONTHS_AFTER_RELEASE} months after it)",
            model.id
        );
        Some(("arxiv", message))
    })
}

/// The year of a paper must be that of its arXiv id, or of a publication soon after it.
pub(crate) fn check_years(merged: &MergeOutput<'_>) -> Findings {
    check_each_paper(merged, |_, paper| {
        let (id, year) = (paper.arxiv.as_deref()?, i32::from(paper.year?));
        let (arxiv_year, _) = arxiv_year_month(id)?;
        let is_wrong = !(arxiv_year..=arxiv_year + MAX_YEARS_TO_PUBLICATION).contains(&year);
        let message = || format!("the year {year} does not fit arXiv `{id}` of {arxiv_year}; correct one of them");
        is_wrong.then(|| ("year", message()))
    })
}

/// A link to arXiv must lead to the paper that the entry names.
pub(crate) fn check_arxiv_links(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        let Some(named) = model.paper.as_ref().and_then(|paper| paper.arxiv.as_deref()) else { continue };
        for (idx, link) in model.links.iter().enumerate().filter(|(_, link)| link.kind == LinkKind::Paper) {
            if let Some(linked) = arxiv_id(&link.url).filter(|linked| *linked != named) {
                let path = [PathSegment::Key("links"), PathSegment::Index(idx), PathSegment::Key("url")];
                let message =
                    format!("the link leads to arXiv `{linked}`, but the paper is `{named}`; correct one of them");
                findings.push((model_path(row, &path), message));
            }
        }
    }
    findings
}

/// A paper must have authors.
pub(crate) fn check_authors(merged: &MergeOutput<'_>) -> Findings {
    check_each_paper(merged, |model, paper| {
        let message = || format!("the paper of `{}` has no `authors`; name the first three, then `others`", model.id);
        paper.authors.is_empty().then(|| ("authors", message()))
    })
}

/// Runs a check on each paper; it returns the key of the paper that is wrong, and a message.
fn check_each_paper(
    merged: &MergeOutput<'_>,
    check: impl Fn(&Model, &Paper) -> Option<(&'static str, String)>,
) -> Findings {
    let models = merged.catalog.models().iter().enumerate();
    let findings = models.filter_map(|(row, model)| {
        let (key, message) = check(model, model.paper.as_ref()?)?;
        Some((model_path(row, &[PathSegment::Key("paper"), PathSegment::Key(key)]), message))
    });
    findings.collect()
}

/// The months that a date may stand for, as 12 times the year plus the month.
fn month_range(date: Date) -> RangeInclusive<i32> {
    let month_number = |month: u8| i32::from(date.year) * 12 + i32::from(month);
    date.month.map_or(month_number(1)..=month_number(12), |month| month_number(month)..=month_number(month))
}
