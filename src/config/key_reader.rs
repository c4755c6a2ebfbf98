//! Reads the table `keys` of `config.toml`.

use serde::{
    Deserialize,
    de::{IntoDeserializer, value},
};
use toml::{Spanned, de::DeValue};

use crate::{
    action::{Action, KeyContext},
    config::{
        diagnostic::{ConfigErrorKind, Expected},
        file::Config,
        key_overrides::{KeyOverride, KeyPreset},
        keymap::Keymap,
        setting::SettingType,
        setting_value::none_of,
        table_reader::TableReader,
    },
};

/// The sections of the key map that several contexts share.
pub(super) const SHARED_SECTIONS: [&str; 5] = ["browse", "screen", "document", "motion", "global"];

fn section_names() -> impl Iterator<Item = &'static str> + Clone {
    KeyContext::ALL.into_iter().map(KeyContext::section).chain(SHARED_SECTIONS)
}

/// The action with a name in kebab-case.
fn action_by_name(name: &str) -> Result<Action, value::Error> {
    let name: value::StrDeserializer<'_, value::Error> = name.into_deserializer();
    Action::deserialize(name)
}

pub(super) fn read_keys(reader: &mut TableReader<'_>, config: &mut Config, value: &Spanned<DeValue<'_>>) {
    for (key, value) in reader.table("keys", value) {
        let section = &**key.get_ref();
        if section == "preset" {
            read_preset(reader, config, value);
        } else if section_names().any(|name| name == section) {
            read_section(reader, config, section, value);
        } else {
            reader.report_unknown(key, section_names().chain(["preset"]));
        }
    }
}

fn read_preset(reader: &mut TableReader<'_>, config: &mut Config, value: &Spanned<DeValue<'_>>) {
    let key = "keys.preset".to_owned();
    let DeValue::String(name) = value.get_ref() else {
        let expected = Expected::Type(SettingType::Text);
        return reader.report(&value.span(), ConfigErrorKind::WrongType { key, expected });
    };
    if let Some(preset) = KeyPreset::ALL.into_iter().find(|preset| preset.name() == name) {
        config.keys.preset = preset;
        config.set_origin(&key, reader.text.origin(&value.span()));
    } else {
        let expected = none_of(name, KeyPreset::ALL.iter().map(|preset| preset.name()));
        reader.report(&value.span(), ConfigErrorKind::InvalidValue { key, value: name.to_string(), expected });
    }
}

fn read_section(reader: &mut TableReader<'_>, config: &mut Config, section: &str, value: &Spanned<DeValue<'_>>) {
    for (key, value) in reader.table(&format!("keys.{section}"), value) {
        let Ok(action) = action_by_name(key.get_ref()) else {
            let names = Keymap::builtin().map(|keymap| keymap.action_names()).unwrap_or_default();
            reader.report_unknown(key, names.iter().map(String::as_str));
            continue;
        };
        let path = format!("keys.{section}.{}", key.get_ref());
        let mut keys = Vec::new();
        for (text, span) in reader.strings(&path, value) {
            match text.parse() {
                Ok(sequence) => keys.push((sequence, reader.text.location(&span))),
                Err(_) => reader.report(&span, ConfigErrorKind::InvalidKey(text)),
            }
        }
        // Keys that are all invalid unbind nothing.
        let is_empty = matches!(value.get_ref(), DeValue::Array(items) if items.is_empty());
        if !keys.is_empty() || is_empty {
            config.keys.bindings.push(KeyOverride { section: section.to_owned(), action, keys });
            config.set_origin(&path, reader.text.origin(&value.span()));
        }
    }
}
