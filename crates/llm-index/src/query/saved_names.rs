//! The names of saved queries.

use crate::query::{
    normalize::fold,
    parser::{SavedQueries, tokenize},
};

/// True if `@name` can stand in a query: letters, digits, `-`, `_` and `.`, in the form in which queries are read.
#[must_use]
pub fn is_saved_query_name(name: &str) -> bool {
    let is_valid = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.');
    !name.is_empty() && name.chars().all(is_valid) && fold(name) == name
}

/// The text of a query with saved queries in place of their names. Unknown names stay.
#[must_use]
pub fn expand_saved_queries(text: &str, saved_queries: &SavedQueries) -> String {
    let expand = |token: &str| {
        let saved = fold(token).strip_prefix('@').and_then(|name| saved_queries.get(name)).cloned();
        saved.unwrap_or_else(|| token.to_owned())
    };
    let tokens = tokenize(text).into_iter().filter_map(|span| text.get(span));
    tokens.map(expand).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_by_their_queries() {
        let saved = SavedQueries::from([("open".to_owned(), "license:mit params:<8b".to_owned())]);
        assert_eq!(
            expand_saved_queries("@open  org:\"Meta AI\" @other", &saved),
            "license:mit params:<8b org:\"Meta AI\" @other"
        );
    }

    #[test]
    fn a_name_is_read_as_it_is_written() {
        for name in ["open", "my-8b", "中文", "a.b_c"] {
            assert!(is_saved_query_name(name), "{name}");
        }
        for name in ["", "a b", "a:b", "\"a\"", "＠a", "ａ", "a\n"] {
            assert!(!is_saved_query_name(name), "{name}");
        }
    }
}
