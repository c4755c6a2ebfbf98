//! The training stage, from words of cells, headings and names.

use llm_catalog::model::Stage;

use crate::import::model_name;

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

/// The stage that a cell names. One that names a base model beside another, as `Base / Chat`, is of several models.
pub(in crate::import) fn stage_of_cell(text: &str) -> Option<Stage> {
    let is_base = |part: &str| BASE_NAMES.contains(&&*part.trim().to_lowercase());
    let has_base = text.split(['/', ',', '、', '，', ';', '|', '&']).any(is_base);
    stage_of_text(text).filter(|stage| *stage == Stage::Base || !has_base)
}

/// Names of base models in cells, in lower case.
const BASE_NAMES: [&str; 6] = ["base", "base model", "foundation", "基座", "底座", "基座模型"];

/// The stage that a heading names.
pub(in crate::import) fn stage_of_text(text: &str) -> Option<Stage> {
    let text = text.to_lowercase();
    let names = |keywords: &[&str]| keywords.iter().any(|keyword| text.contains(keyword));
    STAGE_KEYWORDS.into_iter().find(|(_, keywords)| names(keywords)).map(|(stage, _)| stage)
}
