//! The footer: the prompt, the status message, or key hints and the position in the list.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use llm_catalog::EntryRef;
use llm_index::LinkShortcut;

use crate::{
    action::{Action, KeyContext},
    app::{App, Settings},
    config::theme::StyleRole,
    display_width::{truncate, wrap},
    ui::{
        input_line, search_bar,
        text::{clear, draw_paragraph, draw_right_aligned, width_u16},
    },
};

/// From this width on, the footer names the selected entry.
const MIN_WIDTH_WITH_NAME: u16 = 90;
const MAX_NAME_WIDTH: usize = 24;

pub(super) fn draw_footer(app: &App, buffer: &mut Buffer) {
    let area = app.layout().footer;
    let is_editing = input_line::is_open(app);
    input_line::draw_input_line(app, buffer);
    if let Some(status) = app.status() {
        // Above the edited line, if there is one.
        let y = area.y - u16::from(is_editing);
        draw_status(status, Rect { y, ..area }, app, buffer);
        return;
    }
    // Beside the list, keys are of more use than what an estimate assumes.
    let has_hint = app.key_context() == KeyContext::Search || !app.list().query_errors().is_empty();
    let is_hint_here = has_hint && !search_bar::has_hint_line(app);
    if is_editing || is_hint_here && search_bar::draw_hint(app, area, buffer) {
        return;
    }
    let position = position_label(app);
    let max_x = area.right().saturating_sub(width_u16(&position) + 2);
    let min_x = draw_key_hints(app, max_x, buffer);
    draw_right_aligned(buffer, area, min_x, &position, app.settings().theme.style(StyleRole::Muted));
}

/// Draws the keys of the most useful actions up to a column. Returns the column after them.
fn draw_key_hints(app: &App, max_x: u16, buffer: &mut Buffer) -> u16 {
    let (area, context) = (app.layout().footer, app.key_context());
    let Settings { keymap, theme, locale, .. } = app.settings();
    let mut x = area.x;
    for action in footer_actions(app) {
        let Some(key) = keymap.key_label(context, action) else { continue };
        let label = keymap.label(context, action, *locale);
        let width = width_u16(&key) + 1 + width_u16(label);
        if x + width > max_x {
            break;
        }
        let key = Span::styled(key, theme.style(StyleRole::Accent));
        let label = Span::styled(label, theme.style(StyleRole::Muted));
        Line::from_iter([key, Span::raw(" "), label]).render(Rect { x, width, ..area }, buffer);
        x += width + 2;
    }
    x
}

/// Draws a status message bottom-up over as many lines as needed, so that a copied link stays readable.
fn draw_status(status: &str, area: Rect, app: &App, buffer: &mut Buffer) {
    let lines = wrap(status, usize::from(area.width));
    let height = u16::try_from(lines.len()).unwrap_or_default().min(area.y);
    let area = Rect { y: area.y + 1 - height, height, ..area };
    let theme = &app.settings().theme;
    clear(buffer, area, theme);
    draw_paragraph(buffer, area, &lines, theme.style(StyleRole::Accent));
}

/// The actions to show in the footer, the most useful first.
fn footer_actions(app: &App) -> Vec<Action> {
    let mut actions = Vec::new();
    let context = app.key_context();
    if app.find_text().is_some() && app.settings().keymap.key_label(context, Action::NextMatch).is_some() {
        return vec![Action::NextMatch, Action::PreviousMatch, Action::Back, Action::Close, Action::Enter];
    }
    if context == KeyContext::List && app.list().marked_count() > 0 {
        actions.extend([Action::MarkedMenu, Action::Compare, Action::ClearMarks]);
    }
    actions.extend(app.settings().keymap.footer(context));
    if context == KeyContext::Detail && app.list().can_go_back() {
        actions.push(Action::HistoryBack);
    }
    if let (KeyContext::List | KeyContext::Detail, Some(entry)) = (context, app.selected_entry()) {
        let row = app.list().selected_row().and_then(|row| app.index().locate(row));
        let links = row.map(|(segment, row)| segment.links(row)).unwrap_or_default();
        let has_link = |shortcut: &LinkShortcut| shortcut.is_available(links);
        actions.extend(LinkShortcut::ALL.into_iter().filter(has_link).map(Action::from));
        if matches!(entry.as_entry_ref(), EntryRef::Extension(_)) {
            actions.retain(|action| !matches!(action, Action::Lineage | Action::Compare));
        }
    }
    match context {
        KeyContext::List => actions.extend([Action::Copy, Action::Sort, Action::NextTab]),
        KeyContext::Detail => actions.push(Action::Copy),
        _ => {}
    }
    let useless: &[Action] = match context {
        KeyContext::Detail if app.detail().view().target().is_none() => &[Action::Enter],
        KeyContext::List if app.selected_entry().is_none() => {
            &[Action::Enter, Action::Lineage, Action::Compare, Action::Bookmark, Action::Copy, Action::Sort]
        }
        _ => &[],
    };
    actions.retain(|action| !useless.contains(action));
    let mut unique = Vec::new();
    for action in actions {
        if !unique.contains(&action) {
            unique.push(action);
        }
    }
    unique
}

/// The position among the matches of a find, else the number of marks, and the name and position of the selected entry.
fn position_label(app: &App) -> String {
    let is_document =
        !matches!(app.key_context(), KeyContext::List | KeyContext::Search | KeyContext::Menu | KeyContext::Columns);
    if let Some(position) = input_line::match_position(app).filter(|_| is_document) {
        return position;
    }
    let marked_count = app.list().marked_count();
    let marks = if marked_count == 0 { String::new() } else { (app.messages().marked_count)(marked_count) };
    let context = app.key_context();
    if context.is_screen() || matches!(context, KeyContext::Menu | KeyContext::Columns | KeyContext::Prompt) {
        return String::new();
    }
    let Some(entry) = app.selected_entry() else { return marks };
    let name = if app.settings().size.width < MIN_WIDTH_WITH_NAME {
        String::new()
    } else {
        format!("{} ", truncate(entry.as_entry_ref().name(), MAX_NAME_WIDTH))
    };
    let gap = if marked_count == 0 { "" } else { "  " };
    format!("{marks}{gap}{name}{}/{}", app.list().state().selected + 1, app.list().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::config::keymap::Keymap;

    #[test]
    fn footers_add_only_bound_actions() {
        let keymap = Keymap::builtin().unwrap();
        for (context, actions) in [
            (
                KeyContext::List,
                &[Action::MarkedMenu, Action::Compare, Action::ClearMarks, Action::Copy, Action::Sort, Action::NextTab]
                    [..],
            ),
            (KeyContext::Detail, &[Action::HistoryBack, Action::Copy, Action::PreviousMatch]),
        ] {
            for action in actions {
                assert!(keymap.key_label(context, *action).is_some(), "{action:?} is not bound in {context:?}");
            }
        }
    }
}
