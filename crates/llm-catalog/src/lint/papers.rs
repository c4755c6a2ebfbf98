//! Rules for papers: their dates, their addresses, who wrote them.

use std::ops::RangeInclusive;

use crate::{
    Model,
    date::Date,
    diagnostic::PathSegment,
    link::{LinkKind, Url},
    lint::{Findings, model_path},
    merge::MergeOutput,
    model::Paper,
};

/// How many months a paper may come before its model, which is dated by its
/// first announcement: mostly the paper itself.
const MAX_MONTHS_BEFORE_RELEASE: i32 = 3;
/// How many months a paper may come after its model: some are written up years later.
const MAX_MONTHS_AFTER_RELEASE: i32 = 36;
/// How many years may pass from a preprint to its journal or conference.
const MAX_YEARS_TO_PUBLICATION: i32 = 2;

/// An arXiv id tells the month of the paper, which must fit the release.
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

/// The year of a paper is that of its arXiv id, or of a print soon after it.
pub(crate) fn check_years(merged: &MergeOutput<'_>) -> Findings {
    check_each_paper(merged, |_, paper| {
        let (id, year) = (paper.arxiv.as_deref()?, i32::from(paper.year?));
        let (of_id, _) = arxiv_year_month(id)?;
        let wrong = !(of_id..=of_id + MAX_YEARS_TO_PUBLICATION).contains(&year);
        wrong.then(|| ("year", format!("the year {year} does not fit arXiv `{id}` of {of_id}; correct one of them")))
    })
}

/// A link to arXiv leads to the paper that the entry names.
pub(crate) fn check_arxiv_links(merged: &MergeOutput<'_>) -> Findings {
    let mut found = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        let Some(named) = model.paper.as_ref().and_then(|paper| paper.arxiv.as_deref()) else { continue };
        for (index, link) in model.links.iter().enumerate().filter(|(_, link)| link.kind == LinkKind::Paper) {
            if let Some(linked) = arxiv_id(&link.url).filter(|linked| *linked != named) {
                let place = [PathSegment::Key("links"), PathSegment::Index(index), PathSegment::Key("url")];
                let message =
                    format!("the link leads to arXiv `{linked}`, but the paper is `{named}`; correct one of them");
                found.push((model_path(row, &place), message));
            }
        }
    }
    found
}

pub(crate) fn check_authors(merged: &MergeOutput<'_>) -> Findings {
    check_each_paper(merged, |model, paper| {
        let message = || format!("the paper of `{}` has no `authors`; name the first three, then `others`", model.id);
        paper.authors.is_empty().then(|| ("authors", message()))
    })
}

/// Asks about each paper; an answer is the key of the paper that it is about, and what to say.
fn check_each_paper(
    merged: &MergeOutput<'_>,
    ask: impl Fn(&Model, &Paper) -> Option<(&'static str, String)>,
) -> Findings {
    let models = merged.catalog.models().iter().enumerate();
    let answers = models.filter_map(|(row, model)| Some((row, ask(model, model.paper.as_ref()?)?)));
    let placed =
        |(row, (key, message))| (model_path(row, &[PathSegment::Key("paper"), PathSegment::Key(key)]), message);
    answers.map(placed).collect()
}

/// The arXiv id in the address of a paper, without its version.
pub(crate) fn arxiv_id(url: &Url) -> Option<&str> {
    let path = url.host_and_path().trim_start_matches("www.").strip_prefix("arxiv.org/")?;
    let id = path.strip_prefix("abs/").or_else(|| path.strip_prefix("pdf/"))?;
    let id = id.split(['?', '#']).next()?.trim_end_matches(".pdf");
    let is_number = |version: &str| version.bytes().all(|b| b.is_ascii_digit());
    Some(id.rsplit_once('v').filter(|(_, version)| is_number(version)).map_or(id, |(id, _)| id))
}

/// The year and month of an arXiv id: `2302.13971` is of February 2023. Ids of
/// before April 2007 are written otherwise and tell nothing here.
fn arxiv_year_month(id: &str) -> Option<(i32, i32)> {
    let (date, _) = id.split_once('.').filter(|(date, _)| date.len() == 4)?;
    let (year, month) = date.split_at_checked(2)?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((2000 + year.parse::<i32>().ok()?, month))
}

/// The months that a date may mean, counted from the year 0.
fn month_range(date: Date) -> RangeInclusive<i32> {
    let january = i32::from(date.year) * 12 + 1;
    let month = |month: u8| january + i32::from(month) - 1;
    date.month.map_or(january..=month(12), |only| month(only)..=month(only))
}
