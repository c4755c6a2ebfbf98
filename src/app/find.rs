//! Finding text in the open screen or in the detail.

use crate::{
    action::Action,
    app::{
        command::Update,
        context::Context,
        overlays::{Overlay, find_input::FindInput},
        state::App,
    },
};

impl App {
    /// Opens the line for the text of a find.
    pub(super) fn open_find(&mut self) {
        match self.screens.last_mut() {
            Some(screen) => screen.start_find(),
            None => self.detail.view_mut().start_find(),
        }
        self.overlay = Some(Overlay::Find(FindInput::default()));
    }

    /// Actions while the text of a find is typed.
    pub(super) fn update_find(&mut self, action: Action) -> Update {
        match action {
            Action::Enter => {
                self.overlay = None;
                let is_found = self.find_position().is_some_and(|(_, count)| count > 0);
                if !is_found {
                    let text = self.find_text().unwrap_or_default().to_owned();
                    self.cancel_find();
                    return if text.is_empty() {
                        Update::Done
                    } else {
                        Update::status(&(self.messages().text_not_found)(&text))
                    };
                }
            }
            Action::Back => {
                self.overlay = None;
                self.cancel_find();
            }
            Action::NextMatch | Action::PreviousMatch => self.go_to_match(action),
            _ => return Update::Ignored,
        }
        Update::Done
    }

    /// Looks for the typed text.
    pub(super) fn find_typed_text(&mut self) {
        let Some(Overlay::Find(find)) = &self.overlay else { return };
        let text = find.input.value();
        if self.find_text() == Some(text) {
            return;
        }
        let context = Context { index: &self.index, settings: &self.settings, layout: &self.layout };
        match self.screens.last_mut() {
            Some(screen) => screen.find(text, context),
            None => self.detail.view_mut().find(text),
        }
    }

    fn go_to_match(&mut self, action: Action) {
        let context = Context { index: &self.index, settings: &self.settings, layout: &self.layout };
        match self.screens.last_mut() {
            Some(screen) => {
                screen.update(action, context);
            }
            None => self.detail.view_mut().go_to_match(action == Action::NextMatch),
        }
    }

    /// Clears the matches and returns to where the find started.
    fn cancel_find(&mut self) {
        match self.screens.last_mut() {
            Some(screen) => screen.cancel_find(&self.index),
            None => self.detail.view_mut().cancel_find(),
        }
    }

    /// The text that is looked for in the open screen or in the detail.
    #[must_use]
    pub fn find_text(&self) -> Option<&str> {
        self.document_view()?.find_text()
    }

    /// The number of the selected match, if the cursor is at one, and how many there are.
    #[must_use]
    pub fn find_position(&self) -> Option<(Option<usize>, usize)> {
        match self.screens.last() {
            Some(screen) => screen.find_position(),
            None => self.detail.view().find_position(),
        }
    }
}
