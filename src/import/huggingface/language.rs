//! The languages of a repository.

use std::collections::HashSet;

use crate::import::huggingface::repository::Repository;

/// The two-letter codes of ISO 639-1, without `cv`, `ml` and `ts`, which are common tags with other meanings.
const ISO_639_1_CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cy da \
                         de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy \
                         hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg \
                         li ln lo lt lu lv mg mh mi mk mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os \
                         pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te \
                         tg th ti tk tl tn to tr tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

impl Repository<'_> {
    /// The distinct languages of the model card, else the tags that are language codes.
    pub(super) fn languages(&self) -> Vec<String> {
        let mut codes = self.card_data.as_ref().map(|card| card.language.values()).unwrap_or_default();
        if codes.is_empty() {
            let tags = self.tags.iter().map(|tag| tag.0.as_ref());
            let is_code = |tag: &&str| *tag == "multilingual" || ISO_639_1_CODES.split(' ').any(|code| code == *tag);
            codes = tags.filter(is_code).collect();
        }
        let mut seen = HashSet::new();
        codes.into_iter().filter_map(bcp47_code).filter(|language| seen.insert(language.clone())).collect()
    }
}

/// The BCP 47 code, if the text is one or `multilingual`.
fn bcp47_code(text: &str) -> Option<String> {
    if text == "multilingual" {
        return Some("mul".to_owned());
    }
    let mut subtags = text.split('-');
    let is_language = |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_subtag = |tag: &str| (2..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (subtags.next().is_some_and(is_language) && subtags.all(is_subtag)).then(|| text.to_owned())
}
