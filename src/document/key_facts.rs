//! The figures of a model that people look up: size, context, license, training, what it takes and gives.

use llm_catalog::{
    Model,
    claim::{Claim, ClaimField, ClaimStatus},
    context_length::ContextLength,
    license::License,
    localized::Locale,
    training::TrainingKind,
    variant::Variant,
};
use llm_index::{Column, Index};

use crate::{
    columns::{ColumnExt, commercial_use_style_role},
    config::theme::StyleRole,
    document::{
        builder::{DocumentBuilder, Label},
        capabilities::write_capabilities,
        claims::claim_status_role,
        field::DocField,
        line::{LinkTarget, StyledSpan},
    },
    i18n::Messages,
};

/// Writes the figures of a variant of a model as fields. `resolved` is the model with what the variant states.
pub(super) fn write_key_facts(
    builder: &mut DocumentBuilder,
    model: &Model,
    resolved: &Model,
    variant: Option<&Variant>,
    index: &Index,
    locale: Locale,
) {
    let messages = Messages::get(locale);
    let name = variant.filter(|_| model.variants.len() > 1).map(|variant| variant.name.as_str());
    builder.section(&(messages.key_facts)(name));
    if let Some(variant) = variant {
        write_parameters(builder, variant, locale);
    }
    if model.variants.iter().all(|variant| variant.parameters.is_none()) {
        let label = Label::from_column(Column::Parameters, locale);
        write_undisclosed(builder, label, ClaimField::Parameters, &model.claims, messages);
    }
    for (column, context) in
        [(Column::ContextLength, resolved.context), (Column::ContextExtended, resolved.context_extended)]
    {
        if let Some(context) = context {
            let text = ContextLength(context.into()).with_exact();
            builder.field(Label::from_column(column, locale), StyleRole::Text, &text);
        }
    }
    write_license(builder, resolved.license.as_ref(), resolved.open_weights, locale);
    write_training(builder, resolved, variant, locale);
    if let Some(architecture) = resolved.architecture {
        let label = Label::new(Column::Architecture.heading(locale), DocField::Architecture(architecture));
        builder.field(label, StyleRole::Text, (messages.architecture)(architecture));
    }
    write_capabilities(builder, resolved, index, locale);
    write_training_runs(builder, resolved, messages);
    if !resolved.languages.is_empty() {
        let label = Label::new(messages.languages_label, Column::Languages);
        builder.field(label, StyleRole::Text, &resolved.languages.join(" "));
    }
    let own_aliases = resolved.variants.iter().flat_map(|variant| &variant.aliases);
    let aliases: Vec<_> = model.aliases.iter().chain(own_aliases).map(String::as_str).collect();
    write_aliases(builder, &aliases, messages);
}

/// Writes the other names of an entry.
pub(super) fn write_aliases(builder: &mut DocumentBuilder, aliases: &[&str], messages: &Messages) {
    if !aliases.is_empty() {
        let label = Label::new(messages.aliases, Column::Name);
        builder.field(label, StyleRole::Muted, &aliases.join(messages.cli.list_separator));
    }
}

fn write_parameters(builder: &mut DocumentBuilder, variant: &Variant, locale: Locale) {
    for (column, quantity) in [(Column::Parameters, variant.parameters), (Column::ActiveParameters, variant.active)] {
        if let Some(quantity) = quantity {
            builder.field(Label::from_column(column, locale), StyleRole::Text, &quantity.with_exact());
        }
    }
}

fn write_training(builder: &mut DocumentBuilder, model: &Model, variant: Option<&Variant>, locale: Locale) {
    let messages = Messages::get(locale);
    for (idx, training) in model.training.iter().enumerate() {
        let label = Label::new(if idx == 0 { messages.training } else { "" }, DocField::Training(training.kind));
        let text = (messages.training_quantity)(&training.format_amount(), training.unit, training.kind);
        builder.field(label, StyleRole::Text, &text);
    }
    if model.training.is_empty() {
        let label = Label::new(messages.training, Column::TrainingData);
        write_undisclosed(builder, label, ClaimField::Training, &model.claims, messages);
    }
    let is_pre_training = |kind| kind == TrainingKind::Trained;
    let has_tokens = model.training.iter().any(|training| is_pre_training(training.kind));
    if let Some(tokens) = variant.and_then(|variant| variant.tokens).filter(|_| !has_tokens) {
        let label = Label::new(Column::TrainingData.heading(locale), DocField::Training(TrainingKind::Trained));
        builder.field(label, StyleRole::Text, &tokens.with_exact());
    }
}

fn write_training_runs(builder: &mut DocumentBuilder, model: &Model, messages: &Messages) {
    for (idx, run) in model.training_runs.iter().enumerate() {
        let label = if idx == 0 { messages.training_run_label } else { "" };
        let variant = run.variant.as_ref().filter(|_| model.training_runs.len() > 1);
        let variant = variant.map(|name| format!("{name}: ")).unwrap_or_default();
        let text = variant + &(messages.training_run)(run);
        let link = LinkTarget::Url(run.source.clone());
        let label = Label::new(label, DocField::TrainingCompute);
        builder.field_spans(label, &[StyledSpan::new(StyleRole::Text, text)], Some(&link));
    }
}

/// Writes that a value is not disclosed, if a claim says so.
fn write_undisclosed(
    builder: &mut DocumentBuilder,
    label: Label<'_>,
    field: ClaimField,
    claims: &[Claim],
    messages: &Messages,
) {
    let is_undisclosed = |claim: &&Claim| claim.field == field && claim.status == ClaimStatus::Undisclosed;
    if let Some(claim) = claims.iter().find(is_undisclosed) {
        builder.field(label, claim_status_role(claim.status), (messages.claim_status)(claim.status));
    }
}

fn write_license(builder: &mut DocumentBuilder, license: Option<&License>, open_weights: Option<bool>, locale: Locale) {
    let messages = Messages::get(locale);
    let label = Label::from_column(Column::License, locale);
    match license {
        Some(license) => {
            let name = StyledSpan::new(StyleRole::Text, license.label(locale));
            match license.commercial_use {
                Some(commercial) => {
                    let role = commercial_use_style_role(commercial);
                    let allowed = StyledSpan::new(role, (messages.commercial_use)(commercial));
                    builder.two_spans(label, name, allowed);
                }
                None => builder.field_spans(label, &[name], None),
            }
        }
        None if open_weights == Some(false) => builder.field(label, StyleRole::Muted, messages.license_closed),
        None => {}
    }
    if let Some(is_open) = open_weights {
        let weights = if is_open { messages.weights_open } else { messages.weights_closed };
        builder.field(Label::from_column(Column::OpenWeights, locale), StyleRole::Text, weights);
    }
}
