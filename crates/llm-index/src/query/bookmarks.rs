//! Adding `is:bookmarked` to the text of a query, and removing it.

use crate::query::{
    ast::{BOOKMARKED_VALUE, IS_KEY, Query, Term},
    parser::tokenize,
};

/// Removes `is:bookmarked` from the text of a query, or adds it at the front,
/// where no quote of the text can enclose it. Negations of it are removed.
#[must_use]
pub fn toggle_bookmark_filter(text: &str) -> String {
    let tokens: Vec<_> = tokenize(text).into_iter().filter_map(|span| text.get(span)).collect();
    let is_filter = |token: &str, negated: bool| {
        !token.starts_with('@') && Query::parse(token).0.terms == [Term::Bookmarked { negated }]
    };
    let has_filter = tokens.iter().any(|token| is_filter(token, false));
    let others = tokens.into_iter().filter(|token| !is_filter(token, false) && !is_filter(token, true));
    let filter = (!has_filter).then(|| format!("{IS_KEY}:{BOOKMARKED_VALUE}"));
    filter.as_deref().into_iter().chain(others).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_is_added_once_and_removed_wherever_it_is() {
        for (before, after) in [
            ("", "is:bookmarked"),
            ("is:bookmarked", ""),
            ("chat  glm", "is:bookmarked chat glm"),
            ("chat IS:Bookmarked glm", "chat glm"),
            ("-is:bookmarked glm", "is:bookmarked glm"),
            ("org:\"Meta AI", "is:bookmarked org:\"Meta AI"),
            ("is:bookmarked is:bookmarked x", "x"),
        ] {
            assert_eq!(toggle_bookmark_filter(before), after, "{before}");
        }
    }
}
