//! Licenses by the names that lists use: `Apache-2.0`, `apache 2`, `CC BY-NC 4.0`, `GPL v3`, `非商用`.
//!
//! The table has those of the Hugging Face Hub (<https://huggingface.co/docs/hub/repositories-licenses>).

use std::{collections::HashMap, sync::LazyLock};

use CommercialUse::{Conditions, No, Yes};

use llm_catalog::{
    license::{CommercialUse, License},
    link::Url,
};
use llm_index::Column;

use crate::{
    i18n::Messages,
    import::{
        cell::{
            negation::{NEGATIONS, RELEASE_WORDS},
            values::{CheckMark, check_mark, has_cross, without_ticks},
        },
        footnotes::{has_mark, strip_marks},
        inline::Inline,
        locales::LOCALES,
        report::{Assumption, CellLog, LeftOutReason},
    },
};

/// The Hub's id, the name, the SPDX id and the commercial use. The SPDX id is `None` unless exactly one
/// applies: the Hub does not distinguish `-only` from `-or-later`.
const HUB_LICENSES: [(&str, &str, Option<&str>, CommercialUse); 56] = [
    ("afl-3.0", "AFL-3.0", Some("AFL-3.0"), Yes),
    ("agpl-3.0", "AGPL-3.0", None, Yes),
    ("apache-2.0", "Apache 2.0", Some("Apache-2.0"), Yes),
    ("apple-amlr", "Apple Model License for Research", None, No),
    ("artistic-2.0", "Artistic-2.0", Some("Artistic-2.0"), Yes),
    ("bigcode-openrail-m", "BigCode OpenRAIL-M", None, Conditions),
    ("bigscience-bloom-rail-1.0", "BigScience RAIL 1.0", None, Conditions),
    ("bigscience-openrail-m", "BigScience OpenRAIL-M", None, Conditions),
    ("bsd", "BSD", None, Yes),
    ("bsd-2-clause", "BSD 2-Clause", Some("BSD-2-Clause"), Yes),
    ("bsd-3-clause", "BSD 3-Clause", Some("BSD-3-Clause"), Yes),
    ("bsd-3-clause-clear", "BSD 3-Clause Clear", Some("BSD-3-Clause-Clear"), Yes),
    ("bsl-1.0", "BSL-1.0", Some("BSL-1.0"), Yes),
    ("cc0-1.0", "CC0 1.0", Some("CC0-1.0"), Yes),
    ("cdla-permissive-1.0", "CDLA-Permissive-1.0", Some("CDLA-Permissive-1.0"), Yes),
    ("cdla-permissive-2.0", "CDLA-Permissive-2.0", Some("CDLA-Permissive-2.0"), Yes),
    ("cdla-sharing-1.0", "CDLA-Sharing-1.0", Some("CDLA-Sharing-1.0"), Yes),
    ("creativeml-openrail-m", "CreativeML OpenRAIL-M", None, Conditions),
    ("deepfloyd-if-license", "DeepFloyd IF License", None, No),
    ("ecl-2.0", "ECL-2.0", Some("ECL-2.0"), Yes),
    ("epl-1.0", "EPL-1.0", Some("EPL-1.0"), Yes),
    ("epl-2.0", "EPL-2.0", Some("EPL-2.0"), Yes),
    ("etalab-2.0", "Etalab 2.0", Some("etalab-2.0"), Yes),
    ("eupl-1.1", "EUPL-1.1", Some("EUPL-1.1"), Yes),
    ("eupl-1.2", "EUPL-1.2", Some("EUPL-1.2"), Yes),
    ("fair-noncommercial-research-license", "FAIR Noncommercial Research License", None, No),
    ("gemma", "Gemma Terms of Use", None, Conditions),
    ("gfdl", "GFDL", None, Yes),
    ("gpl", "GPL", None, Yes),
    ("gpl-2.0", "GPL-2.0", None, Yes),
    ("gpl-3.0", "GPL-3.0", None, Yes),
    ("h-research", "H Research License", None, No),
    ("intel-research", "Intel Research License", None, No),
    ("isc", "ISC", Some("ISC"), Yes),
    ("lgpl", "LGPL", None, Yes),
    ("lgpl-2.1", "LGPL-2.1", None, Yes),
    ("lgpl-3.0", "LGPL-3.0", None, Yes),
    ("llama2", "Llama 2 Community License", None, Conditions),
    ("llama3", "Llama 3 Community License", None, Conditions),
    ("llama3.1", "Llama 3.1 Community License", None, Conditions),
    ("llama3.2", "Llama 3.2 Community License", None, Conditions),
    ("llama3.3", "Llama 3.3 Community License", None, Conditions),
    ("llama4", "Llama 4 Community License", None, Conditions),
    ("mit", "MIT", Some("MIT"), Yes),
    ("mpl-2.0", "MPL-2.0", Some("MPL-2.0"), Yes),
    ("ms-pl", "MS-PL", Some("MS-PL"), Yes),
    ("ncsa", "NCSA", Some("NCSA"), Yes),
    ("odc-by", "ODC-By", None, Yes),
    ("ofl-1.1", "OFL-1.1", Some("OFL-1.1"), Yes),
    ("openrail", "OpenRAIL", None, Conditions),
    ("openrail++", "OpenRAIL++", None, Conditions),
    ("osl-3.0", "OSL-3.0", Some("OSL-3.0"), Yes),
    ("postgresql", "PostgreSQL", Some("PostgreSQL"), Yes),
    ("unlicense", "Unlicense", Some("Unlicense"), Yes),
    ("wtfpl", "WTFPL", Some("WTFPL"), Yes),
    ("zlib", "Zlib", Some("Zlib"), Yes),
];

