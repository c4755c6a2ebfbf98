//! The keys of each mode, printed from the key map.

use super::{Piece, Sheet, writer::Writer};
use crate::{
    action::{Action, Mode},
    keymap::Keymap,
    locale::Locale,
    messages::Messages,
    search::{Column, IS},
    text::{width, wrap},
    theme::Role,
};

/// The keys of a mode, how to search, what the signs of the table mean, and
/// what is different in the modes that a person reaches from here.
#[must_use]
pub fn help(keymap: &Keymap, mode: Mode, locale: Locale, columns: usize) -> Sheet {
    let messages = locale.messages();
    let mut writer = Writer::new(columns);
    let mut said = Vec::new();
    keys_of(&mut writer, &mut said, keymap, mode, messages);
    writer.heading(messages.help_queries);
    for (example, meaning) in messages.query_examples {
        row(&mut writer, example, meaning);
    }
    let keys: Vec<_> = Column::ALL.iter().map(|column| column.key()).chain([IS]).collect();
    row(&mut writer, messages.help_columns, &keys.join(" "));
    writer.heading(messages.help_marks);
    for (mark, meaning) in messages.mark_meanings {
        row(&mut writer, mark, meaning);
    }
    writer.heading(messages.help_estimates);
    for (estimate, meaning) in messages.estimate_meanings {
        row(&mut writer, estimate, meaning);
    }
    keys_of(&mut writer, &mut said, keymap, Mode::Table, messages);
    keys_of(&mut writer, &mut said, keymap, Mode::Search, messages);
    keys_of(&mut writer, &mut said, keymap, Mode::Prompt, messages);
    writer.finish()
}

/// A row of the help: keys, what they do.
type Said = (String, &'static str);

/// The keys of a mode, but for those that were said before.
fn keys_of(writer: &mut Writer, said: &mut Vec<Said>, keymap: &Keymap, mode: Mode, messages: &Messages) {
    let meaning = |(action, keys): (Action, String)| (keys, (messages.action)(action, mode).1);
    let mut rows: Vec<Said> = keymap.actions(mode).into_iter().map(meaning).collect();
    rows.retain(|row| !said.contains(row));
    if !rows.is_empty() {
        writer.heading((messages.mode)(mode));
    }
    for (keys, meaning) in &rows {
        row(writer, keys, meaning);
    }
    said.extend(rows);
}

/// Keys at the left, what they do at the right.
fn row(writer: &mut Writer, keys: &str, meaning: &str) {
    const KEYS: usize = 18;
    for (number, line) in wrap(meaning, writer.columns.saturating_sub(KEYS)).into_iter().enumerate() {
        let keys = if number == 0 { keys } else { "" };
        let blanks = KEYS.saturating_sub(width(keys)).max(1);
        let keys = format!("{keys}{}", " ".repeat(blanks));
        writer.line(vec![Piece::new(Role::Accent, keys), Piece::new(Role::Text, line)]);
    }
}
