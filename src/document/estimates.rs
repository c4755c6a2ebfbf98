//! What follows from the figures of a model: marked as estimates.

use llm_catalog::{
    Entry, Model,
    estimate::{Estimate, round_3_sig},
    localized::Locale,
    parent::Relation,
};
use llm_index::{Index, RowId};

use crate::{
    config::theme::StyleRole,
    document::{LinkTarget, StyledSpan, builder::DocumentBuilder},
    i18n::Messages,
};

/// How weights are stored, with their bits.
const WEIGHT_FORMATS: [(&str, u8); 3] = [("fp16", 16), ("int8", 8), ("int4", 4)];

/// Writes what can be estimated of a model; no heading where nothing can be.
pub(super) fn write_estimates(writer: &mut DocumentBuilder, model: &Model, shelf: &Index, locale: Locale) {
    let messages = Messages::get(locale);
    let waits = days_after_parents(model, shelf);
    let estimates = Estimate::from_model(model);
    if estimates.is_none() && waits.is_empty() {
        return;
    }
    let several = model.sizes.len() > 1;
    let size = estimates.as_ref().filter(|_| several).map(|estimates| estimates.size.name.as_str());
    writer.heading(&(messages.estimates)(size));
    if let Some(estimates) = estimates {
        write_estimate_fields(writer, &estimates, messages);
    }
    for (number, (parent, row, days)) in waits.iter().enumerate() {
        let label = if number == 0 { messages.time_after_parent } else { "" };
        let text = (messages.days_after_parent)(*days, parent);
        writer.field_spans(label, &[StyledSpan::new(StyleRole::Text, text)], Some(&LinkTarget::Model(*row)));
    }
}

fn write_estimate_fields(writer: &mut DocumentBuilder, estimates: &Estimate<'_>, messages: &Messages) {
    let about = messages.approximately;
    if let Some(tokens) = estimates.tokens_per_parameter {
        writer.field(messages.tokens_per_parameter, StyleRole::Text, &about(&round_3_sig(tokens).to_string()));
    }
    if let Some(compute) = estimates.training_flops {
        writer.field(messages.training_compute, StyleRole::Text, &about(&format!("{:e} FLOP", round_3_sig(compute))));
    }
    let weights =
        WEIGHT_FORMATS.map(|(form, bits)| format!("{} GB {form}", round_3_sig(estimates.weight_bytes(bits) / 1e9)));
    writer.field(messages.weight_size, StyleRole::Text, &about(&weights.join(", ")));
}

/// The parents whose weights or place it took, with their rows, and how many
/// days they were older; only where both dates are known to the day.
fn days_after_parents(model: &Model, shelf: &Index) -> Vec<(String, RowId, u32)> {
    let near = [Relation::Weights, Relation::Adapter, Relation::Successor];
    let parents = model.base_models.iter().filter(|parent| near.contains(&parent.relation));
    let wait = |row: RowId| match shelf.get(row).as_deref() {
        Some(Entry::Model(parent)) => {
            let days = model.released?.days_since(parent.released?)?;
            Some((parent.name.clone(), row, days))
        }
        _ => None,
    };
    parents.filter_map(|parent| wait(shelf.row_by_id(parent.id.as_str())?)).collect()
}
