//! The outcome of an update, and the commands it returns to the application.

use llm_catalog::id::Id as EntryId;
use llm_index::RowId;

use crate::{
    app::{effect::Effect, overlays::menu::Menu},
    document::LinkTarget,
};

/// A request from a pane or screen to the application.
#[derive(Debug)]
pub enum Command {
    /// Let the platform perform an effect.
    Effect(Effect),
    /// Show a status message.
    ShowStatus(String),
    /// Open a link, or go to its model, term or lineage.
    Follow(LinkTarget),
    /// Close all screens and select an entry.
    SelectEntry(RowId),
    /// Close all screens and add a filter to the query.
    AddFilter(String),
    /// Remove the mark of an entry.
    Unmark(EntryId),
    OpenMenu(Box<Menu>),
    /// Open the menu of formats to copy the selected entry in.
    OpenCopyMenu,
    /// Search again; the selected entry stays selected.
    SearchAgain,
    /// Compute the chart again and put its cursor on an entry.
    RebuildChart(Option<RowId>),
}

/// The outcome of an update.
#[derive(Debug)]
pub enum Update {
    /// The action does not apply in this context.
    Ignored,
    /// The state was updated.
    Done,
    /// The state was updated, and the application has to run a command.
    Command(Command),
}

impl From<Command> for Update {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}

impl From<Effect> for Update {
    fn from(effect: Effect) -> Self {
        Self::Command(Command::Effect(effect))
    }
}

impl From<Option<Effect>> for Update {
    fn from(effect: Option<Effect>) -> Self {
        effect.map_or(Self::Done, Self::from)
    }
}

impl Update {
    /// Opens a menu.
    pub fn menu(menu: Menu) -> Self {
        Self::Command(Command::OpenMenu(Box::new(menu)))
    }

    /// Shows a status message.
    pub fn status(message: &str) -> Self {
        Self::Command(Command::ShowStatus(message.to_owned()))
    }
}