const CC_VERSIONS: [&str; 4] = ["2.0", "2.5", "3.0", "4.0"];
/// The elements of Creative Commons licenses after `CC-BY`.
const CC_ELEMENTS: [&str; 6] = ["", "-SA", "-NC", "-ND", "-NC-SA", "-NC-ND"];

/// Looks up a license by its id on the Hub. An id that is not listed is taken as
/// the name; `None` for `unknown` and `other`.
pub(in crate::import) fn by_hub_id(id: &str) -> Option<License> {
    let license = |name: String, spdx: Option<String>, commercial_use| {
        let url = spdx.as_ref().map(|spdx| format!("https://spdx.org/licenses/{spdx}.html"));
        License { name, zh: None, url: url.and_then(|url| Url::try_from(url).ok()), spdx, commercial_use }
    };
    if let Some((_, name, spdx, commercial_use)) = HUB_LICENSES.iter().find(|(hub_id, ..)| *hub_id == id) {
        return Some(license((*name).to_owned(), spdx.map(str::to_owned), Some(*commercial_use)));
    }
    if let Some((spdx, elements, version, commercial_use)) = creative_commons(id) {
        return Some(license(format!("CC BY{elements} {version}"), Some(spdx.clone()), Some(commercial_use)));
    }
    (!["unknown", "other", ""].contains(&id)).then(|| license(id.to_owned(), None, None))
}

/// The SPDX id, elements, version and commercial use of a Creative Commons license: `cc-by-nc-sa-4.0`.
fn creative_commons(id: &str) -> Option<(String, String, String, CommercialUse)> {
    let spdx = id.to_uppercase();
    let (elements, version) = spdx.strip_prefix("CC-BY").and_then(|rest| rest.rsplit_once('-'))?;
    let is_known = CC_VERSIONS.contains(&version) && CC_ELEMENTS.contains(&elements);
    let commercial_use = if elements.contains("NC") { No } else { Yes };
    is_known.then(|| (spdx.clone(), elements.to_owned(), version.to_owned(), commercial_use))
}

/// Whether the weights are released, by what a list says of their license; `None` if that does not say so. In a page that
/// the program exported (`is_own_page`), only its own words say that they are not: any other text is the name of a license.
pub(in crate::import) fn states_open_weights(text: &str, is_own_page: bool) -> Option<bool> {
    if is_own_page {
        let is_open = || (is_not_stated(text) || is_known(text)).then_some(true);
        return if is_called_closed(text) { Some(false) } else { is_open() };
    }
    let text = strip_marks(text);
    if is_closed(&text) {
        return Some(false);
    }
    (is_not_stated(&text) || is_known(&text) && !has_cross(&text)).then_some(true)
}

