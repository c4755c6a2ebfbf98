//! Which license a filter means: a standard license, a group of them, or a part of a name.

use llm_catalog::license::{CommercialUse, License};

use crate::{
    column::Column,
    query::{normalize::normalize_value, synonyms::canonical_values},
};

/// Licenses approved by the Open Source Initiative, as far as they occur on weights: those that the SPDX license list
/// marks as `isOsiApproved` (<https://spdx.org/licenses/>, <https://opensource.org/licenses>).
const OSI_APPROVED: &[&str] = &[
    "0BSD",
    "AFL-3.0",
    "AGPL-3.0",
    "Apache-1.1",
    "Apache-2.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CDDL-1.0",
    "CECILL-2.1",
    "ECL-2.0",
    "EPL-1.0",
    "EPL-2.0",
    "EUPL-1.1",
    "EUPL-1.2",
    "GPL-2.0",
    "GPL-3.0",
    "ISC",
    "LGPL-2.1",
    "LGPL-3.0",
    "MIT",
    "MIT-0",
    "MPL-1.1",
    "MPL-2.0",
    "MS-PL",
    "MS-RL",
    "MulanPSL-2.0",
    "NCSA",
    "OSL-3.0",
    "PostgreSQL",
    "UPL-1.0",
    "Unlicense",
    "Zlib",
];
/// Licenses whose changed versions must be passed on under the same terms: the ones that the Free Software Foundation
/// lists as copyleft (<https://www.gnu.org/licenses/license-list.html>), weak ones included, and share-alike licenses
/// of Creative Commons (<https://creativecommons.org/licenses/>).
const COPYLEFT: &[&str] = &[
    "AGPL-3.0",
    "CC-BY-NC-SA-3.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-SA-3.0",
    "CC-BY-SA-4.0",
    "CDDL-1.0",
    "CECILL-2.1",
    "EPL-1.0",
    "EPL-2.0",
    "EUPL-1.1",
    "EUPL-1.2",
    "GPL-2.0",
    "GPL-3.0",
    "LGPL-2.1",
    "LGPL-3.0",
    "MPL-1.1",
    "MPL-2.0",
    "MS-RL",
    "OSL-3.0",
];
/// Licenses that ask for no more than a notice: those of the Blue Oak Council's list of permissive licenses
/// (<https://blueoakcouncil.org/list>), and CC0 and CC BY of Creative Commons.
const PERMISSIVE: &[&str] = &[
    "0BSD",
    "AFL-3.0",
    "Apache-1.1",
    "Apache-2.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC0-1.0",
    "ECL-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MS-PL",
    "MulanPSL-2.0",
    "NCSA",
    "PostgreSQL",
    "UPL-1.0",
    "Unlicense",
    "Zlib",
];
/// Licenses that rule out commercial use: those of Creative Commons, and `PolyForm` Noncommercial
/// (<https://polyformproject.org/licenses/noncommercial/1.0.0/>). Licenses of which the catalogue says that they do not
/// allow commercial use are in the group, too.
const NONCOMMERCIAL: &[&str] = &[
    "CC-BY-NC-3.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-ND-3.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-NC-SA-3.0",
    "CC-BY-NC-SA-4.0",
    "PolyForm-Noncommercial-1.0.0",
];

/// The licenses that a value of the license filter means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LicensePattern {
    /// Licenses with one of these SPDX ids.
    Spdx(&'static [&'static str]),
    /// As `Spdx`, and licenses that do not allow commercial use.
    Noncommercial,
    /// None, as the weights are not released.
    Closed,
    /// Licenses with a name that contains the text, in normal form; only those that equal it if there are any.
    Name(String),
}

