//! The dated events of a model below each other.

use std::collections::BTreeMap;

use llm_catalog::{Model, date::Date, lifecycle::Lifecycle, localized::Locale};
use llm_index::Column;

use crate::{
    columns::lifecycle_style_role,
    config::theme::StyleRole,
    display_width::{pad_to_width, width, wrap},
    document::{
        builder::DocumentBuilder,
        line::{StyledLine, StyledSpan},
    },
    glyphs::{TEE_DOWN, TEE_RIGHT, TREE_LAST, VERTICAL},
    i18n::Messages,
};

/// What happened on a date: the names of what was released, and of the end of it.
type Events = BTreeMap<Date, Vec<StyledSpan>>;

/// Writes when a model and its variants were released, deprecated or retired, if that was not all on one date.
pub(super) fn write_timeline(builder: &mut DocumentBuilder, model: &Model, locale: Locale) {
    let events = events(model, locale);
    if events.len() < 2 {
        return;
    }
    builder.section(Messages::get(locale).timeline);
    let date_width = events.keys().map(|date| width(&date.to_string())).max().unwrap_or_default();
    let last = events.len() - 1;
    for (idx, (date, texts)) in events.into_iter().enumerate() {
        let (sign, below) = match idx {
            0 => (TEE_DOWN, VERTICAL),
            idx if idx == last => (TREE_LAST, " "),
            _ => (TEE_RIGHT, VERTICAL),
        };
        write_event(builder, &pad_to_width(&date.to_string(), date_width), [sign, below], &texts);
    }
}

/// Writes a date, a piece of the line and its texts. Each begins a line and is wrapped.
fn write_event(builder: &mut DocumentBuilder, date: &str, signs: [&str; 2], texts: &[StyledSpan]) {
    let text_width = builder.width.saturating_sub(width(date) + 3);
    let lines = texts.iter().flat_map(|text| wrap(&text.text, text_width).into_iter().map(|line| (text.role, line)));
    let [sign, below] = signs;
    for (idx, (role, line)) in lines.enumerate() {
        let (date, sign) = if idx == 0 { (date.to_owned(), sign) } else { (" ".repeat(width(date)), below) };
        let spans = vec![
            StyledSpan::new(StyleRole::Muted, date),
            StyledSpan::drawing(StyleRole::Border, format!(" {sign} ")),
            StyledSpan::new(role, line),
        ];
        builder.push_line(StyledLine {
            field: Some(Column::Released.into()),
            is_continuation: idx > 0,
            ..spans.into()
        });
    }
}

fn events(model: &Model, locale: Locale) -> Events {
    let messages = Messages::get(locale);
    let mut releases: BTreeMap<Date, Vec<&str>> = BTreeMap::new();
    if let Some(date) = model.released {
        releases.entry(date).or_default().push(messages.released);
    }
    for variant in &model.variants {
        if let Some(date) = variant.released.filter(|date| Some(*date) != model.released) {
            releases.entry(date).or_default().push(&variant.name);
        }
    }
    let separator = messages.cli.list_separator;
    let release =
        |(date, names): (Date, Vec<&str>)| (date, vec![StyledSpan::new(StyleRole::Text, names.join(separator))]);
    let mut events: Events = releases.into_iter().map(release).collect();
    let mut add_lifecycle = |lifecycle: &Option<Lifecycle>, name: Option<&str>| {
        let Some((lifecycle, date)) = lifecycle.as_ref().and_then(|lifecycle| Some((lifecycle, lifecycle.since?)))
        else {
            return;
        };
        let status = (messages.lifecycle)(lifecycle.status, None, None);
        let text = name.map_or_else(|| status.clone(), |name| (messages.parenthesized)(name, &status));
        events.entry(date).or_default().push(StyledSpan::new(lifecycle_style_role(lifecycle.status), text));
    };
    add_lifecycle(&model.lifecycle, None);
    for variant in &model.variants {
        add_lifecycle(&variant.lifecycle, Some(&variant.name));
    }
    events
}