/// Whether a text says that the weights are not released, in the program's words or usual ones: `Proprietary license`,
/// `Closed (API)`, `闭源`.
pub(in crate::import) fn is_closed(text: &str) -> bool {
    if is_called_closed(text) {
        return true;
    }
    let text = text.trim().to_lowercase();
    let (mut closed, mut open) = (0_usize, 0_usize);
    let mut is_after_license = false;
    for clause in text.split(|ch: char| !ch.is_alphanumeric() && !ch.is_whitespace() && !"-_'’".contains(ch)) {
        let words: Vec<_> = clause.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_license = words.iter().any(|word| word.starts_with("licen"));
        is_after_license |= is_license;
        // What a license does not allow says nothing of the weights: `Acme License (not open)`.
        let is_of_license = is_license || is_after_license && !words.iter().any(|word| WEIGHTS_WORDS.contains(word));
        for (idx, word) in words.iter().enumerate() {
            let is_negated = words.iter().take(idx).rev().take(NEGATED_WORDS).any(|word| NEGATIONS.contains(word));
            let is_denied =
                idx.checked_sub(1).and_then(|idx| words.get(idx)).is_some_and(|word| NEGATIONS.contains(word));
            // `API License Agreement` is the name of a license.
            let is_closed = CLOSED_WORDS.contains(word) || API_WORDS.contains(word) && !is_license;
            let is_not_released = is_denied && !is_of_license && is_all_denied(words.get(idx..).unwrap_or_default());
            closed += usize::from(is_closed && !is_negated || is_not_released);
            open += usize::from(OPEN_WORDS.contains(word) && !is_denied);
        }
    }
    let mut phrases = CLOSED_PHRASES.iter().flat_map(|phrase| text.match_indices(phrase));
    let has_phrase = phrases.any(|(at, _)| text.get(..at).is_some_and(|before| !ends_in_negation(before)));
    // `Apache 2.0 (code), API` and `open weights and an API` say neither.
    (closed > 0 || has_phrase) && open == 0 && !license_names(&text).any(is_known_name)
}

/// A negation is among as many words before another: `not a closed license`.
const NEGATED_WORDS: usize = 2;

/// Whether a text in Chinese denies what follows it: `并非`, `不是`.
fn ends_in_negation(before: &str) -> bool {
    before.trim_end().trim_end_matches('是').ends_with(['非', '不', '未'])
}

/// Whether a text says that the weights are not released, in the program's words.
fn is_called_closed(text: &str) -> bool {
    LOCALES.into_iter().any(|locale| Messages::get(locale).license_closed == text.trim().to_lowercase())
}

/// Whether a text says that the weights are released and no license is known, in the program's words.
pub(in crate::import) fn is_not_stated(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let is_of = |messages: &Messages| {
        [messages.export.license_not_stated, messages.export.license_by_variant].contains(&&*text)
    };
    LOCALES.into_iter().any(|locale| is_of(Messages::get(locale)))
}

/// Words for weights that are not released.
const CLOSED_WORDS: [&str; 2] = ["closed", "proprietary"];
/// Words for the only way to use such weights, unless they are part of the name of a license.
const API_WORDS: [&str; 2] = ["api", "apis"];
/// The same in Chinese.
const CLOSED_PHRASES: [&str; 5] = ["闭源", "未开源", "不开源", "未开放", "不开放"];
const OPEN_WORDS: [&str; 3] = ["open", "opensource", "opensourced"];
/// Words that may follow those of a release: `not open source yet`.
const AFTER_RELEASE_WORDS: [&str; 3] = ["source", "sourced", "yet"];
/// Words that are said of weights and not of a license.
const WEIGHTS_WORDS: [&str; 3] = ["released", "weights", "weight"];

/// Whether words after `not` deny that weights are released, and nothing else: `open source yet`. `Not available in the EU` and
/// `no public data` speak of something else.
fn is_all_denied(words: &[&str]) -> bool {
    let is_denied = |word: &&str| RELEASE_WORDS.contains(word);
    words.first().is_some_and(is_denied)
        && words.iter().all(|word| is_denied(word) || AFTER_RELEASE_WORDS.contains(word))
}

/// Whether a text begins by denying that something is released, whatever that is: `no public demo, custom`.
fn begins_with_denial(text: &str) -> bool {
    let mut words = text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| NEGATIONS.contains(&word))
        && words.next().is_some_and(|word| RELEASE_WORDS.contains(&word))
}

