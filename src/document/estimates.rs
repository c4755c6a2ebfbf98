//! The estimates in the detail of a model.

use llm_catalog::{
    Entry, Model,
    estimate::{Estimate, round_3_sig},
    localized::Locale,
    parent::Relation,
};
use llm_index::{Index, RowId};

use crate::{
    config::theme::StyleRole,
    document::{
        builder::{DocumentBuilder, Label},
        field::DocField,
        line::{LinkTarget, StyledSpan},
    },
    i18n::Messages,
};

/// Weight formats with their bits per parameter.
const WEIGHT_FORMATS: [(&str, u8); 3] = [("fp16", 16), ("int8", 8), ("int4", 4)];

/// Writes the estimates of a model under a heading, or nothing if there are none.
pub(super) fn write_estimates(builder: &mut DocumentBuilder, model: &Model, index: &Index, locale: Locale) {
    let messages = Messages::get(locale);
    let delays = days_after_parents(model, index);
    let estimate = Estimate::from_model(model);
    if estimate.is_none() && delays.is_empty() {
        return;
    }
    let has_sizes = model.sizes.len() > 1;
    let size = estimate.as_ref().filter(|_| has_sizes).map(|estimate| estimate.size.name.as_str());
    builder.heading(&(messages.estimates)(size));
    if let Some(estimate) = estimate {
        write_estimate_fields(builder, &estimate, messages);
    }
    for (idx, (parent, row, days)) in delays.iter().enumerate() {
        let label = Label::new(if idx == 0 { messages.time_after_parent } else { "" }, DocField::TimeAfterParent);
        let text = (messages.days_after_parent)(*days, parent);
        builder.field_spans(label, &[StyledSpan::new(StyleRole::Text, text)], Some(&LinkTarget::Model(*row)));
    }
}

fn write_estimate_fields(builder: &mut DocumentBuilder, estimate: &Estimate<'_>, messages: &Messages) {
    let about = messages.approximately;
    if let Some(ratio) = estimate.tokens_per_parameter {
        let label = Label::new(messages.tokens_per_parameter, DocField::TokensPerParameter);
        builder.field(label, StyleRole::Text, &about(&round_3_sig(ratio).to_string()));
    }
    if let Some(flops) = estimate.training_flops {
        let label = Label::new(messages.training_compute, DocField::TrainingCompute);
        builder.field(label, StyleRole::Text, &about(&format!("{:e} FLOP", round_3_sig(flops))));
    }
    let sizes =
        WEIGHT_FORMATS.map(|(format, bits)| format!("{} GB {format}", round_3_sig(estimate.weight_bytes(bits) / 1e9)));
    let label = Label::new(messages.weight_size, DocField::WeightSize);
    builder.field(label, StyleRole::Text, &about(&sizes.join(", ")));
}

/// The name and row of each parent whose weights a model uses, or that it adapts or succeeds, with the days between the
/// two releases. Parents are skipped if one of the dates is not known to the day.
fn days_after_parents(model: &Model, index: &Index) -> Vec<(String, RowId, u32)> {
    const DIRECT: [Relation; 3] = [Relation::Weights, Relation::Adapter, Relation::Successor];
    let parents = model.base_models.iter().filter(|parent| DIRECT.contains(&parent.relation));
    let delay = |row: RowId| match index.get(row).as_deref() {
        Some(Entry::Model(parent)) => {
            let days = model.released?.days_since(parent.released?)?;
            Some((parent.name.clone(), row, days))
        }
        _ => None,
    };
    parents.filter_map(|parent| delay(index.row_by_id(parent.id.as_str())?)).collect()
}
