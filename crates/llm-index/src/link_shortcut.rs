//! The links that a key opens, whichever way an entry has them.

use llm_catalog::{
    EntryRef,
    link::{LinkKind, Url},
};

use crate::segment::LinkSet;

/// The links that a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkShortcut {
    /// The paper.
    Paper,
    /// The checkpoint.
    Checkpoint,
    /// The homepage, else the blog, demo or code.
    Website,
    /// The license.
    License,
}

impl LinkShortcut {
    /// All of them, in the order of their marks.
    pub const ALL: [Self; 4] = [Self::Paper, Self::Checkpoint, Self::Website, Self::License];

    /// The kinds of links that it opens, the first that there is.
    fn link_kinds(self) -> &'static [LinkKind] {
        use LinkKind::{Blog, Checkpoint, Code, Demo, Homepage, Paper};
        match self {
            Self::Paper => &[Paper],
            Self::Checkpoint => &[Checkpoint],
            Self::Website => &[Homepage, Blog, Code, Demo],
            Self::License => &[],
        }
    }

    /// Whether it leads anywhere for an entry with such links.
    #[must_use]
    pub fn is_available(self, links: LinkSet) -> bool {
        self.link_kinds().iter().any(|kind| links.contains(*kind)) || self == Self::License && links.has_license_page()
    }

    /// Where it leads for an entry, if anywhere.
    #[must_use]
    pub fn url(self, entry: EntryRef<'_>) -> Option<&Url> {
        if let (Self::License, EntryRef::Model(model)) = (self, entry) {
            return model.license.as_ref()?.url.as_ref();
        }
        self.link_kinds()
            .iter()
            .find_map(|kind| entry.links().iter().find(|link| link.kind == *kind))
            .map(|link| &link.url)
    }
}

/// How many of the keys open something.
pub(crate) fn count_available(links: LinkSet) -> usize {
    LinkShortcut::ALL.iter().filter(|opens| opens.is_available(links)).count()
}
