//! The values of settings, parsed from a text of the file, the environment or the command line.

use llm_catalog::{closest_match, localized::Locale};
use llm_index::{Column, sort::SortOrder};

use crate::{
    config::{
        diagnostic::Expected,
        setting::{Setting, SettingType},
    },
    i18n::LocalizedStr,
    tab::Tab,
};

/// The shares of the list that leave the detail readable, in percent.
const SPLIT_PERCENT: std::ops::RangeInclusive<u16> = 20..=80;

/// The value of a setting.
pub(super) enum SettingValue {
    Locale(Locale),
    Theme(String),
    Tab(Tab),
    Sort(SortOrder),
    Benchmark(String),
    Split(u16),
    Ascii(bool),
    AmbiguousWide(bool),
    Mouse(bool),
    Browser(String),
    Remember(bool),
}

/// A text that is no value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidValue {
    /// What the value should be.
    pub expected: Expected,
}

/// The error of a name that is none of some.
pub(super) fn none_of<'a>(text: &str, names: impl Iterator<Item = &'a str> + Clone) -> Expected {
    let near = closest_match(text, names.clone()).map(str::to_owned);
    Expected::OneOf { names: names.map(str::to_owned).collect(), near }
}

fn parse_bool(text: &str) -> Result<bool, InvalidValue> {
    text.parse().map_err(|_| InvalidValue { expected: Expected::Type(SettingType::Bool) })
}

fn parse_order(text: &str) -> Result<SortOrder, InvalidValue> {
    let (name, direction) = text.split_once(':').map_or((text, None), |(name, direction)| (name, Some(direction)));
    let Some(column) = Column::from_name(name) else {
        let keys = Column::ALL.iter().map(|column| column.key());
        return Err(InvalidValue { expected: none_of(name, keys) });
    };
    match direction {
        None => Ok(SortOrder::by_column(column)),
        Some("asc") => Ok(SortOrder::ByColumn { column, descending: false }),
        Some("desc") => Ok(SortOrder::ByColumn { column, descending: true }),
        Some(other) => Err(InvalidValue { expected: none_of(other, ["asc", "desc"].into_iter()) }),
    }
}

fn parse_split(text: &str) -> Result<u16, InvalidValue> {
    let percent = text.parse().ok().filter(|percent| SPLIT_PERCENT.contains(percent));
    let expected = LocalizedStr { en: "it is a percentage from 20 to 80", zh: "应为 20 到 80 的百分比" };
    percent.ok_or(InvalidValue { expected: Expected::Described(expected) })
}

fn parse_filled(text: &str) -> Result<String, InvalidValue> {
    let expected = LocalizedStr { en: "it must not be empty", zh: "不能为空" };
    let is_filled = !text.trim().is_empty();
    is_filled.then(|| text.to_owned()).ok_or(InvalidValue { expected: Expected::Described(expected) })
}

/// Parses the value of a setting. The names of themes and benchmarks are checked when they are used: they may be
/// those of a file.
pub(super) fn parse_value(setting: Setting, text: &str) -> Result<SettingValue, InvalidValue> {
    Ok(match setting {
        Setting::Locale => {
            let to_error = |_| InvalidValue { expected: none_of(text, ["en", "zh"].into_iter()) };
            SettingValue::Locale(text.parse().map_err(to_error)?)
        }
        Setting::Theme => SettingValue::Theme(parse_filled(text)?),
        Setting::Tab => {
            let to_error = |_| InvalidValue { expected: none_of(text, Tab::ALL.iter().map(|tab| tab.name())) };
            SettingValue::Tab(text.parse().map_err(to_error)?)
        }
        Setting::Sort => SettingValue::Sort(parse_order(text)?),
        Setting::Benchmark => SettingValue::Benchmark(parse_filled(text)?),
        Setting::Split => SettingValue::Split(parse_split(text)?),
        Setting::Ascii => SettingValue::Ascii(parse_bool(text)?),
        Setting::AmbiguousWide => SettingValue::AmbiguousWide(parse_bool(text)?),
        Setting::Mouse => SettingValue::Mouse(parse_bool(text)?),
        Setting::Remember => SettingValue::Remember(parse_bool(text)?),
        Setting::Browser => SettingValue::Browser(parse_filled(text)?),
    })
}
