//! The settings of scores, as they are read in a language.

use std::borrow::Cow;

use llm_catalog::{localized::Locale, setting::MONTHS};

/// Parts of settings with their usual Chinese words. Other parts, such as `5-shot` or the name of a harness, are the same
/// in both languages.
const ZH_PARTS: [(&str, &str); 40] = [
    ("base", "基座"),
    ("instruct", "指令微调"),
    ("chat", "对话"),
    ("sft", "SFT"),
    ("rl", "RL"),
    ("preview", "预览版"),
    ("few-shot", "少样本"),
    ("no CoT", "无 CoT"),
    ("short CoT", "短 CoT"),
    ("long CoT", "长 CoT"),
    ("thinking", "思考"),
    ("no thinking", "非思考"),
    ("minimal effort", "极低强度"),
    ("low effort", "低强度"),
    ("medium effort", "中强度"),
    ("high effort", "高强度"),
    ("max effort", "最高强度"),
    ("with tools", "使用工具"),
    ("no tools", "不用工具"),
    ("agentic", "智能体"),
    ("greedy", "贪心解码"),
    ("single attempt", "单次尝试"),
    ("public set", "公开集"),
    ("validation set", "验证集"),
    ("text only", "仅文本"),
    ("beta", "测试版"),
    ("validation", "验证集"),
    ("single agent", "单智能体"),
    ("team of agents", "智能体团队"),
    ("single-turn edit", "单轮编辑"),
    ("budget forcing", "强制思考预算"),
    ("context management", "上下文管理"),
    ("safeguards on", "启用安全防护"),
    ("bash only", "仅用 bash"),
    ("internal harness", "内部框架"),
    ("cursor harness", "Cursor 框架"),
    ("tasks corrected by the maker", "题目经厂商修正"),
    ("pretrain checkpoint", "预训练检查点"),
    ("2.5T-token checkpoint", "2.5T token 检查点"),
    ("8B of the paper", "论文的 8B"),
];

/// A setting in a language.
#[must_use]
pub fn localized_setting(setting: &str, locale: Locale) -> Cow<'_, str> {
    match locale {
        Locale::En => setting.into(),
        Locale::Zh => setting.split(", ").map(zh_part).collect::<Vec<_>>().join("，").into(),
    }
}

fn zh_part(part: &str) -> Cow<'_, str> {
    if let Some((_, zh)) = ZH_PARTS.iter().find(|(en, _)| *en == part) {
        return (*zh).into();
    }
    match part.split(' ').collect::<Vec<_>>().as_slice() {
        [level, "effort"] => format!("{level} 强度").into(),
        ["effort", level] => format!("强度 {level}").into(),
        [budget, "thinking"] => format!("思考 {budget}").into(),
        [length, "context"] => format!("{length} 上下文").into(),
        ["version", number] => format!("{number} 版").into(),
        ["version", "of", date @ ..] => format!("{}版", zh_part(&date.join(" "))).into(),
        ["level", number] => format!("{number} 级").into(),
        ["harness", name @ ..] => format!("框架 {}", name.join(" ")).into(),
        ["mean", "of", count, "trials" | "runs"] => format!("{count} 次平均").into(),
        [count, "tasks"] => format!("{count} 题").into(),
        [count, "samples"] => format!("{count} 个样本").into(),
        [count, "subjects"] => format!("{count} 个科目").into(),
        [count, "turns"] => format!("{count} 轮").into(),
        [count, "steps"] => format!("{count} 步").into(),
        [count, "iterations"] => format!("{count} 次迭代").into(),
        [start, "to", end] => format!("{start} 至 {end}").into(),
        ["fallback", "to", name @ ..] => format!("回退到 {}", name.join(" ")).into(),
        ["copy", "by", name] => format!("{name} 的副本").into(),
        ["contamination", "suspected", "by", name] => format!("{name} 疑其数据污染").into(),
        [name, "on", harness] => format!("{harness} 上的 {name}").into(),
        [month, year] => zh_month(month, year).or_else(|| zh_day(month, year)).map_or(part.into(), Into::into),
        [day, month, year] => zh_month(month, year).map_or(part.into(), |month| format!("{month} {day} 日").into()),
        _ => part.into(),
    }
}

/// `2026 年 5 月` for a month by its English name.
fn zh_month(month: &str, year: &str) -> Option<String> {
    let number = MONTHS.iter().position(|name| *name == month)? + 1;
    Some(format!("{year} 年 {number} 月"))
}

/// `2 月 10 日` for a day and a month by its English name.
fn zh_day(day: &str, month: &str) -> Option<String> {
    let number = MONTHS.iter().position(|name| *name == month)? + 1;
    Some(format!("{number} 月 {day} 日"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Words of names that stay as they are: checkpoints, harnesses and ways to count.
    const NAMES: [&str; 10] =
        ["mono", "lighteval", "bash", "xhigh", "ultra", "token", "chavinlo", "flex", "minimal", "mode"];

    #[test]
    fn settings_are_read_in_both_languages() {
        for (setting, zh) in [
            ("5-shot", "5-shot"),
            ("thinking, v4.1, August 2026", "思考，v4.1，2026 年 8 月"),
            ("0-shot, CoT", "0-shot，CoT"),
            ("xhigh effort, no tools", "xhigh 强度，不用工具"),
            ("32K thinking, version 2.1, 14 July 2023", "思考 32K，2.1 版，2023 年 7 月 14 日"),
            ("harness Claude Code, mean of 5 trials", "框架 Claude Code，5 次平均"),
            ("OpenHands 1.8, 477 tasks", "OpenHands 1.8，477 题"),
            ("effort 0.99, 2024-08 to 2025-02", "强度 0.99，2024-08 至 2025-02"),
            ("version of June 2026, mean of 3 runs", "2026 年 6 月版，3 次平均"),
            ("version of 10 February", "2 月 10 日版"),
        ] {
            assert_eq!(localized_setting(setting, Locale::Zh), zh);
            assert_eq!(localized_setting(setting, Locale::En), setting);
        }
    }

    #[test]
    fn no_english_word_stays_in_the_settings_of_the_built_in_catalogue() {
        let catalog = crate::builtin::catalog().expect("the built-in catalogue is valid");
        let scores = catalog.models().iter().flat_map(|model| &model.scores);
        let settings: BTreeSet<_> = scores.filter_map(|score| score.setting.as_deref()).collect();
        assert!(settings.len() > 200, "{}", settings.len());
        for setting in settings {
            let zh = localized_setting(setting, Locale::Zh);
            let is_english =
                |word: &&str| word.len() > 2 && word.chars().all(|ch| ch.is_ascii_lowercase()) && !NAMES.contains(word);
            let words: Vec<_> = zh.split([' ', '，']).filter(is_english).collect();
            assert!(words.is_empty(), "{setting}: {words:?}");
        }
    }
}
