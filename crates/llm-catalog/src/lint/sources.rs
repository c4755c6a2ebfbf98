//! Rules for sources: figures must have one, and sweeping statements too.

use super::{finding::Findings, scope::variant_path};
use crate::{
    foreign::Foreign,
    merge::MergeOutput,
    source::SourcedField,
    violation::{PathSegment, model_path},
};

/// The fields that are figures or dates.
const FIGURES: [SourcedField; 9] = [
    SourcedField::Released,
    SourcedField::Parameters,
    SourcedField::Active,
    SourcedField::Tokens,
    SourcedField::Context,
    SourcedField::ContextExtended,
    SourcedField::Knowledge,
    SourcedField::Weights,
    SourcedField::Shape,
];
/// Words of statements about all other models, which a further entry or a source often contradicts.
const SWEEPING_WORDS: [&str; 21] = [
    "the first",
    "the only",
    "the next",
    "all others",
    "all other",
    "every other",
    "no other",
    "any other",
    "never before",
    "for the first time",
    "首个",
    "首次",
    "首款",
    "首创",
    "第一个",
    "第一款",
    "唯一",
    "所有其他",
    "其他所有",
    "任何其他",
    "前所未有",
];
/// The variants that a message names.
const MAX_NAMED_VARIANTS: usize = 4;

/// An entry must have sources.
pub(crate) fn check_sources(merged: &MergeOutput<'_>) -> Findings {
    let catalog = &merged.catalog;
    let entries = catalog.entries().enumerate().filter(|(_, entry)| entry.sources().is_empty());
    let findings = entries.map(|(row, entry)| {
        let message = format!("`{}` has no `sources`; name the pages where it was checked", entry.id());
        (merged.entry_path(row, &[PathSegment::Key("sources")]), message)
    });
    findings.collect()
}

/// Each figure of a model and of its variants must be backed by a source.
pub(crate) fn check_figure_sources(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    let models = merged.catalog.models().iter().enumerate();
    // A model without any source has a warning for that.
    for (row, model) in models.filter(|(_, model)| !model.sources.is_empty()) {
        for field in FIGURES {
            let key = field.key();
            let is_backed = |variant: Option<&str>| model.sources.iter().any(|source| source.backs(field, variant));
            let unbacked: Vec<_> = model
                .variants
                .iter()
                .enumerate()
                .filter(|(_, variant)| field.is_stated_by_variant(variant) && !is_backed(Some(&variant.name)))
                .collect();
            let path = if field.is_stated_by(model) && !is_backed(None) {
                model_path(row, &[PathSegment::Key(if field == SourcedField::Tokens { "training" } else { key })])
            } else if let Some((idx, _)) = unbacked.first() {
                variant_path(row, *idx, &[PathSegment::Key(key)])
            } else {
                continue;
            };
            let mut names: Vec<_> = unbacked
                .iter()
                .take(MAX_NAMED_VARIANTS)
                .map(|(_, variant)| Foreign::new(&variant.name).to_string())
                .collect();
            if unbacked.len() > MAX_NAMED_VARIANTS {
                names.push(format!("{} more", unbacked.len() - MAX_NAMED_VARIANTS));
            }
            let of = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
            let message = format!(
                "no source backs `{key}` of `{}`{of}; add `backs = [\"{key}\"]` to the one that says it",
                model.id
            );
            findings.push((path, message));
        }
    }
    findings
}

/// An insight that says something of all other models must have a source that backs it.
pub(crate) fn check_sweeping_statements(merged: &MergeOutput<'_>) -> Findings {
    let mut findings = Findings::new();
    for (row, model) in merged.catalog.models().iter().enumerate() {
        let Some(insight) = &model.insight else { continue };
        if model.sources.iter().any(|source| source.backs(SourcedField::Insight, None)) {
            continue;
        }
        for (language, text) in [("en", &insight.en), ("zh", &insight.zh)] {
            let text = text.to_lowercase();
            let Some(word) = SWEEPING_WORDS.iter().find(|word| contains_word(&text, word)) else { continue };
            let message = format!(
                "the insight of `{}` says `{word}`; say it of what it is about alone, or add `backs = [\"insight\"]` to \
                 the source that says so",
                model.id
            );
            findings.push((model_path(row, &[PathSegment::Key("insight"), PathSegment::Key(language)]), message));
        }
    }
    findings
}

/// Whether a text has a word, not just as part of a longer English one.
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, _)| {
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(start + word.len()..).and_then(|text| text.chars().next());
        let is_ascii_letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
        !word.is_ascii() || !is_ascii_letter(before) && !is_ascii_letter(after)
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        CatalogFile,
        lint::{Strictness, check},
    };

    const CATALOG: &str = r#"[[model]]
id = "a"
name = "A"
stage = "base"
released = "2024-01-02"
context = 4096
open_weights = true
training = [{ amount = "2T", unit = "tokens", kind = "trained" }]
sources = [
  { url = "https://a.b", backs = ["released", "tokens", "context"] },
  { url = "https://a.b/8b", backs = ["parameters", "context"], variants = ["8B"] },
  { url = "https://a.b/70b", backs = ["parameters"], variants = ["70B"] },
]
insight = { en = "A is a model that learned from all others.", zh = "模型。" }
added = "2024-01-03"

[[model.variant]]
name = "8B"
parameters = "8B"
context = 8192

[[model.variant]]
name = "70B"
parameters = "70B"
"#;

    fn warnings(from: &str, to: &str) -> Vec<String> {
        assert!(CATALOG.contains(from), "{from}");
        let file = CatalogFile::new("a.toml", CATALOG.replacen(from, to, 1));
        assert_eq!(check(std::slice::from_ref(&file), Strictness::Usual).diagnostics, [], "{to}");
        let diagnostics = check(&[file], Strictness::Strict).diagnostics;
        diagnostics.iter().map(|found| format!("{}: {}", found.line, found.message)).collect()
    }

    #[test]
    fn a_figure_needs_a_source_of_its_own_variant() {
        let without_sources = |to: &str| warnings("backs = [\"released\", \"tokens\", \"context\"]", to);
        let statement = "14: the insight of `a` says `all others`; say it of what it is about alone, or add `backs = [\"insight\"]` to the source that says so";
        assert_eq!(warnings("A", "A"), [statement]);
        assert_eq!(without_sources("backs = [\"released\", \"tokens\", \"context\", \"insight\"]"), [""; 0]);
        assert_eq!(
            without_sources("backs = [\"insight\"]"),
            [
                "5: no source backs `released` of `a`; add `backs = [\"released\"]` to the one that says it",
                "6: no source backs `context` of `a`; add `backs = [\"context\"]` to the one that says it",
                "8: no source backs `tokens` of `a`; add `backs = [\"tokens\"]` to the one that says it",
            ]
        );
        assert_eq!(
            warnings("[\"70B\"]", "[\"8B\"]"),
            [
                statement,
                "24: no source backs `parameters` of `a` (70B); add `backs = [\"parameters\"]` to the one that says it",
            ]
        );
    }

    #[test]
    fn a_sweeping_word_is_no_part_of_another() {
        assert_eq!(warnings("learned from all others", "has the firstborn"), [""; 0]);
        assert_eq!(warnings("模型。", "首个模型。").len(), 2);
    }
}
