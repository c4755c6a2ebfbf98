//! Aliases of a model that name one of its variants.

use crate::{
    foreign::Foreign,
    lint::finding::Findings,
    merge::MergeOutput,
    model::Model,
    violation::{PathSegment, model_path},
};

/// An alias that ends with the name of a variant must be one of that variant, unless it is the default: the name of a
/// model shows the figures of its default variant.
pub(crate) fn check_variant_aliases(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        let default = model.default_variant().map(|variant| variant.name.as_str());
        for (idx, alias) in model.aliases.iter().enumerate() {
            let Some(variant) = named_variant(model, alias).filter(|variant| Some(*variant) != default) else {
                continue;
            };
            let path = model_path(row, &[PathSegment::Key("aliases"), PathSegment::Index(idx)]);
            let (alias, variant) = (Foreign::new(alias), Foreign::new(variant));
            let message = format!("the alias `{alias}` names the variant `{variant}`; move it to that variant");
            findings.push((path, message));
        }
    }
    findings
}

/// The variant with the longest name that an alias ends with.
fn named_variant<'m>(model: &'m Model, alias: &str) -> Option<&'m str> {
    let (alias, name) = (hyphenate(alias), hyphenate(&model.name));
    let names = model.variants.iter().map(|variant| variant.name.as_str());
    let is_named = |variant: &&str| {
        let variant = hyphenate(variant);
        ends_with_word(&alias, &variant) && !ends_with_word(&name, &variant)
    };
    names.filter(is_named).max_by_key(|variant| variant.len())
}

/// In lower case, with hyphens for the characters that separate words.
fn hyphenate(text: &str) -> String {
    text.to_lowercase().replace([' ', '_', '/'], "-")
}

/// Whether a text has more than a word and ends with it: after a hyphen, or with a digit after a letter.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(before) = text.strip_suffix(word).and_then(|rest| rest.chars().next_back()) else { return false };
    before == '-' || (before.is_alphabetic() && word.starts_with(|ch: char| ch.is_ascii_digit()))
}
