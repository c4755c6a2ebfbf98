//! Screens.

mod chart;
mod compare;
mod lineage;
mod text_screen;

use ratatui::buffer::Buffer;

use crate::app::{App, Screen};

pub(super) fn draw_screen(app: &App, screen: &Screen, buffer: &mut Buffer) {
    match screen {
        Screen::Lineage(screen) => lineage::draw(app, screen, buffer),
        Screen::Compare(screen) => compare::draw(app, screen, buffer),
        Screen::Chart(screen) => chart::draw(app, screen, buffer),
        _ => {
            if let Some(view) = screen.view() {
                let layout = app.layout();
                // The help has columns of text, the others are one.
                let area = if matches!(screen, Screen::Help(_)) { layout.body } else { layout.text_area() };
                text_screen::draw(app, app.settings().title(screen.key_context()), view, area, buffer);
            }
        }
    }
}
