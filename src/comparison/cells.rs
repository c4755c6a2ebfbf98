//! What a cell says of a model.

use super::{Cell, Lead, Word};
use crate::{
    catalog::{
        Model,
        claim::{Field, Status},
        figures::Count,
        license::Commercial,
        link::{Link, LinkKind, Url},
        model::Score,
        parent::BaseModel,
        training::Training,
    },
    locale::Locale,
    search::{
        Column,
        cell::{commercial_role, stage_role},
    },
    shelf::Shelf,
    theme::Role,
};

impl Word {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), lead: None }
    }

    fn linked(text: impl Into<String>, url: Option<&Url>) -> Self {
        Self { text: text.into(), lead: url.cloned().map(Lead::Url) }
    }
}

/// What a model has in a column.
pub(super) fn of_column(column: Column, model: &Model, shelf: &Shelf, locale: Locale) -> Cell {
    let words = words(column, model, shelf, locale);
    let absence = field(column).filter(|_| words.is_empty()).and_then(|field| absence(field, model, locale));
    let commercial = model.license.as_ref().and_then(|license| license.commercial);
    let figure = match column {
        Column::Context => model.context.map(f64::from),
        // Conditions may be as bad as a ban: only what is plainly allowed is better.
        Column::Commercial => commercial.map(|commercial| if commercial == Commercial::Yes { 1.0 } else { 0.0 }),
        _ => None,
    };
    let role = match column {
        _ if words.is_empty() => Role::Muted,
        Column::Stage => stage_role(model.stage),
        Column::Commercial => commercial.map_or(Role::Text, commercial_role),
        _ => Role::Text,
    };
    Cell { words, role, figure, best: false, absence }
}

fn words(column: Column, model: &Model, shelf: &Shelf, locale: Locale) -> Vec<Word> {
    let messages = locale.messages();
    let license = model.license.as_ref();
    let one = |text: Option<String>| text.map(Word::new).into_iter().collect();
    let each = |counts: &mut dyn Iterator<Item = Count>| counts.map(|count| Word::new(count.to_string())).collect();
    match column {
        Column::Stage => one(Some((messages.stage)(model.stage).to_owned())),
        Column::Organizations => {
            let name = |name: &String| Word::new(shelf.head().organization_name(name, locale));
            model.organizations.iter().map(name).collect()
        }
        Column::Countries => model.countries.iter().map(Word::new).collect(),
        Column::Released => one(model.released.map(|date| date.to_string())),
        Column::Parameters => each(&mut model.sizes.iter().filter_map(|size| size.parameters)),
        Column::Active => each(&mut model.sizes.iter().filter_map(|size| size.active)),
        Column::Context => one(model.context.map(messages.context_tokens)),
        Column::Architecture => one(model.architecture.map(|shape| (messages.architecture)(shape).to_owned())),
        Column::Open if model.open_weights => one(Some(messages.weights_open.to_owned())),
        Column::Open => one(Some(messages.weights_closed.to_owned())),
        Column::Languages => one((!model.languages.is_empty()).then(|| model.languages.join(" "))),
        Column::License => {
            license.map(|license| Word::linked(license.label(locale), license.url.as_ref())).into_iter().collect()
        }
        Column::Commercial => {
            one(license.and_then(|license| license.commercial).map(|word| (messages.commercial)(word).to_owned()))
        }
        Column::Bases => model.base_models.iter().map(|base| parent(base, shelf, locale)).collect(),
        Column::Paper => {
            let title = model.paper.as_ref().map(|paper| paper.title.as_str());
            title.map(|title| Word::linked(title, model.link(LinkKind::Paper))).into_iter().collect()
        }
        Column::Links => {
            let word = |link: &Link| Word::linked((messages.link)(link.kind), Some(&link.url));
            model.links.iter().map(word).collect()
        }
        _ => Vec::new(),
    }
}

/// A parent, which leads to its entry.
fn parent(base: &BaseModel, shelf: &Shelf, locale: Locale) -> Word {
    let row = shelf.row_of(base.id.as_str());
    let name = row.and_then(|row| shelf.part_of(row)).map_or(base.id.as_str(), |(part, row)| part.name(row));
    Word { text: (locale.messages().relative)(name, base.relation), lead: row.map(Lead::Model) }
}

/// Training figures of one unit and kind.
pub(super) fn of_training(trainings: &[Training], model: &Model, locale: Locale) -> Cell {
    let word = |training: &Training| {
        let amount = training.written_amount();
        Word::new((locale.messages().training_figure)(&amount, training.unit, training.kind))
    };
    let is_told = !model.training.is_empty();
    Cell {
        words: trainings.iter().map(word).collect(),
        role: if trainings.is_empty() { Role::Muted } else { Role::Text },
        absence: if is_told { None } else { absence(Field::Training, model, locale) },
        ..Cell::default()
    }
}

/// Scores of one benchmark under one setting, by size; the highest counts.
pub(super) fn of_scores(scores: &[&Score], locale: Locale) -> Cell {
    let word = |score: &&Score| {
        let said: Vec<_> = score.size.iter().chain(&score.by).map(String::as_str).collect();
        let text = (locale.messages().in_brackets)(&score.value.to_string(), &said.join(", "));
        Word::linked(text, Some(&score.source))
    };
    Cell {
        words: scores.iter().map(word).collect(),
        role: if scores.is_empty() { Role::Muted } else { Role::Text },
        figure: scores.iter().map(|score| score.value).max_by(f64::total_cmp),
        ..Cell::default()
    }
}

/// What is said of a figure that its makers do not tell, or that does not exist.
fn absence(field: Field, model: &Model, locale: Locale) -> Option<&'static str> {
    let is_told = |status| matches!(status, Status::Undisclosed | Status::None);
    let claim = model.claims.iter().find(|claim| claim.field == field && is_told(claim.status))?;
    Some((locale.messages().claim_status)(claim.status))
}

/// The field of a column that claims are about.
fn field(column: Column) -> Option<Field> {
    Some(match column {
        Column::Organizations => Field::Organizations,
        Column::Released => Field::Released,
        Column::Parameters => Field::Parameters,
        Column::Context => Field::Context,
        Column::Architecture => Field::Architecture,
        Column::Languages => Field::Languages,
        Column::License => Field::License,
        Column::Paper => Field::Paper,
        Column::Bases => Field::BaseModels,
        _ => return None,
    })
}
