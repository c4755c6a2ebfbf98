//! Errors and warnings about catalogue files, for people and programs to read.

use std::fmt;

use serde::Serialize;

use crate::foreign::Foreign;

/// How serious a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The catalogue cannot be read.
    Error,
    /// The catalogue can be read, but a maintainer should look at it.
    Warning,
}

/// An error or a warning at a position of a catalogue file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The name of the file, as it was given.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong and what to do. Texts of the file in it are escaped and cut.
    pub message: String,
    /// The name of the rule that is broken.
    pub rule: &'static str,
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: message`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", Foreign::long(&self.file), self.line, self.column, self.message)
    }
}

/// All errors in the files of a catalogue: in the order of the files, and of the lines in each.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Diagnostics(pub Vec<Diagnostic>);

/// How many errors are printed; of the rest, only the number. Many errors usually have one cause.
const MAX_PRINTED_DIAGNOSTICS: usize = 100;

impl fmt::Display for Diagnostics {
    /// One line for each of the first 100 errors, and one with the number of those that follow.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, diagnostic) in self.0.iter().take(MAX_PRINTED_DIAGNOSTICS).enumerate() {
            let separator = if idx > 0 { "\n" } else { "" };
            write!(f, "{separator}{diagnostic}")?;
        }
        match self.0.len().saturating_sub(MAX_PRINTED_DIAGNOSTICS) {
            0 => Ok(()),
            omitted => write!(f, "\nand {omitted} more errors"),
        }
    }
}
