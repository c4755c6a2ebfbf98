//! What a page says of an entry beyond its row.

use llm_catalog::{
    CatalogMeta, EntryRef, Extension, Model,
    claim::Claim,
    context_length::ContextLength,
    link::Url,
    localized::Locale,
    model::{Paper, Score},
    parent::Parent,
    source::Source,
    variant::Variant,
};
use llm_index::{Column, Index, LinkShortcut};
use maud::{Markup, html};

use crate::{
    columns::{ColumnExt, parent_label},
    export::{
        fact::fact_text,
        html::{
            localized_markup::{localized, localized_text},
            page_context::PageContext,
        },
        insight::written_insight,
        table::ExportedRow,
    },
    i18n::Messages,
};

/// The insight or description, then facts, variants, scores, links, claims and sources.
pub(super) fn details(row: &ExportedRow, page: &PageContext<'_>) -> Markup {
    let entry = row.entry.as_entry_ref();
    html! {
        details {
            summary { span.hidden-text { (localized(|locale| Messages::get(locale).export.details)) ": " (row.label()) } }
            @match entry {
                EntryRef::Model(model) => (model_details(model, row.resolved(), page)),
                EntryRef::Extension(extension) => (extension_details(extension)),
            }
            (list(|messages| messages.links, entry_links(entry)))
            (list(|messages| messages.claims, entry.claims().iter().map(claim)))
            (list(|messages| messages.sources, entry.sources().iter().map(source)))
        }
    }
}

fn model_details(model: &Model, resolved: EntryRef<'_>, page: &PageContext<'_>) -> Markup {
    let index = page.index();
    let parents = match resolved {
        EntryRef::Model(model) => model.base_models.as_slice(),
        EntryRef::Extension(_) => &[],
    };
    html! {
        @if let Some(summary) = &model.summary { p { b { (localized_text(summary)) } } }
        @if let Some(insight) = written_insight(model) { p { (localized_text(insight)) } }
        @if let Some(paper) = &model.paper { p.paper { (paper_reference(paper)) } }
        (facts(model, resolved, index))
        @if model.variants.len() > 1 { (variants(&model.variants)) }
        @if !model.scores.is_empty() { (scores(&model.scores, index.meta())) }
        (list(|messages| messages.lineage, parents.iter().map(|parent| parent_link(parent, page))))
    }
}

fn extension_details(extension: &Extension) -> Markup {
    let status = extension.maintenance.map(|maintenance| {
        html! {
            p {
                (localized(|locale| (Messages::get(locale).maintenance)(maintenance)))
                @if let Some(date) = extension.checked {
                    ", " (localized(|locale| (Messages::get(locale).checked_on)(&date.to_string())))
                }
            }
        }
    });
    html! {
        p { (localized_text(&extension.description)) }
        @if let Some(status) = status { (status) }
        @if let Some(url) = &extension.moved_to { p { (url_link(url)) } }
    }
}

/// The paper with its authors, as it is cited in every language.
fn paper_reference(paper: &Paper) -> Markup {
    html! {
        cite { (paper.title) }
        @if !paper.authors.is_empty() { ". " (paper.authors.join(", ").replace(", others", " et al.")) }
        @if let Some(year) = paper.year { ", " (year) }
        @if let Some(arxiv) = &paper.arxiv { ", arXiv:" (arxiv) }
    }
}

fn facts(model: &Model, resolved: EntryRef<'_>, index: &Index) -> Markup {
    let is_elsewhere = |column: &Column| {
        use Column::{Paper, Parents, Relatives, Score, Summary};
        matches!(column, Parents | Relatives | Paper | Score | Summary)
    };
    let license = match resolved {
        EntryRef::Model(resolved) => resolved.license.as_ref(),
        EntryRef::Extension(_) => None,
    };
    let facts = Column::ALL.iter().filter(|column| !is_elsewhere(column)).filter_map(|column| {
        let text = |locale| match (column, license) {
            (Column::License, Some(license)) => license.label(locale).to_owned(),
            _ => fact_text(*column, resolved, index, locale).unwrap_or_default(),
        };
        let is_known = !text(Locale::En).is_empty();
        is_known.then(|| (localized(|locale| column.heading(locale)), localized(text)))
    });
    html! {
        dl {
            @if !model.aliases.is_empty() {
                div { dt { (localized(|locale| Messages::get(locale).aliases)) } dd { (model.aliases.join(", ")) } }
            }
            @for (heading, text) in facts { div { dt { (heading) } dd { (text) } } }
        }
    }
}

