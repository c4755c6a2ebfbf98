//! The kinds of links that an entry has.

use llm_catalog::{EntryRef, link::LinkKind};

/// A set of link kinds, and whether there is a paper and a license page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LinkSet(u16);

impl LinkSet {
    const LICENSE_BIT: u16 = 1 << 14;
    const PAPER_BIT: u16 = 1 << 15;

    /// Whether the entry has a link of this kind.
    #[must_use]
    pub fn contains(self, kind: LinkKind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }

    /// Whether the license has a URL.
    #[must_use]
    pub fn has_license_page(self) -> bool {
        self.0 & Self::LICENSE_BIT != 0
    }

    /// Whether the entry names a paper, with or without a link to it.
    #[must_use]
    pub fn has_paper(self) -> bool {
        self.0 & Self::PAPER_BIT != 0 || self.contains(LinkKind::Paper)
    }

    pub(crate) fn insert(&mut self, kind: LinkKind) {
        self.0 |= 1 << kind as u16;
    }

    pub(crate) fn with_flags(self, has_license_page: bool, has_paper: bool) -> Self {
        let license = if has_license_page { Self::LICENSE_BIT } else { 0 };
        Self(self.0 | license | if has_paper { Self::PAPER_BIT } else { 0 })
    }

    pub(crate) fn to_le_bytes(self) -> [u8; 2] {
        self.0.to_le_bytes()
    }

    pub(crate) fn from_le_bytes(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes))
    }
}

impl From<EntryRef<'_>> for LinkSet {
    fn from(entry: EntryRef<'_>) -> Self {
        let mut links = Self::default();
        entry.links().iter().for_each(|link| links.insert(link.kind));
        match entry {
            EntryRef::Model(model) => {
                let has_license_page = model.license.as_ref().is_some_and(|license| license.url.is_some());
                links.with_flags(has_license_page, model.paper.is_some())
            }
            EntryRef::Extension(_) => links,
        }
    }
}
