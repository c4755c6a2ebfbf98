//! The kinds of text and areas that a theme styles.

use serde::Deserialize;

/// What a span or an area is; a [`Theme`](crate::config::theme::Theme) maps it to a style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StyleRole {
    Background,
    #[default]
    Text,
    Muted,
    Border,
    Title,
    Accent,
    Selection,
    /// The selection of a pane without focus.
    SelectionInactive,
    Matched,
    Base,
    Sft,
    Rlhf,
    Good,
    Bad,
}
