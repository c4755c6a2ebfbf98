//! A comparison for a page or for another program.

use serde_json::{Map, Value, json};

use llm_catalog::{EntryRef, localized::Locale, write};

use crate::{
    comparison::{BEST_SYMBOL, Cell, CellLink, Comparison, DIFFERS_SYMBOL, Row, RowKey},
    export::markdown::{escape_markdown, linked_name, markdown_link, table_row},
    i18n::Messages,
};

/// A comparison as a Markdown table, then the insights. What differs and what
/// is best have their signs and stand out.
#[must_use]
pub fn comparison_markdown(comparison: &Comparison, locale: Locale) -> String {
    let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
    let names = models.iter().map(|model| linked_name(EntryRef::Model(model)));
    let mut out = table_row(std::iter::once(String::new()).chain(names));
    out += &table_row(std::iter::repeat_n("---".to_owned(), models.len() + 1));
    for compared in &comparison.rows {
        out += &table_row(std::iter::once(row_label(compared)).chain(compared.cells.iter().map(cell_markdown)));
    }
    out = format!("{out}\n{}\n", escape_markdown(&(Messages::get(locale).compare_legend)(DIFFERS_SYMBOL, BEST_SYMBOL)));
    for model in models {
        if let Some(insight) = &model.insight {
            out = format!("{out}\n### {}\n\n{}\n", escape_markdown(&model.name), escape_markdown(insight.get(locale)));
        }
    }
    out
}

fn row_label(row: &Row) -> String {
    if row.differs {
        format!("{DIFFERS_SYMBOL} **{}**", escape_markdown(&row.label))
    } else {
        escape_markdown(&row.label)
    }
}

fn cell_markdown(cell: &Cell) -> String {
    if !cell.is_known() {
        return escape_markdown(&cell.text());
    }
    let words = cell.values.iter().map(|word| match &word.link {
        Some(CellLink::Url(url)) => markdown_link(&escape_markdown(&word.text), url),
        _ => escape_markdown(&word.text),
    });
    let text = words.collect::<Vec<_>>().join(", ");
    if cell.is_best { format!("{BEST_SYMBOL} **{text}**") } else { text }
}

/// A comparison as JSON: whole entries, then the rows, whose values stand in
/// the order of the entries. `best` holds the ids of the best.
#[must_use]
pub fn comparison_json(comparison: &Comparison) -> String {
    let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
    let rows = comparison.rows.iter().map(|row| {
        let mut written = row_key_json(&row.key);
        let values: Vec<_> = row.cells.iter().map(|cell| cell.is_known().then(|| cell.text())).collect();
        let best = row.cells.iter().zip(&models).filter(|(cell, _)| cell.is_best);
        written.insert("label".to_owned(), json!(row.label));
        written.insert("values".to_owned(), json!(values));
        written.insert("differs".to_owned(), json!(row.differs));
        written.insert("best".to_owned(), best.map(|(_, model)| model.id.as_str()).collect());
        Value::Object(written)
    });
    let rows: Vec<_> = rows.collect();
    let entries: Vec<_> = models.iter().map(|model| write::to_json(EntryRef::Model(model))).collect();
    format!("{:#}\n", json!({ "models": entries, "rows": rows }))
}

/// What a row tells of, in the words of the catalogue.
fn row_key_json(subject: &RowKey) -> Map<String, Value> {
    let pairs = match subject {
        RowKey::Column(column) => vec![("column", json!(column.key()))],
        RowKey::Training(unit, kind) => {
            vec![("column", json!("tokens")), ("unit", json!(unit)), ("kind", json!(kind))]
        }
        RowKey::Score { benchmark, setting } => {
            let named = [("column", json!("score")), ("benchmark", json!(benchmark))];
            named.into_iter().chain(setting.as_ref().map(|setting| ("setting", json!(setting)))).collect()
        }
    };
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
