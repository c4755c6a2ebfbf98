//! How much a catalogue knows of its models, by field and year of release.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Architecture, Model},
    source::SourcedField,
};

/// A fact that is counted: its name, of which models it is asked, and whether it is known.
type Fact = (&'static str, fn(&Model) -> bool, fn(&Model) -> bool);

/// The scores that a model is expected to have.
const EXPECTED_BENCHMARKS: usize = 2;

const FACTS: [Fact; 23] = [
    ("released", is_any, |model| model.released.is_some()),
    ("open_weights", is_any, |model| {
        model.open_weights.is_some() || model.variants.iter().any(|variant| variant.open_weights.is_some())
    }),
    ("parameters", is_open, |model| model.variants.iter().any(|variant| variant.parameters.is_some())),
    ("active", is_mixture, |model| model.variants.iter().any(|variant| variant.active.is_some())),
    ("tokens", is_open, |model| model.pretraining_tokens().next().is_some()),
    ("context", is_any, |model| states(model, SourcedField::Context)),
    ("architecture", is_open, |model| states(model, SourcedField::Architecture)),
    ("modalities", is_any, |model| states(model, SourcedField::Modalities)),
    ("reasoning", is_any, |model| states(model, SourcedField::Reasoning)),
    ("tools", is_any, |model| states(model, SourcedField::Tools)),
    ("knowledge", is_any, |model| states(model, SourcedField::Knowledge)),
    ("knowledge (closed)", is_closed, |model| states(model, SourcedField::Knowledge)),
    ("lifecycle (closed)", is_closed, |model| {
        model.lifecycle.is_some() || model.variants.iter().any(|variant| variant.lifecycle.is_some())
    }),
    ("shape (open decoder)", is_open_decoder, |model| states(model, SourcedField::Shape)),
    ("license (open)", is_open, |model| {
        let mut variants = model.variants.iter().map(|variant| variant.license.is_some());
        model.license.is_some() || (!model.variants.is_empty() && variants.all(|is_stated| is_stated))
    }),
    ("training_run", is_any, |model| !model.training_runs.is_empty()),
    ("paper", is_any, |model| model.paper.is_some()),
    ("summary", is_any, |model| model.summary.is_some()),
    ("insight", is_any, |model| model.insight.is_some()),
    ("one score", is_any, |model| !model.scores.is_empty()),
    ("two benchmarks", is_any, |model| {
        let benchmarks: BTreeSet<_> = model.scores.iter().map(|score| &score.benchmark).collect();
        benchmarks.len() >= EXPECTED_BENCHMARKS
    }),
    ("added", is_any, |model| model.added.is_some()),
    ("a source of a figure", is_any, |model| model.sources.iter().any(|source| !source.backs.is_empty())),
];

/// How often a fact is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownCount {
    /// The models of which it is known.
    pub known: usize,
    /// The models of which it is asked.
    pub total: usize,
}

impl KnownCount {
    /// The known share in percent, rounded down, so that 100 means all; `None` if it is asked of no model.
    #[must_use]
    pub fn percent(self) -> Option<usize> {
        (self.known * 100).checked_div(self.total)
    }
}

/// How much is known of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageRow {
    /// The name: a key of the catalogue, with the models of which it is asked.
    pub name: &'static str,
    /// The models of all years.
    pub all: KnownCount,
    /// The models of each year.
    pub by_year: BTreeMap<u16, KnownCount>,
}

/// Counts each fact over some models. Models without a release date are in no year.
#[must_use]
pub fn coverage(models: &[Model]) -> Vec<CoverageRow> {
    let rows = FACTS.iter().map(|(name, is_asked, is_known)| {
        let mut row = CoverageRow { name, all: KnownCount::default(), by_year: BTreeMap::new() };
        for model in models.iter().filter(|model| is_asked(model)) {
            let year = model.released.map(|date| row.by_year.entry(date.year).or_default());
            for count in [Some(&mut row.all), year].into_iter().flatten() {
                count.total += 1;
                count.known += usize::from(is_known(model));
            }
        }
        row
    });
    rows.collect()
}

/// Whether the model or one of its variants states a field.
fn states(model: &Model, field: SourcedField) -> bool {
    field.is_stated_by(model) || model.variants.iter().any(|variant| field.is_stated_by_variant(variant))
}

fn is_any(_: &Model) -> bool {
    true
}

fn is_open(model: &Model) -> bool {
    model.open_weights == Some(true)
}

fn is_closed(model: &Model) -> bool {
    model.open_weights == Some(false)
}

fn architectures(model: &Model) -> impl Iterator<Item = Architecture> {
    model.architecture.into_iter().chain(model.variants.iter().filter_map(|variant| variant.architecture))
}

fn is_mixture(model: &Model) -> bool {
    architectures(model).any(|architecture| matches!(architecture, Architecture::Moe | Architecture::HybridMoe))
}

/// Whether the weights are open and the network has, or may have, a KV cache.
fn is_open_decoder(model: &Model) -> bool {
    let is_decoder = |architecture| {
        matches!(architecture, Architecture::Dense | Architecture::Moe | Architecture::Hybrid | Architecture::HybridMoe)
    };
    is_open(model) && architectures(model).any(is_decoder)
}
