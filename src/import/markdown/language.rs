//! Lists of languages: `En most`, `Ch & En`, `en, zh`.

use llm_catalog::Foreign;

/// The BCP 47 codes of the languages in a cell, without duplicates. Unknown words are reported.
pub(super) fn parse_languages(text: &str, warn: &mut dyn FnMut(String)) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for word in text.split(|ch: char| !ch.is_alphanumeric() && ch != '-').filter(|word| !word.is_empty()) {
        if IGNORED_WORDS.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        match language_code(word) {
            Some(code) if !codes.contains(&code) => codes.push(code),
            Some(_) => {}
            None => warn(format!("unknown language `{}`; write its code, such as `en`", Foreign::new(word))),
        }
    }
    codes
}

const IGNORED_WORDS: [&str; 5] = ["and", "most", "mostly", "mainly", "等"];

/// The BCP 47 code of a language name or code.
fn language_code(word: &str) -> Option<String> {
    let lowercase = word.to_lowercase();
    if let Some((code, _)) = LANGUAGE_NAMES.into_iter().find(|(_, names)| names.contains(&lowercase.as_str())) {
        return Some(code.to_owned());
    }
    let (language, subtags) = word.split_once('-').map_or((word, None), |(language, rest)| (language, Some(rest)));
    let is_code = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let language = language.to_ascii_lowercase();
    is_code.then(|| subtags.map_or_else(|| language.clone(), |subtags| format!("{language}-{subtags}")))
}

/// Language names, with `ch` and `cn`, which lists use for Chinese instead of `zh`.
const LANGUAGE_NAMES: [(&str, &[&str]); 11] = [
    ("en", &["english", "英文", "英语"]),
    ("zh", &["chinese", "ch", "cn", "中文", "汉语"]),
    ("ru", &["russian", "俄语", "俄文"]),
    ("fr", &["french", "法语"]),
    ("de", &["german", "德语"]),
    ("es", &["spanish", "西班牙语"]),
    ("ja", &["japanese", "jp", "日语", "日文"]),
    ("ko", &["korean", "kr", "韩语"]),
    ("ar", &["arabic", "阿拉伯语"]),
    ("pt", &["portuguese", "葡萄牙语"]),
    ("mul", &["multilingual", "multi", "多语言", "多语种"]),
];
