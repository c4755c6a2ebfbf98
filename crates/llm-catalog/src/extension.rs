//! What people build around language models: engines, frameworks, interfaces.

use serde::{Deserialize, Serialize};

use crate::{
    claim::Claim,
    id::Id,
    link::{Link, Url},
    localized::LocalizedText,
};

/// A project built around language models.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// Its permanent name.
    pub id: Id,
    /// As its authors write it.
    pub name: String,
    /// Other spellings people type.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What sort of thing it is.
    pub kind: ExtensionKind,
    /// Whether it still lives, where that is known.
    #[serde(rename = "status")]
    pub maintenance: Option<Maintenance>,
    /// Where it is, the main link first.
    pub links: Vec<Link>,
    /// What it is, in a line.
    pub summary: LocalizedText,
    /// What it does, for whom, and what is particular about it.
    pub description: LocalizedText,
    /// Where this was checked.
    #[serde(default)]
    pub sources: Vec<Url>,
    /// Where sources disagree.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
}

/// The sort of an [`Extension`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionKind {
    /// A database that runs or serves models.
    Database,
    /// A framework for building applications.
    Framework,
    /// A library to call from code.
    Library,
    /// A program to run as it is.
    Application,
    /// A tool for the shell.
    CommandLine,
    /// A plug-in for an editor.
    Editor,
    /// An interface to models that run elsewhere.
    Frontend,
    /// A collection of links or examples.
    Collection,
    /// A program that runs the weights of models.
    Engine,
    /// A framework for agents, or an agent.
    Agent,
    /// A tool for finding texts and giving them to models.
    Retrieval,
    /// A tool that measures models, or a leaderboard.
    Evaluation,
    /// A tool for training and tuning.
    FineTuning,
    /// One interface before the services of many.
    Gateway,
}

impl ExtensionKind {
    /// Every one of them.
    pub const ALL: [Self; 14] = [
        Self::Database,
        Self::Framework,
        Self::Library,
        Self::Application,
        Self::CommandLine,
        Self::Editor,
        Self::Frontend,
        Self::Collection,
        Self::Engine,
        Self::Agent,
        Self::Retrieval,
        Self::Evaluation,
        Self::FineTuning,
        Self::Gateway,
    ];
}

/// Whether a project is kept up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Maintenance {
    /// Work goes on.
    Active,
    /// Its makers have closed it.
    Archived,
    /// It goes on under another name or address.
    Moved,
}

impl Maintenance {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Active, Self::Archived, Self::Moved];
}
