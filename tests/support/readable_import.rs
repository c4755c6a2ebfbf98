//! What an importer writes can be read. Also used by the fuzz targets.

use llm_catalog::{CatalogFile, EntryRef, Severity, lint, localized::Locale, write};
use llm_tui::import::{ImportResult, placeholder_text};

/// Asserts that neither form of the entries has an error.
pub fn assert_readable(result: &ImportResult) {
    let extensions = || result.extensions.iter().map(EntryRef::Extension);
    let entries = || result.models.iter().map(EntryRef::Model).chain(extensions());
    if result.benchmarks.is_empty() {
        let lines: Vec<_> = entries().map(|entry| write::to_json(entry).to_string()).collect();
        assert_no_errors("list.jsonl", &lines.join("\n"));
    }
    let mut models = result.models.clone();
    for model in &mut models {
        model.insight.get_or_insert_with(placeholder_text);
    }
    let contents = write::CatalogContents {
        benchmarks: &result.benchmarks,
        changelog: &result.changelog,
        entries: models.iter().map(EntryRef::Model).chain(extensions()).collect(),
        ..write::CatalogContents::default()
    };
    assert_no_errors("list.toml", &contents.to_toml());
    for warning in &result.warnings {
        let is_hostile =
            |ch: char| ch.is_control() || "\u{202e}\u{200b}\u{200d}\u{3164}\u{2028}\u{feff}\u{e0100}".contains(ch);
        for message in [Locale::En, Locale::Zh].map(|locale| warning.message(locale)) {
            assert!(!message.contains(is_hostile), "{message:?}");
            assert!(message.chars().count() < 450, "{message:?}");
        }
    }
}

fn assert_no_errors(file: &str, text: &str) {
    let report = lint::check(&[CatalogFile::new(file, text.to_owned())], lint::Strictness::Usual);
    let errors: Vec<_> =
        report.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
}
