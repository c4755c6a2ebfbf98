//! Says what a file is that was given as a catalogue.

use std::{fs::File, io::Read, path::Path};

use llm_catalog::{CatalogFile, Foreign};

use crate::{
    i18n::Messages,
    import::guess::{HEAD_BYTES, guess},
    list_format::{FileKind, ListFormat},
};

/// A sentence on the first file that is no catalogue, if there is one. For files with errors only.
pub(super) fn describe_any(files: &[CatalogFile], messages: &Messages) -> Option<String> {
    files.iter().find_map(|file| describe(file.name(), file.text(), messages))
}

/// A sentence on the start of a file that is no catalogue; `None` if it may be one.
pub(super) fn describe(file: &str, head: &str, messages: &Messages) -> Option<String> {
    let kind = guess(head);
    // A comment in TOML looks like a heading of a page.
    let is_toml = Path::new(file).extension().is_some_and(|extension| extension == "toml");
    let (is_other, is_list) = match kind {
        FileKind::List(ListFormat::Catalog) => (false, true),
        FileKind::List(ListFormat::Markdown | ListFormat::Csv | ListFormat::Tsv) => (!is_toml, true),
        FileKind::List(_) => (true, true),
        FileKind::Html | FileKind::Yaml => (true, false),
        FileKind::Json | FileKind::Toml | FileKind::Text | FileKind::Empty => (false, false),
    };
    let cli = &messages.cli;
    let hint = if is_list { (cli.convert_hint)(Foreign::long(file)) } else { String::new() };
    is_other.then(|| format!("{}{hint}", (cli.not_a_catalog)(Foreign::long(file), (cli.file_kind)(kind))))
}

/// The start of a file that is read as it is loaded; empty if it cannot be read or is no text.
pub(super) fn read_head(path: &Path) -> String {
    let mut head = Vec::new();
    let limit = u64::try_from(HEAD_BYTES).unwrap_or(u64::MAX);
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut head));
    if read.is_err() {
        return String::new();
    }
    match String::from_utf8(head) {
        Ok(head) => head,
        // The last character may be cut.
        Err(error) => {
            let end = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            bytes.get(..end).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
        }
    }
}