fn variants(variants: &[Variant]) -> Markup {
    type Figure = fn(&Variant) -> Option<String>;
    let columns: [(Column, Figure); 5] = [
        (Column::Parameters, |variant| variant.parameters.map(|quantity| quantity.round_3_sig().to_string())),
        (Column::ActiveParameters, |variant| variant.active.map(|quantity| quantity.round_3_sig().to_string())),
        (Column::ContextLength, |variant| variant.context.map(|tokens| ContextLength(tokens.into()).to_string())),
        (Column::TrainingData, |variant| variant.tokens.map(|quantity| quantity.round_3_sig().to_string())),
        (Column::Released, |variant| variant.released.map(|date| date.to_string())),
    ];
    let columns: Vec<_> =
        columns.into_iter().filter(|(_, figure)| variants.iter().any(|variant| figure(variant).is_some())).collect();
    html! {
        table.inner {
            thead { tr {
                th scope="col" { (localized(|locale| Column::Variant.heading(locale))) }
                @for (column, _) in &columns { th.number scope="col" { (localized(|locale| column.heading(locale))) } }
            } }
            tbody {
                @for variant in variants {
                    tr {
                        th scope="row" { (variant.name) }
                        @for (_, figure) in &columns { td.number { (figure(variant).unwrap_or_default()) } }
                    }
                }
            }
        }
    }
}

fn scores(scores: &[Score], meta: &CatalogMeta) -> Markup {
    let name = |score: &Score| {
        let benchmark = meta.benchmarks.iter().find(|benchmark| benchmark.id == score.benchmark);
        benchmark.map_or_else(|| html! { (score.benchmark) }, |benchmark| localized_text(&benchmark.name))
    };
    html! {
        table.inner {
            thead { tr {
                th scope="col" colspan="3" { (localized(|locale| Messages::get(locale).scores)) }
            } }
            tbody {
                @for score in scores {
                    tr {
                        th scope="row" { (name(score)) }
                        td.number { a href=(score.source) { (score.value) } }
                        td {
                            @let parts = [&score.variant, &score.setting, &score.reported_by];
                            (parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", "))
                        }
                    }
                }
            }
        }
    }
}

fn entry_links(entry: EntryRef<'_>) -> impl Iterator<Item = Markup> {
    let links =
        entry.links().iter().map(|link| labeled(|locale| (Messages::get(locale).link_kind)(link.kind), &link.url));
    let license = LinkShortcut::License.url(entry);
    let license = license.map(|url| labeled(|locale| Column::License.heading(locale), url));
    links.chain(license)
}

/// A URL after its kind, which is not searched.
fn labeled(label: impl Fn(Locale) -> &'static str, url: &Url) -> Markup {
    html! { span.label { (localized(label)) ": " } (url_link(url)) }
}

/// A parent, which leads to its entry if the page has it.
fn parent_link(parent: &Parent, page: &PageContext<'_>) -> Markup {
    let name = parent_label(parent, page.index());
    let text = localized(|locale| (Messages::get(locale).parent_model)(&name, parent.relation));
    html! { @if page.has_entry(&parent.id) { a href=(format!("#{}", parent.id)) { (text) } } @else { (text) } }
}

fn claim(claim: &Claim) -> Markup {
    html! {
        b.label { (localized(|locale| (Messages::get(locale).claim_field)(claim.field))) } " "
        @if let Some(value) = &claim.claimed_value {
            (localized(|locale| (Messages::get(locale).claimed_value)(claim.claimed_by.as_deref(), value))) " "
        }
        "(" (localized(|locale| (Messages::get(locale).claim_status)(claim.status))) ") "
        (localized_text(&claim.note))
        @if let Some(url) = &claim.source { " " (url_link(url)) }
    }
}

fn source(source: &Source) -> Markup {
    url_link(&source.url)
}

fn url_link(url: &Url) -> Markup {
    html! { a href=(url) { (url.host_and_path()) } }
}

/// A list under a heading, or nothing if there are no items.
fn list(heading: fn(&Messages) -> &'static str, items: impl Iterator<Item = Markup>) -> Markup {
    let items: Vec<_> = items.collect();
    if items.is_empty() {
        return html! {};
    }
    html! {
        h3 { (localized(|locale| heading(Messages::get(locale)))) }
        ul { @for item in items { li { (item) } } }
    }
}
