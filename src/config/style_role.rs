//! What the pieces of a screen are, for their looks.

use serde::Deserialize;

/// What a piece of the screen is; a theme gives it its colors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum StyleRole {
    /// The screen itself, where a theme sets its colors.
    Background,
    #[default]
    Text,
    Muted,
    Border,
    Title,
    Accent,
    Selection,
    /// The selection of a pane that does not have the focus.
    SelectionInactive,
    Matched,
    Base,
    Sft,
    Rlhf,
    Good,
    Bad,
    /// A bar of a chart: blanks on a colour.
    Bar,
}
