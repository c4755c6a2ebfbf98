//! The list of entries.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};
use unicode_segmentation::UnicodeSegmentation;

use llm_index::{
    Column, RowId,
    search::{MatchedText, OtherMatch},
    sort::SortOrder,
};

use crate::{
    action::{Action, KeyContext},
    app::{App, NoMatchHints},
    columns::{ColumnExt, UNKNOWN_SYMBOL, format_score},
    config::theme::StyleRole,
    display_width::{truncate, width, wrap},
    document::BOOKMARK_SYMBOL,
    glyphs::{ASCENDING, BAR, CLOSED, DESCENDING, SELECTED},
    ui::text::{draw_paragraph, draw_right_aligned, draw_selection, draw_text, width_u16},
};

/// Drawn in the margin before the name of a marked model.
const MARK_SYMBOL: &str = "*";

/// Columns of a bar beside a figure.
const MIN_BAR_WIDTH: u16 = 3;

pub(super) fn draw_list(app: &App, buffer: &mut Buffer) {
    draw_headings(app, buffer);
    if app.list().is_empty() {
        draw_no_matches(app, buffer);
        return;
    }
    let (layout, state) = (app.layout(), app.list().state());
    let rows = app.list().rows().enumerate().skip(state.offset);
    for ((idx, row), row_area) in rows.zip(layout.table_body.rows()) {
        let is_selected = idx == state.selected;
        draw_margin(app, buffer, row, row_area, is_selected);
        for (column, area) in &layout.columns {
            draw_cell(app, buffer, row, *column, Rect { y: row_area.y, height: 1, ..*area });
        }
        if is_selected {
            let is_active = app.key_context() != KeyContext::Detail;
            let role = if is_active { StyleRole::Selection } else { StyleRole::SelectionInactive };
            let area = Rect { x: row_area.x.saturating_sub(1), width: row_area.width + 1, ..row_area };
            draw_selection(buffer, area, &app.settings().theme, role);
            for (column, area) in &layout.columns {
                draw_selected_bar(app, buffer, bar_area(*column, Rect { y: row_area.y, height: 1, ..*area }), role);
            }
        }
    }
}

/// Draws a sign before a marked row, else before the selected one.
fn draw_margin(app: &App, buffer: &mut Buffer, row: RowId, row_area: Rect, is_selected: bool) {
    let sign = match is_selected {
        _ if app.list().is_marked(row, app.index()) => MARK_SYMBOL,
        true => SELECTED,
        false => return,
    };
    let margin = Rect { x: row_area.x.saturating_sub(1), width: 1, ..row_area };
    draw_text(buffer, margin, sign, app.settings().theme.style(StyleRole::Accent));
}

/// Draws the summary of the selected entry above the footer, where no detail shows it.
pub(super) fn draw_summary(app: &App, buffer: &mut Buffer) {
    let (Some(line), Some(row)) = (app.layout().line_above_footer(), app.list().selected_row()) else { return };
    if app.is_detail_visible() {
        return;
    }
    let (summary, _) = Column::Summary.cell(app.index(), row, app.settings().locale);
    draw_text(buffer, line, &truncate(&summary, line.width.into()), app.settings().theme.style(StyleRole::Muted));
}

fn draw_headings(app: &App, buffer: &mut Buffer) {
    let layout = app.layout();
    if let Some(label) = layout.hidden_columns_label() {
        let style = app.settings().theme.style(StyleRole::Accent);
        draw_right_aligned(buffer, layout.table_header, layout.table_header.x, &label, style);
    }
    for (column, area) in &layout.columns {
        let is_sorted = app.list().sort_column() == Some(*column);
        let role = if is_sorted { StyleRole::Accent } else { StyleRole::Heading };
        let heading = app.list().tab().heading(*column, app.index(), app.settings().locale);
        let heading = column.heading_for_width(&heading, area.width.into(), app.settings().locale);
        let area = Rect { y: layout.table_header.y, height: 1, ..*area };
        // Over the figures, unless it needs the columns of the bars.
        let figure_area = figure_area(*column, area);
        let mut area = if width_u16(heading) <= figure_area.width { figure_area } else { area };
        if is_sorted && column.layout().right_aligned && width_u16(heading) < area.width {
            // For the sign of the order.
            area.width -= 1;
        }
        if let Some((heading, area)) = app.sign_heading(*column) {
            draw_text(buffer, area, &heading, app.settings().theme.style(StyleRole::Heading));
            continue;
        }
        draw_aligned(app, buffer, heading, *column, area, role);
        if is_sorted {
            draw_direction(app, buffer, heading, *column, area);
        }
    }
}

