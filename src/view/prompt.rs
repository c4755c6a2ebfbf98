//! A line of text that is asked for, in the place of the footer.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::{Clear, Widget},
};

use super::{
    bar::{columns, right},
    write,
};
use crate::{
    action::Action,
    app::{App, Prompt, layout::ROOMY},
    text::{after, fit},
    theme::Role,
};

/// What is asked for and what is typed; at the right, which keys end it.
pub(super) fn prompt(app: &App, buffer: &mut Buffer) {
    let Some(prompt) = app.prompt() else { return };
    let (area, theme) = (app.layout().footer, app.theme());
    Clear.render(area, buffer);
    buffer.set_style(area, theme.style(Role::Ground));
    let field = field(app, prompt);
    write(buffer, area.x, area.y, area.width, &label(app, prompt), theme.style(Role::Accent));
    write(buffer, field.x, field.y, field.width, window(field, prompt).0, theme.style(Role::Text));
    right(buffer, area, field.right() + 1, &keys(app), app, Role::Muted);
}

fn label(app: &App, prompt: &Prompt) -> String {
    // The note is worth more than the name on a narrow screen.
    let name = fit(&prompt.name, usize::from(app.layout().footer.width) / 3);
    (app.messages().note_on)(&name)
}

/// How to end it, where there is room to say so.
fn keys(app: &App) -> String {
    if app.size().width < ROOMY.width {
        return String::new();
    }
    let said = |action| {
        let key = app.keymap().key(app.mode(), action).unwrap_or_default();
        format!("{key} {}", (app.messages().action)(action, app.mode()).0)
    };
    [said(Action::Enter), said(Action::Back)].join("  ")
}

fn field(app: &App, prompt: &Prompt) -> Rect {
    let area = app.layout().footer;
    let label = columns(&label(app, prompt));
    let keys = columns(&keys(app));
    let behind = if keys > 0 { keys + 2 } else { 0 };
    Rect { x: area.x + label, width: area.width.saturating_sub(label + behind), ..area }
}

/// The part of the text that is in sight, and the cursor's column in it.
fn window(field: Rect, prompt: &Prompt) -> (&str, usize) {
    let room = usize::from(field.width).saturating_sub(1);
    let skip = prompt.input.visual_scroll(room);
    (after(prompt.input.value(), skip), prompt.input.visual_cursor().saturating_sub(skip))
}

/// Where the text cursor stands while a person types.
pub(super) fn cursor(app: &App) -> Option<Position> {
    let prompt = app.prompt()?;
    let field = field(app, prompt);
    let column = u16::try_from(window(field, prompt).1).unwrap_or(u16::MAX);
    Some(Position::new(field.x.saturating_add(column).min(field.right().saturating_sub(1)), field.y))
}
