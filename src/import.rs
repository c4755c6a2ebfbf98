//! Other people's lists, read as entries of a catalogue.
//!
//! Nothing is made up: what a list does not say is left out of the entry, and
//! what could not be placed is told with its line.

mod figures;
mod header_map;
pub mod huggingface;
mod items;
mod json;
mod languages;
mod license;
mod links;
pub mod markdown;
mod markdown_ast;
pub mod models_dev;
mod name;
mod names;
mod rows;
mod sizes;
mod spelling;
mod vendor;

use llm_catalog::{Benchmark, ChangelogEntry, Extension, Model, localized::LocalizedText};

/// What was found in a list.
#[derive(Debug, Default)]
pub struct ImportResult {
    /// The models, in the order of the list.
    pub models: Vec<Model>,
    /// The extensions, in the order of the list.
    pub extensions: Vec<Extension>,
    /// The benchmarks that the scores of the models refer to.
    pub benchmarks: Vec<Benchmark>,
    /// How the list changed, in its order.
    pub changelog: Vec<ChangelogEntry>,
    /// What could not be placed, or was decided without being told: the line,
    /// from 1, and why.
    pub skipped: Vec<(usize, String)>,
}

/// Why a text is no such list at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {message}")]
pub struct ImportError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

/// What stands where a list tells no insight, summary or description: every
/// entry of a catalogue has one.
#[must_use]
pub fn placeholder_text() -> LocalizedText {
    LocalizedText { en: "Not written yet.".to_owned(), zh: "尚未撰写。".to_owned() }
}
