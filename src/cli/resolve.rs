//! Resolves a name to one entry.

use std::{fmt::Write, sync::Arc};

use llm_index::{
    Column, LocalRow, RowId,
    query::{normalize, parser::SavedQueries},
    segment::Segment,
    sort::SortOrder,
};

use crate::{
    app::Tab,
    cli::{context::CliContext, query::CliResults},
    export::ExportTable,
};

/// The maximum number of candidates listed for an ambiguous name.
const MAX_CANDIDATES: usize = 10;
/// Columns before each candidate.
const INDENT: usize = 2;

/// Finds the row of an entry by id, else by name, else by alias, else as the only match of a query. Names are
/// compared by their letters and digits.
///
/// # Errors
///
/// Fails if nothing or more than one entry matches; the error lists candidates.
pub(super) fn resolve_entry(name: &str, context: &CliContext) -> anyhow::Result<RowId> {
    let index = &context.index;
    if let Some(row) = index.row_by_id(name) {
        return Ok(row);
    }
    let normalized = normalize(name);
    let is_same = |text: &str| !normalized.is_empty() && normalize(text) == normalized;
    let rows_where = |predicate: &dyn Fn(&Segment, LocalRow) -> bool| -> Vec<RowId> {
        let in_segment = |(base_row, segment): (RowId, &Arc<Segment>)| {
            let rows = segment.rows().filter(|row| predicate(segment, *row));
            rows.map(|row| base_row.offset(row)).collect::<Vec<_>>()
        };
        // The names of a model are those of all its variants.
        index.one_row_per_entry(index.segments().flat_map(in_segment).collect::<Vec<_>>().into()).to_vec()
    };
    let has_alias = |segment: &Segment, row: LocalRow| segment.names(row).skip(1).chain([segment.id(row)]).any(is_same);
    let exact = [rows_where(&|segment, row| is_same(segment.name(row))), rows_where(&has_alias)];
    let rows = match exact.into_iter().find(|rows| !rows.is_empty()) {
        Some(rows) => rows,
        None => matching_rows(name, context)?,
    };
    match rows.as_slice() {
        [row] => Ok(*row),
        rows => anyhow::bail!((context.messages().cli.ambiguous_name)(name, &format_candidates(rows, context))),
    }
}

/// The rows of the models and extensions that match a query.
fn matching_rows(name: &str, context: &CliContext) -> anyhow::Result<Vec<RowId>> {
    let query = context.parse_query_with(name, &SavedQueries::new())?;
    let search = |tab| CliResults::search(&query, tab, SortOrder::Relevance, &context.index);
    let (models, extensions) = (search(Tab::All), search(Tab::Extensions));
    let rows: Vec<_> = if query.is_empty() { Vec::new() } else { models.rows().chain(extensions.rows()).collect() };
    if rows.is_empty() { Err(models.no_match_error(context.messages()).into()) } else { Ok(rows) }
}

/// Formats the id, name and stage of each entry on a line.
fn format_candidates(rows: &[RowId], context: &CliContext) -> String {
    let first_rows = rows.iter().copied().take(MAX_CANDIDATES).collect();
    let columns = vec![Column::Id, Column::Name, Column::Stage];
    let table = ExportTable { index: &context.index, locale: context.locale, rows: first_rows, columns };
    let table = table.text_table(None);
    let mut text = table.render(1..table.line_count(), INDENT, None);
    if rows.len() > MAX_CANDIDATES {
        let more = (context.messages().cli.more_candidates)(rows.len() - MAX_CANDIDATES);
        let _ = write!(text, "{:INDENT$}{more}", "");
    }
    text.trim_end().to_owned()
}
