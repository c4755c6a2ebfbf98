//! Which links an entry has.

use llm_catalog::{EntryRef, link::LinkKind};

/// Which kinds of links an entry has, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LinkSet(u16);

impl LinkSet {
    const LICENSE_BIT: u16 = 1 << 14;
    const PAPER_BIT: u16 = 1 << 15;

    /// Whether it has a link of a kind.
    #[must_use]
    pub fn contains(self, kind: LinkKind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }

    /// Whether its license has a page.
    #[must_use]
    pub fn has_license_page(self) -> bool {
        self.0 & Self::LICENSE_BIT != 0
    }

    /// Whether it has a paper, linked or not.
    #[must_use]
    pub fn has_paper(self) -> bool {
        self.0 & Self::PAPER_BIT != 0 || self.contains(LinkKind::Paper)
    }

    pub(crate) fn insert(&mut self, kind: LinkKind) {
        self.0 |= 1 << kind as u16;
    }

    /// As they lie in a column.
    pub(crate) fn to_bytes(self) -> [u8; 2] {
        self.0.to_le_bytes()
    }

    pub(crate) fn with_flags(self, license: bool, paper: bool) -> Self {
        Self(self.0 | if license { Self::LICENSE_BIT } else { 0 } | if paper { Self::PAPER_BIT } else { 0 })
    }
}

impl From<EntryRef<'_>> for LinkSet {
    fn from(entry: EntryRef<'_>) -> Self {
        let mut links = Self::default();
        entry.links().iter().for_each(|link| links.insert(link.kind));
        match entry {
            EntryRef::Model(model) => {
                let license = model.license.as_ref().is_some_and(|license| license.url.is_some());
                links.with_flags(license, model.paper.is_some())
            }
            EntryRef::Extension(_) => links,
        }
    }
}

impl From<[u8; 2]> for LinkSet {
    fn from(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes))
    }
}
