//! The links that a key opens, whichever way an entry has them.

use crate::{
    action::Action,
    catalog::{
        Entry,
        link::{LinkKind, Url},
    },
    shelf::Links,
};

/// The links that a key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// The paper.
    Paper,
    /// The checkpoint.
    Checkpoint,
    /// The homepage, else the blog, demo or code.
    Website,
    /// The license.
    License,
}

impl Opens {
    /// All of them, in the order of their marks.
    pub const ALL: [Self; 4] = [Self::Paper, Self::Checkpoint, Self::Website, Self::License];

    /// The action that opens it.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Paper => Action::OpenPaper,
            Self::Checkpoint => Action::OpenCheckpoint,
            Self::Website => Action::OpenWebsite,
            Self::License => Action::OpenLicense,
        }
    }

    /// Its mark in the table: the key that opens it.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Self::Paper => 'p',
            Self::Checkpoint => 'c',
            Self::Website => 'w',
            Self::License => 'L',
        }
    }

    /// The kinds of links that it opens, the first that there is.
    fn kinds(self) -> &'static [LinkKind] {
        use LinkKind::{Blog, Checkpoint, Code, Demo, Homepage, Paper};
        match self {
            Self::Paper => &[Paper],
            Self::Checkpoint => &[Checkpoint],
            Self::Website => &[Homepage, Blog, Code, Demo],
            Self::License => &[],
        }
    }

    /// Whether it leads anywhere for an entry with such links.
    fn is_in(self, links: Links) -> bool {
        self.kinds().iter().any(|kind| links.has(*kind)) || self == Self::License && links.has_license()
    }

    /// Where it leads for an entry, if anywhere.
    #[must_use]
    pub fn url(self, entry: Entry<'_>) -> Option<&Url> {
        if let (Self::License, Entry::Model(model)) = (self, entry) {
            return model.license.as_ref()?.url.as_ref();
        }
        self.kinds().iter().find_map(|kind| entry.links().iter().find(|link| link.kind == *kind)).map(|link| &link.url)
    }
}

/// The keys that open something, one place each: `pc-L`.
pub(super) fn marks(links: Links) -> String {
    Opens::ALL.iter().map(|opens| if opens.is_in(links) { opens.mark() } else { '-' }).collect()
}

/// How many of the keys open something.
pub(super) fn openable(links: Links) -> usize {
    Opens::ALL.iter().filter(|opens| opens.is_in(links)).count()
}
