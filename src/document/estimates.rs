//! The estimates in the detail of a model.

use llm_catalog::{
    EntryRef, Model,
    estimate::{Estimate, round_3_sig},
    localized::Locale,
    memory::{Bits, MemoryInputs, WeightBasis},
    parent::{Parent, Relation},
    variant::Variant,
};
use llm_index::{Index, RowId, serde_name};

use crate::{
    columns::{format_gigabytes, parent_label},
    config::theme::StyleRole,
    document::{
        builder::{DocumentBuilder, Label},
        field::DocField,
        line::{LinkTarget, StyledSpan},
    },
    i18n::Messages,
};

/// Writes the estimates for a variant of a model under a heading, or nothing if there are none.
pub(super) fn write_estimates(
    builder: &mut DocumentBuilder,
    model: &Model,
    variant: Option<&Variant>,
    index: &Index,
    locale: Locale,
) {
    let messages = Messages::get(locale);
    let resolved = variant.map(|variant| model.resolve(variant));
    let delays = days_after_parents(resolved.as_ref().unwrap_or(model), index);
    let estimate = variant.and_then(|variant| Estimate::new(model, variant));
    if estimate.is_none() && delays.is_empty() {
        return;
    }
    let name = variant.filter(|_| model.variants.len() > 1).map(|variant| variant.name.as_str());
    builder.section(&(messages.estimates)(name));
    if let Some((estimate, resolved)) = estimate.zip(resolved) {
        write_estimate_fields(builder, &estimate, &resolved, messages);
    }
    for (idx, (parent, row, days)) in delays.iter().enumerate() {
        let label = Label::new(if idx == 0 { messages.time_after_parent } else { "" }, DocField::TimeAfterParent);
        let text = (messages.days_after_parent)(*days, parent);
        builder.field_spans(label, &[StyledSpan::new(StyleRole::Text, text)], Some(&LinkTarget::Model(*row)));
    }
}

fn write_estimate_fields(builder: &mut DocumentBuilder, estimate: &Estimate, resolved: &Model, messages: &Messages) {
    let about = messages.approximately;
    if let Some(ratio) = estimate.tokens_per_parameter {
        let label = Label::new(messages.tokens_per_parameter, DocField::TokensPerParameter);
        builder.field(label, StyleRole::Text, &about(&round_3_sig(ratio).to_string()));
    }
    if let Some(flops) = estimate.training_flops {
        let label = Label::new(messages.training_compute, DocField::TrainingCompute);
        builder.field(label, StyleRole::Text, &about(&format!("{:e} FLOP", round_3_sig(flops))));
    }
    let inputs = MemoryInputs::from(resolved);
    let mut sizes: Vec<String> = Vec::new();
    for bits in Bits::ALL.into_iter().rev() {
        let Some((bytes, basis)) = inputs.weight_bytes(bits) else { continue };
        let format = match basis {
            WeightBasis::Published(format) | WeightBasis::Released(format) => serde_name(&format),
            WeightBasis::Quantized(bits) => messages.bits(bits),
        };
        let size = (messages.parenthesized)(&format_gigabytes(bytes), &format);
        // A release with few bits has one size for all.
        if !sizes.contains(&size) {
            sizes.push(size);
        }
    }
    let label = Label::new(messages.weight_size, DocField::WeightSize);
    builder.field(label, StyleRole::Text, &about(&sizes.join(messages.cli.list_separator)));
}

/// The name and row of each parent whose weights a [resolved](Model::resolve) model uses, or that it adapts or succeeds,
/// with the days between the two releases. Parents are skipped if one of the dates is not known to the day.
fn days_after_parents(model: &Model, index: &Index) -> Vec<(String, RowId, u32)> {
    const DIRECT: [Relation; 3] = [Relation::Weights, Relation::Adapter, Relation::Successor];
    let parents = model.base_models.iter().filter(|parent| DIRECT.contains(&parent.relation));
    let delay = |parent: &Parent| {
        let row = index.row_by_id(parent.id.as_str())?;
        let entry = index.get(row)?;
        let EntryRef::Model(found) = entry.as_entry_ref() else { return None };
        let variant = parent.variant.as_deref().and_then(|name| found.variant(name));
        let released = variant.and_then(|variant| variant.released).or(found.released)?;
        Some((parent_label(parent, index), row, model.released?.days_since(released)?))
    };
    parents.filter_map(delay).collect()
}
