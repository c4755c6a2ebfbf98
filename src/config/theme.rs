//! Colours by role, so that a theme is a dozen lines.

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

pub use crate::config::style_role::StyleRole;
use llm_catalog::parse::{ValueError, toml};

/// A set of colours.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Its name.
    pub name: String,
    roles: HashMap<StyleRole, StyleSpec>,
}

/// A style, as a theme file writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StyleSpec {
    fg: Option<ColorSpec>,
    bg: Option<ColorSpec>,
    modifiers: Vec<ModifierSpec>,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct ColorSpec(Color);

impl TryFrom<String> for ColorSpec {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let error = |_| format!("`{text}` is not a color; use a name such as `cyan`, or `#rrggbb`");
        text.parse().map(Self).map_err(error)
    }
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ModifierSpec {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
}

impl ModifierSpec {
    const fn to_modifier(self) -> Modifier {
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
const BUILTIN_THEMES: [&str; 4] = [
    include_str!("../../assets/themes/terminal.toml"),
    include_str!("../../assets/themes/dusk.toml"),
    include_str!("../../assets/themes/paper.toml"),
    include_str!("../../assets/themes/mono.toml"),
];

impl Theme {
    /// How many themes there are.
    pub const COUNT: usize = BUILTIN_THEMES.len();
    /// The theme without color, which is used where `NO_COLOR` is set.
    pub const NO_COLOR_IDX: usize = BUILTIN_THEMES.len() - 1;

    /// The theme of a number below [`Self::COUNT`].
    ///
    /// # Errors
    ///
    /// Fails where an embedded file is not a theme; a test holds that none is.
    pub fn builtin(number: usize) -> Result<Self, ValueError> {
        toml::from_str(BUILTIN_THEMES.get(number % BUILTIN_THEMES.len()).copied().unwrap_or_default())
    }

    /// The looks of a role.
    #[must_use]
    pub fn style(&self, role: StyleRole) -> Style {
        let Some(look) = self.roles.get(&role) else { return Style::default() };
        let style = Style {
            fg: look.fg.as_ref().map(|color| color.0),
            bg: look.bg.as_ref().map(|color| color.0),
            ..Style::default()
        };
        look.modifiers.iter().fold(style, |style, weight| style.add_modifier(weight.to_modifier()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_reads_and_shows_the_selection_without_color() {
        for number in 0..Theme::COUNT {
            let theme = Theme::builtin(number).unwrap();
            assert_ne!(theme.style(StyleRole::Selection), Style::default(), "{}", theme.name);
            assert_ne!(theme.style(StyleRole::Matched), Style::default(), "{}", theme.name);
        }
        let mono = Theme::builtin(Theme::NO_COLOR_IDX).unwrap();
        for look in mono.roles.values() {
            assert!(look.fg.is_none() && look.bg.is_none());
        }
    }
}
