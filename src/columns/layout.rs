//! The columns of each list, and their layout.

use llm_index::{Column, ValueType};

/// The columns of the lists of models of one stage.
pub const MODEL_COLUMNS: [Column; 8] = [
    Column::Name,
    Column::Parameters,
    Column::Released,
    Column::Score,
    Column::TrainingData,
    Column::Languages,
    Column::License,
    Column::Links,
];
/// The columns of the list of all models.
pub const ALL_TAB_COLUMNS: [Column; 9] = [
    Column::Name,
    Column::Stage,
    Column::Parameters,
    Column::Released,
    Column::Score,
    Column::TrainingData,
    Column::Languages,
    Column::License,
    Column::Links,
];
/// The columns of the list of extensions.
pub const EXTENSION_COLUMNS: [Column; 4] = [Column::Name, Column::ExtensionKind, Column::Summary, Column::Links];

/// How a column is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnLayout {
    /// The width in terminal columns.
    pub min_width: u16,
    pub right_aligned: bool,
    /// If not all columns fit, those of higher priority are shown.
    pub priority: u8,
}

impl ColumnLayout {
    pub(super) fn new(column: Column) -> Self {
        let (min_width, right_aligned, priority) = match column {
            Column::Name => (18, false, u8::MAX),
            Column::Stage => (5, false, 8),
            Column::Parameters => (6, true, 10),
            Column::Released => (8, false, 9),
            Column::Score => (5, true, 5),
            Column::TrainingData => (11, true, 6),
            Column::Languages => (6, false, 3),
            Column::License => (12, false, 7),
            Column::Links => (5, false, 2),
            Column::ExtensionKind => (12, false, 4),
            Column::Summary => (24, false, 8),
            // Not in the lists of any tab.
            _ => match column.key_and_type().1 {
                ValueType::Quantity | ValueType::Number => (7, true, 1),
                ValueType::Text | ValueType::Keyword | ValueType::Date => (12, false, 1),
            },
        };
        Self { min_width, right_aligned, priority }
    }
}
