//! The normal forms of typed text: Unicode NFKC, letters and digits alone, simplified Chinese.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// Characters of column names, values and organizations, each in its traditional and its simplified form.
const TRADITIONAL_AND_SIMPLIFIED: &str = "\
    稱称標标識识編编號号階阶訓训練练機机構构廠厂開开發发組组織织單单國国別别區区參参數数規规間间時时評评測测詞词長长結结網网絡络\
    權权語语種种許许證证協协議议業业礎础論论鏈链連连聲声類类簡简紹绍預预監监調调強强習习饋馈話话碼码態态環环經经擴扩閉闭無无條条\
    傳传爭争認认確确頁页試试據据庫库務务應应輯辑體体檢检與与關关聯联紐纽蘭兰羅罗亞亚維维爾尔貝贝麥麦瑪玛韓韩義义當当馬马來来臺台\
    灣湾烏乌諾诺聖圣華华為为騰腾訊讯節节躍跃動动湯汤軟软豐丰遠远譜谱螞蚂蟻蚁團团萬万億亿復复學学寬宽鬆松僅仅輝辉達达寶宝飛飞槳桨\
    靈灵東东進进層层漢汉廣广價价記记書书籤签衛卫醫医術术創创驗验實实專专統统綫线線线後后數数滿满紅红薯薯蘋苹馳驰鵬鹏鏈链閱阅壓压\
    縮缩過过個个們们園园圖图圓圆導导屬属島岛嶼屿歐欧歲岁爺爷獨独現现產产畫画盧卢稅税範范約约級级細细給给";

/// The NFKC form of a text: half-width letters and signs, composed characters. Curly quotes become straight ones.
/// Parentheses stay full-width, as they are in Chinese names. Of a text whose NFKC form would have new spaces, which separate
/// terms, only the quotes change.
#[must_use]
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    const PARENTHESES: [char; 2] = ['（', '）'];
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for part in text.split_inclusive(PARENTHESES) {
        let name = part.strip_suffix(PARENTHESES).unwrap_or(part);
        folded.extend(name.nfkc().map(straighten_quote));
        folded.push_str(part.get(name.len()..).unwrap_or_default());
    }
    let count_spaces = |text: &str| text.chars().filter(|ch| ch.is_whitespace()).count();
    if count_spaces(&folded) != count_spaces(text) {
        folded = text.chars().map(straighten_quote).collect();
    }
    Cow::Owned(folded)
}

/// A straight quote for a curly or full-width one.
fn straighten_quote(ch: char) -> char {
    if is_quote(ch) { '"' } else { ch }
}

/// Whether a character quotes text in a query.
pub(crate) fn is_quote(ch: char) -> bool {
    matches!(ch, '"' | '＂' | '“' | '”')
}

/// The letters and digits of a text, in NFKC and lowercase.
#[must_use]
pub fn normalize(text: &str) -> String {
    let letters = |chars: &mut dyn Iterator<Item = char>| -> String {
        chars.filter(|ch| ch.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    if text.is_ascii() || is_nfkc(text) { letters(&mut text.chars()) } else { letters(&mut text.nfkc()) }
}

/// The [normal form](normalize) of a column name or a value, in simplified Chinese.
#[must_use]
pub(crate) fn normalize_value(text: &str) -> String {
    let normalized = normalize(text);
    if normalized.is_ascii() { normalized } else { normalized.chars().map(simplify).collect() }
}

fn simplify(ch: char) -> char {
    let mut chars = TRADITIONAL_AND_SIMPLIFIED.chars();
    while let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
        if traditional == ch {
            return simplified;
        }
    }
    ch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_text_becomes_half_width() {
        assert_eq!(fold("ｏｐｅｎ：ｙｅｓ"), "open:yes");
        assert_eq!(fold("“Meta AI”"), "\"Meta AI\"");
        assert_eq!(normalize("ＬＬａＭＡ－２"), "llama2");
        assert_eq!(fold("港中大（深圳）"), "港中大（深圳）");
        assert_eq!(fold("¨"), "¨", "its NFKC form has a space");
        assert_eq!(fold("“中 ´”"), "\"中 ´\"");
    }

    #[test]
    fn every_pair_of_characters_is_complete_and_simplifies_once() {
        let chars: Vec<_> = TRADITIONAL_AND_SIMPLIFIED.chars().collect();
        assert!(chars.len().is_multiple_of(2));
        for pair in chars.chunks_exact(2) {
            assert_eq!(simplify(pair[1]), pair[1], "{pair:?}");
        }
        assert_eq!(normalize_value("許可證"), "许可证");
        assert_eq!(normalize_value("參數量"), "参数量");
    }
}
