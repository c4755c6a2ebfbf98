//! arXiv identifiers.

use crate::link::Url;

/// The arXiv id in the address of a paper, without its version.
pub(crate) fn arxiv_id(url: &Url) -> Option<&str> {
    let path = url.host_and_path().trim_start_matches("www.").strip_prefix("arxiv.org/")?;
    let id = path.strip_prefix("abs/").or_else(|| path.strip_prefix("pdf/"))?;
    let id = id.split(['?', '#']).next()?.trim_end_matches(".pdf");
    let is_number = |version: &str| version.bytes().all(|byte| byte.is_ascii_digit());
    Some(id.rsplit_once('v').filter(|(_, version)| is_number(version)).map_or(id, |(id, _)| id))
}

/// The year and month of an arXiv id: `2302.13971` is from February 2023.
/// `None` for ids from before April 2007, which have another form.
pub(crate) fn arxiv_year_month(id: &str) -> Option<(i32, i32)> {
    let (date, _) = id.split_once('.').filter(|(date, _)| date.len() == 4)?;
    let (year, month) = date.split_at_checked(2)?;
    let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
    Some((2000 + year.parse::<i32>().ok()?, month))
}
