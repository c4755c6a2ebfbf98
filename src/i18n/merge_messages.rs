//! What `llm-tui import --into` says, in each language.

use llm_catalog::Foreign;

use crate::i18n::count_noun::count_noun;

/// The words of merging an import into a catalogue file.
pub struct MergeMessages {
    /// What was merged: new entries, filled fields, differences and entries left out.
    pub summary: fn(added: usize, filled: usize, differences: usize, skipped: usize) -> String,
    /// Nothing was written, as it was only tried.
    pub dry_run: &'static str,
    /// The file has it all already.
    pub unchanged: &'static str,
    /// A field with the value of the import and that of the file.
    pub difference: fn(theirs: Foreign<'_>, ours: Option<Foreign<'_>>) -> String,
    /// Why an entry is left out.
    pub several_entries: fn(ids: &str) -> String,
    pub other_kind: fn(id: &str) -> String,
    pub other_maker: fn(id: &str) -> String,
    pub repeated: fn(id: &str) -> String,
    /// Only TOML is edited by people.
    pub not_toml: fn(file: Foreign<'_>) -> String,
    /// The result breaks rules.
    pub would_be_invalid: fn(file: Foreign<'_>) -> String,
    /// The file to merge into does not exist.
    pub no_file: fn(file: Foreign<'_>) -> String,
}

pub(super) const EN: MergeMessages = MergeMessages {
    summary: |added, filled, differences, skipped| {
        let counts = [
            (added, "new entry", "new entries"),
            (filled, "field filled", "fields filled"),
            (differences, "difference", "differences"),
            (skipped, "entry left out", "entries left out"),
        ];
        counts.map(|(count, singular, plural)| count_noun(count, singular, plural)).join(", ")
    },
    dry_run: "nothing was written",
    unchanged: "the file has all of it already",
    difference: |theirs, ours| match ours {
        Some(ours) => format!("theirs {theirs} / ours {ours}"),
        None => format!("theirs {theirs} / cannot be inserted; add it by hand"),
    },
    several_entries: |ids| format!("left out, as several entries have this name: {ids}"),
    other_kind: |id| format!("left out, as `{id}` is a model in one and an extension in the other"),
    other_maker: |id| format!("left out, as `{id}` of the file has another maker"),
    repeated: |id| format!("left out, as several others of the import are `{id}` too"),
    not_toml: |file| {
        format!("cannot merge into `{file}`; give a catalogue in TOML, which `llm-tui export --format toml` writes")
    },
    would_be_invalid: |file| format!("`{file}` would not be valid and is unchanged"),
    no_file: |file| {
        format!(
            "there is no file `{file}` to merge into; without `--into`, the entries are printed: write them with `> {file}`"
        )
    },
};

pub(super) const ZH: MergeMessages = MergeMessages {
    summary: |added, filled, differences, skipped| {
        format!("新增 {added} 个条目，补充 {filled} 个字段，{differences} 处不一致，略过 {skipped} 个条目")
    },
    dry_run: "没有写入任何内容",
    unchanged: "文件中已有全部内容",
    difference: |theirs, ours| match ours {
        Some(ours) => format!("对方 {theirs} / 本文件 {ours}"),
        None => format!("对方 {theirs} / 无法插入，请手动添加"),
    },
    several_entries: |ids| format!("已略过：多个条目都叫这个名称：{ids}"),
    other_kind: |id| format!("已略过：`{id}` 在一方是模型，在另一方是扩展"),
    other_maker: |id| format!("已略过：文件中的 `{id}` 属于其他机构"),
    repeated: |id| format!("已略过：导入内容中还有多个条目也是 `{id}`"),
    not_toml: |file| format!("无法合并到 `{file}`；请给出 TOML 格式的目录，可用 `llm-tui export --format toml` 生成"),
    would_be_invalid: |file| format!("合并后的 `{file}` 将不符合规则，文件未改动"),
    no_file: |file| format!("没有可合并的文件 `{file}`；不用 `--into` 会打印条目，可用 `> {file}` 写入新文件"),
};
