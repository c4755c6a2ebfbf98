//! The lineage.

use ratatui::{buffer::Buffer, layout::Rect};

use llm_index::lineage::Relations;

use crate::{
    action::KeyContext,
    app::{App, LineageScreen},
    config::theme::StyleRole,
    document::{StyledSpan, stage_legend},
    ui::{
        document::draw_document,
        panes::{draw_scroll_bar, draw_titled_rule, right_margin},
        text::{clear, draw_lines, draw_text, width_u16},
    },
};

pub(super) fn draw(app: &App, screen: &LineageScreen, buffer: &mut Buffer) {
    let (line, theme) = (app.layout().title_line(), &app.settings().theme);
    // While typing, completions and errors of the query take the line of the title.
    let has_hint = !app.search_bar().completion().suggestions.is_empty() || !app.list().query_errors().is_empty();
    if !has_hint || app.key_context() != KeyContext::Search {
        let x = draw_titled_rule(app, line, app.settings().title(KeyContext::Lineage), buffer);
        let summary_area = Rect { x, width: line.right().saturating_sub(x), ..line };
        let summary = format!(" {} ", summary(app, screen));
        clear(buffer, Rect { width: summary_area.width.min(width_u16(&summary)), ..summary_area }, theme);
        draw_text(buffer, summary_area, &summary, theme.style(StyleRole::Muted));
        draw_legend(app, screen, x + width_u16(&summary) + 2, buffer);
    }
    draw_document(app, screen.view(), app.layout().body, app.has_document_focus(), buffer);
    let area = right_margin(app.layout().body, buffer);
    draw_scroll_bar(app, area, screen.view().state(), screen.view().document().lines.len(), buffer);
}

/// Draws what the signs stand for at the right end of the title line, if that is free.
fn draw_legend(app: &App, screen: &LineageScreen, min_x: u16, buffer: &mut Buffer) {
    let (line, forest) = (app.layout().title_line(), screen.forest());
    let mut spans = stage_legend(forest.has_ancestors(), app.settings().locale);
    // The rule of the title ends beside it.
    spans.insert(0, StyledSpan::new(StyleRole::Text, " "));
    spans.push(StyledSpan::new(StyleRole::Text, " "));
    let legend_width = spans.iter().map(|span| width_u16(&span.text)).sum();
    let x = line.right().saturating_sub(legend_width);
    if x >= min_x {
        let area = Rect { x, width: legend_width, ..line };
        clear(buffer, area, &app.settings().theme);
        draw_lines(buffer, area, &[spans.into()], 0, &app.settings().theme);
    }
}

/// The number of models, of ancestors that are not results, and of models left out.
fn summary(app: &App, screen: &LineageScreen) -> String {
    let (messages, forest) = (app.messages(), screen.forest());
    let match_count = forest.match_count();
    if match_count == 0 {
        return if app.is_searching() { messages.searching } else { messages.tree_empty }.to_owned();
    }
    let count = (messages.tree_count)(match_count, forest.ancestor_count());
    let relations = (messages.tree_relations)(screen.relations() == Relations::All);
    let count = format!("{count}  {relations}");
    match forest.omitted() {
        0 => count,
        omitted => format!("{count}; {}", (messages.tree_truncated)(omitted)),
    }
}
