//! What terms mean.

use llm_catalog::localized::Locale;

use crate::{
    config::theme::StyleRole,
    display_width::width,
    document::{Document, LinkTarget, StyledSpan, builder::DocumentBuilder},
    glossary::{Glossary, Term},
    i18n::Messages,
};

/// What terms mean, each with those that it is related to; and for each term
/// the line that it begins at.
#[must_use]
pub fn glossary(terms: &[&Term], locale: Locale, columns: usize) -> (Document, Vec<usize>) {
    let mut writer = DocumentBuilder::new(columns);
    let mut starts = Vec::new();
    for term in terms {
        writer.blank_line();
        starts.push(writer.line_count());
        write_term_name(&mut writer, term, locale);
        writer.paragraph(StyleRole::Text, term.text.get(locale));
        write_related_terms(&mut writer, term, locale);
    }
    (writer.finish(), starts)
}

/// The name of a term; in another language the English one too, by which the
/// terms are ordered.
fn write_term_name(writer: &mut DocumentBuilder, term: &Term, locale: Locale) {
    let (name, english) = (term.name.get(locale), term.name.en.as_str());
    if name == english {
        writer.paragraph(StyleRole::Title, name);
    } else if width(name) + 2 + width(english) <= writer.width {
        writer.justified(&StyledSpan::new(StyleRole::Title, name), StyledSpan::new(StyleRole::Muted, english));
    } else {
        writer.paragraph(StyleRole::Title, name);
        writer.paragraph(StyleRole::Muted, english);
    }
}

/// The related terms, each on a line that leads there.
fn write_related_terms(writer: &mut DocumentBuilder, term: &Term, locale: Locale) {
    let glossary = Glossary::builtin();
    let places = term.see_also.iter().filter_map(|id| glossary.index_of(id));
    let named = places.filter_map(|place| Some((place, glossary.terms.get(place)?)));
    for (number, (place, other)) in named.enumerate() {
        let label = if number == 0 { Messages::get(locale).see_also } else { "" };
        let name = StyledSpan::new(StyleRole::Accent, other.name.get(locale));
        writer.field_spans(label, &[name], Some(&LinkTarget::Term(place)));
    }
}
