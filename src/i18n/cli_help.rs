//! Translations of the text that `--help` prints.

use std::collections::BTreeMap;

use llm_catalog::{
    localized::Locale,
    parse::{ValueError, toml},
};
use serde::Deserialize;

/// The labels and the help of the program itself.
const HELP_ZH: &str = include_str!("../../assets/cli_help.zh.toml");

/// The help text of all commands in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpTexts {
    /// The headings and other text that clap adds.
    pub labels: HelpLabels,
    /// The program without a command.
    pub root: CommandHelp,
    /// Commands by their path, such as `import markdown`. Their texts are beside their code.
    #[serde(skip)]
    pub commands: BTreeMap<String, CommandHelp>,
}

/// The text that clap adds to every command.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpLabels {
    pub usage: String,
    pub commands: String,
    pub arguments: String,
    pub options: String,
    pub default: String,
    pub possible_values: String,
    /// Separates a possible value from its description.
    pub colon: String,
    /// `-h, --help` of a command with one form of help.
    pub help: String,
    /// `-h, --help` in the output of `-h`.
    pub help_see_long: String,
    /// `-h, --help` in the output of `--help`.
    pub help_see_short: String,
    pub version: String,
    /// The command `help`.
    pub help_command: String,
}

/// The help text of one command.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandHelp {
    /// One line.
    #[serde(default)]
    pub about: String,
    /// The text above the usage in the output of `--help`.
    pub long_about: Option<String>,
    /// The text at the end of the output of `--help`: examples, exit codes.
    pub after_long_help: Option<String>,
    /// Arguments and options by their id.
    #[serde(default)]
    pub arguments: BTreeMap<String, String>,
    /// The described values of an argument, by argument id and value.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

impl CommandHelp {
    /// Adds the texts of arguments that commands share.
    fn merge(&mut self, part: Self) {
        if !part.about.is_empty() {
            self.about = part.about;
        }
        self.long_about = part.long_about.or(self.long_about.take());
        self.after_long_help = part.after_long_help.or(self.after_long_help.take());
        self.arguments.extend(part.arguments);
        self.values.extend(part.values);
    }
}

impl HelpTexts {
    /// The translated help text of a language; `None` for English, which is that of the command line parser.
    /// `commands_zh` is the Chinese help of each command, as TOML: its own text, then those of arguments that it shares.
    ///
    /// # Errors
    ///
    /// Fails if an embedded text is invalid, which a test rules out.
    pub fn get<'a>(
        locale: Locale,
        commands_zh: impl IntoIterator<Item = (&'a str, &'a [&'a str])>,
    ) -> Result<Option<Self>, ValueError> {
        let (root, commands) = match locale {
            Locale::En => return Ok(None),
            Locale::Zh => (HELP_ZH, commands_zh),
        };
        let mut texts: Self = toml::from_str(root)?;
        for (path, parts) in commands {
            let mut help = CommandHelp::default();
            for part in parts {
                help.merge(toml::from_str(part)?);
            }
            texts.commands.insert(path.to_owned(), help);
        }
        Ok(Some(texts))
    }

    /// The help of a command by its path, such as `llm-tui import markdown`.
    #[must_use]
    pub fn command(&self, path: &str) -> Option<&CommandHelp> {
        match path.split_once(' ') {
            None => Some(&self.root),
            Some((_, path)) => self.commands.get(path),
        }
    }
}
