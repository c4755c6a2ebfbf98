//! The roles of text and areas, for which a theme has styles.

use llm_index::serde_name;
use serde::{Deserialize, Serialize};

/// Declares the roles.
macro_rules! style_roles {
    ($($(#[$meta:meta])* $role:ident,)*) => {
        /// The role of a span or an area; a [`Theme`](crate::config::theme::Theme) maps it to a style.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum StyleRole {
            $($(#[$meta])* $role,)*
        }

        impl StyleRole {
            /// Every role.
            pub const ALL: &'static [Self] = &[$(Self::$role),*];
        }
    };
}

style_roles! {
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
    /// The name of a column in a query.
    QueryKey,
    /// A value of a filter.
    QueryValue,
    /// A negation, a comparison or an anchor.
    QueryOperator,
    /// A word in quotes.
    QueryPhrase,
    /// The name of a saved query.
    QueryName,
    Base,
    Sft,
    Rlhf,
    Good,
    /// What has conditions.
    Warning,
    Bad,
}

impl StyleRole {
    /// The name in a theme file.
    #[must_use]
    pub fn name(self) -> String {
        serde_name(&self)
    }

    /// The role whose style is used in a theme without this one, such as a file for an earlier version.
    pub(super) fn fallback(self) -> Option<Self> {
        Some(match self {
            Self::QueryKey | Self::QueryName => Self::Accent,
            Self::QueryValue => Self::Good,
            Self::QueryOperator => Self::Rlhf,
            Self::QueryPhrase => Self::Warning,
            _ => return None,
        })
    }
}