/// Whether a text is no more than an answer to a question that nobody knows: `No`, `❌`, `是`, `open source`, `Not closed`.
fn is_bare_answer(text: &str) -> bool {
    let has_words = text.chars().any(char::is_alphanumeric);
    let lowercase = text.to_lowercase();
    let mut words = lowercase.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_answer = |word: &str| NEGATIONS.contains(&word) || CLOSED_WORDS.contains(&word) || API_WORDS.contains(&word);
    !has_words && check_mark(text, Column::OpenWeights).is_some()
        || Column::OpenWeights.values_of_word(text.trim()).is_some()
        || ANSWERS.contains(&lowercase.trim())
        || begins_with_denial(&lowercase)
        || has_words && words.all(is_answer)
        || CLOSED_PHRASES.iter().any(|phrase| text.trim().strip_suffix(phrase).is_some_and(ends_in_negation))
}

/// Other texts that name no license, in lower case.
const ANSWERS: [&str; 9] =
    ["no license", "no licence", "weights available", "available", "free", "x", "无许可证", "无协议", "可下载"];

/// Whether a text is no more than the label of a link to a license, or its address: `[License](LICENSE)`, `See license`.
fn is_link_label(text: &str) -> bool {
    let label = text.trim_matches(|ch: char| !ch.is_alphanumeric()).to_lowercase();
    LINK_LABELS.contains(&label.as_str()) || Url::is_valid(text)
}

/// Labels of links to licenses, in lower case, that name none.
const LINK_LABELS: [&str; 26] = [
    "license",
    "licence",
    "license link",
    "license file",
    "license.md",
    "license.txt",
    "see license",
    "see the license",
    "view license",
    "link",
    "see link",
    "here",
    "see here",
    "see repo",
    "see website",
    "see model card",
    "model card",
    "details",
    "url",
    "许可证",
    "许可",
    "协议",
    "链接",
    "查看",
    "详情",
    "见链接",
];

/// Reads a license. Its name stays as the list has it; the SPDX id and the commercial use are those of the license that
/// the name means, if it is a usual one. In a page that the program exported (`is_own_page`), nothing is a mark of a note.
pub(in crate::import) fn read_license(cell: &Inline, is_own_page: bool, log: &mut CellLog<'_>) -> Option<License> {
    let mut url = None;
    for (_, link) in cell.links() {
        match Url::try_from(link.to_owned()) {
            Ok(valid) => url = url.or(Some(valid)),
            Err(error) => log.leave_out(link, LeftOutReason::InvalidLink(error)),
        }
    }
    let text = license_text(cell);
    let has_mark = !is_own_page && has_mark(&text);
    let plain = if has_mark { strip_marks(&text) } else { text.clone() };
    let named = if is_own_page { plain.clone() } else { without_ticks(&plain) };
    let name = Some(if named.is_empty() { plain } else { named }).filter(|name| !name.is_empty())?;
    if is_link_label(&name) {
        // The address is all that is known of the license.
        if let Some(url) = url {
            log.assume(&name, Assumption::AddressAsName);
            let name = url.host_and_path().to_owned();
            return Some(License { name, zh: None, spdx: None, url: Some(url), commercial_use: None });
        }
        log.leave_out(&name, LeftOutReason::UnknownValue(Column::License));
        return None;
    }
    // A cross beside a name may say anything of it.
    if is_bare_answer(&name) || !is_own_page && has_cross(&name) {
        log.leave_out(&name, LeftOutReason::UnknownValue(Column::License));
        return None;
    }
    if has_mark {
        log.assume(&text, Assumption::Marked);
    }
    Some(License { url, ..by_name(name) })
}

/// The text of a cell of licenses. Several lines are a list if each is a license of the tables.
pub(in crate::import) fn license_text(cell: &Inline) -> String {
    let lines = cell.lines();
    let is_list = lines.iter().all(|line| known_terms(line).is_some());
    lines.join(if is_list { ", " } else { " " })
}

/// The license that a name means, with the name as it stands.
pub(in crate::import) fn by_name(name: String) -> License {
    let (spdx, commercial_use) = terms(&name);
    License { name, zh: None, spdx, url: None, commercial_use }
}

/// The SPDX id and the commercial use of a license by any usual name.
fn terms(name: &str) -> (Option<String>, Option<CommercialUse>) {
    if let Some((spdx, commercial_use)) = known_terms(name) {
        return (spdx, Some(commercial_use));
    }
    let words = name.to_lowercase();
    if NONCOMMERCIAL_WORDS.iter().any(|word| words.contains(word)) {
        return (None, Some(No));
    }
    if words.contains("openrail") {
        return (None, Some(Conditions));
    }
    (None, commercial_use_of(name))
}

