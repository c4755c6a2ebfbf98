//! The detail of a model or an extension.

use llm_catalog::{Entry, EntryRef, Extension, Model, extension::Maintenance, localized::Locale, variant::Variant};
use llm_index::{Column, Index, RowId};

use crate::{
    columns::{stage_badge, stage_style_role},
    config::{keymap::Keymap, theme::StyleRole},
    document::{
        builder::{DocumentBuilder, Label},
        claims::write_claim_block,
        entry_lineage::write_lineage,
        estimates,
        field::DocField,
        key_facts::{write_aliases, write_key_facts},
        line::{Document, StyledSpan},
        links::{write_links, write_paper},
        memory::write_memory,
        scores::write_scores,
        sources::{write_added, write_sources},
        stage_legend::stage_legend,
        timeline::write_timeline,
        variants::write_variants,
    },
    i18n::Messages,
};

/// Follows the name of a bookmarked entry.
pub const BOOKMARK_SYMBOL: &str = "#";
/// Between the makers, the countries and the date.
const BYLINE_SEPARATOR: &str = " · ";

/// Everything known about an entry, laid out for a width in columns.
#[must_use]
pub fn entry(index: &Index, row: RowId, keymap: &Keymap, locale: Locale, width: usize) -> Document {
    let messages = Messages::get(locale);
    let builder = DocumentBuilder::new(width).with_cut_note(messages.more_characters);
    let mut detail = EntryBuilder { builder, index, row, keymap, locale, messages };
    match index.get(row).as_deref().map(Entry::as_entry_ref) {
        Some(EntryRef::Model(model)) => detail.write_model(model),
        Some(EntryRef::Extension(extension)) => detail.write_extension(extension),
        None => {}
    }
    detail.builder.finish()
}

struct EntryBuilder<'a> {
    builder: DocumentBuilder,
    index: &'a Index,
    row: RowId,
    keymap: &'a Keymap,
    locale: Locale,
    messages: &'static Messages,
}

