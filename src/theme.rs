//! Colours by role, so that a theme is a dozen lines.

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::document::{self, DocumentError};
pub use crate::role::Role;

/// A set of colours.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name.
    pub name: String,
    roles: HashMap<Role, Look>,
}

/// A style, as a theme file writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Look {
    fg: Option<Paint>,
    bg: Option<Paint>,
    modifiers: Vec<Weight>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Paint(Color);

impl TryFrom<String> for Paint {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let error = |_| format!("`{text}` is not a color; use a name such as `cyan`, or `#rrggbb`");
        text.parse().map(Self).map_err(error)
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Weight {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
}

impl Weight {
    const fn modifier(self) -> Modifier {
        match self {
            Self::Bold => Modifier::BOLD,
            Self::Dim => Modifier::DIM,
            Self::Italic => Modifier::ITALIC,
            Self::Underlined => Modifier::UNDERLINED,
            Self::Reversed => Modifier::REVERSED,
        }
    }
}

/// The themes, the default first. The last one uses no color.
const FILES: [&str; 4] = [
    include_str!("../assets/themes/terminal.toml"),
    include_str!("../assets/themes/dusk.toml"),
    include_str!("../assets/themes/paper.toml"),
    include_str!("../assets/themes/mono.toml"),
];

impl Theme {
    /// How many themes there are.
    pub const COUNT: usize = FILES.len();
    /// The theme without color, which is used where `NO_COLOR` is set.
    pub const COLORLESS: usize = FILES.len() - 1;

    /// The theme of a number below [`Self::COUNT`].
    ///
    /// # Errors
    ///
    /// Fails where an embedded file is not a theme; a test holds that none is.
    pub fn builtin(number: usize) -> Result<Self, DocumentError> {
        document::read(FILES.get(number % FILES.len()).copied().unwrap_or_default())
    }

    /// The looks of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        let Some(look) = self.roles.get(&role) else { return Style::default() };
        let style = Style {
            fg: look.fg.as_ref().map(|color| color.0),
            bg: look.bg.as_ref().map(|color| color.0),
            ..Style::default()
        };
        look.modifiers.iter().fold(style, |style, weight| style.add_modifier(weight.modifier()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_reads_and_shows_the_selection_without_color() {
        for number in 0..Theme::COUNT {
            let theme = Theme::builtin(number).unwrap();
            assert_ne!(theme.style(Role::Selection), Style::default(), "{}", theme.name);
            assert_ne!(theme.style(Role::Matched), Style::default(), "{}", theme.name);
        }
        let mono = Theme::builtin(Theme::COLORLESS).unwrap();
        for look in mono.roles.values() {
            assert!(look.fg.is_none() && look.bg.is_none());
        }
    }
}
