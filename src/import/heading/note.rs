//! Notes in brackets after headings, which may say that a column is of something else: `Context (output)`.

use crate::import::{
    cell::figure::{Scale, parse_scale, strip_rough},
    heading::ColumnKind,
};

/// The kind of a column whose heading has a note in brackets; `None` if the note says that the column is of something else.
pub(super) fn kind_with_note(kind: ColumnKind, note: &str) -> Option<ColumnKind> {
    let Some((_, harmless)) = HARMLESS_NOTES.iter().find(|(of, _)| *of == kind) else { return Some(kind) };
    let (mut is_active, mut is_other) = (false, false);
    let is_mark = |word: &str| word.len() < 3 && !word.contains(char::is_alphabetic);
    for part in note.split([',', '，', '、', '/', ';']).map(|part| part.trim().to_lowercase()) {
        let active = ACTIVE_NOTES.iter().find(|word| {
            kind == ColumnKind::Parameters
                && part.contains(**word)
                && !INACTIVE_NOTES.iter().any(|other| part.contains(other))
        });
        is_active |= active.is_some();
        let rest = active.map_or(part.clone(), |word| part.replacen(word, "", 1));
        if parse_scale(&rest).is_none() {
            is_other |= !rest
                .split_whitespace()
                .all(|word| is_mark(word) || harmless.contains(&word) || strip_rough(word) == (true, ""));
        }
    }
    match (is_active, is_other) {
        (_, true) => None,
        // `Params (total / active)` are two figures.
        (true, false) if TOTAL_NOTES.iter().any(|word| note.to_lowercase().contains(word)) => None,
        (true, false) => Some(ColumnKind::ActiveParameters),
        (false, false) => Some(kind),
    }
}

/// The scale in a note of several parts: `B, total`.
pub(super) fn scale_in_note(note: &str) -> Option<Scale> {
    note.split([',', '，', '、', ';']).find_map(parse_scale)
}

/// Notes for the parameters used per token.
const ACTIVE_NOTES: [&str; 4] = ["active", "activated", "per token", "激活"];
/// Notes that have those in them and mean the others.
const INACTIVE_NOTES: [&str; 3] = ["inactive", "not active", "未激活"];
/// Notes for all of them.
const TOTAL_NOTES: [&str; 2] = ["total", "总"];

/// Words of notes that say no more than the heading. Columns of other kinds are the same with any.
const HARMLESS_NOTES: [(ColumnKind, &[&str]); 4] = [
    (
        ColumnKind::Parameters,
        &[
            "total",
            "params",
            "parameters",
            "parameter",
            "size",
            "count",
            "number",
            "of",
            "in",
            "总",
            "总量",
            "总参数",
            "参数",
            "个",
        ],
    ),
    (
        ColumnKind::Context,
        &[
            "tokens", "token", "of", "in", "input", "length", "window", "max", "maximum", "native", "training", "词元",
            "输入", "最大", "长度",
        ],
    ),
    (
        ColumnKind::Training,
        &[
            "tokens",
            "token",
            "of",
            "in",
            "number",
            "total",
            "pretraining",
            "pre-training",
            "pretrain",
            "trained",
            "词元",
            "预训练",
            "总",
        ],
    ),
    (
        ColumnKind::License,
        &[
            "weights",
            "weight",
            "model",
            "models",
            "name",
            "type",
            "spdx",
            "id",
            "link",
            "url",
            "权重",
            "模型",
            "模型权重",
            "名称",
            "类型",
            "链接",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::heading::Heading;

    #[test]
    fn a_note_in_brackets_may_say_that_a_column_is_of_something_else() {
        for (heading, kind, unit) in [
            ("Params (total)", ColumnKind::Parameters, None),
            ("Params (B, total)", ColumnKind::Parameters, Some("B")),
            ("Params [1]", ColumnKind::Parameters, None),
            ("Parameters (in billions)", ColumnKind::Parameters, Some("B")),
            ("Params (active)", ColumnKind::ActiveParameters, None),
            ("Params (active, B)", ColumnKind::ActiveParameters, Some("B")),
            ("Parameters (activated)", ColumnKind::ActiveParameters, None),
            ("参数量（激活）", ColumnKind::ActiveParameters, None),
            ("Context (tokens)", ColumnKind::Context, None),
            ("Context (max)", ColumnKind::Context, None),
            ("Context (input)", ColumnKind::Context, None),
            ("Context (max input tokens)", ColumnKind::Context, None),
            ("Params (active params)", ColumnKind::ActiveParameters, None),
            ("Context (extended)", ColumnKind::ContextExtended, None),
            ("Training data (tokens)", ColumnKind::Training, None),
            ("Training data (GB)", ColumnKind::Training, Some("GB")),
            ("License (weights)", ColumnKind::License, None),
            ("License (SPDX ID)", ColumnKind::License, None),
            ("Parameters (approx.)", ColumnKind::Parameters, None),
            ("Training tokens (T, est.)", ColumnKind::Training, Some("T")),
            ("许可证（模型）", ColumnKind::License, None),
            ("Released (arXiv)", ColumnKind::Released, None),
        ] {
            let parsed = Heading::parse(heading);
            let parsed = parsed.map(|heading| (heading.kind, heading.scale.map(|(unit, _)| unit)));
            assert_eq!(parsed, Some((kind, unit)), "{heading}");
        }
        for heading in [
            "Params (embedding)",
            "Params (inactive)",
            "Params (total / active)",
            "Params (active, embedding)",
            "Params (active embedding)",
            "Params (total and active)",
            "Context (output)",
            "Context (max output)",
            "License (code)",
            "许可证（代码）",
            "License (data)",
            "Training data (hours)",
            "Training data (images)",
            "Tokens (vocab)",
            "Tokens (SFT)",
        ] {
            assert_eq!(Heading::parse(heading), None, "{heading}");
        }
    }
}
