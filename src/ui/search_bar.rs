//! The search bar: the query, the number of results, completions and errors.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use llm_index::{
    Column,
    loader::LoadProgress,
    query::parser::{QueryError, QueryErrorKind},
    sort::SortOrder,
};

use crate::{
    action::{Action, KeyContext},
    app::{App, Screen},
    chart,
    columns::ColumnExt,
    config::theme::StyleRole,
    display_width::{fits, skip_columns},
    glyphs::bar,
    i18n::{Messages, describe_query_error},
    ui::{
        query_text::QueryText,
        text::{clear, draw_right_aligned, draw_text, width_u16},
    },
};

const SEARCH_PROMPT: &str = "/ ";
/// If the query would have less space, the status to its right is omitted.
const MIN_INPUT_WIDTH: u16 = 20;
/// In a chart the query cannot be edited, and the status says which models are in the chart.
const MIN_QUERY_WIDTH_IN_CHART: u16 = 10;
/// Columns of the bar of loading.
const PROGRESS_BAR_WIDTH: usize = 10;
/// From this width on, the number of loaded lines is shown.
const MIN_WIDTH_WITH_LINES: u16 = 100;

pub(super) fn draw_search_bar(app: &App, buffer: &mut Buffer) {
    let (area, theme) = (app.layout().search_bar, &app.settings().theme);
    let has_focus = app.key_context() == KeyContext::Search;
    let query = app.search_bar().query();
    let prompt_role = if has_focus || !query.is_empty() { StyleRole::Accent } else { StyleRole::Muted };
    draw_text(buffer, area, SEARCH_PROMPT, theme.style(prompt_role));
    let status = status_text(app);
    let input_area = input_area(app, &status);
    if query.is_empty() {
        draw_text(buffer, input_area, &placeholder(app, has_focus), theme.style(StyleRole::Muted));
    } else {
        draw_query(app, input_area, buffer);
    }
    if has_hint_line(app) && (app.screen().is_none() || has_focus) {
        draw_hint(app, app.layout().title_line(), buffer);
    }
    draw_right_aligned(buffer, area, input_area.right() + 1, &status, theme.style(StyleRole::Muted));
}

/// The text of an empty bar. While it has the keys it says so, as letters are typed into it then.
fn placeholder(app: &App, has_focus: bool) -> Cow<'static, str> {
    let messages = app.messages();
    match app.settings().keymap.key_label(KeyContext::Search, Action::Back).filter(|_| has_focus) {
        Some(key) => (messages.typing_placeholder)(&key).into(),
        None => messages.search_placeholder.into(),
    }
}

/// Draws the visible part of the query, with its parts in color unless it is selected.
fn draw_query(app: &App, area: Rect, buffer: &mut Buffer) {
    let (theme, bar) = (&app.settings().theme, app.search_bar());
    let (text, _) = visible_query(app, area);
    let has_focus = app.key_context() == KeyContext::Search;
    if has_focus && bar.is_query_selected() {
        draw_text(buffer, area, text, theme.style(StyleRole::Selection));
        return;
    }
    draw_text(buffer, area, text, theme.style(StyleRole::Text));
    let query = QueryText { query: bar.query(), start: bar.query().len() - text.len() };
    query.style_parts(bar.parts(), area, theme, buffer);
    // A filter without a value yet is no error while it is typed.
    let is_error = |error: &&QueryError| !(has_focus && matches!(error.kind, QueryErrorKind::MissingValue(_)));
    let errors = app.list().query_errors().iter().filter(is_error);
    query.style_spans(errors.map(|error| (error.span.clone(), StyleRole::Bad)), area, theme, buffer);
}

/// The area of the query, between the prompt and the status.
fn input_area(app: &App, status: &str) -> Rect {
    let area = app.layout().search_bar;
    let min_width =
        if matches!(app.screen(), Some(Screen::Chart(_))) { MIN_QUERY_WIDTH_IN_CHART } else { MIN_INPUT_WIDTH };
    let max_width = area.width.saturating_sub(width_u16(SEARCH_PROMPT));
    let width = max_width.saturating_sub(width_u16(status) + 2);
    let width = if width < min_width { max_width } else { width };
    Rect { x: area.x + width_u16(SEARCH_PROMPT), width, ..area }
}

