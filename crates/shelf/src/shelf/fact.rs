//! The fields of an entry that many entries share, as a dump writes them.

use std::borrow::Cow;

use memchr::memmem;
use serde::de::DeserializeOwned;

use crate::{
    catalog::{
        Entry, Extension, Model, Record,
        claim::Claim,
        extension::ExtensionKind,
        model::{Size, Stage},
        write,
    },
    locale::Text,
};

/// A field of which a catalogue has far fewer values than entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// How it was trained.
    Stage,
    /// Who made it.
    Organizations,
    /// Where they are.
    Countries,
    /// When it came out.
    Released,
    /// The shape of the network.
    Architecture,
    /// The longest input.
    Context,
    /// Whether the weights can be downloaded.
    OpenWeights,
    /// What it speaks.
    Languages,
    /// What it was trained on.
    Training,
    /// What it was built on.
    BaseModels,
    /// The license of its weights.
    License,
    /// Its sizes.
    Sizes,
    /// Results on benchmarks.
    Scores,
    /// Where sources disagree; of each claim, only what became of it.
    Claims,
    /// The sort of an extension.
    Kind,
    /// What an extension is, in a line.
    Summary,
}

impl Fact {
    /// Every one of them, in the order in which entries are written.
    pub const ALL: [Self; 16] = [
        Self::Stage,
        Self::Organizations,
        Self::Countries,
        Self::Released,
        Self::Architecture,
        Self::Context,
        Self::OpenWeights,
        Self::Languages,
        Self::Training,
        Self::BaseModels,
        Self::License,
        Self::Sizes,
        Self::Scores,
        Self::Claims,
        Self::Kind,
        Self::Summary,
    ];

    /// Whether words of a query are looked for in it.
    #[must_use]
    pub fn holds_words(self) -> bool {
        matches!(self, Self::Stage | Self::Organizations | Self::License)
    }

    /// Its key in the catalogue.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Organizations => "organizations",
            Self::Countries => "countries",
            Self::Released => "released",
            Self::Architecture => "architecture",
            Self::Context => "context",
            Self::OpenWeights => "open_weights",
            Self::Languages => "languages",
            Self::Training => "training",
            Self::Sizes => "size",
            Self::Scores => "score",
            Self::License => "license",
            Self::BaseModels => "base_models",
            Self::Claims => "claim",
            Self::Kind => "kind",
            Self::Summary => "summary",
        }
    }

    /// The fact of a key, sought behind another fact first: keys mostly stand
    /// in their order.
    pub(super) fn of(key: &str, before: Option<Self>) -> Option<Self> {
        let (first, last) = Self::ALL.split_at(before.map_or(0, |fact| fact as usize + 1));
        last.iter().chain(first).copied().find(|fact| fact.key() == key)
    }

    /// Reads a value as an entry of which nothing else is known; nothing where
    /// it is no such value.
    #[must_use]
    pub fn read(self, json: &str) -> Option<Record> {
        // Most entries know nothing of some facts.
        if json.is_empty() {
            return None;
        }
        // Other ways to write the same, such as plain integers beside figures, take the long way.
        self.quickly(json).or_else(|| {
            let key = self.key();
            let model = format!(r#"{{"id":"x","name":"x","stage":"base","open_weights":true,"{key}":{json}}}"#);
            Record::of_json(&model).ok()
        })
    }

    /// Whether the part keeps its values as they are written.
    pub(super) fn is_whole(self) -> bool {
        !matches!(self, Self::Claims | Self::Sizes)
    }

    /// What is kept of a value: of claims, only what became of them; of sizes
    /// not where their weights are. Nothing where the value cannot be read.
    pub(super) fn shortened(self, json: &str) -> Option<Cow<'_, str>> {
        let is_long = match self {
            Self::Claims => true,
            Self::Sizes => memmem::find(json.as_bytes(), b"\"checkpoint\"").is_some(),
            _ => false,
        };
        if !is_long {
            return Some(Cow::Borrowed(json));
        }
        let record = self.read(json)?;
        if let (Self::Sizes, Entry::Model(model)) = (self, record.entry()) {
            let sizes: Vec<_> = model.sizes.iter().map(|size| Size { checkpoint: None, ..size.clone() }).collect();
            return Some(Cow::Owned(write::known(&sizes).to_string()));
        }
        let nothing = || Text { en: String::new(), zh: String::new() };
        let claim = |claim: &Claim| Claim { listed: None, by: None, source: None, note: nothing(), ..claim.clone() };
        let claims: Vec<_> = record.entry().claims().iter().map(claim).collect();
        Some(Cow::Owned(write::known(&claims).to_string()))
    }

    fn quickly(self, json: &str) -> Option<Record> {
        if matches!(self, Self::Kind | Self::Summary) {
            let mut extension = nameless_extension()?;
            match self {
                Self::Kind => extension.kind = read(json)?,
                _ => extension.summary = read(json)?,
            }
            return Some(Record::Extension(Box::new(extension)));
        }
        let mut model = nameless()?;
        self.fill(&mut model, json)?;
        Some(Record::Model(Box::new(model)))
    }

    /// Reads a value, as it is mostly written, into a model.
    pub(super) fn fill(self, model: &mut Model, json: &str) -> Option<()> {
        match self {
            Self::Stage => model.stage = read(json)?,
            Self::Organizations => model.organizations = read(json)?,
            Self::Countries => model.countries = read(json)?,
            Self::Released => model.released = read(json)?,
            Self::Architecture => model.architecture = read(json)?,
            Self::Context => model.context = read(json)?,
            Self::OpenWeights => model.open_weights = read(json)?,
            Self::Languages => model.languages = read(json)?,
            Self::Training => model.training = read(json)?,
            Self::Sizes => model.sizes = read(json)?,
            Self::Scores => model.scores = read(json)?,
            Self::License => model.license = read(json)?,
            Self::BaseModels => model.base_models = read(json)?,
            Self::Claims => model.claims = read(json)?,
            Self::Kind | Self::Summary => return None,
        }
        Some(())
    }
}

fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// A model of which nothing is known yet.
pub(super) fn nameless() -> Option<Model> {
    Some(Model::new("x".to_owned().try_into().ok()?, String::new(), Stage::Base))
}

fn nameless_extension() -> Option<Extension> {
    let nothing = || Text { en: String::new(), zh: String::new() };
    Some(Extension {
        id: "x".to_owned().try_into().ok()?,
        name: String::new(),
        aliases: Vec::new(),
        kind: ExtensionKind::Library,
        status: None,
        links: Vec::new(),
        summary: nothing(),
        description: nothing(),
        sources: Vec::new(),
        claims: Vec::new(),
    })
}
