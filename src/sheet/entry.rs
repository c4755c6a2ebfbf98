//! The detail of a model or an extension.

use super::{Piece, Sheet, Target, figures, writer::Writer};
use crate::{
    action::Mode,
    catalog::{
        Entry, Extension, Model, Record,
        claim::{Claim, Field, Status},
        license::License,
        link::Url,
        parent::{BaseModel, Relation},
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
    let mut page = Page { writer: Writer::new(columns), shelf, keymap, locale, messages: locale.messages() };
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
    keymap: &'a Keymap,
    locale: Locale,
    messages: &'static Messages,
}

impl Page<'_> {
    fn model(&mut self, model: &Model) {
        let messages = self.messages;
        let stage = Piece::new(stage_role(model.stage), (messages.stage)(model.stage));
        self.writer.ends(&Piece::new(Role::Title, model.name.as_str()), stage);
        self.writer.paragraph(Role::Muted, &self.makers(model));
        self.writer.gap();
        if let Some(insight) = &model.insight {
            self.writer.paragraph(Role::Text, insight.get(self.locale));
        }
        self.writer.gap();
        figures::figures(&mut self.writer, model, self.shelf, self.locale);
        if model.sizes.is_empty() {
            self.missing(messages.parameters, Field::Parameters, &model.claims);
        }
        self.writer.gap();
        self.facts(model);
        self.license(model.license.as_ref(), model.open_weights);
        self.writer.gap();
        self.lineage(model);
        self.writer.gap();
        self.paper(model);
        self.links(Entry::Model(model));
        self.claims(&model.claims);
        self.sources(&model.sources);
    }

    fn extension(&mut self, extension: &Extension) {
        let messages = self.messages;
        let kind = Piece::new(Role::Accent, (messages.extension_kind)(extension.kind));
        self.writer.ends(&Piece::new(Role::Title, extension.name.as_str()), kind);
        self.writer.paragraph(Role::Muted, extension.summary.get(self.locale));
        self.writer.gap();
        self.writer.paragraph(Role::Text, extension.description.get(self.locale));
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

    /// The chain of parents from the root, and the models tuned from this one.
    fn lineage(&mut self, model: &Model) {
        let messages = self.messages;
        for (number, parent) in model.base_models.iter().enumerate() {
            let label = if number == 0 { messages.parents } else { "" };
            self.relative(label, parent);
        }
        let ancestors = self.shelf.ancestors(model);
        if ancestors.len() > 1 {
            let chain = ancestors.iter().rev().map(|(_, record)| record.entry().name()).chain([model.name.as_str()]);
            self.writer.field(messages.lineage, Role::Muted, &chain.collect::<Vec<_>>().join(" > "));
        }
        for (number, child) in self.shelf.children(&model.id).into_iter().enumerate() {
            let label = if number == 0 { messages.descendants } else { "" };
            if let Some(Record::Model(child_model)) = self.shelf.get(child).as_deref() {
                let relation = child_model.base_models.iter().find(|parent| parent.id == model.id);
                self.kin(label, child, child_model, relation.map_or(Relation::Weights, |parent| parent.relation));
            }
        }
    }

    fn relative(&mut self, label: &str, parent: &BaseModel) {
        let Some(row) = self.shelf.row_of(parent.id.as_str()) else { return };
        if let Some(Record::Model(model)) = self.shelf.get(row).as_deref() {
            self.kin(label, row, model, parent.relation);
        }
    }

    fn kin(&mut self, label: &str, row: usize, model: &Model, relation: Relation) {
        let text = (self.messages.relative)(&model.name, relation);
        self.writer.pieces(label, &[Piece::new(stage_role(model.stage), text)], Some(&Target::Model(row)));
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
