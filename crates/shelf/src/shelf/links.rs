//! Which links an entry has.

use crate::catalog::{Entry, link::LinkKind};

/// Which kinds of links an entry has, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Links(u16);

impl Links {
    const LICENSE: u16 = 1 << 14;
    const PAPER: u16 = 1 << 15;

    /// Whether it has a link of a kind.
    #[must_use]
    pub fn has(self, kind: LinkKind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }

    /// Whether its license has a page.
    #[must_use]
    pub fn has_license(self) -> bool {
        self.0 & Self::LICENSE != 0
    }

    /// Whether it has a paper, linked or not.
    #[must_use]
    pub fn has_paper(self) -> bool {
        self.0 & Self::PAPER != 0 || self.has(LinkKind::Paper)
    }

    pub(super) fn add(&mut self, kind: LinkKind) {
        self.0 |= 1 << kind as u16;
    }

    /// As they lie in a column.
    pub(super) fn to_bytes(self) -> [u8; 2] {
        self.0.to_le_bytes()
    }

    pub(super) fn with(self, license: bool, paper: bool) -> Self {
        Self(self.0 | if license { Self::LICENSE } else { 0 } | if paper { Self::PAPER } else { 0 })
    }
}

impl From<Entry<'_>> for Links {
    fn from(entry: Entry<'_>) -> Self {
        let mut links = Self::default();
        entry.links().iter().for_each(|link| links.add(link.kind));
        match entry {
            Entry::Model(model) => {
                let license = model.license.as_ref().is_some_and(|license| license.url.is_some());
                links.with(license, model.paper.is_some())
            }
            Entry::Extension(_) => links,
        }
    }
}

impl From<[u8; 2]> for Links {
    fn from(bytes: [u8; 2]) -> Self {
        Self(u16::from_le_bytes(bytes))
    }
}
