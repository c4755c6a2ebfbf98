//! Comparisons as Markdown or JSON.

use serde_json::{Map, Value, json};

use llm_catalog::{EntryRef, localized::Locale, write};

use crate::{
    comparison::{BEST_SYMBOL, Cell, CellLink, CellValue, ComparedVariant, Comparison, Row, RowKey, UNLIKE_SYMBOL},
    export::markdown_syntax::{escape_line_start, escape_markdown, markdown_link, table_row},
    i18n::Messages,
};

/// A Markdown table with bold labels of differing rows and marked best values, then the insights.
#[must_use]
pub fn comparison_markdown(comparison: &Comparison, locale: Locale) -> String {
    let names = comparison.variants.iter().map(linked_title);
    let mut out = table_row(std::iter::once(String::new()).chain(names));
    out += &table_row(std::iter::repeat_n("---".to_owned(), comparison.variants.len() + 1));
    for row in &comparison.rows {
        out +=
            &table_row(std::iter::once(row_label(row)).chain(row.cells.iter().map(|cell| cell_markdown(cell, locale))));
    }
    let legend = (Messages::get(locale).compare_legend)(BEST_SYMBOL, UNLIKE_SYMBOL);
    out = format!("{out}\n{}\n", escape_line_start(&legend));
    for (_, model) in comparison.models() {
        if let Some(insight) = &model.insight {
            out =
                format!("{out}\n### {}\n\n{}\n", escape_markdown(&model.name), escape_line_start(insight.get(locale)));
        }
    }
    out
}

fn row_label(row: &Row) -> String {
    let label = escape_markdown(&row.label);
    if row.differs { format!("**{label}**") } else { label }
}

/// The title of a variant, linked to its main link.
fn linked_title(variant: &ComparedVariant) -> String {
    let title = variant.title();
    variant.resolved.links.first().map_or_else(|| escape_markdown(&title), |link| markdown_link(&title, &link.url))
}

fn cell_markdown(cell: &Cell, locale: Locale) -> String {
    if !cell.is_known() {
        return escape_markdown(&cell.text(locale));
    }
    let value = |value: &CellValue| {
        let text = match &value.link {
            Some(CellLink::Url(url)) => markdown_link(&value.text, url),
            _ => escape_markdown(&value.text),
        };
        match value.symbol() {
            "" => text,
            symbol if value.is_best() => format!("{symbol} **{text}**"),
            symbol => format!("{} {text}", escape_markdown(symbol)),
        }
    };
    cell.values.iter().map(value).collect::<Vec<_>>().join(Messages::get(locale).cli.list_separator)
}

/// A JSON object with the compared variants, and the rows with a value for each and the ids of the best ones. A row of
/// scores has an array of all its scores too.
#[must_use]
pub fn comparison_json(comparison: &Comparison) -> String {
    let variants = &comparison.variants;
    let rows = comparison.rows.iter().map(|row| {
        let mut object = row_key_json(&row.key);
        let values: Vec<_> = row.cells.iter().map(|cell| cell.is_known().then(|| cell.text(Locale::En))).collect();
        let best = row.cells.iter().zip(variants).filter(|(cell, _)| cell.is_best());
        object.insert("label".to_owned(), json!(row.label));
        object.insert("values".to_owned(), json!(values));
        if matches!(row.key, RowKey::Score { .. }) {
            object.insert("cells".to_owned(), score_cells_json(row, variants));
        }
        object.insert("differs".to_owned(), json!(row.differs));
        object.insert("best".to_owned(), best.map(|(_, variant)| reference(variant, variants)).collect());
        Value::Object(object)
    });
    let rows: Vec<_> = rows.collect();
    let entries: Vec<_> =
        variants.iter().map(|variant| write::to_variant_json(EntryRef::Model(&variant.resolved))).collect();
    format!("{:#}\n", json!({ "models": entries, "rows": rows }))
}

/// The id of a variant's model; with the name of the variant, if another one of the model is compared too.
fn reference(variant: &ComparedVariant, variants: &[ComparedVariant]) -> String {
    let id = &variant.resolved.id;
    let is_twin = |other: &&ComparedVariant| other.resolved.id == *id;
    match variant.name().filter(|_| variants.iter().filter(is_twin).count() > 1) {
        Some(name) => format!("{id}:{name}"),
        None => id.to_string(),
    }
}

/// The scores of a row, each with the position and id of its model. `is_own` is false for a score of another variant than
/// the compared one.
fn score_cells_json(row: &Row, variants: &[ComparedVariant]) -> Value {
    let cells = row.cells.iter().zip(variants).enumerate().flat_map(|(idx, (cell, variant))| {
        cell.values.iter().filter_map(move |value| {
            let score = value.score.as_ref()?;
            Some(json!({
                "model": idx,
                "id": variant.resolved.id,
                "variant": score.variant,
                "value": score.value,
                "setting": score.setting,
                "by": score.reported_by,
                "source": score.source,
                "is_own": score.is_own,
                "is_best": value.is_best(),
            }))
        })
    });
    cells.collect()
}

/// The fields of a row object that say what it compares.
fn row_key_json(key: &RowKey) -> Map<String, Value> {
    let pairs = match key {
        RowKey::Column(column) => vec![("column", json!(column.key()))],
        RowKey::Training(unit, kind) => {
            vec![("column", json!("tokens")), ("unit", json!(unit)), ("kind", json!(kind))]
        }
        RowKey::TokensPerParameter => vec![("column", json!("tokens-per-parameter"))],
        RowKey::Score { benchmark } => vec![("column", json!("score")), ("benchmark", json!(benchmark))],
    };
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