/// The SPDX id and the commercial use of a license of the tables.
fn known_terms(name: &str) -> Option<(Option<String>, CommercialUse)> {
    let key = license_key(name);
    let listed = TERMS.get(&key).map(|(spdx, commercial_use)| (spdx.map(str::to_owned), *commercial_use));
    listed.or_else(|| cc_terms(&key))
}

/// Whether a text is a license of the tables, or several of them. Their weights can be downloaded. Other words, as in
/// `OpenRAIL (no weights)`, may say that these are of something else.
fn is_known(text: &str) -> bool {
    let is_version = |name: &str| {
        let digits = name.trim_end_matches([')', '）']).trim_start_matches(['v', 'V']);
        digits.starts_with(|ch: char| ch.is_ascii_digit()) && digits.chars().all(|ch| ch.is_ascii_digit() || ch == '.')
    };
    known_terms(text).is_some() || license_names(text).all(|name| is_known_name(name) || is_version(name))
}

fn is_known_name(name: &str) -> bool {
    known_terms(name).is_some() || name.to_lowercase().contains("openrail")
}

/// The names in a list of licenses.
fn license_names(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split(" or ").flat_map(|text| text.split(" and "));
    names.flat_map(|text| text.split(['/', ',', '、', '|', '&', '+', '(', '（'])).map(str::trim)
}

/// The Creative Commons license of a key: `ccbyncsa4`, or `ccbync`, whose version is not stated.
fn cc_terms(key: &str) -> Option<(Option<String>, CommercialUse)> {
    let rest = key.strip_prefix("ccby")?;
    let split = rest.find(|ch: char| ch.is_ascii_digit()).unwrap_or(rest.len());
    let (elements, version) = rest.split_at_checked(split)?;
    let elements = CC_ELEMENTS.into_iter().find(|known| known.replace('-', "").to_lowercase() == elements)?;
    let commercial_use = if elements.contains("NC") { No } else { Yes };
    let version = CC_VERSIONS.into_iter().find(|known| known.trim_end_matches(".0") == version);
    Some((version.map(|version| format!("CC-BY{elements}-{version}")), commercial_use))
}

/// Parts of names, in lower case, of licenses that do not allow commercial use.
const NONCOMMERCIAL_WORDS: [&str; 9] = [
    "non-commercial",
    "noncommercial",
    "non commercial",
    "research only",
    "research-only",
    "非商用",
    "非商业",
    "仅限研究",
    "仅研究",
];

/// Phrases about commercial use that queries do not take, in lower case.
const COMMERCIAL_PHRASES: [(&str, CommercialUse); 16] = [
    ("免费商用", Yes),
    ("可免费商用", Yes),
    ("with restrictions", Conditions),
    ("with conditions", Conditions),
    ("with limitations", Conditions),
    ("restricted", Conditions),
    ("on request", Conditions),
    ("upon request", Conditions),
    ("需申请", Conditions),
    ("须申请", Conditions),
    ("申请商用", Conditions),
    ("申请后可商用", Conditions),
    ("需授权", Conditions),
    ("商用需申请", Conditions),
    ("商用需授权", Conditions),
    ("授权后可商用", Conditions),
];

/// Whether commercial use is allowed, from a word such as `yes`, `可商用`, `有条件` or a tick. A note in brackets may give
/// the reason of a `no`.
pub(in crate::import) fn commercial_use_of(text: &str) -> Option<CommercialUse> {
    let text = text.trim();
    let lowercase = text.to_lowercase();
    if let Some((_, commercial_use)) = COMMERCIAL_PHRASES.iter().find(|(phrase, _)| *phrase == lowercase) {
        return Some(*commercial_use);
    }
    if let Some((main, note)) = lowercase.split_once(['(', '（'])
        && NONCOMMERCIAL_WORDS.iter().any(|word| note.contains(word))
    {
        return commercial_use_of(main).filter(|commercial_use| *commercial_use == No);
    }
    let canonical = || Column::CommercialUse.values_of_word(text).and_then(|values| values.first().copied());
    match check_mark(text, Column::CommercialUse) {
        Some(CheckMark::Yes) => return Some(Yes),
        Some(CheckMark::No) => return Some(No),
        Some(CheckMark::Unclear) => return None,
        None => {}
    }
    match canonical()? {
        "yes" => Some(Yes),
        "conditions" => Some(Conditions),
        "no" => Some(No),
        _ => None,
    }
}

