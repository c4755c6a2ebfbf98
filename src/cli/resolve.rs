//! The one entry that a person names.

use std::{fmt::Write, sync::Arc};

use llm_catalog::localized::Locale;
use llm_index::{
    Column, Index, LocalRow, RowId,
    query::{normalize, parser::SavedQueries},
    segment::Segment,
    sort::SortOrder,
};

use crate::{
    app::Tab,
    cli::query::{self, CliResults},
    export::ExportTable,
};

/// The most entries that are offered where a name may mean several.
const MAX_CANDIDATES: usize = 10;
/// Blanks before each of them.
const INDENT: usize = 2;

/// The row of the entry of an id, else of a name, else of another spelling,
/// else the only one that matches. Names are compared by their letters and
/// digits.
///
/// # Errors
///
/// Lists the entries that may be meant, where there are several or none.
pub(super) fn resolve_entry(name: &str, shelf: &Index) -> anyhow::Result<RowId> {
    if let Some(row) = shelf.row_by_id(name) {
        return Ok(row);
    }
    let spelling = normalize(name);
    let is_spelt = |text: &str| !spelling.is_empty() && normalize(text) == spelling;
    let rows = |wanted: &dyn Fn(&Segment, LocalRow) -> bool| -> Vec<RowId> {
        let of_part = |(start, part): (RowId, &Arc<Segment>)| {
            part.rows().filter(|row| wanted(part, *row)).map(|row| start.offset(row)).collect::<Vec<_>>()
        };
        shelf.segments().flat_map(of_part).collect()
    };
    let is_other = |part: &Segment, row| part.names(row).skip(1).chain([part.id(row)]).any(is_spelt);
    let exact = [rows(&|part, row| is_spelt(part.name(row))), rows(&is_other)];
    let found = match exact.into_iter().find(|rows| !rows.is_empty()) {
        Some(rows) => rows,
        None => matching_rows(name, shelf)?,
    };
    match found.as_slice() {
        [row] => Ok(*row),
        rows => {
            anyhow::bail!(
                "`{name}` may mean several entries; give one of these ids\n{}",
                format_candidates(rows, shelf)
            )
        }
    }
}

/// The rows of what a query finds, models and extensions.
fn matching_rows(name: &str, shelf: &Index) -> anyhow::Result<Vec<RowId>> {
    let query = query::parse(name, &SavedQueries::new())?;
    let found = |tab| CliResults::search(&query, tab, SortOrder::Relevance, shelf);
    let (models, extensions) = (found(Tab::All), found(Tab::Extensions));
    let rows: Vec<_> = if query.is_empty() { Vec::new() } else { models.rows().chain(extensions.rows()).collect() };
    if rows.is_empty() { Err(models.no_match_error().into()) } else { Ok(rows) }
}

/// The id, name and stage of some entries, a line each.
fn format_candidates(rows: &[RowId], shelf: &Index) -> String {
    let some = rows.iter().copied().take(MAX_CANDIDATES).collect();
    let columns = vec![Column::Id, Column::Name, Column::Stage];
    let listing = ExportTable { index: shelf, locale: Locale::En, rows: some, columns };
    let table = listing.text_table(None);
    let mut text = table.render(1..table.line_count(), INDENT, None);
    if rows.len() > MAX_CANDIDATES {
        let _ = write!(text, "{:INDENT$}and {} more", "", rows.len() - MAX_CANDIDATES);
    }
    text.trim_end().to_owned()
}
