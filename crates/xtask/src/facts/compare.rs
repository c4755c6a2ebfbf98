//! Which values of a model and of a record contradict each other.

use llm_catalog::{
    Model,
    capability::{Modality, Reasoning},
    context_length::ContextLength,
    date::Date,
};

use crate::facts::record::Record;

/// How far figures that others have counted or rounded may be apart, as a share.
const TOLERANCE: f64 = 0.06;
/// Days between two dates of one release: time zones, and the day of the paper.
const MAX_DAYS_APART: u32 = 1;

/// A field with the value of the catalogue and that of the record.
pub type Contradiction = (&'static str, String, String);

/// The contradictions between a model, resolved to a variant, and a record. What one of them lacks is none.
pub fn contradictions(model: &Model, record: &Record) -> Vec<Contradiction> {
    let variant = model.variants.first();
    let shape = model.shape.as_ref();
    let tokens = model.pretraining_tokens().next();
    let wide = |value: Option<u32>| value.map(u64::from);
    [
        dates("released", model.released, record.released),
        dates("knowledge", model.knowledge, record.knowledge),
        contexts(model, record),
        values("open_weights", model.open_weights, record.open_weights),
        modalities(model, record),
        values("reasoning", model.reasoning.map(|reasoning| reasoning != Reasoning::No), record.has_reasoning),
        values("tools", model.tools, record.has_tools),
        figures("parameters", variant.and_then(|variant| variant.parameters).map(|count| count.0), record.parameters),
        figures("tokens", tokens.map(|count| count.0), record.tokens),
        values("layers", shape.map(|shape| shape.layers.into()), record.layers),
        values("hidden", wide(shape.and_then(|shape| shape.hidden)), record.hidden),
        values("heads", wide(shape.and_then(|shape| shape.heads)), record.heads),
        values("kv_heads", wide(shape.and_then(|shape| shape.kv_heads)), record.kv_heads),
        values("head_dim", wide(shape.and_then(|shape| shape.head_dim)), record.head_dim),
        values("vocabulary", wide(shape.and_then(|shape| shape.vocabulary)), record.vocabulary),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn values<T: PartialEq + ToString>(field: &'static str, here: Option<T>, there: Option<T>) -> Option<Contradiction> {
    let (here, there) = here.zip(there)?;
    (here != there).then(|| (field, here.to_string(), there.to_string()))
}

/// Dates contradict each other where both are known: to the day, month or year.
fn dates(field: &'static str, here: Option<Date>, there: Option<Date>) -> Option<Contradiction> {
    let (here, there) = here.zip(there)?;
    let (first, last) = if here.is_after(there) { (there, here) } else { (here, there) };
    let days = last.days_since(first);
    let is_near = days.map_or_else(|| !last.is_after(first), |days| days <= MAX_DAYS_APART);
    (!is_near).then(|| (field, here.to_string(), there.to_string()))
}

/// Contexts contradict each other if the other is neither the native one nor the extended one; 128K may be either
/// 128,000 or 131,072.
fn contexts(model: &Model, record: &Record) -> Option<Contradiction> {
    let (here, there) = model.context.zip(record.context)?;
    let nominal = |tokens: u64| ContextLength(tokens).to_string();
    let is_same = |tokens: u32| u64::from(tokens) == there || nominal(tokens.into()) == nominal(there);
    let is_known = is_same(here) || model.context_extended.is_some_and(is_same);
    (!is_known).then(|| ("context", here.to_string(), there.to_string()))
}

fn modalities(model: &Model, record: &Record) -> Option<Contradiction> {
    let (here, there) = model.modalities.as_ref().map(|modalities| &modalities.input).zip(record.input.as_ref())?;
    let sorted = |modalities: &[Modality]| {
        // Lists differ on whether a PDF file is a modality of its own.
        let mut names: Vec<_> =
            modalities.iter().filter(|modality| **modality != Modality::Document).map(llm_index::serde_name).collect();
        names.sort();
        names.join("+")
    };
    values("modalities", Some(sorted(here)), Some(sorted(there)))
}

fn figures(field: &'static str, here: Option<u64>, there: Option<f64>) -> Option<Contradiction> {
    let (here, there) = here.zip(there)?;
    #[expect(clippy::cast_precision_loss, reason = "compared to within percents")]
    let ratio = here as f64 / there;
    let is_near = (1.0 - TOLERANCE..=1.0 + TOLERANCE).contains(&ratio);
    (!is_near).then(|| (field, format!("{here:e}"), format!("{there:e}")))
}

#[cfg(test)]
mod tests {
    use llm_catalog::Catalog;

    use super::*;

    fn model() -> Model {
        let text = "[[model]]\nid = \"a\"\nname = \"A\"\nstage = \"rlhf\"\nreleased = \"2025-04-29\"\ncontext = 32768\n\
                    context_extended = 131072\nopen_weights = true\nknowledge = \"2024-10\"\n\
                    modalities = { input = [\"text\", \"document\"], output = [\"text\"] }\nreasoning = \"switchable\"\n\
                    insight = { en = \"A.\", zh = \"甲。\" }\nsources = []\n\
                    [[model.variant]]\nname = \"8B\"\nparameters = \"8.2B\"\n";
        let model = Catalog::parse("a.toml", text).unwrap().models()[0].clone();
        model.resolve(&model.variants[0])
    }

    fn fields(record: &Record) -> Vec<&'static str> {
        contradictions(&model(), record).into_iter().map(|(field, ..)| field).collect()
    }

    #[test]
    fn values_that_may_be_the_same_are_no_contradiction() {
        let record = Record {
            released: "2025-04-28".parse().ok(),
            knowledge: "2024".parse().ok(),
            context: Some(128_000),
            open_weights: Some(true),
            input: Some(vec![Modality::Text]),
            has_reasoning: Some(true),
            parameters: Some(8e9),
            layers: Some(36),
            ..Record::default()
        };
        assert_eq!(fields(&record), [""; 0]);
    }

    #[test]
    fn other_values_are() {
        let record = Record {
            released: "2025-05".parse().ok(),
            knowledge: "2024-11".parse().ok(),
            context: Some(65_536),
            open_weights: Some(false),
            input: Some(vec![Modality::Text, Modality::Image]),
            has_reasoning: Some(false),
            parameters: Some(7e9),
            ..Record::default()
        };
        let all = ["released", "knowledge", "context", "open_weights", "modalities", "reasoning", "parameters"];
        assert_eq!(fields(&record), all);
    }
}
