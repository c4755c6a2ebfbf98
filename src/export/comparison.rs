//! Comparisons as Markdown or JSON.

use serde_json::{Map, Value, json};

use llm_catalog::{EntryRef, localized::Locale, write};

use crate::{
    comparison::{BEST_SYMBOL, Cell, CellLink, Comparison, DIFFERS_SYMBOL, Row, RowKey},
    export::{
        markdown::linked_name,
        markdown_syntax::{escape_markdown, markdown_link, table_row},
    },
    i18n::Messages,
};

/// A Markdown table with symbols and bold text for differing rows and best values, then the insights.
#[must_use]
pub fn comparison_markdown(comparison: &Comparison, locale: Locale) -> String {
    let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
    let names = models.iter().map(|model| linked_name(EntryRef::Model(model)));
    let mut out = table_row(std::iter::once(String::new()).chain(names));
    out += &table_row(std::iter::repeat_n("---".to_owned(), models.len() + 1));
    for row in &comparison.rows {
        out += &table_row(std::iter::once(row_label(row)).chain(row.cells.iter().map(cell_markdown)));
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
    let values = cell.values.iter().map(|value| match &value.link {
        Some(CellLink::Url(url)) => markdown_link(&escape_markdown(&value.text), url),
        _ => escape_markdown(&value.text),
    });
    let text = values.collect::<Vec<_>>().join(", ");
    if cell.is_best { format!("{BEST_SYMBOL} **{text}**") } else { text }
}

/// A JSON object with the entries, and the rows with a value for each entry and the ids of the best ones.
#[must_use]
pub fn comparison_json(comparison: &Comparison) -> String {
    let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
    let rows = comparison.rows.iter().map(|row| {
        let mut object = row_key_json(&row.key);
        let values: Vec<_> = row.cells.iter().map(|cell| cell.is_known().then(|| cell.text())).collect();
        let best = row.cells.iter().zip(&models).filter(|(cell, _)| cell.is_best);
        object.insert("label".to_owned(), json!(row.label));
        object.insert("values".to_owned(), json!(values));
        object.insert("differs".to_owned(), json!(row.differs));
        object.insert("best".to_owned(), best.map(|(_, model)| model.id.as_str()).collect());
        Value::Object(object)
    });
    let rows: Vec<_> = rows.collect();
    let entries: Vec<_> = models.iter().map(|model| write::to_json(EntryRef::Model(model))).collect();
    format!("{:#}\n", json!({ "models": entries, "rows": rows }))
}

/// The fields of a row object that say what it compares.
fn row_key_json(key: &RowKey) -> Map<String, Value> {
    let pairs = match key {
        RowKey::Column(column) => vec![("column", json!(column.key()))],
        RowKey::Training(unit, kind) => {
            vec![("column", json!("tokens")), ("unit", json!(unit)), ("kind", json!(kind))]
        }
        RowKey::Score { benchmark, setting } => {
            let score = [("column", json!("score")), ("benchmark", json!(benchmark))];
            score.into_iter().chain(setting.as_ref().map(|setting| ("setting", json!(setting)))).collect()
        }
    };
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
