//! Themes: a style for each [`StyleRole`].

use rustc_hash::FxHashMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::config::contrast::{MIN_TEXT_CONTRAST, contrast};
pub use crate::config::style_role::StyleRole;
use llm_catalog::parse::{ValueError, toml};

/// A color theme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// The name shown when the theme is chosen.
    #[serde(default)]
    pub name: String,
    pub(super) roles: FxHashMap<StyleRole, StyleSpec>,
}

/// A style as written in a theme file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct StyleSpec {
    fg: Option<ColorSpec>,
    bg: Option<ColorSpec>,
    modifiers: Vec<ModifierSpec>,
}

#[derive(Clone, Debug, Deserialize)]
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

/// The names of the themes and their files. The default theme comes first, the one without color last.
const BUILTIN_THEMES: [(&str, &str); 13] = [
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("dusk", include_str!("../../assets/themes/dusk.toml")),
    ("paper", include_str!("../../assets/themes/paper.toml")),
    ("catppuccin-mocha", include_str!("../../assets/themes/catppuccin-mocha.toml")),
    ("catppuccin-latte", include_str!("../../assets/themes/catppuccin-latte.toml")),
    ("gruvbox-dark", include_str!("../../assets/themes/gruvbox-dark.toml")),
    ("gruvbox-light", include_str!("../../assets/themes/gruvbox-light.toml")),
    ("nord", include_str!("../../assets/themes/nord.toml")),
    ("solarized-dark", include_str!("../../assets/themes/solarized-dark.toml")),
    ("solarized-light", include_str!("../../assets/themes/solarized-light.toml")),
    ("tokyo-night", include_str!("../../assets/themes/tokyo-night.toml")),
    ("high-contrast", include_str!("../../assets/themes/high-contrast.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
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
        let (_, text) = BUILTIN_THEMES.get(idx % BUILTIN_THEMES.len()).copied().unwrap_or_default();
        toml::from_str(text)
    }

    /// The names of the built-in themes.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        BUILTIN_THEMES.iter().map(|(name, _)| *name)
    }

    /// False if the theme has no color.
    #[must_use]
    pub fn has_color(&self) -> bool {
        self.roles.values().any(|spec| spec.fg.is_some() || spec.bg.is_some())
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: StyleRole) -> Style {
        let spec = self.roles.get(&role).or_else(|| self.roles.get(&role.fallback()?));
        let Some(spec) = spec else { return Style::default() };
        let style = Style {
            fg: spec.fg.as_ref().map(|color| color.0),
            bg: spec.bg.as_ref().map(|color| color.0),
            ..Style::default()
        };
        spec.modifiers.iter().fold(style, |style, modifier| style.add_modifier(modifier.to_modifier()))
    }

    /// Whether text of a color stays readable in an area of a role, such as the selected row.
    #[must_use]
    pub fn keeps_color(&self, color: Color, area: StyleRole) -> bool {
        match self.style(area).bg {
            Some(bg) => contrast(color, bg).is_some_and(|ratio| ratio >= MIN_TEXT_CONTRAST),
            None => !self.changes_background(area),
        }
    }

    /// Whether text in an area of a role stands on another background than elsewhere.
    #[must_use]
    pub fn changes_background(&self, area: StyleRole) -> bool {
        let style = self.style(area);
        style.bg.is_some() || style.add_modifier.contains(Modifier::REVERSED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_is_valid_and_styles_the_selection() {
        for idx in 0..Theme::COUNT {
            let theme = Theme::builtin(idx).unwrap();
            assert_eq!(Some(theme.name.as_str()), Theme::names().nth(idx));
            assert_ne!(theme.style(StyleRole::Selection), Style::default(), "{}", theme.name);
            assert_ne!(theme.style(StyleRole::Matched), Style::default(), "{}", theme.name);
            assert_ne!(theme.style(StyleRole::FindMatch), Style::default(), "{}", theme.name);
            for role in [
                StyleRole::QueryKey,
                StyleRole::QueryValue,
                StyleRole::QueryOperator,
                StyleRole::QueryPhrase,
                StyleRole::QueryName,
            ] {
                assert!(theme.roles.contains_key(&role), "{role:?} of {}", theme.name);
            }
        }
        let mono = Theme::builtin(Theme::NO_COLOR_IDX).unwrap();
        for spec in mono.roles.values() {
            assert!(spec.fg.is_none() && spec.bg.is_none());
        }
    }

    #[test]
    fn text_has_a_contrast_of_4_5_to_1() {
        for idx in 0..Theme::COUNT {
            let theme = Theme::builtin(idx).unwrap();
            let background = theme.style(StyleRole::Background);
            let Some(ground) = background.bg else { continue };
            for (role, spec) in &theme.roles {
                let fg = spec.fg.as_ref().map(|color| color.0).or(background.fg).unwrap();
                let bg = spec.bg.as_ref().map_or(ground, |color| color.0);
                let ratio = contrast(fg, bg).unwrap();
                // Rules, guides and bars are no text.
                let is_text = !matches!(role, StyleRole::Border | StyleRole::Bar);
                let least = if is_text { MIN_TEXT_CONTRAST } else { 2.0 };
                assert!(ratio >= least, "{role:?} of {} has {ratio:.2}", theme.name);
            }
        }
    }

    #[test]
    fn a_selection_keeps_the_colors_that_are_readable_on_it() {
        let theme = Theme::builtin(3).unwrap();
        let color = |role| theme.style(role).fg.unwrap();
        assert!(theme.keeps_color(color(StyleRole::Rlhf), StyleRole::Selection));
        assert!(!theme.keeps_color(color(StyleRole::Border), StyleRole::Selection));
        // The terminal decides what its colors look like.
        let terminal = Theme::builtin(0).unwrap();
        let rlhf = terminal.style(StyleRole::Rlhf).fg.unwrap();
        assert!(!terminal.keeps_color(rlhf, StyleRole::Selection));
        assert!(terminal.keeps_color(rlhf, StyleRole::SelectionInactive), "it is on the same background");
    }
}
