//! What a catalogue is: how much it holds, where it began, what changed.

use llm_catalog::localized::Locale;
use llm_index::{EncodedField, FieldValue, Index};

use crate::{
    config::theme::StyleRole,
    document::{Document, builder::DocumentBuilder, entry::write_claims},
    i18n::Messages,
};

/// The page about a catalogue.
#[must_use]
pub fn about(shelf: &Index, locale: Locale, columns: usize) -> Document {
    let messages = Messages::get(locale);
    let mut writer = DocumentBuilder::new(columns);
    let head = shelf.meta();
    let (models, extensions, claims) = statistics(shelf);
    writer.paragraph(StyleRole::Text, &(messages.statistics)(models, extensions, claims));
    if let Some(origin) = &head.source_list {
        writer.heading(messages.source_list);
        writer.paragraph(StyleRole::Text, &format!("{}, {}", origin.name, origin.date));
        writer.paragraph(StyleRole::Text, origin.description.get(locale));
        writer.link("", &origin.url);
    }
    if !head.changelog.is_empty() {
        writer.heading(messages.changelog);
    }
    for update in &head.changelog {
        writer.field(&update.date.to_string(), StyleRole::Text, update.text.get(locale));
    }
    for benchmark in &head.benchmarks {
        writer.heading(benchmark.name.get(locale));
        writer.paragraph(StyleRole::Text, benchmark.description.get(locale));
        writer.link("", &benchmark.url);
    }
    if let Some(origin) = head.source_list.as_ref().filter(|origin| !origin.claims.is_empty()) {
        writer.heading(messages.claims);
        write_claims(&mut writer, &origin.claims, locale);
    }
    writer.finish()
}

/// How many models, extensions and claims there are.
fn statistics(shelf: &Index) -> (usize, usize, usize) {
    let (mut models, mut extensions, mut claims) = (0, 0, 0);
    for (_, part) in shelf.segments() {
        let count = |key| match part.value(EncodedField::Claims, key) {
            Some(FieldValue::Claims(statuses)) => statuses.len(),
            _ => 0,
        };
        let of_code: Vec<_> = (0..=part.dictionary(EncodedField::Claims).len()).map(count).collect();
        for row in part.rows() {
            *if part.key(EncodedField::Stage, row) > 0 { &mut models } else { &mut extensions } += 1;
            claims += of_code.get(part.key(EncodedField::Claims, row)).copied().unwrap_or_default();
        }
    }
    (models, extensions, claims)
}