/// Draws the direction of the order after a heading, in the gap between columns if the heading is as wide as its column.
fn draw_direction(app: &App, buffer: &mut Buffer, heading: &str, column: Column, area: Rect) {
    let SortOrder::ByColumn { descending, .. } = app.list().sort_order() else { return };
    let end = if column.layout().right_aligned { area.right() } else { area.x.saturating_add(width_u16(heading)) };
    let area = Rect { x: end.min(area.right()), width: 1, ..area }.intersection(buffer.area);
    let sign = if descending { DESCENDING } else { ASCENDING };
    draw_text(buffer, area, sign, app.settings().theme.style(StyleRole::Accent));
}

fn draw_cell(app: &App, buffer: &mut Buffer, row: RowId, column: Column, area: Rect) {
    let theme = &app.settings().theme;
    let cell = app.list().cell(row, column, app.index(), app.settings().locale);
    if column == Column::Name {
        draw_name(app, buffer, &cell.text, row, area);
        return;
    }
    if cell.text.is_empty() {
        draw_aligned(app, buffer, UNKNOWN_SYMBOL, column, figure_area(column, area), StyleRole::Muted);
        return;
    }
    let is_sign_only = cell.has_sign && area.width < MIN_WIDTH_WITH_SIGN;
    let text = match is_sign_only {
        true => cell.text.get(..sign_len(&cell.text)).unwrap_or_default(),
        false if column == Column::License && area.width < MIN_WIDTH_WITH_SIGN => CLOSED,
        false => &cell.text,
    };
    // The name of a license is text; its sign says what it allows.
    let role = if cell.has_sign && column == Column::License { StyleRole::Text } else { cell.role };
    let figure = figure_area(column, area);
    draw_aligned(app, buffer, text, column, figure, role);
    if cell.has_sign {
        buffer.set_style(Rect { width: 1, ..area }, theme.style(cell.role));
    }
    if let Some(share) = cell.share {
        draw_bar(buffer, bar_area(column, area), share, theme.style(StyleRole::Bar));
    }
}

/// Draws the bar of the selected row as quietly as the others, and not in the color of its text.
fn draw_selected_bar(app: &App, buffer: &mut Buffer, area: Rect, role: StyleRole) {
    let theme = &app.settings().theme;
    let style = match theme.style(role).bg {
        Some(_) => Style { fg: theme.style(StyleRole::Bar).fg, ..Style::new() },
        None if theme.changes_background(role) => Style::new().add_modifier(Modifier::DIM),
        None => return,
    };
    for position in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(position).filter(|cell| cell.symbol() != " ") {
            cell.set_style(style);
        }
    }
}

/// Draws a bar cell by cell: a text for each would be allocated for each frame.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the share is from 0 to 1")]
fn draw_bar(buffer: &mut Buffer, area: Rect, share: f64, style: Style) {
    let mut eighths = (share * f64::from(area.width * 8)).round() as usize;
    for position in area.intersection(buffer.area).positions() {
        let sign = BAR.get(eighths.min(8)).filter(|sign| !sign.is_empty());
        if let (Some(sign), Some(cell)) = (sign, buffer.cell_mut(position)) {
            cell.set_symbol(sign).set_style(style);
        }
        eighths = eighths.saturating_sub(8);
    }
}

