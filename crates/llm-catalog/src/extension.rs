//! Extensions: projects built around language models, such as engines, frameworks and interfaces.

use serde::{Deserialize, Serialize};

use crate::{
    claim::Claim,
    date::Date,
    id::EntryId,
    link::{Link, Url},
    localized::LocalizedText,
    source::Source,
};

/// A project built around language models.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The permanent id.
    pub id: EntryId,
    /// The name as its authors write it.
    pub name: String,
    /// Other spellings of the name, for search.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The kind of project.
    pub kind: ExtensionKind,
    /// Whether it is maintained, if known.
    #[serde(rename = "status")]
    pub maintenance: Option<Maintenance>,
    /// The day when the status was last looked at.
    pub checked: Option<Date>,
    /// Where it continues, if it has moved.
    pub moved_to: Option<Url>,
    /// The links, the main one first.
    pub links: Vec<Link>,
    /// What it is, in one line.
    pub summary: LocalizedText,
    /// What it does, for whom, and what sets it apart.
    pub description: LocalizedText,
    /// The pages where this was checked.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// When the entry was added to the catalogue.
    pub added: Option<Date>,
    /// Statements of others that were checked.
    #[serde(default, rename = "claim")]
    pub claims: Vec<Claim>,
}

impl Extension {
    /// An extension of which nothing else is known, with a placeholder for the required texts.
    #[must_use]
    pub fn new(id: EntryId, name: String, kind: ExtensionKind, placeholder: LocalizedText) -> Self {
        Self {
            id,
            name,
            aliases: Vec::new(),
            kind,
            maintenance: None,
            checked: None,
            moved_to: None,
            links: Vec::new(),
            summary: placeholder.clone(),
            description: placeholder,
            sources: Vec::new(),
            added: None,
            claims: Vec::new(),
        }
    }
}

/// The kind of an [`Extension`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionKind {
    /// A database that runs or serves models.
    Database,
    /// A framework for building applications.
    Framework,
    /// A library to call from code.
    Library,
    /// A ready-made program.
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
    /// A tool that finds texts and passes them to models.
    Retrieval,
    /// A tool that measures models, or a leaderboard.
    Evaluation,
    /// A tool for training and fine-tuning.
    FineTuning,
    /// One interface to the services of many providers.
    Gateway,
}

impl ExtensionKind {
    /// All kinds.
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

/// Whether a project is maintained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Maintenance {
    /// It is in development.
    Active,
    /// Its makers only correct faults.
    Maintenance,
    /// It has not changed for half a year or longer, and its makers say nothing.
    Dormant,
    /// Its makers have archived it.
    Archived,
    /// It continues under another name or address.
    Moved,
}

impl Maintenance {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Active, Self::Maintenance, Self::Dormant, Self::Archived, Self::Moved];
}
