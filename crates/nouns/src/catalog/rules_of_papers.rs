//! Rules for papers: their dates, their addresses, who wrote them.

use std::ops::RangeInclusive;

use super::{
    Model,
    date::Date,
    link::{LinkKind, Url},
    lint::{Found, in_model},
    merge::Merged,
    model::Paper,
    problem::Step,
};

/// How many months a paper may come before its model, which is dated by its
/// first announcement: mostly the paper itself.
const EARLY: i32 = 3;
/// How many months a paper may come after its model: some are written up years later.
const LATE: i32 = 36;
/// How many years may pass from a preprint to its journal or conference.
const IN_PRINT: i32 = 2;

/// An arXiv id tells the month of the paper, which must fit the release.
pub(super) fn arxiv_dates(merged: &Merged<'_>) -> Found {
    each(merged, |model, paper| {
        let (id, released) = (paper.arxiv.as_deref()?, model.released?);
        let (year, month) = month_of(id)?;
        let months = months(released);
        let (early, late) = (months.start() - EARLY, months.end() + LATE);
        if (early..=late).contains(&(year * 12 + month)) {
            return None;
        }
        let message = format!(
            "arXiv `{id}` is of {year}-{month:02}, but `{}` was released {released}; look whether it is the right paper \
             (one comes at most {EARLY} months before its model and {LATE} months after it)",
            model.id
        );
        Some(("arxiv", message))
    })
}

/// The year of a paper is that of its arXiv id, or of a print soon after it.
pub(super) fn years(merged: &Merged<'_>) -> Found {
    each(merged, |_, paper| {
        let (id, year) = (paper.arxiv.as_deref()?, i32::from(paper.year?));
        let (of_id, _) = month_of(id)?;
        let wrong = !(of_id..=of_id + IN_PRINT).contains(&year);
        wrong.then(|| ("year", format!("the year {year} does not fit arXiv `{id}` of {of_id}; correct one of them")))
    })
}

/// A link to arXiv leads to the paper that the entry names.
pub(super) fn arxiv_links(merged: &Merged<'_>) -> Found {
    let mut found = Found::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        let Some(named) = model.paper.as_ref().and_then(|paper| paper.arxiv.as_deref()) else { continue };
        for (index, link) in model.links.iter().enumerate().filter(|(_, link)| link.kind == LinkKind::Paper) {
            if let Some(linked) = arxiv_id(&link.url).filter(|linked| *linked != named) {
                let place = [Step::Key("links"), Step::Index(index), Step::Key("url")];
                let message =
                    format!("the link leads to arXiv `{linked}`, but the paper is `{named}`; correct one of them");
                found.push((in_model(row, &place), message));
            }
        }
    }
    found
}

pub(super) fn authors(merged: &Merged<'_>) -> Found {
    each(merged, |model, paper| {
        let message = || format!("the paper of `{}` has no `authors`; name the first three, then `others`", model.id);
        paper.authors.is_empty().then(|| ("authors", message()))
    })
}

/// Asks about each paper; an answer is the key of the paper that it is about, and what to say.
fn each(merged: &Merged<'_>, ask: impl Fn(&Model, &Paper) -> Option<(&'static str, String)>) -> Found {
    let models = merged.catalog.models().iter().enumerate();
    let answers = models.filter_map(|(row, model)| Some((row, ask(model, model.paper.as_ref()?)?)));
    let placed = |(row, (key, message))| (in_model(row, &[Step::Key("paper"), Step::Key(key)]), message);
    answers.map(placed).collect()
}

/// The arXiv id in the address of a paper, without its version.
pub(super) fn arxiv_id(url: &Url) -> Option<&str> {
    let path = url.without_scheme().trim_start_matches("www.").strip_prefix("arxiv.org/")?;
    let id = path.strip_prefix("abs/").or_else(|| path.strip_prefix("pdf/"))?;
    let id = id.split(['?', '#']).next()?.trim_end_matches(".pdf");
    let is_number = |version: &str| version.bytes().all(|b| b.is_ascii_digit());
    Some(id.rsplit_once('v').filter(|(_, version)| is_number(version)).map_or(id, |(id, _)| id))
}

/// The year and month of an arXiv id: `2302.13971` is of February 2023. Ids of
/// before April 2007 are written otherwise and tell nothing here.
fn month_of(id: &str) -> Option<(i32, i32)> {
    let (date, _) = id.split_once('.').filter(|(date, _)| date.len() == 4)?;
    let (year, month) = date.split_at_checked(2)?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((2000 + year.parse::<i32>().ok()?, month))
}

/// The months that a date may mean, counted from the year 0.
fn months(date: Date) -> RangeInclusive<i32> {
    let january = i32::from(date.year) * 12 + 1;
    let month = |month: u8| january + i32::from(month) - 1;
    date.month.map_or(january..=month(12), |only| month(only)..=month(only))
}
