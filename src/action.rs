//! What a key can do, and where it can do it.

use serde::Deserialize;

use llm_index::LinkShortcut;

/// Something a person asks for with a key. Actions move and enter whatever
/// has the focus, so panes do not multiply them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`Messages::action` says what each does, in every language")]
pub enum Action {
    Search,
    Enter,
    Back,
    Right,
    Left,
    NextRow,
    PreviousRow,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    FirstRow,
    LastRow,
    NextTab,
    PreviousTab,
    TabBase,
    TabSft,
    TabRlhf,
    TabExtensions,
    TabAll,
    Open,
    OpenPaper,
    OpenCheckpoint,
    OpenWebsite,
    OpenLicense,
    Copy,
    Sort,
    ToggleSortDirection,
    Language,
    Theme,
    CopyAs,
    HistoryBack,
    HistoryForward,
    Tree,
    Mark,
    MarkRange,
    Compare,
    Charts,
    ChartLanguages,
    Bookmark,
    Note,
    ToggleBookmarkFilter,
    Glossary,
    About,
    Help,
    Redraw,
    Complete,
    OlderQuery,
    NewerQuery,
    Suspend,
    Quit,
}

impl Action {
    /// Whether it moves in whatever has the focus.
    #[must_use]
    pub fn is_motion(self) -> bool {
        matches!(
            self,
            Self::NextRow
                | Self::PreviousRow
                | Self::HalfPageDown
                | Self::HalfPageUp
                | Self::PageDown
                | Self::PageUp
                | Self::FirstRow
                | Self::LastRow
        )
    }
}

/// What has the focus; it decides what keys mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyContext {
    /// The table of entries.
    List,
    /// The detail of one entry.
    Detail,
    /// The search bar, where letters are typed.
    Search,
    /// A page over everything: the help, or what the catalogue is.
    Screen,
    /// A menu to choose from.
    Menu,
    /// A line of text that is asked for, such as a note.
    Prompt,
}

impl From<LinkShortcut> for Action {
    /// The action that opens a link.
    fn from(link: LinkShortcut) -> Self {
        match link {
            LinkShortcut::Paper => Action::OpenPaper,
            LinkShortcut::Checkpoint => Action::OpenCheckpoint,
            LinkShortcut::Website => Action::OpenWebsite,
            LinkShortcut::License => Action::OpenLicense,
        }
    }
}