impl EntryBuilder<'_> {
    fn write_model(&mut self, model: &Model) {
        let messages = self.messages;
        let entry = EntryRef::Model(model);
        let variant = self.index.variant_of(self.row, model);
        let resolved = variant.map_or_else(|| model.clone(), |variant| model.resolve(variant));
        let stage = StyledSpan::new(stage_style_role(resolved.stage), stage_badge(resolved.stage, messages));
        let title = StyledSpan::new(StyleRole::Title, self.title(entry));
        self.builder.justified(&title, stage, Some(DocField::Stage(resolved.stage)));
        self.builder.paragraph(StyleRole::Muted, &self.byline(model, &resolved, variant));
        if let Some(summary) = &model.summary {
            self.builder.paragraph(StyleRole::Text, summary.get(self.locale));
        }
        self.write_note(entry);
        write_key_facts(&mut self.builder, model, &resolved, variant, self.index, self.locale);
        if let Some(insight) = &model.insight {
            self.builder.section(messages.insight);
            self.builder.paragraph(StyleRole::Text, insight.get(self.locale));
        }
        let name = variant.map(|variant| variant.name.as_str());
        write_variants(&mut self.builder, model, name, self.index, self.locale);
        write_timeline(&mut self.builder, model, self.locale);
        write_scores(&mut self.builder, model, self.index, self.locale);
        estimates::write_estimates(&mut self.builder, model, variant, self.index, self.locale);
        write_memory(&mut self.builder, &resolved, self.locale);
        self.builder.section_with_note(messages.lineage, stage_legend(false, self.locale));
        write_lineage(&mut self.builder, self.index, self.row, self.locale);
        self.builder.section(messages.links);
        write_paper(&mut self.builder, model, self.locale);
        let with_all_links = with_links_of_others(&resolved, model);
        write_links(&mut self.builder, EntryRef::Model(&with_all_links), self.keymap, self.locale);
        write_claim_block(&mut self.builder, &model.claims, self.locale);
        write_sources(&mut self.builder, &model.sources, self.locale);
        write_added(&mut self.builder, entry, self.locale);
    }

    fn write_extension(&mut self, extension: &Extension) {
        let messages = self.messages;
        let entry = EntryRef::Extension(extension);
        let kind = StyledSpan::new(StyleRole::Accent, (messages.extension_kind)(extension.kind));
        let title = StyledSpan::new(StyleRole::Title, self.title(entry));
        self.builder.justified(&title, kind, Some(Column::ExtensionKind.into()));
        self.builder.paragraph(StyleRole::Muted, extension.summary.get(self.locale));
        self.builder.blank_line();
        self.builder.paragraph(StyleRole::Text, extension.description.get(self.locale));
        self.write_note(entry);
        self.builder.section(&(messages.key_facts)(None));
        if let Some(maintenance) = extension.maintenance {
            let status = StyledSpan::new(StyleRole::Text, (messages.maintenance)(maintenance));
            let checked = extension.checked.map(|date| (messages.checked_on)(&date.to_string()));
            let spans: Vec<_> =
                std::iter::once(status).chain(checked.map(|text| StyledSpan::new(StyleRole::Muted, text))).collect();
            self.builder.field_spans(messages.status, &spans, None);
        }
        if let Some(url) = &extension.moved_to {
            self.builder.link(Label::new((messages.maintenance)(Maintenance::Moved), Column::Links), url);
        }
        let aliases: Vec<_> = extension.aliases.iter().map(String::as_str).collect();
        write_aliases(&mut self.builder, &aliases, messages);
        self.builder.section(messages.links);
        write_links(&mut self.builder, entry, self.keymap, self.locale);
        write_claim_block(&mut self.builder, &extension.claims, self.locale);
        write_sources(&mut self.builder, &extension.sources, self.locale);
        write_added(&mut self.builder, entry, self.locale);
    }

    /// The name, marked if it is bookmarked.
    fn title(&self, entry: EntryRef<'_>) -> String {
        match self.index.bookmarks().note(entry.id().as_str()) {
            Some(_) => format!("{} {BOOKMARK_SYMBOL}", entry.name()),
            None => entry.name().to_owned(),
        }
    }

    /// The user's note on the entry.
    fn write_note(&mut self, entry: EntryRef<'_>) {
        let note = self.index.bookmarks().note(entry.id().as_str()).unwrap_or_default();
        if !note.is_empty() {
            self.builder.blank_line();
            self.builder.field(self.messages.note, StyleRole::Accent, note);
        }
    }

    /// Organizations, countries and release date; where the variant is not the first one, its date too.
    fn byline(&self, model: &Model, resolved: &Model, variant: Option<&Variant>) -> String {
        let name = |name: &String| self.index.meta().organization_name(name, self.locale).to_owned();
        let names = resolved.organizations.iter().map(name).collect::<Vec<_>>().join(self.messages.cli.list_separator);
        let countries = (!resolved.countries.is_empty()).then(|| resolved.countries.join(" "));
        let first = model.variants.iter().filter_map(|variant| variant.released).chain(model.released).min();
        let date = resolved.released.map(|date| match (first, variant) {
            (Some(first), Some(variant)) if first < date => {
                (self.messages.parenthesized)(&first.to_string(), &format!("{} {date}", variant.name))
            }
            _ => date.to_string(),
        });
        [Some(names), countries, date].into_iter().flatten().collect::<Vec<_>>().join(BYLINE_SEPARATOR)
    }
}

/// A model as a variant has it, whose links come first, with the links that other variants have.
fn with_links_of_others(resolved: &Model, model: &Model) -> Model {
    let mut resolved = resolved.clone();
    let others = model.links.iter().filter(|link| !resolved.links.contains(link)).cloned().collect::<Vec<_>>();
    resolved.links.extend(others);
    resolved
}
