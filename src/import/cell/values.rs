//! Cells with one of the values that a field can have, by the words that people use for it.

use llm_catalog::{
    capability::{Modality, Reasoning},
    extension::ExtensionKind,
    model::Architecture,
    text::sanitize,
};
use llm_index::{Column, serde_name};

use crate::import::{
    footnotes::{has_mark, strip_marks},
    report::{Assumption, CellLog, LeftOutReason},
};

/// Reads `yes` or `no`, in words or ticks.
pub(in crate::import) fn read_yes_no(text: &str, column: Column, log: &mut CellLog<'_>) -> Option<bool> {
    let plain = strip_marks(text);
    let value = match check_mark(&plain, column) {
        Some(CheckMark::Yes) => Some(true),
        Some(CheckMark::No) => Some(false),
        Some(CheckMark::Unclear) => None,
        None => match column.values_of_word(&plain) {
            Some(["yes"]) => Some(true),
            Some(["no"]) => Some(false),
            _ if column == Column::OpenWeights && NOT_OPEN.contains(&&*plain) => Some(false),
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
    /// Both, or beside words that do not say the same, so that it depends.
    Unclear,
}

const TICKS: [char; 5] = ['✅', '✓', '✔', '☑', '√'];
const CROSSES: [char; 6] = ['❌', '✗', '✘', '✕', '✖', '×'];

/// Whether a text has a tick.
pub(in crate::import) fn has_tick(text: &str) -> bool {
    text.contains(TICKS)
}

/// Whether a text has a cross.
pub(in crate::import) fn has_cross(text: &str) -> bool {
    text.contains(CROSSES)
}

/// A text without its ticks.
pub(in crate::import) fn without_ticks(text: &str) -> String {
    sanitize(&text.replace(TICKS, "").replace('\u{fe0f}', ""))
}

/// What the ticks and crosses in a cell say; `None` if there are none. Beside words that do not say the same in this column
/// they are not clear: `✅ (with permission)`.
pub(in crate::import) fn check_mark(text: &str, column: Column) -> Option<CheckMark> {
    let (mark, word) = match (text.contains(TICKS), text.contains(CROSSES)) {
        (true, false) => (CheckMark::Yes, "yes"),
        (false, true) => (CheckMark::No, "no"),
        (true, true) => return Some(CheckMark::Unclear),
        (false, false) => return None,
    };
    let is_mark = |ch: char| TICKS.contains(&ch) || CROSSES.contains(&ch);
    let words: String = strip_marks(text).chars().filter(|ch| !is_mark(*ch)).collect();
    let is_clear = !words.contains(char::is_alphanumeric) || column.values_of_word(words.trim()) == Some(&[word]);
    Some(if is_clear { mark } else { CheckMark::Unclear })
}

/// Reads an architecture. A transformer may be of any kind, with an encoder or with experts, although a query for `transformer`
/// finds the usual one.
pub(in crate::import) fn read_architecture(text: &str, log: &mut CellLog<'_>) -> Option<Architecture> {
    if ["transformer", "transformers"].contains(&&*strip_marks(text).to_lowercase()) {
        log.leave_out(text.trim(), LeftOutReason::UnknownValue(Column::Architecture));
        return None;
    }
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
    for word in text.split([',', '、', '，', '/', ';', '&', '\n']).map(strip_marks).filter(|word| !word.is_empty()) {
        let word = word.as_str();
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
const COUNTRY_NAMES: [(&str, &str); 14] = [
    ("United Kingdom of Great Britain and Northern Ireland", "United Kingdom"),
    ("United States of America", "United States"),
    ("Korea, Democratic People's Republic of", "KP"),
    ("Korea (Democratic People's Republic of)", "KP"),
    ("Democratic People's Republic of Korea", "KP"),
    ("Congo, Democratic Republic of the", "CD"),
    ("Democratic Republic of the Congo", "CD"),
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
    let plain = strip_marks(text);
    let named = |name: &str| all.iter().copied().find(|value| serde_name(value) == name);
    let value = match column.values_of_word(&plain) {
        Some([name]) => named(name),
        _ => named(&plain.to_lowercase()),
    };
    if value.is_none() {
        log.leave_out(text.trim(), LeftOutReason::UnknownValue(column));
    }
    value
}
