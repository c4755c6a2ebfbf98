//! Errors of the command line and their exit codes.

use std::{error::Error, io};

use anyhow::anyhow;
use llm_catalog::{Foreign, ReadError, bookmarks::BookmarkStoreError, foreign::escape_message};

use crate::{
    i18n::{self, Messages},
    platform::{ReadOnlyFile, ReplaceError},
};

/// The exit code if nothing matches.
pub(super) const EXIT_NO_MATCH: u8 = 1;
const EXIT_ERROR: u8 = 2;

/// Nothing matches; the message says what to try.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NoMatch(pub String);

pub(super) fn exit_code(error: &anyhow::Error) -> u8 {
    if error.is::<NoMatch>() { EXIT_NO_MATCH } else { EXIT_ERROR }
}

pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The message of an error, followed by its causes, without characters that are unsafe to print.
pub(super) fn describe(error: &anyhow::Error, messages: &Messages) -> String {
    let causes: Vec<_> = error.chain().map(|cause| describe_cause(cause, messages)).collect();
    escape_message(&causes.join(messages.cli.cause_separator)).into_owned()
}

fn describe_cause(error: &(dyn Error + 'static), messages: &Messages) -> String {
    if let Some(ReadError::Io { file, reason }) = error.downcast_ref() {
        (messages.cli.cannot_read_catalog)(Foreign::long(file), &describe_io_error(reason, messages))
    } else if let Some(error) = error.downcast_ref::<io::Error>() {
        describe_io_error(error, messages)
    } else {
        error.to_string()
    }
}

/// Describes an error of the operating system, which has a message of its own unless it depends on what the user gave.
pub(super) fn describe_io_error(error: &io::Error, messages: &Messages) -> String {
    if error.kind() == io::ErrorKind::IsADirectory {
        messages.cli.is_a_directory.to_owned()
    } else if error.get_ref().and_then(|source| source.downcast_ref::<ReadOnlyFile>()).is_some() {
        messages.cli.read_only_file.to_owned()
    } else {
        (messages.cli.io_error)(error.kind()).map_or_else(|| error.to_string(), str::to_owned)
    }
}

/// The error for a file that could not be replaced by its edited text.
pub(super) fn cannot_replace(error: ReplaceError, file: &str, messages: &Messages) -> anyhow::Error {
    match error {
        ReplaceError::Changed => anyhow!((messages.cli.changed_meanwhile)(Foreign::long(file))),
        ReplaceError::Io(error) => anyhow!(error).context((messages.cli.cannot_write)(Foreign::long(file))),
    }
}

/// Describes why bookmarks cannot be read, and what to do.
pub(super) fn describe_bookmark_error(error: &BookmarkStoreError, messages: &Messages) -> String {
    match error {
        BookmarkStoreError::NoStateDir => messages.cli.no_state_dir.to_owned(),
        error => (messages.cli.fix_or_move)(&i18n::describe_bookmark_error(error, messages)),
    }
}
