//! Lists of languages: `En most`, `Ch & En`, `en, zh`, `中英`, `多语`.

use llm_index::Column;

use crate::import::{
    cell::negation::NEGATIONS,
    footnotes::trim_raised_digits,
    report::{CellLog, LeftOutReason},
};

/// Reads the BCP 47 codes of the languages in a cell, without duplicates. In a page that the program exported
/// (`is_own_page`), each word is a code.
pub(in crate::import) fn read_languages(text: &str, is_own_page: bool, log: &mut CellLog<'_>) -> Vec<String> {
    let words = text.split(|ch: char| !ch.is_alphanumeric() && ch != '-').map(|word| word.trim_matches('-'));
    let words = words.map(trim_raised_digits);
    let words: Vec<_> = words.map(trim_chinese_words).filter(|word| !word.is_empty()).collect();
    let is_code_list = is_own_page || is_code_list(&words);
    if !is_code_list && is_negated(text, &words) {
        log.leave_out(text, LeftOutReason::NotALanguage);
        return Vec::new();
    }
    // Words of two or three letters are codes only among codes: `and`, `all` and `any` are not.
    let is_listed_code = |word: &&str| is_known_code(word) && !ENGLISH_WORDS.contains(word);
    let all_codes = words.iter().all(|word| if is_own_page { is_code(word) } else { is_listed_code(word) });
    let mut codes: Vec<String> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        if !is_code_list && IGNORED_WORDS.contains(&word.to_lowercase().as_str()) {
            continue;
        }
        // `46 languages` are many.
        let is_count = word.bytes().all(|byte| byte.is_ascii_digit());
        if is_count && words.peek().is_some_and(|next| LANGUAGE_WORDS.contains(&next.to_lowercase().as_str())) {
            words.next();
            push_new(&mut codes, "mul".to_owned());
            continue;
        }
        // The code of a language that stands before it: `Hebrew (he)`.
        if codes.contains(&word.to_lowercase()) {
            continue;
        }
        match language_codes(word, all_codes).filter(|_| is_code_list || !is_ambiguous(word)) {
            Some(found) => found.into_iter().for_each(|code| push_new(&mut codes, code)),
            None => log.leave_out(word, LeftOutReason::NotALanguage),
        }
    }
    codes
}

/// Whether words are codes alone, more than one, of which some have no other meaning: `en, is, it`.
fn is_code_list(words: &[&str]) -> bool {
    let is_listed =
        |word: &&str| is_known_code(&word.to_lowercase()) && !ENGLISH_WORDS.contains(&&*word.to_lowercase());
    words.len() > 1 && words.iter().all(is_listed) && words.iter().any(|word| !is_ambiguous(word))
}

/// Whether a text says of some language that it is none of them: `Chinese (no English)`, `非中文`. `Norwegian (no)` does not.
fn is_negated(text: &str, words: &[&str]) -> bool {
    let has_code_of_norwegian = text.contains("(no)");
    let is_negation = |word: &&str| {
        let word = word.to_lowercase();
        NEGATIONS.iter().chain(&EXCLUSIONS).any(|negation| *negation == word)
            && !(has_code_of_norwegian && word == "no")
            || word.starts_with("non-")
    };
    let text = text.replace("非洲", "");
    words.iter().any(is_negation) || text.contains(['非', '不', '除', '无', '没', '未'])
}

/// Words that leave a language out, besides negations.
const EXCLUSIONS: [&str; 4] = ["except", "excluding", "excl", "neither"];