/// The visible part of the query, and the column of the cursor in it.
fn visible_query(app: &App, area: Rect) -> (&str, usize) {
    let width = usize::from(area.width).saturating_sub(1);
    let input = app.search_bar().input();
    let offset = input.visual_scroll(width);
    (skip_columns(input.value(), offset), input.visual_cursor().saturating_sub(offset))
}

/// The position of the text cursor while the search bar has the focus.
pub(super) fn cursor_position(app: &App) -> Option<Position> {
    if app.key_context() != KeyContext::Search {
        return None;
    }
    let area = input_area(app, &status_text(app));
    let column = u16::try_from(visible_query(app, area).1).unwrap_or(u16::MAX);
    Some(Position::new(area.x.saturating_add(column).min(area.right().saturating_sub(1)), area.y))
}

/// The progress of loading or searching, the number of results and their order; in a chart, the number of its models.
fn status_text(app: &App) -> String {
    let (list, messages) = (app.list(), app.messages());
    // A chart is of other models than the list, if the list has extensions.
    let chart = match app.screen() {
        Some(Screen::Chart(screen)) => screen.chart(),
        _ => None,
    };
    let count = match chart {
        Some(chart) => chart::models_of_tab(chart, app.settings().locale),
        None => (messages.result_count)(list.len(), list.total()),
    };
    let progress = match app.load_progress() {
        Some(progress) => load_progress_text(progress, app.settings().size.width, messages) + "  ",
        None if app.is_searching() => messages.searching.to_owned() + "  ",
        None => String::new(),
    };
    let order = if list.is_empty() || chart.is_some() { String::new() } else { sort_order_label(app) };
    format!("{progress}{count}  {order}").trim_end().to_owned()
}

/// A bar with the share of a file that is loaded; on a wide screen also how many lines, in what time.
fn load_progress_text(progress: &LoadProgress, columns: u16, messages: &Messages) -> String {
    let share = progress.percent().map_or_else(String::new, |percent| {
        let bar = bar(f64::from(u32::try_from(percent).unwrap_or(100)) / 100.0, PROGRESS_BAR_WIDTH);
        format!(" {bar:░<PROGRESS_BAR_WIDTH$} {percent}%")
    });
    let lines = (messages.loaded_lines)(progress.lines_read, progress.elapsed.as_secs_f64());
    let lines = if columns < MIN_WIDTH_WITH_LINES { String::new() } else { format!("  {lines}") };
    format!("{}{share}{lines}", messages.loading)
}

/// The order in words, such as `by Params, descending`. Scores are named after their benchmark.
fn sort_order_label(app: &App) -> String {
    let messages = app.messages();
    match app.list().sort_order() {
        SortOrder::Relevance => messages.sort_best_match.to_owned(),
        SortOrder::ByColumn { column, descending } => {
            let benchmark = app.index().meta().active_benchmark().filter(|_| column == Column::Score);
            let locale = app.settings().locale;
            let heading = app.list().tab().heading(column, app.index(), locale);
            let name = benchmark.map_or(&*heading, |benchmark| benchmark.name.get(locale));
            (messages.sorted_by)(name, descending)
        }
    }
}

/// True if there is a blank line below the search bar for hints.
pub(super) fn has_hint_line(app: &App) -> bool {
    let layout = app.layout();
    layout.table_header.y > layout.search_bar.y + 1
}

