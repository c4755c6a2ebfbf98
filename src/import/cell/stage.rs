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

/// The stage that a cell names. One that names a base model beside another, as `Base / Chat` or `Base (chat available)`, is of
/// several models; `Pre-trained + SFT` are steps of one. What a cell denies, as `Not instruct`, is no stage.
pub(in crate::import) fn stage_of_cell(text: &str) -> Option<Stage> {
    let lowercase = text.to_lowercase();
    let words = || lowercase.split(|ch: char| !ch.is_alphanumeric());
    if words().any(|word| NEGATIONS.contains(&word)) || OTHER_PHRASES.iter().any(|phrase| lowercase.contains(phrase)) {
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
/// Words that deny what follows them.
const NEGATIONS: [&str; 5] = ["no", "non", "not", "never", "without"];
/// The same in Chinese, and words for training without labels, which is none of the stages.
const OTHER_PHRASES: [&str; 8] =
    ["非", "未", "无", "不", "unsupervised", "self-supervised", "semi-supervised", "自监督"];

/// The stage that a heading names.
pub(in crate::import) fn stage_of_text(text: &str) -> Option<Stage> {
    let text = text.to_lowercase();
    let names = |keywords: &[&str]| keywords.iter().any(|keyword| text.contains(keyword));
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
}
