//! The words that people use for columns and values, read from `synonyms.txt`.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    column::Column,
    query::{
        ast::{FITS_KEY, IS_KEY},
        normalize::normalize_value,
    },
};

/// The words for one column, or for one value of it.
#[derive(Debug)]
pub struct Synonyms {
    /// The canonical key of the column, or [`FITS_KEY`] or [`IS_KEY`].
    pub key: &'static str,
    /// The canonical values that the words stand for; empty if they stand for the column.
    pub values: Vec<&'static str>,
    /// The words other than the canonical ones.
    pub words: Vec<&'static str>,
}

struct Table {
    rows: Vec<Synonyms>,
    /// Canonical keys by each normalized name of a column.
    keys: HashMap<String, &'static str>,
    /// The positions in `rows` of values, by the key and each normalized name.
    values: HashMap<(&'static str, String), usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<_> = include_str!("synonyms.txt").lines().filter_map(parse_row).collect();
    let (mut keys, mut values) = (HashMap::new(), HashMap::new());
    for key in filter_keys() {
        keys.insert(normalize_value(key), key);
    }
    for (idx, row) in rows.iter().enumerate() {
        for word in &row.words {
            if row.values.is_empty() {
                keys.insert(normalize_value(word), row.key);
            } else {
                values.insert((row.key, normalize_value(word)), idx);
            }
        }
        if let [value] = row.values[..] {
            values.insert((row.key, normalize_value(value)), idx);
        }
    }
    Table { rows, keys, values }
});

/// A line of `column: words` or `column:values: words`; `None` for a comment.
fn parse_row(line: &'static str) -> Option<Synonyms> {
    let (name, words) = line.split_once(": ").filter(|_| !line.starts_with('#'))?;
    let (key, values) = name.split_once(':').unwrap_or((name, ""));
    let values = values.split(',').filter(|value| !value.is_empty()).collect();
    Some(Synonyms { key, values, words: words.split(", ").collect() })
}

/// The words for columns and values, in the order of `synonyms.txt`.
#[must_use]
pub fn synonyms() -> &'static [Synonyms] {
    &TABLE.rows
}

/// The canonical keys of all filters.
pub(crate) fn filter_keys() -> impl Iterator<Item = &'static str> {
    Column::ALL.iter().map(|column| column.key()).chain([FITS_KEY, IS_KEY])
}

/// The canonical key of a filter by any name of its column, in any spelling.
pub(crate) fn filter_key(name: &str) -> Option<&'static str> {
    TABLE.keys.get(&normalize_value(name)).copied()
}

/// The canonical values that a word stands for in the filter of a canonical key; `None` for a word that is not known.
pub(crate) fn canonical_values(key: &'static str, word: &str) -> Option<&'static [&'static str]> {
    let idx = TABLE.values.get(&(key, normalize_value(word)))?;
    TABLE.rows.get(*idx).map(|row| &*row.values)
}

/// All values that the filter of a key has names for, with their names.
pub(crate) fn known_values(key: &str) -> impl Iterator<Item = &'static Synonyms> {
    TABLE.rows.iter().filter(move |row| row.key == key && !row.values.is_empty())
}

/// The columns whose values people type as words. Those of others, such as `list` of a kind, are everyday words.
const SUGGESTED_COLUMNS: [&str; 8] = ["open", "commercial", "tools", "input", "output", "stage", "arch", "country"];

