//! The cells of the tables of models, as Markdown.

use std::iter;

use llm_catalog::{
    CatalogMeta, EntryRef, Model,
    id::Id,
    license::License,
    link::{Link, LinkKind, Url},
    localized::Locale,
    model::Score,
    quantity::{Quantity, group_thousands},
    training::TrainingData,
    variant::Variant,
};
use llm_index::{Column, Index, ScoreFigure, ShownScore, active_score};

use rustc_hash::FxHashMap;

use crate::{
    columns::{ColumnExt, join_variant_label},
    export::{
        markdown_syntax::{escape_markdown, markdown_link},
        table::{ExportTable, ExportedRow},
    },
    glyphs,
    i18n::Messages,
};

/// What the cells of a table depend on.
pub(super) struct CellContext<'a> {
    index: &'a Index,
    locale: Locale,
    /// Whether the figures are those of the variants that the rows show: those of a whole catalogue are of the models.
    is_by_variant: bool,
    rows: FxHashMap<&'a Id, &'a ExportedRow>,
    /// Whether the name leads to the main link.
    is_name_linked: bool,
    /// Whether the name has that of the variant that the row shows: a page is read back by the sizes beside it.
    has_variant_names: bool,
}

impl<'a> CellContext<'a> {
    pub fn new(table: &'a ExportTable<'a>, rows: &'a [ExportedRow]) -> Self {
        let by_id = rows.iter().filter_map(|row| Some((&row.model()?.id, row)));
        Self {
            index: table.index,
            locale: table.locale,
            is_by_variant: !table.is_whole_catalog(),
            rows: by_id.collect(),
            is_name_linked: false,
            has_variant_names: false,
        }
    }

    /// Sets which columns the cells stand beside.
    pub fn set_columns(&mut self, columns: &[Column]) {
        self.is_name_linked = !columns.contains(&Column::Links);
        self.has_variant_names = self.is_by_variant && columns.contains(&Column::Parameters);
    }

    /// The name of a model, with that of the variant that the row shows, unless it is the default one.
    pub fn name(&self, model: &Model) -> String {
        let row = self.rows.get(&model.id).filter(|_| self.has_variant_names);
        let variant = row.and_then(|row| row.shown_variant());
        let name = variant.map_or_else(|| model.name.clone(), |variant| join_variant_label(&model.name, variant));
        match model.links.first().filter(|_| self.is_name_linked) {
            Some(main) => markdown_link(&name, &main.url),
            None => escape_markdown(&name),
        }
    }

    /// The cell of a model in a column; empty if the value is not known.
    pub fn cell(&self, column: Column, model: &Model) -> String {
        let shown = match self.rows.get(&model.id).map(|row| row.resolved()) {
            Some(EntryRef::Model(shown)) => shown,
            _ => model,
        };
        let (locale, figures) = (self.locale, if self.is_by_variant { shown } else { model });
        let (messages, meta) = (Messages::get(locale), self.index.meta());
        let context = |of: fn(&Model) -> Option<u32>| of(figures).or(of(shown)).map_or_else(String::new, format_tokens);
        let list = |items: Vec<String>, separator: &str| items.join(separator);
        match column {
            Column::Name => self.name(model),
            Column::Parameters => {
                list(model.variants.iter().map(|variant| format_variant(variant, locale)).collect(), " / ")
            }
            Column::Organizations => {
                let names = model.organizations.iter().map(|name| meta.organization_name(name, locale));
                escape_markdown(&names.collect::<Vec<_>>().join(", "))
            }
            Column::Released => figures.released.map_or_else(String::new, |date| date.to_string()),
            Column::Links => list(model.links.iter().map(|link| labeled_link(link, messages)).collect(), " \\| "),
            Column::Score => {
                let page = meta.active_benchmark().map(|benchmark| &benchmark.url);
                list(shown_scores(model, meta).into_iter().map(|score| format_score(score, page)).collect(), "<br/>")
            }
            Column::TrainingData => {
                list(model.training.iter().map(|training| format_training(*training, messages)).collect(), "<br/>")
            }
            Column::Languages => list(model.languages.iter().map(|code| escape_markdown(code)).collect(), ", "),
            Column::License => license_cell(figures, messages),
            Column::ContextLength => context(|model| model.context),
            Column::ContextExtended => context(|model| model.context_extended),
            Column::Paper | Column::Id => escape_markdown(&column.values(EntryRef::Model(model), meta).to_string()),
            _ => escape_markdown(&column.display_text(EntryRef::Model(shown), self.index, locale)),
        }
    }
}

