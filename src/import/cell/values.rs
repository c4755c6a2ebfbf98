//! Cells with one of the values that a field can have, by the words that people use for it.

use llm_catalog::{
    capability::{Modality, Reasoning},
    extension::ExtensionKind,
    model::Architecture,
};
use llm_index::{Column, serde_name};

use crate::import::{
    footnotes::has_mark,
    report::{Assumption, CellLog, LeftOutReason},
};

/// Reads `yes` or `no`, in words or ticks.
pub(in crate::import) fn read_yes_no(text: &str, column: Column, log: &mut CellLog<'_>) -> Option<bool> {
    let value = match check_mark(text) {
        Some(CheckMark::Yes) => Some(true),
        Some(CheckMark::No) => Some(false),
        Some(CheckMark::Both) => None,
        None => match column.values_of_word(text.trim()) {
            Some(["yes"]) => Some(true),
            Some(["no"]) => Some(false),
            _ if column == Column::OpenWeights && NOT_OPEN.contains(&text.trim()) => Some(false),
            _ => None,
        },
    };
    if value.is_none() {
        log.leave_out(text, LeftOutReason::UnknownValue(column));
    } else if has_mark(text) {
        log.assume(text, Assumption::Marked);
    }
    value
}

/// Words for weights that are not open, besides those that queries take.
const NOT_OPEN: [&str; 4] = ["不开源", "未开源", "不开放", "未开放"];

/// Ticks and crosses in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum CheckMark {
    Yes,
    No,
    /// Both, so that it depends.
    Both,
}

/// The ticks and crosses in a cell; `None` if there are none.
pub(in crate::import) fn check_mark(text: &str) -> Option<CheckMark> {
    match (text.contains(['✅', '✓', '✔', '☑', '√']), text.contains(['❌', '✗', '✘', '✕'])) {
        (true, false) => Some(CheckMark::Yes),
        (false, true) => Some(CheckMark::No),
        (true, true) => Some(CheckMark::Both),
        (false, false) => None,
    }
}

/// Reads an architecture.
pub(in crate::import) fn read_architecture(text: &str, log: &mut CellLog<'_>) -> Option<Architecture> {
    read_keyword(text, Column::Architecture, &Architecture::ALL, log)
}

/// Reads the kind of a project.
pub(in crate::import) fn read_extension_kind(text: &str, log: &mut CellLog<'_>) -> Option<ExtensionKind> {
    read_keyword(text, Column::ExtensionKind, &ExtensionKind::ALL, log)
}

/// Reads whether a model reasons first.
pub(in crate::import) fn read_reasoning(text: &str, log: &mut CellLog<'_>) -> Option<Reasoning> {
    read_keyword(text, Column::Reasoning, &Reasoning::ALL, log)
}

/// Reads a list of modalities.
pub(in crate::import) fn read_modalities(text: &str, column: Column, log: &mut CellLog<'_>) -> Vec<Modality> {
    let mut modalities = Vec::new();
    for word in text.split([',', '、', '，', '/', '+', ';', '&']).map(str::trim).filter(|word| !word.is_empty()) {
        let modality = read_keyword(word, column, &Modality::ALL, log).filter(|new| !modalities.contains(new));
        modalities.extend(modality);
    }
    modalities
}

/// Reads the ISO 3166-1 codes of a list of countries.
pub(in crate::import) fn read_countries(text: &str, log: &mut CellLog<'_>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let text = COUNTRY_NAMES.iter().fold(text.to_owned(), |text, (name, usual)| text.replace(name, usual));
    for word in text.split([',', '、', '，', '/', ';', '&', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        let is_code = word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let code = match Column::Countries.values_of_word(word) {
            Some([code]) => Some((*code).to_owned()),
            _ => is_code.then(|| word.to_owned()),
        };
        match code {
            Some(code) if !codes.contains(&code) => codes.push(code),
            Some(_) => {}
            None => log.leave_out(word, LeftOutReason::UnknownValue(Column::Countries)),
        }
    }
    codes
}

/// Usual names of countries by others: those of the United Nations, which have commas and brackets of their own, and
/// abbreviations.
const COUNTRY_NAMES: [(&str, &str); 9] = [
    ("United Kingdom of Great Britain and Northern Ireland", "United Kingdom"),
    ("United States of America", "United States"),
    ("Korea (Republic of)", "South Korea"),
    ("Korea, Republic of", "South Korea"),
    ("Russian Federation", "Russia"),
    ("Iran (Islamic Republic of)", "Iran"),
    ("Taiwan, Province of China", "Taiwan"),
    ("Viet Nam", "Vietnam"),
    ("UAE", "United Arab Emirates"),
];

/// Reads one of `all` values, by its own name or the words that queries take for it.
fn read_keyword<T: Copy + serde::Serialize>(text: &str, column: Column, all: &[T], log: &mut CellLog<'_>) -> Option<T> {
    let text = text.trim();
    let named = |name: &str| all.iter().copied().find(|value| serde_name(value) == name);
    let value = match column.values_of_word(text) {
        Some([name]) => named(name),
        _ => named(&text.to_lowercase()),
    };
    if value.is_none() {
        log.leave_out(text, LeftOutReason::UnknownValue(column));
    }
    value
}
