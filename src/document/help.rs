//! The keys of each mode, printed from the key map.

use llm_catalog::localized::Locale;
use llm_index::{Column, query::IS_KEY};

use crate::{
    action::{Action, KeyContext},
    config::{keymap::Keymap, theme::StyleRole},
    display_width::{width, wrap},
    document::{Document, StyledSpan, builder::DocumentBuilder},
    i18n::Messages,
};

/// The keys of a mode, how to search, what the signs of the table mean, and
/// what is different in the modes that a person reaches from here.
#[must_use]
pub fn help(keymap: &Keymap, mode: KeyContext, locale: Locale, columns: usize) -> Document {
    let messages = Messages::get(locale);
    let mut writer = DocumentBuilder::new(columns);
    let mut said = Vec::new();
    write_keys(&mut writer, &mut said, keymap, mode, messages);
    writer.heading(messages.help_query_syntax);
    for (example, meaning) in messages.query_examples {
        write_row(&mut writer, example, meaning);
    }
    let keys: Vec<_> = Column::ALL.iter().map(|column| column.key()).chain([IS_KEY]).collect();
    write_row(&mut writer, messages.help_columns, &keys.join(" "));
    writer.heading(messages.help_symbols);
    for (mark, meaning) in messages.symbol_meanings {
        write_row(&mut writer, mark, meaning);
    }
    writer.heading(messages.help_estimates);
    for (estimate, meaning) in messages.estimate_meanings {
        write_row(&mut writer, estimate, meaning);
    }
    write_keys(&mut writer, &mut said, keymap, KeyContext::List, messages);
    write_keys(&mut writer, &mut said, keymap, KeyContext::Search, messages);
    write_keys(&mut writer, &mut said, keymap, KeyContext::Prompt, messages);
    writer.finish()
}

/// A row of the help: keys, what they do.
type KeyHelpRow = (String, &'static str);

/// The keys of a mode, but for those that were said before.
fn write_keys(
    writer: &mut DocumentBuilder,
    said: &mut Vec<KeyHelpRow>,
    keymap: &Keymap,
    mode: KeyContext,
    messages: &Messages,
) {
    let meaning = |(action, keys): (Action, String)| (keys, (messages.action_help)(action, mode).1);
    let mut rows: Vec<KeyHelpRow> = keymap.bindings(mode).into_iter().map(meaning).collect();
    rows.retain(|row| !said.contains(row));
    if !rows.is_empty() {
        writer.heading((messages.key_context)(mode));
    }
    for (keys, meaning) in &rows {
        write_row(writer, keys, meaning);
    }
    said.extend(rows);
}

/// Keys at the left, what they do at the right.
fn write_row(writer: &mut DocumentBuilder, keys: &str, meaning: &str) {
    const KEYS_WIDTH: usize = 18;
    for (number, line) in wrap(meaning, writer.width.saturating_sub(KEYS_WIDTH)).into_iter().enumerate() {
        let keys = if number == 0 { keys } else { "" };
        let blanks = KEYS_WIDTH.saturating_sub(width(keys)).max(1);
        let keys = format!("{keys}{}", " ".repeat(blanks));
        writer.push_spans(vec![StyledSpan::new(StyleRole::Accent, keys), StyledSpan::new(StyleRole::Text, line)]);
    }
}
