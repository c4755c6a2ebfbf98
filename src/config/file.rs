//! The settings of a person, and where each is from.

use std::{collections::BTreeMap, fmt, ops::Range, path::PathBuf};

use llm_catalog::{localized::Locale, memory::MemoryBudget, text::line_col};
use llm_index::{
    Index,
    query::parser::{ParseContext, SavedQueries},
    sort::SortOrder,
};

use crate::{
    config::{
        columns::ColumnChoices,
        diagnostic::{ConfigDiagnostic, ConfigErrorKind},
        key_overrides::KeyOverrides,
        setting::Setting,
        setting_value::{InvalidValue, SettingValue, parse_value},
    },
    tab::Tab,
};

/// The settings of a person. What is not set is the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The language of the interface.
    pub locale: Option<Locale>,
    /// The name of the theme.
    pub theme: Option<String>,
    /// The tab at start.
    pub tab: Option<Tab>,
    /// The order of models at start.
    pub sort: Option<SortOrder>,
    /// The id of the benchmark of the score column.
    pub benchmark: Option<String>,
    /// The share of the list beside the detail, in percent.
    pub split: Option<u16>,
    /// Whether only ASCII signs are drawn; else the locale decides.
    pub ascii: Option<bool>,
    /// Whether the terminal draws signs of ambiguous width two columns wide.
    pub ambiguous_wide: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The command that opens links.
    pub browser: Option<String>,
    /// Whether a session starts where the last one ended.
    pub remember: bool,
    /// Catalogue files laid over the built-in one.
    pub catalogs: Vec<PathBuf>,
    /// Queries that `@name` expands to.
    pub queries: SavedQueries,
    /// The bits and the context of `fits:24gb` and of the memory column, where a query does not say; the amount of memory
    /// makes no difference.
    pub fits: MemoryBudget,
    /// The columns of the lists.
    pub columns: ColumnChoices,
    /// The key bindings that differ from the built-in ones.
    pub keys: KeyOverrides,
    /// Where each key is from, by its path such as `keys.list.next-row`.
    pub origins: BTreeMap<String, Origin>,
}

/// Where a value of the configuration is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A line of a file.
    File {
        /// The path of the file.
        file: String,
        /// The line, from 1.
        line: usize,
    },
    /// An environment variable.
    Env(String),
    /// An option of the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { file, line } => write!(f, "{file}:{line}"),
            Self::Env(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            locale: None,
            theme: None,
            tab: None,
            sort: None,
            benchmark: None,
            split: None,
            ascii: None,
            ambiguous_wide: false,
            mouse: true,
            browser: None,
            remember: true,
            catalogs: Vec::new(),
            queries: SavedQueries::new(),
            fits: MemoryBudget::UNLIMITED,
            columns: ColumnChoices::default(),
            keys: KeyOverrides::default(),
            origins: BTreeMap::new(),
        }
    }
}

/// A configuration file with its text, to say where in it something is.
pub(super) struct ConfigText<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl ConfigText<'_> {
    pub(super) fn diagnostic(&self, span: &Range<usize>, kind: ConfigErrorKind) -> ConfigDiagnostic {
        ConfigDiagnostic { location: self.location(span), kind }
    }

    /// `file:line:column`.
    pub(super) fn location(&self, span: &Range<usize>) -> String {
        let (line, column) = line_col(self.text, span.start);
        format!("{}:{line}:{column}", self.file)
    }

    pub(super) fn origin(&self, span: &Range<usize>) -> Origin {
        Origin::File { file: self.file.to_owned(), line: line_col(self.text, span.start).0 }
    }
}

impl Config {
    /// Sets the value of a setting from a text.
    ///
    /// # Errors
    ///
    /// Returns what the value should be.
    pub fn set(&mut self, setting: Setting, text: &str, origin: Origin) -> Result<(), InvalidValue> {
        match parse_value(setting, text)? {
            SettingValue::Locale(locale) => self.locale = Some(locale),
            SettingValue::Theme(name) => self.theme = Some(name),
            SettingValue::Tab(tab) => self.tab = Some(tab),
            SettingValue::Sort(order) => self.sort = Some(order),
            SettingValue::Benchmark(id) => self.benchmark = Some(id),
            SettingValue::Split(percent) => self.split = Some(percent),
            SettingValue::Ascii(is_ascii) => self.ascii = Some(is_ascii),
            SettingValue::AmbiguousWide(is_wide) => self.ambiguous_wide = is_wide,
            SettingValue::Mouse(is_used) => self.mouse = is_used,
            SettingValue::Browser(command) => self.browser = Some(command),
            SettingValue::Remember(is_remembered) => self.remember = is_remembered,
        }
        self.set_origin(setting.name(), origin);
        Ok(())
    }

    /// The value of a setting as TOML; `None` if it is not set and has no fixed default.
    #[must_use]
    pub fn value(&self, setting: Setting) -> Option<String> {
        let quote = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let set = match setting {
            Setting::Locale => self.locale.map(|locale| quote(if locale == Locale::Zh { "zh" } else { "en" })),
            Setting::Theme => self.theme.as_deref().map(quote),
            Setting::Tab => self.tab.map(|tab| quote(tab.name())),
            Setting::Sort => self.sort.map(|order| quote(&format_order(order))),
            Setting::Benchmark => self.benchmark.as_deref().map(quote),
            Setting::Split => self.split.map(|percent| percent.to_string()),
            Setting::Ascii => self.ascii.map(|is_ascii| is_ascii.to_string()),
            Setting::AmbiguousWide => Some(self.ambiguous_wide.to_string()),
            Setting::Mouse => Some(self.mouse.to_string()),
            Setting::Remember => Some(self.remember.to_string()),
            Setting::Browser => self.browser.as_deref().map(quote),
        };
        set.or_else(|| setting.has_default().then(|| setting.example().to_owned()))
    }

    /// What queries are parsed with, for an index if all its entries are loaded.
    #[must_use]
    pub fn parse_context<'a>(&'a self, index: Option<&'a Index>) -> ParseContext<'a> {
        ParseContext { saved_queries: &self.queries, default_budget: self.fits, index, checks_values: true }
    }

    pub(super) fn set_origin(&mut self, key: &str, origin: Origin) {
        self.origins.insert(key.to_owned(), origin);
    }

    /// Where a key is from, by its path such as `queries.small`; `None` for the default.
    #[must_use]
    pub fn origin(&self, key: &str) -> Option<&Origin> {
        self.origins.get(key)
    }
}

fn format_order(order: SortOrder) -> String {
    match order {
        SortOrder::Relevance => String::new(),
        SortOrder::ByColumn { column, descending } => {
            format!("{}:{}", column.key(), if descending { "desc" } else { "asc" })
        }
    }
}
