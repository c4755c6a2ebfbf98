//! What a cell says of a model.

use llm_catalog::{
    Model,
    claim::{ClaimField, ClaimStatus},
    license::CommercialUse,
    link::{Link, LinkKind, Url},
    localized::Locale,
    model::Score,
    parent::Parent,
    quantity::Quantity,
    training::TrainingData,
};
use llm_index::{Column, Index};

use crate::{
    columns::{commercial_use_style_role, stage_style_role},
    comparison::{Cell, CellLink, CellValue},
    config::theme::StyleRole,
    i18n::Messages,
};

impl CellValue {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None }
    }

    fn with_link(text: impl Into<String>, url: Option<&Url>) -> Self {
        Self { text: text.into(), link: url.cloned().map(CellLink::Url) }
    }
}

/// What a model has in a column.
pub(super) fn column_cell(column: Column, model: &Model, shelf: &Index, locale: Locale) -> Cell {
    let words = column_values(column, model, shelf, locale);
    let absence =
        claim_field(column).filter(|_| words.is_empty()).and_then(|field| missing_reason(field, model, locale));
    let commercial = model.license.as_ref().and_then(|license| license.commercial_use);
    let figure = match column {
        Column::ContextLength => model.context.map(f64::from),
        // Conditions may be as bad as a ban: only what is plainly allowed is better.
        Column::CommercialUse => commercial.map(|commercial| if commercial == CommercialUse::Yes { 1.0 } else { 0.0 }),
        _ => None,
    };
    let role = match column {
        _ if words.is_empty() => StyleRole::Muted,
        Column::Stage => stage_style_role(model.stage),
        Column::CommercialUse => commercial.map_or(StyleRole::Text, commercial_use_style_role),
        _ => StyleRole::Text,
    };
    Cell { values: words, role, rank_value: figure, is_best: false, missing_reason: absence }
}

fn column_values(column: Column, model: &Model, shelf: &Index, locale: Locale) -> Vec<CellValue> {
    let messages = Messages::get(locale);
    let license = model.license.as_ref();
    let one = |text: Option<String>| text.map(CellValue::new).into_iter().collect();
    let each =
        |counts: &mut dyn Iterator<Item = Quantity>| counts.map(|count| CellValue::new(count.to_string())).collect();
    match column {
        Column::Stage => one(Some((messages.stage)(model.stage).to_owned())),
        Column::Organizations => {
            let name = |name: &String| CellValue::new(shelf.meta().organization_name(name, locale));
            model.organizations.iter().map(name).collect()
        }
        Column::Countries => model.countries.iter().map(CellValue::new).collect(),
        Column::Released => one(model.released.map(|date| date.to_string())),
        Column::Parameters => each(&mut model.sizes.iter().filter_map(|size| size.parameters)),
        Column::ActiveParameters => each(&mut model.sizes.iter().filter_map(|size| size.active)),
        Column::ContextLength => one(model.context.map(messages.context_tokens)),
        Column::Architecture => one(model.architecture.map(|shape| (messages.architecture)(shape).to_owned())),
        Column::OpenWeights if model.open_weights => one(Some(messages.weights_open.to_owned())),
        Column::OpenWeights => one(Some(messages.weights_closed.to_owned())),
        Column::Languages => one((!model.languages.is_empty()).then(|| model.languages.join(" "))),
        Column::License => license
            .map(|license| CellValue::with_link(license.label(locale), license.url.as_ref()))
            .into_iter()
            .collect(),
        Column::CommercialUse => one(license
            .and_then(|license| license.commercial_use)
            .map(|word| (messages.commercial_use)(word).to_owned())),
        Column::Parents => model.base_models.iter().map(|base| parent_value(base, shelf, locale)).collect(),
        Column::Paper => {
            let title = model.paper.as_ref().map(|paper| paper.title.as_str());
            title.map(|title| CellValue::with_link(title, model.link(LinkKind::Paper))).into_iter().collect()
        }
        Column::Links => {
            let word = |link: &Link| CellValue::with_link((messages.link_kind)(link.kind), Some(&link.url));
            model.links.iter().map(word).collect()
        }
        _ => Vec::new(),
    }
}

/// A parent, which leads to its entry.
fn parent_value(base: &Parent, shelf: &Index, locale: Locale) -> CellValue {
    let row = shelf.row_by_id(base.id.as_str());
    let name = row.and_then(|row| shelf.locate(row)).map_or(base.id.as_str(), |(part, row)| part.name(row));
    CellValue { text: (Messages::get(locale).related_model)(name, base.relation), link: row.map(CellLink::Model) }
}

/// Training figures of one unit and kind.
pub(super) fn training_cell(trainings: &[TrainingData], model: &Model, locale: Locale) -> Cell {
    let word = |training: &TrainingData| {
        let amount = training.format_amount();
        CellValue::new((Messages::get(locale).training_quantity)(&amount, training.unit, training.kind))
    };
    let is_told = !model.training.is_empty();
    Cell {
        values: trainings.iter().map(word).collect(),
        role: if trainings.is_empty() { StyleRole::Muted } else { StyleRole::Text },
        missing_reason: if is_told { None } else { missing_reason(ClaimField::Training, model, locale) },
        ..Cell::default()
    }
}

/// Scores of one benchmark under one setting, by size; the highest counts.
pub(super) fn scores_cell(scores: &[&Score], locale: Locale) -> Cell {
    let word = |score: &&Score| {
        let said: Vec<_> = score.size.iter().chain(&score.reported_by).map(String::as_str).collect();
        let text = (Messages::get(locale).parenthesized)(&score.value.to_string(), &said.join(", "));
        CellValue::with_link(text, Some(&score.source))
    };
    Cell {
        values: scores.iter().map(word).collect(),
        role: if scores.is_empty() { StyleRole::Muted } else { StyleRole::Text },
        rank_value: scores.iter().map(|score| score.value).max_by(f64::total_cmp),
        ..Cell::default()
    }
}

/// What is said of a figure that its makers do not tell, or that does not exist.
fn missing_reason(field: ClaimField, model: &Model, locale: Locale) -> Option<&'static str> {
    let is_told = |status| matches!(status, ClaimStatus::Undisclosed | ClaimStatus::Nonexistent);
    let claim = model.claims.iter().find(|claim| claim.field == field && is_told(claim.status))?;
    Some((Messages::get(locale).claim_status)(claim.status))
}

/// The field of a column that claims are about.
fn claim_field(column: Column) -> Option<ClaimField> {
    Some(match column {
        Column::Organizations => ClaimField::Organizations,
        Column::Released => ClaimField::Released,
        Column::Parameters => ClaimField::Parameters,
        Column::ContextLength => ClaimField::Context,
        Column::Architecture => ClaimField::Architecture,
        Column::Languages => ClaimField::Languages,
        Column::License => ClaimField::License,
        Column::Paper => ClaimField::Paper,
        Column::Parents => ClaimField::BaseModels,
        _ => return None,
    })
}
