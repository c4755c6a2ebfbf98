//! Entries as one HTML page without any other file: tables with search, sorting and details, in both languages. It can
//! be read without scripts, and asks the network for nothing.

mod details;
mod localized_markup;
mod page_context;
mod table;

use llm_catalog::{EntryRef, localized::Locale};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    export::{
        grouping::Grouping,
        html::{
            localized_markup::{localized, localized_text},
            page_context::PageContext,
            table::{extensions_table, models_table},
        },
        table::{ExportTable, ExportedRow},
    },
    i18n::Messages,
};

/// The style sheet, which the page has in it.
pub const STYLE: &str = include_str!("../../assets/page/style.css");
/// The script, which the page has in it.
pub const SCRIPT: &str = include_str!("../../assets/page/script.js");
/// What the page may load: nothing but its own style sheet and script, which are known by their SHA-256.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    style-src 'sha256-zQB+S5h0uD4+I0/yDnDhDJcQj7nUafjRUzHhjdZe5lQ='; \
    script-src 'sha256-3aISwQSk1+OUkoJsQ85JDra8eYLCOFA/P4uzB18qDow='; \
    base-uri 'none'; form-action 'none'";

/// A part of the page with a heading.
struct Section {
    title: Markup,
    count: usize,
    body: Markup,
}

/// A page in both languages, which first shows that of the table. Models are grouped. Without columns or a title it has
/// the usual ones.
#[must_use]
pub fn html_page(table: &ExportTable<'_>, grouping: Grouping, title: Option<&str>) -> String {
    let (mut models, mut extensions) = (Vec::new(), Vec::new());
    for row in table.exported_rows() {
        match row.entry.as_entry_ref() {
            EntryRef::Model(_) => models.push(row),
            EntryRef::Extension(_) => extensions.push(row),
        }
    }
    let counts = (models.len(), extensions.len());
    let sections = sections(table, grouping, models, &extensions);
    let page = html! {
        (DOCTYPE)
        html lang=(table.locale.tag()) {
            (head(title.unwrap_or(Messages::get(table.locale).awesome_list_title)))
            body {
                header {
                    h1 { (localized(|locale| title.unwrap_or(Messages::get(locale).awesome_list_title))) }
                    p { (localized(|locale| (Messages::get(locale).export.page_intro)(counts.0, counts.1))) }
                    @if sections.len() > 1 { (contents(&sections)) }
                }
                (tools(table.locale))
                main {
                    @for (idx, section) in sections.iter().enumerate() { (section_markup(idx, section)) }
                    p #_none role="status" hidden { (localized(|locale| Messages::get(locale).export.no_match)) }
                }
                footer { p { (localized(|locale| Messages::get(locale).export.made_with)) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string() + "\n"
}

fn sections(
    table: &ExportTable<'_>,
    grouping: Grouping,
    models: Vec<ExportedRow>,
    extensions: &[ExportedRow],
) -> Vec<Section> {
    let page = PageContext::new(table, models.iter().chain(extensions));
    let groups = grouping.groups(models, ExportedRow::model, table.index.meta());
    let mut sections: Vec<_> = groups
        .iter()
        .map(|group| Section {
            title: localized_text(&group.title),
            count: group.models.len(),
            body: models_table(&group.models, grouping, &page),
        })
        .collect();
    if !extensions.is_empty() {
        sections.push(Section {
            title: localized(|locale| Messages::get(locale).tab_extensions),
            count: extensions.len(),
            body: extensions_table(extensions, &page),
        });
    }
    sections
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(CONTENT_SECURITY_POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="generator" content=(concat!("llm-tui ", env!("CARGO_PKG_VERSION")));
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// Links to the sections. Their ids begin with a sign that no id of an entry has.
fn contents(sections: &[Section]) -> Markup {
    html! {
        nav { ul {
            @for (idx, section) in sections.iter().enumerate() {
                li { a href=(format!("#_{idx}")) { (section.title) } " " span.count { (section.count) } }
            }
        } }
    }
}

/// The search, and the choices of language and colors, which work without scripts.
fn tools(locale: Locale) -> Markup {
    let messages = |locale| &Messages::get(locale).export;
    let names = [(Locale::En, "English"), (Locale::Zh, "中文")];
    let schemes = ["auto", "light", "dark"];
    html! {
        div.tools role="search" {
            label.search hidden {
                span { (localized(|locale| messages(locale).search)) }
                input #_search type="search" autocomplete="off" spellcheck="false";
            }
            fieldset {
                legend.hidden-text { (localized(|locale| messages(locale).language)) }
                @for (language, name) in names {
                    label lang=(language.tag()) {
                        input id=(format!("_{}", language.tag())) type="radio" name="language" value=(language.tag())
                            checked[language == locale];
                        (name)
                    }
                }
            }
            fieldset {
                legend.hidden-text { (localized(|locale| messages(locale).colors)) }
                @for (idx, scheme) in schemes.into_iter().enumerate() {
                    label {
                        input id=(format!("_{scheme}")) type="radio" name="colors" value=(scheme) checked[idx == 0];
                        (localized(|locale| messages(locale).color_schemes.get(idx).copied().unwrap_or_default()))
                    }
                }
            }
        }
    }
}

fn section_markup(idx: usize, section: &Section) -> Markup {
    html! {
        section id=(format!("_{idx}")) {
            h2 { (section.title) " " span.count { (section.count) } }
            div.scroll { (section.body) }
        }
    }
}
