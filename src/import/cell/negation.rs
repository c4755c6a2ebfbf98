//! Words by which a cell denies something.

/// Words in lower case that deny what follows them.
pub(in crate::import) const NEGATIONS: [&str; 6] = ["no", "non", "none", "not", "never", "without"];

/// Words in lower case that say of weights that they are released, or after a negation that they are not.
pub(in crate::import) const RELEASE_WORDS: [&str; 13] = [
    "available",
    "checkpoint",
    "checkpoints",
    "open",
    "open-source",
    "open-sourced",
    "opensource",
    "opensourced",
    "public",
    "publicly",
    "released",
    "weight",
    "weights",
];
