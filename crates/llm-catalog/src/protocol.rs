//! Which scores on a benchmark compare: those that were measured in the same way.

use serde::{Deserialize, Serialize};

use crate::{id::BenchmarkId, setting::evaluation_protocol};

/// How scores were measured and who reports them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Protocol {
    /// The setting without the mode of the model; empty if it is not stated.
    pub setting: String,
    /// Who reports the scores, if not the makers of the model or of the benchmark.
    pub reported_by: Option<String>,
}

impl Protocol {
    /// The protocol of a score, by its setting and its reporter.
    #[must_use]
    pub fn new(setting: Option<&str>, reported_by: Option<&str>) -> Self {
        Self {
            setting: setting.map(evaluation_protocol).unwrap_or_default(),
            reported_by: reported_by.map(str::to_owned),
        }
    }
}

/// The scores on a benchmark that have one protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparableScores {
    /// The benchmark.
    pub benchmark: BenchmarkId,
    /// How they were measured.
    pub protocol: Protocol,
    /// The settings of this protocol as they are written, so that none has to be parsed for each score.
    pub settings: Vec<Option<String>>,
}

impl ComparableScores {
    /// Whether a score on the benchmark is one of them.
    #[must_use]
    pub fn contains(&self, setting: Option<&str>, reported_by: Option<&str>) -> bool {
        reported_by == self.protocol.reported_by.as_deref()
            && self.settings.iter().any(|known| known.as_deref() == setting)
    }
}
