//! The prompt for a note, drawn over the footer.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    action::{Action, KeyContext},
    app::{App, Prompt, Settings, layout::COMPACT_BELOW},
    config::theme::StyleRole,
    display_width::{skip_columns, truncate},
    ui::text::{clear, draw_right_aligned, draw_text, width_u16},
};

pub(super) fn draw_prompt(app: &App, prompt: &Prompt, buffer: &mut Buffer) {
    let (area, theme) = (app.layout().footer, &app.settings().theme);
    clear(buffer, area, theme);
    let input_area = input_area(app, prompt);
    draw_text(buffer, area, &label(app, prompt), theme.style(StyleRole::Accent));
    draw_text(buffer, input_area, visible_input(input_area, prompt).0, theme.style(StyleRole::Text));
    let min_x = input_area.right() + 1;
    draw_right_aligned(buffer, area, min_x, &key_hints(app), theme.style(StyleRole::Muted));
}

fn label(app: &App, prompt: &Prompt) -> String {
    // On a narrow screen the note needs the space more than the name.
    let name = truncate(&prompt.name, usize::from(app.layout().footer.width) / 3);
    (app.messages().note_prompt)(&name)
}

/// The keys that save and discard; empty on a narrow screen.
fn key_hints(app: &App) -> String {
    if app.settings().size.width < COMPACT_BELOW.width {
        return String::new();
    }
    let Settings { keymap, locale, .. } = app.settings();
    let hint = |action| {
        let key = keymap.key_label(KeyContext::Prompt, action).unwrap_or_default();
        format!("{key} {}", keymap.label(KeyContext::Prompt, action, *locale))
    };
    [hint(Action::Enter), hint(Action::Back)].join("  ")
}

fn input_area(app: &App, prompt: &Prompt) -> Rect {
    let area = app.layout().footer;
    let label_width = width_u16(&label(app, prompt));
    let hints_width = width_u16(&key_hints(app));
    let right_width = if hints_width > 0 { hints_width + 2 } else { 0 };
    Rect { x: area.x + label_width, width: area.width.saturating_sub(label_width + right_width), ..area }
}

/// The visible part of the input, and the column of the cursor in it.
fn visible_input(area: Rect, prompt: &Prompt) -> (&str, usize) {
    let width = usize::from(area.width).saturating_sub(1);
    let offset = prompt.input.visual_scroll(width);
    (skip_columns(prompt.input.value(), offset), prompt.input.visual_cursor().saturating_sub(offset))
}

/// The position of the text cursor while the prompt is open.
pub(super) fn cursor_position(app: &App) -> Option<Position> {
    let prompt = app.prompt()?;
    let area = input_area(app, prompt);
    let column = u16::try_from(visible_input(area, prompt).1).unwrap_or(u16::MAX);
    Some(Position::new(area.x.saturating_add(column).min(area.right().saturating_sub(1)), area.y))
}
