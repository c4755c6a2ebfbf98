//! The fields of an entry that many entries share, as a dump writes them.

use std::borrow::Cow;

use memchr::memmem;
use serde::de::DeserializeOwned;

use llm_catalog::{
    Entry, EntryRef, Extension, Model,
    claim::Claim,
    extension::ExtensionKind,
    localized::LocalizedText,
    model::{Size, Stage},
    write,
};

/// A field of which a catalogue has far fewer values than entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodedField {
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

impl EncodedField {
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
    pub fn is_searchable(self) -> bool {
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
    pub(crate) fn from_key(key: &str, before: Option<Self>) -> Option<Self> {
        let (first, last) = Self::ALL.split_at(before.map_or(0, |fact| fact as usize + 1));
        last.iter().chain(first).copied().find(|fact| fact.key() == key)
    }

    /// Reads a value as an entry of which nothing else is known; nothing where
    /// it is no such value.
    #[must_use]
    pub fn decode(self, json: &str) -> Option<Entry> {
        // Most entries know nothing of some facts.
        if json.is_empty() {
            return None;
        }
        // Other ways to write the same, such as plain integers beside figures, take the long way.
        self.decode_fast(json).or_else(|| {
            let key = self.key();
            let model = format!(r#"{{"id":"x","name":"x","stage":"base","open_weights":true,"{key}":{json}}}"#);
            Entry::from_json(&model).ok()
        })
    }

    /// Whether the part keeps its values as they are written.
    pub(crate) fn is_lossless(self) -> bool {
        !matches!(self, Self::Claims | Self::Sizes)
    }

    /// What is kept of a value: of claims, only what became of them; of sizes
    /// not where their weights are. Nothing where the value cannot be read.
    pub(crate) fn project(self, json: &str) -> Option<Cow<'_, str>> {
        let is_long = match self {
            Self::Claims => true,
            Self::Sizes => memmem::find(json.as_bytes(), b"\"checkpoint\"").is_some(),
            _ => false,
        };
        if !is_long {
            return Some(Cow::Borrowed(json));
        }
        let record = self.decode(json)?;
        if let (Self::Sizes, EntryRef::Model(model)) = (self, record.as_entry_ref()) {
            let sizes: Vec<_> = model.sizes.iter().map(|size| Size { checkpoint: None, ..size.clone() }).collect();
            return Some(Cow::Owned(write::to_json_compact(&sizes).to_string()));
        }
        let nothing = || LocalizedText { en: String::new(), zh: String::new() };
        let claim = |claim: &Claim| Claim {
            claimed_value: None,
            claimed_by: None,
            source: None,
            note: nothing(),
            ..claim.clone()
        };
        let claims: Vec<_> = record.as_entry_ref().claims().iter().map(claim).collect();
        Some(Cow::Owned(write::to_json_compact(&claims).to_string()))
    }

    fn decode_fast(self, json: &str) -> Option<Entry> {
        if matches!(self, Self::Kind | Self::Summary) {
            let mut extension = empty_extension()?;
            match self {
                Self::Kind => extension.kind = parse_json(json)?,
                _ => extension.summary = parse_json(json)?,
            }
            return Some(Entry::Extension(Box::new(extension)));
        }
        let mut model = empty_model()?;
        self.decode_into(&mut model, json)?;
        Some(Entry::Model(Box::new(model)))
    }

    /// Reads a value, as it is mostly written, into a model.
    pub(crate) fn decode_into(self, model: &mut Model, json: &str) -> Option<()> {
        match self {
            Self::Stage => model.stage = parse_json(json)?,
            Self::Organizations => model.organizations = parse_json(json)?,
            Self::Countries => model.countries = parse_json(json)?,
            Self::Released => model.released = parse_json(json)?,
            Self::Architecture => model.architecture = parse_json(json)?,
            Self::Context => model.context = parse_json(json)?,
            Self::OpenWeights => model.open_weights = parse_json(json)?,
            Self::Languages => model.languages = parse_json(json)?,
            Self::Training => model.training = parse_json(json)?,
            Self::Sizes => model.sizes = parse_json(json)?,
            Self::Scores => model.scores = parse_json(json)?,
            Self::License => model.license = parse_json(json)?,
            Self::BaseModels => model.base_models = parse_json(json)?,
            Self::Claims => model.claims = parse_json(json)?,
            Self::Kind | Self::Summary => return None,
        }
        Some(())
    }
}

fn parse_json<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// A model of which nothing is known yet.
pub(crate) fn empty_model() -> Option<Model> {
    Some(Model::new("x".to_owned().try_into().ok()?, String::new(), Stage::Base))
}

fn empty_extension() -> Option<Extension> {
    let nothing = || LocalizedText { en: String::new(), zh: String::new() };
    Some(Extension {
        id: "x".to_owned().try_into().ok()?,
        name: String::new(),
        aliases: Vec::new(),
        kind: ExtensionKind::Library,
        maintenance: None,
        links: Vec::new(),
        summary: nothing(),
        description: nothing(),
        sources: Vec::new(),
        claims: Vec::new(),
    })
}
