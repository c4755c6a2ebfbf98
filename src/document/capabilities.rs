//! What a model takes, gives and can do, whether it can be used, and its dimensions.

use llm_catalog::{EntryRef, Model, id::Id, lifecycle::Lifecycle, localized::Locale, shape::Attention};
use llm_index::{Column, Index, serde_name};

use crate::{
    columns::{ColumnExt, lifecycle_style_role},
    config::theme::StyleRole,
    document::{
        builder::{DocumentBuilder, Label},
        line::{LinkTarget, StyledSpan},
    },
    i18n::Messages,
};

/// Writes the known ones of a [resolved](Model::resolve) model as fields.
pub(super) fn write_capabilities(builder: &mut DocumentBuilder, model: &Model, index: &Index, locale: Locale) {
    let messages = Messages::get(locale);
    let modalities = model.modalities.iter().flat_map(|_| [Column::InputModalities, Column::OutputModalities]);
    let columns = modalities.chain([Column::Reasoning, Column::Tools, Column::Knowledge]);
    for column in columns {
        let text = column.display_text(EntryRef::Model(model), index, locale);
        if !text.is_empty() {
            builder.field(Label::from_column(column, locale), StyleRole::Text, &text);
        }
    }
    if let Some(lifecycle) = &model.lifecycle {
        write_lifecycle(builder, lifecycle, index, locale);
    }
    if let Some(weights) = model.weights {
        let bytes = weights.bytes.map(|bytes| format!(", {bytes}")).unwrap_or_default();
        let text = format!("{}{bytes}", serde_name(&weights.format));
        builder.field(Label::from_column(Column::WeightFormat, locale), StyleRole::Text, &text);
    }
    if let Some(shape) = &model.shape {
        let text = [attention_name(shape.attention), (messages.shape)(shape)].join(messages.part_separator);
        builder.field(Label::from_column(Column::Attention, locale), StyleRole::Text, &text);
    }
}

/// The abbreviation of a kind of attention: `GQA`.
fn attention_name(attention: Attention) -> String {
    match attention {
        Attention::None => serde_name(&attention),
        _ => serde_name(&attention).to_uppercase(),
    }
}

/// Writes the status, linked to the replacement, else to the page that states it.
fn write_lifecycle(builder: &mut DocumentBuilder, lifecycle: &Lifecycle, index: &Index, locale: Locale) {
    let since = lifecycle.since.map(|date| date.to_string());
    let row = lifecycle.replacement.as_ref().and_then(|id| index.row_by_id(id.as_str()));
    let name = row.and_then(|row| index.locate(row)).map(|(segment, row)| segment.name(row));
    let name = name.or(lifecycle.replacement.as_ref().map(Id::as_str));
    let text = (Messages::get(locale).lifecycle)(lifecycle.status, since.as_deref(), name);
    let link = row.map(LinkTarget::Model).or_else(|| lifecycle.source.clone().map(LinkTarget::Url));
    let label = Label::from_column(Column::Lifecycle, locale);
    builder.field_spans(label, &[StyledSpan::new(lifecycle_style_role(lifecycle.status), text)], link.as_ref());
}