/// A narrower cell has only its sign only.
const MIN_WIDTH_WITH_SIGN: u16 = 4;

/// The bytes of the sign at the start of a text.
fn sign_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The part of a cell for its figure, without the bar beside it if it fits for one.
fn figure_area(column: Column, area: Rect) -> Rect {
    let figure_width = match column {
        Column::Parameters => 6,
        // `100.0`
        Column::Score => 5,
        _ => return area,
    };
    if area.width > figure_width + MIN_BAR_WIDTH { Rect { width: figure_width, ..area } } else { area }
}

/// The part of a cell for the bar beside its figure; empty if it does not fit.
fn bar_area(column: Column, area: Rect) -> Rect {
    let figure = figure_area(column, area);
    Rect { x: figure.right() + 1, width: area.width.saturating_sub(figure.width + 1), ..area }
}

/// Draws a text aligned to the left or right of its column.
fn draw_aligned(app: &App, buffer: &mut Buffer, text: &str, column: Column, area: Rect, role: StyleRole) {
    let text = truncate(text, usize::from(area.width));
    let indent = if column.layout().right_aligned { area.width.saturating_sub(width_u16(&text)) } else { 0 };
    let text_area = Rect { x: area.x + indent, ..area };
    draw_text(buffer, text_area, &text, app.settings().theme.style(role));
}

/// Draws the name with its matches highlighted. If a word matched another text, says after the name which one, and
/// draws that text too, if it fits.
fn draw_name(app: &App, buffer: &mut Buffer, name: &str, row: RowId, area: Rect) {
    let theme = &app.settings().theme;
    let is_bookmarked = app.index().bookmark_note(row).is_some();
    let area = if is_bookmarked { draw_bookmark(app, buffer, name, area) } else { area };
    draw_text(buffer, area, name, theme.style(StyleRole::Text));
    if app.list().query().is_empty() {
        return;
    }
    let highlights = app.list().highlights(row, app.index());
    highlight_matches(app, buffer, name, &highlights.name, area);
    let Some(OtherMatch { kind, text, indices }) = &highlights.other else { return };
    // The cell of a variant that is not the default one has its name.
    if *kind == MatchedText::Variant && app.index().entry_row(row) != row {
        return;
    }
    let symbol_width = if is_bookmarked { width(BOOKMARK_SYMBOL) + 1 } else { 0 };
    let used = u16::try_from(width(name) + symbol_width + 2).unwrap_or(u16::MAX);
    let area = Rect { x: area.x.saturating_add(used), width: area.width.saturating_sub(used), ..area };
    let label = (app.messages().matched_text)(*kind);
    let label_width = width_u16(label);
    if area.width < label_width {
        return;
    }
    draw_text(buffer, area, label, theme.style(StyleRole::Muted));
    let used = label_width + 1;
    let area = Rect { x: area.x.saturating_add(used), width: area.width.saturating_sub(used), ..area };
    if !indices.is_empty() && usize::from(area.width) >= width(text) {
        draw_text(buffer, area, text, theme.style(StyleRole::Muted));
        highlight_matches(app, buffer, text, indices, area);
    }
}

/// Draws the bookmark symbol after a name. Returns the area that is left for the name.
fn draw_bookmark(app: &App, buffer: &mut Buffer, name: &str, area: Rect) -> Rect {
    let symbol_width = width_u16(BOOKMARK_SYMBOL);
    let name_area = Rect { width: area.width.saturating_sub(symbol_width + 1), ..area };
    let name_width = width_u16(&truncate(name, usize::from(name_area.width)));
    let symbol_area = Rect { x: area.x + name_width + 1, width: symbol_width, ..area };
    draw_text(buffer, symbol_area, BOOKMARK_SYMBOL, app.settings().theme.style(StyleRole::Accent));
    name_area
}