/// Draws that the query is too long, else the completions of the query, else its first error, else the words that only
/// scattered letters match, else what its estimates assume. Returns false if there is none of them.
pub(super) fn draw_hint(app: &App, area: Rect, buffer: &mut Buffer) -> bool {
    let (theme, suggestions) = (&app.settings().theme, &app.search_bar().completion().suggestions);
    let errors = app.list().query_errors();
    // Nothing that is added to a query that is too long would be searched for.
    let limit =
        errors.iter().find(|error| matches!(error.kind, QueryErrorKind::TooLong(_) | QueryErrorKind::TooManyTerms(_)));
    if suggestions.is_empty() || limit.is_some() {
        if let Some(error) = limit.or(errors.first()) {
            clear(buffer, area, theme);
            let message = describe_query_error(&error.kind, app.messages());
            draw_text(buffer, area, &message, theme.style(StyleRole::Bad));
            return true;
        }
        let text =
            scattered_words_text(app).or_else(|| memory_assumed_text(app, area)).or_else(|| unlike_scores_text(app));
        let Some(text) = text else { return false };
        clear(buffer, area, theme);
        draw_text(buffer, area, &text, theme.style(StyleRole::Muted));
        return true;
    }
    let key = app.settings().keymap.key_label(KeyContext::Search, Action::Complete).unwrap_or_default();
    clear(buffer, area, theme);
    draw_text(buffer, area, &key, theme.style(StyleRole::Accent));
    let mut x = area.x + width_u16(&key) + 1;
    for suggestion in suggestions {
        let width = width_u16(suggestion);
        if x + width > area.right() {
            break;
        }
        draw_text(buffer, Rect { x, width, ..area }, suggestion, theme.style(StyleRole::Text));
        x += width + 2;
    }
    true
}

/// How many models the estimates of the query leave out, and what they assume, if it fits.
fn memory_assumed_text(app: &App, area: Rect) -> Option<String> {
    let budgets: Vec<_> = app.list().query().memory_budgets().map(|budget| budget.to_string()).collect();
    let (messages, unknown) = (app.messages(), app.list().unknown_memory());
    let texts = [messages.memory_assumed, messages.memory_assumed_short].map(|text| text(&budgets.join(", "), unknown));
    let [long, short] = texts;
    (!budgets.is_empty()).then(|| if fits(&long, area.width.into()) { long } else { short })
}

/// What the mark of scores by which the list is sorted means, or that there are none.
fn unlike_scores_text(app: &App) -> Option<String> {
    if let Some(benchmark) = benchmark_without_scores(app) {
        return Some((app.messages().no_scores_in_list)(benchmark));
    }
    let is_by_score = app.list().sort_column() == Some(Column::Score) || app.list().query().filters_by(Column::Score);
    (is_by_score && !app.list().is_empty()).then(|| app.messages().unlike_scores.to_owned())
}

/// The benchmark by which the list is sorted, if no row has a score on it: rows without one come last.
fn benchmark_without_scores(app: &App) -> Option<&str> {
    let (list, index, locale) = (app.list(), app.index(), app.settings().locale);
    let first = list.rows().next().filter(|_| list.sort_column() == Some(Column::Score))?;
    let benchmark = index.meta().active_benchmark()?;
    Column::Score.cell(index, first, locale).0.is_empty().then(|| benchmark.name.get(locale))
}

/// That even the best match has only the letters of a word.
fn scattered_words_text(app: &App) -> Option<String> {
    let words = app.list().scattered_words();
    (!words.is_empty()).then(|| (app.messages().scattered_words)(words))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use llm_catalog::localized::Locale;

    use super::*;

    #[test]
    fn loading_shows_a_bar_of_a_file_and_lines_of_a_stream() {
        let messages = Messages::get(Locale::En);
        let mut progress = LoadProgress {
            bytes_read: 450,
            total_bytes: Some(1_000),
            lines_read: 12_345,
            elapsed: Duration::from_millis(1_260),
            ..LoadProgress::default()
        };
        assert_eq!(load_progress_text(&progress, 140, messages), "loading ████▌░░░░░ 45%  12345 lines in 1.3 s");
        assert_eq!(load_progress_text(&progress, 80, messages), "loading ████▌░░░░░ 45%");
        progress.total_bytes = None;
        assert_eq!(load_progress_text(&progress, 140, messages), "loading  12345 lines in 1.3 s");
    }
}
