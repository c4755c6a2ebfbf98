//! The choices of menus.

use llm_catalog::link::Url;
use llm_index::{RowId, sort::SortOrder};

use crate::{
    action::Action,
    app::{copy_format::CopyFormat, effect::FileExport},
    chart::Axes,
    config::SavedQueryChange,
};

/// A choice of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// What it does.
    pub action: MenuAction,
    /// What it is called.
    pub label: String,
    /// What it is about; may be empty.
    pub note: String,
    /// The key that does the same; may be empty.
    pub key: String,
    /// Other words that find it, such as its label in the other language.
    pub keywords: String,
    /// Short names of the same, such as a heading; they find it as its label does.
    pub short_names: String,
}

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuAction {
    /// Sort the list.
    Sort(SortOrder),
    /// Sort the list by the scores on a benchmark, given by its index.
    SortByScore(usize),
    /// Copy the selected entry.
    Copy(CopyFormat),
    /// Search for an earlier query, given by its index, the newest first.
    RecallQuery(usize),
    /// Change the axes of the chart.
    SetAxes(Axes),
    /// Compare the variant of a row.
    CompareVariant(RowId),
    /// Copy the marked entries.
    CopyMarked(CopyFormat),
    /// Open the main links of the marked entries, if they are not many.
    OpenMarked,
    /// Open the main links of the marked entries, however many.
    OpenMarkedConfirmed,
    /// Bookmark the marked entries.
    BookmarkMarked,
    /// Save a query under a name, or delete it.
    SaveQuery(SavedQueryChange),
    /// Ask whether to delete a saved query.
    ConfirmDeleteQuery(String),
    /// Export entries to a file.
    Export(Box<FileExport>),
    /// Do nothing.
    Cancel,
    /// Change the theme, given by its index.
    SetTheme(usize),
    /// Do what a key does in the current context, else in the list.
    Perform(Action),
    /// Open the charts and do what a key does there.
    PerformInChart(Action),
    /// Open a link.
    OpenLink(Url),
    /// Search for a query.
    SetQuery(String),
}

impl MenuItem {
    pub(in crate::app) fn new(action: MenuAction, label: impl Into<String>) -> Self {
        let label = label.into();
        let [note, key, keywords, short_names] = Default::default();
        Self { action, label, note, key, keywords, short_names }
    }

    #[must_use]
    pub(in crate::app) fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    #[must_use]
    pub(in crate::app) fn with_key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    #[must_use]
    pub(in crate::app) fn with_keywords(mut self, keywords: impl Into<String>) -> Self {
        self.keywords = keywords.into();
        self
    }

    #[must_use]
    pub(in crate::app) fn with_short_names(mut self, short_names: impl Into<String>) -> Self {
        self.short_names = short_names.into();
        self
    }
}

impl From<(MenuAction, String)> for MenuItem {
    fn from((action, label): (MenuAction, String)) -> Self {
        Self::new(action, label)
    }
}
