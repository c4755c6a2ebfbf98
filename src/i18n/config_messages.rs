//! What the program says about the configuration, in each language.

use llm_catalog::Foreign;

/// Errors of the configuration, and the words of `llm-tui config`.
pub struct ConfigMessages {
    pub syntax: fn(reason: Foreign<'_>) -> String,
    pub unknown_key: fn(key: Foreign<'_>, near: Option<&str>) -> String,
    pub wrong_type: fn(key: Foreign<'_>, expected: &str) -> String,
    pub invalid_value: fn(key: Foreign<'_>, value: Foreign<'_>, expected: &str) -> String,
    pub a_string: &'static str,
    pub a_bool: &'static str,
    pub an_integer: &'static str,
    pub a_table: &'static str,
    pub strings: &'static str,
    pub one_of: fn(near: Option<&str>, names: &str) -> String,
    pub invalid_key: fn(key: Foreign<'_>) -> String,
    pub key_conflict: fn(key: &str, context: &str, first: &str, second: &str) -> String,
    pub bound_action: fn(action: &str, location: Option<Foreign<'_>>) -> String,
    pub typed_key: fn(key: &str, context: &str) -> String,
    pub no_exit: fn(context: &str, action: &str) -> String,
    /// The first of several errors, and how many more there are.
    pub and_more: fn(first: &str, more: usize) -> String,
    pub warning: fn(error: &str) -> String,
    /// A file of the configuration that does not exist, with the nearest name beside it.
    pub no_file: fn(file: Foreign<'_>, near: Option<Foreign<'_>>) -> String,
    /// A saved query that is not valid.
    pub invalid_query: fn(key: Foreign<'_>, reason: &str) -> String,
    pub no_config_dir: &'static str,
    pub default: &'static str,
    pub default_file_head: &'static str,
    pub catalogs_help: &'static str,
    pub queries_help: &'static str,
    pub fits_help: &'static str,
    pub columns_help: &'static str,
    pub keys_help: &'static str,
    /// Above the roles of a theme.
    pub roles_help: &'static str,
}

pub(super) const EN: ConfigMessages = ConfigMessages {
    syntax: |reason| format!("invalid TOML: {reason}"),
    unknown_key: |key, near| match near {
        Some(near) => format!("unknown key `{key}`; did you mean `{near}`?"),
        None => format!("unknown key `{key}`; `llm-tui config --default` lists all keys"),
    },
    wrong_type: |key, expected| format!("`{key}` must be {expected}"),
    invalid_value: |key, value, expected| format!("`{value}` is not valid for `{key}`; {expected}"),
    a_string: "a string in quotes",
    a_bool: "`true` or `false`",
    an_integer: "a whole number",
    a_table: "a table",
    strings: "a list of strings",
    one_of: |near, names| match near {
        Some(near) => format!("did you mean `{near}`? It can be {names}"),
        None => format!("it can be {names}"),
    },
    invalid_key: |key| {
        format!("`{key}` is not a key; write it like `ctrl-d`, `shift-g` or `f2`, a sequence like `g g`")
    },
    key_conflict: |key, context, first, second| format!("`{key}` in `{context}` is {first} and {second}"),
    bound_action: |action, location| match location {
        Some(location) => format!("`{action}` ({location})"),
        None => format!("`{action}` (built in)"),
    },
    typed_key: |key, context| format!("`{key}` is typed as text in `{context}`; bind it with ctrl or alt"),
    no_exit: |context, action| format!("`{context}` needs a key for `{action}`; the built-in one is kept"),
    and_more: |first, more| match more {
        0 => first.to_owned(),
        more => format!("{first} ({more} more: `llm-tui config`)"),
    },
    warning: |error| format!("warning: {error}"),
    no_file: |file, near| match near {
        Some(near) => format!("there is no file `{file}`; did you mean `{near}`?"),
        None => format!("there is no file `{file}`; correct the path or remove it"),
    },
    invalid_query: |key, reason| format!("`{key}` is not a valid query: {reason}"),
    no_config_dir: "no directory for the configuration; set HOME or XDG_CONFIG_HOME",
    default: "default",
    default_file_head: "The configuration of llm-tui. Every key is optional; the values below are the defaults or examples.",
    catalogs_help: "Catalogue files laid over the built-in catalogue, later ones over earlier ones; relative to `config.toml`.",
    queries_help: "Queries that `@name` stands for.",
    fits_help: "What `fits:24gb` and the memory column assume where a query does not say: bits 4, 8 or 16; a context.",
    columns_help: "The columns of each tab from the left, with a width if wanted: all, base, sft, rlhf, extensions.",
    keys_help: "Keys of each context or shared section, by action; [] removes the keys of an action. \"g g\" is a sequence.",
    roles_help: "A theme is a file `themes/NAME.toml` beside this one; its table `roles` has a style for each of these:",
};

pub(super) const ZH: ConfigMessages = ConfigMessages {
    syntax: |reason| format!("不是有效的 TOML：{reason}"),
    unknown_key: |key, near| match near {
        Some(near) => format!("未知的键 `{key}`，是否指 `{near}`？"),
        None => format!("未知的键 `{key}`；`llm-tui config --default` 列出全部键"),
    },
    wrong_type: |key, expected| format!("`{key}` 应为{expected}"),
    invalid_value: |key, value, expected| format!("`{key}` 不能是 `{value}`；{expected}"),
    a_string: "带引号的字符串",
    a_bool: " `true` 或 `false`",
    an_integer: "整数",
    a_table: "表",
    strings: "字符串列表",
    one_of: |near, names| match near {
        Some(near) => format!("是否指 `{near}`？可用的值：{names}"),
        None => format!("可用的值：{names}"),
    },
    invalid_key: |key| format!("没有名为 `{key}` 的按键；写法如 `ctrl-d`、`shift-g`、`f2`，按键序列如 `g g`"),
    key_conflict: |key, context, first, second| format!("在 `{context}` 中，`{key}` 同时绑定了 {first} 和 {second}"),
    bound_action: |action, location| match location {
        Some(location) => format!("`{action}`（{location}）"),
        None => format!("`{action}`（内置）"),
    },
    typed_key: |key, context| format!("在 `{context}` 中 `{key}` 用于输入文字，请与 ctrl 或 alt 一起绑定"),
    no_exit: |context, action| format!("`{context}` 需要 `{action}` 的按键，已保留内置按键"),
    and_more: |first, more| match more {
        0 => first.to_owned(),
        more => format!("{first}（另有 {more} 处，见 `llm-tui config`）"),
    },
    warning: |error| format!("警告：{error}"),
    no_file: |file, near| match near {
        Some(near) => format!("没有文件 `{file}`，是否指 `{near}`？"),
        None => format!("没有文件 `{file}`；请改正路径或去掉它"),
    },
    invalid_query: |key, reason| format!("`{key}` 不是有效的查询：{reason}"),
    no_config_dir: "没有存放配置的目录，请设置 HOME 或 XDG_CONFIG_HOME",
    default: "默认",
    default_file_head: "llm-tui 的配置。所有键都可省略，下面是默认值或示例。",
    catalogs_help: "叠加在内置目录之上的目录文件，后者覆盖前者；相对路径以 `config.toml` 所在目录为准。",
    queries_help: "`@名称` 代表的查询。",
    fits_help: "查询未说明时 `fits:24gb` 和内存列的假设：位数（4、8 或 16）和上下文长度。",
    columns_help: "各标签页从左到右的列，可指定宽度：all、base、sft、rlhf、extensions。",
    keys_help: "各上下文或共用分区中每个动作的按键；[] 取消该动作的按键，\"g g\" 是按键序列。",
    roles_help: "主题是本文件旁的 `themes/名称.toml`，其 `roles` 表为下列角色指定样式：",
};
