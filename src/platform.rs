//! The operating system: browser, clipboard, and the user's files.

mod atomic_file;
mod bookmark_store;
mod browser;
mod clipboard;
mod config_store;
mod edited_file;
mod editor;
mod export_file;
mod private_files;
mod query_history;
mod search_path;
mod session_store;
mod visit_store;

pub use crate::platform::atomic_file::{ReadOnlyFile, write_atomic, write_atomic_shared};
pub use crate::platform::bookmark_store::{read_bookmarks, update_bookmarks};
pub use crate::platform::browser::BrowserEnv;
pub use crate::platform::clipboard::copy_to_clipboard;
pub use crate::platform::config_store::update_saved_query;
pub use crate::platform::edited_file::{ReplaceError, replace_if_unchanged};
pub use crate::platform::editor::{EDITOR_VARIABLES, edit_text};
pub use crate::platform::export_file::export_file;
pub use crate::platform::query_history::{append_history, read_history};
pub use crate::platform::session_store::{SessionError, read_session, write_session};
pub use crate::platform::visit_store::{read_visit, write_visit};
