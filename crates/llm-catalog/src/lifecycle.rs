//! Whether a model can still be used.

use serde::{Deserialize, Serialize};

use crate::{date::Date, id::EntryId, link::Url};

/// What the makers say about the availability of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LifecycleStatus {
    /// Described by its makers; neither its weights nor a service was ever offered to the public.
    Unreleased,
    /// Offered, but announced as not final.
    Preview,
    /// Offered.
    Available,
    /// Still offered, with an end announced or not recommended any more.
    Deprecated,
    /// Not offered any more.
    Retired,
    /// Taken back before its time.
    Withdrawn,
}

impl LifecycleStatus {
    /// All statuses.
    pub const ALL: [Self; 6] =
        [Self::Unreleased, Self::Preview, Self::Available, Self::Deprecated, Self::Retired, Self::Withdrawn];
}

/// The availability of a model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// The current status.
    pub status: LifecycleStatus,
    /// Since when it has been so.
    pub since: Option<Date>,
    /// The model that the makers name in its place.
    pub replacement: Option<EntryId>,
    /// The page that says so.
    pub source: Option<Url>,
}
