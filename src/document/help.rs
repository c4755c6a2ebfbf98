//! The help: keys from the key map, the query language, the symbols of the list.

use llm_catalog::localized::Locale;
use llm_index::{
    Column,
    query::{FITS_KEY, IS_KEY},
};

use crate::{
    action::{Action, KeyContext},
    config::{keymap::Keymap, theme::StyleRole},
    display_width::{width, wrap},
    document::{
        builder::DocumentBuilder,
        line::{Document, StyledLine, StyledSpan},
    },
    i18n::Messages,
};

/// The help of a key context, laid out for a width in columns: its keys, the query language, symbols and estimates,
/// then the keys of the panes, the search bar, the find and the prompt that differ.
#[must_use]
pub fn help(keymap: &Keymap, context: KeyContext, locale: Locale, width: usize) -> Document {
    let messages = Messages::get(locale);
    let mut builder = DocumentBuilder::new(width);
    let mut written = Vec::new();
    write_keys(&mut builder, &mut written, keymap, context, locale);
    builder.heading(messages.help_query_syntax);
    for (example, meaning) in messages.query_examples {
        write_row(&mut builder, example, meaning);
    }
    let keys: Vec<_> = Column::ALL.iter().map(|column| column.key()).chain([FITS_KEY, IS_KEY]).collect();
    write_row(&mut builder, messages.help_columns, &keys.join(" "));
    builder.heading(messages.help_symbols);
    for (symbol, meaning) in messages.symbol_meanings {
        write_row(&mut builder, symbol, meaning);
    }
    builder.heading(messages.help_estimates);
    for (estimate, meaning) in messages.estimate_meanings {
        write_row(&mut builder, estimate, meaning);
    }
    for context in [KeyContext::List, KeyContext::Detail, KeyContext::Search, KeyContext::Find, KeyContext::Prompt] {
        write_keys(&mut builder, &mut written, keymap, context, locale);
    }
    builder.finish()
}

/// Keys and the description of their action.
type KeyHelpRow<'a> = (String, &'a str);

/// Writes the keys of a context, without rows that are in `written`, and adds them to it.
fn write_keys<'a>(
    builder: &mut DocumentBuilder,
    written: &mut Vec<KeyHelpRow<'a>>,
    keymap: &'a Keymap,
    context: KeyContext,
    locale: Locale,
) {
    let row = |(action, keys): (Action, String)| (keys, keymap.description(context, action, locale));
    let mut rows: Vec<KeyHelpRow<'a>> = keymap.bindings(context).into_iter().map(row).collect();
    rows.retain(|row| !written.contains(row));
    if !rows.is_empty() {
        builder.heading(keymap.heading(context, locale));
    }
    for (keys, meaning) in &rows {
        write_row(builder, keys, meaning);
    }
    written.extend(rows);
}

/// Writes keys on the left and their wrapped meaning on the right.
fn write_row(builder: &mut DocumentBuilder, keys: &str, meaning: &str) {
    const KEYS_WIDTH: usize = 18;
    for (idx, line) in wrap(meaning, builder.width.saturating_sub(KEYS_WIDTH)).into_iter().enumerate() {
        let keys = if idx == 0 { keys } else { "" };
        let blanks = KEYS_WIDTH.saturating_sub(width(keys)).max(1);
        let keys = format!("{keys}{}", " ".repeat(blanks));
        let spans = vec![StyledSpan::new(StyleRole::Accent, keys), StyledSpan::new(StyleRole::Text, line)];
        builder.push_line(StyledLine { is_continuation: idx > 0, ..spans.into() });
    }
}
