//! The detail of a model or an extension.

use super::{BOOKMARK, Piece, Sheet, derived, figures, lineage::lineage, writer::Writer};
use crate::{
    action::Mode,
    catalog::{
        Entry, Extension, Model, Record,
        claim::{Claim, Field, Status},
        license::License,
        link::Url,
        training::Training,
    },
    keymap::Keymap,
    locale::Locale,
    messages::Messages,
    search::{
        Opens,
        cell::{commercial_role, stage_role},
    },
    shelf::Shelf,
    theme::Role,
};

/// What stands for the rest of the authors.
const OTHERS: &str = "others";

/// Everything that is known of an entry, laid out for a width in columns.
#[must_use]
pub fn entry(shelf: &Shelf, row: usize, keymap: &Keymap, locale: Locale, columns: usize) -> Sheet {
    let mut page = Page { writer: Writer::new(columns), shelf, row, keymap, locale, messages: locale.messages() };
    match shelf.get(row).as_deref().map(Record::entry) {
        Some(Entry::Model(model)) => page.model(model),
        Some(Entry::Extension(extension)) => page.extension(extension),
        None => {}
    }
    page.writer.finish()
}

struct Page<'a> {
    writer: Writer,
    shelf: &'a Shelf,
    row: usize,
    keymap: &'a Keymap,
    locale: Locale,
    messages: &'static Messages,
}

