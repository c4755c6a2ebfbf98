//! The application state and its updates.
//!
//! Nothing here performs I/O: events and results of effects come in, the state changes, and an [`Effect`] may go out
//! for the platform to perform. A key is looked up in the key map, dispatched in the context of the open overlay,
//! screen or pane, and handled by an update, which may return a command such as opening a menu. After each event
//! the layout and the visible documents are computed once; drawing and the mouse read them.

mod bookmarks;
mod choose_columns;
mod column_fit;
mod command;
mod configured;
mod confirm;
mod context;
mod copy_entry;
mod copy_format;
mod dispatch;
mod document_view;
mod edit_note;
mod effect;
mod entry_id;
mod export_entries;
mod find;
mod input;
mod jobs;
pub mod layout;
mod list_columns;
mod list_state;
mod mark_entry;
mod marked_menu;
mod marks;
mod mouse;
mod nav_history;
mod navigation;
mod news;
mod open_entry;
mod overlays;
mod palette;
mod pane_split;
mod panes;
mod pending;
mod preference;
mod preferences;
mod query_history;
mod reload;
mod restore;
mod return_to_position;
mod saved_queries;
mod saved_row;
mod screens;
mod search;
mod search_request;
mod session;
mod settings;
mod sign_heading;
mod sort_menu;
mod state;
mod tab;
mod tab_row;
mod text_find;
mod text_input;
mod theme_menu;
mod typed_query;
mod undo;
mod undo_stack;
mod view_position;

pub use crate::app::{
    copy_format::CopyFormat,
    document_view::DocumentView,
    effect::{BrowserError, EditorError, Effect, EffectResult, ExportError, FileExport, NoteEdit},
    layout::Layout,
    list_columns::ListColumns,
    list_state::ListState,
    overlays::{
        column_chooser::{ColumnChooser, ColumnItem},
        find_input::FindInput,
        menu::{ITEM_GAP, Menu},
        menu_filter::MenuMatch,
        menu_item::{MenuAction, MenuItem},
        prompt::Prompt,
    },
    panes::{detail::DetailPane, list::EntryList, search_bar::SearchBar},
    preference::Preference,
    query_history::QueryHistory,
    restore::RestoreOptions,
    saved_row::SavedRow,
    screens::{
        Screen, about::AboutScreen, chart::ChartScreen, chart::ChartTab, compare::CompareScreen,
        glossary::GlossaryScreen, help::HelpScreen, lineage::LineageScreen,
    },
    search_request::{NoMatchHints, SearchRequest, SearchResponse},
    session::{SavedChoice, SavedScreen, SavedSession, SavedView, SessionParseError},
    settings::{MIN_SIZE, Settings, StartError},
    state::App,
    tab::Tab,
    tab_row::{TabRowLabel, TabRowTarget},
};
