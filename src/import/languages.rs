//! Languages as people write them: `En most`, `Ch & En`, `en, zh`.

/// The codes of the languages of a cell, in its order; words that are none are told.
pub(super) fn parse_languages(text: &str, left_out: &mut impl FnMut(String)) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()) {
        if IGNORED_WORDS.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        match language_code(word) {
            Some(code) if !codes.contains(&code) => codes.push(code),
            Some(_) => {}
            None => left_out(format!("`{word}` is no language that is known here; write its code, such as `en`")),
        }
    }
    codes
}

const IGNORED_WORDS: [&str; 5] = ["and", "most", "mostly", "mainly", "等"];

/// The BCP 47 code that a word is or means.
fn language_code(word: &str) -> Option<String> {
    let small = word.to_lowercase();
    if let Some((code, _)) = LANGUAGE_NAMES.into_iter().find(|(_, names)| names.contains(&small.as_str())) {
        return Some(code.to_owned());
    }
    let (language, rest) = word.split_once('-').map_or((word, None), |(language, rest)| (language, Some(rest)));
    let is_code = (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic());
    let language = language.to_ascii_lowercase();
    is_code.then(|| rest.map_or_else(|| language.clone(), |rest| format!("{language}-{rest}")))
}

/// Names of languages; `ch` and `cn` are codes of nothing that a model speaks.
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
