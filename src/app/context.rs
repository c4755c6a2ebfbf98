//! What panes and screens can read during an update.

use llm_catalog::localized::Locale;
use llm_index::Index;

use crate::app::{layout::Layout, settings::Settings};

/// Read access to the rest of the application during an update.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub index: &'a Index,
    pub settings: &'a Settings,
    /// The layout of the last drawn frame.
    pub layout: &'a Layout,
}

/// The inputs of most documents, which are laid out again when one of them changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentKey {
    generation: u64,
    locale: Locale,
    width: usize,
}

impl Context<'_> {
    /// The key of a document of this width in columns.
    pub fn document_key(&self, width: usize) -> DocumentKey {
        DocumentKey { generation: self.index.generation(), locale: self.settings.locale, width }
    }
}
