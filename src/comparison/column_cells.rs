//! Builds the cells of a comparison.

use llm_catalog::{
    EntryRef, Model,
    claim::{ClaimField, ClaimStatus},
    context_length::ContextLength,
    license::CommercialUse,
    link::{Link, LinkKind},
    localized::Locale,
    model::Architecture,
    parent::Parent,
    quantity::Quantity,
    training::TrainingData,
};
use llm_index::{Column, Index};

use crate::{
    columns::{ColumnExt, commercial_use_style_role, has_closed_license, parent_label, stage_style_role},
    comparison::cell::{Cell, CellLink, CellValue},
    config::theme::StyleRole,
    i18n::Messages,
};

/// The cell of a model in a row that compares a column.
pub(super) fn column_cell(column: Column, model: &Model, index: &Index, locale: Locale) -> Cell {
    let values = column_values(column, model, index, locale);
    let missing_reason =
        claim_field(column).filter(|_| values.is_empty()).and_then(|field| missing_reason(field, model, locale));
    let commercial = model.license.as_ref().and_then(|license| license.commercial_use);
    let rank_value = match column {
        // What makers call 128K ranks equal, whether it is 131,072 or 128,000.
        Column::ContextLength => context_length(model).map(|context| Quantity(context.nominal()).as_f64()),
        // Conditions may be as bad as a ban, so both rank equal.
        Column::CommercialUse => commercial.map(|commercial| if commercial == CommercialUse::Yes { 1.0 } else { 0.0 }),
        _ => None,
    };
    let role = match column {
        _ if values.is_empty() => StyleRole::Muted,
        Column::Stage => stage_style_role(model.stage),
        Column::CommercialUse => commercial.map_or(StyleRole::Text, commercial_use_style_role),
        _ => StyleRole::Text,
    };
    Cell { values, role, rank_value, missing_reason }
}

fn column_values(column: Column, model: &Model, index: &Index, locale: Locale) -> Vec<CellValue> {
    let messages = Messages::get(locale);
    let license = model.license.as_ref();
    let context = context_length(model);
    let one = |text: Option<String>| text.map(CellValue::new).into_iter().collect();
    let each = |values: &mut dyn Iterator<Item = Quantity>| {
        values.map(|value| CellValue::new(value.round_3_sig().to_string())).collect()
    };
    match column {
        Column::Stage => one(Some((messages.stage)(model.stage).to_owned())),
        Column::Organizations => {
            let name = |name: &String| CellValue::new(index.meta().organization_name(name, locale));
            model.organizations.iter().map(name).collect()
        }
        Column::Countries => model.countries.iter().map(CellValue::new).collect(),
        Column::Released => one(model.released.map(|date| date.to_string())),
        Column::Parameters => each(&mut model.variants.iter().filter_map(|variant| variant.parameters)),
        Column::ActiveParameters => each(&mut active_parameters(model).into_iter()),
        Column::ContextLength => one(context.map(|context| context.to_string())),
        Column::Architecture => one(model.architecture.map(|value| (messages.architecture)(value).to_owned())),
        Column::OpenWeights => {
            let text = |is_open: bool| if is_open { messages.weights_open } else { messages.weights_closed };
            one(model.open_weights.map(|is_open| text(is_open).to_owned()))
        }
        Column::Languages => one((!model.languages.is_empty()).then(|| model.languages.join(" "))),
        Column::License if has_closed_license(EntryRef::Model(model)) => one(Some(messages.license_closed.to_owned())),
        Column::License => license
            .map(|license| CellValue::with_url(license.label(locale), license.url.as_ref()))
            .into_iter()
            .collect(),
        Column::CommercialUse => one(license
            .and_then(|license| license.commercial_use)
            .map(|value| (messages.commercial_use)(value).to_owned())),
        Column::Parents => model.base_models.iter().map(|parent| parent_value(parent, index, locale)).collect(),
        Column::Paper => {
            let title = model.paper.as_ref().map(|paper| paper.title.as_str());
            title.map(|title| CellValue::with_url(title, model.link(LinkKind::Paper))).into_iter().collect()
        }
        Column::Links => {
            let value = |link: &Link| CellValue::with_url((messages.link_kind)(link.kind), Some(&link.url));
            model.links.iter().map(value).collect()
        }
        _ => one(Some(column.display_text(EntryRef::Model(model), index, locale)).filter(|text| !text.is_empty())),
    }
}

fn context_length(model: &Model) -> Option<ContextLength> {
    model.context.map(|tokens| ContextLength(tokens.into()))
}

/// The parameters used per token; those of a dense network are all that it has.
fn active_parameters(model: &Model) -> Option<Quantity> {
    let variant = model.variants.first()?;
    let uses_all = matches!(
        model.architecture,
        Some(
            Architecture::Dense
                | Architecture::DenseEncoder
                | Architecture::Rnn
                | Architecture::Ssm
                | Architecture::Hybrid
        )
    );
    variant.active.or(variant.parameters.filter(|_| uses_all))
}

/// The name of a parent, linked to its entry.
fn parent_value(parent: &Parent, index: &Index, locale: Locale) -> CellValue {
    let row = index.row_by_id(parent.id.as_str());
    let text = (Messages::get(locale).parent_model)(&parent_label(parent, index), parent.relation);
    CellValue { link: row.map(CellLink::Model), ..CellValue::new(text) }
}

/// Amounts of training data of one unit and kind.
pub(super) fn training_cell(trainings: &[TrainingData], model: &Model, locale: Locale) -> Cell {
    let value = |training: &TrainingData| {
        let amount = training.format_amount();
        CellValue::new((Messages::get(locale).training_quantity)(&amount, training.unit, training.kind))
    };
    let has_training = !model.training.is_empty();
    Cell {
        values: trainings.iter().map(value).collect(),
        role: if trainings.is_empty() { StyleRole::Muted } else { StyleRole::Text },
        missing_reason: if has_training { None } else { missing_reason(ClaimField::Training, model, locale) },
        ..Cell::default()
    }
}

/// The status of a value that is not disclosed or does not exist.
fn missing_reason(field: ClaimField, model: &Model, locale: Locale) -> Option<&'static str> {
    let is_missing = |status| matches!(status, ClaimStatus::Undisclosed | ClaimStatus::Nonexistent);
    let claim = model.claims.iter().find(|claim| claim.field == field && is_missing(claim.status))?;
    Some((Messages::get(locale).claim_status)(claim.status))
}

/// The field that claims about a column name.
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
