//! Chinese interface text, in simplified characters.

use llm_catalog::{
    capability::{Modality, Reasoning},
    claim::{ClaimField, ClaimStatus},
    extension::{ExtensionKind, Maintenance},
    license::CommercialUse,
    lifecycle::LifecycleStatus,
    link::LinkKind,
    memory::MemoryBudgetError,
    model::{Architecture, Stage},
    parent::Relation,
    quantity::group_thousands,
    training::{TrainingKind, TrainingUnit},
};
use llm_index::search::MatchedText;

use crate::i18n::{
    cli_zh, config_messages, diff_messages, export_messages, merge_messages, messages::Messages, news_messages,
};

pub(super) const MESSAGES: Messages = Messages {
    other_language: "English",
    language_changed: "语言：中文",
    no_color_set: "已设置 NO_COLOR，主题已禁用",
    theme_changed: |theme| format!("主题：{theme}"),

    tab_extensions: "扩展",
    tab_extensions_short: "扩展",
    tab_all: "全部模型",
    tab_all_short: "全部",
    search_placeholder: "搜索名称、机构、论文、license:mit",
    typing_placeholder: |back_key| format!("输入即搜索，{back_key} 离开"),
    result_count: |matches, all| if matches == all { format!("{all} 条") } else { format!("{matches} / {all}") },
    sort_best_match: "最佳匹配",
    sorted_by: |column, descending| {
        let after = if column.ends_with(|ch: char| ch.is_ascii()) { " " } else { "" };
        format!("按{}{column}{after}{}", latin_gap(column), if descending { "降序" } else { "升序" })
    },
    sort_title: "排序方式",
    menu_filter: "输入文字筛选",
    menu_no_match: "没有匹配的选项",
    menu_more: |count| format!("还有 {count} 项"),
    palette_entry: |group, choice| format!("{group}：{choice}"),
    sort_by_score: |benchmark| format!("得分：{benchmark}"),
    terminal_too_small: |columns, rows| format!("窗口太小，至少需要 {columns} 列、{rows} 行。"),

    no_matches: |query, tab| format!("“{tab}”中没有与“{query}”匹配的条目。"),
    matches_in_other_tabs: |tabs, key| format!("其他标签页有匹配：{tabs}。按 {key} 前往。"),
    matched_text: |text| match text {
        MatchedText::Alias => "别名",
        MatchedText::Variant => "变体",
        MatchedText::Id => "ID",
        MatchedText::Organization => "机构",
        MatchedText::Paper => "论文",
        MatchedText::Stage => "阶段",
        MatchedText::License => "许可证",
        MatchedText::Insight => "见解",
        MatchedText::Description => "简介",
        MatchedText::Link => "链接",
    },
    best_match_elsewhere: |left, shown| format!("最佳匹配不在“{left}”中，已显示“{shown}”"),
    no_matches_in_any_tab: "其他标签页也没有匹配。",
    fewer_words_hint: "请减少关键词。",
    score_range_hint: |benchmark, low, high| format!("得分列为 {benchmark}，范围 {low} 至 {high}。"),
    more_characters: |count| format!("（还有 {count} 个字符，见 `llm-tui show --format json`）"),
    clear_search_hint: |key| format!("按 {key} 清除搜索。"),
    empty_tab: "此标签页没有条目。",

    unknown_column: |key, hint| match hint {
        Some(hint) => format!("未知的列 `{key}`，是否要用 `{hint}`？"),
        None => format!("未知的列 `{key}`；含冒号的词请加引号"),
    },
    unknown_value: |key, value, allowed| format!("`{key}` 没有值 `{value}`，可用：{allowed}"),
    value_not_found: |key, value, nearest, common| match (nearest, common) {
        ([], []) => format!("没有条目的 `{key}` 是 `{value}`"),
        ([], common) => format!("没有条目的 `{key}` 是 `{value}`，可用的值如 `{}`", common.join("`、`")),
        (nearest, _) => format!("没有条目的 `{key}` 是 `{value}`，是否要找 `{}`？", nearest.join("`、`")),
    },
    unordered_column: |key| format!("`{key}` 不能比较大小，请写成 `{key}:值`"),
    missing_value: |key| format!("`{key}:` 缺少值，例如 `{key}:x`"),
    invalid_date: |text| format!("`{text}` 不是日期，请写成 `2023`、`>=2022-06` 或 `2022..2023`"),
    invalid_number: |text| format!("`{text}` 不是数字，请写成 `>50` 或 `40..60`"),
    invalid_budget: |error| match error {
        MemoryBudgetError::MissingSize(text) => {
            format!("`{text}` 没有写明内存大小，请写成 `24gb`、`24gb@8bit` 或 `24gb@8bit@32k`")
        }
        MemoryBudgetError::InvalidPart(part) => {
            format!("`{part}` 不是内存大小、权重位数或上下文，请写成 `24gb`、`24gb@8bit` 或 `24gb@8bit@32k`")
        }
        MemoryBudgetError::RepeatedPart(part) => format!("`{part}` 重复了，内存、位数和上下文各写一次"),
    },
    memory_assumed: |budgets, unknown| {
        memory_assumed(budgets, unknown) + "（每个权重 4.9、8.5 或 16 位，缓存 16 位，其余 1 GiB）"
    },
    memory_assumed_short: memory_assumed,
    scattered_words: |words| {
        let words = words.iter().map(|word| format!("“{word}”")).collect::<Vec<_>>().join("、");
        format!("最佳匹配仅依次含有{words}中的字母")
    },
    invalid_quantity: |text| format!("`{text}` 不是数量，请写成 `7b`、`>10b` 或 `7b..13b`"),
    benchmark_as_column: |name, id, filter| {
        let filter = filter.map_or_else(String::new, |filter| format!("，再写 `{filter}`"));
        format!("`{name}` 是评测，不是列：请按它排序（或用 `--benchmark {id}`）{filter}")
    },
    missing_unit: |text, meant| format!("`{text}` 没有单位，是否指 `{meant}`？"),
    reversed_range: |text| format!("`{text}` 的起点大于终点，请交换两端"),
    unknown_saved_query: |name| format!("配置中没有已保存的查询 `@{name}`"),
    query_too_long: |max| format!("查询最多 {max} 个字符，请删去后面的部分"),
    too_many_terms: |max| format!("查询最多含 {max} 个词和值，请删去后面的部分"),
    did_you_mean: |names, key| format!("是否要找 {names}？按 {key} 采用第一个。"),
    blocking_term: |term| format!("去掉 `{term}` 后有匹配。"),
    try_filters: |filters| format!("要过滤请写 `{filters}`。"),

    opening: |what| format!("正在打开 {what}"),
    opening_links: |count| format!("正在打开 {count} 个链接"),
    copied: |text| format!("已复制 {text}"),
    link_copied_instead: |url, reason| format!("{reason}，链接已复制：{url}"),
    links_copied_instead: |count, reason| format!("{reason}；已复制 {count} 个链接"),
    remote_session: "当前为远程会话",
    no_browser: "没有可用的浏览器",
    browser_failed: |reason| format!("无法启动浏览器（{reason}）"),
    missing_link: |name, what| format!("{name} 没有{what}链接"),
    license_link: "许可证",
    website_link: "网站或代码",
    line_has_no_link: "本行没有链接",
    no_link_above: "上面没有链接",
    no_link_below: "下面没有链接",

    no_find: "还没有查找内容",
    text_not_found: |text| format!("没有找到“{text}”"),
    match_position: |selected, count| match (selected, count) {
        (_, 0) => "无匹配".to_owned(),
        (Some(selected), count) => format!("第 {selected} 处，共 {count} 处"),
        (None, count) => format!("共 {count} 处"),
    },

    name: "名称",
    languages_label: "语言",
    modality: |modality| match modality {
        Modality::Text => "文本",
        Modality::Image => "图像",
        Modality::Audio => "音频",
        Modality::Video => "视频",
        Modality::Document => "文档",
    },
    reasoning: |reasoning| match reasoning {
        Reasoning::No => "否",
        Reasoning::Switchable => "可开关",
        Reasoning::Always => "始终",
    },
    yes_no: |is_true| if is_true { "是" } else { "否" },
    lifecycle: |status, since, replacement| {
        let status = match status {
            LifecycleStatus::Unreleased => "未发布",
            LifecycleStatus::Preview => "预览",
            LifecycleStatus::Available => "可用",
            LifecycleStatus::Deprecated => "已弃用",
            LifecycleStatus::Retired => "已退役",
            LifecycleStatus::Withdrawn => "已撤回",
        };
        let since = since.map_or_else(String::new, |date| format!("（自 {date}）"));
        let replacement = replacement.map_or_else(String::new, |name| format!("，由 {name} 取代"));
        format!("{status}{since}{replacement}")
    },
    shape: |shape| {
        let parts = [
            Some(format!("{} 层", shape.layers)),
            shape.attention_layers.map(|count| format!("其中 {count} 层有注意力")),
            shape
                .window_layers
                .zip(shape.window)
                .map(|(count, window)| format!("{count} 层窗口为 {}", group_thousands(window.into()))),
            shape.hidden.map(|width| format!("宽度 {}", group_thousands(width.into()))),
            shape.heads.map(|count| format!("{count} 个头")),
            shape.kv_heads.map(|count| format!("{count} 个 KV 头")),
            shape.head_dim.map(|width| format!("头宽 {width}")),
            shape.kv_rank.map(|rank| format!("KV 秩 {rank}")),
            shape.vocabulary.map(|count| format!("词表 {}", group_thousands(count.into()))),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join("，")
    },
    memory_bits: |bits| format!("{bits} 位"),
    native_context: "原生上下文",
    memory_native: |context| format!("原生（{context}）"),
    memory_assumptions: "估算：每个权重 4.9、8.5 和 16 位，缓存 16 位，其余 1 GiB",
    training: "训练数据",
    weights_open: "可下载",
    weights_closed: "未发布",
    license_closed: "未开放",
    maker: "机构",
    context_short: "上下文",
    license_short: "许可",
    descendants: "衍生",
    authors: |names, more| if more { format!("{names} 等") } else { names.to_owned() },
    part_separator: "，",
    key_facts: |variant| match variant {
        Some(variant) => format!("要点 · {variant}"),
        None => "要点".to_owned(),
    },
    variants: "变体",
    links: "链接",
    lineage: "谱系",
    claims: "更正与声明",
    sources: "来源",
    backed_fields: |fields, variants| {
        let fields = fields.join("、");
        if variants.is_empty() { fields } else { format!("{fields}（{variants}）") }
    },
    no_source: "未注明来源",
    modalities_label: "模态",
    shape_label: "网络尺寸",
    insight_label: "见解",
    training_run_label: "训练用量",
    training_run: |run| {
        let chips = match (run.chips, &run.chip) {
            (Some(count), Some(chip)) => Some(format!("{} 块 {chip}", group_thousands(count.into()))),
            (Some(count), None) => Some(format!("{} 块加速卡", group_thousands(count.into()))),
            (None, chip) => chip.clone(),
        };
        let hours = run.chip_hours.map(|hours| format!("{} 卡时", group_thousands(hours)));
        let flop = run.flop.map(|flop| format!("{flop:e} FLOP"));
        [chips, hours, flop].into_iter().flatten().collect::<Vec<_>>().join("，")
    },
    checked_on: |date| format!("{date} 查看"),
    aliases: "别名",
    status: "状态",
    scores: "评测",
    score_bars: "条形：已知最低分至最高分",
    timeline: "时间线",
    released: "发布",
    source_list: "来源清单",
    changelog: "更新日志",
    statistics: |models, extensions, claims| {
        format!("共 {models} 个模型、{extensions} 个扩展，{claims} 条声明已对照来源核查。")
    },
    loading: "载入中",
    loaded_lines: |lines, seconds| format!("{lines} 行，{seconds:.1} 秒"),
    searching: "搜索中",
    skipped_lines: |lines| format!("已跳过 {lines} 个无效行"),
    claimed_value: |by, value| match by {
        Some(by) => format!("{by}：“{value}”"),
        None => format!("来源清单：“{value}”"),
    },
    help_query_syntax: "搜索语法",
    query_examples: &[
        ("chat glm", "任意顺序的词，模糊匹配"),
        ("'glm  ^gpt  6b$", "精确匹配、开头匹配、结尾匹配"),
        ("!neo -neo", "排除这个词"),
        ("commercial:yes", "该列取此值，逗号表示“或”"),
        ("-stage:base", "该列不取此值"),
        ("params:7b..13b", "数量和日期：>10b、<=2022-06、2023"),
        ("score:>50", "得分列的评测：前 40 条结果中最多模型报告的百分制评测，或所选的一个"),
        ("base:llama", "由其衍生的模型，不限层级"),
        ("org:\"Meta AI\"", "值中有空格时加引号"),
        ("is:bookmarked", "已加书签的条目；-is:bookmarked 为其余条目"),
        ("@name", "配置文件中保存的查询"),
    ],
    help_columns: "可用的列",
    help_symbols: "列表中的符号",
    symbol_meanings: &[
        ("*", "已标记"),
        ("–", "未知"),
        ("● ◆ ▲", "阶段：基础、SFT、RLHF"),
        ("○ ◇ ▵", "谱系树中不匹配查询的上游模型的阶段"),
        ("52K 条", "微调样本数；无单位的数字为预训练词元数"),
        ("2B 微调", "微调词元数"),
        ("26B 语料", "语料规模（训练词元数未知时）"),
        ("en +19", "主要语言及其他语言的数量"),
        ("mul", "多种语言"),
        ("✓ ~ ✗", "商用：允许、有条件、禁止"),
        ("~61.4", "得分的版本、评测设置或来源与前面多数得分不同"),
        ("未开放 □", "权重未发布，因此没有许可证"),
        ("#", "已加书签"),
        ("pcwL", "有论文、权重、网站或代码、许可证，按对应字母打开"),
    ],

    awesome_list_title: "大语言模型",
    awesome_list_intro: |models, extensions| {
        format!(
            "本页按训练阶段收录 {models} 个语言模型，列出各自的规模、链接、训练数据、语言、许可证和创新点；\
             另有 {extensions} 个相关项目。"
        )
    },
    awesome_list_notice: "本页由 `llm-tui export` 生成。目录记录了各条目的来源和已查明有误的声明，\
                   可用 `llm-tui show 名称` 查看。如需更正，请修改目录，不要修改本页。",
    awesome_list_source: |origin, date| format!("目录基于 {origin}（{date}）。"),
    table_of_contents: "目录",
    stage_title: |stage| match stage {
        Stage::Base => "基础模型",
        Stage::Sft => "监督微调模型",
        Stage::Rlhf => "偏好与强化学习模型",
    },
    resources: "来源",
    checkpoint_short: "权重",
    insights: "见解",
    insight: "见解",

    stage: |stage| match stage {
        Stage::Base => "基础",
        Stage::Sft => "SFT",
        Stage::Rlhf => "RLHF",
    },
    architecture: |architecture| match architecture {
        Architecture::Dense => "稠密解码器",
        Architecture::DenseEncoder => "稠密编码器",
        Architecture::DenseEncoderDecoder => "稠密编码器-解码器",
        Architecture::Moe => "混合专家",
        Architecture::Ssm => "状态空间模型",
        Architecture::Rnn => "循环神经网络",
        Architecture::Hybrid => "注意力与循环混合架构",
        Architecture::HybridMoe => "注意力与循环混合架构，混合专家",
        Architecture::Diffusion => "扩散语言模型",
    },
    unit_short: |unit| match unit {
        TrainingUnit::Examples => "条",
        TrainingUnit::Tokens | TrainingUnit::Bytes => "",
    },
    training_quantity: |amount, unit, kind| {
        let unit = match unit {
            TrainingUnit::Tokens => "词元",
            TrainingUnit::Examples => "条样本",
            TrainingUnit::Bytes => "文本",
        };
        let kind = match kind {
            TrainingKind::Trained => "预训练",
            TrainingKind::Dataset => "语料共",
            TrainingKind::FineTuning => "微调",
        };
        format!("{kind} {amount} {unit}")
    },
    training_kind_short: |kind| match kind {
        TrainingKind::Trained => "",
        TrainingKind::Dataset => "语料",
        TrainingKind::FineTuning => "微调",
    },
    commercial_use: |commercial| match commercial {
        CommercialUse::Yes => "允许商用",
        CommercialUse::Conditions => "有条件商用",
        CommercialUse::No => "禁止商用",
    },
    link_kind: |kind| match kind {
        LinkKind::Paper => "论文",
        LinkKind::Checkpoint => "权重",
        LinkKind::Code => "代码",
        LinkKind::Homepage => "主页",
        LinkKind::Blog => "博客",
        LinkKind::Demo => "演示",
        LinkKind::Dataset => "数据集",
    },
    child_model,
    parent_model: |name, relation| match relation {
        Relation::Successor => format!("{name}（前代版本）"),
        relation => child_model(name, relation),
    },
    claim_field: |field| match field {
        ClaimField::Name => "名称",
        ClaimField::Stage => "阶段",
        ClaimField::Organizations => "机构",
        ClaimField::Parameters => "参数量",
        ClaimField::Released => "发布日期",
        ClaimField::Architecture => "架构",
        ClaimField::Training => "训练数据",
        ClaimField::Context => "上下文",
        ClaimField::Score => "得分",
        ClaimField::Languages => "语言",
        ClaimField::License => "许可证",
        ClaimField::Paper => "论文",
        ClaimField::Checkpoint => "权重",
        ClaimField::Code => "代码",
        ClaimField::Homepage => "主页",
        ClaimField::Blog => "博客",
        ClaimField::BaseModels => "基座模型",
        ClaimField::Insight => "见解",
        ClaimField::Kind => "类别",
        ClaimField::Summary => "简介",
        ClaimField::Description => "说明",
        ClaimField::SourceList => "整个清单",
    },
    claim_status: |status| match status {
        ClaimStatus::Confirmed => "已确认",
        ClaimStatus::Corrected => "已更正",
        ClaimStatus::Disputed => "有争议",
        ClaimStatus::Rumour => "传闻",
        ClaimStatus::Undisclosed => "未公开",
        ClaimStatus::Nonexistent => "不存在",
    },
    extension_kind: |kind| match kind {
        ExtensionKind::Database => "数据库",
        ExtensionKind::Framework => "框架",
        ExtensionKind::Library => "程序库",
        ExtensionKind::Application => "应用",
        ExtensionKind::CommandLine => "命令行",
        ExtensionKind::Editor => "编辑器",
        ExtensionKind::Frontend => "前端",
        ExtensionKind::Collection => "合集",
        ExtensionKind::Engine => "推理引擎",
        ExtensionKind::Agent => "智能体",
        ExtensionKind::Retrieval => "检索",
        ExtensionKind::Evaluation => "评测",
        ExtensionKind::FineTuning => "训练与微调",
        ExtensionKind::Gateway => "网关",
    },
    maintenance: |maintenance| match maintenance {
        Maintenance::Active => "活跃",
        Maintenance::Maintenance => "仅维护",
        Maintenance::Dormant => "停滞",
        Maintenance::Archived => "已归档",
        Maintenance::Moved => "已迁移",
    },

    // bookmarks
    note: "我的笔记",
    note_prompt: |name| format!("{name} 的笔记："),
    bookmark_added: |name| format!("已添加书签：{name}"),
    bookmarks_added: |count| format!("已添加 {count} 个书签"),
    nothing_to_undo: "没有可撤销的操作",
    undone_bookmarks: |count| format!("已撤销：{count} 个书签恢复原状"),
    undone_added: |name| format!("已撤销：移除 {name} 的书签"),
    undone_removed: |name, has_note| format!("已撤销：恢复 {name} 的书签{}", if has_note { "和笔记" } else { "" }),
    undone_note_added: |name| format!("已撤销：移除 {name} 的笔记"),
    undone_note: |name| format!("已撤销：恢复 {name} 的笔记"),
    bookmark_removed: |name| format!("已删除书签：{name}"),
    confirm_unbookmark: |name, key| format!("{name} 有笔记，再按一次 {key} 将删除书签和笔记"),
    note_saved: |name| format!("已保存笔记：{name}"),
    note_unchanged: "笔记没有变化",
    no_editor: "找不到编辑器；请用 $VISUAL 或 $EDITOR 指定一个",
    editor_failed: |reason| format!("笔记没有变化：{reason}"),
    note_removed: |name| format!("已删除笔记，保留书签：{name}"),
    note_conflict: |name, note| format!("未保存：另一个进程已修改 {name} 的笔记：{note}"),
    bookmarks_not_loaded: |reason| format!("书签未载入：{reason}；请修正该文件后重新启动"),
    bookmarks_not_saved: |reason| format!("书签未保存：{reason}；请先修正该文件"),
    no_bookmarks: |key| format!("没有书签。在列表中按 {key} 添加书签。"),

    // comparison
    export_prompt: |count| format!("将 {count} 条导出到："),
    unknown_export_format: |extensions| format!("文件名的后缀决定格式：{extensions}"),
    confirm_replace_file: |path| format!("{path} 已存在"),
    exported: |count, path| format!("已将 {count} 条导出到 {path}"),
    not_exported: |path, reason| format!("未能导出到 {path}：{reason}"),

    query_name_prompt: "将此查询保存为：@",
    no_query_to_save: "没有可保存的查询",
    invalid_query_name: "名称只能包含字母、数字、`-`、`_` 和 `.`，不能有空格",
    no_saved_queries: |key| format!("还没有保存的查询；按 {key} 保存当前查询"),
    confirm_replace_query: |name| format!("@{name} 已存在"),
    confirm_delete_query: |name| format!("删除 @{name}？"),
    query_saved: |name| format!("已保存查询：@{name}"),
    query_deleted: |name| format!("已删除查询：@{name}"),
    query_not_saved: |reason| format!("未能保存查询：{reason}"),

    earlier_queries: "查询历史",
    no_earlier_queries: "没有查询历史",

    detail_not_visible: "详情未显示",
    catalog_reloaded: |entries| format!("已重新加载目录：{entries} 个条目"),
    catalog_not_reloaded: |reason| format!("未能重新加载：{reason}"),
    and_more_errors: |error, others| format!("{error}（另有 {others} 处错误）"),
    session_not_read: |reason| format!("无法读取上次的状态，已按默认方式启动：{reason}"),
    pane_is_zoomed: "目前只显示一个窗格，请先取消放大",
    too_narrow_for_two_panes: "屏幕太窄，无法并排显示两个窗格",

    marked_count: |count| format!("已标记 {count} 个"),
    no_marks: |mark| format!("尚未标记任何条目；按 {mark} 标记"),
    no_links_marked: "已标记的条目都没有链接",
    confirm_open_links: |count| format!("打开 {count} 个链接？"),
    all_bookmarked: "已标记的条目都已有书签",
    marks_cleared: "已清除所有标记",
    too_many_compared: |max, marked, mark, clear| {
        format!("最多比较 {max} 个模型，现已标记 {marked} 个；按 {mark} 取消一个，按 {clear} 全部清除")
    },
    range_needs_anchor: |mark, range| format!("先按 {mark} 标记当前列表中的一个条目，再按 {range} 标记到光标处"),
    compare_hint: |mark, compare| format!("按 {mark} 标记至少两个模型，或标记一个并选中另一个，再按 {compare}"),
    visible_models: |first, last, all| format!("第 {first}-{last} 个，共 {all} 个"),
    compare_legend: |best, unlike| {
        format!("粗体：值不同   {best} 本行最佳   {unlike} 设置不同，不分高下   名称：其他变体的得分   – 未知")
    },
    equal_rows_hidden: |count, key| format!("已隐藏 {count} 个值相同的行，按 {key} 全部显示"),
    score_of_variant: |variant, score| format!("{variant}：{score}"),
    variant_menu_title: |name| format!("{name} 的变体"),
    has_no_variants: |name| format!("{name} 只有一个变体"),
    parenthesized: |text, note| if note.is_empty() { text.to_owned() } else { format!("{text}（{note}）") },
    copied_lines: |first, more| format!("已复制 {first}，另有 {more} 行"),

    // charts
    chart_names: ["参数量", "训练词元", "得分", "年份", "许可证", "语言", "得分趋势", "上下文", "开放与封闭"],
    chart_axes: |x, y| format!("横轴：{x}，纵轴：{y}"),
    chart_by_year: "各年份、各阶段的模型数",
    chart_by_license: "各许可证的模型数，由多到少",
    chart_by_language: "各语言的模型数，由多到少",
    axis_released: "发布日期",
    axis_parameters: "参数量",
    axis_active_parameters: "激活参数量",
    axis_tokens: "预训练词元数",
    axis_context: "上下文长度（词元）",
    axis_score: |benchmark| format!("{benchmark} 得分"),
    chart_models_of_tab: |models, tab| format!("{tab}：{models} 个模型"),
    chart_caption: |models, without_value, unknown_weights| {
        let counts = [(without_value, "个无数据"), (unknown_weights, "个权重是否开放未知")];
        let counts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        let counts: Vec<_> = counts.collect();
        if counts.is_empty() { models.to_owned() } else { format!("{models}，其中 {}", counts.join("，")) }
    },
    chart_empty: "匹配的模型均无此数据。",
    chart_compute_optimal: "⠠⠄ 计算最优线：每参数 20 词元（Hoffmann 等，2022）",
    chart_from_weights: "从其他权重继续训练",
    chart_rank: |rank, points, by| format!("{by}排名 {rank}/{points}"),
    chart_rank_short: |rank, points| format!("排名 {rank}/{points}"),
    chart_tokens_per_parameter: "每参数词元数",
    chart_range: |low, high| format!("{low} 至 {high}"),
    chart_view: |x, y, hidden| format!("横轴 {x}，纵轴 {y}；范围外 {hidden} 个"),
    chart_frontier: "当时最佳",
    chart_open: "开放权重",
    chart_closed: "封闭权重",
    chart_other_makers: "其他",
    chart_protocol: |setting, reported_by| match reported_by {
        Some(reporter) => format!("仅含同一评测设置的得分：{setting}，由 {reporter} 报告"),
        None => format!("仅含同一评测设置的得分：{setting}，由模型机构或评测方报告"),
    },
    chart_setting_unknown: "未注明设置",
    chart_lag_model: |name, score, date| format!("{name}（{score}，{date}）"),
    chart_lag: |open_is_behind, behind, reached_by, months| {
        let (follower, leader) = if open_is_behind { ("开放", "封闭") } else { ("封闭", "开放") };
        if months > 0 {
            format!("落后 {months} 个月：{follower}权重最佳 {behind}；{leader}权重首个达到者 {reached_by}")
        } else {
            format!("没有落后：{follower}权重最佳 {behind}；{leader}权重首个达到者 {reached_by}")
        }
    },
    chart_over_trained: "过度训练",
    chart_under_trained: "训练不足",
    chart_overlap_legend: "◉ ◈ △ 多个模型",
    chart_density_legend: "· 1  ░ 10  ▒ 100  ▓ 1,000  █ 10,000 个模型",
    settings_caveat: "评测设置和数据来源可能不同",
    unlike_scores: "~ 表示评测版本、设置或来源与前面多数得分不同",
    no_scores_in_list: |benchmark| format!("此列表中没有模型有 {benchmark} 的得分"),
    chart_bars_shown: |first, last, total| format!("第 {first}–{last} 项，共 {total} 项"),
    not_in_chart: |name| format!("此图中没有 {name}。"),
    chart_model_count: |models| format!("{models} 个模型"),
    chart_bin_count: |models| format!("附近 {models} 个模型"),
    chart_overlap_count: |others| format!("此处另有 {others} 个"),
    chart_parameters: |quantity| format!("{quantity} 参数"),
    chart_active: |quantity| format!("激活 {quantity}"),
    chart_tokens: |quantity| format!("{quantity} 词元"),
    chart_context: |quantity| format!("上下文 {quantity}"),
    chart_score: |value| format!("得分 {value}"),
    chart_ratio: |ratio| format!("每参数 {ratio} 词元"),
    chart_ratio_active: |ratio| format!("（每激活参数 {ratio} 词元）"),
    chart_x_axis: |axis| format!("横轴：{axis}"),
    chart_y_axis: |axis| format!("纵轴：{axis}"),

    // estimates and glossary
    estimates: |variant| variant.map_or_else(|| "估算".to_owned(), |variant| format!("估算（{variant}）")),
    approximately: |value| format!("约 {value}"),
    tokens_per_parameter: "词元/参数",
    training_compute: "训练算力",
    weight_size: "权重大小",
    time_after_parent: "发布间隔",
    days_after_parent: |days, parent| match days {
        0 => format!("与 {parent} 同日发布"),
        days => format!("{parent} 发布后 {days} 天"),
    },
    help_estimates: "详情中的估算",
    estimate_meanings: &[
        (
            "所用变体",
            "该行的变体：通常是模型的默认变体（多为参数最多的），查询选中其他变体时取该变体；缺少输入数据的估算不显示，也不借用其他变体的数据",
        ),
        ("词元/参数", "预训练词元数除以总参数量；按 Hoffmann 等 2022（arXiv:2203.15556），计算最优约为 20"),
        (
            "训练算力",
            "C = 6 N D，出自 Kaplan 等 2020（arXiv:2001.08361）：D 为预训练词元数，N 为每个词元用到的参数量，取全部参数\
             （包括只查表的嵌入），除非 `active` 给出更小的数；编码器-解码器的每个词元只经过部分参数，不作估算；\
             未给出 `active` 的混合专家也不作估算",
        ),
        (
            "所用词元",
            "不含微调或语料规模的词元；从上游权重开始训练的模型不显示以上两项，因为其词元数未必包含上游已训练的词元",
        ),
        (
            "权重大小",
            "每个参数 16 位、8.5 位（8 位量化）或 4.9 位（4 位量化），发布格式位数不更多时按发布格式；1 GB 为 10^9 字节，不含 KV 缓存",
        ),
        ("发布间隔", "两次发布相隔的天数（日期均精确到日时）；上游指提供权重、被适配或被其接替的模型"),
    ],
    see_also: "参见",
    copy_title: "复制为",
    copy_id: "ID",
    copy_link: "主链接",
    copy_markdown: "Markdown 表格行",
    copied_as: |format, text| format!("已复制为{}{format}：{text}", latin_gap(format)),
    copied_as_lines: |format, lines| format!("已复制为{}{format}，共 {lines} 行", latin_gap(format)),
    nothing_to_copy: "没有可复制的条目",

    // lineage
    see_reference: |name| format!("见 {name}"),
    some_variants: |name| format!("{name}（仅部分变体）"),
    for_variants: |name, variants| format!("{name}（用于 {variants}）"),
    more_variants: |text, total, _| format!("{text}等 {total} 个"),
    more_relatives: |count| match count {
        Some(count) => format!("谱系树中还有 {count} 个"),
        None => "其余见谱系树".to_owned(),
    },
    tree_count: |models, ancestors| match ancestors {
        0 => format!("{models} 个模型"),
        _ => format!("{models} 个模型，另有 {ancestors} 个上游模型"),
    },
    tree_relations: |all| if all { "所有关系" } else { "仅权重关系" },
    tree_truncated: |models| format!("还有 {models} 个未显示，请搜索以缩小范围"),
    tree_empty: "没有匹配的模型。",
    tree_outline: "上游",
    history_at_start: "没有更早的浏览记录",
    history_at_end: "没有更晚的浏览记录",

    cli: cli_zh::MESSAGES,
    config: config_messages::ZH,
    export: export_messages::ZH,
    diff: diff_messages::ZH,
    merge: merge_messages::ZH,
    news: news_messages::ZH,
};

/// A space, if the text starts with a Latin letter that follows Chinese characters.
fn latin_gap(text: &str) -> &'static str {
    if text.starts_with(|ch: char| ch.is_ascii()) { " " } else { "" }
}

/// A child with its relation to the parent that it is shown under, unless that is `weights`.
fn child_model(name: &str, relation: Relation) -> String {
    let relation = match relation {
        Relation::Weights => return name.to_owned(),
        Relation::Adapter => "适配器",
        Relation::Architecture => "仅沿用架构",
        Relation::Objective => "仅沿用训练目标",
        Relation::Data => "仅使用其数据",
        Relation::Successor => "后续版本",
    };
    format!("{name}（{relation}）")
}

/// That a filter by memory estimates it, and how many models it leaves out.
fn memory_assumed(budgets: &str, unknown: usize) -> String {
    let left_out =
        if unknown == 0 { String::new() } else { format!("{unknown} 个开放模型内存未知，未列出；") };
    format!("fits {budgets}：{left_out}均为估算值")
}
