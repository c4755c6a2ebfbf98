//! A comparison for a page or for another program.

use serde_json::{Map, Value, json};

use super::markdown::{escape, link, row, title};
use crate::{
    catalog::{Entry, write},
    comparison::{BEST, Cell, Comparison, DIFFERS, Lead, Row, Subject},
    locale::Locale,
};

/// A comparison as a Markdown table, then the insights. What differs and what
/// is best have their signs and stand out.
#[must_use]
pub fn comparison_markdown(comparison: &Comparison, locale: Locale) -> String {
    let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
    let names = models.iter().map(|model| title(Entry::Model(model)));
    let mut out = row(std::iter::once(String::new()).chain(names));
    out += &row(std::iter::repeat_n("---".to_owned(), models.len() + 1));
    for compared in &comparison.rows {
        out += &row(std::iter::once(label(compared)).chain(compared.cells.iter().map(cell)));
    }
    out = format!("{out}\n{}\n", escape(&(locale.messages().compare_legend)(DIFFERS, BEST)));
    for model in models {
        if let Some(insight) = &model.insight {
            out = format!("{out}\n### {}\n\n{}\n", escape(&model.name), escape(insight.get(locale)));
        }
    }
    out
}

fn label(row: &Row) -> String {
    if row.differs { format!("{DIFFERS} **{}**", escape(&row.label)) } else { escape(&row.label) }
}

fn cell(cell: &Cell) -> String {
    if !cell.is_known() {
        return escape(&cell.text());
    }
    let words = cell.words.iter().map(|word| match &word.lead {
        Some(Lead::Url(url)) => link(&escape(&word.text), url),
        _ => escape(&word.text),
    });
    let text = words.collect::<Vec<_>>().join(", ");
    if cell.best { format!("{BEST} **{text}**") } else { text }
}

/// A comparison as JSON: whole entries, then the rows, whose values stand in
/// the order of the entries. `best` holds the ids of the best.
#[must_use]
pub fn comparison_json(comparison: &Comparison) -> String {
    let models: Vec<_> = comparison.models().map(|(_, model)| model).collect();
    let rows = comparison.rows.iter().map(|row| {
        let mut written = subject(&row.subject);
        let values: Vec<_> = row.cells.iter().map(|cell| cell.is_known().then(|| cell.text())).collect();
        let best = row.cells.iter().zip(&models).filter(|(cell, _)| cell.best);
        written.insert("label".to_owned(), json!(row.label));
        written.insert("values".to_owned(), json!(values));
        written.insert("differs".to_owned(), json!(row.differs));
        written.insert("best".to_owned(), best.map(|(_, model)| model.id.as_str()).collect());
        Value::Object(written)
    });
    let rows: Vec<_> = rows.collect();
    let entries: Vec<_> = models.iter().map(|model| write::json(Entry::Model(model))).collect();
    format!("{:#}\n", json!({ "models": entries, "rows": rows }))
}

/// What a row tells of, in the words of the catalogue.
fn subject(subject: &Subject) -> Map<String, Value> {
    let pairs = match subject {
        Subject::Column(column) => vec![("column", json!(column.key()))],
        Subject::Training(unit, kind) => {
            vec![("column", json!("tokens")), ("unit", json!(unit)), ("kind", json!(kind))]
        }
        Subject::Score { benchmark, setting } => {
            let named = [("column", json!("score")), ("benchmark", json!(benchmark))];
            named.into_iter().chain(setting.as_ref().map(|setting| ("setting", json!(setting)))).collect()
        }
    };
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}
