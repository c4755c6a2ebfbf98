//! Lays out the glossary.

use llm_catalog::localized::Locale;

use crate::{
    config::theme::StyleRole,
    display_width::width,
    document::{
        builder::DocumentBuilder,
        line::{Document, LinkTarget, StyledSpan},
    },
    glossary::{Glossary, Term},
    i18n::Messages,
};

/// The terms by topic, laid out for a width in columns, and the first line of each term of the glossary.
#[must_use]
pub fn glossary_by_topic(glossary: &Glossary, locale: Locale, width: usize) -> (Document, Vec<usize>) {
    let mut builder = DocumentBuilder::new(width);
    let mut first_lines = vec![0; glossary.terms.len()];
    for group in &glossary.groups {
        builder.blank_line();
        builder.paragraph(StyleRole::Accent, group.name.get(locale));
        for idx in group.terms.iter().filter_map(|id| glossary.index_by_id(id)) {
            let (Some(term), Some(first_line)) = (glossary.terms.get(idx), first_lines.get_mut(idx)) else { continue };
            builder.blank_line();
            *first_line = builder.line_count();
            write_term(&mut builder, term, locale);
        }
    }
    (builder.finish(), first_lines)
}

/// Terms with their meanings and related terms, laid out for a width in columns.
#[must_use]
pub fn glossary(terms: &[&Term], locale: Locale, width: usize) -> Document {
    let mut builder = DocumentBuilder::new(width);
    for term in terms {
        builder.blank_line();
        write_term(&mut builder, term, locale);
    }
    builder.finish()
}

fn write_term(builder: &mut DocumentBuilder, term: &Term, locale: Locale) {
    write_term_name(builder, term, locale);
    builder.paragraph(StyleRole::Text, term.text.get(locale));
    write_related_terms(builder, term, locale);
}

/// Writes the name of a term. In other languages the English name, which the terms are sorted by, follows.
fn write_term_name(builder: &mut DocumentBuilder, term: &Term, locale: Locale) {
    let (name, english) = (term.name.get(locale), term.name.en.as_str());
    if name == english {
        builder.paragraph(StyleRole::Title, name);
    } else if width(name) + 2 + width(english) <= builder.width {
        builder.justified(&StyledSpan::new(StyleRole::Title, name), StyledSpan::new(StyleRole::Muted, english), None);
    } else {
        builder.paragraph(StyleRole::Title, name);
        builder.paragraph(StyleRole::Muted, english);
    }
}

/// Writes the related terms, each on a linked line.
fn write_related_terms(builder: &mut DocumentBuilder, term: &Term, locale: Locale) {
    let glossary = Glossary::builtin();
    let indices = term.see_also.iter().filter_map(|id| glossary.index_by_id(id));
    let related = indices.filter_map(|term_idx| Some((term_idx, glossary.terms.get(term_idx)?)));
    for (idx, (term_idx, other)) in related.enumerate() {
        let label = if idx == 0 { Messages::get(locale).see_also } else { "" };
        let name = StyledSpan::new(StyleRole::Accent, other.name.get(locale));
        builder.field_spans(label, &[name], Some(&LinkTarget::Term(term_idx)));
    }
}
