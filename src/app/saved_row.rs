//! A row by the id of its entry, which holds in any index.

use serde::{Deserialize, Serialize};

use llm_index::{Index, RowId};

/// An entry, and which of its variants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedRow {
    /// The id of the entry.
    pub id: String,
    /// The name of the variant; `None` if the entry has no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
}

impl SavedRow {
    /// The entry and the variant of a row.
    #[must_use]
    pub fn new(row: RowId, index: &Index) -> Option<Self> {
        let (segment, local_row) = index.locate(row)?;
        Some(Self { id: segment.id(local_row).to_owned(), variant: index.variant_name(row) })
    }

    /// The row in an index: of the variant, else of the first one of the entry.
    #[must_use]
    pub fn row(&self, index: &Index) -> Option<RowId> {
        let row = index.row_by_id(&self.id)?;
        let variant = self.variant.as_deref().and_then(|name| index.variant_row(row, name));
        Some(variant.unwrap_or(row))
    }
}
