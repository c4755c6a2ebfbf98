//! The settings of scores, as they are read in a language.

use std::borrow::Cow;

use llm_catalog::{localized::Locale, setting::MONTHS};

/// Parts of settings with their usual Chinese words. Other parts, such as `5-shot` or the name of a harness, are the same
/// in both languages.
const ZH_PARTS: [(&str, &str); 25] = [
    ("base", "基座"),
    ("instruct", "指令"),
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
        [budget, "thinking"] => format!("思考 {budget}").into(),
        ["version", number] => format!("{number} 版").into(),
        ["level", number] => format!("{number} 级").into(),
        ["harness", name @ ..] => format!("框架 {}", name.join(" ")).into(),
        ["mean", "of", count, "trials"] => format!("{count} 次平均").into(),
        [count, "tasks"] => format!("{count} 题").into(),
        [month, year] => zh_month(month, year).map_or(part.into(), Into::into),
        [day, month, year] => zh_month(month, year).map_or(part.into(), |month| format!("{month} {day} 日").into()),
        _ => part.into(),
    }
}

/// `2026 年 5 月` for a month by its English name.
fn zh_month(month: &str, year: &str) -> Option<String> {
    let number = MONTHS.iter().position(|name| *name == month)? + 1;
    Some(format!("{year} 年 {number} 月"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(localized_setting(setting, Locale::Zh), zh);
            assert_eq!(localized_setting(setting, Locale::En), setting);
        }
    }
}