fn license_cell(model: &Model, messages: &Messages) -> String {
    match (model.open_weights, &model.license) {
        // A license beside it would say that the weights are released.
        (Some(false), _) => messages.license_closed.to_owned(),
        (_, Some(license)) => format_license(license),
        (Some(true), None) if model.variants.iter().any(|variant| variant.license.is_some()) => {
            messages.export.license_by_variant.to_owned()
        }
        // An empty cell would not tell released weights from those of which nothing is known.
        (Some(true), None) => messages.export.license_not_stated.to_owned(),
        (None, None) => String::new(),
    }
}

/// A link labeled with its kind.
pub(super) fn labeled_link(link: &Link, messages: &Messages) -> String {
    let label = match link.kind {
        LinkKind::Checkpoint => messages.checkpoint_short,
        kind => (messages.link_kind)(kind),
    };
    markdown_link(label, &link.url)
}

/// The name of a variant, with the quantities that the name does not state: `7B (6.7B)`.
fn format_variant(variant: &Variant, locale: Locale) -> String {
    let is_not_the_name = |quantity: &Quantity| variant.name.parse() != Ok(*quantity);
    let parameters = variant.parameters.filter(is_not_the_name).map(|quantity| quantity.to_string());
    let active_label = Column::ActiveParameters.heading(locale).to_lowercase();
    let active = variant.active.map(|quantity| format!("{quantity} {active_label}"));
    let quantities: Vec<_> = parameters.into_iter().chain(active).collect();
    let name = escape_markdown(&variant.name);
    if quantities.is_empty() { name } else { format!("{name} ({})", quantities.join(", ")) }
}

/// Of the model and each of its variants that has scores on the active benchmark, the one that tables show.
pub(super) fn shown_scores<'m>(model: &'m Model, meta: &CatalogMeta) -> Vec<(&'m Score, ShownScore)> {
    let variants = model.variants.iter().map(|variant| Some(variant.name.as_str()));
    let shown = |variant: Option<&str>| {
        let scores: Vec<_> = model.scores.iter().filter(|score| score.variant.as_deref() == variant).collect();
        let figures: Vec<_> = scores.iter().map(|score| ScoreFigure::from(*score)).collect();
        let shown = active_score(&figures, meta)?;
        Some((*scores.get(shown.idx)?, shown))
    };
    iter::once(None).chain(variants).filter_map(shown).collect()
}

/// A score with the page where it was published, unless that is the page of the benchmark, which the introduction names.
fn format_score((score, shown): (&Score, ShownScore), benchmark_page: Option<&Url>) -> String {
    let variant = score.variant.as_ref().map_or_else(String::new, |name| format!("{}: ", escape_markdown(name)));
    let mark = if shown.is_comparable { "" } else { glyphs::UNLIKE };
    let value = format!("{mark}{}", score.value);
    let value = if Some(&score.source) == benchmark_page {
        escape_markdown(&value)
    } else {
        markdown_link(&value, &score.source)
    };
    format!("{variant}{value}")
}

/// A number of tokens in units of 1024 where lists mean those, so that it can be read back: `128K`, but `128,000`.
fn format_tokens(tokens: u32) -> String {
    const K: u32 = 1 << 10;
    const M: u32 = 1 << 20;
    let is_usual = |thousands: u32| [1, 2, 4, 8, 16].contains(&thousands) || thousands.is_multiple_of(32);
    match tokens {
        0 => group_thousands(0),
        _ if tokens.is_multiple_of(M) => format!("{}M", tokens / M),
        _ if tokens.is_multiple_of(K) && is_usual(tokens / K) => format!("{}K", tokens / K),
        _ => group_thousands(tokens.into()),
    }
}

fn format_training(training: TrainingData, messages: &Messages) -> String {
    (messages.training_quantity)(&training.format_amount(), training.unit, training.kind)
}

fn format_license(license: &License) -> String {
    license.url.as_ref().map_or_else(|| escape_markdown(&license.name), |url| markdown_link(&license.name, url))
}
