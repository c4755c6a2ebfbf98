//! The roles of text and areas, for which a theme has styles.

use serde::Deserialize;

/// The role of a span or an area; a [`Theme`](crate::config::theme::Theme) maps it to a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StyleRole {
    Background,
    #[default]
    Text,
    Muted,
    Border,
    Title,
    /// A heading over a column or a section.
    Heading,
    /// A bar beside a figure.
    Bar,
    Accent,
    Selection,
    /// The selection of a pane without focus.
    SelectionInactive,
    /// A word of the query.
    Matched,
    /// Text found in a document.
    FindMatch,
    Base,
    Sft,
    Rlhf,
    Good,
    /// What has conditions.
    Warning,
    Bad,
}
