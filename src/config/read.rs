//! Reads `config.toml` and the environment. Every error is found, and what is valid is used.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use llm_catalog::memory::{Bits, ContextRequest};
use llm_index::Column;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    config::{
        columns::{ColumnSpec, ColumnSpecError},
        diagnostic::{ConfigDiagnostic, ConfigErrorKind, Expected},
        file::{Config, ConfigText, Origin},
        key_reader::read_keys,
        paths::config_dir,
        setting::{Setting, SettingType},
        setting_value::{InvalidValue, none_of},
        table_reader::{Member, TableReader},
    },
    i18n::{ConfigMessages, LocalizedStr},
    tab::Tab,
};

/// A key of `config.toml` that is a table or a list.
#[derive(Clone, Copy, Debug)]
pub struct ConfigTable {
    /// The key.
    pub name: &'static str,
    /// What it does, in one line.
    pub help: fn(&ConfigMessages) -> &'static str,
}

/// The keys of `config.toml` that are tables or lists.
pub const TABLES: [ConfigTable; 5] = [
    ConfigTable { name: "catalogs", help: |texts| texts.catalogs_help },
    ConfigTable { name: "queries", help: |texts| texts.queries_help },
    ConfigTable { name: "fits", help: |texts| texts.fits_help },
    ConfigTable { name: "columns", help: |texts| texts.columns_help },
    ConfigTable { name: "keys", help: |texts| texts.keys_help },
];

/// The keys of the table `fits`.
const FITS_KEYS: [&str; 2] = ["bits", "context"];
const EXPECTED_BITS: LocalizedStr = LocalizedStr { en: "it is 4, 8 or 16", zh: "应为 4、8 或 16" };
const EXPECTED_CONTEXT: LocalizedStr = LocalizedStr {
    en: "it is a number of tokens such as 8192, \"32k\" or \"1m\", or \"native\"",
    zh: "应为词元数，例如 8192、\"32k\" 或 \"1m\"，或者 \"native\"",
};

impl Config {
    /// The path of `config.toml`.
    #[must_use]
    pub fn path() -> Option<PathBuf> {
        config_dir().map(|dir| dir.join("config.toml"))
    }

    /// Reads `config.toml` and the environment, and returns all that is not valid in them. The rest is used.
    #[must_use]
    pub fn read() -> (Self, Vec<ConfigDiagnostic>) {
        let path = Self::path();
        let (mut config, mut diagnostics) = path.as_deref().map_or_else(Default::default, Self::read_file);
        let from_env = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        diagnostics.extend(config.apply_env(from_env));
        (config, diagnostics)
    }

    fn read_file(path: &Path) -> (Self, Vec<ConfigDiagnostic>) {
        let file = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => {
                let (mut config, diagnostics) = Self::parse(&file, &text);
                let dir = path.parent().unwrap_or(path);
                config.catalogs.iter_mut().for_each(|catalog| *catalog = dir.join(&*catalog));
                (config, diagnostics)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Default::default(),
            Err(error) => {
                let kind = ConfigErrorKind::Unreadable(error.to_string());
                (Self::default(), vec![ConfigDiagnostic { location: file, kind }])
            }
        }
    }

    /// Parses a configuration file. Returns what is valid in it, and all that is not, in the order of the file.
    #[must_use]
    pub fn parse(file: &str, text: &str) -> (Self, Vec<ConfigDiagnostic>) {
        let mut config = Self::default();
        let diagnostics = read_tables(&mut config, &ConfigText { file, text });
        (config, diagnostics)
    }

    /// Applies the variables of the environment.
    pub fn apply_env(&mut self, variable: impl Fn(&str) -> Option<String>) -> Vec<ConfigDiagnostic> {
        let mut diagnostics = Vec::new();
        for setting in Setting::ALL {
            let name = setting.env_name();
            let Some(value) = variable(&name) else { continue };
            if let Err(InvalidValue { expected }) = self.set(*setting, &value, Origin::Env(name.clone())) {
                let kind = ConfigErrorKind::InvalidValue { key: name.clone(), value, expected };
                diagnostics.push(ConfigDiagnostic { location: name, kind });
            }
        }
        diagnostics
    }
}

/// Reads all keys of a file into a configuration. Returns what is not valid, in the order of the file.
fn read_tables(config: &mut Config, text: &ConfigText<'_>) -> Vec<ConfigDiagnostic> {
    let mut reader = TableReader::new(text);
    let (document, errors) = DeTable::parse_recoverable(text.text);
    for error in errors {
        let reason = error.message().lines().collect::<Vec<_>>().join(", ");
        reader.report(&error.span().unwrap_or_default(), ConfigErrorKind::Syntax(reason));
    }
    for member in document.get_ref() {
        read_member(&mut reader, config, member);
    }
    reader.finish()
}

