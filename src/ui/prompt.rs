//! A line of text that is asked for, in the place of the footer.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::{Clear, Widget},
};

use crate::{
    action::Action,
    app::{App, Prompt, layout::COMPACT_BELOW},
    config::theme::StyleRole,
    display_width::{skip_columns, truncate},
    ui::{
        bars::{draw_right_aligned, width_u16},
        draw_text,
    },
};

/// What is asked for and what is typed; at the right, which keys end it.
pub(super) fn draw_prompt(app: &App, buffer: &mut Buffer) {
    let Some(prompt) = app.prompt() else { return };
    let (area, theme) = (app.layout().footer, app.theme());
    Clear.render(area, buffer);
    buffer.set_style(area, theme.style(StyleRole::Background));
    let field = input_area(app, prompt);
    draw_text(buffer, area.x, area.y, area.width, &label(app, prompt), theme.style(StyleRole::Accent));
    draw_text(buffer, field.x, field.y, field.width, visible_input(field, prompt).0, theme.style(StyleRole::Text));
    draw_right_aligned(buffer, area, field.right() + 1, &key_hints(app), app, StyleRole::Muted);
}

fn label(app: &App, prompt: &Prompt) -> String {
    // The note is worth more than the name on a narrow screen.
    let name = truncate(&prompt.name, usize::from(app.layout().footer.width) / 3);
    (app.messages().note_prompt)(&name)
}

/// How to end it, where there is room to say so.
fn key_hints(app: &App) -> String {
    if app.size().width < COMPACT_BELOW.width {
        return String::new();
    }
    let said = |action| {
        let key = app.keymap().key_label(app.key_context(), action).unwrap_or_default();
        format!("{key} {}", (app.messages().action_help)(action, app.key_context()).0)
    };
    [said(Action::Enter), said(Action::Back)].join("  ")
}

fn input_area(app: &App, prompt: &Prompt) -> Rect {
    let area = app.layout().footer;
    let label = width_u16(&label(app, prompt));
    let keys = width_u16(&key_hints(app));
    let behind = if keys > 0 { keys + 2 } else { 0 };
    Rect { x: area.x + label, width: area.width.saturating_sub(label + behind), ..area }
}

/// The part of the text that is in sight, and the cursor's column in it.
fn visible_input(field: Rect, prompt: &Prompt) -> (&str, usize) {
    let room = usize::from(field.width).saturating_sub(1);
    let skip = prompt.input.visual_scroll(room);
    (skip_columns(prompt.input.value(), skip), prompt.input.visual_cursor().saturating_sub(skip))
}

/// Where the text cursor stands while a person types.
pub(super) fn cursor_position(app: &App) -> Option<Position> {
    let prompt = app.prompt()?;
    let field = input_area(app, prompt);
    let column = u16::try_from(visible_input(field, prompt).1).unwrap_or(u16::MAX);
    Some(Position::new(field.x.saturating_add(column).min(field.right().saturating_sub(1)), field.y))
}