impl LicensePattern {
    pub fn new(value: &str) -> Self {
        match canonical_values(Column::License.key(), value) {
            Some(["noncommercial"]) => Self::Noncommercial,
            Some(["closed"]) => Self::Closed,
            Some(["open-source"]) => Self::Spdx(OSI_APPROVED),
            Some(["copyleft"]) => Self::Spdx(COPYLEFT),
            Some(["permissive"]) => Self::Spdx(PERMISSIVE),
            Some(ids) => Self::Spdx(ids),
            None => {
                let text = normalize_value(value);
                let id = |ids: &'static [&'static str]| {
                    let idx = ids.iter().position(|id| normalize_value(id) == text)?;
                    ids.get(idx..=idx)
                };
                let ids = [OSI_APPROVED, COPYLEFT, PERMISSIVE, NONCOMMERCIAL].into_iter().find_map(id);
                ids.map_or(Self::Name(text), Self::Spdx)
            }
        }
    }

    /// Whether a license is one of those that the value means. `is_exact` tells whether some license of the index has
    /// the text as its entire name.
    pub fn matches(&self, license: &License, is_exact: bool) -> bool {
        match self {
            Self::Spdx(ids) => ids.contains(&license_key(license)),
            Self::Noncommercial => {
                license.commercial_use == Some(CommercialUse::No) || NONCOMMERCIAL.contains(&license_key(license))
            }
            Self::Closed => false,
            Self::Name(text) if is_exact => self.is_name_of(license) && !text.is_empty(),
            Self::Name(text) => !text.is_empty() && names(license).any(|name| normalize_value(name).contains(text)),
        }
    }

    /// Whether the value is an entire name of a license.
    pub fn is_name_of(&self, license: &License) -> bool {
        matches!(self, Self::Name(text) if names(license).any(|name| normalize_value(name) == *text))
    }
}

fn names(license: &License) -> impl Iterator<Item = &str> {
    [Some(license.name.as_str()), license.zh.as_deref(), license.spdx.as_deref()].into_iter().flatten()
}

/// What tells a license from others: the SPDX id, without `-only` and `-or-later`, if it has one or its name stands for
/// one, else the name. A filter with it matches the licenses that share it.
#[must_use]
pub fn license_key(license: &License) -> &str {
    if let Some(spdx) = &license.spdx {
        let suffix = ["-only", "-or-later", "+"].iter().find_map(|suffix| spdx.strip_suffix(suffix));
        return suffix.unwrap_or(spdx);
    }
    match canonical_values(Column::License.key(), &license.name) {
        Some([id]) if id.contains(|ch: char| ch.is_ascii_uppercase()) => id,
        _ => &license.name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn license(name: &str, spdx: Option<&str>, commercial_use: Option<CommercialUse>) -> License {
        License { name: name.to_owned(), zh: None, spdx: spdx.map(str::to_owned), url: None, commercial_use }
    }

    fn matches(value: &str, license: &License) -> bool {
        let pattern = LicensePattern::new(value);
        let is_exact = pattern.is_name_of(license);
        pattern.matches(license, is_exact)
    }

    #[test]
    fn a_standard_license_is_not_its_modification() {
        let mit = license("MIT", Some("MIT"), None);
        let modified = license("Modified MIT", None, None);
        for value in ["mit", "MIT", "mit license"] {
            assert!(matches(value, &mit) && !matches(value, &modified), "{value}");
        }
        assert!(matches("modified mit", &modified) && !matches("modified mit", &mit));
        assert!(matches("mit", &license("MIT License", None, None)), "without an SPDX id");
        let mixed = license("Apache 2.0 (72B: Tongyi Qianwen License)", None, None);
        assert!(!matches("apache", &mixed) && matches("qianwen", &mixed));
    }

    #[test]
    fn versions_of_gnu_licenses_are_told_apart() {
        let agpl = license("AGPL-3.0", Some("AGPL-3.0-only"), None);
        assert!(matches("agpl", &agpl) && matches("copyleft", &agpl) && matches("open-source", &agpl));
        assert!(!matches("gpl", &agpl) && !matches("permissive", &agpl));
        assert!(matches("gpl", &license("GPL", Some("GPL-3.0-or-later"), None)));
    }

    #[test]
    fn groups_hold_what_they_say() {
        let noncommercial = license("Research only", None, Some(CommercialUse::No));
        assert!(matches("noncommercial", &noncommercial) && matches("非商用", &noncommercial));
        let by_nc = license("CC BY-NC 4.0", Some("CC-BY-NC-4.0"), None);
        assert!(matches("noncommercial", &by_nc) && matches("cc-by-nc", &by_nc));
        assert!(!matches("cc-by", &by_nc) && !matches("open-source", &by_nc) && !matches("copyleft", &by_nc));
        assert!(PERMISSIVE.iter().all(|id| !COPYLEFT.contains(id) && !NONCOMMERCIAL.contains(id)));
        assert!(NONCOMMERCIAL.iter().all(|id| !OSI_APPROVED.contains(id)));
    }
}
