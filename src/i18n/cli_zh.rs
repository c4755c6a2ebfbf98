//! Chinese text of the command line.

use std::io::ErrorKind;

use crate::{
    i18n::cli_messages::{CliMessages, UsageMessages},
    list_format::{FileKind, ListFormat},
};

pub(super) const MESSAGES: CliMessages = CliMessages {
    cause_separator: "：",
    advice_separator: "；",
    list_separator: "、",

    cannot_read: |file| format!("无法读取 `{file}`"),
    cannot_read_catalog: |file, reason| format!("无法读取 `{file}`（{reason}），请指定目录文件的路径"),
    cannot_read_list: |file| format!("无法读取 `{file}`，请指定文件的路径，或用 `-` 表示标准输入"),
    stdin_read_once: "标准输入无法再次读取",
    cannot_read_stdin: "无法从标准输入读取目录",
    cannot_write: |file| format!("无法写入 `{file}`，文件未改动"),
    changed_meanwhile: |file| format!("`{file}` 在此期间有改动，未写入；请重新运行"),
    fix_or_move: |error| format!("{error}；请修正该文件或将其移走"),
    no_state_dir: "没有存放书签的目录，请设置 HOME 或 XDG_STATE_HOME",
    all_errors_hint: |file| format!("`llm-tui check {file}` 可打印全部错误"),
    is_a_directory: "这是一个文件夹",
    read_only_file: "该文件是只读的",
    io_error: |kind| {
        Some(match kind {
            ErrorKind::NotFound => "文件不存在",
            ErrorKind::PermissionDenied => "没有权限",
            ErrorKind::NotADirectory => "路径中有一部分不是文件夹",
            ErrorKind::StorageFull => "磁盘空间不足",
            ErrorKind::QuotaExceeded => "超出磁盘配额",
            ErrorKind::FileTooLarge => "文件过大",
            ErrorKind::ReadOnlyFilesystem => "文件系统是只读的",
            ErrorKind::InvalidData => "不是 UTF-8 文本",
            ErrorKind::InvalidFilename => "文件名无效",
            _ => return None,
        })
    },

    browse_options_with_command: "`--query`、`--tab` 和 `--select` 不能用在命令之前，请使用命令自己的选项",
    select_needs_terminal: "`--select` 需要终端，请用 `llm-tui show` 打印条目",
    unusable_terminal: "无法使用此终端；`llm-tui | less` 可以纯文本打印目录",
    unknown_column: |hint, columns| format!("没有这一列{}可用的列：{columns}", hint_sentence(hint)),
    unknown_sort_direction: |direction, column| {
        format!("未知的排序方向 `{direction}`，请用 `{column}:asc` 或 `{column}:desc`")
    },
    stdin_name: "标准输入",
    file_kind: |kind| match kind {
        FileKind::List(ListFormat::Markdown) => "Markdown 页面",
        FileKind::List(ListFormat::Csv) => "CSV 表格",
        FileKind::List(ListFormat::Tsv) => "TSV 表格",
        FileKind::List(ListFormat::ModelsDev) => "models.dev 的文件",
        FileKind::List(ListFormat::OpenRouter) => "OpenRouter 的模型列表",
        FileKind::List(ListFormat::HuggingFace) => "Hugging Face 的模型列表",
        FileKind::List(ListFormat::LiteLlm) => "LiteLLM 的价格文件",
        FileKind::List(ListFormat::EcosystemGraphs) => "Ecosystem Graphs 的文件",
        FileKind::List(ListFormat::Catalog) => "llm-tui 的目录",
        FileKind::Html => "HTML 页面",
        FileKind::Json => "未知类型的 JSON",
        FileKind::Toml => "未知类型的 TOML",
        FileKind::Yaml => "未知类型的 YAML",
        FileKind::Text => "没有表格或列表的文本",
        FileKind::Empty => "空文件",
    },
    read_as: |file, kind, format| format!("`{file}`：{kind}（--from {format}）"),
    not_a_list: |file, kind, formats| format!("`{file}`：{kind}；可导入的清单格式：{formats}，可用 `--from` 指定"),
    not_a_catalog: |file, kind| format!("`{file}`：{kind}，不是目录"),
    convert_hint: |file| format!("；运行 `llm-tui import {file}` 可将其转换为目录"),

    invalid_count: "请写从 1 起的整数",
    builtin_hint: "加上 `--builtin`，条目可以引用内置目录中的条目和评测",
    unknown_locale: |tag| format!("不支持语言 `{tag}`，请用 `en` 或 `zh`"),
    unknown_benchmark: |id, hint, ids| format!("未知的评测 `{id}`{}可用的评测：{ids}", hint_sentence(hint)),
    unlike_scores: "部分得分的版本、评测设置或来源与前面多数得分不同；JSON 中有全部得分",
    score_benchmark: |id| format!("得分所用的评测是 `{id}`，可用 `--benchmark` 指定"),

    no_entries: "没有条目",
    try_filters: |filters| format!("要过滤请写 `{filters}`"),
    no_matches: |query, advice| format!("没有与 `{query}` 匹配的条目；{advice}"),
    try_options: |options| format!("其他标签页有匹配，请试试 {}", options.join(" 或 ")),
    blocking_term: |term| format!("去掉 `{term}` 后有匹配"),
    score_filter: |id, lowest, highest| {
        format!("评测 `{id}` 的得分为 {lowest} 至 {highest}，可用 `--benchmark` 指定评测")
    },
    did_you_mean: |names| format!("是否要找 {names}？"),
    list_all_hint: "`llm-tui list` 可打印全部模型",
    unknown_name: |name, near_names| match near_names {
        Some(near) => format!("目录中没有 `{name}`；相近的名称：\n{near}"),
        None => format!("目录中没有 `{name}`；`llm-tui list` 可打印全部模型"),
    },
    ambiguous_name: |name, candidates| format!("有多个条目名为 `{name}`，请使用以下 ID 之一\n{candidates}"),
    more_candidates: |count| format!("另有 {count} 个"),

    chart_without_data: "匹配的模型都没有此图表所需的数据",
    compare_count: |given, min, max| {
        format!("`compare` 需要 {min} 到 {max} 个模型，给出了 {given} 个；含空格的名称请加引号")
    },
    compare_extension: |name| format!("`{name}` 是扩展，只能比较模型"),
    compare_same_model: |first, second| format!("`{first}` 和 `{second}` 是同一个模型"),
    unknown_variant: |id, variant, names| match names {
        "" => format!("`{id}` 没有变体，请去掉 `:{variant}`"),
        _ => format!("`{id}` 没有变体 `{variant}`，它的变体有：{names}"),
    },
    missing_link: |id, kind, kinds| {
        let kind = kind.map_or_else(String::new, |kind| format!(" `{kind}` "));
        let hint = if kinds.is_empty() { String::new() } else { format!("；可用：{kinds}") };
        format!("`{id}` 没有{kind}链接{hint}")
    },
    misplaced_comment: |file, line| format!("{file}:{line}：条目之间或条目内的注释会丢失，请移到文件开头或写入 `note`"),
    unknown_term: |name, suggestions| {
        let quoted: Vec<_> = suggestions.iter().map(|id| format!("`{id}`")).collect();
        if quoted.is_empty() {
            format!("没有术语 `{name}`；`llm-tui glossary` 可打印全部术语")
        } else {
            format!("没有术语 `{name}`，是否要找 {}？", quoted.join("、"))
        }
    },
    omitted_problems: |count| format!("另有 {count} 个问题未列出，`--format json` 可列出全部"),
    coverage_all: "全部",
    check_summary: |entries, errors, warnings| format!("{entries} 个条目，{errors} 个错误，{warnings} 个警告"),

    usage: Some(UsageMessages {
        error: |message| format!("错误：{message}"),
        unknown_argument: |argument| format!("未知参数 `{argument}`"),
        unknown_command: |command| format!("未知命令 `{command}`"),
        missing_arguments: "缺少必需的参数：",
        missing_value: |argument| format!("`{argument}` 缺少值"),
        invalid_value: |value, argument| format!("`{argument}` 的值 `{value}` 无效"),
        possible_values: |values| format!("[可选值：{values}]"),
        repeated_argument: |argument| format!("`{argument}` 只能用一次"),
        conflicting_arguments: |argument, others| format!("`{argument}` 不能与 `{others}` 一起用"),
        too_many_values: |value, argument| format!("`{argument}` 多了一个值 `{value}`"),
        did_you_mean: |name| format!("是否要用 `{name}`？"),
        usage: |usage| format!("用法：{usage}"),
        more_information: "更多信息请用 `--help` 查看。",
    }),
};

fn hint_sentence(hint: Option<&str>) -> String {
    hint.map_or_else(|| "；".to_owned(), |hint| format!("，是否要用 `{hint}`？"))
}
