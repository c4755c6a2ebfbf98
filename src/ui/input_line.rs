//! A line of text being edited over the footer: a note, or the text of a find.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use tui_input::Input;

use crate::{
    action::{Action, KeyContext},
    app::{App, Screen, Settings, layout::COMPACT_BELOW},
    config::theme::StyleRole,
    display_width::{skip_columns, truncate},
    i18n::LocalizedStr,
    ui::text::{clear, draw_right_aligned, draw_text, width_u16},
};

/// The edited text, the label before it and the text at the right end.
struct InputLine<'a> {
    label: String,
    input: &'a Input,
    /// True if the next character replaces the input.
    is_selected: bool,
    right: String,
}

pub(super) fn is_open(app: &App) -> bool {
    app.prompt().is_some() || app.find_input().is_some()
}

pub(super) fn draw_input_line(app: &App, buffer: &mut Buffer) {
    let Some(line) = input_line(app) else { return };
    let (area, theme) = (app.layout().footer, &app.settings().theme);
    clear(buffer, area, theme);
    let input_area = line.input_area(area);
    draw_text(buffer, area, &line.label, theme.style(StyleRole::Accent));
    let role = if line.is_selected { StyleRole::Selection } else { StyleRole::Text };
    draw_text(buffer, input_area, line.visible_input(input_area).0, theme.style(role));
    draw_right_aligned(buffer, area, input_area.right() + 1, &line.right, theme.style(StyleRole::Muted));
}

/// The position of the text cursor while a line is edited.
pub(super) fn cursor_position(app: &App) -> Option<Position> {
    let line = input_line(app)?;
    let area = line.input_area(app.layout().footer);
    let column = u16::try_from(line.visible_input(area).1).unwrap_or(u16::MAX);
    Some(Position::new(area.x.saturating_add(column).min(area.right().saturating_sub(1)), area.y))
}

fn input_line(app: &App) -> Option<InputLine<'_>> {
    let width = usize::from(app.layout().footer.width);
    if let Some(prompt) = app.prompt() {
        // On a narrow screen the note needs the space more than the name.
        let label = prompt.label(app.messages(), |name| truncate(name, width / 3).into_owned());
        return Some(InputLine {
            label,
            input: &prompt.input,
            is_selected: prompt.is_selected,
            right: key_hints(app, KeyContext::Prompt),
        });
    }
    let input = &app.find_input()?.input;
    let position = match_position(app).filter(|_| !input.value().is_empty());
    let texts = [position.unwrap_or_default(), key_hints(app, KeyContext::Find)];
    let right = texts.iter().filter(|text| !text.is_empty()).map(String::as_str).collect::<Vec<_>>().join("  ");
    Some(InputLine { label: find_label(app), input, is_selected: false, right })
}

/// The number of the match at the cursor and how many there are, if there is a find.
pub(super) fn match_position(app: &App) -> Option<String> {
    let is_narrow = app.settings().size.width < COMPACT_BELOW.width;
    let position = match app.find_position()? {
        (Some(selected), count) if is_narrow => format!("{selected}/{count}"),
        (selected, count) => (app.messages().match_position)(selected, count),
    };
    Some(position)
}

/// Says where a text is looked for.
fn find_label(app: &App) -> String {
    let label = match app.screen().map(Screen::key_context) {
        Some(KeyContext::Help) => LocalizedStr { en: "find in help: ", zh: "在帮助中查找：" },
        Some(KeyContext::About) => LocalizedStr { en: "find in this page: ", zh: "在本页中查找：" },
        Some(KeyContext::Lineage) => LocalizedStr { en: "find in tree: ", zh: "在谱系树中查找：" },
        Some(KeyContext::Compare) => LocalizedStr { en: "find in comparison: ", zh: "在比较中查找：" },
        Some(KeyContext::Glossary) => LocalizedStr { en: "find in glossary: ", zh: "在术语中查找：" },
        _ => LocalizedStr { en: "find in detail: ", zh: "在详情中查找：" },
    };
    label.get(app.settings().locale).to_owned()
}

/// The keys that accept and cancel; empty on a narrow screen.
fn key_hints(app: &App, context: KeyContext) -> String {
    if app.settings().size.width < COMPACT_BELOW.width {
        return String::new();
    }
    let Settings { keymap, locale, .. } = app.settings();
    let hint = |action| {
        let key = keymap.key_label(context, action).unwrap_or_default();
        format!("{key} {}", keymap.label(context, action, *locale))
    };
    [hint(Action::Enter), hint(Action::Back)].join("  ")
}

impl InputLine<'_> {
    fn input_area(&self, area: Rect) -> Rect {
        let (label_width, right_width) = (width_u16(&self.label), width_u16(&self.right));
        let right_width = if right_width > 0 { right_width + 2 } else { 0 };
        Rect { x: area.x + label_width, width: area.width.saturating_sub(label_width + right_width), ..area }
    }

    /// The visible part of the input, and the column of the cursor in it.
    fn visible_input(&self, area: Rect) -> (&str, usize) {
        let width = usize::from(area.width).saturating_sub(1);
        let offset = self.input.visual_scroll(width);
        (skip_columns(self.input.value(), offset), self.input.visual_cursor().saturating_sub(offset))
    }
}