/// The filter that a word alone may stand for, in the language of the word: `commercial:yes` for `commercial`,
/// `商用:是` for `可商用`. `None` for a word that stands for none, or for values of several columns.
pub(crate) fn filter_of_word(word: &str) -> Option<String> {
    let normalized = normalize_value(word);
    if normalized.strip_suffix("gb").is_some_and(|amount| amount.parse::<u32>().is_ok_and(|amount| amount > 0)) {
        return Some(format!("{FITS_KEY}:{normalized}"));
    }
    let is_yes = |row: &&Synonyms| row.words.contains(&"yes") || row.values == ["yes"];
    let of_column = TABLE.keys.get(&normalized).and_then(|key| known_values(key).find(is_yes));
    let row = of_column.or_else(|| {
        let has_word = |row: &&Synonyms| {
            let is_asked_for = SUGGESTED_COLUMNS.contains(&row.key);
            let mut names = row.words.iter().chain(row.values.iter().filter(|_| row.values.len() == 1));
            is_asked_for && !row.values.is_empty() && names.any(|name| normalize_value(name) == normalized)
        };
        let mut rows = TABLE.rows.iter().filter(has_word);
        rows.next().filter(|_| rows.next().is_none())
    })?;
    let is_chinese = !word.is_ascii();
    let chinese = |words: &[&'static str]| words.iter().copied().find(|name| is_chinese && !name.is_ascii());
    let column = TABLE.rows.iter().find(|column| column.key == row.key && column.values.is_empty());
    let key = column.and_then(|column| chinese(&column.words)).unwrap_or(row.key);
    let value = chinese(&row.words).or(if row.values.len() == 1 { row.values.first() } else { None }.copied());
    let value = value.unwrap_or(if of_column.is_some() { "yes" } else { word });
    Some(format!("{key}:{value}"))
}

/// All names of columns, canonical ones first.
pub(crate) fn column_names() -> impl Iterator<Item = &'static str> {
    let words = TABLE.rows.iter().filter(|row| row.values.is_empty()).flat_map(|row| row.words.iter().copied());
    filter_keys().chain(words)
}

impl Column {
    /// The column with a name in queries: its key, its heading in any language, or a usual synonym.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::from_key(filter_key(name)?)
    }

    /// The canonical values that a word stands for in a filter of the column, such as `CN` for `中国`; `None` for a word that
    /// has no entry among the synonyms.
    #[must_use]
    pub fn values_of_word(self, word: &str) -> Option<&'static [&'static str]> {
        canonical_values(self.key(), word)
    }

    /// The names of the column in queries besides its key.
    #[must_use]
    pub fn synonyms(self) -> &'static [&'static str] {
        let row = TABLE.rows.iter().find(|row| row.key == self.key() && row.values.is_empty());
        row.map_or(&[], |row| &row.words)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::{column::ValueType, query::Query};

    #[test]
    fn every_line_is_read_and_names_a_column_or_its_value() {
        let lines = include_str!("synonyms.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(lines.count(), synonyms().len());
        for row in synonyms() {
            assert!(filter_keys().any(|key| key == row.key), "{row:?}");
            if let Some(column) = Column::from_key(row.key) {
                let allowed = column.allowed_values();
                let is_open = column.key_and_type().1 == ValueType::Text || allowed.is_empty();
                assert!(row.values.iter().all(|value| is_open || allowed.iter().any(|v| v == value)), "{row:?}");
            }
        }
        for column in Column::ALL {
            assert!(!column.synonyms().is_empty(), "{column:?}");
        }
    }

    #[test]
    fn no_word_has_two_meanings() {
        let mut meanings = HashMap::new();
        for row in synonyms() {
            let single = if let [value] = row.values[..] { Some(value) } else { None };
            for word in row.words.iter().copied().chain(single) {
                let key = if row.values.is_empty() { "" } else { row.key };
                let other = meanings.insert((key, normalize_value(word)), &row.values);
                assert!(other.is_none(), "{word} in {row:?} means {other:?} too");
            }
        }
    }

    #[test]
    fn a_word_alone_may_stand_for_a_filter() {
        for (word, filter) in [
            ("commercial", "commercial:yes"),
            ("Reasoning", "reasoning:yes"),
            ("multimodal", "input:multimodal"),
            ("24GB", "fits:24gb"),
            ("可商用", "商用:是"),
            ("商用", "商用:是"),
            ("开源", "开源:是"),
            ("推理", "推理:是"),
            ("多模态", "输入:多模态"),
        ] {
            assert_eq!(filter_of_word(word).as_deref(), Some(filter), "{word}");
            assert!(Query::parse(filter).1.is_empty(), "{filter}");
        }
        for word in ["yes", "text", "llama", "24", "0gb", "only", "home", "list", "wrong", "right"] {
            assert_eq!(filter_of_word(word), None, "{word}");
        }
    }

    #[test]
    fn spelling_makes_no_difference() {
        for name in ["ORG", "Organization", "机构", "機構", "ｏｒｇ"] {
            assert_eq!(Column::from_name(name), Some(Column::Organizations), "{name}");
        }
        assert_eq!(Column::from_name("Based on"), Some(Column::Parents));
        assert_eq!(Column::from_name("nope"), None);
        assert_eq!(canonical_values("country", "中國"), Some(&["CN"][..]));
        assert_eq!(canonical_values("stage", "Instruct"), Some(&["sft", "rlhf"][..]));
    }
}
