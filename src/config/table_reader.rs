//! Helpers that read tables of a configuration file and collect what is not valid in them.

use std::{borrow::Cow, ops::Range};

use llm_catalog::closest_match;
use toml::{Spanned, de::DeValue};

use crate::config::{
    diagnostic::{ConfigDiagnostic, ConfigErrorKind, Expected},
    file::ConfigText,
};

/// An entry of a table.
pub(super) type Member<'a> = (&'a Spanned<Cow<'a, str>>, &'a Spanned<DeValue<'a>>);

pub(super) struct TableReader<'a> {
    pub(super) text: &'a ConfigText<'a>,
    /// What is not valid, with its position in the text.
    found: Vec<(usize, ConfigDiagnostic)>,
}

impl<'a> TableReader<'a> {
    pub(super) fn new(text: &'a ConfigText<'a>) -> Self {
        Self { text, found: Vec::new() }
    }

    /// What is not valid, in the order of the file.
    pub(super) fn finish(mut self) -> Vec<ConfigDiagnostic> {
        self.found.sort_by_key(|(start, _)| *start);
        // A text without quotes is no TOML, but what the key needs says more.
        self.found.dedup_by(|later, (start, earlier)| {
            let is_replaced = *start == later.0 && matches!(earlier.kind, ConfigErrorKind::Syntax(_));
            if is_replaced {
                std::mem::swap(earlier, &mut later.1);
            }
            is_replaced
        });
        self.found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }

    pub(super) fn report(&mut self, span: &Range<usize>, kind: ConfigErrorKind) {
        self.found.push((span.start, self.text.diagnostic(span, kind)));
    }

    pub(super) fn report_unknown<'n>(&mut self, key: &Spanned<Cow<'_, str>>, known: impl Iterator<Item = &'n str>) {
        let name = key.get_ref();
        let near = closest_match(name, known).map(str::to_owned);
        self.report(&key.span(), ConfigErrorKind::UnknownKey { key: name.to_string(), near });
    }

    pub(super) fn table<'v>(&mut self, key: &str, value: &'v Spanned<DeValue<'v>>) -> Vec<Member<'v>> {
        if let DeValue::Table(table) = value.get_ref() {
            return table.iter().collect();
        }
        let kind = ConfigErrorKind::WrongType { key: key.to_owned(), expected: Expected::Table };
        self.report(&value.span(), kind);
        Vec::new()
    }

    /// The strings of a list.
    pub(super) fn strings(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Vec<(String, Range<usize>)> {
        let mut strings = Vec::new();
        let wrong_type = || ConfigErrorKind::WrongType { key: key.to_owned(), expected: Expected::Strings };
        let DeValue::Array(items) = value.get_ref() else {
            self.report(&value.span(), wrong_type());
            return strings;
        };
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => strings.push((text.to_string(), item.span())),
                _ => self.report(&item.span(), wrong_type()),
            }
        }
        strings
    }
}
