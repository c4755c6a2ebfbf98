//! What exported pages and the export command say, in each language.

use llm_catalog::Foreign;

use crate::i18n::count_noun::count_noun;

/// The words of exported pages, and the errors of exports.
pub struct ExportMessages {
    /// The title of the models whose weights are not released, grouped by license.
    pub closed_weights: &'static str,
    /// Stands for the license of weights that can be downloaded without one.
    pub license_not_stated: &'static str,
    /// Stands for the licenses of weights that can be downloaded if those of the variants differ.
    pub license_by_variant: &'static str,
    /// The title of the models of which it is not known what they are grouped by.
    pub unknown_group: &'static str,
    /// The heading of models that are not all of the catalogue.
    pub models: &'static str,
    pub page_intro: fn(models: usize, extensions: usize) -> String,
    /// What the mark of a score means.
    pub score_mark: &'static str,
    /// The ids of models that were added because an exported one descends from them.
    pub added_ancestors: fn(count: usize, ids: &str) -> String,

    // the page in HTML
    pub search: &'static str,
    pub language: &'static str,
    pub colors: &'static str,
    pub color_schemes: [&'static str; 3],
    pub no_match: &'static str,
    pub details: &'static str,
    pub made_with: &'static str,

    /// An option that only some formats have.
    pub unused_option: fn(option: &str, formats: &str) -> String,

    // files with regions between markers
    pub file_and_line: fn(file: Foreign<'_>, line: usize, error: &str) -> String,
    pub region_without_end: &'static str,
    pub region_without_begin: &'static str,
    pub nested_region: fn(outer: usize) -> String,
    pub marker_not_alone: &'static str,
    pub unknown_marker: &'static str,
    pub no_regions: fn(file: Foreign<'_>) -> String,
    pub unclosed_quote: &'static str,
    pub updated: fn(file: Foreign<'_>, regions: usize) -> String,
    pub up_to_date: fn(file: Foreign<'_>, regions: usize) -> String,
}

pub(super) const EN: ExportMessages = ExportMessages {
    closed_weights: "Weights not released",
    license_not_stated: "open, license not stated",
    license_by_variant: "open, license by variant",
    unknown_group: "Unknown",
    models: "Models",
    page_intro: |models, extensions| {
        let models = count_noun(models, "language model", "language models");
        let extensions = Some(extensions).filter(|count| *count > 0);
        let extensions =
            extensions.map(|count| format!(" and {}", count_noun(count, "related project", "related projects")));
        format!("{models}{}.", extensions.unwrap_or_default())
    },
    added_ancestors: |count, ids| match count {
        1 => format!("1 model was added because others descend from it: {ids}"),
        _ => format!("{count} models were added because others descend from them: {ids}"),
    },
    search: "Search",
    language: "Language",
    colors: "Colors",
    color_schemes: ["System", "Light", "Dark"],
    score_mark: "`~` marks a score that does not compare with most others here: of another version, setting or reporter.",
    no_match: "No entry has all these words.",
    details: "Details",
    made_with: "Made with llm-tui",
    unused_option: |option, formats| format!("`{option}` is only for {formats}"),
    file_and_line: |file, line, error| {
        // The last line of a long error may be a line of carets.
        let separator = if error.contains('\n') { "\n" } else { "; " };
        format!("{file}:{line}: {error}{separator}the file is unchanged")
    },
    region_without_end: "this region has no `<!-- llm-tui:end -->` after it",
    region_without_begin: "no `<!-- llm-tui:begin … -->` before this end marker",
    nested_region: |outer| format!("a region begins inside the one of line {outer}; end that one first"),
    marker_not_alone: "a marker ends with `-->`, is the only text of its lines, and is not in a list or quote",
    unknown_marker: "markers are `<!-- llm-tui:begin QUERY -->` and `<!-- llm-tui:end -->`",
    no_regions: |file| {
        format!(
            "`{file}` has no region to update; put `<!-- llm-tui:begin QUERY -->` and `<!-- llm-tui:end -->` around one"
        )
    },
    unclosed_quote: "a quote is not closed",
    updated: |file, regions| match regions {
        1 => format!("{file}: 1 region updated"),
        _ => format!("{file}: {regions} regions updated"),
    },
    up_to_date: |file, regions| match regions {
        1 => format!("{file}: its region is up to date"),
        _ => format!("{file}: its {regions} regions are up to date"),
    },
};

pub(super) const ZH: ExportMessages = ExportMessages {
    closed_weights: "未公开权重",
    license_not_stated: "开放，未注明许可证",
    license_by_variant: "开放，许可证因变体而异",
    unknown_group: "未知",
    models: "模型",
    page_intro: |models, extensions| match extensions {
        0 => format!("{models} 个语言模型。"),
        _ => format!("{models} 个语言模型和 {extensions} 个相关项目。"),
    },
    added_ancestors: |count, ids| format!("已加入 {count} 个上游模型，导出的模型由它们衍生：{ids}"),
    search: "搜索",
    language: "语言",
    colors: "颜色",
    color_schemes: ["跟随系统", "浅色", "深色"],
    score_mark: "`~` 表示得分的版本、评测设置或来源与此处多数得分不同，不可直接比较。",
    no_match: "没有条目包含全部这些词。",
    details: "详情",
    made_with: "由 llm-tui 生成",
    unused_option: |option, formats| format!("`{option}` 仅用于 {formats}"),
    file_and_line: |file, line, error| {
        let separator = if error.contains('\n') { "\n" } else { "；" };
        format!("{file}:{line}：{error}{separator}文件未改动")
    },
    region_without_end: "此区域之后没有 `<!-- llm-tui:end -->`",
    region_without_begin: "此结束标记之前没有 `<!-- llm-tui:begin … -->`",
    nested_region: |outer| format!("第 {outer} 行的区域尚未结束，不能在其中开始另一个区域"),
    marker_not_alone: "标记须以 `-->` 结束，独占其所在的行，且不能位于列表或引用中",
    unknown_marker: "标记为 `<!-- llm-tui:begin 查询 -->` 和 `<!-- llm-tui:end -->`",
    no_regions: |file| {
        format!("`{file}` 中没有可更新的区域；请用 `<!-- llm-tui:begin 查询 -->` 和 `<!-- llm-tui:end -->` 标出")
    },
    unclosed_quote: "引号没有闭合",
    updated: |file, regions| format!("{file}：已更新 {regions} 个区域"),
    up_to_date: |file, regions| format!("{file}：{regions} 个区域均为最新"),
};
