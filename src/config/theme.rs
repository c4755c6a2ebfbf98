//! Themes: a style for each [`StyleRole`].

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

pub use crate::config::style_role::StyleRole;
use llm_catalog::parse::{ValueError, toml};

/// A color theme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The name shown when the theme is chosen.
    pub name: String,
    roles: HashMap<StyleRole, StyleSpec>,
}

/// A style as written in a theme file.
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
        let to_error = |_| format!("`{text}` is not a color; use a name such as `cyan`, or `#rrggbb`");
        text.parse().map(Self).map_err(to_error)
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

/// The default theme comes first, the one without color last.
const BUILTIN_THEMES: [&str; 4] = [
    include_str!("../../assets/themes/terminal.toml"),
    include_str!("../../assets/themes/dusk.toml"),
    include_str!("../../assets/themes/paper.toml"),
    include_str!("../../assets/themes/mono.toml"),
];

impl Theme {
    /// The number of built-in themes.
    pub const COUNT: usize = BUILTIN_THEMES.len();
    /// The index of the theme without color, used if `NO_COLOR` is set.
    pub const NO_COLOR_IDX: usize = BUILTIN_THEMES.len() - 1;

    /// The built-in theme of an index, modulo [`Self::COUNT`].
    ///
    /// # Errors
    ///
    /// Fails if the embedded file is not valid.
    pub fn builtin(idx: usize) -> Result<Self, ValueError> {
        toml::from_str(BUILTIN_THEMES.get(idx % BUILTIN_THEMES.len()).copied().unwrap_or_default())
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: StyleRole) -> Style {
        let Some(spec) = self.roles.get(&role) else { return Style::default() };
        let style = Style {
            fg: spec.fg.as_ref().map(|color| color.0),
            bg: spec.bg.as_ref().map(|color| color.0),
            ..Style::default()
        };
        spec.modifiers.iter().fold(style, |style, modifier| style.add_modifier(modifier.to_modifier()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_valid_and_styles_the_selection() {
        for idx in 0..Theme::COUNT {
            let theme = Theme::builtin(idx).unwrap();
            assert_ne!(theme.style(StyleRole::Selection), Style::default(), "{}", theme.name);
            assert_ne!(theme.style(StyleRole::Matched), Style::default(), "{}", theme.name);
            assert_ne!(theme.style(StyleRole::FindMatch), Style::default(), "{}", theme.name);
        }
        let mono = Theme::builtin(Theme::NO_COLOR_IDX).unwrap();
        for spec in mono.roles.values() {
            assert!(spec.fg.is_none() && spec.bg.is_none());
        }
    }
}
