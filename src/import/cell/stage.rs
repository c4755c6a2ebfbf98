//! The training stage, from words of cells, headings and names.

use llm_catalog::model::Stage;

use crate::import::{cell::negation::NEGATIONS, model_name};

/// Words of names for training with preferences or rewards, in lower case.
pub(in crate::import) const RLHF_KEYWORDS: [&str; 13] = [
    "cpo",
    "dpo",
    "grpo",
    "kto",
    "orpo",
    "ppo",
    "reward",
    "reward-model",
    "reward-trainer",
    "rlaif",
    "rlhf",
    "rlvr",
    "simpo",
];

/// Words of names for supervised training, in lower case.
const SFT_NAME_WORDS: [&str; 4] = ["instruct", "chat", "it", "sft"];

/// The stage that the name of a model states: `Name-Instruct`, `Name-DPO`, `Name-base`.
pub(in crate::import) fn stage_of_name(name: &str) -> Option<Stage> {
    let words = model_name::lowercase_words(name);
    let has_any_word = |keywords: &[&str]| words.iter().any(|word| keywords.contains(&word.as_str()));
    if has_any_word(&RLHF_KEYWORDS) {
        Some(Stage::Rlhf)
    } else if has_any_word(&SFT_NAME_WORDS) {
        Some(Stage::Sft)
    } else if name.to_lowercase().ends_with("-base") {
        Some(Stage::Base)
    } else {
        None
    }
}

/// Keywords of the stages. The last stage comes first, because its headings often name earlier ones too.
const STAGE_KEYWORDS: [(Stage, &[&str]); 3] = [
    (Stage::Rlhf, &["rlhf", "reinforcement", "preference", "reward", "feedback", "强化", "偏好", "反馈", "对齐"]),
    (Stage::Sft, &["sft", "supervised", "fine-tun", "finetun", "instruct", "chat", "监督", "微调", "指令", "对话"]),
    (Stage::Base, &["base", "foundation", "pre-train", "pretrain", "基础", "基座", "底座", "预训练"]),
];

/// The stage that a cell names. One that names a base model beside another, as `Base / Chat` or `Base (chat available)`, is of
/// several models; `Pre-trained + SFT` are steps of one. Where a cell denies a stage, as in `Not instruct`, none is read.
pub(in crate::import) fn stage_of_cell(text: &str) -> Option<Stage> {
    let lowercase = text.to_lowercase();
    let words = || lowercase.split(|ch: char| !ch.is_alphanumeric());
    if denies_stage(&lowercase) || OTHER_PHRASES.iter().any(|phrase| lowercase.contains(phrase)) {
        return None;
    }
    let has_base = clauses(&lowercase).any(|clause| {
        // `Pre-trained + SFT` are the steps of one model.
        let is_step = |part: &str| clause.contains('+') && PRETRAINING_KEYWORDS.iter().any(|word| part.contains(word));
        clause.split('+').any(|part| stage_of_text(part) == Some(Stage::Base) && !is_step(part))
    });
    let is_rlhf = words().any(|word| RLHF_KEYWORDS.contains(&word));
    let stage = if is_rlhf { Some(Stage::Rlhf) } else { stage_of_text(text) };
    stage.filter(|stage| *stage == Stage::Base || !has_base)
}

/// The parts of a cell in lower case, but for steps that a plus sign joins.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let clauses = text.split(['/', ',', '、', '，', ';', '；', '|', '&', '(', '（', '\n', '和', '与', '或', '及']);
    clauses.flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" or "))
}

/// Words for the training of base models, in lower case.
const PRETRAINING_KEYWORDS: [&str; 3] = ["pre-train", "pretrain", "预训练"];
/// Words for training without labels, which is none of the stages.
const OTHER_PHRASES: [&str; 4] = ["unsupervised", "self-supervised", "semi-supervised", "自监督"];

/// Whether a text in lower case denies a stage: `Non-chat`, `no RLHF`, `未微调`, `RLHF: no`. What else it denies, as in
/// `Instruct (non-thinking)`, says nothing of the stage.
fn denies_stage(text: &str) -> bool {
    let keywords = STAGE_KEYWORDS.into_iter().flat_map(|(_, keywords)| keywords).chain(&RLHF_KEYWORDS);
    let mut starts = keywords.flat_map(|keyword| keyword_starts(text, keyword));
    starts.any(|at| text.get(..at).is_some_and(ends_in_negation))
        || phrases(text).any(|phrase| NEGATIONS.contains(&phrase.trim()) || NEGATIONS_ZH.contains(&phrase.trim()))
}

