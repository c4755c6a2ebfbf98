//! Errors of reading a catalogue.

use crate::{diagnostic::Diagnostics, foreign::Foreign};

/// Why a catalogue could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file could not be read.
    #[error("cannot read `{}`: {reason}; give the path of a catalogue file", Foreign::long(file))]
    Io {
        /// The path that was given.
        file: String,
        /// Why; part of the message, so not a source of its own.
        reason: std::io::Error,
    },
    /// The file is not a valid catalogue.
    #[error(transparent)]
    Diagnostics(#[from] Diagnostics),
}
