//! The columns: everything of an entry that a person can see, order by,
//! filter or export, in one table.

use crate::{messages::Messages, shelf::Fact};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "`Column::heading` names each")]
pub enum Column {
    Name,
    Id,
    Stage,
    Organizations,
    Countries,
    Parameters,
    Active,
    Released,
    Score,
    Training,
    Context,
    Architecture,
    Open,
    Languages,
    License,
    Commercial,
    Bases,
    Paper,
    Links,
    Claims,
    Kind,
    Summary,
}

/// How a column is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The least columns of the screen it needs.
    pub width: u16,
    /// Whether its values stand at the right: figures do.
    pub right: bool,
    /// How long it stays as a screen gets narrower; higher stays longer.
    pub priority: u8,
}

/// What the values of a column are, and so how a filter reads its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Free text; a value of a filter is found anywhere in it.
    Text,
    /// One of some words; a value of a filter is one of them, or its start.
    Word,
    /// Whole figures.
    Count,
    /// Decimal numbers.
    Number,
    /// Dates.
    Date,
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 22] = [
        Self::Name,
        Self::Id,
        Self::Stage,
        Self::Organizations,
        Self::Countries,
        Self::Parameters,
        Self::Active,
        Self::Released,
        Self::Score,
        Self::Training,
        Self::Context,
        Self::Architecture,
        Self::Open,
        Self::Languages,
        Self::License,
        Self::Commercial,
        Self::Bases,
        Self::Paper,
        Self::Links,
        Self::Claims,
        Self::Kind,
        Self::Summary,
    ];
    /// The columns that the tables of models show.
    pub const OF_MODELS: [Self; 8] = [
        Self::Name,
        Self::Parameters,
        Self::Released,
        Self::Score,
        Self::Training,
        Self::Languages,
        Self::License,
        Self::Links,
    ];
    /// The columns that a table of models of every stage shows.
    pub const OF_ALL: [Self; 9] = [
        Self::Name,
        Self::Stage,
        Self::Parameters,
        Self::Released,
        Self::Score,
        Self::Training,
        Self::Languages,
        Self::License,
        Self::Links,
    ];
    /// The columns that the table of extensions shows.
    pub const OF_EXTENSIONS: [Self; 4] = [Self::Name, Self::Kind, Self::Summary, Self::Links];

    /// Its name in queries, on the command line and in exported tables, and
    /// the type of its values.
    #[must_use]
    pub fn naming(self) -> (&'static str, Type) {
        match self {
            Self::Name => ("name", Type::Text),
            Self::Id => ("id", Type::Text),
            Self::Stage => ("stage", Type::Word),
            Self::Organizations => ("org", Type::Text),
            Self::Countries => ("country", Type::Word),
            Self::Parameters => ("params", Type::Count),
            Self::Active => ("active", Type::Count),
            Self::Released => ("released", Type::Date),
            Self::Score => ("score", Type::Number),
            Self::Training => ("tokens", Type::Count),
            Self::Context => ("context", Type::Count),
            Self::Architecture => ("arch", Type::Word),
            Self::Open => ("open", Type::Word),
            Self::Languages => ("lang", Type::Word),
            Self::License => ("license", Type::Text),
            Self::Commercial => ("commercial", Type::Word),
            Self::Bases => ("base", Type::Word),
            Self::Paper => ("paper", Type::Text),
            Self::Links => ("has", Type::Word),
            Self::Claims => ("claim", Type::Word),
            Self::Kind => ("kind", Type::Word),
            Self::Summary => ("summary", Type::Text),
        }
    }

    /// The facts that tell of it; none where it is another text of each entry.
    pub(super) fn facts(self) -> &'static [Fact] {
        match self {
            Self::Stage => &[Fact::Stage],
            Self::Organizations => &[Fact::Organizations],
            Self::Countries => &[Fact::Countries],
            Self::Parameters | Self::Active => &[Fact::Sizes],
            Self::Released => &[Fact::Released],
            Self::Score => &[Fact::Scores],
            Self::Training => &[Fact::Training, Fact::Sizes],
            Self::Context => &[Fact::Context],
            Self::Architecture => &[Fact::Architecture],
            Self::Open => &[Fact::OpenWeights],
            Self::Languages => &[Fact::Languages],
            Self::License | Self::Commercial => &[Fact::License],
            Self::Bases => &[Fact::BaseModels],
            Self::Claims => &[Fact::Claims],
            Self::Kind => &[Fact::Kind],
            Self::Summary => &[Fact::Summary],
            Self::Name | Self::Id | Self::Paper | Self::Links => &[],
        }
    }

    /// Its name in queries, on the command line and in exported tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.naming().0
    }

    /// The column of a name.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.key() == key)
    }

    /// Its heading.
    #[must_use]
    pub fn heading(self, messages: &Messages) -> &'static str {
        match self {
            Self::Name => messages.model,
            Self::Id => "id",
            Self::Stage => messages.stage_heading,
            Self::Organizations => messages.organizations,
            Self::Countries => messages.countries,
            Self::Parameters => messages.parameters,
            Self::Active => messages.active,
            Self::Released => messages.released,
            Self::Score => messages.score,
            Self::Training => messages.tokens,
            Self::Context => messages.context,
            Self::Architecture => messages.architecture_heading,
            Self::Open => messages.weights,
            Self::Languages => messages.languages,
            Self::License => messages.license,
            Self::Commercial => messages.commercial_heading,
            Self::Bases => messages.parents,
            Self::Paper => messages.paper,
            Self::Links => messages.links,
            Self::Claims => messages.claims_heading,
            Self::Kind => messages.kind,
            Self::Summary => messages.summary,
        }
    }

    /// How it is drawn.
    #[must_use]
    pub fn shape(self) -> Shape {
        let (width, right, priority) = match self {
            Self::Name => (18, false, u8::MAX),
            Self::Stage => (5, false, 8),
            Self::Parameters => (6, true, 10),
            Self::Released => (8, false, 9),
            Self::Score => (5, true, 5),
            Self::Training => (11, true, 6),
            Self::Languages => (6, false, 3),
            Self::License => (12, false, 7),
            Self::Links => (5, false, 2),
            Self::Kind => (12, false, 4),
            Self::Summary => (24, false, 8),
            Self::Active | Self::Context => (7, true, 1),
            Self::Id
            | Self::Organizations
            | Self::Countries
            | Self::Architecture
            | Self::Open
            | Self::Commercial
            | Self::Bases
            | Self::Paper
            | Self::Claims => (12, false, 1),
        };
        Shape { width, right, priority }
    }

    /// Whether its first order is the largest or newest first.
    #[must_use]
    pub fn descends(self) -> bool {
        matches!(self.naming().1, Type::Count | Type::Number | Type::Date)
    }
}
