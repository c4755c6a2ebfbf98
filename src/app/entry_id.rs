//! Ids of entries by row.

use llm_catalog::id::Id as EntryId;
use llm_index::{Index, RowId};

/// The id of the entry of a row.
pub fn entry_id(row: RowId, index: &Index) -> Option<EntryId> {
    let (segment, local_row) = index.locate(row)?;
    segment.id(local_row).to_owned().try_into().ok()
}
