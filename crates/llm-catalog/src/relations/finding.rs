//! What the rules about several entries find.

use crate::{
    date::Date,
    relations::facts::{Reference, Row},
    violation::{
        DocPath,
        PathSegment::{Index, Key},
    },
};

/// A rule that an entry breaks together with others.
pub(crate) struct RelationFinding {
    pub rule: &'static str,
    /// Where.
    pub reference: Reference,
    pub reason: RelationError,
}

/// What is wrong, with the rows of the other entries.
pub(crate) enum RelationError {
    /// An alias is the name of its own entry.
    AliasOfOwnName,
    /// An alias also stands for another entry.
    AliasTaken(Row),
    /// The license is in the repository of another model.
    LicenseOfOther(Row),
    /// A link is also one of another model.
    SharedLink(Row),
    /// The model was released before the parent whose weights it has.
    BeforeParent { own: Date, parent: Date },
    /// The parent is not there. Some get a suggestion.
    MissingParent { has_suggestion: bool },
    /// The parent has no variant of the name.
    MissingParentVariant,
    /// The benchmark of a score is not there.
    MissingBenchmark,
    /// The replacement is the model itself.
    OwnReplacement,
    /// The replacement is not there.
    MissingReplacement,
    /// The model descends from itself, by way of some models, of which those in the middle are only counted.
    Cycle { first: Vec<Row>, omitted: usize, last: Vec<Row> },
}

impl RelationFinding {
    /// The path inside the entry.
    pub fn path(&self) -> DocPath {
        let Reference { variant, idx, .. } = self.reference;
        let idx = Index(idx as usize);
        let variant = variant.map(|variant| [Key("variant"), Index(variant as usize)]);
        let tail = match (&self.reason, variant) {
            (RelationError::AliasOfOwnName | RelationError::AliasTaken(_), _) => vec![Key("aliases"), idx],
            (RelationError::LicenseOfOther(_), _) => vec![Key("license"), Key("url")],
            (RelationError::SharedLink(_), Some(_)) => vec![Key("checkpoint")],
            (RelationError::SharedLink(_), None) => vec![Key("links"), idx, Key("url")],
            (
                RelationError::BeforeParent { .. }
                | RelationError::MissingParent { .. }
                | RelationError::MissingParentVariant,
                _,
            ) => vec![Key("base_models"), idx],
            (RelationError::MissingBenchmark, _) => vec![Key("score"), idx, Key("benchmark")],
            (RelationError::OwnReplacement | RelationError::MissingReplacement, _) => {
                vec![Key("lifecycle"), Key("replacement")]
            }
            (RelationError::Cycle { .. }, _) => vec![Key("base_models")],
        };
        variant.into_iter().flatten().chain(tail).collect()
    }
}
