//! Errors of building a segment.

/// Why an entry or a segment cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SegmentError {
    /// A column needs more bytes than its 32-bit offsets reach.
    #[error("the {column} of a segment take more than 4 GiB")]
    Overflow {
        /// What the column holds.
        column: &'static str,
    },
    /// The segment has as many entries as its 16-bit rows can number.
    #[error("a segment cannot hold more entries")]
    Full,
    /// A model has more variants than can be numbered.
    #[error("a model has more than 1000 variants")]
    TooManyVariants,
    /// A value cannot be encoded.
    #[error("a value cannot be encoded: {0}")]
    Encode(#[from] postcard::Error),
}
