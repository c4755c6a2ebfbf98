//! The screen about the catalogue: its contents, sources and changes.

use llm_catalog::localized::Locale;
use llm_index::{EncodedField, FieldValue, Index};

use crate::{
    action::Action,
    app::{
        command::Update,
        context::{Context, DocumentKey},
        document_view::DocumentView,
    },
    config::theme::StyleRole,
    document::{Document, DocumentBuilder, Label, write_claims},
    i18n::Messages,
};

/// The description of the catalogue.
#[derive(Debug, Default)]
pub struct AboutScreen {
    view: DocumentView,
    key: Option<DocumentKey>,
}

impl AboutScreen {
    /// The document and the cursor.
    #[must_use]
    pub fn view(&self) -> &DocumentView {
        &self.view
    }

    pub(super) fn view_mut(&mut self) -> &mut DocumentView {
        &mut self.view
    }

    pub(super) fn update(&mut self, action: Action, context: Context<'_>) -> Update {
        self.view.update(action, context.settings.messages())
    }

    pub(super) fn lay_out(&mut self, context: Context<'_>) {
        let area = context.layout.text_area();
        let width = usize::from(area.width);
        let key = Some(context.document_key(width));
        if self.key != key {
            self.view.set_document(about(context.index, context.settings.locale, width));
            self.key = key;
        }
        self.view.set_height(usize::from(area.height));
    }
}

/// The page about a catalogue, laid out for a width in columns.
fn about(index: &Index, locale: Locale, width: usize) -> Document {
    let messages = Messages::get(locale);
    let mut builder = DocumentBuilder::new(width);
    let meta = index.meta();
    let (models, extensions, claims) = count_entries(index);
    builder.paragraph(StyleRole::Text, &(messages.statistics)(models, extensions, claims));
    if let Some(source_list) = &meta.source_list {
        builder.section(messages.source_list);
        builder.paragraph(StyleRole::Text, &format!("{}, {}", source_list.name, source_list.date));
        builder.paragraph(StyleRole::Text, source_list.description.get(locale));
        builder.link(Label::none(), &source_list.url);
    }
    if !meta.changelog.is_empty() {
        builder.section(messages.changelog);
    }
    for change in &meta.changelog {
        builder.field(change.date.to_string().as_str(), StyleRole::Text, change.text.get(locale));
    }
    for benchmark in &meta.benchmarks {
        builder.section(benchmark.name.get(locale));
        builder.paragraph(StyleRole::Text, benchmark.description.get(locale));
        builder.link(Label::none(), &benchmark.url);
    }
    if let Some(source_list) = meta.source_list.as_ref().filter(|list| !list.claims.is_empty()) {
        builder.section(messages.claims);
        write_claims(&mut builder, &source_list.claims, locale);
    }
    builder.finish()
}

/// The numbers of models, extensions and claims.
fn count_entries(index: &Index) -> (usize, usize, usize) {
    let (mut models, mut extensions, mut claims) = (0, 0, 0);
    for (_, segment) in index.segments() {
        let claim_count = |key| match segment.value(EncodedField::Claims, key) {
            Some(FieldValue::Claims(statuses)) => statuses.len(),
            _ => 0,
        };
        let claim_counts: Vec<_> = (0..=segment.dictionary(EncodedField::Claims).len()).map(claim_count).collect();
        for row in segment.entry_rows() {
            *if segment.key(EncodedField::Stage, row) > 0 { &mut models } else { &mut extensions } += 1;
            claims += claim_counts.get(segment.key(EncodedField::Claims, row)).copied().unwrap_or_default();
        }
    }
    (models, extensions, claims)
}
