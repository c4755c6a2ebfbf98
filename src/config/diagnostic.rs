//! What is wrong in the configuration.

use llm_catalog::{Foreign, localized::Locale};

use crate::{
    config::setting::SettingType,
    i18n::{LocalizedStr, Messages},
};

/// A part of the configuration that is not used, because it is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigDiagnostic {
    /// `file:line:column`, or the environment variable.
    pub location: String,
    /// What is wrong.
    pub kind: ConfigErrorKind,
}

/// What is wrong with a part of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigErrorKind {
    /// A file cannot be read.
    Unreadable(String),
    /// Not TOML; the message of the parser.
    Syntax(String),
    /// No such key, with the nearest one that exists.
    UnknownKey { key: String, near: Option<String> },
    /// A value of another type than the one of the setting.
    WrongType { key: String, expected: Expected },
    /// A value that the setting cannot have.
    InvalidValue { key: String, value: String, expected: Expected },
    /// A name of a key on the keyboard that does not exist.
    InvalidKey(String),
    /// A key, or the start of it, is bound to two actions in a context.
    KeyConflict { key: String, context: &'static str, actions: [BoundAction; 2] },
    /// A key that types a character, in a context where text is typed.
    TypedKey { key: String, context: &'static str },
    /// A context has lost the keys that leave it.
    NoExit { context: &'static str, action: String },
    /// A file that does not exist, with the one beside it that has the nearest name.
    NoFile { file: String, near: Option<String> },
    /// A saved query that is not valid, and why.
    InvalidQuery { key: String, reason: String },
    /// A theme file that is not valid.
    Theme(String),
}

/// What a value should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A value of a type.
    Type(SettingType),
    /// A table.
    Table,
    /// A list of strings.
    Strings,
    /// One of some names, with the nearest one to what was written.
    OneOf { names: Vec<String>, near: Option<String> },
    /// Something that a text describes.
    Described(LocalizedStr),
}

/// An action with where it is bound; empty for the built-in key map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundAction {
    /// The name of the action.
    pub action: String,
    /// `file:line:column`.
    pub location: Option<String>,
}

impl ConfigDiagnostic {
    /// Where it is and what is wrong, in one line.
    #[must_use]
    pub fn describe(&self, locale: Locale) -> String {
        let separator = Messages::get(locale).cli.cause_separator;
        format!("{}{separator}{}", Foreign::long(&self.location), self.kind.describe(locale))
    }
}

impl ConfigErrorKind {
    fn describe(&self, locale: Locale) -> String {
        let texts = &Messages::get(locale).config;
        match self {
            Self::Unreadable(reason) => reason.clone(),
            Self::Syntax(reason) => (texts.syntax)(Foreign::long(reason)),
            Self::UnknownKey { key, near } => (texts.unknown_key)(Foreign::new(key), near.as_deref()),
            Self::WrongType { key, expected } => (texts.wrong_type)(Foreign::new(key), &expected.describe(locale)),
            Self::InvalidValue { key, value, expected } => {
                (texts.invalid_value)(Foreign::new(key), Foreign::new(value), &expected.describe(locale))
            }
            Self::InvalidKey(key) => (texts.invalid_key)(Foreign::new(key)),
            Self::KeyConflict { key, context, actions: [first, second] } => {
                (texts.key_conflict)(key, context, &first.describe(locale), &second.describe(locale))
            }
            Self::TypedKey { key, context } => (texts.typed_key)(key, context),
            Self::NoExit { context, action } => (texts.no_exit)(context, action),
            Self::NoFile { file, near } => (texts.no_file)(Foreign::long(file), near.as_deref().map(Foreign::new)),
            Self::InvalidQuery { key, reason } => (texts.invalid_query)(Foreign::new(key), reason),
            Self::Theme(reason) => Foreign::long(reason).to_string(),
        }
    }
}

impl Expected {
    fn describe(&self, locale: Locale) -> String {
        let texts = &Messages::get(locale).config;
        match self {
            Self::Type(SettingType::Text) => texts.a_string.to_owned(),
            Self::Type(SettingType::Bool) => texts.a_bool.to_owned(),
            Self::Type(SettingType::Integer) => texts.an_integer.to_owned(),
            Self::Table => texts.a_table.to_owned(),
            Self::Strings => texts.strings.to_owned(),
            Self::OneOf { names, near } => {
                (texts.one_of)(near.as_deref(), &names.join(Messages::get(locale).cli.list_separator))
            }
            Self::Described(text) => text.get(locale).to_owned(),
        }
    }
}

impl BoundAction {
    fn describe(&self, locale: Locale) -> String {
        let location = self.location.as_deref().map(Foreign::long);
        (Messages::get(locale).config.bound_action)(&self.action, location)
    }
}
