//! Cells that hold no value.

/// Whether a cell is empty or states that the value is not known.
pub(in crate::import) fn is_missing_value(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    WORDS.contains(&text.as_str()) || text.chars().all(|ch| "-–—‐−?？/.…\\ ".contains(ch))
}

/// Words for a value that is not known or not published, in lower case.
const WORDS: [&str; 24] = [
    "none",
    "null",
    "nan",
    "n/a",
    "na",
    "n.a.",
    "unk",
    "unknown",
    "not known",
    "unspecified",
    "not specified",
    "undisclosed",
    "not disclosed",
    "not released",
    "tbd",
    "tba",
    "无",
    "未知",
    "不详",
    "未公开",
    "未公布",
    "未披露",
    "暂无",
    "待定",
];
