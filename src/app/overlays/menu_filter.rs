//! Filters the choices of a menu by words: fuzzy in labels, as they are in notes and keywords.

use std::cmp::Reverse;

use nucleo::{
    Config, Matcher, Utf32String,
    pattern::{AtomKind, CaseMatching, Normalization, Pattern},
};

use unicode_segmentation::UnicodeSegmentation;

use crate::app::overlays::menu_item::MenuItem;

/// A choice that matches the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuMatch {
    /// The index of the choice.
    pub item_idx: usize,
    /// The indices of the graphemes that matched in the label, ascending.
    pub label_graphemes: Vec<u32>,
    /// Those in the note.
    pub note_graphemes: Vec<u32>,
}

/// What the words of a filter were found in, the best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MatchedPart {
    Keywords,
    LabelAndNote,
    LettersOfLabel,
    /// The words as they are, not letters that are scattered.
    Name,
}

/// The words of a filter.
struct WordPatterns {
    fuzzy: Pattern,
    substring: Pattern,
}

/// The choices with all words of a filter, the best match first; without words all, in their order.
pub(super) fn filter_items(items: &[MenuItem], filter: &str) -> Vec<MenuMatch> {
    if filter.trim().is_empty() {
        let all = 0..items.len();
        return all
            .map(|item_idx| MenuMatch { item_idx, label_graphemes: Vec::new(), note_graphemes: Vec::new() })
            .collect();
    }
    let pattern = |kind| Pattern::new(filter, CaseMatching::Ignore, Normalization::Smart, kind);
    // Letters scattered over a sentence are found by chance.
    let patterns = WordPatterns { fuzzy: pattern(AtomKind::Fuzzy), substring: pattern(AtomKind::Substring) };
    let mut config = Config::DEFAULT;
    config.prefer_prefix = true;
    let mut matcher = Matcher::new(config);
    let found = items.iter().enumerate();
    let mut found: Vec<_> =
        found.filter_map(|(item_idx, item)| match_item(item_idx, item, &patterns, &mut matcher)).collect();
    found.sort_by_key(|(rank, _)| Reverse(*rank));
    found.into_iter().map(|(_, found)| found).collect()
}

fn match_item(
    item_idx: usize,
    item: &MenuItem,
    patterns: &WordPatterns,
    matcher: &mut Matcher,
) -> Option<((MatchedPart, u32), MenuMatch)> {
    let mut indices = Vec::new();
    let mut score = |pattern: &Pattern, text: &str| {
        indices.clear();
        let score = pattern.indices(Utf32String::from(text).slice(..), matcher, &mut indices)?;
        indices.sort_unstable();
        indices.dedup();
        Some((score, indices.clone()))
    };
    let found = |label_graphemes, note_graphemes| MenuMatch { item_idx, label_graphemes, note_graphemes };
    if let Some((score, chars)) = score(&patterns.substring, &item.label) {
        return Some(((MatchedPart::Name, score), found(chars, Vec::new())));
    }
    if let Some((score, _)) = score(&patterns.substring, &item.short_names) {
        return Some(((MatchedPart::Name, score), found(Vec::new(), Vec::new())));
    }
    if let Some((score, chars)) = score(&patterns.fuzzy, &item.label) {
        return Some(((MatchedPart::LettersOfLabel, score), found(chars, Vec::new())));
    }
    if let Some((score, chars)) = score(&patterns.substring, &format!("{} {}", item.label, item.note)) {
        let note_start = u32::try_from(item.label.graphemes(true).count()).unwrap_or(u32::MAX).saturating_add(1);
        let note_chars = chars.iter().filter_map(|idx| idx.checked_sub(note_start)).collect();
        let label_chars = chars.into_iter().filter(|idx| *idx + 1 < note_start).collect();
        return Some(((MatchedPart::LabelAndNote, score), found(label_chars, note_chars)));
    }
    let (score, _) = score(&patterns.substring, &format!("{} {} {}", item.keywords, item.label, item.note))?;
    Some(((MatchedPart::Keywords, score), found(Vec::new(), Vec::new())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{action::Action, app::overlays::menu_item::MenuAction};

    fn labels(filter: &str) -> Vec<String> {
        let item = |label: &str, note: &str, keywords: &str| {
            MenuItem::new(MenuAction::Perform(Action::Help), label).with_note(note).with_keywords(keywords)
        };
        let items = [
            item("tree", "family tree of the matching models", "谱系"),
            item("mark", "mark a row", "标记"),
            item("Theme: nord", "", "主题：nord"),
            item("theme", "choose a theme", "主题"),
        ];
        filter_items(&items, filter).into_iter().map(|found| items[found.item_idx].label.clone()).collect()
    }

    #[test]
    fn labels_come_before_notes_and_words_of_the_other_language_are_found() {
        assert_eq!(labels(""), ["tree", "mark", "Theme: nord", "theme"]);
        assert_eq!(labels("谱系"), ["tree"]);
        assert_eq!(labels("nord th"), ["Theme: nord"]);
        assert_eq!(labels("mrk"), ["mark"]);
        assert_eq!(labels("family"), ["tree"]);
        assert_eq!(labels("theme").len(), 2);
        assert!(labels("zzz").is_empty());
    }

    #[test]
    fn a_short_name_is_found_before_scattered_letters() {
        let item =
            |label: &str, short_names: &str| MenuItem::new(MenuAction::Cancel, label).with_short_names(short_names);
        let items = [item("Score: ARC-AGI-2", "ARC 2 arc-agi-2"), item("Score: Intelligence", "AA index aa-index")];
        let found = |filter| filter_items(&items, filter).into_iter().map(|found| found.item_idx).collect::<Vec<_>>();
        assert_eq!(found("aa"), [1, 0]);
        assert_eq!(found("aa-in"), [1]);
        assert_eq!(found("agi"), [0]);
    }

    #[test]
    fn the_matched_characters_are_those_of_the_label_and_the_note() {
        let item = MenuItem::new(MenuAction::Perform(Action::Mark), "mark").with_note("a row");
        let found = filter_items(&[item], "ma ro");
        assert_eq!(found[0].label_graphemes, [0, 1]);
        assert_eq!(found[0].note_graphemes, [2, 3]);
    }
}
