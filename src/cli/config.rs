//! `llm-tui config`: the configuration in effect, and where each value is from.

use std::{
    fmt::Write as _,
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Context;

use llm_catalog::{foreign::escape_message, localized::Locale};

use crate::{
    cli::error::EXIT_NO_MATCH,
    config::{Config, ConfigDiagnostic, Origin, Themes, key_overrides::KeyOverride, keymap::Keymap, setting::Setting},
    i18n::{ConfigMessages, Messages},
    tab::Tab,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui config
  llm-tui config --path
  llm-tui config --default > \"$(llm-tui config --path)\"

Options win over environment variables (LLM_TUI_THEME, LLM_TUI_SPLIT and so on), these over
the file. Exit code: 1 if a part of the configuration is not valid.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "打印生效的配置，以及每个值的来源"
after_long_help = """
示例：
  llm-tui config
  llm-tui config --path
  llm-tui config --default > "$(llm-tui config --path)"

选项优先于环境变量（LLM_TUI_THEME、LLM_TUI_SPLIT 等），环境变量优先于文件。
退出码：配置中有无效之处为 1。"""

[arguments]
default = "打印带注释的默认配置文件"
path = "打印配置文件的路径"
"#;

/// How many errors a command prints before the others are only counted.
const MAX_WARNINGS: usize = 5;
/// The column of the comment that says where a value is from.
const ORIGIN_COLUMN: usize = 32;

/// Print the configuration in effect, and where each value is from
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Print a default configuration file with comments
    #[arg(long, conflicts_with = "path")]
    default: bool,

    /// Print the path of the configuration file
    #[arg(long)]
    path: bool,
}

/// Says on standard error what is not valid in the configuration.
pub(super) fn warn(diagnostics: &[ConfigDiagnostic], locale: Locale) -> io::Result<()> {
    let texts = &Messages::get(locale).config;
    let more = diagnostics.len().saturating_sub(MAX_WARNINGS);
    let mut lines: Vec<_> = diagnostics.iter().take(MAX_WARNINGS).map(|error| error.describe(locale)).collect();
    if let Some(last) = lines.last_mut() {
        *last = (texts.and_more)(last, more);
    }
    for line in lines {
        writeln!(io::stderr(), "llm-tui: {}", escape_message(&(texts.warning)(&line)))?;
    }
    Ok(())
}

pub(super) fn run(
    args: &Arguments,
    locale_option: Option<Locale>,
    mut config: Config,
    mut diagnostics: Vec<ConfigDiagnostic>,
    locale: Locale,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let texts = &Messages::get(locale).config;
    if args.path {
        let path = Config::path().context(texts.no_config_dir)?;
        writeln!(out, "{}", escape_message(&path.display().to_string()))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.default {
        write!(out, "{}", default_file(locale))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(option) = locale_option {
        let tag = if option == Locale::Zh { "zh" } else { "en" };
        // A locale that clap accepted is valid.
        let _ = config.set(Setting::Locale, tag, Origin::Flag("--locale"));
    }
    let (themes, broken) = Themes::read();
    diagnostics.extend(broken);
    diagnostics.extend(themes.configured(&config).err().map(|error| *error));
    let (_, invalid_keys) = Keymap::builtin()?.with_overrides(&config.keys)?;
    diagnostics.extend(invalid_keys);
    write!(out, "{}", escape_message(&effective(&config, texts)))?;
    out.flush()?;
    for error in &diagnostics {
        writeln!(io::stderr(), "llm-tui: {}", escape_message(&error.describe(locale)))?;
    }
    Ok(ExitCode::from(if diagnostics.is_empty() { 0 } else { EXIT_NO_MATCH }))
}

/// The configuration in effect, as TOML.
fn effective(config: &Config, texts: &ConfigMessages) -> String {
    let mut text = String::new();
    let origin = |key: &str| config.origin(key).map_or_else(|| texts.default.to_owned(), ToString::to_string);
    let mut line = |assignment: &str, key: &str| {
        let _ = writeln!(text, "{assignment:ORIGIN_COLUMN$} # {}", origin(key));
    };
    for setting in Setting::ALL {
        let name = setting.name();
        // A setting without a value cannot be written as one.
        let value = config.value(*setting).map_or_else(|| format!("# {name}"), |value| format!("{name} = {value}"));
        line(&value, name);
    }
    let catalogs = config.catalogs.iter().map(|path| quote(&path.display().to_string()));
    line(&format!("catalogs = [{}]", catalogs.collect::<Vec<_>>().join(", ")), "catalogs");
    let mut tables = Vec::new();
    let queries = config.queries.iter().map(|(name, query)| ("queries", name.clone(), quote(query)));
    tables.extend(queries);
    let columns = |tab: Tab| Some((tab, config.columns.get(tab)?));
    for (tab, specs) in Tab::ALL.into_iter().filter_map(columns) {
        let specs: Vec<_> = specs.iter().map(|spec| quote(&spec.to_string())).collect();
        tables.push(("columns", tab.name().to_owned(), format!("[{}]", specs.join(", "))));
    }
    tables.push(("keys", "preset".to_owned(), quote(config.keys.preset.name())));
    let sections: Vec<_> =
        config.keys.bindings.iter().map(|KeyOverride { section, .. }| format!("keys.{section}")).collect();
    for (binding, section) in config.keys.bindings.iter().zip(&sections) {
        let keys: Vec<_> = binding.keys.iter().map(|(key, _)| quote(&key.to_toml())).collect();
        tables.push((section, binding.action.name(), format!("[{}]", keys.join(", "))));
    }
    let mut table = "";
    for (name, key, value) in tables {
        if name != table {
            let _ = write!(text, "\n[{name}]\n");
            table = name;
        }
        let _ = writeln!(
            text,
            "{:ORIGIN_COLUMN$} # {}",
            format!("{} = {value}", quote_key(&key)),
            origin(&format!("{name}.{key}"))
        );
    }
    text
}

/// A configuration file in which every key is commented out.
fn default_file(locale: Locale) -> String {
    let texts = &Messages::get(locale).config;
    let mut text = format!("# {}\n", texts.default_file_head);
    for setting in Setting::ALL {
        let _ = write!(text, "\n# {}\n# {} = {}\n", setting.help().get(locale), setting.name(), setting.example());
    }
    let _ = write!(text, "\n# {}\n# catalogs = [\"team.toml\"]\n", texts.catalogs_help);
    let _ = write!(text, "\n# {}\n# [queries]\n# small = \"open:yes params:<=10b\"\n", texts.queries_help);
    let _ = write!(text, "\n# {}\n# [columns]\n# all = [\"name\", \"params:8\", \"license\"]\n", texts.columns_help);
    let _ = write!(
        text,
        "\n# {}\n# [keys]\n# preset = \"vi\"\n# [keys.list]\n# last-row = [\"shift-g\", \"end\"]\n",
        texts.keys_help
    );
    text
}

/// A text as a TOML string.
fn quote(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A key of a table, in quotes if TOML needs them.
fn quote_key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-' || ch == '_');
    if is_bare { key.to_owned() } else { quote(key) }
}
