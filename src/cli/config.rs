//! `llm-tui config`: the configuration in effect, and where each value is from.

use std::{
    fmt::Write as _,
    io::{self, Write},
    process::ExitCode,
};

use anyhow::Context;

use llm_index::Index;

use llm_catalog::{
    foreign::{escape_json, escape_message},
    localized::Locale,
};

use crate::{
    builtin,
    cli::{
        config_references,
        context::CliContext,
        effective_config::{effective_values, quote_list, to_json, to_toml},
        error::EXIT_NO_MATCH,
    },
    config::{
        Config, ConfigDiagnostic, Themes,
        key_sequence::KeySequence,
        keymap::{Keymap, KeymapSection},
        setting::Setting,
        theme::StyleRole,
    },
    i18n::Messages,
};

const EXAMPLES: &str = "\
Examples:
  llm-tui config
  llm-tui config --path
  llm-tui config --format json
  llm-tui config --default > \"$(llm-tui config --path)\"

Options win over environment variables (LLM_TUI_THEME, LLM_TUI_SPLIT and so on),
these over the file. Exit code: 1 if a part of the configuration is not valid.";

/// The Chinese help, as TOML.
pub(super) const HELP_ZH: &str = r#"
about = "打印生效的配置，以及每个值的来源"
after_long_help = """
示例：
  llm-tui config
  llm-tui config --path
  llm-tui config --format json
  llm-tui config --default > "$(llm-tui config --path)"

选项优先于环境变量（LLM_TUI_THEME、LLM_TUI_SPLIT 等），环境变量优先于文件。
退出码：配置中有无效之处为 1。"""

[arguments]
default = "打印带注释的默认配置文件"
path = "打印配置文件的路径"
format = "输出格式"

[values.format]
text = "TOML，每个值后有注释说明来源"
json = "JSON 对象，包含每个键的值和来源"
"#;

/// The roles of a theme on one line of the default file.
const ROLES_PER_LINE: usize = 6;
/// The column of a comment behind a value.
const COMMENT_COLUMN: usize = 44;
/// How many errors a command prints before the others are only counted.
const MAX_WARNINGS: usize = 5;

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

    /// Output format
    #[arg(long, default_value = "text", conflicts_with_all = ["default", "path"])]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// TOML, with a comment behind each value that says where it is from
    Text,
    /// A JSON object with the value and the origin of each key
    Json,
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
    config: &Config,
    mut diagnostics: Vec<ConfigDiagnostic>,
    locale: Locale,
    load: impl FnOnce(Config) -> anyhow::Result<&'static CliContext>,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let texts = &Messages::get(locale).config;
    if args.path {
        let path = Config::path().context(texts.no_config_dir)?;
        writeln!(out, "{}", escape_message(&path.display().to_string()))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.default {
        write!(out, "{}", default_file(&Keymap::builtin()?, locale))?;
        return Ok(ExitCode::SUCCESS);
    }
    let (themes, broken) = Themes::read();
    diagnostics.extend(broken);
    diagnostics.extend(themes.configured(config).err().map(|error| *error));
    let (_, invalid_keys) = Keymap::builtin()?.with_overrides(&config.keys)?;
    diagnostics.extend(invalid_keys);
    diagnostics.extend(invalid_references(config, locale, load)?);
    let values = effective_values(config);
    match args.format {
        Format::Text => write!(out, "{}", escape_message(&to_toml(&values, texts.default)))?,
        Format::Json => writeln!(out, "{}", escape_json(&format!("{:#}", to_json(&values))))?,
    }
    out.flush()?;
    for error in &diagnostics {
        writeln!(io::stderr(), "llm-tui: {}", escape_message(&error.describe(locale)))?;
    }
    Ok(ExitCode::from(if diagnostics.is_empty() { 0 } else { EXIT_NO_MATCH }))
}

/// The files and names in a configuration that do not exist. Where the files are no catalogue, which `check` describes,
/// the names are those of the built-in one.
fn invalid_references(
    config: &Config,
    locale: Locale,
    load: impl FnOnce(Config) -> anyhow::Result<&'static CliContext>,
) -> anyhow::Result<Vec<ConfigDiagnostic>> {
    let mut present = config.clone();
    let mut diagnostics = config_references::take_missing_catalogs(&mut present);
    if config.benchmark.is_some() || !config.queries.is_empty() {
        let index: Index = match load(present) {
            Ok(context) => context.index.clone(),
            Err(_) => builtin::index()?,
        };
        diagnostics.extend(config_references::check_names(config, &index, locale));
    }
    Ok(diagnostics)
}

/// A configuration file in which every key is commented out.
fn default_file(keymap: &Keymap, locale: Locale) -> String {
    let texts = &Messages::get(locale).config;
    let mut text = format!("# {}\n", texts.default_file_head);
    for setting in Setting::ALL {
        let _ = write!(text, "\n# {}\n# {} = {}\n", setting.help().get(locale), setting.name(), setting.example());
    }
    let _ = write!(text, "\n# {}\n# catalogs = [\"team.toml\"]\n", texts.catalogs_help);
    let _ = write!(text, "\n# {}\n# [queries]\n# small = \"open:yes params:<=10b\"\n", texts.queries_help);
    let _ = write!(text, "\n# {}\n# [fits]\n# bits = 4\n# context = \"8k\"\n", texts.fits_help);
    let _ = write!(text, "\n# {}\n# [columns]\n# all = [\"name\", \"params:8\", \"license\"]\n", texts.columns_help);
    let _ = write!(text, "\n# {}\n# [keys]\n# preset = \"vi\"\n", texts.keys_help);
    write_sections(&mut text, keymap, locale);
    let _ = write!(text, "\n# {}\n", texts.roles_help);
    let roles: Vec<_> = StyleRole::ALL.iter().map(|role| role.name()).collect();
    for names in roles.chunks(ROLES_PER_LINE) {
        let _ = writeln!(text, "#   {}", names.join(", "));
    }
    text
}

/// Every section of the key map with its contexts, and every action with its keys.
fn write_sections(text: &mut String, keymap: &Keymap, locale: Locale) {
    for KeymapSection { name, contexts, bindings } in keymap.sections() {
        let names: Vec<_> = contexts.iter().map(|context| context.section()).collect();
        let heading = format!("[keys.{name}]");
        let _ = write!(text, "\n# {heading:COMMENT_COLUMN$} # {}\n", names.join(", "));
        for (action, keys) in bindings {
            let context = contexts.iter().find(|context| keymap.key_label(**context, action).is_some());
            let description = context.map_or("", |context| keymap.description(*context, action, locale));
            let assignment = format!("{} = {}", action.name(), quote_list(keys.iter().map(KeySequence::to_toml)));
            let _ = writeln!(text, "# {assignment:COMMENT_COLUMN$} # {description}");
        }
    }
}
