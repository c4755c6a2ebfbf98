//! Terminal events: keys, pasted text, the mouse, resizes.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};
use ratatui::layout::Size;

use llm_catalog::text::is_unsafe_for_terminal;

use crate::{
    action::{Action, KeyContext},
    app::{
        effect::Effect,
        overlays::Overlay,
        pending::PendingKeys,
        state::{App, Focus},
    },
    config::{key_sequence::format_key, keymap::KeyMatch},
};

impl App {
    /// Handles a terminal event and lays out the screen again.
    pub fn handle_event(&mut self, event: &Event) -> Option<Effect> {
        let effect = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.handle_key(*key),
            Event::Resize(width, height) => {
                self.settings.size = Size::new(*width, *height);
                None
            }
            // Nothing is drawn that could be clicked or typed into.
            _ if self.settings.is_too_small() => None,
            // A click outside must not lose the text.
            Event::Mouse(_) if self.prompt().is_some() || self.find_input().is_some() => None,
            Event::Mouse(mouse) => {
                self.pending = PendingKeys::default();
                self.finish_short_search();
                self.handle_mouse(*mouse)
            }
            Event::Paste(text) => {
                self.paste(text);
                None
            }
            _ => None,
        };
        self.lay_out();
        effect
    }

    /// Performs the action of a key, or types the key.
    fn handle_key(&mut self, key: KeyEvent) -> Option<Effect> {
        // No keyboard has such a key, but a terminal may send its character.
        if matches!(key.code, KeyCode::Char(ch) if is_unsafe_for_terminal(ch)) {
            return None;
        }
        let context = self.key_context();
        match self.match_key(context, key) {
            KeyMatch::Action(action) => return self.dispatch(action),
            KeyMatch::Prefix => {
                self.status = None;
                return None;
            }
            KeyMatch::None => {}
        }
        match context {
            KeyContext::Prompt => {
                self.status = None;
                if let Some(Overlay::Prompt(prompt)) = &mut self.overlay {
                    prompt.handle_key(key);
                }
            }
            KeyContext::Find => {
                self.status = None;
                if let Some(Overlay::Find(find)) = &mut self.overlay {
                    find.handle_key(key);
                }
                self.find_typed_text();
            }
            KeyContext::Menu => {
                self.status = None;
                if let Some(Overlay::Menu(menu)) = &mut self.overlay {
                    menu.handle_key(key);
                }
                self.preview_selected();
            }
            KeyContext::Search => self.type_key(key),
            // An unbound key dismisses the message like any other.
            _ => self.status = None,
        }
        None
    }

    /// What a key does after those of a sequence that was begun. A key that continues none of them, such as Esc,
    /// abandons the sequence.
    fn match_key(&mut self, context: KeyContext, key: KeyEvent) -> KeyMatch {
        let mut pending = std::mem::take(&mut self.pending);
        if pending.context != Some(context) {
            pending = PendingKeys { keys: Vec::new(), context: Some(context) };
        }
        let is_begun = !pending.keys.is_empty();
        let half_width = half_width_key(key).filter(|_| !context.takes_text());
        for key in [Some(key), half_width].into_iter().flatten() {
            pending.keys.push(key.into());
            match self.settings.keymap.find(context, &pending.keys) {
                KeyMatch::None => {
                    pending.keys.pop();
                }
                KeyMatch::Prefix => {
                    self.pending = pending;
                    return KeyMatch::Prefix;
                }
                found @ KeyMatch::Action(_) => return found,
            }
        }
        // The key is not typed either.
        if is_begun { KeyMatch::Prefix } else { KeyMatch::None }
    }

    /// The keys of the sequence that was begun, such as `g`.
    #[must_use]
    pub fn pending_label(&self) -> String {
        self.pending.keys.iter().map(|key| format_key(*key)).collect::<Vec<_>>().join(" ")
    }

    /// The keys that may follow, with the labels of their actions; empty unless a sequence was begun.
    #[must_use]
    pub fn pending_continuations(&self) -> Vec<(String, String)> {
        let Some(context) = self.pending.context.filter(|context| *context == self.key_context()) else {
            return Vec::new();
        };
        let settings = &self.settings;
        let continuations = settings.keymap.continuations(context, &self.pending.keys).into_iter();
        let label = |action| settings.keymap.label(context, action, settings.locale).to_owned();
        continuations.map(|(keys, action)| (keys.to_string(), label(action))).collect()
    }

    /// Types a key into the search bar. At the end, the right arrow accepts a completion.
    fn type_key(&mut self, key: KeyEvent) {
        if key.code == KeyCode::Right && self.search_bar.is_cursor_at_end() && self.search_bar.accept_completion() {
            self.on_query_changed();
        } else if self.is_search_key_again(key) {
            self.status = None;
        } else if self.search_bar.handle_key(key) {
            self.status = None;
            self.on_query_typed();
        }
    }

    /// Whether the key that opens the search comes once more, before anything is typed.
    fn is_search_key_again(&self, key: KeyEvent) -> bool {
        // A letter that opens the search may begin a query.
        let is_typed = matches!(key.code, KeyCode::Char(ch) if ch.is_alphanumeric());
        let is_untouched = self.search_bar.query().is_empty() || self.search_bar.is_query_selected();
        let keys = [half_width_key(key).unwrap_or(key).into()];
        !is_typed
            && is_untouched
            && matches!(self.settings.keymap.find(KeyContext::List, &keys), KeyMatch::Action(Action::Search))
    }

    /// Pastes text into the menu, the prompt or the find line, else into the search bar.
    fn paste(&mut self, text: &str) {
        match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => return prompt.paste(text),
            Some(Overlay::Menu(menu)) => {
                menu.paste(text);
                return self.preview_selected();
            }
            Some(Overlay::Find(find)) => {
                find.paste(text);
                return self.find_typed_text();
            }
            // It takes no text, and a search would show another list.
            Some(Overlay::Columns(_)) => return,
            None => {}
        }
        let replaces_query = self.focus != Focus::Search || self.search_bar.is_query_selected();
        self.status = None;
        self.open_search();
        self.search_bar.paste(text, replaces_query);
        self.on_query_typed();
    }
}

/// The key of the ASCII character that a Chinese input method types in another form: `/` for `／` and `、`.
fn half_width_key(key: KeyEvent) -> Option<KeyEvent> {
    let KeyCode::Char(ch) = key.code else { return None };
    let half_width = match ch {
        '、' => '/',
        '【' => '[',
        '】' => ']',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(ch) - 0xfee0)?,
        _ => return None,
    };
    Some(KeyEvent { code: KeyCode::Char(half_width), ..key })
}
