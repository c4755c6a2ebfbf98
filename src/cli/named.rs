//! The one entry that a person names.

use std::{fmt::Write, sync::Arc};

use super::query::{self, Matches};
use crate::{
    app::Tab,
    format::Listing,
    locale::Locale,
    search::{Column, Named, Order, squeeze},
    shelf::{Part, Shelf},
};

/// The most entries that are offered where a name may mean several.
const MOST: usize = 10;
/// Blanks before each of them.
const INDENT: usize = 2;

/// The row of the entry of an id, else of a name, else of another spelling,
/// else the only one that matches. Names are compared by their letters and
/// digits.
///
/// # Errors
///
/// Lists the entries that may be meant, where there are several or none.
pub(super) fn named(name: &str, shelf: &Shelf) -> anyhow::Result<usize> {
    if let Some(row) = shelf.row_of(name) {
        return Ok(row);
    }
    let spelling = squeeze(name);
    let is_spelt = |text: &str| !spelling.is_empty() && squeeze(text) == spelling;
    let rows = |wanted: &dyn Fn(&Part, usize) -> bool| -> Vec<usize> {
        let of_part = |(start, part): (usize, &Arc<Part>)| {
            (0..part.len()).filter(|row| wanted(part, *row)).map(move |row| start + row).collect::<Vec<_>>()
        };
        shelf.parts().flat_map(of_part).collect()
    };
    let is_other = |part: &Part, row| part.names(row).skip(1).chain([part.id(row)]).any(is_spelt);
    let exact = [rows(&|part, row| is_spelt(part.name(row))), rows(&is_other)];
    let found = match exact.into_iter().find(|rows| !rows.is_empty()) {
        Some(rows) => rows,
        None => matches(name, shelf)?,
    };
    match found.as_slice() {
        [row] => Ok(*row),
        rows => {
            anyhow::bail!("`{name}` may mean several entries; give one of these ids\n{}", candidates(rows, shelf))
        }
    }
}

/// The rows of what a query finds, models and extensions.
fn matches(name: &str, shelf: &Shelf) -> anyhow::Result<Vec<usize>> {
    let query = query::read(name, &Named::new())?;
    let found = |tab| Matches::of(&query, tab, Order::Relevance, shelf);
    let (models, extensions) = (found(Tab::All), found(Tab::Extensions));
    let rows: Vec<_> = if query.is_empty() { Vec::new() } else { models.rows().chain(extensions.rows()).collect() };
    if rows.is_empty() { Err(models.nothing().into()) } else { Ok(rows) }
}

/// The id, name and stage of some entries, a line each.
fn candidates(rows: &[usize], shelf: &Shelf) -> String {
    let some = rows.iter().copied().take(MOST).collect();
    let columns = vec![Column::Id, Column::Name, Column::Stage];
    let listing = Listing { shelf, locale: Locale::En, rows: some, columns };
    let table = listing.table(None);
    let mut text = table.text(1..table.len(), INDENT, None);
    if rows.len() > MOST {
        let _ = write!(text, "{:INDENT$}and {} more", "", rows.len() - MOST);
    }
    text.trim_end().to_owned()
}
