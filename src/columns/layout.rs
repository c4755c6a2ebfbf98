//! The columns of each list, and their layout.

use llm_index::{Column, ValueType};

/// The columns of the lists of models of one stage.
pub const MODEL_COLUMNS: [Column; 11] = [
    Column::Name,
    Column::Parameters,
    Column::ActiveParameters,
    Column::ContextLength,
    Column::Released,
    Column::Score,
    Column::Organizations,
    Column::TrainingData,
    Column::Languages,
    Column::License,
    Column::Links,
];
/// The columns of the list of all models.
pub const ALL_TAB_COLUMNS: [Column; 12] = [
    Column::Name,
    Column::Stage,
    Column::Parameters,
    Column::ActiveParameters,
    Column::ContextLength,
    Column::Released,
    Column::Score,
    Column::Organizations,
    Column::TrainingData,
    Column::Languages,
    Column::License,
    Column::Links,
];
/// The columns of the list of extensions.
pub const EXTENSION_COLUMNS: [Column; 4] = [Column::Name, Column::ExtensionKind, Column::Summary, Column::Links];

/// The orders of the lists of models.
pub const MODEL_ORDERS: [Column; 12] = [
    Column::Parameters,
    Column::ActiveParameters,
    Column::ContextLength,
    Column::Memory,
    Column::Released,
    Column::Score,
    Column::TrainingData,
    Column::Name,
    Column::Organizations,
    Column::Stage,
    Column::License,
    Column::Links,
];

/// How a column is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnLayout {
    /// The width in terminal columns.
    pub min_width: u16,
    pub right_aligned: bool,
    /// If not all columns fit, those of higher priority are shown.
    pub priority: u8,
}

/// The width of the score column, with the name of a benchmark above it.
pub(super) const SCORE_WIDTH: u16 = 9;

impl ColumnLayout {
    pub(super) fn new(column: Column) -> Self {
        let (min_width, right_aligned, priority) = match column {
            Column::Name => (18, false, u8::MAX),
            Column::Stage => (5, false, 10),
            Column::Parameters => (6, true, 12),
            Column::ActiveParameters => (6, true, 2),
            Column::ContextLength => (7, true, 6),
            Column::Memory => (8, true, 13),
            Column::Released => (8, false, 11),
            Column::Score => (SCORE_WIDTH, true, 8),
            Column::Organizations => (10, false, 9),
            Column::TrainingData => (11, true, 5),
            Column::Languages => (6, false, 4),
            Column::License => (10, false, 7),
            Column::Links => (5, false, 3),
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