/// Highlights matched graphemes of a text, as far as it was not truncated.
pub(super) fn highlight_matches(app: &App, buffer: &mut Buffer, text: &str, matches: &[u32], area: Rect) {
    let style = app.settings().theme.style(StyleRole::Matched);
    let truncated = truncate(text, usize::from(area.width));
    let mut x = area.x;
    for ((idx, grapheme), drawn) in (0_u32..).zip(text.graphemes(true)).zip(truncated.graphemes(true)) {
        if grapheme != drawn {
            return;
        }
        let columns = width_u16(grapheme);
        if matches.binary_search(&idx).is_ok() {
            buffer.set_style(Rect { x, width: columns, height: 1, ..area }, style);
        }
        x = x.saturating_add(columns);
    }
}

/// How to add a bookmark, if the query filters by bookmarks and there are none.
fn no_bookmarks_hint(app: &App) -> Option<String> {
    let has_none = app.list().query().uses_bookmarks() && app.index().bookmarks().ids().next().is_none();
    let key = app.settings().keymap.key_label(KeyContext::List, Action::Bookmark)?;
    has_none.then(|| (app.messages().no_bookmarks)(&key))
}

fn draw_no_matches(app: &App, buffer: &mut Buffer) {
    let (messages, area) = (app.messages(), app.layout().table_body);
    let hints = if app.is_searching() {
        vec![messages.searching.to_owned()]
    } else if app.list().query().is_empty() {
        vec![messages.empty_tab.to_owned()]
    } else {
        no_match_hints(app)
    };
    let lines: Vec<_> = hints.iter().flat_map(|hint| wrap(hint, usize::from(area.width))).collect();
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_paragraph(buffer, area, &lines, app.settings().theme.style(StyleRole::Text));
}

/// What scores the benchmark of a filter by score has.
fn score_range_hint(app: &App) -> Option<String> {
    let benchmark = app.index().meta().active_benchmark().filter(|_| app.list().query().filters_by(Column::Score))?;
    let range = app.index().score_range(&benchmark.id)?;
    let name = benchmark.name.get(app.settings().locale);
    Some((app.messages().score_range_hint)(name, &format_score(range.lowest), &format_score(range.highest)))
}

/// The lines for a query without matches: tabs with matches, suggestions, and the key that clears it.
fn no_match_hints(app: &App) -> Vec<String> {
    let messages = app.messages();
    // Under a menu, what the keys do once it is closed.
    let context = match app.key_context() {
        context @ (KeyContext::List | KeyContext::Search | KeyContext::Detail) => context,
        _ => KeyContext::List,
    };
    let key = |action| app.settings().keymap.key_label(context, action);
    let tab_key = key(Action::Complete).or_else(|| key(Action::NextTab)).unwrap_or_default();
    let NoMatchHints { blocking_term, suggested_names, suggested_filters } = app.list().hints();
    let other_tabs = app.tab_labels().into_iter().filter(|(_, _, count)| *count > 0);
    let other_tabs: Vec<_> = other_tabs.map(|(_, label, count)| format!("{label} {count}")).collect();
    let mut hints = vec![(messages.no_matches)(app.search_bar().query(), app.list().tab().label(messages))];
    if let Some(hint) = no_bookmarks_hint(app) {
        hints.push(hint);
    } else if !other_tabs.is_empty() {
        hints.push((messages.matches_in_other_tabs)(&other_tabs.join(", "), &tab_key));
    } else if blocking_term.is_none() && suggested_names.is_empty() {
        hints.push(messages.no_matches_in_any_tab.to_owned());
        if app.list().query().is_scored() {
            hints.push(messages.fewer_words_hint.to_owned());
        }
    }
    hints.extend(score_range_hint(app));
    if !suggested_filters.is_empty() {
        hints.push((messages.try_filters)(&suggested_filters.join(" ")));
    }
    hints.extend(blocking_term.as_ref().map(|term| (messages.blocking_term)(term)));
    if !suggested_names.is_empty() {
        hints.push((messages.did_you_mean)(&suggested_names.join(messages.cli.list_separator), &tab_key));
    }
    hints.push((messages.clear_search_hint)(&key(Action::Back).unwrap_or_default()));
    hints
}
