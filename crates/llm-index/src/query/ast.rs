//! The terms of a parsed query, and how they print.

use std::fmt;

use llm_catalog::memory::MemoryBudget;

use crate::{column::Column, fold::fold_name, query::filter::FilterValues};

/// The key of the filter that looks at bookmarks.
pub const IS_KEY: &str = "is";
/// The only value of [`IS_KEY`].
pub const BOOKMARKED_VALUE: &str = "bookmarked";

/// The key of the filter by the memory that a variant needs.
pub const FITS_KEY: &str = "fits";

/// A query; an entry matches if all terms do. It prints as text that parses to the same query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms in the order of the text.
    pub terms: Vec<Term>,
}

/// A term of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word in one of the texts of the entry.
    Word(Word),
    /// A value in a column.
    Filter(Filter),
    /// `is:bookmarked`.
    Bookmarked {
        /// Whether the entry must not be bookmarked.
        negated: bool,
    },
}

/// A word to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Whether no text may match.
    pub negated: bool,
    /// How the word matches a text.
    pub kind: WordKind,
    /// The word, without the operators around it.
    pub text: String,
}

/// How a word matches a text, in the syntax of fzf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// `llma`: its characters in order.
    Fuzzy,
    /// `'llama`, `"two words"`: a substring.
    Exact,
    /// `^llama`: a prefix.
    Prefix,
    /// `llama$`: a suffix.
    Suffix,
    /// `^llama$`: the entire text.
    Equal,
}

/// A condition on the values of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Whether no value may match.
    pub negated: bool,
    /// The column.
    pub column: Column,
    /// The alternatives, one of which has to match.
    pub values: FilterValues,
}

impl Query {
    /// Whether there are no terms, so that every entry matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The words, without the filters.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.terms.iter().filter_map(|term| match term {
            Term::Word(word) => Some(word),
            Term::Filter(_) | Term::Bookmarked { .. } => None,
        })
    }

    /// The memory budgets that variants have to fit in, with all that they assume.
    pub fn memory_budgets(&self) -> impl Iterator<Item = MemoryBudget> {
        self.filters().flat_map(|filter| match &filter.values {
            FilterValues::Budgets(budgets) => budgets.clone(),
            _ => Vec::new(),
        })
    }

    /// The filters by columns.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.terms.iter().filter_map(|term| match term {
            Term::Filter(filter) => Some(filter),
            Term::Word(_) | Term::Bookmarked { .. } => None,
        })
    }

    /// Whether there is a filter by the values of a column.
    #[must_use]
    pub fn filters_by(&self, column: Column) -> bool {
        self.filters().any(|filter| filter.column == column && !matches!(filter.values, FilterValues::Budgets(_)))
    }

    /// The query without the filters by a column.
    #[must_use]
    pub fn without_filters_by(&self, column: Column) -> Self {
        let is_by_column = |term: &Term| matches!(term, Term::Filter(filter) if filter.column == column);
        Self { terms: self.terms.iter().filter(|term| !is_by_column(term)).cloned().collect() }
    }

    /// Whether each bookmark filter is negated.
    pub(crate) fn bookmark_negations(&self) -> impl Iterator<Item = bool> {
        self.terms.iter().filter_map(|term| match term {
            Term::Bookmarked { negated } => Some(*negated),
            Term::Word(_) | Term::Filter(_) => None,
        })
    }

    /// Whether the bookmark filters accept an entry that is, or is not, bookmarked.
    #[must_use]
    pub fn matches_bookmark_state(&self, is_bookmarked: bool) -> bool {
        self.bookmark_negations().all(|negated| is_bookmarked != negated)
    }

    /// Whether the results depend on the bookmarks.
    #[must_use]
    pub fn uses_bookmarks(&self) -> bool {
        self.bookmark_negations().next().is_some()
    }

    /// Whether matches have scores by which they can be ranked.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        self.words().any(|word| !word.negated)
    }

    /// The [folded](fold_name) words in one string, to compare with a
    /// name: `gpt 3` equals `GPT-3`.
    pub(crate) fn folded_text(&self) -> String {
        let words: Vec<_> = self.words().filter(|word| !word.negated).map(|word| word.text.as_str()).collect();
        fold_name(&words.join(" "))
    }
}

impl Term {
    /// The number of values of a filter; 1 for another term.
    pub(crate) fn value_count(&self) -> usize {
        match self {
            Self::Filter(filter) => filter.values.len(),
            Self::Word(_) | Self::Bookmarked { .. } => 1,
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, term) in self.terms.iter().enumerate() {
            if idx > 0 {
                f.write_str(" ")?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => word.fmt(f),
            Self::Filter(filter) => filter.fmt(f),
            Self::Bookmarked { negated } => write!(f, "{}{IS_KEY}:{BOOKMARKED_VALUE}", if *negated { "!" } else { "" }),
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("!")?;
        }
        let text = &self.text;
        match self.kind {
            WordKind::Fuzzy => f.write_str(text),
            WordKind::Exact if text.contains(char::is_whitespace) => write!(f, "\"{text}\""),
            WordKind::Exact => write!(f, "'{text}"),
            WordKind::Prefix => write!(f, "^{text}"),
            WordKind::Suffix => write!(f, "{text}$"),
            WordKind::Equal => write!(f, "^{text}$"),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let negation = if self.negated { "!" } else { "" };
        let key = match self.values {
            FilterValues::Budgets(_) => FITS_KEY,
            _ => self.column.key(),
        };
        write!(f, "{negation}{key}:{}", self.values)
    }
}
