//! Groups of link kinds that stand in for each other.

use llm_catalog::{
    EntryRef,
    link::{LinkKind, Url},
};

use crate::link_set::LinkSet;

/// A group of link kinds of which the first that an entry has is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkShortcut {
    /// The paper.
    Paper,
    /// The checkpoint.
    Checkpoint,
    /// The home page, else the blog, the code or the demo.
    Website,
    /// The page of the license.
    License,
}

impl LinkShortcut {
    /// All shortcuts, most useful first.
    pub const ALL: [Self; 4] = [Self::Paper, Self::Checkpoint, Self::Website, Self::License];

    /// The link kinds of the shortcut in order of preference.
    fn link_kinds(self) -> &'static [LinkKind] {
        use LinkKind::{Blog, Checkpoint, Code, Demo, Homepage, Paper};
        match self {
            Self::Paper => &[Paper],
            Self::Checkpoint => &[Checkpoint],
            Self::Website => &[Homepage, Blog, Code, Demo],
            Self::License => &[],
        }
    }

    /// Whether an entry with these links has a target for the shortcut.
    #[must_use]
    pub fn is_available(self, links: LinkSet) -> bool {
        self.link_kinds().iter().any(|kind| links.contains(*kind)) || self == Self::License && links.has_license_page()
    }

    /// The URL that the shortcut stands for in an entry.
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

/// The number of shortcuts with a target.
pub(crate) fn count_available(links: LinkSet) -> usize {
    LinkShortcut::ALL.iter().filter(|shortcut| shortcut.is_available(links)).count()
}
