//! The tables of a page. Each entry is a body of its own: a row of cells and a row with the details.

use llm_catalog::{
    EntryRef,
    date::Date,
    license::{CommercialUse, License},
    link::{Link, LinkKind},
};
use llm_index::{Column, ValueType, value::ColumnValues};
use maud::{Markup, html};

use crate::{
    columns::{ColumnExt, commercial_use_sign, has_closed_license, short_license_name},
    export::{
        grouping::Grouping,
        html::{
            details::details,
            localized_markup::{localized, localized_text},
            page_context::PageContext,
        },
        table::{ExportTable, ExportedRow},
    },
    i18n::Messages,
};

const MODEL_COLUMNS: [Column; 9] = [
    Column::Name,
    Column::Organizations,
    Column::Parameters,
    Column::ContextLength,
    Column::Released,
    Column::Score,
    Column::TrainingData,
    Column::License,
    Column::Links,
];
const EXTENSION_COLUMNS: [Column; 4] = [Column::Name, Column::ExtensionKind, Column::Summary, Column::Links];

pub(super) fn models_table(rows: &[ExportedRow], grouping: Grouping, page: &PageContext<'_>) -> Markup {
    let table = page.table;
    if !table.columns.is_empty() {
        return table_markup(rows, &table.columns, page);
    }
    let mut columns = MODEL_COLUMNS.to_vec();
    if grouping != Grouping::Stage {
        columns.insert(1, Column::Stage);
    }
    columns.retain(|column| rows.iter().any(|row| has_value(*column, row, table)));
    table_markup(rows, &columns, page)
}

fn has_value(column: Column, row: &ExportedRow, table: &ExportTable<'_>) -> bool {
    !column.display_text(row.resolved(), table.index, table.locale).is_empty()
}

pub(super) fn extensions_table(rows: &[ExportedRow], page: &PageContext<'_>) -> Markup {
    table_markup(rows, &EXTENSION_COLUMNS, page)
}

fn table_markup(rows: &[ExportedRow], columns: &[Column], page: &PageContext<'_>) -> Markup {
    let table = page.table;
    html! {
        table {
            thead { tr {
                @for column in columns {
                    th scope="col" class=[class(*column)] data-first=[first_order(*column)] { (heading(*column, table)) }
                }
            } }
            @for row in rows {
                tbody id=(row.entry.as_entry_ref().id()) {
                    tr { @for column in columns { (cell(*column, row, table)) } }
                    tr.more { td colspan=(columns.len()) { (details(row, page)) } }
                }
            }
        }
    }
}

fn heading(column: Column, table: &ExportTable<'_>) -> Markup {
    let benchmark = table.index.meta().active_benchmark();
    localized(|locale| match (column, benchmark) {
        (Column::Score, Some(benchmark)) => benchmark.name.get(locale).to_owned(),
        (Column::Organizations, _) => Messages::get(locale).maker.to_owned(),
        _ => column.heading(locale).to_owned(),
    })
}

/// How a column is laid out.
fn class(column: Column) -> Option<&'static str> {
    match column {
        Column::Links | Column::Released => Some("line"),
        column => column.layout().right_aligned.then_some("number"),
    }
}

/// The order that the first click on a heading asks for, unless it is ascending: the largest and the newest first.
fn first_order(column: Column) -> Option<&'static str> {
    let (_, value_type) = column.key_and_type();
    matches!(value_type, ValueType::Quantity | ValueType::Number | ValueType::Date).then_some("descending")
}

fn cell(column: Column, row: &ExportedRow, table: &ExportTable<'_>) -> Markup {
    let entry = row.resolved();
    if column == Column::Name {
        return html! { th scope="row" { (name(row)) } };
    }
    let content = match (column, entry) {
        (Column::Links, _) => links(entry.links()),
        (Column::License, EntryRef::Model(model)) if !has_closed_license(entry) => {
            model.license.as_ref().map_or_else(|| html! {}, license)
        }
        (Column::Summary, EntryRef::Extension(extension)) => localized_text(&extension.summary),
        _ => localized(|locale| column.display_text(entry, table.index, locale)),
    };
    let sort_key = sort_key(&column.values(entry, table.index.meta()));
    html! { td class=[class(column)] data-sort=[sort_key] { (content) } }
}

/// The name, which leads to the main link.
fn name(row: &ExportedRow) -> Markup {
    let name = html! { (row.label()) };
    match row.entry.as_entry_ref().links().first() {
        Some(link) => html! { a href=(link.url) { (name) } },
        None => name,
    }
}

/// The first link of each kind; the details have all.
fn links(links: &[Link]) -> Markup {
    let is_first = |(idx, link): &(usize, &Link)| !links.iter().take(*idx).any(|earlier| earlier.kind == link.kind);
    let label = |kind, locale| match (kind, Messages::get(locale)) {
        (LinkKind::Checkpoint, messages) => messages.checkpoint_short,
        (kind, messages) => (messages.link_kind)(kind),
    };
    html! {
        @for (_, link) in links.iter().enumerate().filter(is_first) {
            a.link href=(link.url) { (localized(|locale| label(link.kind, locale))) } " "
        }
    }
}

/// The short name of a license with a sign for commercial use, and the full one as a hint.
fn license(license: &License) -> Markup {
    let name = localized(|locale| short_license_name(license, locale).into_owned());
    let name = html! {
        @match &license.url {
            Some(url) => a href=(url) title=(license.name) { (name) },
            None => span title=(license.name) { (name) },
        }
    };
    let Some(commercial_use) = license.commercial_use else { return name };
    let class = match commercial_use {
        CommercialUse::Yes => "yes",
        CommercialUse::Conditions => "conditions",
        CommercialUse::No => "no",
    };
    html! { span class=(class) aria-hidden="true" { (commercial_use_sign(commercial_use)) } " " (name) }
}

/// The number by which rows are ordered; `None` for texts, which are ordered as they are shown.
fn sort_key(values: &ColumnValues) -> Option<String> {
    match values {
        ColumnValues::Missing | ColumnValues::Texts(_) => None,
        ColumnValues::Quantities(quantities) => quantities.iter().max().map(|quantity| quantity.0.to_string()),
        ColumnValues::Number(number) => Some(number.to_string()),
        ColumnValues::Date(Date { year, month, day }) => {
            Some(format!("{year}{:02}{:02}", month.unwrap_or_default(), day.unwrap_or_default()))
        }
    }
}
