//! The configuration, and settings that keys and terminal events change.

use ratatui::layout::Size;

use llm_catalog::{localized::Locale, parse::ValueError};

use crate::{
    action::KeyContext,
    config::{
        Config, Themes,
        columns::ColumnChoices,
        keymap::{Keymap, KeymapError},
        theme::Theme,
    },
    i18n::Messages,
};

/// Below this size only a message is drawn.
pub const MIN_SIZE: Size = Size { width: 30, height: 8 };

/// Why the application could not start: an embedded file is not valid.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The key map.
    #[error("the built-in key map is broken: {0}")]
    Keymap(#[from] KeymapError),
    /// A theme.
    #[error("a built-in theme is broken: {0}")]
    Theme(#[from] ValueError),
}

/// Configuration, key map, theme, language and terminal size.
pub struct Settings {
    /// The configuration file.
    pub config: Config,
    /// The columns of the lists.
    pub columns: ColumnChoices,
    /// The key bindings.
    pub keymap: Keymap,
    /// The current theme.
    pub theme: Theme,
    /// The themes to choose from.
    pub themes: Themes,
    theme_idx: usize,
    /// True if `NO_COLOR` is set, so that the theme must not change.
    pub(super) no_color: bool,
    /// False if only ASCII signs can be drawn.
    pub has_unicode: bool,
    /// The language of the interface.
    pub locale: Locale,
    /// The size of the terminal.
    pub size: Size,
}

impl Settings {
    pub(super) fn new(locale: Locale, theme_idx: usize, size: Size) -> Result<Self, StartError> {
        let (keymap, theme) = (Keymap::builtin()?, Theme::builtin(theme_idx)?);
        Ok(Self {
            config: Config::default(),
            columns: ColumnChoices::default(),
            keymap,
            theme,
            themes: Themes::default(),
            theme_idx,
            no_color: false,
            has_unicode: true,
            locale,
            size,
        })
    }

    /// The strings of the interface.
    #[must_use]
    pub fn messages(&self) -> &'static Messages {
        Messages::get(self.locale)
    }

    /// The title of the screen with a key context.
    #[must_use]
    pub fn title(&self, context: KeyContext) -> &str {
        self.keymap.title(context, self.locale)
    }

    /// True if the terminal is too small to draw on.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.size.width < MIN_SIZE.width || self.size.height < MIN_SIZE.height
    }

    /// Switches to the next theme and returns a status message.
    pub(super) fn next_theme(&mut self) -> Option<String> {
        if self.no_color {
            return Some(self.messages().no_color_set.to_owned());
        }
        let idx = (self.theme_idx + 1) % self.themes.count();
        let theme = self.themes.get(idx)?;
        let message = (self.messages().theme_changed)(&theme.name);
        (self.theme, self.theme_idx) = (theme, idx);
        Some(message)
    }

    /// The index of the current theme.
    pub(super) fn theme_idx(&self) -> usize {
        self.theme_idx
    }

    /// Changes the theme, unless `NO_COLOR` is set.
    pub(super) fn set_theme(&mut self, idx: usize) {
        if let Some(theme) = self.themes.get(idx).filter(|_| !self.no_color) {
            (self.theme, self.theme_idx) = (theme, idx);
        }
    }

    /// Switches to the other language and returns a status message in it.
    pub(super) fn toggle_locale(&mut self) -> String {
        self.locale = self.locale.toggle();
        self.messages().language_changed.to_owned()
    }
}
