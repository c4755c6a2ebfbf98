//! What the fuzz targets do with their input, and what has to hold.

use std::{io::Cursor, sync::LazyLock};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use llm_catalog::{Catalog, CatalogFile, lint, localized::Locale, write::CatalogContents};
use llm_index::{
    Index,
    loader::JsonlLoader,
    query::{Query, query_spans},
    search::SearchResults,
};
use llm_tui::{
    config::keymap::Keymap,
    document,
    import::{csv, ecosystem_graphs, guess::guess, huggingface, litellm, markdown, models_dev, openrouter},
    tui::decode_input,
};

use crate::readable_import::assert_readable;

#[path = "../../tests/support/readable_import.rs"]
mod readable_import;

/// A catalogue file in TOML: errors can be printed, and what is read is written in a form that is read as the same.
pub fn toml_catalog(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    check_file("fuzz.toml", text);
    match Catalog::parse("fuzz.toml", text) {
        Ok(catalog) => {
            let written = CatalogContents::from(&catalog).to_toml();
            let again = Catalog::parse("fuzz.toml", &written).unwrap_or_else(|errors| panic!("{errors}\n{written}"));
            assert_eq!(CatalogContents::from(&again).to_toml(), written);
            show_all(&Index::try_from(&catalog).unwrap_or_default());
        }
        Err(errors) => assert_printable(&errors.to_string()),
    }
}

/// A catalogue file in JSON or JSON Lines, read as a whole and as a stream.
pub fn json_catalog(data: &[u8]) {
    let mut index = Index::default();
    let loader = JsonlLoader::from_reader("fuzz.jsonl", Box::new(Cursor::new(data.to_vec())));
    let progress = loader.load(|segment, _| index.push(segment).is_ok());
    if let Ok(progress) = progress {
        progress.diagnostics.iter().for_each(|diagnostic| assert_printable(&diagnostic.to_string()));
    }
    show_all(&index);
    let Ok(text) = str::from_utf8(data) else { return };
    for file in ["fuzz.json", "fuzz.jsonl"] {
        check_file(file, text);
        match Catalog::parse(file, text) {
            Ok(catalog) => show_all(&Index::try_from(&catalog).unwrap_or_default()),
            Err(errors) => assert_printable(&errors.to_string()),
        }
    }
}

/// A query: it is written in a form that is read as the same, and is searched for.
pub fn query(data: &[u8]) {
    static INDEX: LazyLock<Index> = LazyLock::new(|| llm_tui::builtin::index().unwrap_or_default());
    let Ok(text) = str::from_utf8(data) else { return };
    assert!(query_spans(text).iter().all(|part| text.get(part.span.clone()).is_some()));
    let (query, errors) = Query::parse(text);
    if errors.is_empty() {
        let written = query.to_string();
        assert_eq!(Query::parse(&written).0, query, "{written:?}");
    }
    let results = SearchResults::search_all(&query, &INDEX);
    assert!(results.rows.len() <= INDEX.len());
}

/// A page with tables and lists.
pub fn markdown_import(data: &[u8]) {
    if let Ok(text) = str::from_utf8(data) {
        assert_readable(&markdown::parse(text));
    }
}

/// A list of repositories of the Hugging Face Hub.
pub fn huggingface_import(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    for include_all in [false, true] {
        match huggingface::parse(text, include_all) {
            Ok(import) => assert_readable(&import.result),
            Err(error) => assert_printable(&error.to_string()),
        }
    }
}

/// The list of models.dev.
pub fn models_dev_import(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    match models_dev::parse(text) {
        Ok(result) => assert_readable(&result),
        Err(error) => assert_printable(&error.to_string()),
    }
}

/// A list of any format, whatever it looks like.
pub fn list_import(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let _ = guess(text);
    let separators = [b",;".as_slice(), b"\t"];
    let tables = separators.map(|separators| csv::parse(text, separators));
    for result in
        tables.into_iter().chain([openrouter::parse(text), litellm::parse(text), ecosystem_graphs::parse(text)])
    {
        match result {
            Ok(result) => assert_readable(&result),
            Err(error) => assert_printable(&error.to_string()),
        }
    }
}

/// What a terminal sends, in two parts: after a pause, the next key is read.
pub fn terminal_input(data: &[u8]) {
    let Some((at, bytes)) = data.split_first() else { return };
    let (first, second) = bytes.split_at(usize::from(*at).min(bytes.len()));
    let events = decode_input(&[first, second]);
    assert_eq!(events, decode_input(&[bytes]), "in parts and at once");
    assert!(events.len() <= bytes.len().max(1), "{} events", events.len());
    for event in &events {
        if let Event::Key(KeyEvent { code: KeyCode::Char(ch), modifiers, .. }) = event {
            assert!(!ch.is_control() || *modifiers != KeyModifiers::NONE, "{ch:?} is typed");
        }
    }
}

fn check_file(name: &str, text: &str) {
    let report = lint::check(&[CatalogFile::new(name, text.to_owned())], lint::Strictness::Usual);
    report.diagnostics.iter().for_each(|diagnostic| assert_printable(&diagnostic.to_string()));
}

/// Lays out each entry, as the detail does.
fn show_all(index: &Index) {
    let keymap = Keymap::default();
    for row in index.rows().take(20) {
        for (locale, width) in [(Locale::En, 80), (Locale::Zh, 1)] {
            let document = document::entry(index, row, &keymap, locale, width);
            for span in document.lines.iter().flat_map(|line| &line.spans) {
                assert_printable(&span.text);
            }
        }
    }
}

fn assert_printable(text: &str) {
    let control = text.chars().find(|ch| ch.is_control() && *ch != '\n' || matches!(ch, '\u{202a}'..='\u{202e}'));
    assert_eq!(control, None, "{text:?}");
}
