//! What a session leaves for the next one: preferences, and the view that was open.

use std::{collections::BTreeMap, ops::Range};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use llm_catalog::{
    parse::{ValueError, toml},
    text::line_col,
    write::toml_string,
};

use crate::app::{list_state::ListState, saved_row::SavedRow};

/// The version of the format. A file of a later one is left alone.
const VERSION: u64 = 1;

const FILE_HEADER: &str = "\
# What llm-tui showed when it was closed last. It rewrites this file when it is closed; `llm-tui --fresh` starts without
# it, and `remember = false` in config.toml turns it off.
";

/// The choices of earlier sessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSession {
    /// The choices that hold for any catalogue, by key.
    #[serde(default)]
    pub preferences: BTreeMap<String, SavedChoice>,
    /// The view of the last catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<SavedView>,
}

/// A choice that was made in the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedChoice {
    /// The chosen value.
    pub value: String,
    /// The value without the choice. Once it is another one, because the configuration was changed, the choice holds no
    /// longer.
    pub configured: String,
}

/// The query, the selection and the open screens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedView {
    /// The files of the catalogue; none for the built-in one.
    pub catalogs: Vec<String>,
    /// The text of the search bar.
    pub query: String,
    /// The order that was chosen for the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The selected entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected: Option<SavedRow>,
    /// The first visible row.
    pub offset: usize,
    /// The cursor of the detail.
    pub detail: ListState,
    /// True if the detail has the focus.
    pub has_detail_focus: bool,
    /// The marked models.
    pub marks: Vec<SavedRow>,
    /// What was unfolded (`true`) or folded in the family tree.
    pub folds: BTreeMap<String, bool>,
    /// True if the family tree shows all relations.
    pub all_relations: bool,
    /// The chart, and the axes of each scatter plot for which they were chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chart: Option<SavedChart>,
    /// The open screens, the visible one last.
    pub screens: Vec<SavedScreen>,
}

/// A chart and the chosen axes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedChart {
    /// The kind that is shown.
    pub kind: String,
    /// The axes by the kind of the chart.
    pub axes: BTreeMap<String, SavedAxes>,
}

/// The axes of a scatter plot, as the keys of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedAxes {
    /// The x axis.
    pub x: String,
    /// The y axis.
    pub y: String,
    /// The id of the benchmark of scores, if one was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub benchmark: Option<String>,
}

/// An open screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedScreen {
    /// The key context of the screen.
    pub kind: String,
    /// The cursor of its document.
    pub cursor: ListState,
    /// The context that a help was opened from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help_for: String,
    /// The compared models, from the left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<SavedRow>,
    /// The index of the current model of a comparison, or of the bar under the cursor of a chart.
    pub current: usize,
    /// True if a comparison shows only what differs.
    #[serde(skip_serializing_if = "is_false")]
    pub shows_differences_only: bool,
    /// The model of the point under the cursor of a chart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<SavedRow>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Why a saved session cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionParseError {
    /// A later version of the program wrote it.
    #[error("it was written by a later version of llm-tui")]
    Newer,
    /// It is not valid.
    #[error("{line}:{column}: {reason}")]
    Invalid {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
}

/// What every version has.
#[derive(Deserialize)]
struct FileVersion {
    version: u64,
}

impl SavedSession {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// Fails if it is not valid, or of a later version.
    pub fn parse(text: &str) -> Result<Self, SessionParseError> {
        let to_error = |span: Range<usize>, reason: String| {
            let (line, column) = line_col(text, span.start);
            SessionParseError::Invalid { line, column, reason }
        };
        let invalid = |error: ValueError| to_error(error.span.clone(), error.to_string());
        let FileVersion { version } = toml::from_str(text).map_err(invalid)?;
        if version > VERSION {
            return Err(SessionParseError::Newer);
        }
        toml::from_str(text).map_err(invalid)
    }

    /// The text of the file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let Ok(Value::Object(tables)) = serde_json::to_value(self) else { return String::new() };
        let line = |(key, value): (&String, &Value)| format!("{} = {}\n", toml_string(key), inline_toml(value));
        let table = |(name, table): (&String, &Value)| {
            let lines: String = table.as_object().into_iter().flatten().map(line).collect();
            format!("\n[{name}]\n{lines}")
        };
        format!("{FILE_HEADER}version = {VERSION}\n{}", tables.iter().map(table).collect::<String>())
    }
}

/// A value on one line.
fn inline_toml(value: &Value) -> String {
    let join = |items: Vec<String>| items.join(", ");
    match value {
        Value::String(text) => toml_string(text),
        Value::Array(items) => format!("[{}]", join(items.iter().map(inline_toml).collect())),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| format!("{} = {}", toml_string(key), inline_toml(value));
            format!("{{ {} }}", join(members.iter().map(member).collect()))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
