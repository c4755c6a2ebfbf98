//! What a catalogue is: how much it holds, where it began, what changed.

use super::{Sheet, entry::claims_of, writer::Writer};
use crate::{
    catalog::Record,
    locale::Locale,
    shelf::{Fact, Shelf},
    theme::Role,
};

/// The page about a catalogue.
#[must_use]
pub fn about(shelf: &Shelf, locale: Locale, columns: usize) -> Sheet {
    let messages = locale.messages();
    let mut writer = Writer::new(columns);
    let head = shelf.head();
    let (models, extensions, claims) = statistics(shelf);
    writer.paragraph(Role::Text, &(messages.statistics)(models, extensions, claims));
    if let Some(origin) = &head.origin {
        writer.heading(messages.origin);
        writer.paragraph(Role::Text, &format!("{}, {}", origin.name, origin.date));
        writer.paragraph(Role::Text, origin.description.get(locale));
        writer.link("", &origin.url);
    }
    if !head.updates.is_empty() {
        writer.heading(messages.updates);
    }
    for update in &head.updates {
        writer.field(&update.date.to_string(), Role::Text, update.text.get(locale));
    }
    for benchmark in &head.benchmarks {
        writer.heading(benchmark.name.get(locale));
        writer.paragraph(Role::Text, benchmark.description.get(locale));
        writer.link("", &benchmark.url);
    }
    if let Some(origin) = head.origin.as_ref().filter(|origin| !origin.claims.is_empty()) {
        writer.heading(messages.claims);
        claims_of(&mut writer, &origin.claims, locale);
    }
    writer.finish()
}

/// How many models, extensions and claims there are.
fn statistics(shelf: &Shelf) -> (usize, usize, usize) {
    let (mut models, mut extensions, mut claims) = (0, 0, 0);
    for (_, part) in shelf.parts() {
        let of_value =
            |json| Fact::Claims.read(json).as_ref().map_or(0, |record: &Record| record.entry().claims().len());
        let of_code: Vec<_> = std::iter::once(0).chain(part.values(Fact::Claims).map(of_value)).collect();
        for row in 0..part.len() {
            *if part.code(Fact::Stage, row) > 0 { &mut models } else { &mut extensions } += 1;
            claims += of_code.get(part.code(Fact::Claims, row)).copied().unwrap_or_default();
        }
    }
    (models, extensions, claims)
}
