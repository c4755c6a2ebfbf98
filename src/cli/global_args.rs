//! Options that every command accepts.

use std::ffi::OsString;

use llm_catalog::localized::Locale;

use crate::config::{Config, Origin, setting::Setting};

/// Which catalogue to open, and in which language.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct GlobalArgs {
    /// Open this catalogue instead of the built-in one: TOML, JSON, JSON Lines, or `-` for standard input; may be
    /// repeated, later files override earlier ones
    #[arg(long, value_name = "FILE", global = true)]
    pub catalog: Vec<String>,

    /// Add the files of --catalog to the built-in catalogue
    #[arg(long, global = true)]
    pub builtin: bool,

    /// Interface language, `en` or `zh` [default: the language of the system]
    #[arg(long, value_name = "LANGUAGE", global = true)]
    pub locale: Option<Locale>,

    /// Theme of the terminal interface: a built-in one, or that of a file in `themes` of the configuration
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,
}

impl GlobalArgs {
    /// Puts the options that are settings over those of the environment and the file.
    pub fn apply_to(&self, config: &mut Config) {
        let locale = self.locale.map(|locale| (Setting::Locale, locale.tag(), "--locale"));
        let theme = self.theme.as_deref().map(|name| (Setting::Theme, name, "--theme"));
        for (setting, value, option) in locale.into_iter().chain(theme) {
            // A locale that clap accepted is valid, and a theme is looked up when it is used.
            let _ = config.set(setting, value, Origin::Flag(option));
        }
    }
}

/// Finds a valid `--locale` in arguments that could not be parsed.
pub(super) fn find_locale(args: &[OsString]) -> Option<Locale> {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    let mut value = None;
    while let Some(arg) = args.next().filter(|arg| *arg != "--") {
        if arg == "--locale" {
            value = args.next();
        } else if let Some(text) = arg.strip_prefix("--locale=") {
            value = Some(text);
        }
    }
    value?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locale_is_found_in_invalid_arguments() {
        let find = |args: &[&str]| find_locale(&args.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(find(&["llm-tui", "--locale", "zh", "--frobnicate"]), Some(Locale::Zh));
        assert_eq!(find(&["llm-tui", "lst", "--locale=en"]), Some(Locale::En));
        assert_eq!(find(&["llm-tui", "--locale"]), None);
        assert_eq!(find(&["llm-tui", "--locale", "tlh"]), None);
        assert_eq!(find(&["llm-tui", "show", "--", "--locale", "zh"]), None);
    }
}