/// A word without those in Chinese that say how much of a language there is.
fn trim_chinese_words(word: &str) -> &str {
    let word = ["仅支持", "支持", "仅", "主要"].into_iter().find_map(|start| word.strip_prefix(start)).unwrap_or(word);
    ["为主", "等"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

/// Whether a text is a code that is also a word or an abbreviation of something else, in any letter case.
pub(in crate::import) fn is_ambiguous(text: &str) -> bool {
    let language = text.split('-').next().unwrap_or_default().to_lowercase();
    AMBIGUOUS_WORDS.contains(&&*language) || is_technical(&language)
}

/// Whether a text in lower case is a code that is more often a technical abbreviation: `ml`.
pub(in crate::import) fn is_technical(text: &str) -> bool {
    ["cv", "ii", "io", "ml", "os", "ts"].contains(&text)
}

/// Codes that are common words, or that of a country.
const AMBIGUOUS_WORDS: [&str; 26] = [
    "ab", "ad", "am", "an", "as", "be", "co", "et", "ha", "he", "ho", "ia", "id", "ie", "in", "is", "it", "la", "my",
    "na", "no", "om", "or", "so", "to", "uk",
];

fn push_new(codes: &mut Vec<String>, code: String) {
    if !codes.contains(&code) {
        codes.push(code);
    }
}

const IGNORED_WORDS: [&str; 20] = [
    "and", "or", "as", "well", "also", "plus", "with", "to", "in", "the", "most", "mostly", "mainly", "only",
    "language", "主要", "为主", "等", "和", "或",
];
/// English words of two or three letters that look like codes.
const ENGLISH_WORDS: [&str; 13] =
    ["all", "and", "any", "but", "etc", "few", "for", "mix", "non", "not", "the", "to", "yes"];
const LANGUAGE_WORDS: [&str; 5] = ["languages", "langs", "种语言", "门语言", "语种"];

/// The codes of a word: a language, a code, or Chinese abbreviations of several languages.
fn language_codes(word: &str, all_codes: bool) -> Option<Vec<String>> {
    let lowercase = word.to_lowercase();
    if let Some((code, _)) = SHORT_NAMES.into_iter().find(|(_, names)| names.contains(&lowercase.as_str())) {
        return Some(vec![code.to_owned()]);
    }
    if let Some(codes) = Column::Languages.values_of_word(word) {
        return Some(codes.iter().map(|code| (*code).to_owned()).collect());
    }
    if let Some(codes) = abbreviated_languages(word) {
        return Some(codes);
    }
    let (language, _) = lowercase.split_once('-').unwrap_or((&lowercase, ""));
    let is_common = is_iso_639_1(language);
    (is_common || all_codes && is_code(word)).then(|| match word.split_once('-') {
        Some((_, subtags)) => vec![format!("{language}-{subtags}")],
        None => vec![lowercase.clone()],
    })
}

/// Whether a text has the form of a BCP 47 code with a language in lower case, which is known if it has two letters: `us` is
/// none, and `jp` stands for one.
fn is_known_code(text: &str) -> bool {
    let language = text.split('-').next().unwrap_or_default();
    let is_short_name = || SHORT_NAMES.into_iter().any(|(_, names)| names.contains(&text));
    is_code(text) && (language.len() > 2 || is_iso_639_1(language) || is_short_name())
}

fn is_iso_639_1(language: &str) -> bool {
    language.len() == 2 && ISO_639_1_CODES.split(' ').any(|code| code == language)
}

/// Whether a text has the form of a BCP 47 code with a language in lower case.
pub(in crate::import) fn is_code(text: &str) -> bool {
    let mut subtags = text.split('-');
    let is_language = |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_subtag = |tag: &str| (2..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    subtags.next().is_some_and(is_language) && subtags.all(is_subtag)
}

/// The languages of a word of Chinese abbreviations: `中英`, `中英双语`.
fn abbreviated_languages(word: &str) -> Option<Vec<String>> {
    let word = ["双语", "三语", "文", "语"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let code = |ch: char| CHINESE_ABBREVIATIONS.into_iter().find(|(known, _)| *known == ch);
    if word.is_empty() { None } else { word.chars().map(|ch| code(ch).map(|(_, code)| code.to_owned())).collect() }
}

/// The characters that stand for languages in Chinese.
const CHINESE_ABBREVIATIONS: [(char, &str); 12] = [
    ('中', "zh"),
    ('英', "en"),
    ('日', "ja"),
    ('韩', "ko"),
    ('法', "fr"),
    ('德', "de"),
    ('西', "es"),
    ('俄', "ru"),
    ('葡', "pt"),
    ('意', "it"),
    ('泰', "th"),
    ('阿', "ar"),
];

/// Names that lists use instead of a code.
const SHORT_NAMES: [(&str, &[&str]); 10] = [
    ("zh", &["ch", "cn", "chn", "zho", "chi"]),
    ("en", &["eng"]),
    ("ja", &["jp", "jpn"]),
    ("ko", &["kr", "kor"]),
    ("vi", &["vn"]),
    ("cs", &["cz"]),
    ("el", &["gr"]),
    ("da", &["dk"]),
    ("uk", &["ua"]),
    ("mul", &["multi", "multilanguage", "multi-language", "多国语言", "multi-lingual"]),
];

/// The two-letter codes of ISO 639-1.
pub(in crate::import) const ISO_639_1_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da \
                         de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy \
                         hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg \
                         li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os \
                         pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te \
                         tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
