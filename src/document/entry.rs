//! The detail of a model or an extension.

use llm_catalog::{
    Entry, EntryRef, Extension, Model,
    claim::{Claim, ClaimField, ClaimStatus},
    license::License,
    link::Url,
    localized::Locale,
    training::TrainingData,
};
use llm_index::{Index, LinkShortcut, RowId};

use crate::{
    action::KeyContext,
    columns::{commercial_use_style_role, stage_style_role},
    config::{keymap::Keymap, theme::StyleRole},
    document::{
        BOOKMARK_SYMBOL, Document, StyledSpan, builder::DocumentBuilder, estimates, figures, lineage::write_lineage,
    },
    i18n::Messages,
};

/// What stands for the rest of the authors.
const ET_AL: &str = "others";

/// Everything that is known of an entry, laid out for a width in columns.
#[must_use]
pub fn entry(shelf: &Index, row: RowId, keymap: &Keymap, locale: Locale, columns: usize) -> Document {
    let mut page = EntryBuilder {
        builder: DocumentBuilder::new(columns),
        index: shelf,
        row,
        keymap,
        locale,
        messages: Messages::get(locale),
    };
    match shelf.get(row).as_deref().map(Entry::as_entry_ref) {
        Some(EntryRef::Model(model)) => page.model(model),
        Some(EntryRef::Extension(extension)) => page.extension(extension),
        None => {}
    }
    page.builder.finish()
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
    fn model(&mut self, model: &Model) {
        let messages = self.messages;
        let stage = StyledSpan::new(stage_style_role(model.stage), (messages.stage)(model.stage));
        self.builder.justified(&StyledSpan::new(StyleRole::Title, self.title(EntryRef::Model(model))), stage);
        self.builder.paragraph(StyleRole::Muted, &self.byline(model));
        self.builder.blank_line();
        if let Some(insight) = &model.insight {
            self.builder.paragraph(StyleRole::Text, insight.get(self.locale));
        }
        self.note(EntryRef::Model(model));
        self.builder.blank_line();
        figures::write_figures(&mut self.builder, model, self.index, self.locale);
        if model.sizes.is_empty() {
            self.undisclosed_field(messages.parameters, ClaimField::Parameters, &model.claims);
        }
        self.builder.blank_line();
        self.attributes(model);
        self.license(model.license.as_ref(), model.open_weights);
        estimates::write_estimates(&mut self.builder, model, self.index, self.locale);
        self.builder.blank_line();
        write_lineage(&mut self.builder, self.index, self.row, self.messages);
        self.builder.blank_line();
        self.paper(model);
        self.links(EntryRef::Model(model));
        self.claims(&model.claims);
        self.sources(&model.sources);
    }

    fn extension(&mut self, extension: &Extension) {
        let messages = self.messages;
        let kind = StyledSpan::new(StyleRole::Accent, (messages.extension_kind)(extension.kind));
        self.builder.justified(&StyledSpan::new(StyleRole::Title, self.title(EntryRef::Extension(extension))), kind);
        self.builder.paragraph(StyleRole::Muted, extension.summary.get(self.locale));
        self.builder.blank_line();
        self.builder.paragraph(StyleRole::Text, extension.description.get(self.locale));
        self.note(EntryRef::Extension(extension));
        self.builder.blank_line();
        if let Some(upkeep) = extension.maintenance {
            self.builder.field(messages.status, StyleRole::Text, (messages.maintenance)(upkeep));
        }
        self.aliases(&extension.aliases);
        self.builder.blank_line();
        self.links(EntryRef::Extension(extension));
        self.claims(&extension.claims);
        self.sources(&extension.sources);
    }

    /// The name, with the sign of a bookmark where it has one.
    fn title(&self, entry: EntryRef<'_>) -> String {
        let is_bookmarked = self.index.bookmarks().note(entry.id().as_str()).is_some();
        format!("{}{}", entry.name(), if is_bookmarked { format!(" {BOOKMARK_SYMBOL}") } else { String::new() })
    }

    /// What a person has written about it.
    fn note(&mut self, entry: EntryRef<'_>) {
        let note = self.index.bookmarks().note(entry.id().as_str()).unwrap_or_default();
        if !note.is_empty() {
            self.builder.blank_line();
            self.builder.field(self.messages.note, StyleRole::Accent, note);
        }
    }

    /// Who made it, where, when.
    fn byline(&self, model: &Model) -> String {
        let name = |name: &String| self.index.meta().organization_name(name, self.locale).to_owned();
        let names = model.organizations.iter().map(name).collect::<Vec<_>>().join(", ");
        let countries = (!model.countries.is_empty()).then(|| model.countries.join(" "));
        let date = model.released.map(|date| date.to_string());
        [Some(names), countries, date].into_iter().flatten().collect::<Vec<_>>().join(" | ")
    }

    fn attributes(&mut self, model: &Model) {
        let messages = self.messages;
        let trained = |training: &TrainingData| {
            let amount = training.format_amount();
            StyledSpan::new(StyleRole::Text, (messages.training_quantity)(&amount, training.unit, training.kind))
        };
        let training: Vec<_> = model.training.iter().map(trained).collect();
        self.builder.field_spans(messages.training, &training, None);
        if training.is_empty() {
            self.undisclosed_field(messages.training, ClaimField::Training, &model.claims);
        }
        if let Some(architecture) = model.architecture {
            self.builder.field(messages.architecture_heading, StyleRole::Text, (messages.architecture)(architecture));
        }
        if let Some(context) = model.context {
            self.builder.field(messages.context, StyleRole::Text, &(messages.context_tokens)(context));
        }
        if !model.languages.is_empty() {
            self.builder.field(messages.languages_label, StyleRole::Text, &model.languages.join(" "));
        }
        self.aliases(&model.aliases);
    }

    /// Says that a figure is missing because its makers do not tell it.
    fn undisclosed_field(&mut self, label: &str, field: ClaimField, claims: &[Claim]) {
        let told = |claim: &&Claim| claim.field == field && claim.status == ClaimStatus::Undisclosed;
        if let Some(claim) = claims.iter().find(told) {
            self.builder.field(label, status_role(claim.status), (self.messages.claim_status)(claim.status));
        }
    }

    fn aliases(&mut self, aliases: &[String]) {
        if !aliases.is_empty() {
            self.builder.field(self.messages.aliases, StyleRole::Muted, &aliases.join(", "));
        }
    }

    fn license(&mut self, license: Option<&License>, open_weights: bool) {
        let messages = self.messages;
        let weights = if open_weights { messages.weights_open } else { messages.weights_closed };
        self.builder.field(messages.weights, StyleRole::Text, weights);
        let Some(license) = license else { return };
        let name = StyledSpan::new(StyleRole::Text, license.label(self.locale));
        match license.commercial_use {
            Some(commercial) => {
                let allowed =
                    StyledSpan::new(commercial_use_style_role(commercial), (messages.commercial_use)(commercial));
                self.builder.two_spans(messages.license, name, allowed);
            }
            None => self.builder.field_spans(messages.license, &[name], None),
        }
    }

    fn paper(&mut self, model: &Model) {
        let Some(paper) = &model.paper else { return };
        let names: Vec<_> = paper.authors.iter().map(String::as_str).filter(|name| *name != ET_AL).collect();
        let authors = (self.messages.authors)(&names.join(", "), names.len() < paper.authors.len());
        let year = paper.year.map(|year| year.to_string());
        let id = paper.arxiv.as_ref().map(|id| format!("arXiv:{id}")).or_else(|| paper.doi.clone());
        let rest: Vec<_> = [Some(authors), year, id].into_iter().flatten().filter(|s| !s.is_empty()).collect();
        let pieces = [
            StyledSpan::new(StyleRole::Text, paper.title.as_str()),
            StyledSpan::new(StyleRole::Muted, rest.join(", ")),
        ];
        self.builder.field_spans(self.messages.paper, &pieces, None);
        self.builder.blank_line();
    }

    /// Every link, with the key that opens it where it has one.
    fn links(&mut self, entry: EntryRef<'_>) {
        let messages = self.messages;
        let links = entry.links().iter().map(|link| ((messages.link_kind)(link.kind), &link.url));
        let license = LinkShortcut::License.url(entry).map(|url| (messages.license, url));
        for (name, url) in links.chain(license) {
            let opens =
                LinkShortcut::ALL.iter().find(|opens| opens.url(entry).is_some_and(|other| std::ptr::eq(other, url)));
            let key = opens.and_then(|opens| self.keymap.key_label(KeyContext::List, (*opens).into()));
            self.builder.link(&format!("{} {name}", key.as_deref().unwrap_or(" ")), url);
        }
    }

    fn claims(&mut self, claims: &[Claim]) {
        if claims.is_empty() {
            return;
        }
        self.builder.heading(self.messages.claims);
        write_claims(&mut self.builder, claims, self.locale);
    }

    fn sources(&mut self, sources: &[Url]) {
        self.builder.blank_line();
        for (number, url) in sources.iter().enumerate() {
            self.builder.link(if number == 0 { self.messages.sources } else { "" }, url);
        }
    }
}

/// What was claimed, what became of it, why, and where it was checked.
pub(super) fn write_claims(writer: &mut DocumentBuilder, claims: &[Claim], locale: Locale) {
    let messages = Messages::get(locale);
    for claim in claims {
        let field = (messages.claim_field)(claim.field);
        let status = StyledSpan::new(status_role(claim.status), (messages.claim_status)(claim.status));
        match &claim.claimed_value {
            Some(value) => {
                let said = (messages.claimed_value)(claim.claimed_by.as_deref(), value);
                writer.two_spans(field, StyledSpan::new(StyleRole::Text, said), status);
            }
            None => writer.field_spans(field, &[status], None),
        }
        writer.field("", StyleRole::Muted, claim.note.get(locale));
        if let Some(url) = &claim.source {
            writer.link("", url);
        }
    }
}

fn status_role(status: ClaimStatus) -> StyleRole {
    match status {
        ClaimStatus::Confirmed | ClaimStatus::Corrected => StyleRole::Good,
        ClaimStatus::Disputed | ClaimStatus::Rumour => StyleRole::Bad,
        ClaimStatus::Undisclosed | ClaimStatus::Nonexistent => StyleRole::Accent,
    }
}
