//! The keys of a sequence that was begun.

use crokey::KeyCombination;

use crate::action::KeyContext;

/// The first keys of a sequence, and the context in which they were typed.
#[derive(Clone, Debug, Default)]
pub struct PendingKeys {
    pub(super) keys: Vec<KeyCombination>,
    pub(super) context: Option<KeyContext>,
}
