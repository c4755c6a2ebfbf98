//! What follows from the figures of a model: marked as estimates.

use super::{Piece, Target, writer::Writer};
use crate::{
    catalog::{
        Model, Record,
        derived::{Estimates, rounded},
        parent::Relation,
    },
    locale::Locale,
    messages::Messages,
    shelf::Shelf,
    theme::Role,
};

/// How weights are stored, with their bits.
const FORMS: [(&str, u8); 3] = [("fp16", 16), ("int8", 8), ("int4", 4)];

/// Writes what can be estimated of a model; no heading where nothing can be.
pub(super) fn estimates(writer: &mut Writer, model: &Model, shelf: &Shelf, locale: Locale) {
    let messages = locale.messages();
    let waits = waits(model, shelf);
    let estimates = Estimates::of(model);
    if estimates.is_none() && waits.is_empty() {
        return;
    }
    let several = model.sizes.len() > 1;
    let size = estimates.as_ref().filter(|_| several).map(|estimates| estimates.size.name.as_str());
    writer.heading(&(messages.estimates)(size));
    if let Some(estimates) = estimates {
        figures(writer, &estimates, messages);
    }
    for (number, (parent, row, days)) in waits.iter().enumerate() {
        let label = if number == 0 { messages.after_parent } else { "" };
        let text = (messages.days_after)(*days, parent);
        writer.pieces(label, &[Piece::new(Role::Text, text)], Some(&Target::Model(*row)));
    }
}

fn figures(writer: &mut Writer, estimates: &Estimates<'_>, messages: &Messages) {
    let about = messages.about;
    if let Some(tokens) = estimates.tokens_per_parameter {
        writer.field(messages.tokens_per_parameter, Role::Text, &about(&rounded(tokens).to_string()));
    }
    if let Some(compute) = estimates.compute {
        writer.field(messages.training_compute, Role::Text, &about(&format!("{:e} FLOP", rounded(compute))));
    }
    let weights = FORMS.map(|(form, bits)| format!("{} GB {form}", rounded(estimates.weights(bits) / 1e9)));
    writer.field(messages.weights_size, Role::Text, &about(&weights.join(", ")));
}

/// The parents whose weights or place it took, with their rows, and how many
/// days they were older; only where both dates are known to the day.
fn waits(model: &Model, shelf: &Shelf) -> Vec<(String, usize, u32)> {
    let near = [Relation::Weights, Relation::Adapter, Relation::Successor];
    let parents = model.base_models.iter().filter(|parent| near.contains(&parent.relation));
    let wait = |row: usize| match shelf.get(row).as_deref() {
        Some(Record::Model(parent)) => {
            let days = model.released?.days_since(parent.released?)?;
            Some((parent.name.clone(), row, days))
        }
        _ => None,
    };
    parents.filter_map(|parent| wait(shelf.row_of(parent.id.as_str())?)).collect()
}
