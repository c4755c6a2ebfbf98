//! The licenses of the Hugging Face Hub (<https://huggingface.co/docs/hub/repositories-licenses>).

use CommercialUse::{Conditions, No, Yes};

use llm_catalog::{
    license::{CommercialUse, License},
    link::Url,
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

/// The elements of Creative Commons licenses after `CC-BY`.
const CC_ELEMENTS: [&str; 6] = ["", "-SA", "-NC", "-ND", "-NC-SA", "-NC-ND"];

/// Looks up a license by its id on the Hub. An id that is not listed is taken as
/// the name; `None` for `unknown` and `other`.
pub(super) fn by_hub_id(id: &str) -> Option<License> {
    let license = |name: String, spdx: Option<String>, commercial_use| {
        let url = spdx.as_ref().map(|spdx| format!("https://spdx.org/licenses/{spdx}.html"));
        License { name, zh: None, url: url.and_then(|url| Url::try_from(url).ok()), spdx, commercial_use }
    };
    if let Some((_, name, spdx, commercial_use)) = HUB_LICENSES.iter().find(|(hub_id, ..)| *hub_id == id) {
        return Some(license((*name).to_owned(), spdx.map(str::to_owned), Some(*commercial_use)));
    }
    // Creative Commons: `cc-by-nc-sa-4.0` is `CC BY-NC-SA 4.0`.
    let spdx = id.to_uppercase();
    if let Some((elements, version)) = spdx.strip_prefix("CC-BY").and_then(|rest| rest.rsplit_once('-'))
        && ["2.0", "2.5", "3.0", "4.0"].contains(&version)
        && CC_ELEMENTS.contains(&elements)
    {
        let commercial_use = if elements.contains("NC") { No } else { Yes };
        return Some(license(format!("CC BY{elements} {version}"), Some(spdx.clone()), Some(commercial_use)));
    }
    (!["unknown", "other", ""].contains(&id)).then(|| license(id.to_owned(), None, None))
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
}