impl Page<'_> {
    fn model(&mut self, model: &Model) {
        let messages = self.messages;
        let stage = Piece::new(stage_role(model.stage), (messages.stage)(model.stage));
        self.writer.ends(&Piece::new(Role::Title, self.title(Entry::Model(model))), stage);
        self.writer.paragraph(Role::Muted, &self.makers(model));
        self.writer.gap();
        if let Some(insight) = &model.insight {
            self.writer.paragraph(Role::Text, insight.get(self.locale));
        }
        self.note(Entry::Model(model));
        self.writer.gap();
        figures::figures(&mut self.writer, model, self.shelf, self.locale);
        if model.sizes.is_empty() {
            self.missing(messages.parameters, Field::Parameters, &model.claims);
        }
        self.writer.gap();
        self.facts(model);
        self.license(model.license.as_ref(), model.open_weights);
        derived::estimates(&mut self.writer, model, self.shelf, self.locale);
        self.writer.gap();
        lineage(&mut self.writer, self.shelf, self.row, self.messages);
        self.writer.gap();
        self.paper(model);
        self.links(Entry::Model(model));
        self.claims(&model.claims);
        self.sources(&model.sources);
    }

    fn extension(&mut self, extension: &Extension) {
        let messages = self.messages;
        let kind = Piece::new(Role::Accent, (messages.extension_kind)(extension.kind));
        self.writer.ends(&Piece::new(Role::Title, self.title(Entry::Extension(extension))), kind);
        self.writer.paragraph(Role::Muted, extension.summary.get(self.locale));
        self.writer.gap();
        self.writer.paragraph(Role::Text, extension.description.get(self.locale));
        self.note(Entry::Extension(extension));
        self.writer.gap();
        if let Some(upkeep) = extension.status {
            self.writer.field(messages.status, Role::Text, (messages.upkeep)(upkeep));
        }
        self.aliases(&extension.aliases);
        self.writer.gap();
        self.links(Entry::Extension(extension));
        self.claims(&extension.claims);
        self.sources(&extension.sources);
    }

    /// The name, with the sign of a bookmark where it has one.
    fn title(&self, entry: Entry<'_>) -> String {
        let is_bookmarked = self.shelf.bookmarks().note(entry.id().as_str()).is_some();
        format!("{}{}", entry.name(), if is_bookmarked { format!(" {BOOKMARK}") } else { String::new() })
    }

    /// What a person has written about it.
    fn note(&mut self, entry: Entry<'_>) {
        let note = self.shelf.bookmarks().note(entry.id().as_str()).unwrap_or_default();
        if !note.is_empty() {
            self.writer.gap();
            self.writer.field(self.messages.note, Role::Accent, note);
        }
    }

    /// Who made it, where, when.
    fn makers(&self, model: &Model) -> String {
        let name = |name: &String| self.shelf.head().organization_name(name, self.locale).to_owned();
        let names = model.organizations.iter().map(name).collect::<Vec<_>>().join(", ");
        let countries = (!model.countries.is_empty()).then(|| model.countries.join(" "));
        let date = model.released.map(|date| date.to_string());
        [Some(names), countries, date].into_iter().flatten().collect::<Vec<_>>().join(" | ")
    }

    fn facts(&mut self, model: &Model) {
        let messages = self.messages;
        let trained = |training: &Training| {
            let amount = training.written_amount();
            Piece::new(Role::Text, (messages.training_figure)(&amount, training.unit, training.kind))
        };
        let training: Vec<_> = model.training.iter().map(trained).collect();
        self.writer.pieces(messages.training, &training, None);
        if training.is_empty() {
            self.missing(messages.training, Field::Training, &model.claims);
        }
        if let Some(architecture) = model.architecture {
            self.writer.field(messages.architecture_heading, Role::Text, (messages.architecture)(architecture));
        }
        if let Some(context) = model.context {
            self.writer.field(messages.context, Role::Text, &(messages.context_tokens)(context));
        }
        if !model.languages.is_empty() {
            self.writer.field(messages.languages_label, Role::Text, &model.languages.join(" "));
        }
        self.aliases(&model.aliases);
    }

    /// Says that a figure is missing because its makers do not tell it.
    fn missing(&mut self, label: &str, field: Field, claims: &[Claim]) {
        let told = |claim: &&Claim| claim.field == field && claim.status == Status::Undisclosed;
        if let Some(claim) = claims.iter().find(told) {
            self.writer.field(label, status_role(claim.status), (self.messages.claim_status)(claim.status));
        }
    }

    fn aliases(&mut self, aliases: &[String]) {
        if !aliases.is_empty() {
            self.writer.field(self.messages.aliases, Role::Muted, &aliases.join(", "));
        }
    }

    fn license(&mut self, license: Option<&License>, open_weights: bool) {
        let messages = self.messages;
        let weights = if open_weights { messages.weights_open } else { messages.weights_closed };
        self.writer.field(messages.weights, Role::Text, weights);
        let Some(license) = license else { return };
        let name = Piece::new(Role::Text, license.label(self.locale));
        match license.commercial {
            Some(commercial) => {
                let allowed = Piece::new(commercial_role(commercial), (messages.commercial)(commercial));
                self.writer.pair(messages.license, name, allowed);
            }
            None => self.writer.pieces(messages.license, &[name], None),
        }
    }

    fn paper(&mut self, model: &Model) {
        let Some(paper) = &model.paper else { return };
        let names: Vec<_> = paper.authors.iter().map(String::as_str).filter(|name| *name != OTHERS).collect();
        let authors = (self.messages.authors)(&names.join(", "), names.len() < paper.authors.len());
        let year = paper.year.map(|year| year.to_string());
        let id = paper.arxiv.as_ref().map(|id| format!("arXiv:{id}")).or_else(|| paper.doi.clone());
        let rest: Vec<_> = [Some(authors), year, id].into_iter().flatten().filter(|s| !s.is_empty()).collect();
        let pieces = [Piece::new(Role::Text, paper.title.as_str()), Piece::new(Role::Muted, rest.join(", "))];
        self.writer.pieces(self.messages.paper, &pieces, None);
        self.writer.gap();
    }

    /// Every link, with the key that opens it where it has one.
    fn links(&mut self, entry: Entry<'_>) {
        let messages = self.messages;
        let links = entry.links().iter().map(|link| ((messages.link)(link.kind), &link.url));
        let license = Opens::License.url(entry).map(|url| (messages.license, url));
        for (name, url) in links.chain(license) {
            let opens = Opens::ALL.iter().find(|opens| opens.url(entry).is_some_and(|other| std::ptr::eq(other, url)));
            let key = opens.and_then(|opens| self.keymap.key(Mode::Table, opens.action()));
            self.writer.link(&format!("{} {name}", key.as_deref().unwrap_or(" ")), url);
        }
    }

    fn claims(&mut self, claims: &[Claim]) {
        if claims.is_empty() {
            return;
        }
        self.writer.heading(self.messages.claims);
        claims_of(&mut self.writer, claims, self.locale);
    }

    fn sources(&mut self, sources: &[Url]) {
        self.writer.gap();
        for (number, url) in sources.iter().enumerate() {
            self.writer.link(if number == 0 { self.messages.sources } else { "" }, url);
        }
    }
}

/// What was claimed, what became of it, why, and where it was checked.
pub(super) fn claims_of(writer: &mut Writer, claims: &[Claim], locale: Locale) {
    let messages = locale.messages();
    for claim in claims {
        let field = (messages.field)(claim.field);
        let status = Piece::new(status_role(claim.status), (messages.claim_status)(claim.status));
        match &claim.listed {
            Some(value) => {
                let said = (messages.listed)(claim.by.as_deref(), value);
                writer.pair(field, Piece::new(Role::Text, said), status);
            }
            None => writer.pieces(field, &[status], None),
        }
        writer.field("", Role::Muted, claim.note.get(locale));
        if let Some(url) = &claim.source {
            writer.link("", url);
        }
    }
}

fn status_role(status: Status) -> Role {
    match status {
        Status::Confirmed | Status::Corrected => Role::Good,
        Status::Disputed | Status::Rumour => Role::Bad,
        Status::Undisclosed | Status::None => Role::Accent,
    }
}
