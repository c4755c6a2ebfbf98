//! Short names of licenses, for columns.

use std::borrow::Cow;

use llm_catalog::{license::License, localized::Locale};

/// Words at the end of names of licenses that tell no license from another.
const COMMON_WORDS: [&str; 8] = ["license", "licence", "agreement", "community", "model", "models", "series", "own"];
/// Words of a sentence, which is no name.
const SENTENCE_WORDS: [&str; 12] =
    ["for", "free", "if", "no", "not", "of", "only", "terms", "under", "use", "with", "without"];
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
/// `Llama 3.1`, `Gemma`. A condition in brackets stays, and so does all of a text that is no such name.
#[must_use]
pub fn short_license_name(license: &License, locale: Locale) -> Cow<'_, str> {
    if let Some(spdx) = &license.spdx {
        return spdx.into();
    }
    let name = license.label(locale);
    let (main, condition) = name.split_at(name.find(['(', '（']).unwrap_or(name.len()));
    // A name without a Chinese one is English in Chinese too.
    let short = without_common_words(main.trim()).or_else(|| without_common_words_zh(main.trim()));
    let Some(short) = short.filter(|short| is_name(short)) else { return name.into() };
    let gap = if condition.starts_with('(') { " " } else { "" };
    format!("{short}{gap}{condition}").into()
}

/// A name without the common words at its end, before a version: `Qwen 1.0` of `Qwen Community License 1.0`. `None` if it has
/// none there, or is a sentence.
fn without_common_words(name: &str) -> Option<String> {
    if let Some(model) = name.strip_prefix("Community License for ") {
        return Some(model.to_owned()).filter(|model| !is_sentence(model));
    }
    if let Some(model) = name.strip_suffix(" Terms of Use") {
        return Some(model.to_owned()).filter(|model| !is_sentence(model));
    }
    let is_common = |word: &str| COMMON_WORDS.iter().any(|common| word.eq_ignore_ascii_case(common));
    let words: Vec<_> = name.split_whitespace().collect();
    let last = words.iter().rposition(|word| is_common(word))?;
    let before = words.get(..last)?;
    let kept = before.iter().rposition(|word| !is_common(word))? + 1;
    let (start, version) = (words.get(..kept)?.join(" "), words.get(last + 1..)?);
    let is_license = words.get(kept..=last)?.iter().any(|word| word.to_lowercase().starts_with("licen"));
    let is_short = is_license && !is_sentence(&start) && version.iter().all(|word| is_version(word));
    let version = version.iter().filter(|word| **word != "-").map(|word| format!(" {word}"));
    is_short.then(|| start + &version.collect::<String>())
}

fn is_sentence(text: &str) -> bool {
    let has = |word: &str| SENTENCE_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    text.split(|ch: char| ch.is_whitespace() || ch == ',').any(has)
}

fn is_version(word: &str) -> bool {
    let number = word.strip_prefix(['v', 'V']).unwrap_or(word);
    ["-", "NC"].contains(&word) || number.starts_with(|ch: char| ch.is_ascii_digit())
}

/// The same in Chinese.
fn without_common_words_zh(name: &str) -> Option<String> {
    COMMON_WORDS_ZH.into_iter().find_map(|common| {
        let (before, version) = name.rsplit_once(common)?;
        let words: Vec<_> = before.split_whitespace().chain(version.split_whitespace()).collect();
        version.split_whitespace().all(is_version).then(|| words.join(" "))
    })
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
            (
                "LLaMA license (research only)",
                Some("LLaMA 许可证（仅限研究）"),
                None,
                "LLaMA (research only)",
                "LLaMA（仅限研究）",
            ),
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
            (
                "Custom Free with some usage restriction (might require registration)",
                None,
                None,
                "Custom Free with some usage restriction (might require registration)",
                "Custom Free with some usage restriction (might require registration)",
            ),
            (
                "Free for models under license of X (no commercial use)",
                Some("X 许可下的模型免费（不可商用）"),
                None,
                "Free for models under license of X (no commercial use)",
                "X 许可下的模型免费（不可商用）",
            ),
            (
                "Open models license with a fee",
                None,
                None,
                "Open models license with a fee",
                "Open models license with a fee",
            ),
            ("Community License for Baichuan 2", Some("Baichuan 2 模型社区许可协议"), None, "Baichuan 2", "Baichuan 2"),
        ];
        for (name, zh, spdx, short_en, short_zh) in cases {
            assert_eq!(short(name, zh, spdx), (short_en.to_owned(), short_zh.to_owned()), "{name}");
        }
    }
}