/// Whether a text ends in a word that denies what follows.
fn ends_in_negation(before: &str) -> bool {
    let start = before.char_indices().rev().nth(LONGEST_DENIAL).map_or(0, |(at, _)| at);
    let phrase = before.get(start..).and_then(|near| phrases(near).next_back()).unwrap_or_default();
    let mut words = phrase.split(|ch: char| !ch.is_alphanumeric()).rev().filter(|word| !word.is_empty());
    let Some(mut word) = words.find(|word| !WORDS_BETWEEN.contains(word)) else { return false };
    if NEGATIONS.contains(&word) {
        return true;
    }
    while let Some(rest) = WORDS_BETWEEN_ZH.iter().find_map(|between| word.strip_suffix(between)) {
        word = rest;
    }
    NEGATIONS_ZH.iter().any(|negation| word.ends_with(negation))
}

/// A word that denies another is not further from it, in characters. A long cell is not searched to its start for each word.
const LONGEST_DENIAL: usize = 64;

/// The parts of a text between signs other than hyphens.
fn phrases(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|ch: char| !ch.is_alphanumeric() && !ch.is_whitespace() && !"-‐‑–_".contains(ch))
}

/// Signs that deny what follows them.
const NEGATIONS_ZH: [&str; 6] = ["非", "未", "无", "不", "没", "否"];
/// Words that may stand between these and what they deny: `not an instruct model`.
const WORDS_BETWEEN: [&str; 9] = ["a", "an", "the", "any", "yet", "been", "further", "human", "additional"];
/// The same in Chinese: `未经过微调`.
const WORDS_BETWEEN_ZH: [&str; 15] =
    ["是", "经", "经过", "进行", "使用", "采用", "用", "做", "有", "含", "包含", "需", "需要", "任何", "人类"];

/// Where a keyword is in a text in lower case. Of `base` only the whole word counts: `based on Llama 2` names no stage.
fn keyword_starts<'a>(text: &'a str, keyword: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphabetic());
    let is_inside = move |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + keyword.len()..).and_then(|after| after.chars().next());
        is_letter(before) || is_letter(after)
    };
    text.match_indices(keyword).map(|(at, _)| at).filter(move |at| keyword != "base" || !is_inside(*at))
}

/// The stage that a heading names.
pub(in crate::import) fn stage_of_text(text: &str) -> Option<Stage> {
    let text = text.to_lowercase();
    let names = |keywords: &[&str]| keywords.iter().any(|keyword| keyword_starts(&text, keyword).next().is_some());
    STAGE_KEYWORDS.into_iter().find(|(_, keywords)| names(keywords)).map(|(stage, _)| stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_the_stage_of_one_model() {
        for (text, expected) in [
            ("Base", Stage::Base),
            ("Pretrained", Stage::Base),
            ("基础", Stage::Base),
            ("Base, foundation model", Stage::Base),
            ("Instruct", Stage::Sft),
            ("Fine-tuned base model", Stage::Sft),
            ("Pre-trained + SFT", Stage::Sft),
            ("预训练+微调", Stage::Sft),
            ("SFT, RLHF", Stage::Rlhf),
            ("SFT + DPO", Stage::Rlhf),
            ("SFT and RLHF", Stage::Rlhf),
        ] {
            assert_eq!(stage_of_cell(text), Some(expected), "{text}");
        }
        for text in [
            "Base / Chat",
            "Base and Chat",
            "Base+Chat",
            "Base or Chat",
            "基座和对话",
            "pretrained / instruct",
            "预训练/微调",
            "Base (chat available)",
            "Not instruct",
            "Non-chat",
            "no RLHF",
            "非对话",
            "未对齐",
            "unsupervised",
            "无监督",
            "",
        ] {
            assert_eq!(stage_of_cell(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_word_for_a_base_model_or_a_denied_stage_takes_the_stage_away() {
        for (text, expected) in [
            ("Base模型", Stage::Base),
            ("Chat (based on Llama 2)", Stage::Sft),
            ("Chat (not based on Llama 2)", Stage::Sft),
            ("SFT, based on Mistral", Stage::Sft),
            ("RLHF (based on Llama 2)", Stage::Rlhf),
            ("Instruct (English-based)", Stage::Sft),
            ("Instruct (database)", Stage::Sft),
            ("Instruct (non-thinking)", Stage::Sft),
            ("Non-thinking instruct", Stage::Sft),
            ("Chat (non-reasoning)", Stage::Sft),
            ("Chat (non-commercial)", Stage::Sft),
            ("RLHF (not gated)", Stage::Rlhf),
            ("指令微调（非思考）", Stage::Sft),
            ("对话（不可商用）", Stage::Sft),
        ] {
            assert_eq!(stage_of_cell(text), Some(expected), "{text}");
        }
        for text in [
            "SFT (no RLHF)",
            "no SFT or RLHF",
            "Not an instruct model",
            "without human feedback",
            "RLHF: no",
            "RLHF（无）",
            "Chat (from Foo base)",
            "based on Mistral",
            "非指令",
            "未经过微调",
            "没有微调",
            "不含 RLHF",
        ] {
            assert_eq!(stage_of_cell(text), None, "{text}");
        }
        let long = "chat ".repeat(100_000);
        assert_eq!(stage_of_cell(&long), Some(Stage::Sft));
    }
}
