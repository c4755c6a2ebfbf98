//! A columnar index of catalogue entries, with the query language, search, sorting,
//! lineage, and a loader for large JSON Lines files.
//!
//! The crate knows nothing of the user interface.
#![deny(missing_docs)]

mod char_mask;
mod column;
mod embedded;
mod field;
mod field_value;
mod fold;
mod index;
pub mod lineage;
mod link_set;
mod link_shortcut;
pub mod loader;
mod name_similarity;
pub mod names;
mod protocol_counts;
pub mod query;
mod row_id;
mod score_range;
pub mod search;
pub mod segment;
mod shown_score;
pub mod sort;
pub mod value;

pub use column::{Column, ValueType};
pub use embedded::{DecodeError, EncodeError, EncodedIndex};
pub use field::EncodedField;
pub use field_value::{FieldValue, ScoreFigure, VariantFigures, serde_name};
pub use fold::fold_name;
pub use index::{Index, IndexFull, RowLocation, SegmentRows};
pub use link_set::LinkSet;
pub use link_shortcut::LinkShortcut;
pub use protocol_counts::{ProtocolCounter, ProtocolCounts};
pub use row_id::{LocalRow, RowId};
pub use score_range::ScoreRange;
pub use shown_score::{ShownScore, active_score, shown_score};
