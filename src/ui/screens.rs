//! Screens.

mod chart;
mod compare;
mod lineage;
mod text_screen;

use ratatui::buffer::Buffer;

use crate::app::{App, Screen};

pub(super) fn draw_screen(app: &App, screen: &Screen, buffer: &mut Buffer) {
    let messages = app.messages();
    match screen {
        Screen::Help(screen) => text_screen::draw(app, messages.help_title, screen.view(), buffer),
        Screen::About(screen) => text_screen::draw(app, messages.about_title, screen.view(), buffer),
        Screen::Lineage(screen) => lineage::draw(app, screen, buffer),
        Screen::Compare(screen) => compare::draw(app, screen, buffer),
        Screen::Chart(screen) => chart::draw(app, screen, buffer),
        Screen::Glossary(screen) => text_screen::draw(app, messages.glossary_title, screen.view(), buffer),
    }
}
