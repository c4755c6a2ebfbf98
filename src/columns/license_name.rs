//! Short names of licenses, for columns.

use std::borrow::Cow;

use llm_catalog::{license::License, localized::Locale};

/// Words that most names of licenses have, and that tell no license from another.
const COMMON_WORDS: [&str; 10] =
    ["license", "licence", "agreement", "community", "model", "models", "series", "own", "terms", "use"];
/// The same in Chinese, longer ones first.
const COMMON_WORDS_ZH: [&str; 12] = [
    "系列模型社区许可协议",
    "模型社区许可协议",
    "社区许可协议",
    "系列模型许可协议",
    "模型许可协议",
    "许可协议",
    "社区许可证",
    "自有许可证",
    "模型许可证",
    "许可证",
    "使用条款",
    "开放模型",
];

/// The SPDX identifier of a license; without one its name without the words that most names have: `Apache-2.0`,
/// `Llama 3.1`, `Gemma`.
#[must_use]
pub fn short_license_name(license: &License, locale: Locale) -> Cow<'_, str> {
    if let Some(spdx) = &license.spdx {
        return spdx.into();
    }
    let name = license.label(locale);
    // What is in parentheses is a condition, which the sign before the name stands for.
    let main = name.split(['(', '（']).next().unwrap_or(name);
    // A name without a Chinese one is English in Chinese too.
    let short = without_common_words_zh(&without_common_words(main));
    if is_name(&short) { short.into() } else { name.into() }
}

fn without_common_words(name: &str) -> String {
    let name = name.replace("Terms of Use", "").replace(" - NC", " NC");
    let name = name.strip_prefix("Community License for ").unwrap_or(&name);
    let is_common = |word: &&str| COMMON_WORDS.iter().any(|common| word.eq_ignore_ascii_case(common));
    // `Research use only` and `License of the language model` are no names.
    if name.contains(" use ") || name.contains(" of ") {
        return name.trim().to_owned();
    }
    name.split_whitespace().filter(|word| !is_common(word)).collect::<Vec<_>>().join(" ")
}

fn without_common_words_zh(name: &str) -> String {
    let mut name = name.to_owned();
    for common in COMMON_WORDS_ZH {
        name = name.replace(common, "");
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text can stand for a license: what is left of a sentence ends in `的` or is a single common word.
fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('的') && text != "General" && text != "通用"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(name: &str, zh: Option<&str>, spdx: Option<&str>) -> (String, String) {
        let license = License {
            name: name.to_owned(),
            zh: zh.map(str::to_owned),
            spdx: spdx.map(str::to_owned),
            url: None,
            commercial_use: None,
        };
        let name = |locale| short_license_name(&license, locale).into_owned();
        (name(Locale::En), name(Locale::Zh))
    }

    #[test]
    fn a_license_is_called_as_people_call_it() {
        let cases = [
            ("Apache 2.0", None, Some("Apache-2.0"), "Apache-2.0", "Apache-2.0"),
            ("Llama 3.1 Community License", Some("Llama 3.1 社区许可证"), None, "Llama 3.1", "Llama 3.1"),
            ("Gemma Terms of Use", Some("Gemma 使用条款"), None, "Gemma", "Gemma"),
            ("DeepSeek Model License", Some("DeepSeek 模型许可证"), None, "DeepSeek", "DeepSeek"),
            ("Modified MIT", Some("修改版 MIT 许可证"), None, "Modified MIT", "修改版 MIT"),
            ("LLaMA license (research only)", Some("LLaMA 许可证（仅限研究）"), None, "LLaMA", "LLaMA"),
            ("Qwen Community License 1.0", Some("Qwen 社区许可证 1.0"), None, "Qwen 1.0", "Qwen 1.0"),
            ("EXAONE AI Model License Agreement 1.2 - NC", None, None, "EXAONE AI 1.2 NC", "EXAONE AI 1.2 NC"),
            ("Research use only", Some("仅限研究使用"), None, "Research use only", "仅限研究使用"),
            (
                "License of the language model",
                Some("随所用语言模型的许可证"),
                None,
                "License of the language model",
                "随所用语言模型的许可证",
            ),
            ("Community License for Baichuan 2", Some("Baichuan 2 模型社区许可协议"), None, "Baichuan 2", "Baichuan 2"),
        ];
        for (name, zh, spdx, short_en, short_zh) in cases {
            assert_eq!(short(name, zh, spdx), (short_en.to_owned(), short_zh.to_owned()), "{name}");
        }
    }
}