/// The SPDX id and commercial use by the key of each id and name.
static TERMS: LazyLock<HashMap<String, (Option<&'static str>, CommercialUse)>> = LazyLock::new(|| {
    let listed = HUB_LICENSES.iter().flat_map(|(id, name, spdx, commercial_use)| {
        let names = [Some(*id), Some(*name), *spdx].into_iter().flatten();
        names.map(|name| (license_key(name), (*spdx, *commercial_use)))
    });
    let others = OTHER_NAMES.iter().map(|(name, spdx, commercial_use)| (license_key(name), (*spdx, *commercial_use)));
    listed.chain(others).collect()
});

/// Other names of licenses.
const OTHER_NAMES: [(&str, Option<&str>, CommercialUse); 6] = [
    ("apache", Some("Apache-2.0"), Yes),
    ("apache v2", Some("Apache-2.0"), Yes),
    ("bsd 3", Some("BSD-3-Clause"), Yes),
    ("bsd 2", Some("BSD-2-Clause"), Yes),
    ("cc0", Some("CC0-1.0"), Yes),
    ("gnu gpl v3", None, Yes),
];

/// What the spellings of a license share: letters in lower case, digits and dots, without words such as `license`, the `v` of
/// a version and its last zero.
fn license_key(name: &str) -> String {
    let name = name.to_lowercase();
    let words = name.split(|ch: char| !ch.is_alphanumeric() && ch != '.' && ch != '+');
    let words = words.filter(|word| !["the", "license", "licence", "version", "software", ""].contains(word));
    let mut key = String::new();
    for word in words {
        let number = word.strip_prefix('v').filter(|rest| rest.starts_with(|ch: char| ch.is_ascii_digit()));
        key.push_str(number.unwrap_or(word));
    }
    for word in ["许可证", "许可", "协议"] {
        key = key.replace(word, "");
    }
    key.strip_suffix(".0").map(str::to_owned).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_up_names_spdx_ids_and_commercial_use() {
        let fields = |id| {
            let license = by_hub_id(id)?;
            Some((license.name, license.spdx.unwrap_or_default(), license.commercial_use))
        };
        let expected =
            |name: &str, spdx: &str, commercial_use| Some((name.to_owned(), spdx.to_owned(), commercial_use));
        assert_eq!(fields("apache-2.0"), expected("Apache 2.0", "Apache-2.0", Some(Yes)));
        assert_eq!(fields("cc-by-nc-sa-4.0"), expected("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0", Some(No)));
        assert_eq!(fields("cc-by-4.0"), expected("CC BY 4.0", "CC-BY-4.0", Some(Yes)));
        assert_eq!(fields("gpl-3.0"), expected("GPL-3.0", "", Some(Yes)));
        assert_eq!(fields("llama3.1"), expected("Llama 3.1 Community License", "", Some(Conditions)));
        assert_eq!(fields("custom-rules"), expected("custom-rules", "", None));
        assert_eq!(fields("other"), None);
    }

    #[test]
    fn usual_spellings_mean_the_same_license() {
        for (name, spdx, commercial_use) in [
            ("Apache-2.0", Some("Apache-2.0"), Some(Yes)),
            ("Apache 2.0", Some("Apache-2.0"), Some(Yes)),
            ("Apache License, Version 2.0", Some("Apache-2.0"), Some(Yes)),
            ("apache2", Some("Apache-2.0"), Some(Yes)),
            ("MIT License", Some("MIT"), Some(Yes)),
            ("MIT 许可证", Some("MIT"), Some(Yes)),
            ("BSD-3-Clause", Some("BSD-3-Clause"), Some(Yes)),
            ("CC BY-NC 4.0", Some("CC-BY-NC-4.0"), Some(No)),
            ("CC-BY-SA-3.0", Some("CC-BY-SA-3.0"), Some(Yes)),
            ("CC BY-NC", None, Some(No)),
            ("GPL v3", None, Some(Yes)),
            ("LLaMA 2 Community License", None, Some(Conditions)),
            ("OpenRAIL-M v1", None, Some(Conditions)),
            ("Research only", None, Some(No)),
            ("非商用", None, Some(No)),
            ("可商用", None, Some(Yes)),
            ("Apacch 2.0", None, None),
            ("Custom", None, None),
        ] {
            assert_eq!(terms(name), (spdx.map(str::to_owned), commercial_use), "{name}");
        }
    }
}