fn read_member(reader: &mut TableReader<'_>, config: &mut Config, member: Member<'_>) {
    let (key, value) = member;
    if let Some(setting) = Setting::from_name(key.get_ref()) {
        return read_setting(reader, config, setting, value);
    }
    match &**key.get_ref() {
        "catalogs" => {
            let paths = reader.strings("catalogs", value);
            for (idx, (_, span)) in paths.iter().enumerate() {
                config.set_origin(&format!("catalogs.{idx}"), reader.text.origin(span));
            }
            config.catalogs = paths.into_iter().map(|(path, _)| PathBuf::from(path)).collect();
            config.set_origin("catalogs", reader.text.origin(&value.span()));
        }
        "queries" => read_queries(reader, config, value),
        "fits" => read_fits(reader, config, value),
        "keys" => read_keys(reader, config, value),
        "columns" => read_columns(reader, config, value),
        _ => {
            let tables = TABLES.iter().map(|table| table.name);
            reader.report_unknown(key, Setting::ALL.iter().map(|setting| setting.name()).chain(tables));
        }
    }
}

fn read_setting(reader: &mut TableReader<'_>, config: &mut Config, setting: Setting, value: &Spanned<DeValue<'_>>) {
    let key = || setting.name().to_owned();
    let text = match (setting.value_type(), value.get_ref()) {
        (SettingType::Text, DeValue::String(text)) => text.to_string(),
        (SettingType::Bool, DeValue::Boolean(is_true)) => is_true.to_string(),
        (SettingType::Integer, DeValue::Integer(number)) => number.to_string(),
        (value_type, _) => {
            let kind = ConfigErrorKind::WrongType { key: key(), expected: Expected::Type(value_type) };
            return reader.report(&value.span(), kind);
        }
    };
    if let Err(InvalidValue { expected }) = config.set(setting, &text, reader.text.origin(&value.span())) {
        reader.report(&value.span(), ConfigErrorKind::InvalidValue { key: key(), value: text, expected });
    }
}

fn read_queries(reader: &mut TableReader<'_>, config: &mut Config, value: &Spanned<DeValue<'_>>) {
    for (key, value) in reader.table("queries", value) {
        let path = format!("queries.{}", key.get_ref());
        if let DeValue::String(query) = value.get_ref() {
            config.queries.insert(key.get_ref().to_string(), query.to_string());
            config.set_origin(&path, reader.text.origin(&value.span()));
        } else {
            let expected = Expected::Type(SettingType::Text);
            reader.report(&value.span(), ConfigErrorKind::WrongType { key: path, expected });
        }
    }
}

fn read_fits(reader: &mut TableReader<'_>, config: &mut Config, value: &Spanned<DeValue<'_>>) {
    for (key, value) in reader.table("fits", value) {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.to_string(),
            _ => String::new(),
        };
        let expected = match &**key.get_ref() {
            "bits" => match Bits::ALL.into_iter().find(|bits| bits.count().to_string() == text) {
                Some(bits) => {
                    config.fits.bits = bits;
                    None
                }
                None => Some(EXPECTED_BITS),
            },
            "context" => match ContextRequest::parse(&text) {
                Some(context) => {
                    config.fits.context = context;
                    None
                }
                None => Some(EXPECTED_CONTEXT),
            },
            _ => {
                reader.report_unknown(key, FITS_KEYS.into_iter());
                continue;
            }
        };
        let path = format!("fits.{}", key.get_ref());
        match expected {
            None => config.set_origin(&path, reader.text.origin(&value.span())),
            Some(expected) => {
                let expected = Expected::Described(expected);
                let value_text = reader.text.text.get(value.span()).unwrap_or_default().trim_matches('"').to_owned();
                reader.report(&value.span(), ConfigErrorKind::InvalidValue { key: path, value: value_text, expected });
            }
        }
    }
}

fn read_columns(reader: &mut TableReader<'_>, config: &mut Config, value: &Spanned<DeValue<'_>>) {
    for (key, value) in reader.table("columns", value) {
        let Ok(tab) = key.get_ref().parse::<Tab>() else {
            reader.report_unknown(key, Tab::ALL.iter().map(|tab| tab.name()));
            continue;
        };
        let path = format!("columns.{}", tab.name());
        let mut specs = Vec::new();
        for (text, span) in reader.strings(&path, value) {
            match text.parse::<ColumnSpec>() {
                Ok(spec) => specs.push(spec),
                Err(error) => {
                    let expected = expected_column(&error);
                    reader.report(&span, ConfigErrorKind::InvalidValue { key: path.clone(), value: text, expected });
                }
            }
        }
        if !specs.is_empty() {
            config.columns.set(tab, Some(specs));
            config.set_origin(&path, reader.text.origin(&value.span()));
        }
    }
}

fn expected_column(error: &ColumnSpecError) -> Expected {
    match error {
        ColumnSpecError::UnknownColumn(name) => none_of(name, Column::ALL.iter().map(|column| column.key())),
        ColumnSpecError::InvalidWidth(_) => {
            Expected::Described(LocalizedStr { en: "the width is from 3 to 120", zh: "宽度为 3 到 120" })
        }
    }
}
