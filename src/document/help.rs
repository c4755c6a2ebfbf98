//! The help: keys from the key map, the query language, the symbols of the list.

use llm_catalog::localized::Locale;
use llm_index::{
    Column,
    query::{FITS_KEY, IS_KEY},
};

use crate::{
    action::{Action, KeyContext},
    config::{keymap::Keymap, theme::StyleRole},
    display_width::{truncate, width, wrap},
    document::{
        line::{Document, StyledLine, StyledSpan},
        text_columns::{TextBlock, lay_out_columns},
    },
    i18n::Messages,
};

/// The least width of a column of keys, and of one of longer texts.
const MIN_KEYS_COLUMN: usize = 44;
const MIN_TEXT_COLUMN: usize = 66;
/// The maximum columns of keys and of examples, including the gap after them.
const MAX_KEYS_WIDTH: usize = 18;
/// Columns between keys and their meaning.
const KEYS_GAP: usize = 2;

/// The help of a key context, laid out for a width in columns: its keys by topic, the query language, symbols and
/// estimates, then the keys of the panes, the search bar, the find and the prompt that differ.
#[must_use]
pub fn help(keymap: &Keymap, context: KeyContext, locale: Locale, width: usize) -> Document {
    let messages = Messages::get(locale);
    let mut help = HelpBuilder { keymap, locale, width, written: Vec::new(), lines: Vec::new() };
    help.push_keys(context);
    let keys: Vec<_> = Column::ALL.iter().map(|column| column.key()).chain([FITS_KEY, IS_KEY]).collect();
    let keys = keys.join(" ");
    let query_syntax = messages.query_examples.iter().copied().chain([(messages.help_columns, keys.as_str())]);
    help.push_sections(&[
        (messages.help_query_syntax, query_syntax.collect()),
        (messages.help_symbols, messages.symbol_meanings.to_vec()),
        (messages.help_estimates, messages.estimate_meanings.to_vec()),
    ]);
    for context in [KeyContext::List, KeyContext::Detail, KeyContext::Search, KeyContext::Find, KeyContext::Prompt] {
        help.push_keys(context);
    }
    while help.lines.last().is_some_and(StyledLine::is_blank) {
        help.lines.pop();
    }
    Document { lines: help.lines }
}

/// Keys and the description of their action.
type KeyHelpRow = (String, Action);

struct HelpBuilder<'a> {
    keymap: &'a Keymap,
    locale: Locale,
    width: usize,
    /// The rows so far, with the descriptions of their actions.
    written: Vec<(String, &'a str)>,
    lines: Vec<StyledLine>,
}

impl HelpBuilder<'_> {
    /// Adds the keys of a context by topic, without those that mean the same in an earlier one.
    fn push_keys(&mut self, context: KeyContext) {
        let describe = |action| self.keymap.description(context, action, self.locale);
        let mut groups: Vec<(&str, Vec<KeyHelpRow>)> = Vec::new();
        for (group, bindings) in self.keymap.bindings_by_group(context) {
            let rows = bindings.into_iter().map(|(action, keys)| (keys, action));
            let is_new = |(keys, action): &KeyHelpRow| {
                !self.written.iter().any(|(other, description)| other == keys && *description == describe(*action))
            };
            groups.push((group.name.get(self.locale), rows.filter(is_new).collect()));
        }
        groups.retain(|(_, rows)| !rows.is_empty());
        if groups.is_empty() {
            return;
        }
        let columns = column_count(self.width, MIN_KEYS_COLUMN);
        let keys_width = keys_width(groups.iter().flat_map(|(_, rows)| rows).map(|(keys, _)| keys.as_str()));
        let blocks: Vec<_> = groups
            .iter()
            .map(|(name, rows)| {
                let rows = rows.iter().map(|(keys, action)| (keys.as_str(), describe(*action)));
                block(name, rows, keys_width, columns.width)
            })
            .collect();
        let heading = truncate(self.keymap.heading(context, self.locale), self.width);
        let written = groups.into_iter().flat_map(|(_, rows)| rows);
        let written: Vec<_> = written.map(|(keys, action)| (keys, describe(action))).collect();
        self.lines.push(vec![StyledSpan::new(StyleRole::Title, heading)].into());
        self.lines.push(StyledLine::default());
        self.lines.extend(lay_out_columns(blocks, columns.count, columns.width));
        self.lines.push(StyledLine::default());
        self.written.extend(written);
    }

    /// Adds sections of examples or signs with their meanings, side by side if they fit.
    fn push_sections(&mut self, sections: &[(&str, Vec<(&str, &str)>)]) {
        let columns = column_count(self.width, MIN_TEXT_COLUMN);
        let block = |(heading, rows): &(&str, Vec<(&str, &str)>)| {
            let keys_width = keys_width(rows.iter().map(|(keys, _)| *keys));
            block(heading, rows.iter().copied(), keys_width, columns.width)
        };
        let blocks = sections.iter().map(block).collect();
        self.lines.extend(lay_out_columns(blocks, columns.count, columns.width));
        self.lines.push(StyledLine::default());
    }
}

struct ColumnCount {
    count: usize,
    /// The width of each.
    width: usize,
}

/// As many columns of a least width as fit, at most three.
fn column_count(width: usize, min_width: usize) -> ColumnCount {
    let count = (width / min_width).clamp(1, 3);
    ColumnCount { count, width: width / count }
}

/// As many columns as the widest keys need, including the gap after them.
fn keys_width<'a>(keys: impl Iterator<Item = &'a str>) -> usize {
    keys.map(|keys| width(keys) + KEYS_GAP).max().unwrap_or_default().min(MAX_KEYS_WIDTH)
}

/// A heading with rows of keys and their wrapped meanings. `column_width` includes the gap after the block.
fn block<'a>(
    heading: &str,
    rows: impl Iterator<Item = (&'a str, &'a str)>,
    keys_width: usize,
    column_width: usize,
) -> TextBlock {
    let mut lines = vec![vec![StyledSpan::new(StyleRole::Title, truncate(heading, column_width))]];
    for (keys, meaning) in rows {
        let meaning_width = column_width.saturating_sub(keys_width + 2).max(1);
        for (idx, line) in wrap(meaning, meaning_width).into_iter().enumerate() {
            let keys = if idx == 0 { keys } else { "" };
            let blanks = keys_width.saturating_sub(width(keys)).max(1);
            let keys = format!("{keys}{}", " ".repeat(blanks));
            lines.push(vec![StyledSpan::new(StyleRole::Accent, keys), StyledSpan::new(StyleRole::Text, line)]);
        }
    }
    lines
}
