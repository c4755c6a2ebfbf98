//! Changing a saved query in the text of `config.toml`.

use llm_catalog::Foreign;
use toml_edit::{DocumentMut, Item, Table, Value};

const QUERIES_KEY: &str = "queries";

/// A query that is saved under a name, or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedQueryChange {
    /// The name, without `@`.
    pub name: String,
    /// The query; `None` to delete it.
    pub query: Option<String>,
}

/// Why a saved query could not be changed. The file is unchanged.
#[derive(Debug, thiserror::Error)]
pub enum SavedQueryError {
    /// There is no directory for it.
    #[error("there is no folder for config.toml; set HOME or XDG_CONFIG_HOME")]
    NoConfigDir,
    /// It cannot be read or written.
    #[error("{}: {reason}", Foreign::long(file))]
    Io {
        /// The path of the file.
        file: String,
        /// The message of the operating system.
        reason: String,
    },
    /// It is not valid.
    #[error("{}: {reason}", Foreign::long(file))]
    Invalid {
        /// The path of the file.
        file: String,
        /// What is wrong.
        reason: String,
    },
}

/// The text of `config.toml` after a change. Comments and the order of keys stay.
///
/// # Errors
///
/// Says why the text is not valid.
pub fn edit_saved_query(text: &str, change: &SavedQueryChange) -> Result<String, String> {
    let first_line = |error: toml_edit::TomlError| error.message().lines().next().unwrap_or_default().to_owned();
    let mut document: DocumentMut = text.parse().map_err(first_line)?;
    let table = document.entry(QUERIES_KEY).or_insert_with(|| Item::Table(Table::new()));
    let table = table.as_table_like_mut().ok_or_else(|| format!("`{QUERIES_KEY}` is not a table"))?;
    match &change.query {
        None => drop(table.remove(&change.name)),
        Some(query) => {
            let mut value = Value::from(query.as_str());
            match table.get_mut(&change.name) {
                Some(item) => {
                    // A comment behind the value.
                    if let Some(old) = item.as_value() {
                        *value.decor_mut() = old.decor().clone();
                    }
                    *item = Item::Value(value);
                }
                None => drop(table.insert(&change.name, Item::Value(value))),
            }
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(text: &str, name: &str, query: Option<&str>) -> String {
        let change = SavedQueryChange { name: name.to_owned(), query: query.map(str::to_owned) };
        edit_saved_query(text, &change).unwrap()
    }

    #[test]
    fn comments_and_order_stay() {
        let text =
            "# mine\ntheme = \"nord\" # dark\n\n[queries]\n# ships\nopen = \"license:mit\" # best\nzh = 'lang:zh'\n";
        let changed = edit(text, "open", Some("license:permissive"));
        assert_eq!(changed, text.replace("license:mit", "license:permissive"));
        let added = edit(text, "small", Some("params:<=\"8b\""));
        assert_eq!(added, format!("{text}small = 'params:<=\"8b\"'\n"));
        assert_eq!(edit(&added, "small", None), text);
        assert_eq!(edit(text, "zh", None), text.replace("zh = 'lang:zh'\n", ""));
    }

    #[test]
    fn a_file_without_queries_gets_a_table() {
        assert_eq!(edit("", "a", Some("llama")), "[queries]\na = \"llama\"\n");
        let added = edit("theme = \"nord\"\n", "长", Some("x"));
        assert!(added.starts_with("theme = \"nord\"\n\n[queries]\n"), "{added}");
        let inline = edit("queries = { a = \"b\" }\n", "c", Some("d"));
        assert!(inline.starts_with("queries = {") && inline.contains("c = \"d\""), "{inline}");
    }

    #[test]
    fn a_broken_file_is_an_error() {
        let change = SavedQueryChange { name: "a".to_owned(), query: Some("b".to_owned()) };
        assert!(edit_saved_query("theme = ", &change).is_err());
        assert_eq!(edit_saved_query("queries = 1", &change).unwrap_err(), "`queries` is not a table");
    }
}
