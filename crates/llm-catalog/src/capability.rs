//! What a model takes, gives and can do.

use serde::{Deserialize, Serialize};

/// A kind of content that a model takes or gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// Text, code included.
    Text,
    /// Still images.
    Image,
    /// Sound, speech included.
    Audio,
    /// Moving images.
    Video,
    /// Documents that are read with their layout, such as PDF files.
    Document,
}

impl Modality {
    /// All modalities.
    pub const ALL: [Self; 5] = [Self::Text, Self::Image, Self::Audio, Self::Video, Self::Document];
}

/// The kinds of content that a model takes and gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Modalities {
    /// What it takes.
    #[serde(default)]
    pub input: Vec<Modality>,
    /// What it gives.
    #[serde(default)]
    pub output: Vec<Modality>,
}

/// Whether a model writes out its reasoning before it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reasoning {
    /// It answers at once.
    No,
    /// It can be switched on, off or to some effort.
    Switchable,
    /// It always does.
    Always,
}

impl Reasoning {
    /// All values.
    pub const ALL: [Self; 3] = [Self::No, Self::Switchable, Self::Always];
}
