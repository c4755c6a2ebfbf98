//! What a person asks for: words and filters, all of which must hold.

pub mod bookmarked;
pub mod complete;
pub mod filter;
pub mod parser;
pub mod suggest;

use std::fmt;

use crate::{
    column::Column,
    query::{
        bookmarked::{BOOKMARKED_VALUE, IS_KEY},
        filter::FilterValues,
    },
};

/// A query. It prints as text that reads as the same query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What must hold, in the order it was written.
    pub terms: Vec<Term>,
}

/// One thing that must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word is, or is not, in a text of the entry.
    Word(Word),
    /// A column has, or has not, one of some values.
    Filter(Filter),
    /// A person has, or has not, bookmarked the entry.
    Bookmarked {
        /// Whether it must not be bookmarked.
        negated: bool,
    },
}

/// A word to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Whether it must not be found.
    pub negated: bool,
    /// Where in a text it must stand.
    pub kind: WordKind,
    /// Its letters.
    pub text: String,
}

/// Where in a text a word must stand; the signs are those of fzf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Its letters in order: `llma`.
    Fuzzy,
    /// As it is, anywhere: `'llama`, or between quotes with blanks.
    Exact,
    /// At the start: `^llama`.
    Prefix,
    /// At the end: `llama$`.
    Suffix,
    /// Being all of it: `^llama$`.
    Equal,
}

/// Values that a column must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Whether it must have none of them.
    pub negated: bool,
    /// The column.
    pub column: Column,
    /// Any of these will do.
    pub values: FilterValues,
}

impl Query {
    /// Whether it asks for nothing, and so everything matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Its words, without its filters.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        self.terms.iter().filter_map(|term| match term {
            Term::Word(word) => Some(word),
            Term::Filter(_) | Term::Bookmarked { .. } => None,
        })
    }

    /// Its filters, without its words.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.terms.iter().filter_map(|term| match term {
            Term::Filter(filter) => Some(filter),
            Term::Word(_) | Term::Bookmarked { .. } => None,
        })
    }

    /// Whether some word of it can match better or worse, so that the best
    /// match comes first.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        self.words().any(|word| !word.negated)
    }

    /// The same query without one of its terms.
    #[must_use]
    pub fn without_term(&self, place: usize) -> Self {
        let mut terms = self.terms.clone();
        if place < terms.len() {
            terms.remove(place);
        }
        Self { terms }
    }

    /// All its letters and digits in small letters, to find an exact name:
    /// `gpt 3` spells `GPT-3`.
    #[must_use]
    pub fn normalized_text(&self) -> String {
        self.words().filter(|word| !word.negated).map(|word| normalize(&word.text)).collect()
    }
}

/// The letters and digits of a text, in small letters.
#[must_use]
pub fn normalize(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
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
        write!(f, "{negation}{}:{}", self.column.key(), self.values)
    }
}
