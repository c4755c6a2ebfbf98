//! The words of comparisons of catalogues, in each language.

/// The words of `llm-tui diff`.
pub struct DiffMessages {
    pub added: &'static str,
    pub removed: &'static str,
    pub renamed: &'static str,
    pub changed: &'static str,
    /// What changed, as numbers of items.
    pub summary: fn(added: usize, removed: usize, renamed: usize, changed: usize) -> String,
    pub no_difference: &'static str,
    pub benchmark: &'static str,
    pub organization: &'static str,
    pub update: &'static str,
    pub origin: &'static str,
    /// A field that one side lacks, with its value.
    pub field_added: fn(text: &str) -> String,
    pub field_removed: fn(text: &str) -> String,
    /// The elements of a list in another order.
    pub reordered: fn(old: &str, new: &str) -> String,
    /// `--catalog` was given besides the two sides.
    pub catalog_option: &'static str,
    /// The files of both sides are standard input.
    pub stdin_twice: &'static str,
}

pub(super) const EN: DiffMessages = DiffMessages {
    added: "Added",
    removed: "Removed",
    renamed: "Renamed",
    changed: "Changed",
    summary: |added, removed, renamed, changed| {
        format!("{added} added, {removed} removed, {renamed} renamed, {changed} changed")
    },
    no_difference: "no difference",
    benchmark: "benchmark",
    organization: "organization",
    update: "update",
    origin: "origin",
    field_added: |text| if text.is_empty() { "added".to_owned() } else { format!("added: {text}") },
    field_removed: |text| if text.is_empty() { "removed".to_owned() } else { format!("removed: {text}") },
    reordered: |old, new| format!("order: {old} -> {new}"),
    catalog_option: "`diff` takes its catalogues as arguments, not with `--catalog`",
    stdin_twice: "only one of the catalogues can be standard input",
};

pub(super) const ZH: DiffMessages = DiffMessages {
    added: "新增",
    removed: "删除",
    renamed: "更名",
    changed: "修改",
    summary: |added, removed, renamed, changed| format!("新增 {added}，删除 {removed}，更名 {renamed}，修改 {changed}"),
    no_difference: "没有差异",
    benchmark: "评测",
    organization: "机构",
    update: "更新",
    origin: "来源清单",
    field_added: |text| if text.is_empty() { "新增".to_owned() } else { format!("新增：{text}") },
    field_removed: |text| if text.is_empty() { "删除".to_owned() } else { format!("删除：{text}") },
    reordered: |old, new| format!("顺序：{old} -> {new}"),
    catalog_option: "`diff` 的目录以参数给出，不使用 `--catalog`",
    stdin_twice: "只能有一个目录来自标准输入",
};
