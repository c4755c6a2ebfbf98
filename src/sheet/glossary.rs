//! What terms mean.

use super::{Piece, Sheet, Target, writer::Writer};
use crate::{
    glossary::{Glossary, Term},
    locale::Locale,
    text::width,
    theme::Role,
};

/// What terms mean, each with those that it is related to; and for each term
/// the line that it begins at.
#[must_use]
pub fn glossary(terms: &[&Term], locale: Locale, columns: usize) -> (Sheet, Vec<usize>) {
    let mut writer = Writer::new(columns);
    let mut starts = Vec::new();
    for term in terms {
        writer.gap();
        starts.push(writer.lines());
        title(&mut writer, term, locale);
        writer.paragraph(Role::Text, term.text.get(locale));
        see(&mut writer, term, locale);
    }
    (writer.finish(), starts)
}

/// The name of a term; in another language the English one too, by which the
/// terms are ordered.
fn title(writer: &mut Writer, term: &Term, locale: Locale) {
    let (name, english) = (term.name.get(locale), term.name.en.as_str());
    if name == english {
        writer.paragraph(Role::Title, name);
    } else if width(name) + 2 + width(english) <= writer.columns {
        writer.ends(&Piece::new(Role::Title, name), Piece::new(Role::Muted, english));
    } else {
        writer.paragraph(Role::Title, name);
        writer.paragraph(Role::Muted, english);
    }
}

/// The related terms, each on a line that leads there.
fn see(writer: &mut Writer, term: &Term, locale: Locale) {
    let glossary = Glossary::builtin();
    let places = term.see.iter().filter_map(|id| glossary.place(id));
    let named = places.filter_map(|place| Some((place, glossary.terms.get(place)?)));
    for (number, (place, other)) in named.enumerate() {
        let label = if number == 0 { locale.messages().see } else { "" };
        let name = Piece::new(Role::Accent, other.name.get(locale));
        writer.pieces(label, &[name], Some(&Target::Term(place)));
    }
}
