//! The keys of `config.toml` that have one value, in one table: their names, types, defaults and meaning. The file, the
//! environment, `llm-tui config` and the documentation follow it.

use crate::i18n::LocalizedStr;

/// The type of the value of a [`Setting`] in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingType {
    /// A string.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
}

/// Declares the settings: name, type, the default or an example as TOML, whether that is the default, and the meaning.
macro_rules! settings {
    ($($setting:ident: $name:literal, $value_type:ident, $example:literal, $is_default:literal, $en:literal, $zh:literal;)*) => {
        /// A key of `config.toml` that has one value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Setting {
            $(#[doc = $en] $setting,)*
        }

        impl Setting {
            /// Every setting, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$setting),*];

            /// The key in the file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$setting => $name,)* }
            }

            /// The type of its value.
            #[must_use]
            pub const fn value_type(self) -> SettingType {
                match self { $(Self::$setting => SettingType::$value_type,)* }
            }

            /// The default, or an example if the default depends on something else, as TOML.
            #[must_use]
            pub const fn example(self) -> &'static str {
                match self { $(Self::$setting => $example,)* }
            }

            /// True if the [example](Self::example) is the default.
            #[must_use]
            pub const fn has_default(self) -> bool {
                match self { $(Self::$setting => $is_default,)* }
            }

            /// What it does, in one line.
            #[must_use]
            pub const fn help(self) -> LocalizedStr {
                match self { $(Self::$setting => LocalizedStr { en: $en, zh: $zh },)* }
            }
        }
    };
}

settings! {
    Locale: "locale", Text, r#""en""#, false,
        "The language of the interface, `en` or `zh`; by default that of the system.",
        "界面语言：`en` 或 `zh`；默认与系统一致。";
    Theme: "theme", Text, r#""terminal""#, true,
        "The theme: a built-in one, or that of a file in `themes/` beside `config.toml`, by its name.",
        "主题：内置主题，或 `config.toml` 旁 `themes/` 中的主题文件名。";
    Tab: "tab", Text, r#""all""#, true,
        "The tab at start: `all`, `base`, `sft`, `rlhf` or `extensions`.",
        "启动时的标签页：`all`、`base`、`sft`、`rlhf` 或 `extensions`。";
    Sort: "sort", Text, r#""released:desc""#, true,
        "The order of models at start: a column, with `:asc` or `:desc` if wanted.",
        "启动时模型的排序：列名，可加 `:asc` 或 `:desc`。";
    Benchmark: "benchmark", Text, r#""mmlu""#, false,
        "The benchmark of the score column, by its id; by default the one that most of the first results have.",
        "得分列所用评测的 ID；默认为前列结果最常用的评测。";
    Split: "split", Integer, "68", true,
        "The share of the list beside the detail, in percent, from 20 to 80.",
        "列表与详情并排时列表所占的百分比，20 到 80。";
    Ascii: "ascii", Bool, "true", false,
        "Draw ASCII signs only; by default if the locale is not UTF-8.",
        "只用 ASCII 符号绘制；默认在语言环境不是 UTF-8 时启用。";
    AmbiguousWide: "ambiguous-wide", Bool, "false", true,
        "The terminal draws signs of ambiguous width two columns wide; they are replaced by ASCII signs.",
        "终端把宽度不定的符号画成两列；这些符号会换成 ASCII 符号。";
    Mouse: "mouse", Bool, "true", true,
        "Use the mouse. Without it, the terminal selects text as usual.",
        "使用鼠标。关闭后终端可照常选择文字。";
    Browser: "browser", Text, r#""firefox %s""#, false,
        "The command that opens links, with `%s` for the address; by default `$BROWSER`, else that of the system.",
        "打开链接的命令，`%s` 代表网址；默认为 `$BROWSER`，否则用系统浏览器。";
    Remember: "remember", Bool, "true", true,
        "Start where the last session ended: tab, query, order, columns, theme, language and open screens.",
        "从上次结束的地方开始：标签页、查询、排序、列、主题、语言和打开的页面。";
}

impl Setting {
    /// The setting with a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.name() == name)
    }

    /// The environment variable that overrides the file: `LLM_TUI_AMBIGUOUS_WIDE`.
    #[must_use]
    pub fn env_name(self) -> String {
        format!("LLM_TUI_{}", self.name().replace('-', "_").to_ascii_uppercase())
    }
}
