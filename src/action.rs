//! Actions that keys are bound to, and the contexts in which keys are looked up.

use serde::{Deserialize, Serialize};

use llm_index::LinkShortcut;

/// Something a key does. The key map names actions in kebab-case.
///
/// Bindings are listed in the order of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    Search,
    Enter,
    Back,
    Close,
    FocusDetail,
    FocusList,
    Unfold,
    Fold,
    ToggleFold,
    ToggleRelations,
    NextModel,
    PreviousModel,
    RemoveModel,
    ChooseVariant,
    ToggleDifferences,
    CopyComparison,
    NextChart,
    PreviousChart,
    ChartParameters,
    ChartTokens,
    ChartScore,
    ChartYears,
    ChartLicenses,
    ChartLanguages,
    ChartScoreOverTime,
    ChartContext,
    ChartOpenClosed,
    ChartAxes,
    NextPoint,
    PreviousPoint,
    NextRank,
    PreviousRank,
    ZoomIn,
    ZoomOut,
    ResetZoom,
    PanLeft,
    PanDown,
    PanUp,
    PanRight,
    NextRow,
    PreviousRow,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    FirstRow,
    LastRow,
    NextLink,
    PreviousLink,
    Find,
    NextMatch,
    PreviousMatch,
    ScrollDetailDown,
    ScrollDetailUp,
    NextTab,
    PreviousTab,
    TabAll,
    TabBase,
    TabSft,
    TabRlhf,
    TabExtensions,
    Open,
    OpenPaper,
    OpenCheckpoint,
    OpenWebsite,
    OpenLicense,
    Copy,
    Sort,
    ToggleSortDirection,
    ChooseColumns,
    ToggleColumn,
    MoveColumnLeft,
    MoveColumnRight,
    NarrowColumn,
    WidenColumn,
    ResetColumns,
    WidenList,
    NarrowList,
    Zoom,
    Language,
    Theme,
    ThemeMenu,
    Palette,
    CopyAs,
    Export,
    HistoryBack,
    HistoryForward,
    Lineage,
    Mark,
    MarkRange,
    InvertMarks,
    MarkedMenu,
    ClearMarks,
    Compare,
    Charts,
    Bookmark,
    Note,
    EditNote,
    Undo,
    ToggleBookmarkFilter,
    Glossary,
    About,
    Help,
    Reload,
    Redraw,
    Complete,
    QueryHistory,
    SaveQuery,
    SavedQueries,
    OlderQuery,
    NewerQuery,
    Suspend,
    Quit,
}

impl Action {
    /// The name in the key map.
    #[must_use]
    pub fn name(self) -> String {
        let value = serde_json::to_value(self).ok();
        value.as_ref().and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    }

    /// True for actions that move a cursor by rows or pages.
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

impl Action {
    /// True for actions that show a chart.
    #[must_use]
    pub fn shows_chart(self) -> bool {
        matches!(
            self,
            Self::ChartParameters
                | Self::ChartTokens
                | Self::ChartScore
                | Self::ChartYears
                | Self::ChartLicenses
                | Self::ChartLanguages
        )
    }
}

impl From<LinkShortcut> for Action {
    fn from(shortcut: LinkShortcut) -> Self {
        match shortcut {
            LinkShortcut::Paper => Action::OpenPaper,
            LinkShortcut::Checkpoint => Action::OpenCheckpoint,
            LinkShortcut::Website => Action::OpenWebsite,
            LinkShortcut::License => Action::OpenLicense,
        }
    }
}

/// The pane, screen or overlay that receives keys.
///
/// The key map describes each in `[context.NAME]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyContext {
    List,
    Detail,
    Search,
    Help,
    About,
    Lineage,
    Compare,
    Chart,
    Glossary,
    Menu,
    Columns,
    Prompt,
    Find,
}

impl KeyContext {
    /// Every context: panes, screens, overlays.
    pub const ALL: [Self; 13] = [
        Self::List,
        Self::Detail,
        Self::Search,
        Self::Help,
        Self::About,
        Self::Lineage,
        Self::Compare,
        Self::Chart,
        Self::Glossary,
        Self::Menu,
        Self::Columns,
        Self::Prompt,
        Self::Find,
    ];

    /// The section of the key map with the keys of this context alone.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Detail => "detail",
            Self::Search => "search",
            Self::Help => "help",
            Self::About => "about",
            Self::Lineage => "lineage",
            Self::Compare => "compare",
            Self::Chart => "chart",
            Self::Glossary => "glossary",
            Self::Menu => "menu",
            Self::Columns => "columns",
            Self::Prompt => "prompt",
            Self::Find => "find",
        }
    }

    /// True for the contexts in which characters are typed.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Search | Self::Menu | Self::Prompt | Self::Find)
    }

    /// True for the contexts of screens, which cover the panes.
    #[must_use]
    pub fn is_screen(self) -> bool {
        !matches!(self, Self::List | Self::Detail | Self::Columns) && !self.takes_text()
    }
}
